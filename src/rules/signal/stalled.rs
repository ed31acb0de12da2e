//! Stalled: the last values are equal and short of the target.

use super::{STALLED_VALUES, Signal, Situation};

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
    (equal.len() >= STALLED_VALUES).then_some(Signal::Stalled { since })
}
