//! The schemas of what is printed as JSON. A test holds them against real output: every key is required,
//! and none is unknown.

use serde_json::{Map, Value, json};

use super::headed;
use crate::diag::Severity;
use crate::model::{Confidence, FieldOfChange, Status, TaskState};
use crate::rules::Group;

/// `okr check --format json`.
pub(super) fn check() -> Value {
    let severities = [Severity::Error, Severity::Warning, Severity::Info].map(Severity::word);
    let place = object(&[("line", count()), ("column", count()), ("byte", count())]);
    let edit = object(&[("start", count()), ("end", count()), ("text", text())]);
    let fix = object(&[
        ("title", text()),
        ("safe", boolean()),
        ("edits", list(edit)),
    ]);
    let finding = object(&[
        ("rule", text()),
        ("group", words(&Group::ALL.map(Group::word))),
        ("severity", words(&severities)),
        ("path", text()),
        ("range", object(&[("start", place.clone()), ("end", place)])),
        ("message", text()),
        ("help", or_null(text())),
        ("fix", or_null(fix)),
        ("fingerprint", text()),
    ]);
    let counts = [
        "check-ins",
        "people",
        "key-results",
        "objectives",
        "errors",
        "warnings",
        "infos",
    ];
    let summary = object(&counts.map(|name| (name, count())));
    let title = "okr check --format json";
    let description = "What a check looked at and found; lines and columns from 1, bytes from 0";
    output(
        title,
        description,
        "check",
        &[("summary", summary), ("findings", list(finding))],
    )
}

/// `okr diff --format json`.
pub(super) fn diff() -> Value {
    let diff = object(&[
        ("person", text()),
        ("name", text()),
        ("from", or_null(text())),
        ("to", text()),
        ("status", both(words_or_null(Status::WORDS))),
        ("key-results", list(key_result())),
        ("okr-changes", list(okr_change())),
        ("obstacles", list(obstacle())),
        ("tasks", list(task())),
        ("sections", list(section())),
    ]);
    let title = "okr diff --format json";
    let about = "What changed between two check-ins of a person, facts alone";
    let definition = object(&[
        ("key-result", or_null(text())),
        ("objective", or_null(text())),
        ("title", text()),
        ("change", text()),
        ("before", or_null(text())),
        ("after", or_null(text())),
    ]);
    let untold = object(&[
        ("person", text()),
        ("week", text()),
        ("why", words(&["gone", "skipped", "withheld"])),
        ("reason", or_null(text())),
    ]);
    let description = object(&[
        ("objective", text()),
        ("title", text()),
        ("sentences", list(sentence())),
    ]);
    let fields = [
        ("diffs", list(diff)),
        ("untold", list(untold)),
        ("definitions", list(definition)),
        ("descriptions", list(description)),
    ];
    output(title, about, "diff", &fields)
}

/// `okr log --format json`.
pub(super) fn log() -> Value {
    let point = object(&[
        ("week", text()),
        ("value", or_null(number())),
        ("score", or_null(number())),
        ("weeks-off-pace", or_null(number())),
        ("confidence", words_or_null(Confidence::WORDS)),
    ]);
    let change = object(&[
        ("when", text()),
        ("who", text()),
        ("change", words(FieldOfChange::WORDS)),
        ("before", or_null(text())),
        ("after", or_null(text())),
    ]);
    let key_result = object(&[
        ("key-result", text()),
        ("title", text()),
        ("unit", or_null(text())),
        ("owner", text()),
        ("cycle", text()),
        ("points", list(point)),
        ("forecast", or_null(number())),
        ("changes", list(change)),
    ]);
    let title = "okr log --format json";
    let description = "The histories of key results: what was said week by week, where it leads at \
        the rate of the last four weeks, and how each was defined anew; scores are fractions";
    output(
        title,
        description,
        "log",
        &[("key-results", list(key_result))],
    )
}

fn key_result() -> Value {
    let number = || both(or_null(number()));
    let word = || both(or_null(text()));
    object(&[
        ("key-result", text()),
        ("title", or_null(text())),
        ("unit", or_null(text())),
        ("value", number()),
        ("value-direction", text()),
        ("score", number()),
        ("score-as-before", or_null(self::number())),
        ("weeks-off-pace", number()),
        ("pace", word()),
        ("confidence", word()),
        ("confidence-direction", text()),
        ("definition-changed", boolean()),
    ])
}

fn okr_change() -> Value {
    let terms = object(&[
        ("from", or_null(text())),
        ("to", or_null(text())),
        ("because", or_null(text())),
        ("agreed", list(text())),
    ]);
    object(&[
        ("event", text()),
        ("key-result", or_null(text())),
        ("objective", or_null(text())),
        ("change", words(FieldOfChange::WORDS)),
        ("terms", both(or_null(terms))),
    ])
}

fn obstacle() -> Value {
    let side = || {
        or_null(object(&[
            ("title", text()),
            ("slows", list(text())),
            ("own-cause", or_null(text())),
            ("outside-cause", or_null(text())),
            ("resolved", or_null(text())),
            ("no-way-round", or_null(text())),
        ]))
    };
    object(&[
        ("event", text()),
        ("weeks", count()),
        ("reworded", boolean()),
        ("before", side()),
        ("after", side()),
    ])
}

fn task() -> Value {
    let side = || {
        or_null(object(&[
            ("text", text()),
            ("state", words(TaskState::WORDS)),
            ("owner", or_null(text())),
            ("due", or_null(text())),
        ]))
    };
    object(&[
        ("event", text()),
        ("weeks", count()),
        ("overdue", boolean()),
        ("slipped", boolean()),
        ("reworded", boolean()),
        ("before", side()),
        ("after", side()),
    ])
}

fn section() -> Value {
    object(&[
        ("id", or_null(text())),
        ("heading", text()),
        ("sentences", list(sentence())),
    ])
}

fn sentence() -> Value {
    let piece = object(&[
        ("mark", words(&["same", "removed", "added"])),
        ("text", text()),
    ]);
    object(&[
        ("change", words(&["removed", "added", "edited"])),
        ("pieces", list(piece)),
    ])
}

pub(super) fn output(title: &str, description: &str, kind: &str, more: &[(&str, Value)]) -> Value {
    let own = [
        ("schema-version", json!({ "const": 1 })),
        ("kind", json!({ "const": kind })),
    ];
    let all: Vec<_> = own.iter().chain(more).cloned().collect();
    let mut schema = headed(title, description);
    if let (Value::Object(schema), Value::Object(object)) = (&mut schema, object(&all)) {
        schema.extend(object);
    }
    schema
}

/// A mapping that has all these keys, and no other.
pub(super) fn object(keys: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = keys.iter().map(|(name, _)| *name).collect();
    let pairs = keys.iter().cloned();
    let properties: Map<String, Value> = pairs.map(|(name, of)| (name.to_owned(), of)).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": false,
    })
}

pub(super) fn both(side: Value) -> Value {
    object(&[("before", side.clone()), ("after", side)])
}

pub(super) fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

pub(super) fn list(item: Value) -> Value {
    json!({ "type": "array", "items": item })
}

pub(super) fn words(words: &[&str]) -> Value {
    json!({ "enum": words })
}

pub(super) fn words_or_null(known: &[&str]) -> Value {
    or_null(words(known))
}

pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

pub(super) fn number() -> Value {
    json!({ "type": "number" })
}

pub(super) fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

pub(super) fn boolean() -> Value {
    json!({ "type": "boolean" })
}
