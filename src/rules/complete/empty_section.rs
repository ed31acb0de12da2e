//! A section has a heading, and nothing below it that a reader could see as an answer.

use super::is_plainly_asked;
use crate::diag::{Diagnostic, Severity};
use crate::model::{Answer, Section};
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "empty-section",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "a section that must be filled has no answer",
    asks: "From `ready` on every section of the person has an answer, from `reviewed` on the manager's, too. Comments, empty items, rules and placeholders such as TODO are none.",
    why: "A talk that was not prepared in writing is a talk from memory.",
    scope: Scope::CheckIn(check),
    example: example!("empty-section", "comment-alone", "ok-answered"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let is_empty = |section: &Section| section.answer == Answer::Empty;
    if !view.check_in.sections.iter().any(is_empty) {
        return;
    }
    for spec in &view.team.sections {
        let Some(section) = view.check_in.section_by_id(&spec.id) else {
            continue;
        };
        if section.answer != Answer::Empty || !is_plainly_asked(view, spec) {
            continue;
        }
        let message = format!("the section {} is empty", quoted(&section.heading.value));
        let place = Span::at(section.heading.span.end);
        let diagnostic = view.diagnostic(&RULE, place, message);
        found.push(
            diagnostic
                .with_help(spec.prompt.clone())
                .in_place(spec.id.clone()),
        );
    }
}
