//! The weeks of the cycle, 257 × 16: past dark, today taller, to come pale.

use super::geometry::attribute;

/// The bar; `week` is today's, from 1 to `weeks`. It is described by the element with the id
/// `described_by`, an id of our own.
#[must_use]
pub fn cycle(week: u32, weeks: u32, described_by: &str) -> String {
    let mut out = format!(
        "<svg class=\"cycle\" viewBox=\"0 0 257 16\" role=\"img\" aria-labelledby=\"{described_by}\">"
    );
    let pitch = 260.0 / f64::from(weeks.max(1));
    let gap = (pitch * 0.15).min(3.0);
    for index in 0..weeks {
        let (class, height) = match (index + 1).cmp(&week) {
            std::cmp::Ordering::Less => ("on", 8.0),
            std::cmp::Ordering::Equal => ("nowt", 12.0),
            std::cmp::Ordering::Greater => ("off", 8.0),
        };
        out.push_str(&format!("<rect class=\"{class}\""));
        attribute(&mut out, "x", pitch * f64::from(index));
        attribute(&mut out, "y", 8.0 - height / 2.0);
        attribute(&mut out, "width", pitch - gap);
        attribute(&mut out, "height", height);
        out.push_str(" rx=\"1.5\"/>");
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_the_only_taller_one() {
        let drawn = cycle(10, 13, "c");
        assert_eq!(drawn.matches("class=\"on\"").count(), 9);
        assert_eq!(drawn.matches("class=\"off\"").count(), 3);
        assert!(drawn.contains("class=\"nowt\" x=\"180\" y=\"2\" width=\"17\" height=\"12\""));
    }
}
