//! Score and pace, and from `forecast` what becomes of them: pure functions over a [`History`].
//!
//! The formulas are those of the format's page "An objective". Scores are fractions (1 is the target);
//! pace is told in weeks (plus is ahead). Products are taken before quotients, so that a whole number of
//! weeks is exact.

mod forecast;

pub use forecast::{Reach, best_rate, forecast, needed, needed_against_best, rate, value_count};

use super::{Confidence, Cycle, Decimal, Definition, History, Kind, Thresholds, Week};

/// How far a key result is, at the value `value`: 0 at its start, 1 at its target; below and above are
/// possible. For milestones `value` is the number reached, for yes/no 1 or 0.
#[must_use]
pub fn score(kind: &Kind, value: Decimal) -> Decimal {
    scaled(kind, value, Decimal::ONE)
}

/// The score times `factor`, multiplied before it is divided.
fn scaled(kind: &Kind, value: Decimal, factor: Decimal) -> Decimal {
    let quotient = |part: Decimal, whole: Decimal| {
        part.checked_mul(factor)
            .and_then(|p| p.checked_div(whole))
            .unwrap_or(Decimal::ZERO)
    };
    match kind {
        Kind::Reach { start, target } => {
            let part = value.checked_sub(*start);
            let whole = target.checked_sub(*start);
            part.zip(whole)
                .map_or(Decimal::ZERO, |(part, whole)| quotient(part, whole))
        }
        Kind::Keep { .. } => {
            if is_held(kind, value) {
                factor
            } else {
                Decimal::ZERO
            }
        }
        Kind::Milestones(names) => quotient(value, Decimal::from(names.len().max(1))),
        Kind::Done => {
            if value >= Decimal::ONE {
                factor
            } else {
                Decimal::ZERO
            }
        }
    }
}

/// Whether a level to hold is held at `value`; true of the other kinds.
#[must_use]
pub fn is_held(kind: &Kind, value: Decimal) -> bool {
    match kind {
        Kind::Keep { at_least, at_most } => {
            at_least.is_none_or(|least| value >= least) && at_most.is_none_or(|most| value <= most)
        }
        _ => true,
    }
}

/// A score as it is averaged and drawn: between 0 and 1.
#[must_use]
pub fn clamped(score: Decimal) -> Decimal {
    score.clamp(Decimal::ZERO, Decimal::ONE)
}

/// What the value says of the way to the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// No value yet.
    NotStarted,
    /// Fewer than two values: no verdict.
    TooEarly,
    /// This kind has no pace, or none yet.
    None,
    /// A level: held or not.
    Held(bool),
    /// Weeks off pace, and the word for it.
    Off(Decimal, Band),
}

/// The words for weeks off pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Band {
    /// Three weeks or more behind, by default.
    FarBehind,
    /// A week or more behind, by default.
    Behind,
    /// Between.
    OnPace,
    /// A week or more ahead, by default.
    Ahead,
}

impl Band {
    /// The word: "ahead", "on pace", "behind", "far behind".
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::FarBehind => "far behind",
            Self::Behind => "behind",
            Self::OnPace => "on pace",
            Self::Ahead => "ahead",
        }
    }

    /// Whether it is behind or far behind.
    #[must_use]
    pub fn is_behind(self) -> bool {
        self <= Self::Behind
    }

    /// The word for a number of weeks off pace.
    #[must_use]
    pub fn of(weeks: Decimal, thresholds: &Thresholds) -> Self {
        if weeks <= thresholds.far_behind {
            Self::FarBehind
        } else if weeks <= thresholds.behind {
            Self::Behind
        } else if weeks >= thresholds.ahead {
            Self::Ahead
        } else {
            Self::OnPace
        }
    }
}

