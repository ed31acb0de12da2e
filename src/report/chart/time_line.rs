//! When an obstacle stood in the way, 156 × 20: a bar over the weeks of the cycle, an arrow at its end
//! where it still stands, a flag where an action was due and not done.

use super::geometry::{attribute, push};

const WIDTH: f64 = 156.0;

/// One obstacle; weeks count from 1, the first of the cycle.
#[derive(Clone, Debug)]
pub struct TimeLine<'a> {
    /// Weeks in the cycle.
    pub weeks: u32,
    /// Today's week.
    pub today: u32,
    /// The week it came; 0 where it came before the cycle.
    pub from: u32,
    /// The week it ended; none where it is open.
    pub until: Option<u32>,
    /// Weeks in which an action was due and not done.
    pub flags: &'a [u32],
}

/// The drawing. Hidden from screen readers: the weeks stand beside it in words.
#[must_use]
pub fn time_line(line: &TimeLine) -> String {
    let pitch = WIDTH / f64::from(line.weeks.max(1));
    let left = |week: u32| pitch * f64::from(week.saturating_sub(1).min(line.weeks));
    let mut out = String::from(
        "<svg class=\"life\" viewBox=\"0 0 156 20\" aria-hidden=\"true\"><path class=\"rail\" d=\"M0 13H156\"/>",
    );
    out.push_str("<path class=\"rail\" d=\"M");
    push(&mut out, left(line.today) + pitch / 2.0);
    out.push_str(" 6V20\"/><rect");
    let from = if line.from == 0 {
        0.0
    } else {
        left(line.from) + 1.0
    };
    let end = left(line.until.unwrap_or(line.today).max(1)) + pitch - 1.0;
    // The arrow takes the last part of an open bar.
    let head = if line.until.is_none() {
        5.0_f64.min(pitch - 2.0)
    } else {
        0.0
    };
    attribute(&mut out, "x", from);
    attribute(&mut out, "y", 9.0);
    attribute(&mut out, "width", (end - head - from).max(1.0));
    out.push_str(" height=\"8\"/>");
    if line.until.is_none() {
        out.push_str("<path d=\"M");
        push(&mut out, end - head);
        out.push_str(" 7.5l");
        push(&mut out, head);
        out.push_str(" 5.5l");
        push(&mut out, -head);
        out.push_str(" 5.5z\"/>");
    }
    for week in line
        .flags
        .iter()
        .filter(|week| (1..=line.weeks).contains(week))
    {
        out.push_str("<path d=\"M");
        push(&mut out, left(*week) + pitch / 2.0 - 1.0);
        out.push_str(" 8V0l6 2.5l-5 2.5V8z\"/>");
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(from: u32, until: Option<u32>, flags: &[u32]) -> String {
        time_line(&TimeLine {
            weeks: 13,
            today: 10,
            from,
            until,
            flags,
        })
    }

    #[test]
    fn an_open_one_runs_to_today_and_ends_in_an_arrow() {
        let drawn = line(3, None, &[9]);
        assert!(
            drawn.contains("<rect x=\"25\" y=\"9\" width=\"89\""),
            "{drawn}"
        );
        assert_eq!(drawn.matches("z\"/>").count(), 2);
    }

    #[test]
    fn one_that_ended_stops_in_its_week_and_one_from_before_begins_at_the_edge() {
        let drawn = line(0, Some(2), &[0, 14]);
        assert!(
            drawn.contains("<rect x=\"0\" y=\"9\" width=\"23\""),
            "{drawn}"
        );
        assert_eq!(drawn.matches("z\"/>").count(), 0);
    }
}
