//! Two check-ins of one person in a stretch of two weeks.

use super::{Example, Group, Rule, Scope, TimelineView};
use crate::diag::{Diagnostic, Severity};
use crate::text::Span;

/// See [`Rule::summary`].
pub(super) static RULE: Rule = Rule {
    id: "duplicate-check-in",
    group: Group::Format,
    severity: Some(Severity::Error),
    summary: "two check-ins of one person in a stretch of two weeks",
    asks: "Where the team checks in `every: 2 weeks`, there is one check-in for both, and it bears the second week.",
    why: "Two answers to the same questions would be counted twice.",
    scope: Scope::Timeline(check),
    example: Some(Example {
        of: "the files of a person",
        bad: "check-ins/ada/2026-W46.md\ncheck-ins/ada/2026-W47.md",
        told: include_str!("../../tests/fixtures/rules/duplicate-check-in/both-weeks/expected.txt"),
        good: "check-ins/ada/2026-W45.md\ncheck-ins/ada/2026-W47.md",
    }),
};

fn check(view: &TimelineView<'_>, found: &mut Vec<Diagnostic>) {
    if view.team.cadence.every < 2 {
        return;
    }
    for pair in view.check_ins.windows(2) {
        let [first, second] = pair else { continue };
        let same_cycle = view.team.cycle_of(first.week) == view.team.cycle_of(second.week);
        let is_stretch =
            second.week == first.week.plus(1) && !view.team.is_due_week(first.week) && same_cycle;
        if !is_stretch {
            continue;
        }
        let message = format!(
            "{} and {} are one stretch, and both have a check-in",
            first.week, second.week
        );
        let help = format!("move what it says to {}, and delete this file", second.path);
        let diagnostic = Diagnostic::new(RULE.id, first.path.clone(), Span::at(0), message);
        found.push(diagnostic.with_help(help).in_place("stretch"));
    }
}
