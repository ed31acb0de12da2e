//! Quiet obstacle: on pace and confident, with an obstacle that has been open for long.

use crate::diag::Severity;
use crate::model::Confidence;
use crate::rules::explanation::example;
use crate::rules::{Group, Rule, Scope};

use super::{Signal, Situation};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "quiet-obstacle",
    group: Group::Signal,
    severity: Some(Severity::Info),
    summary: "a key result is on pace and called good while an obstacle of it has long been open",
    asks: "An obstacle that slows a key result shows in its number or its confidence sooner or later. From `weeks` weeks on, ask what it will cost.",
    why: "An obstacle that costs nothing is none; one that costs something later is a risk that nobody counts.",
    scope: Scope::Signal,
    example: example!("quiet-obstacle", "open-for-weeks", "ok-resolved"),
};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    let said = situation.said().filter(|said| *said >= Confidence::Good)?;
    if !situation.is_on_pace() {
        return None;
    }
    let oldest = situation
        .obstacles
        .iter()
        .max_by_key(|obstacle| obstacle.weeks)?;
    (oldest.weeks >= situation.limits.obstacle_weeks).then(|| Signal::QuietObstacle {
        said,
        weeks: oldest.weeks,
        title: oldest.title.to_owned(),
    })
}