/// How many weeks of the way are made at `value`, by the even pace or the planned curve of the
/// definition; the whole way is all weeks from `first` to the end of the cycle.
#[must_use]
pub fn weeks_made(definition: &Definition, value: Decimal, first: Week, cycle: &Cycle) -> Decimal {
    let total = Decimal::from(week_total(first, cycle));
    if definition.planned.is_empty() {
        return scaled(&definition.kind, value, total);
    }
    let curve = planned_curve(definition, first, cycle);
    along(&curve, score(&definition.kind, value), total)
}

/// The weeks from `first` to the last of the cycle, both counted.
fn week_total(first: Week, cycle: &Cycle) -> u32 {
    u32::try_from(cycle.last_week().since(first) + 1)
        .unwrap_or(0)
        .max(1)
}

/// The planned curve as (weeks elapsed, score), from (0, 0) to (all, 1).
fn planned_curve(definition: &Definition, first: Week, cycle: &Cycle) -> Vec<(Decimal, Decimal)> {
    let mut curve = vec![(Decimal::ZERO, Decimal::ZERO)];
    for (week, value) in &definition.planned {
        let elapsed = week.since(first) + 1;
        if elapsed > 0 && *week <= cycle.last_week() {
            curve.push((Decimal::from(elapsed), score(&definition.kind, *value)));
        }
    }
    let total = Decimal::from(week_total(first, cycle));
    if curve.last().is_some_and(|(elapsed, _)| *elapsed < total) {
        curve.push((total, Decimal::ONE));
    }
    curve
}

/// The last place on the curve at which it has `score`; before its start and behind its end it goes on
/// evenly.
fn along(curve: &[(Decimal, Decimal)], score: Decimal, total: Decimal) -> Decimal {
    if score < Decimal::ZERO {
        return score * total;
    }
    for pair in curve.windows(2).rev() {
        let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
        let within = (y0 <= score && score <= y1) || (y1 <= score && score <= y0);
        if within && y0 != y1 {
            return x0 + (score - y0) * (x1 - x0) / (y1 - y0);
        }
        if within {
            return x1;
        }
    }
    let (end, highest) = curve.last().copied().unwrap_or((total, Decimal::ONE));
    end + (score - highest) * total
}

/// The value that pace asks for by the end of `week`; none for kinds without pace.
#[must_use]
pub fn expected_value(history: &History, week: Week) -> Option<Decimal> {
    let definition = history.definition(week);
    let first = history.first_week();
    let elapsed = Decimal::from(elapsed(history, week));
    let total = Decimal::from(week_total(first, &history.cycle));
    let share = if definition.planned.is_empty() {
        elapsed / total
    } else {
        score_at(&planned_curve(definition, first, &history.cycle), elapsed)
    };
    match &definition.kind {
        Kind::Reach { start, target } => Some(*start + (*target - *start) * share),
        Kind::Milestones(names) => Some(Decimal::from(names.len()) * share),
        Kind::Keep { .. } | Kind::Done => None,
    }
}

fn score_at(curve: &[(Decimal, Decimal)], elapsed: Decimal) -> Decimal {
    for pair in curve.windows(2) {
        let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
        if x0 <= elapsed && elapsed <= x1 && x0 != x1 {
            return y0 + (elapsed - x0) * (y1 - y0) / (x1 - x0);
        }
    }
    curve.last().map_or(Decimal::ZERO, |(_, score)| *score)
}

/// How many weeks of the key result's time have begun by `week`.
#[must_use]
pub fn elapsed(history: &History, week: Week) -> u32 {
    let last = history.cycle.last_week();
    u32::try_from(week.min(last).since(history.first_week()) + 1).unwrap_or(0)
}

/// How many weeks are left after `week`.
#[must_use]
pub fn weeks_left(cycle: &Cycle, week: Week) -> u32 {
    u32::try_from(cycle.last_week().since(week)).unwrap_or(0)
}

/// The pace as of `week`, from the last value up to then.
#[must_use]
pub fn pace(history: &History, week: Week, thresholds: &Thresholds) -> Pace {
    pace_by(history, history.definition(week), week, thresholds)
}

