//! Stuck low: not OK in the last check-ins.

use crate::model::{Confidence, Week};

use super::{STUCK_CHECK_INS, Signal, Situation};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    let low = |word: &(Week, Confidence)| word.1 == Confidence::NotOk;
    let weeks: Vec<Week> = situation
        .words()
        .take_while(low)
        .map(|(week, _)| week)
        .collect();
    let (newest, since) = (*weeks.first()?, *weeks.last()?);
    let lasting = u32::try_from(newest.since(since) + 1).unwrap_or(0);
    (weeks.len() >= STUCK_CHECK_INS).then_some(Signal::StuckLow {
        since,
        weeks: lasting,
    })
}
