//! Held or not by week, for key results that keep a level: one small square a week.

use super::geometry::attribute;

/// One week of a key result that keeps a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// The value was within its bounds.
    Yes,
    /// It was not.
    No,
    /// No value that week.
    Unknown,
    /// Still to come.
    Ahead,
}

/// The squares, 160 × 18 whatever the length of the cycle. Hidden from screen readers: the text
/// beside it counts them.
#[must_use]
pub fn squares(weeks: &[Held]) -> String {
    let mut out = String::from("<svg class=\"held\" viewBox=\"0 0 160 18\" aria-hidden=\"true\">");
    let pitch = 160.0 / weeks.len().max(13) as f64;
    let side = (pitch * 0.75).min(10.0);
    for (index, week) in weeks.iter().enumerate() {
        let x = pitch * index as f64;
        match week {
            Held::Yes => rect(&mut out, "yes", x, side),
            Held::No => rect(&mut out, "no", x + 0.8, side - 1.6),
            Held::Unknown => rect(&mut out, "gone", x, side),
            Held::Ahead => rect(&mut out, "ahead", x, side),
        }
    }
    out.push_str("</svg>");
    out
}

fn rect(out: &mut String, class: &str, x: f64, side: f64) {
    let height = match class {
        "gone" => 2.0,
        "ahead" => 3.0,
        _ => side,
    };
    let width = if class == "ahead" {
        3.0_f64.min(side)
    } else {
        side
    };
    out.push_str("<rect class=\"");
    out.push_str(class);
    out.push('"');
    attribute(
        out,
        "x",
        x + (if class == "ahead" {
            (side - width) / 2.0
        } else {
            0.0
        }),
    );
    attribute(out, "y", 9.0 - height / 2.0);
    attribute(out, "width", width);
    attribute(out, "height", height);
    out.push_str("/>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_week_has_its_place() {
        let drawn = squares(&[Held::Yes, Held::No, Held::Unknown, Held::Ahead]);
        assert_eq!(drawn.matches("<rect").count(), 4);
        assert!(drawn.contains("class=\"yes\" x=\"0\""));
        assert!(drawn.contains("class=\"no\" x=\"13.1\""));
    }
}
