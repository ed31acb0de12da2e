//! Too smooth: the last steps between check-ins are all equal and not zero.

use super::{Signal, Situation, at_least};
use crate::diag::Severity;
use crate::rules::explanation::example;
use crate::rules::{Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "too-smooth",
    group: Group::Signal,
    severity: Some(Severity::Info),
    summary: "a value moves by exactly the same step every time",
    asks: "Values are taken, not estimated: real ones jitter. From `steps` equal steps in a row on, ask how the number is taken.",
    why: "A number that is typed from the plan says nothing about the work.",
    scope: Scope::Signal,
    example: example!("too-smooth", "the-same-step", "ok-it-jitters"),
};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    if !situation.is_on_the_way() {
        return None;
    }
    let values = situation.values();
    let steps = values.windows(2).rev().filter_map(|pair| {
        let [before, after] = pair else { return None };
        Some((after.1.checked_sub(before.1)?, after.0.since(before.0)))
    });
    let steps: Vec<_> = steps.collect();
    let (step, _) = *steps.first()?;
    let equal = steps.iter().take_while(|(other, _)| *other == step).count();
    if step.is_zero() || !at_least(equal, situation.limits.smooth_steps) {
        return None;
    }
    let weekly = steps[..equal].iter().all(|(_, weeks)| *weeks == 1);
    Some(Signal::TooSmooth {
        step,
        count: equal,
        weekly,
    })
}
