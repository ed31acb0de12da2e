//! An answer of which no word could be checked.

use super::words::is_vague;
use crate::diag::{Diagnostic, Severity};
use crate::model::SectionKind;
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "vague-answer",
    group: Group::Signal,
    severity: Some(Severity::Info),
    summary: "an answer says nothing that could be checked",
    asks: "An answer names what was done, for whom, or by how much. One of stock words alone ('good progress, still ongoing') is asked about; such words are known in English and German.",
    why: "A sentence that would fit any week hides what this one was like.",
    scope: Scope::CheckIn(check),
    example: example!("vague-answer", "stock-words", "ok-names-things"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    for piece in view.pieces() {
        if is_vague(&piece.text) {
            let name = if piece.heading.is_empty() {
                &piece.section.heading.value
            } else {
                piece.heading
            };
            let message = format!("{} says nothing that could be checked", quoted(name));
            let help = "ask: what exactly changed, and how would somebody else see it?";
            let place = format!("{} {name}", piece.section.heading.value);
            let diagnostic = view.diagnostic(&RULE, piece.span, message);
            found.push(diagnostic.with_help(help).in_place(place));
        }
    }
    causes(view, found);
}

/// The causes of an obstacle are answers of their own.
fn causes(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let section = view.check_in.section(SectionKind::Obstacles);
    if section.is_none_or(|section| section.private) {
        return;
    }
    for obstacle in view.check_in.obstacles.iter().filter(|o| !o.private) {
        let causes = [
            ("own", &obstacle.own_cause),
            ("outside", &obstacle.outside_cause),
        ];
        for (which, cause) in causes {
            let Some(cause) = cause.as_ref().filter(|cause| is_vague(&cause.value)) else {
                continue;
            };
            let span: Span = cause.span;
            let title = quoted(&obstacle.title.value);
            let message =
                format!("the {which} cause of {title} says nothing that could be checked");
            let help = "ask: what exactly is it, and how would somebody else see it?";
            let place = format!("obstacle {} {which}", obstacle.id);
            let diagnostic = view.diagnostic(&RULE, span, message);
            found.push(diagnostic.with_help(help).in_place(place));
        }
    }
}
