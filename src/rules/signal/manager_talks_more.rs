//! The manager's part of a check-in is longer than the person's.

use super::words::words;
use crate::diag::Diagnostic;
use crate::model::{By, Decimal, SectionKind, Status};
use crate::rules::explanation::example;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::markdown::without_comments;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "manager-talks-more",
    group: Group::Signal,
    severity: None,
    summary: "the manager's part of a check-in is longer than the person's",
    asks: "In a reviewed check-in the manager's sections have at most `times` times the words of the person's. It is off unless the two want to know; no report shows it.",
    why: "The person leads the talk; the manager listens, asks, and advises.",
    scope: Scope::CheckIn(check),
    example: example!("manager-talks-more", "twice-as-long", "ok-listens"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    if view.check_in.status.value != Status::Reviewed {
        return;
    }
    if !view.check_in.seals.sealed.is_empty() {
        return;
    }
    let (person, manager) = (count(view, By::Person), count(view, By::Manager));
    let most = view.team.rules.limit(RULE.id, "times") * Decimal::from(person);
    if person == 0 || Decimal::from(manager) <= most {
        return;
    }
    let feedback = view.check_in.section(SectionKind::Feedback);
    let place = feedback.map_or(view.check_in.status.span, |told| told.heading.span);
    let message = format!("the manager's part has {manager} words, the person's {person}");
    let help = "ask: what would the person say, if there were time?";
    let diagnostic = view.diagnostic(&RULE, place, message);
    found.push(diagnostic.with_help(help).in_place("feedback"));
}

/// The words in the sections that `by` answers.
fn count(view: &CheckInView<'_>, by: By) -> usize {
    let sections = view.check_in.sections.iter().filter(|section| {
        let spec = section
            .id
            .as_ref()
            .and_then(|id| view.team.section_by_id(id));
        spec.is_some_and(|spec| spec.by == by)
    });
    sections
        .map(|section| words(&without_comments(section.body.of(&view.check_in.text))).count())
        .sum()
}
