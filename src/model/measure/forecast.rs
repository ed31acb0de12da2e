//! Rates and where they lead: the last four weeks, the landing value, what is needed against the best
//! so far. Scores and pace are in `super`.

use super::{direction, elapsed, goal, value_at, weeks_left};
use crate::model::{Decimal, History, Week};

/// The change a week over the four weeks that end with `week`; over fewer where it is younger.
#[must_use]
pub fn rate(history: &History, week: Week) -> Option<Decimal> {
    let weeks = elapsed(history, week).min(4);
    if weeks == 0 {
        return None;
    }
    let before = week.plus(-i32::try_from(weeks).ok()?);
    let change = value_at(history, week)? - value_at(history, before)?;
    Some(change / Decimal::from(weeks))
}

/// The number of check-ins with a value up to and with `week`.
#[must_use]
pub fn value_count(history: &History, week: Week) -> usize {
    history
        .until(week)
        .iter()
        .filter(|point| point.value.is_some())
        .count()
}

/// Where the key result lands if the last four weeks repeat: the last value plus the rate times the
/// weeks left after it. None before four check-ins, and for kinds without pace.
#[must_use]
pub fn forecast(history: &History, week: Week) -> Option<Decimal> {
    if value_count(history, week) < 4 {
        return None;
    }
    let (at, value) = history.last_value(week)?;
    let left = Decimal::from(weeks_left(&history.cycle, at));
    rate(history, at)?.checked_mul(left)?.checked_add(value)
}

/// The change a week that still reaches the target: what is missing, divided by the weeks left after
/// `week`. None in the last week and for kinds without pace.
#[must_use]
pub fn needed(history: &History, week: Week) -> Option<Decimal> {
    let left = weeks_left(&history.cycle, week);
    let goal = goal(&history.definition(week).kind)?;
    let value = value_at(history, week)?;
    if left == 0 {
        None
    } else {
        Some((goal - value) / Decimal::from(left))
    }
}

/// The best rate of any four weeks up to and with `week`, in the direction of the target: signed as
/// the values are.
#[must_use]
pub fn best_rate(history: &History, week: Week) -> Option<Decimal> {
    let direction = direction(&history.definition(week).kind)?;
    let rates = history
        .until(week)
        .iter()
        .filter(|point| point.value.is_some());
    rates
        .filter(|point| elapsed(history, point.week) >= 4)
        .filter_map(|point| rate(history, point.week))
        .max_by_key(|rate| *rate * direction)
}

/// What is needed, divided by the best rate so far. `None` where nothing is needed any more, or there
/// are not four check-ins yet.
#[must_use]
pub fn needed_against_best(history: &History, week: Week) -> Option<Reach> {
    if value_count(history, week) < 4 {
        return None;
    }
    let direction = direction(&history.definition(week).kind)?;
    let needed = needed(history, week)? * direction;
    if needed <= Decimal::ZERO {
        return None;
    }
    let best = best_rate(history, week).map_or(Decimal::ZERO, |rate| rate * direction);
    if best <= Decimal::ZERO {
        Some(Reach::NoProgress)
    } else {
        Some(Reach::Times(needed / best))
    }
}

/// How the needed rate compares with the best one so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// So many times.
    Times(Decimal),
    /// There was no progress in any four weeks.
    NoProgress,
}
