//! Score against pace, 160 × 18: a bar that ends in one of three grey zones.

use super::geometry::attribute;

const WIDTH: f64 = 160.0;

/// Where the zones of one key result lie, as fractions of the way from start to target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zones {
    /// Expected today.
    pub expected: f64,
    /// Below this it is behind.
    pub behind: f64,
    /// Below this it is far behind.
    pub far_behind: f64,
}

/// The zones and today's tick: drawn once a page with `id="bands"` for all key results with an even
/// pace, and in place for those with their own curve.
#[must_use]
pub fn zones(zones: Zones) -> String {
    let mut out = String::new();
    for (class, end) in [("b3", 1.0), ("b2", zones.behind), ("b1", zones.far_behind)] {
        let width = at(end);
        if width > 0.0 {
            out.push_str(&format!("<rect class=\"{class}\" y=\"3\""));
            attribute(&mut out, "width", width);
            out.push_str(" height=\"12\"/>");
        }
    }
    let tick = (at(zones.expected) - 1.0).clamp(0.0, WIDTH - 2.0);
    out.push_str("<rect class=\"mark\"");
    attribute(&mut out, "x", tick);
    out.push_str(" y=\"0\" width=\"2\" height=\"18\"/>");
    out
}

/// The bar of a score, clamped to 0–1, over the page's shared zones or over its own; without
/// either (too early for a verdict) over a plain track. Milestones are `notches`, none where 0.
#[must_use]
pub fn bullet(score: f64, backdrop: Backdrop, notches: usize) -> String {
    let mut out =
        String::from("<svg class=\"bullet\" viewBox=\"0 0 160 18\" aria-hidden=\"true\">");
    match backdrop {
        Backdrop::Shared => out.push_str("<use href=\"#bands\"/>"),
        Backdrop::Own(own) => out.push_str(&zones(own)),
        Backdrop::Plain => {
            out.push_str("<rect class=\"b3\" y=\"3\" width=\"160\" height=\"12\"/>");
        }
    }
    out.push_str("<rect class=\"done\" y=\"6.5\"");
    attribute(&mut out, "width", at(score));
    out.push_str(" height=\"5\"/>");
    for notch in 1..notches.min(40) {
        out.push_str("<rect class=\"notch\" y=\"3\"");
        attribute(&mut out, "x", at(notch as f64 / notches as f64) - 0.5);
        out.push_str(" width=\"1\" height=\"12\"/>");
    }
    out.push_str("</svg>");
    out
}

/// What lies behind the bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Backdrop {
    /// The zones that the page has drawn once.
    Shared,
    /// Zones of its own.
    Own(Zones),
    /// No zones.
    Plain,
}

fn at(fraction: f64) -> f64 {
    super::geometry::finite(fraction).clamp(0.0, 1.0) * WIDTH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_end_one_and_three_weeks_before_today() {
        let week = 1.0 / 13.0;
        let drawn = zones(Zones {
            expected: 10.0 * week,
            behind: 9.0 * week,
            far_behind: 7.0 * week,
        });
        assert_eq!(
            drawn,
            "<rect class=\"b3\" y=\"3\" width=\"160\" height=\"12\"/>\
             <rect class=\"b2\" y=\"3\" width=\"110.8\" height=\"12\"/>\
             <rect class=\"b1\" y=\"3\" width=\"86.2\" height=\"12\"/>\
             <rect class=\"mark\" x=\"122.1\" y=\"0\" width=\"2\" height=\"18\"/>"
        );
    }

    #[test]
    fn milestones_are_notches() {
        let drawn = bullet(0.25, Backdrop::Plain, 4);
        assert_eq!(drawn.matches("class=\"notch\"").count(), 3);
        assert!(drawn.contains("x=\"39.5\""), "{drawn}");
    }

    #[test]
    fn a_score_beyond_its_ends_is_drawn_at_them() {
        assert!(bullet(1.4, Backdrop::Shared, 0).contains("width=\"160\" height=\"5\""));
        assert!(bullet(-0.2, Backdrop::Shared, 0).contains("width=\"0\" height=\"5\""));
    }
}
