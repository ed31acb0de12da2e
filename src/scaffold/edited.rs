//! Edits of a check-in that is there: one key each, and no other byte.

use super::slot::filled;
use super::words::heading;
use crate::model::{CheckIn, Confidence, KeyResultRef, Person, Status, Week};
use crate::text::Problem;
use crate::text::edit::{NewValue, set};

const SKIPPED: &str = include_str!("../../templates/draft/skipped.md");

/// What is to be said of a key result; what is `None` stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The value as it is written: a number, `true` or `false`, or a milestone's name.
    pub value: Option<String>,
    /// The confidence.
    pub confidence: Option<Confidence>,
}

/// The text of a check-in marked as prepared.
///
/// # Errors
/// The front matter cannot be edited; the problem says where.
pub fn mark_ready(text: &str) -> Result<String, Problem> {
    set(text, &["status"], NewValue::Plain(Status::Ready.word()))
}

/// The text of a check-in marked as skipped, its words untouched.
///
/// # Errors
/// The front matter cannot be edited; the problem says where.
pub fn mark_skipped(text: &str, reason: &str) -> Result<String, Problem> {
    let marked = set(text, &["status"], NewValue::Plain(Status::Skipped.word()))?;
    set(&marked, &["skipped"], NewValue::Text(reason))
}

/// The text of a new check-in that says why there is none in `week`.
///
/// # Errors
/// The template's front matter cannot be edited.
pub fn skipped(person: &Person, week: Week, reason: &str) -> Result<String, Problem> {
    let (name, week) = (heading(&person.name), week.to_string());
    let text = filled(SKIPPED, &[("person", &name), ("week", &week)]);
    set(&text, &["skipped"], NewValue::Text(reason))
}

/// The text of `check_in` with what it says of a key result set; an entry that is missing is added.
///
/// # Errors
/// The front matter cannot be edited; the problem says where.
pub fn set_reading(
    check_in: &CheckIn,
    reference: &KeyResultRef,
    reading: &Reading,
) -> Result<String, Problem> {
    let known = check_in.reading(reference);
    let written = known.map(|known| known.reference.span.of(&check_in.text));
    let key = written.map_or_else(
        || reference.to_string(),
        |written| written.trim_matches(['\'', '"']).to_owned(),
    );
    let mut text = check_in.text.clone();
    if let Some(value) = &reading.value {
        let is_number = value.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        let is_word = matches!(value.as_str(), "true" | "false");
        let value = if is_number || is_word {
            NewValue::Plain(value)
        } else {
            NewValue::Text(value)
        };
        text = set(&text, &["key-results", &key, "value"], value)?;
    }
    if let Some(confidence) = reading.confidence {
        let word = NewValue::Plain(confidence.word());
        text = set(&text, &["key-results", &key, "confidence"], word)?;
    }
    Ok(text)
}
