//! An obstacle has neither an own nor an outside cause.

use super::{labels, obstacle_name, obstacle_place};
use crate::diag::{Diagnostic, Severity};
use crate::rules::explanation::example;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "obstacle-without-cause",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "an open obstacle has neither an own nor an outside cause",
    asks: "Each open obstacle has its own cause (ours to change), its outside cause (beyond our control), or both.",
    why: "Only a cause that is named can be worked on, and who can work on it depends on which of the two it is.",
    scope: Scope::CheckIn(check),
    example: example!("obstacle-without-cause", "neither", "ok-outside-cause"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    for obstacle in view.open_obstacles() {
        if obstacle.own_cause.is_some() || obstacle.outside_cause.is_some() {
            continue;
        }
        if view.is_reported(obstacle.body) {
            continue;
        }
        let message = format!("the cause of {} is missing", obstacle_name(obstacle));
        let labels = labels(view);
        let help = format!(
            "write '- {}: …' for what is ours to change, or '- {}: …' for what is beyond our control",
            labels.own_cause, labels.outside_cause
        );
        let diagnostic = view.diagnostic(&RULE, Span::at(obstacle.title.span.end), message);
        found.push(
            diagnostic
                .with_help(help)
                .in_place(obstacle_place(obstacle)),
        );
    }
}
