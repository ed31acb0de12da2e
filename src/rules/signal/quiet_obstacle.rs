//! Quiet obstacle: on pace and confident, with an obstacle that has been open for long.

use crate::model::Confidence;

use super::{OBSTACLE_WEEKS, Signal, Situation};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    let said = situation.said().filter(|said| *said >= Confidence::Good)?;
    if !situation.is_on_pace() {
        return None;
    }
    let oldest = situation
        .obstacles
        .iter()
        .max_by_key(|obstacle| obstacle.weeks)?;
    (oldest.weeks >= OBSTACLE_WEEKS).then(|| Signal::QuietObstacle {
        said,
        weeks: oldest.weeks,
        title: oldest.title.to_owned(),
    })
}
