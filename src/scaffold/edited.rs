//! Edits of a check-in that is there: one key each, and no other byte.

use super::slot::filled;
use super::words::heading;
use crate::model::{CheckIn, Confidence, KeyResultRef, Person, PersonId, Status, Week};
use crate::text::edit::collection::{self, Flow, Step};
use crate::text::edit::{NewValue, set};
use crate::text::{Document, Problem, Source};
use jiff::civil::Date;

const SKIPPED: &str = include_str!("../../templates/draft/skipped.md");

/// What is to be said of a key result; what is `None` stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The value as it is written: a number, `true` or `false`, or a milestone's name.
    pub value: Option<String>,
    /// The confidence.
    pub confidence: Option<Confidence>,
}

/// The text of a check-in with another status, and nothing else: what it is judged as.
///
/// # Errors
/// The front matter cannot be edited; the problem says where.
pub fn with_status(text: &str, status: Status) -> Result<String, Problem> {
    set(text, &["status"], NewValue::Plain(status.word()))
}

/// The text of a check-in marked as prepared. That it was returned before is over then.
///
/// # Errors
/// The front matter cannot be edited; the problem says where.
pub fn mark_ready(text: &str) -> Result<String, Problem> {
    let marked = with_status(text, Status::Ready)?;
    if has_key(&marked, "returned") {
        collection::remove(&marked, &[Step::Key("returned")])
    } else {
        Ok(marked)
    }
}

/// The text of a check-in marked as sent back.
///
/// # Errors
/// The front matter cannot be edited; the problem says where.
pub fn mark_returned(text: &str, by: &PersonId, on: Date, reason: &str) -> Result<String, Problem> {
    let marked = with_status(text, Status::Returned)?;
    let on = on.to_string();
    let mut returned = by_and_on(by.as_str(), &on);
    returned.push(("reason", Flow::Scalar(NewValue::Text(reason))));
    collection::put(&marked, "returned", &Flow::Mapping(returned))
}

/// The text of a check-in marked as talked about.
///
/// # Errors
/// The front matter cannot be edited; the problem says where.
pub fn mark_reviewed(text: &str, by: &PersonId, on: Date) -> Result<String, Problem> {
    let marked = with_status(text, Status::Reviewed)?;
    let on = on.to_string();
    let reviewed = by_and_on(by.as_str(), &on);
    collection::put(&marked, "reviewed", &Flow::Mapping(reviewed))
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

fn by_and_on<'v>(by: &'v str, on: &'v str) -> Vec<(&'static str, Flow<'v>)> {
    let plain = |text| Flow::Scalar(NewValue::Plain(text));
    vec![("by", plain(by)), ("on", plain(on))]
}

fn has_key(text: &str, key: &str) -> bool {
    let source = Source::new(text.as_bytes().to_vec());
    let document = Document::new(&source);
    let root = document.front_matter.as_ref().map(|known| &known.root);
    root.is_some_and(|root| root.get(key).is_some())
}
