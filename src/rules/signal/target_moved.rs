//! Target moved: start or target is not what it was when the cycle began.

use crate::diag::Severity;
use crate::model::measure::{self, Pace};
use crate::model::{Decimal, FieldOfChange, Kind};
use crate::rules::explanation::example;
use crate::rules::{Group, Rule, Scope};

use super::{Signal, Situation};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "target-moved",
    group: Group::Signal,
    severity: Some(Severity::Info),
    summary: "the start or target of a key result is not what it was when the cycle began",
    asks: "A goal that both changed is still seen against the first one.",
    why: "A change may be right and still hide how much of the first goal was let go.",
    scope: Scope::Signal,
    example: example!("target-moved", "lowered-by-both", "ok-the-first-target"),
};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    let first = situation.history.definitions.first()?;
    let now = situation.history.definition(situation.week);
    let (field, from, to) = difference(&first.kind, &now.kind)?;
    let (week, thresholds) = (situation.week, situation.thresholds);
    let by_the_first = match measure::pace_by(situation.history, first, week, thresholds) {
        Pace::Off(weeks, _) => Some(weeks),
        _ => None,
    };
    Some(Signal::TargetMoved {
        field,
        from,
        to,
        week: now.from,
        by_the_first,
    })
}

fn difference(first: &Kind, now: &Kind) -> Option<(FieldOfChange, Decimal, Decimal)> {
    let (
        Kind::Reach { start, target },
        Kind::Reach {
            start: new_start,
            target: new_target,
        },
    ) = (first, now)
    else {
        return None;
    };
    if target != new_target {
        Some((FieldOfChange::Target, *target, *new_target))
    } else if start != new_start {
        Some((FieldOfChange::Start, *start, *new_start))
    } else {
        None
    }
}
