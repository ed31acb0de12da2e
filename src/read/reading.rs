//! `key-results` of a check-in: value and confidence, by key result.

use super::check_in::Frame;
use super::notes::Notes;
use super::{fields, rule};
use crate::diag::Fix;
use crate::model::objective::Resolved;
use crate::model::schema::READING_KEYS;
use crate::model::{Decimal, KeyResult, KeyResultRef, Reading};
use crate::text::yaml::{Entry, Node, Value};
use crate::text::{Span, Spanned, fold};

pub(super) fn readings(node: &Node<'_>, frame: &Frame<'_>, notes: &mut Notes<'_>) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    for entry in notes.mapping(node, "key results with value and confidence") {
        let Some(found) = reading(entry, frame, notes) else {
            continue;
        };
        if readings
            .iter()
            .any(|known| known.reference.value == found.reference.value)
        {
            let message = format!("'{}' stands twice", found.reference.value);
            notes.note(rule::DUPLICATE_KEY, entry.key_span, message);
        } else {
            readings.push(found);
        }
    }
    readings
}

fn reading(entry: &Entry<'_>, frame: &Frame<'_>, notes: &mut Notes<'_>) -> Option<Reading> {
    let node = &entry.value;
    notes.mapping(node, "value and confidence");
    notes.unknown_keys(node, READING_KEYS, "a key result here");
    let known = key_result(&entry.key, entry.key_span, frame, notes);
    let reference = known.map_or_else(
        || KeyResultRef::parse(&entry.key),
        |k| Some(k.reference.clone()),
    )?;
    let value = node
        .get("value")
        .and_then(|found| value(&found.value, known, notes));
    let confidence = node
        .get("confidence")
        .and_then(|found| fields::confidence(&found.value, notes));
    let place = |key: &str| {
        let written = node.get(key).map(|found| found.value.span);
        written.unwrap_or(Span::at(entry.span().end))
    };
    Some(Reading {
        reference: Spanned::new(reference, entry.key_span),
        value,
        confidence,
        value_place: place("value"),
        confidence_place: place("confidence"),
        span: entry.span(),
    })
}

fn value(
    node: &Node<'_>,
    known: Option<&KeyResult>,
    notes: &mut Notes<'_>,
) -> Option<Spanned<Decimal>> {
    let text = match &node.value {
        Value::Null => return None,
        Value::Scalar(scalar) => &scalar.text,
        _ => {
            notes.expected("a value", node);
            return None;
        }
    };
    let result = match known {
        Some(known) => fields::value_of(&known.kind, known.unit.as_deref(), text),
        None => crate::model::decimal::parse(text.trim()).ok_or_else(String::new),
    };
    match result {
        Ok(value) => Some(Spanned::new(value, node.span)),
        Err(reason) => {
            if !reason.is_empty() {
                notes.note(rule::BAD_VALUE, node.span, reason);
            }
            None
        }
    }
}

/// The key result that `text` means; notes where there is none, or more than one.
pub(super) fn key_result<'o>(
    text: &str,
    span: Span,
    frame: &Frame<'o>,
    notes: &mut Notes<'_>,
) -> Option<&'o KeyResult> {
    match frame.okrs.resolve(text, &frame.cycle, frame.week) {
        Resolved::One(found) => Some(found),
        Resolved::Ambiguous(several) => {
            let names: Vec<_> = several.iter().map(|k| k.reference.to_string()).collect();
            let message = format!("'{text}' is the short id of {} key results", names.len());
            let note = notes.note(rule::UNKNOWN_KEY_RESULT, span, message);
            note.help = Some(format!("write one of: {}", names.join(", ")));
            None
        }
        // Its definition is reported at its own place, not again in every check-in.
        Resolved::None if frame.okrs.is_unreadable(text, &frame.cycle, frame.week) => None,
        Resolved::None => {
            unknown(text, span, frame, notes);
            None
        }
    }
}

fn unknown(text: &str, span: Span, frame: &Frame<'_>, notes: &mut Notes<'_>) {
    let objectives = frame.okrs.of_week(&frame.cycle, frame.week);
    let all = objectives
        .iter()
        .flat_map(|objective| &objective.key_results);
    let long: Vec<String> = all.clone().map(|k| k.reference.to_string()).collect();
    let short = all.map(|k| (k.reference.key_result.as_str(), k.reference.to_string()));
    let near = match text.rsplit_once('/') {
        Some((_, id)) => fold::nearest(text, long.iter().map(String::as_str))
            .map(str::to_owned)
            .or_else(|| unique(short.clone().filter(|(known, _)| *known == id))),
        None => {
            let names: Vec<_> = short.clone().map(|(id, _)| id).collect();
            let near = fold::nearest(text, names);
            near.and_then(|near| unique(short.clone().filter(|(known, _)| *known == near)))
        }
    };
    let message = format!("'{text}' is no key result of {}", frame.cycle);
    let note = notes.note(rule::UNKNOWN_KEY_RESULT, span, message);
    note.help = Some(match &near {
        Some(near) => format!("did you mean '{near}'?"),
        None if long.is_empty() => format!("there is no objective in okrs/{}", frame.cycle),
        None => told_of(&long),
    });
    note.fix = near.map(|near| Fix {
        safe: false,
        ..Fix::replace(format!("write '{near}'"), span, near)
    });
}

/// The key results there are; some of them where there are too many to read.
fn told_of(all: &[String]) -> String {
    const MOST: usize = 12;
    let shown = all.get(..MOST).unwrap_or(all).join(", ");
    match all.len().saturating_sub(MOST) {
        0 => format!("the key results are: {shown}"),
        more => format!("the key results are: {shown} and {more} more"),
    }
}

fn unique<'k>(mut found: impl Iterator<Item = (&'k str, String)>) -> Option<String> {
    let (_, name) = found.next()?;
    found.next().is_none().then_some(name)
}
