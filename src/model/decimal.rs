//! Exact decimal numbers, read as JSON reads numbers and printed as written.

pub use rust_decimal::Decimal;

/// One more than the largest number, either sign. With [`MAX_PLACES`] it leaves room for everything
/// that is computed: no quotient of two differences, times the weeks of a year, overflows.
const LIMIT: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0); // 10^15
/// The most digits behind the point, zeros at the end aside.
const MAX_PLACES: u32 = 9;

/// Reads a number by JSON's grammar; `None` for `1_000`, `0x10`, `.inf`, `NaN`, `+1`, `007`, `1.`, and
/// for more than 15 digits before the point or 9 behind it.
#[must_use]
pub fn parse(text: &str) -> Option<Decimal> {
    if text.len() > 40 || !is_json_number(text) {
        return None;
    }
    let number = if text.contains(['e', 'E']) {
        Decimal::from_scientific(text).ok()?
    } else {
        Decimal::from_str_exact(text).ok()?
    };
    (number.abs() < LIMIT && number.normalize().scale() <= MAX_PLACES).then_some(number)
}

fn is_json_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.strip_prefix('-').unwrap_or(text);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.starts_with('0')) {
        return false;
    }
    let mut rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let count = digits(exponent);
        return (1..=2).contains(&count) && count == exponent.len();
    }
    rest.is_empty()
}

/// Rounded half away from zero to `places` digits behind the point, which are always written.
#[must_use]
pub fn rounded(value: Decimal, places: u32) -> Decimal {
    let strategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    let mut result = value.round_dp_with_strategy(places, strategy);
    result.rescale(places);
    if result.is_zero() {
        result.abs()
    } else {
        result
    }
}

/// The nearest binary number, for drawing.
#[must_use]
pub fn to_f64(value: Decimal) -> f64 {
    use rust_decimal::prelude::ToPrimitive;
    value.to_f64().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_numbers_as_written() {
        for text in ["0.1", "0.10", "-3", "480", "1000000.000001"] {
            assert_eq!(parse(text).unwrap().to_string(), text);
        }
        assert_eq!(parse("1e3").unwrap(), Decimal::from(1000));
    }

    #[test]
    fn refuses_what_json_refuses() {
        for text in [
            "", "1_000", "0x10", ".inf", "NaN", "+1", "007", "1.", ".5", "1e", "1e999", "--1", "1 ",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn refuses_numbers_that_overflow_when_computed_with() {
        for text in ["999999999999999", "-0.000000001", "1.0000000000000", "9e14"] {
            assert!(parse(text).is_some(), "{text:?}");
        }
        for text in ["1000000000000000", "-1e15", "0.0000000001", "9e28", "1e-28"] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(rounded(parse("1.25").unwrap(), 1).to_string(), "1.3");
        assert_eq!(rounded(parse("-0.04").unwrap(), 1).to_string(), "0.0");
    }
}
