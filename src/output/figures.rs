//! Numbers in words: values with their units, scores, pace, confidence, each before and after.

use jiff::civil::Date;

use crate::diff::{Change, Diff};
use crate::model::measure::Pace;
use crate::model::{Confidence, ConfidenceWords, Decimal, KeyResult, Kind, decimal};

/// What stands where nothing is known.
const NOTHING: &str = "–";

/// `340 → 310 ms`, or `310 ms` where both are equal.
pub(crate) fn values(key_result: Option<&KeyResult>, change: Change<Option<Decimal>>) -> String {
    let number = |value: Option<Decimal>| {
        value.map_or_else(
            || NOTHING.to_owned(),
            |value| value_words(key_result, value),
        )
    };
    let unit = key_result.map_or_else(String::new, unit);
    let (before, after) = (number(change.before), number(change.after));
    match (change.before, change.after) {
        (None, None) => NOTHING.to_owned(),
        (Some(_), None) => format!("{before}{unit} → {after}"),
        (_, Some(_)) => format!("{}{unit}", arrow(&before, &after)),
    }
}

/// Both sides, or the newer one alone where there was no check-in before.
pub(crate) fn told<T: Copy>(diff: &Diff, change: Change<T>) -> Change<T> {
    if diff.from.is_some() {
        return change;
    }
    Change::new(change.after, change.after)
}

/// The two texts with an arrow between, or one where they are equal.
pub(crate) fn arrow(before: &str, after: &str) -> String {
    if before == after {
        return after.to_owned();
    }
    format!("{before} → {after}")
}

fn unit(key_result: &KeyResult) -> String {
    match (&key_result.kind, &key_result.unit) {
        (Kind::Milestones(names), _) => format!(" of {}", names.len()),
        (Kind::Done, _) | (_, None) => String::new(),
        (_, Some(unit)) if unit == "%" => "%".to_owned(),
        (_, Some(unit)) => format!(" {unit}"),
    }
}

/// A value as it is written, with at least the decimals of its definition.
fn value_words(key_result: Option<&KeyResult>, value: Decimal) -> String {
    match key_result.map(|key_result| &key_result.kind) {
        Some(Kind::Done) if value >= Decimal::ONE => "done".to_owned(),
        Some(Kind::Done) => "not done".to_owned(),
        kind => {
            let places = kind.map_or(0, Kind::places).max(value.scale());
            number(decimal::rounded(value, places))
        }
    }
}

/// A number with commas at its thousands, and a true minus.
pub(crate) fn number(value: Decimal) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A value with its unit, `1,310 ms`; a milestone of how many.
pub(crate) fn value(key_result: &KeyResult, value: Decimal) -> String {
    values(Some(key_result), Change::new(Some(value), Some(value)))
}

/// `25% → 50%`.
pub(crate) fn scores(change: Change<Option<Decimal>>) -> String {
    let percent = |score: Option<Decimal>| {
        let percent = score.and_then(|score| score.checked_mul(Decimal::ONE_HUNDRED));
        percent.map_or_else(
            || NOTHING.to_owned(),
            |percent| format!("{}%", number(decimal::rounded(percent, 0))),
        )
    };
    arrow(&percent(change.before), &percent(change.after))
}

/// `0.4 ahead → 1.2 behind`; the unit, weeks, is the column's.
pub(crate) fn paces(change: Change<Option<Pace>>) -> String {
    let words = |pace: Option<Pace>| match pace {
        None | Some(Pace::None) => NOTHING.to_owned(),
        Some(Pace::NotStarted) => "not started".to_owned(),
        Some(Pace::TooEarly) => "too early".to_owned(),
        Some(Pace::Held(true)) => "held".to_owned(),
        Some(Pace::Held(false)) => "not held".to_owned(),
        Some(Pace::Off(weeks, _)) => weeks_off(weeks),
    };
    if let (Some(Pace::Off(before, _)), Some(Pace::Off(after, _))) = (change.before, change.after) {
        let rounded = (decimal::rounded(before, 1), decimal::rounded(after, 1));
        let both_behind = rounded.0 < Decimal::ZERO && rounded.1 < Decimal::ZERO;
        let both_ahead = rounded.0 > Decimal::ZERO && rounded.1 > Decimal::ZERO;
        if both_behind || both_ahead {
            return arrow(&number(rounded.0.abs()), &number(rounded.1.abs()))
                + if both_behind { " behind" } else { " ahead" };
        }
    }
    arrow(&words(change.before), &words(change.after))
}

