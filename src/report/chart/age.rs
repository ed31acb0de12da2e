//! How long an obstacle has been open: 13 units a week, less where the oldest would not fit.

use super::geometry::attribute;

const WIDTH: f64 = 78.0;

/// The bar of an obstacle of `weeks` (0: new), beside others of which the oldest is `oldest` weeks.
#[must_use]
pub fn age(weeks: u32, oldest: u32) -> String {
    let unit = (WIDTH / f64::from(oldest.max(1))).min(13.0);
    let mut out =
        String::from("<svg class=\"age\" viewBox=\"0 0 78 10\" aria-hidden=\"true\"><rect");
    if weeks > 0 && weeks == oldest {
        out.push_str(" class=\"old\"");
    }
    attribute(
        &mut out,
        "width",
        (unit * f64::from(weeks)).clamp(2.0, WIDTH),
    );
    out.push_str(" height=\"10\" rx=\"2\"/></svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_is_black_and_fits() {
        assert!(age(6, 6).contains("class=\"old\" width=\"78\""));
        assert!(age(3, 6).contains("<rect width=\"39\""));
        assert!(age(0, 6).contains("<rect width=\"2\""));
        assert!(age(20, 20).contains("width=\"78\""));
    }
}
