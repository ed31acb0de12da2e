//! The section OKR changes and the front matter do not say the same.

use crate::diag::{Diagnostic, Severity};
use crate::model::{Answer, SectionKind};
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "okr-changes-disagree",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "the section OKR changes and `okr-changes` do not agree",
    asks: "The section says \"None.\" exactly where `okr-changes` in the front matter is empty.",
    why: "A change of an objective holds only where both have agreed to it in writing.",
    scope: Scope::CheckIn(check),
    example: example!("okr-changes-disagree", "none-and-a-change", "ok-both"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(section) = view.asked_section(SectionKind::OkrChanges) else {
        return;
    };
    if view.is_front_matter_broken() {
        return;
    }
    let check_in = view.check_in;
    let heading = || quoted(&section.heading.value);
    let (message, help) = match (section.answer, check_in.okr_changes.len()) {
        (Answer::None, 1..) => (
            format!(
                "{} says \"None.\", and the front matter has 'okr-changes'",
                heading()
            ),
            "say in the section what changes and why, or take 'okr-changes' out",
        ),
        (Answer::Text, 0) if !view.is_reported(check_in.front_matter) => (
            format!(
                "{} speaks of changes, and the front matter has no 'okr-changes'",
                heading()
            ),
            "add the change under 'okr-changes' in the front matter (`okr propose` does), or write \"None.\"",
        ),
        _ => return,
    };
    let diagnostic = view.diagnostic(&RULE, Span::at(section.heading.span.end), message);
    found.push(diagnostic.with_help(help).in_place("okr-changes"));
}
