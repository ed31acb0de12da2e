//! The words in the picture, placed so that none touches another.

use crate::report::chart::label::{Anchor, Area, Board, Spot};

use super::frame::{BOTTOM, Frame, RIGHT};
use super::{BurnUp, runs, text};

/// Labels of one axis stand at least this far apart.
const APART: f64 = 13.0;

pub(super) fn push(out: &mut String, chart: &BurnUp, frame: &Frame) {
    value_axis(out, chart, frame);
    week_axis(out, chart, frame);
    let mut board = board(chart, frame);
    let goal = frame.y(chart.target.0);
    let target = beside(frame, goal, goal < 120.0);
    if let Some(spot) = board.place(&chart.target_label, true, &target) {
        text(out, &chart.target_label, Some("strong"), spot);
    }
    if let Some((level, until, label)) = &chart.first_target {
        let y = frame.y(*level);
        let mut spots = vec![
            Spot {
                x: frame.left + 3.0,
                y: y - 5.0,
                anchor: Anchor::Start,
            },
            Spot {
                x: frame.left + 3.0,
                y: y + 13.0,
                anchor: Anchor::Start,
            },
            Spot {
                x: frame.x(*until) + 4.0,
                y: y + 4.0,
                anchor: Anchor::Start,
            },
        ];
        spots.extend(beside(frame, y, true));
        if let Some(spot) = board.place(label, false, &spots) {
            text(out, label, None, spot);
        }
    }
    if let Some((landing, label)) = &chart.landing {
        let spots = landing_spots(chart, frame, frame.y(*landing));
        if let Some(spot) = board.place(label, true, &spots) {
            text(out, label, Some("strong"), spot);
        }
    }
}

/// Everything drawn that a label must not cover.
fn board(chart: &BurnUp, frame: &Frame) -> Board {
    let mut board = Board::default();
    let (solid, holes) = runs(chart, frame);
    for line in solid.iter().chain(&holes) {
        board.take_line(line);
    }
    for reading in &chart.readings {
        let at = frame.point((f64::from(reading.week), reading.value));
        board.take(Area::around(at, frame.mark_size() + 1.0));
    }
    if let (Some((landing, _)), Some(last)) = (&chart.landing, chart.readings.last()) {
        let from = frame.point((f64::from(last.week), last.value));
        board.take_line(&[from, (RIGHT, frame.y(*landing))]);
    }
    let goal = frame.y(chart.target.0);
    board.take(Area {
        left: frame.left,
        top: goal - 1.0,
        right: RIGHT,
        bottom: goal + 1.0,
    });
    if let Some((level, until, _)) = &chart.first_target {
        let y = frame.y(*level);
        board.take(Area {
            left: frame.left,
            top: y - 1.0,
            right: frame.x(*until),
            bottom: y + 1.0,
        });
    }
    board.forbid(Area {
        left: 0.0,
        top: 0.0,
        right: 340.0,
        bottom: 20.0,
    });
    board.forbid(Area {
        left: 0.0,
        top: BOTTOM - 1.0,
        right: 340.0,
        bottom: 260.0,
    });
    board
}

/// Above or below a level line: left first, then right, then the middle; then ever further off.
fn beside(frame: &Frame, level: f64, above_first: bool) -> Vec<Spot> {
    let ends = [
        (frame.left + 3.0, Anchor::Start),
        (RIGHT, Anchor::End),
        ((frame.left + RIGHT) / 2.0, Anchor::Middle),
    ];
    let mut spots = Vec::new();
    for step in 0..8 {
        let off = 14.0 * f64::from(step);
        let (above, below) = (level - 5.0 - off, level + 13.5 + off);
        for (x, anchor) in ends {
            for y in if above_first {
                [above, below]
            } else {
                [below, above]
            } {
                spots.push(Spot { x, y, anchor });
            }
        }
    }
    spots
}

/// Right-aligned, near where the line lands: on the side it comes from first, then ever further off.
fn landing_spots(chart: &BurnUp, frame: &Frame, level: f64) -> Vec<Spot> {
    let rising = chart.target.0 >= chart.start.0;
    let mut spots = Vec::new();
    for step in 0..14 {
        let off = 7.0 + 7.0 * f64::from(step);
        let (below, above) = (level + off + 9.0, level - off);
        for y in if rising {
            [below, above]
        } else {
            [above, below]
        } {
            if (30.0..BOTTOM - 4.0).contains(&y) {
                spots.push(Spot {
                    x: RIGHT,
                    y,
                    anchor: Anchor::End,
                });
            }
        }
    }
    if spots.is_empty() {
        spots.push(Spot {
            x: RIGHT,
            y: frame.y(chart.start.0),
            anchor: Anchor::End,
        });
    }
    spots
}

fn value_axis(out: &mut String, chart: &BurnUp, frame: &Frame) {
    let spot = |y: f64| Spot {
        x: frame.left - 6.0,
        y: y + 4.0,
        anchor: Anchor::End,
    };
    let goal = frame.y(chart.target.0);
    text(out, &chart.target.1, Some("strong"), spot(goal));
    let mut taken = vec![goal];
    for (value, label) in std::iter::once(&chart.start).chain(&chart.middle) {
        let y = frame.y(*value);
        if taken.iter().all(|other| (y - other).abs() >= APART) {
            text(out, label, None, spot(y));
            taken.push(y);
        }
    }
}

/// Today's week first, then the first and the last, then as many as have room.
fn week_axis(out: &mut String, chart: &BurnUp, frame: &Frame) {
    out.push_str("<path class=\"axis\" d=\"M");
    crate::report::chart::geometry::push(out, frame.left);
    out.push_str(" 208H326\"/>");
    let weeks = chart.week_names.len();
    let step = weeks.div_ceil(5).max(1);
    let order = [chart.today as usize, 1, weeks]
        .into_iter()
        .chain((1..=weeks).step_by(step));
    let mut taken: Vec<f64> = Vec::new();
    for week in order {
        let Some(name) = week
            .checked_sub(1)
            .and_then(|index| chart.week_names.get(index))
        else {
            continue;
        };
        let x = frame.x(week as f64);
        let anchor = if week == weeks {
            Anchor::End
        } else {
            Anchor::Middle
        };
        let middle = if week == weeks { x - 13.0 } else { x };
        if taken.iter().any(|other| (middle - other).abs() < 34.0) {
            continue;
        }
        taken.push(middle);
        let today = week == chart.today as usize;
        text(
            out,
            name,
            today.then_some("strong"),
            Spot {
                x,
                y: 224.0,
                anchor,
            },
        );
    }
}
