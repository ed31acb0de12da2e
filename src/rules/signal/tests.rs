use super::*;
use crate::model::history::CountedChange;
use crate::model::{Cycle, KeyResult, KeyResultRef, Point};
use crate::text::Span;
use jiff::civil::date;

fn week(number: i8) -> Week {
    Week::new(2026, number).unwrap()
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A key result of 2026-Q3 (weeks 27 to 39): values as words, `-` where there was no check-in, each
/// with a letter for the confidence: `v`, `g` or `n`.
fn history(start: &str, target: &str, weeks: &str) -> History {
    changed(start, target, weeks, &[])
}

fn changed(start: &str, target: &str, weeks: &str, changes: &[CountedChange]) -> History {
    let cycle = Cycle::of_calendar("2026-Q3").unwrap();
    let point = |(index, word): (usize, &str)| {
        let said = match word.chars().last()? {
            'v' => Confidence::VeryGood,
            'g' => Confidence::Good,
            'n' => Confidence::NotOk,
            _ => return None,
        };
        Some(Point {
            week: cycle.first_week().plus(i32::try_from(index).unwrap()),
            value: Some(number(&word[..word.len() - 1])),
            confidence: Some(said),
        })
    };
    let points = weeks
        .split_whitespace()
        .enumerate()
        .filter_map(point)
        .collect();
    let key_result = KeyResult {
        reference: KeyResultRef::parse("o/k").unwrap(),
        title: "K".into(),
        owner: None,
        unit: None,
        weight: Decimal::ONE,
        kind: Kind::Reach {
            start: number(start),
            target: number(target),
        },
        planned: Vec::new(),
        span: Span::default(),
    };
    History::new(&key_result, &cycle, points, changes)
}

fn at(history: &History) -> Vec<Signal> {
    noticed(history, &[], &[])
}

fn noticed(history: &History, obstacles: &[OpenObstacle], tasks: &[OpenTask]) -> Vec<Signal> {
    signals(&Situation {
        limits: Limits::of(&Team::default()),
        history,
        week: week(36),
        today: date(2026, 9, 4),
        thresholds: &Thresholds::default(),
        obstacles,
        others_tasks: tasks,
    })
}

fn ids(signals: &[Signal]) -> Vec<&'static str> {
    signals.iter().map(Signal::id).collect()
}

/// The five key results of the design guide that stand out, and what it says of each.
#[test]
fn first_payment_is_called_good_is_behind_and_moves_like_a_ruler() {
    let history = history(
        "14",
        "6",
        "13.5g 13.0g 12.5g 12.0g 11.5g 11.0g 10.5g 10.0g 9.5g 9.0g",
    );
    let signals = at(&history);
    assert_eq!(
        ids(&signals),
        ["said-not-measured", "too-smooth", "out-of-reach"]
    );
    assert_eq!(
        signals[0],
        Signal::SaidNotMeasured {
            said: Confidence::Good,
            running: 10,
            behind_since: Some(week(32)),
            fell_from: None
        }
    );
    assert_eq!(
        signals[1],
        Signal::TooSmooth {
            step: number("-0.5"),
            count: 9,
            weekly: true
        }
    );
    assert!(
        matches!(signals[2], Signal::OutOfReach { reach: Reach::Times(n), .. } if n == 2.into())
    );
    assert_eq!(leading_family(&signals), Some(Family::Unexpected));
}

#[test]
fn latency_is_on_pace_and_fell_to_not_ok() {
    let weeks = "1820g 1740g 1660g 1580g - 1360v 1310g 1270g 1180g 1150n";
    let signals = at(&history("1900", "900", weeks));
    assert_eq!(
        signals,
        [Signal::SaidNotMeasured {
            said: Confidence::NotOk,
            running: 1,
            behind_since: None,
            fell_from: Some(Confidence::Good)
        }]
    );
}

