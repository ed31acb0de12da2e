//! Single values: what a scalar means as text, number, date, week, id, word, or value of a key result.

use jiff::civil::Date;

use super::notes::Notes;
use super::rule;
use crate::diag::Fix;
use crate::model::{Confidence, Decimal, Kind, PersonId, Team, Week, decimal, language};
use crate::text::yaml::{Node, Value};
use crate::text::{Span, Spanned, fold};

/// The text of a scalar, trimmed.
pub(super) fn text(node: &Node<'_>, what: &str, notes: &mut Notes<'_>) -> Option<Spanned<String>> {
    match &node.value {
        Value::Scalar(scalar) => Some(Spanned::new(scalar.text.trim().to_owned(), node.span)),
        Value::Null => None,
        _ => {
            notes.expected(what, node);
            None
        }
    }
}

/// The texts of a list, or of one scalar in its place.
pub(super) fn texts(node: &Node<'_>, what: &str, notes: &mut Notes<'_>) -> Vec<Spanned<String>> {
    match &node.value {
        Value::Sequence(items) => items
            .iter()
            .filter_map(|item| text(item, what, notes))
            .collect(),
        _ => text(node, what, notes).into_iter().collect(),
    }
}

/// An exact decimal.
pub(super) fn number(node: &Node<'_>, what: &str, notes: &mut Notes<'_>) -> Option<Decimal> {
    if node.value == Value::Null {
        return None;
    }
    let value = node.plain_text().and_then(decimal::parse);
    if value.is_none() {
        let note = notes.expected(what, node);
        note.help = Some("write digits with a point, such as 0.5 or -3".to_owned());
    }
    value
}

/// A day, `2026-11-27`.
pub(super) fn date(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<Spanned<Date>> {
    if node.value == Value::Null {
        return None;
    }
    let date = node.text().and_then(|text| to_date(text.trim()));
    if date.is_none() {
        let meant = node.text().and_then(meant_date);
        let note = notes.expected("a day such as 2026-11-27", node);
        note.fix = meant.map(|day| Fix::replace(format!("write '{day}'"), node.span, day));
    }
    date.map(|date| Spanned::new(date, node.span))
}

/// A day from exactly `2026-11-27`.
pub(super) fn to_date(text: &str) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |number, digit| {
            let digit = char::from(*digit).to_digit(10)?;
            Some(number * 10 + i16::try_from(digit).ok()?)
        })
    };
    let year = number(&[*y1, *y2, *y3, *y4])?;
    let (month, day) = (number(&[*m1, *m2])?, number(&[*d1, *d2])?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day that is meant where there can be no doubt of the order of its parts, but they are in another
/// spelling: `2026-11-7`, `2026/11/07`, `7.11.2026`.
pub(super) fn meant_date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
    let [first, month, last] = parts.as_slice() else {
        return None;
    };
    let is_day_first = last.len() == 4 && text.contains('.') && !text.contains(['-', '/']);
    let (year, day) = if is_day_first {
        (last, first)
    } else {
        (first, last)
    };
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    let text = format!("{year}-{month:0>2}-{day:0>2}");
    to_date(&text).map(|_| text)
}

