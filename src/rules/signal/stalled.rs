//! Stalled: the last values are equal and short of the target.

use super::{Signal, Situation, at_least};
use crate::diag::Severity;
use crate::rules::explanation::example;
use crate::rules::{Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "stalled",
    group: Group::Signal,
    severity: Some(Severity::Warning),
    summary: "a value stands still, short of its target",
    asks: "A value moves, or the check-in says what would move it. After `values` equal values in a row, ask.",
    why: "Standing still looks calm in every single week.",
    scope: Scope::Signal,
    example: example!("stalled", "three-equal-values", "ok-it-moves"),
};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    if !situation.is_on_the_way() {
        return None;
    }
    let values = situation.values();
    let (_, last) = *values.last()?;
    let equal: Vec<_> = values
        .iter()
        .rev()
        .take_while(|(_, value)| *value == last)
        .collect();
    let (since, _) = **equal.last()?;
    at_least(equal.len(), situation.limits.stalled_values).then_some(Signal::Stalled { since })
}
