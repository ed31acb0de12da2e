//! An answer of which no word could be checked.

use super::in_words::{About, Cause, InWords};
use super::words::is_vague;
use crate::diag::{Diagnostic, Severity};
use crate::model::SectionKind;
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::fold;

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

fn check(view: &CheckInView<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for InWords {
        section,
        about,
        span,
        ..
    } in found(view)
    {
        let (message, help, place) = match about {
            About::Cause(title, cause) => {
                let which = match cause {
                    Cause::Own => "own",
                    Cause::Outside => "outside",
                };
                let id = fold::slug(&title);
                (
                    format!(
                        "the {which} cause of {} says nothing that could be checked",
                        quoted(&title)
                    ),
                    "ask: what exactly is it, and how would somebody else see it?",
                    format!("obstacle {id} {which}"),
                )
            }
            About::Answer(name, _) => (
                format!("{} says nothing that could be checked", quoted(&name)),
                "ask: what exactly changed, and how would somebody else see it?",
                format!("{section} {name}"),
            ),
            About::KeyResult(_) => continue,
        };
        let diagnostic = view.diagnostic(&RULE, span, message);
        diagnostics.push(diagnostic.with_help(help).in_place(place));
    }
}

/// The answers of stock words alone, then such causes.
pub(super) fn found(view: &CheckInView<'_>) -> Vec<InWords> {
    let vague = view.pieces().iter().filter(|piece| is_vague(&piece.text));
    let mut found: Vec<InWords> = vague.map(|piece| piece.noticed(RULE.id)).collect();
    found.extend(causes(view));
    found
}

/// The causes of an obstacle are answers of their own.
fn causes(view: &CheckInView<'_>) -> Vec<InWords> {
    let section = view.check_in.section(SectionKind::Obstacles);
    let Some(section) = section.filter(|section| !section.private) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for obstacle in view.check_in.obstacles.iter().filter(|o| !o.private) {
        let causes = [
            (Cause::Own, &obstacle.own_cause),
            (Cause::Outside, &obstacle.outside_cause),
        ];
        for (which, cause) in causes {
            if let Some(cause) = cause.as_ref().filter(|cause| is_vague(&cause.value)) {
                found.push(InWords {
                    rule: RULE.id,
                    section: section.heading.value.clone(),
                    about: About::Cause(obstacle.title.value.clone(), which),
                    span: cause.span,
                });
            }
        }
    }
    found
}
