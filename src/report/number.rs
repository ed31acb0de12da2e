//! Numbers, units and distances as a reader sees them: `1,150 ms`, `−0.5`, `1.9 weeks behind`, in German
//! `1.150 ms`. Which marks a language writes is in its message file.

use crate::model::measure::{Band, Pace};
use crate::model::{Decimal, History, KeyResult, Kind, decimal};

use super::words::Words;

/// The minus sign of text.
const MINUS: char = '−';

/// The number with `places` decimals, with the marks of the language.
#[must_use]
pub fn plain(words: &Words, value: Decimal, places: u32) -> String {
    let text = decimal::rounded(value, places).to_string();
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mark = |key| words.raw(key).unwrap_or_default();
    let mut out = String::with_capacity(text.len() + 6);
    if !sign.is_empty() {
        out.push(MINUS);
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push_str(mark("number.thousands"));
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(mark("number.decimal"));
        out.push_str(fraction);
    }
    out
}

/// The same with its sign, also above zero.
#[must_use]
pub fn signed(words: &Words, value: Decimal, places: u32) -> String {
    let text = plain(words, value, places);
    if decimal::rounded(value, places) > Decimal::ZERO {
        format!("+{text}")
    } else {
        text
    }
}

/// As short as it can be written: `14`, not `14.0`.
#[must_use]
pub fn short(words: &Words, value: Decimal) -> String {
    plain(words, value, value.normalize().scale())
}

/// For an axis: no more than five characters where that is possible (`1.2M`).
#[must_use]
pub fn axis(words: &Words, value: Decimal) -> String {
    let text = short(words, value);
    if text.len() <= 6 {
        return text;
    }
    for (size, letter) in [(1_000_000_000, 'G'), (1_000_000, 'M'), (1_000, 'k')] {
        if value.abs() >= Decimal::from(size) {
            return format!(
                "{}{letter}",
                short(words, decimal::rounded(value / Decimal::from(size), 1))
            );
        }
    }
    short(words, decimal::rounded(value, 3))
}

/// A fraction as a percentage, `51%`.
#[must_use]
pub fn percent(words: &Words, score: Decimal) -> String {
    let n = plain(words, score * Decimal::ONE_HUNDRED, 0);
    words.text("percent", &[("n", &n)])
}

/// A number of weeks with one decimal and its word: `1.9 weeks`.
#[must_use]
pub fn weeks(words: &Words, weeks: Decimal) -> String {
    words.text(
        "weeks-decimal.many",
        &[("n", &plain(words, weeks.abs(), 1))],
    )
}

/// `1.9 weeks behind`, `on pace`, `too early`: for running text.
#[must_use]
pub fn distance(words: &Words, pace: Pace) -> String {
    told(words, pace, "pace.distance")
}

/// `behind, 1.9 weeks`: beside a score.
#[must_use]
pub fn standing(words: &Words, pace: Pace) -> String {
    told(words, pace, "pace.word")
}

fn told(words: &Words, pace: Pace, form: &str) -> String {
    let (off, word) = match pace {
        Pace::NotStarted => return words.text("pace.not-started", &[]),
        Pace::TooEarly => return words.text("pace.early", &[]),
        Pace::None => return words.text("pace.none", &[]),
        Pace::Held(true) => return words.text("pace.held-now", &[]),
        Pace::Held(false) => return words.text("pace.not-held-now", &[]),
        Pace::Off(off, Band::OnPace) => (off, "on"),
        Pace::Off(off, Band::Ahead) => (off, "ahead"),
        Pace::Off(off, Band::Behind | Band::FarBehind) if form == "pace.distance" => {
            (off, "behind")
        }
        Pace::Off(off, Band::Behind) => (off, "behind"),
        Pace::Off(off, Band::FarBehind) => (off, "far"),
    };
    words.text(&format!("{form}.{word}"), &[("n", &weeks(words, off))])
}

/// How the values of one key result are written.
#[derive(Clone, Debug)]
pub struct Measure {
    kind: Kind,
    unit: String,
    places: u32,
}

impl Measure {
    /// With as many decimals as its definition or any of its values has, at most six.
    #[must_use]
    pub fn of(history: &History) -> Self {
        let values = history.points.iter().map(|point| point.value);
        Self::of_values(&history.key_result, values)
    }

    /// The same for some of its values alone.
    #[must_use]
    pub fn of_values(
        key_result: &KeyResult,
        values: impl IntoIterator<Item = Option<Decimal>>,
    ) -> Self {
        let given = values.into_iter().flatten();
        let given = given.map(|value| value.normalize().scale()).max();
        Self {
            kind: key_result.kind.clone(),
            unit: key_result.unit.clone().unwrap_or_default(),
            places: key_result.kind.places().max(given.unwrap_or(0)).min(6),
        }
    }

