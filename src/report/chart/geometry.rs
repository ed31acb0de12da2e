//! Numbers as SVG writes them.

/// Appends the value rounded to a tenth, in the shortest way: `12`, `12.5`, `-0.1`.
pub(super) fn push(out: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as i64;
    if tenths < 0 {
        out.push('-');
    }
    let tenths = tenths.unsigned_abs();
    out.push_str(&(tenths / 10).to_string());
    if !tenths.is_multiple_of(10) {
        out.push('.');
        out.push(char::from(b'0' + (tenths % 10) as u8));
    }
}

/// Appends ` name="value"`.
pub(super) fn attribute(out: &mut String, name: &str, value: f64) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push(out, value);
    out.push('"');
}

/// Appends `Mx y x y …`, a line through the points; nothing where there are none.
pub(super) fn push_line(out: &mut String, points: &[(f64, f64)]) {
    for (index, (x, y)) in points.iter().enumerate() {
        out.push(if index == 0 { 'M' } else { ' ' });
        push(out, *x);
        out.push(' ');
        push(out, *y);
    }
}

/// A number that can be drawn: what is not finite becomes 0.
pub(super) fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_tenths_in_the_shortest_way() {
        let written = |value| {
            let mut out = String::new();
            push(&mut out, value);
            out
        };
        assert_eq!(written(12.04), "12");
        assert_eq!(written(12.05), "12.1");
        assert_eq!(written(-0.04), "0");
        assert_eq!(written(-3.26), "-3.3");
        assert_eq!(written(f64::NAN), "0");
    }
}
