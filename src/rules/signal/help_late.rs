//! Help late: a task that somebody else owns, for this key result or an obstacle of it, is long
//! overdue.

use super::{LATE_WEEKS, Signal, Situation};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    let weeks_over = |due: jiff::civil::Date| {
        let days = due.until(situation.today).map_or(0, |span| span.get_days());
        u32::try_from(days / 7).unwrap_or(0)
    };
    let oldest = situation.others_tasks.iter().min_by_key(|task| task.due)?;
    let weeks = weeks_over(oldest.due);
    (weeks >= LATE_WEEKS).then(|| Signal::HelpLate {
        task: oldest.text.to_owned(),
        weeks,
    })
}
