//! Too smooth: the last steps between check-ins are all equal and not zero.

use super::{SMOOTH_STEPS, Signal, Situation};

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
    if step.is_zero() || equal < SMOOTH_STEPS {
        return None;
    }
    let weekly = steps[..equal].iter().all(|(_, weeks)| *weeks == 1);
    Some(Signal::TooSmooth {
        step,
        count: equal,
        weekly,
    })
}
