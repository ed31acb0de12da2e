//! Wrong way: further from the target in each of the last check-ins.

use crate::diag::Severity;
use crate::model::Week;
use crate::model::measure;
use crate::rules::explanation::example;
use crate::rules::{Group, Rule, Scope};

use super::{Signal, Situation, at_least};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "wrong-way",
    group: Group::Signal,
    severity: Some(Severity::Warning),
    summary: "a value moves away from its target",
    asks: "A value that moves away `check-ins` times in a row is spoken of.",
    why: "One step back is noise, two are a direction.",
    scope: Scope::Signal,
    example: example!("wrong-way", "away-twice", "ok-away-once"),
};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    let direction = measure::direction(situation.kind())?;
    let values = situation.values();
    let away = values.windows(2).rev().map_while(|pair| {
        let [before, after] = pair else { return None };
        let step = after.1.checked_sub(before.1)? * direction;
        (step.is_sign_negative() && !step.is_zero()).then_some(after.0)
    });
    let away: Vec<Week> = away.collect();
    let since = *away.last()?;
    at_least(away.len(), situation.limits.wrong_way_steps).then_some(Signal::WrongWay { since })
}