    /// A value with its unit: `9.0 days`, `53%`, `2 of 3`, `Done`.
    #[must_use]
    pub fn value(&self, words: &Words, value: Decimal) -> String {
        match &self.kind {
            Kind::Milestones(names) => {
                let (n, all) = (plain(words, value, 0), names.len().to_string());
                words.text("value.reached", &[("n", &n), ("all", &all)])
            }
            Kind::Done => {
                let key = if value >= Decimal::ONE {
                    "value.yes"
                } else {
                    "value.no"
                };
                words.text(key, &[])
            }
            Kind::Reach { .. } | Kind::Keep { .. } => {
                self.with_unit(words, plain(words, value, self.places))
            }
        }
    }

    /// A value of the plan, which may have more decimals than any that is given.
    #[must_use]
    pub fn planned(&self, words: &Words, value: Decimal) -> String {
        match self.kind {
            Kind::Milestones(_) => plain(words, value, 1),
            _ => self.value(words, value),
        }
    }

    /// A number without its unit.
    #[must_use]
    pub fn number(&self, words: &Words, value: Decimal) -> String {
        plain(words, value, self.places)
    }

    /// A difference, signed, without its unit.
    #[must_use]
    pub fn change(&self, words: &Words, value: Decimal) -> String {
        signed(words, value, self.places)
    }

    /// A difference with its unit, without its sign.
    #[must_use]
    pub fn step(&self, words: &Words, value: Decimal) -> String {
        self.with_unit(words, plain(words, value.abs(), self.places))
    }

    /// A change a week: at least one decimal, none from ten on where none is written.
    #[must_use]
    pub fn rate(&self, words: &Words, value: Decimal) -> String {
        plain(words, value.abs(), self.rate_places(value))
    }

    /// The same, signed.
    #[must_use]
    pub fn signed_rate(&self, words: &Words, value: Decimal) -> String {
        signed(words, value, self.places.max(1))
    }

    fn rate_places(&self, value: Decimal) -> u32 {
        if self.places == 0 && value.abs() >= Decimal::TEN {
            0
        } else {
            self.places.max(1)
        }
    }

    /// From where to where, or what is to be kept, by the definition of a week; none where the kind says it.
    #[must_use]
    pub fn span(&self, words: &Words, kind: &Kind) -> Option<String> {
        match kind {
            Kind::Reach { start, target } => {
                let (from, to) = (short(words, *start), short(words, *target));
                Some(words.text("span", &[("from", &from), ("to", &to)]))
            }
            Kind::Keep { at_least, at_most } => {
                let bound =
                    |value: Option<Decimal>| value.map(|v| self.with_unit(words, short(words, v)));
                Some(match (bound(*at_least), bound(*at_most)) {
                    (Some(least), Some(most)) => {
                        words.text("value.keep-both", &[("least", &least), ("most", &most)])
                    }
                    (Some(least), None) => words.text("value.keep-least", &[("least", &least)]),
                    (None, most) => {
                        words.text("value.keep-most", &[("most", &most.unwrap_or_default())])
                    }
                })
            }
            Kind::Milestones(_) | Kind::Done => None,
        }
    }

    /// A written number with the unit: `6 days`, `0.1%`.
    #[must_use]
    pub fn with_unit(&self, words: &Words, number: String) -> String {
        let key = match self.unit.as_str() {
            "" => return number,
            "%" => "percent",
            "‰" => "per-mille",
            "°" => "degrees",
            unit => return format!("{number} {unit}"),
        };
        words.text(key, &[("n", &number)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn words() -> Words {
        Words::load(Language::English, None).unwrap()
    }

    #[test]
    fn writes_thousands_minus_and_decimals() {
        let words = &words();
        assert_eq!(plain(words, number("1234567.891"), 2), "1,234,567.89");
        assert_eq!(plain(words, number("-1150"), 0), "−1,150");
        assert_eq!(plain(words, number("-0.04"), 1), "0.0");
        assert_eq!(signed(words, number("5"), 0), "+5");
        assert_eq!(signed(words, number("0.04"), 1), "0.0");
        assert_eq!(short(words, number("14.00")), "14");
    }

    #[test]
    fn writes_numbers_as_the_language_does() {
        let words = &Words::load(Language::German, None).unwrap();
        assert_eq!(plain(words, number("-1234567.891"), 2), "−1.234.567,89");
        assert_eq!(percent(words, number("0.513")), "51\u{a0}%");
        let behind = Pace::Off(number("-5.56"), Band::FarBehind);
        assert_eq!(distance(words, behind), "5,6 Wochen im Rückstand");
    }

    #[test]
    fn an_axis_has_short_labels() {
        let words = &words();
        assert_eq!(axis(words, number("1900")), "1,900");
        assert_eq!(axis(words, number("1250000")), "1.3M");
        assert_eq!(axis(words, number("52.5")), "52.5");
    }

    #[test]
    fn tells_a_distance_in_words() {
        let words = words();
        let behind = Pace::Off(number("-5.56"), Band::FarBehind);
        assert_eq!(distance(&words, behind), "5.6 weeks behind");
        assert_eq!(standing(&words, behind), "far behind, 5.6 weeks");
        assert_eq!(
            standing(&words, Pace::Off(number("0.4"), Band::OnPace)),
            "on pace"
        );
        assert_eq!(standing(&words, Pace::TooEarly), "too early");
    }
}
