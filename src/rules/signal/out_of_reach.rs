//! Out of reach: what is needed from here is a multiple of the best four weeks so far.

use crate::model::measure::{self, Reach};

use super::{OUT_OF_REACH, Signal, Situation};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    let (history, week) = (situation.history, situation.week);
    let reach = measure::needed_against_best(history, week)?;
    let far = match reach {
        Reach::Times(times) => times >= OUT_OF_REACH,
        Reach::NoProgress => true,
    };
    let needed = measure::needed(history, week)?;
    far.then(|| Signal::OutOfReach {
        needed,
        best: measure::best_rate(history, week),
        reach,
    })
}