/// A week.
pub(super) fn week(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<Week> {
    let text = text(node, "a week such as 2026-W47", notes)?;
    match Week::parse(&text.value) {
        Ok(week) => Some(week),
        Err(reason) => {
            notes.note(rule::BAD_WEEK, text.span, reason);
            None
        }
    }
}

/// A person of the team.
pub(super) fn person(
    node: &Node<'_>,
    team: &Team,
    notes: &mut Notes<'_>,
) -> Option<Spanned<PersonId>> {
    let text = text(node, "the id of a person", notes)?;
    let word = text.value.trim_start_matches('@');
    match team.person(word) {
        Some(person) => Some(Spanned::new(person.id.clone(), text.span)),
        None => {
            unknown_person(word, text.span, team, notes);
            None
        }
    }
}

pub(super) fn unknown_person(word: &str, span: Span, team: &Team, notes: &mut Notes<'_>) {
    let note = notes.note(
        rule::UNKNOWN_PERSON,
        span,
        format!("'{word}' is not in okr.yaml"),
    );
    let ids = team.people.iter().map(|person| person.id.as_str());
    note.help = match fold::nearest(word, ids) {
        Some(near) => Some(format!("did you mean '{near}'?")),
        None => Some("add the person under 'people' in okr.yaml".to_owned()),
    };
}

/// One of a few words; notes the nearest where it is none of them.
pub(super) fn word<T: Copy>(
    node: &Node<'_>,
    what: &str,
    words: &[(&'static str, T)],
    notes: &mut Notes<'_>,
) -> Option<Spanned<T>> {
    let text = text(node, what, notes)?;
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
        return Some(Spanned::new(*value, text.span));
    }
    let known = words.iter().map(|(word, _)| *word);
    let near = fold::nearest(&text.value, known.clone());
    let note = notes.note(
        rule::BAD_VALUE,
        text.span,
        format!("expected {what}, found '{}'", text.value),
    );
    note.help = Some(match near {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("write one of: {}", known.collect::<Vec<_>>().join(", ")),
    });
    note.fix = near.map(|near| Fix::replace(format!("write '{near}'"), text.span, near));
    None
}

/// The confidence that a word means, also where people write it in another way.
#[must_use]
pub fn confidence_word(text: &str) -> Option<Confidence> {
    let folded = fold::folded(text).replace(['-', '_'], " ");
    language::confidence(&folded)
}

/// A confidence.
pub(super) fn confidence(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<Spanned<Confidence>> {
    let text = text(node, "a confidence", notes)?;
    if let Some(known) = Confidence::from_word(&text.value) {
        return Some(Spanned::new(known, text.span));
    }
    let words: Vec<&str> = Confidence::ALL
        .iter()
        .rev()
        .map(|known| known.word())
        .collect();
    let meant = confidence_word(&text.value).map(Confidence::word);
    let near = meant.or_else(|| fold::nearest(&text.value, words.iter().copied()));
    let message = format!("'{}' is no confidence", text.value);
    let note = notes.note(rule::BAD_VALUE, text.span, message);
    note.help = Some(format!("write {}", words.join(", ")));
    note.fix = near.map(|near| Fix::replace(format!("write '{near}'"), text.span, near));
    None
}

/// What `text` means as a value of a key result of that kind: a number, for milestones how many are
/// reached (a number or the name of the last one), for yes/no 1 or 0.
///
/// # Errors
/// Says what a value of that kind looks like.
pub fn value_of(kind: &Kind, unit: Option<&str>, text: &str) -> Result<Decimal, String> {
    let text = text.trim();
    match kind {
        Kind::Reach { .. } | Kind::Keep { .. } => measured(unit, text),
        Kind::Milestones(names) => reached(names, text),
        Kind::Done => match language::yes_or_no(text) {
            Some(true) => Ok(Decimal::ONE),
            Some(false) => Ok(Decimal::ZERO),
            None => Err(format!("'{text}' is neither true nor false")),
        },
    }
}

fn measured(unit: Option<&str>, text: &str) -> Result<Decimal, String> {
    if let Some(value) = decimal::parse(text) {
        return Ok(value);
    }
    if let (Some("%"), Some(number)) = (unit, text.strip_suffix('%'))
        && let Some(value) = decimal::parse(number.trim_end())
    {
        return Ok(value);
    }
    let numeral = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    // '1,000' may be a thousand or one: that is for the person to say.
    let comma = text
        .split_once(',')
        .filter(|(_, fraction)| fraction.len() != 3)
        .and_then(|(whole, fraction)| decimal::parse(&format!("{whole}.{fraction}")));
    let hint = match (decimal::parse(numeral), comma) {
        (_, Some(number)) => format!("write it with a point: {number}"),
        (Some(number), None) => format!("write the number alone: {number}"),
        _ => "write digits with a point, such as 0.5 or -3".to_owned(),
    };
    Err(format!("'{text}' is no number; {hint}"))
}

fn reached(names: &[String], text: &str) -> Result<Decimal, String> {
    if let Some(number) = decimal::parse(text) {
        let most = Decimal::from(names.len());
        let whole = number.is_integer() && number >= Decimal::ZERO && number <= most;
        let reason = || {
            format!(
                "there are {} milestones: write 0 to {}",
                names.len(),
                names.len()
            )
        };
        return if whole {
            Ok(number.normalize())
        } else {
            Err(reason())
        };
    }
    let folded = fold::folded(text);
    if let Some(index) = names.iter().position(|name| fold::folded(name) == folded) {
        return Ok(Decimal::from(index + 1));
    }
    let near = fold::nearest(text, names.iter().map(String::as_str));
    Err(match near {
        Some(near) => format!("no milestone is named '{text}'; did you mean '{near}'?"),
        None => format!(
            "no milestone is named '{text}'; they are: {}",
            names.join(", ")
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_values_by_their_kind() {
        let reach = Kind::Reach {
            start: 0.into(),
            target: 1.into(),
        };
        assert_eq!(value_of(&reach, Some("%"), "95%").unwrap(), 95.into());
        assert!(value_of(&reach, None, "95%").is_err());
        let reason = value_of(&reach, None, "0,08").unwrap_err();
        assert_eq!(reason, "'0,08' is no number; write it with a point: 0.08");
        assert!(
            value_of(&reach, None, "1,000")
                .unwrap_err()
                .ends_with("such as 0.5 or -3")
        );
        assert_eq!(
            value_of(&reach, Some("ms"), "310 ms").unwrap_err(),
            "'310 ms' is no number; write the number alone: 310"
        );
        let steps = Kind::Milestones(vec!["design reviewed".to_owned(), "launched".to_owned()]);
        assert_eq!(value_of(&steps, None, "Launched").unwrap(), 2.into());
        assert!(value_of(&steps, None, "3").is_err());
        assert!(value_of(&steps, None, "0.5").is_err());
        assert_eq!(value_of(&Kind::Done, None, "yes").unwrap(), 1.into());
    }

    #[test]
    fn knows_which_day_is_meant() {
        for text in ["2026-11-7", "2026/11/07", " 2026.11.7 "] {
            assert_eq!(meant_date(text).as_deref(), Some("2026-11-07"), "{text}");
        }
        assert_eq!(meant_date("7.11.2026").as_deref(), Some("2026-11-07"));
        for text in ["7-11-2026", "2026-13-1", "2026-11", "2026-11-", "26-11-7"] {
            assert_eq!(meant_date(text), None, "{text}");
        }
    }

    #[test]
    fn reads_days_in_one_spelling_only() {
        assert!(to_date("2026-11-27").is_some());
        for text in [
            "2026-13-01",
            "2026-2-1",
            "27.11.2026",
            "2026-11-27T00",
            "2026-02-30",
        ] {
            assert_eq!(to_date(text), None, "{text}");
        }
    }
}