/// The pace as of `week`, judged by another definition, such as the first one.
#[must_use]
pub fn pace_by(
    history: &History,
    definition: &Definition,
    week: Week,
    thresholds: &Thresholds,
) -> Pace {
    let Some((_, value)) = history.last_value(week) else {
        return Pace::NotStarted;
    };
    if let Kind::Keep { .. } = definition.kind {
        return Pace::Held(is_held(&definition.kind, value));
    }
    if definition.kind == Kind::Done && week < history.cycle.last_week() {
        return Pace::None;
    }
    if history
        .until(week)
        .iter()
        .filter(|point| point.value.is_some())
        .count()
        < 2
    {
        return Pace::TooEarly;
    }
    let made = weeks_made(definition, value, history.first_week(), &history.cycle);
    let weeks = made - Decimal::from(elapsed(history, week));
    Pace::Off(weeks, Band::of(weeks, thresholds))
}

/// Whether a key result is at risk as of `week`: the last confidence is not OK, or it is behind.
#[must_use]
pub fn is_at_risk(history: &History, week: Week, thresholds: &Thresholds) -> bool {
    let unsure = matches!(history.last_confidence(week), Some((_, Confidence::NotOk)));
    let behind = matches!(pace(history, week, thresholds), Pace::Off(_, band) if band.is_behind());
    unsure || behind
}

/// The value at the end of `week`: the last one given by then, the start before there is any.
#[must_use]
pub fn value_at(history: &History, week: Week) -> Option<Decimal> {
    let start = match history.definition(week).kind {
        Kind::Reach { start, .. } => Some(start),
        Kind::Milestones(_) => Some(Decimal::ZERO),
        Kind::Keep { .. } | Kind::Done => None,
    };
    history.last_value(week).map(|(_, value)| value).or(start)
}

/// The value that counts as reached: the target, or all milestones.
#[must_use]
pub fn goal(kind: &Kind) -> Option<Decimal> {
    match kind {
        Kind::Reach { target, .. } => Some(*target),
        Kind::Milestones(names) => Some(Decimal::from(names.len())),
        Kind::Keep { .. } | Kind::Done => None,
    }
}

/// 1 where values should rise, −1 where they should fall.
#[must_use]
pub fn direction(kind: &Kind) -> Option<Decimal> {
    match kind {
        Kind::Reach { start, target } if target < start => Some(Decimal::NEGATIVE_ONE),
        Kind::Reach { .. } | Kind::Milestones(_) => Some(Decimal::ONE),
        Kind::Keep { .. } | Kind::Done => None,
    }
}

/// An objective's score as of `week`: the weighted mean of its key results' clamped scores, one without
/// a value counted as 0. `None` where no key result counts.
#[must_use]
pub fn objective_score(histories: &[&History], week: Week) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    let mut weights = Decimal::ZERO;
    for history in histories {
        if history.removed.is_some_and(|removed| removed <= week) {
            continue;
        }
        let definition = history.definition(week);
        let score = history
            .last_value(week)
            .map(|(_, value)| score(&definition.kind, value));
        sum += clamped(score.unwrap_or(Decimal::ZERO)) * definition.weight;
        weights += definition.weight;
    }
    if weights.is_zero() {
        None
    } else {
        Some(sum / weights)
    }
}

#[cfg(test)]
mod tests {
    use super::super::history::tests::history;
    use super::*;

    fn some(values: &[i64]) -> Vec<Option<i64>> {
        values.iter().map(|value| Some(*value)).collect()
    }

    fn week(number: i8) -> Week {
        Week::new(2026, number).unwrap()
    }

    fn told(value: Option<Decimal>) -> String {
        value.map_or_else(
            || "-".to_owned(),
            |v| super::super::decimal::rounded(v, 1).to_string(),
        )
    }