#[test]
fn self_serve_stands_still_with_a_moved_target() {
    let change = CountedChange {
        week: week(31),
        reference: KeyResultRef::parse("o/k").unwrap(),
        change: FieldOfChange::Target,
        from: Some("80%".into()),
        to: Some("70%".into()),
    };
    let weeks = "36v 38v - 44g 47g 50v 53v 53g 53g -";
    let signals = at(&changed("35", "70", weeks, &[change]));
    assert_eq!(
        ids(&signals),
        ["said-not-measured", "stalled", "target-moved"]
    );
    assert_eq!(signals[1], Signal::Stalled { since: week(33) });
    let Signal::TargetMoved {
        by_the_first: Some(weeks),
        week: moved,
        ..
    } = &signals[2]
    else {
        panic!()
    };
    assert_eq!((weeks.round_dp(1), *moved), (number("-4.8"), week(31)));
    assert_eq!(leading_family(&signals), Some(Family::Deviation));
}

#[test]
fn merchants_need_more_than_ever_and_wait_for_help() {
    let history = history("0", "120", "2g 5g 8g 12g 17n 22n 26n 31n 36n 41n");
    let tasks = [OpenTask {
        text: "Sign the second bank",
        due: date(2026, 8, 21),
    }];
    let signals = noticed(&history, &[], &tasks);
    assert_eq!(ids(&signals), ["out-of-reach", "stuck-low", "help-late"]);
    assert_eq!(
        signals[1],
        Signal::StuckLow {
            since: week(31),
            weeks: 6
        }
    );
    assert_eq!(
        signals[2],
        Signal::HelpLate {
            task: "Sign the second bank".into(),
            weeks: 2
        }
    );
}

#[test]
fn retention_is_very_good_while_an_obstacle_gets_old() {
    let history = history(
        "98",
        "106",
        "98.6g 99.2g 99.7g - - 101.8v 102.6v 103v 103.6v 104.3v",
    );
    let renewals = |weeks| {
        [OpenObstacle {
            title: "Two largest accounts renew",
            weeks,
        }]
    };
    assert_eq!(
        ids(&noticed(&history, &renewals(3), &[])),
        ["quiet-obstacle"]
    );
    assert!(noticed(&history, &renewals(2), &[]).is_empty());
}

#[test]
fn two_steps_away_are_the_wrong_way_and_one_is_not() {
    let there = history("0", "13", "1g 2g 3g 4g 5g 6g 7g 8g 7.5g 7.2g");
    assert_eq!(
        at(&there).iter().find(|signal| signal.id() == "wrong-way"),
        Some(&Signal::WrongWay { since: week(35) })
    );
    let once = history("0", "13", "1g 2g 3g 4g 5g 6g 7g 8g 9.5g 9.2g");
    assert!(!ids(&at(&once)).contains(&"wrong-way"));
}

#[test]
fn weeks_left_out_neither_break_nor_make_a_run() {
    let skipped = history("0", "100", "10g 20g - 30g 40g - 50g 60g - -");
    assert!(matches!(
        at(&skipped)
            .iter()
            .find(|signal| signal.id() == "too-smooth"),
        Some(Signal::TooSmooth {
            count: 5,
            weekly: false,
            ..
        })
    ));
    let two = history("0", "100", "10g 60g - 60g - - - - - -");
    assert!(!ids(&at(&two)).contains(&"stalled"));
}

#[test]
fn a_reached_target_fires_nothing_but_what_was_said() {
    let done = history("0", "50", "10g 20g 30g 40g 50n 50n 50n 50n 50n 50n");
    assert_eq!(ids(&at(&done)), ["said-not-measured"]);
}

#[test]
fn nothing_fires_on_one_value() {
    assert!(at(&history("0", "100", "1g")).is_empty());
    assert!(at(&history("0", "100", "")).is_empty());
}

#[test]
fn no_progress_in_any_four_weeks_is_out_of_reach() {
    let flat = history("0", "100", "0n 0n -1n -1n -1n -2n -2n -2n -2n -3n");
    let reach = |signal: &Signal| match signal {
        Signal::OutOfReach { reach, .. } => Some(*reach),
        _ => None,
    };
    assert_eq!(at(&flat).iter().find_map(reach), Some(Reach::NoProgress));
}
