//! An open obstacle of the check-in before is gone without a word.

use super::{behind_heading, obstacle_name, obstacle_place};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Obstacle, SectionKind, carried};
use crate::rules::explanation::example;
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "obstacle-vanished",
    group: Group::Complete,
    severity: Some(Severity::Warning),
    summary: "an open obstacle of the check-in before is gone without a word",
    asks: "An obstacle stays in the check-ins until one of them says how it was resolved.",
    why: "What vanishes was perhaps only tired of, and comes back in the last week.",
    scope: Scope::CheckIn(check),
    example: example!("obstacle-vanished", "gone", "ok-resolved"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(before) = view
        .before
        .filter(|_| view.asks_section(SectionKind::Obstacles))
    else {
        return;
    };
    let earlier: Vec<&Obstacle> = before.obstacles.iter().collect();
    if !earlier.iter().any(|obstacle| obstacle.is_open()) {
        return;
    }
    let now: Vec<&Obstacle> = view.check_in.obstacles.iter().collect();
    let pairs = carried::obstacles(&earlier, &now);
    for (index, obstacle) in earlier.iter().enumerate() {
        let may_be_sealed = obstacle.private && !view.check_in.seals.sealed.is_empty();
        if !obstacle.is_open() || may_be_sealed || pairs.iter().any(|(known, _)| *known == index) {
            continue;
        }
        let name = if obstacle.private {
            "a private obstacle".to_owned()
        } else {
            obstacle_name(obstacle)
        };
        let message = format!("{name} of {} is gone without a word", before.week);
        let help = format!(
            "keep its heading with '- {}: how', or carry it on",
            super::labels(view).resolved
        );
        let place = behind_heading(view, SectionKind::Obstacles);
        let diagnostic = view.diagnostic(&RULE, place, message);
        found.push(
            diagnostic
                .with_help(help)
                .in_place(obstacle_place(obstacle)),
        );
    }
}
