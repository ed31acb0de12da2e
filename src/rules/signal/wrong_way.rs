//! Wrong way: further from the target in each of the last check-ins.

use crate::model::Week;
use crate::model::measure;

use super::{Signal, Situation, WRONG_WAY_STEPS};

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
    (away.len() >= WRONG_WAY_STEPS).then_some(Signal::WrongWay { since })
}