fn weeks_off(weeks: Decimal) -> String {
    let rounded = decimal::rounded(weeks, 1);
    if rounded.is_zero() {
        return "on pace".to_owned();
    }
    let word = if rounded.is_sign_negative() {
        "behind"
    } else {
        "ahead"
    };
    format!("{} {word}", number(rounded.abs()))
}

/// A score, `25%`.
pub(crate) fn score(score: Decimal) -> String {
    scores(Change::new(Some(score), Some(score)))
}

/// `1.2 behind`; the unit, weeks, is the column's.
pub(crate) fn pace(pace: Pace) -> String {
    paces(Change::new(Some(pace), Some(pace)))
}

/// `Good → Not OK`, in the team's words.
pub(crate) fn confidences(change: Change<Option<Confidence>>, words: ConfidenceWords) -> String {
    let word = |confidence: Option<Confidence>| {
        confidence.map_or(NOTHING, |confidence| confidence_word(confidence, words))
    };
    arrow(word(change.before), word(change.after))
}

/// A confidence in the team's words.
pub(crate) fn confidence_word(confidence: Confidence, words: ConfidenceWords) -> &'static str {
    match (words, confidence) {
        (ConfidenceWords::Words, Confidence::VeryGood) => "Very good",
        (ConfidenceWords::Words, Confidence::Good) => "Good",
        (ConfidenceWords::Words, Confidence::NotOk) => "Not OK",
        (ConfidenceWords::Colours, Confidence::VeryGood) => "Blue",
        (ConfidenceWords::Colours, Confidence::Good) => "Orange",
        (ConfidenceWords::Colours, Confidence::NotOk) => "Red",
        (ConfidenceWords::Faces, Confidence::VeryGood) => "🙂 Very good",
        (ConfidenceWords::Faces, Confidence::Good) => "😐 Good",
        (ConfidenceWords::Faces, Confidence::NotOk) => "🙁 Not OK",
    }
}

/// `27 Nov`.
pub(crate) fn day(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = usize::try_from(date.month() - 1)
        .ok()
        .and_then(|index| MONTHS.get(index));
    format!("{} {}", date.day(), month.unwrap_or(&"?"))
}

/// `1 week`, `3 weeks`.
pub(crate) fn weeks(count: u32) -> String {
    if count == 1 {
        "1 week".to_owned()
    } else {
        format!("{count} weeks")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measure::Band;

    fn parsed(text: &str) -> Decimal {
        decimal::parse(text).unwrap()
    }

    #[test]
    fn writes_numbers_as_people_do() {
        assert_eq!(number(parsed("1234567.50")), "1,234,567.50");
        assert_eq!(number(parsed("-120")), "−120");
        assert_eq!(number(parsed("0")), "0");
    }

    #[test]
    fn tells_pace_once_where_it_is_on_one_side() {
        let off = |text: &str| Some(Pace::Off(parsed(text), Band::OnPace));
        let told = |before, after| paces(Change::new(off(before), off(after)));
        assert_eq!(told("-1.94", "-2.9"), "1.9 → 2.9 behind");
        assert_eq!(told("0.4", "-1.2"), "0.4 ahead → 1.2 behind");
        assert_eq!(told("0.01", "0.02"), "on pace");
        assert_eq!(
            paces(Change::new(Some(Pace::TooEarly), off("1"))),
            "too early → 1.0 ahead"
        );
    }

    #[test]
    fn says_nothing_twice() {
        let same = Some(Confidence::Good);
        assert_eq!(
            confidences(Change::new(same, same), ConfidenceWords::Words),
            "Good"
        );
        assert_eq!(scores(Change::new(None, Some(parsed("0.256")))), "– → 26%");
    }
}
