//! Weeks off pace by week, 120 × 42: the pace line is laid flat, up is always good, and one scale
//! serves all key results.

use super::Mark;
use super::geometry::push_line;

const LEFT: f64 = 3.0;
const WIDTH: f64 = 114.0;
const ZERO: f64 = 10.0;
/// Units of height a week.
const WEEK: f64 = 5.0;

/// The grey band and the zero line, drawn once a page with `id="pace"`.
pub const PACE: &str = "<rect class=\"b3\" x=\"3\" y=\"5\" width=\"114\" height=\"10\"/>\
                        <path class=\"zero\" d=\"M3 10H117\"/>";

/// One key result's distances.
#[derive(Clone, Debug)]
pub struct Sparkline<'a> {
    /// Weeks in the cycle.
    pub weeks: u32,
    /// Weeks that had elapsed when its pace began; 0 for one that was there from the start.
    pub from: u32,
    /// Elapsed weeks and weeks off pace (plus is ahead), in order.
    pub distances: &'a [(u32, f64)],
    /// What was said last.
    pub last: Mark,
}

/// The line, with the last word at its end; over `#pace`.
#[must_use]
pub fn sparkline(spark: &Sparkline) -> String {
    let mut out = String::from(
        "<svg class=\"spark\" viewBox=\"0 0 120 42\" aria-hidden=\"true\"><use href=\"#pace\"/>",
    );
    let x = |elapsed: u32| {
        LEFT + WIDTH * f64::from(elapsed.min(spark.weeks)) / f64::from(spark.weeks.max(1))
    };
    let mut points = vec![(x(spark.from), ZERO)];
    points.extend(
        spark
            .distances
            .iter()
            .map(|&(elapsed, off)| (x(elapsed), height(off))),
    );
    if points.len() > 1 {
        out.push_str("<path d=\"");
        push_line(&mut out, &points);
        out.push_str("\"/>");
    }
    if let Some(last) = points.last().filter(|_| points.len() > 1) {
        spark.last.push(&mut out, *last, 3.6);
    }
    out.push_str("</svg>");
    out
}

/// From 1.8 weeks ahead to 6 behind; what lies beyond is drawn at the edge.
fn height(off_pace: f64) -> f64 {
    ZERO - WEEK * super::geometry::finite(off_pace).clamp(-6.0, 1.8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_five_units_a_week_and_stays_in_its_frame() {
        let distances = [(1, -0.2), (2, -12.0), (4, 9.0)];
        let drawn = sparkline(&Sparkline {
            weeks: 13,
            from: 0,
            distances: &distances,
            last: Mark::Good,
        });
        assert!(
            drawn.contains("d=\"M3 10 11.8 11 20.5 40 38.1 1\""),
            "{drawn}"
        );
        assert!(drawn.contains("class=\"sg\""));
    }

    #[test]
    fn nothing_is_drawn_without_a_distance() {
        let spark = Sparkline {
            weeks: 13,
            from: 0,
            distances: &[],
            last: Mark::Unsaid,
        };
        assert!(!sparkline(&spark).contains("<path"));
    }
}
