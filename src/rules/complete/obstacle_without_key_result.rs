//! An obstacle does not say what it slows.

use super::{obstacle_name, obstacle_place};
use crate::diag::{Diagnostic, Severity};
use crate::rules::explanation::example;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "obstacle-without-key-result",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "an open obstacle does not say which key result it slows",
    asks: "Each open obstacle names at least one key result in its item `Slows`.",
    why: "What slows no key result may be a nuisance; what slows one is a matter for the talk.",
    scope: Scope::CheckIn(check),
    example: example!(
        "obstacle-without-key-result",
        "nothing-slowed",
        "ok-slows-one"
    ),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    if view.okrs.is_empty() {
        return;
    }
    for obstacle in view.open_obstacles() {
        if !obstacle.slows.is_empty() || view.is_reported(obstacle.body) {
            continue;
        }
        let message = format!("what {} slows is missing", obstacle_name(obstacle));
        let label = super::labels(view).slows;
        let help = format!("write '- {label}: <objective/key-result>' below the heading");
        let diagnostic = view.diagnostic(&RULE, Span::at(obstacle.title.span.end), message);
        found.push(
            diagnostic
                .with_help(help)
                .in_place(obstacle_place(obstacle)),
        );
    }
}