    #[test]
    fn scores_in_all_directions() {
        let reach = |start: i64, target: i64| Kind::Reach {
            start: start.into(),
            target: target.into(),
        };
        assert_eq!(score(&reach(480, 150), 315.into()), Decimal::new(5, 1));
        assert_eq!(score(&reach(-10, 10), 0.into()), Decimal::new(5, 1));
        assert_eq!(score(&reach(0, 100), 120.into()), Decimal::new(12, 1));
        assert_eq!(score(&reach(0, 100), (-10).into()), Decimal::new(-1, 1));
        let keep = Kind::Keep {
            at_least: None,
            at_most: Some(Decimal::new(1, 1)),
        };
        assert_eq!(score(&keep, Decimal::new(1, 1)), Decimal::ONE);
        assert_eq!(score(&keep, Decimal::new(11, 2)), Decimal::ZERO);
        assert_eq!(
            score(&Kind::Milestones(vec![String::new(); 4]), 1.into()),
            Decimal::new(25, 2)
        );
    }

    #[test]
    fn tells_the_numbers_of_the_design_guide_for_a_rising_key_result() {
        let live = history(0, 120, &some(&[2, 5, 8, 12, 17, 22, 26, 31, 36, 41]));
        let Pace::Off(weeks, band) = pace(&live, week(36), &Thresholds::default()) else {
            panic!()
        };
        assert_eq!(
            (told(Some(weeks)), band),
            ("-5.6".to_owned(), Band::FarBehind)
        );
        assert_eq!(told(rate(&live, week(36))), "4.8");
        assert_eq!(told(needed(&live, week(36))), "26.3");
        assert_eq!(told(forecast(&live, week(36))), "55.3");
        let Some(Reach::Times(times)) = needed_against_best(&live, week(36)) else {
            panic!()
        };
        assert_eq!(told(Some(times)), "5.5");
    }

    #[test]
    fn carries_the_last_value_over_missed_weeks() {
        let values = [
            Some(36),
            Some(38),
            None,
            Some(44),
            Some(47),
            Some(50),
            Some(53),
            Some(53),
            Some(53),
            None,
        ];
        let serve = history(35, 70, &values);
        assert_eq!(told(rate(&serve, week(35))), "1.5");
        assert_eq!(told(forecast(&serve, week(36))), "59.0");
        assert_eq!(told(needed(&serve, week(36))), "5.7");
        let Some(Reach::Times(times)) = needed_against_best(&serve, week(36)) else {
            panic!()
        };
        assert_eq!(told(Some(times)), "1.5");
    }

    #[test]
    fn gives_no_verdict_before_two_values_and_no_forecast_before_four() {
        let young = history(0, 130, &some(&[10]));
        assert_eq!(
            pace(&young, week(27), &Thresholds::default()),
            Pace::TooEarly
        );
        assert_eq!(
            forecast(&history(0, 130, &some(&[10, 20, 30])), week(29)),
            None
        );
        assert_eq!(
            pace(&history(0, 1, &[]), week(27), &Thresholds::default()),
            Pace::NotStarted
        );
    }

    #[test]
    fn is_exact_at_a_threshold() {
        let behind = history(0, 13, &some(&[0, 1]));
        let Pace::Off(weeks, band) = pace(&behind, week(28), &Thresholds::default()) else {
            panic!()
        };
        assert_eq!((weeks, band), (Decimal::NEGATIVE_ONE, Band::Behind));
    }

    #[test]
    fn measures_against_a_planned_curve() {
        let mut curved = history(0, 100, &some(&[0, 0, 10]));
        curved.definitions[0].planned = vec![(week(32), 10.into())];
        let Pace::Off(weeks, _) = pace(&curved, week(29), &Thresholds::default()) else {
            panic!()
        };
        assert_eq!(weeks, Decimal::from(3));
        assert_eq!(expected_value(&curved, week(29)), Some(5.into()));
    }

    #[test]
    fn averages_clamped_scores_by_weight() {
        let mut over = history(0, 10, &some(&[20]));
        over.definitions[0].weight = Decimal::from(3);
        let none = history(0, 10, &[]);
        assert_eq!(
            objective_score(&[&over, &none], week(27)),
            Some(Decimal::new(75, 2))
        );
    }
}
