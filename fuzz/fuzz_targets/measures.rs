//! Scores, pace, forecasts and signals of any numbers that can be written in a file: an answer,
//! never an overflow.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use okr::model::{
    Confidence, Cycle, Decimal, History, KeyResult, KeyResultRef, Kind, Point, Team, Thresholds, decimal,
    measure,
};
use okr::rules::signal::{Limits, Situation, signals};
use okr::text::Span;

/// Digits and how many of them stand behind the point.
type Number = (i128, u8);
type Input = (u8, [Number; 3], Vec<(u8, Option<Number>, u8)>, Vec<(u8, Number)>);

fuzz_target!(|input: Input| {
    let (kind, [start, target, weight], points, planned) = input;
    let (Some(start), Some(target)) = (number(start), number(target)) else { return };
    let weight = number(weight).filter(|weight| *weight > Decimal::ZERO).unwrap_or(Decimal::ONE);
    let kind = match kind % 4 {
        0 | 1 if start != target => Kind::Reach { start, target },
        2 => Kind::Keep { at_least: Some(start), at_most: Some(target) },
        _ => Kind::Milestones(vec![String::new(); usize::from(kind % 7 + 1)]),
    };
    let cycle = Cycle::of_calendar(if weight > Decimal::TEN { "2026" } else { "2026-Q4" });
    let cycle = cycle.expect("a cycle of the calendar");
    let week = |index: u8| cycle.first_week().plus(i32::from(index % 53));
    let planned = planned.into_iter().filter_map(|(at, value)| Some((week(at), number(value)?)));
    let mut planned: Vec<_> = planned.collect();
    planned.sort_by_key(|(week, _)| *week);
    planned.dedup_by_key(|(week, _)| *week);
    let reference = KeyResultRef::parse("o/a").expect("a reference");
    let (title, span) = (String::new(), Span::at(0));
    let key_result =
        KeyResult { reference, title, owner: None, unit: None, weight, kind, planned, span };
    let point = |(at, value, confidence): (u8, Option<Number>, u8)| Point {
        week: week(at),
        value: value.and_then(number),
        confidence: match confidence % 4 {
            0 => Some(Confidence::NotOk),
            1 => Some(Confidence::Good),
            2 => Some(Confidence::VeryGood),
            _ => None,
        },
    };
    let history = History::new(&key_result, &cycle, points.into_iter().map(point).collect(), &[]);
    for week in cycle.weeks() {
        measured(&history, week);
    }
});

fn measured(history: &History, week: okr::model::Week) {
    let thresholds = &Thresholds::default();
    let _ = measure::pace(history, week, thresholds);
    let _ = measure::is_at_risk(history, week, thresholds);
    let _ = measure::expected_value(history, week);
    let _ = measure::forecast(history, week);
    let _ = measure::needed_against_best(history, week);
    let today = date(2026, 12, 26);
    let limits = Limits::of(&Team::default());
    let (obstacles, others_tasks) = (&[][..], &[][..]);
    let _ = signals(&Situation { history, week, today, thresholds, obstacles, others_tasks, limits });
    if let Some(score) = measure::objective_score(&[history, history], week) {
        assert!((Decimal::ZERO..=Decimal::ONE).contains(&score));
    }
}

/// A number as a file would have it.
fn number((digits, places): Number) -> Option<Decimal> {
    let digits = digits % 10i128.pow(28);
    let number = Decimal::try_from_i128_with_scale(digits, u32::from(places % 29)).ok()?;
    decimal::parse(&number.to_string())
}
