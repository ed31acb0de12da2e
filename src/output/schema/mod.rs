//! JSON Schemas (draft 2020-12) of the three front matters, from the one table of keys, and of what
//! `check`, `diff` and `log` print as JSON and `report` puts beside its pages.

mod outputs;
mod report;

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::json_writer;
use crate::model::schema::{CHECK_IN_KEYS, Key, OBJECTIVE_KEYS, Shape, TEAM_KEYS};

/// What a schema can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// `okr.yaml`.
    Settings,
    /// The front matter of an objective.
    Objective,
    /// The front matter of a check-in.
    CheckIn,
    /// What `okr check --format json` prints.
    Check,
    /// What `okr diff --format json` prints.
    Diff,
    /// What `okr log --format json` prints.
    Log,
    /// `data/v1/index.json` of a report.
    ReportIndex,
    /// `data/v1/cycles/….json` of a report.
    ReportCycle,
    /// `data/v1/objectives/….json` of a report.
    ReportObjective,
    /// `data/v1/weeks/….json` of a report.
    ReportWeek,
    /// `data/v1/people/….json` of a report.
    ReportPerson,
}

/// The schema.
#[must_use]
pub fn schema(subject: Subject) -> Value {
    match subject {
        Subject::Settings => document("okr.yaml", "The settings of a team", TEAM_KEYS, &["people"]),
        Subject::Objective => document(
            "objective",
            "The front matter of okrs/<cycle>/<objective>.md",
            OBJECTIVE_KEYS,
            &["title", "key-results"],
        ),
        Subject::CheckIn => document(
            "check-in",
            "The front matter of check-ins/<person>/<week>.md",
            CHECK_IN_KEYS,
            &["status"],
        ),
        Subject::Check => outputs::check(),
        Subject::Diff => outputs::diff(),
        Subject::Log => outputs::log(),
        Subject::ReportIndex => report::index(),
        Subject::ReportCycle => report::cycle(),
        Subject::ReportObjective => report::objective(),
        Subject::ReportWeek => report::week(),
        Subject::ReportPerson => report::person(),
    }
}

/// Writes the schema.
///
/// # Errors
/// The stream cannot be written.
pub fn write(out: &mut impl Write, subject: Subject) -> io::Result<()> {
    json_writer::write(out, &schema(subject))
}

fn document(title: &str, description: &str, keys: &[Key], required: &[&str]) -> Value {
    let mut schema = headed(title, description);
    schema["type"] = json!("object");
    schema["required"] = json!(required);
    schema["properties"] = properties(keys);
    schema["additionalProperties"] = json!(false);
    schema
}

fn headed(title: &str, description: &str) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": description,
    })
}

fn properties(keys: &[Key]) -> Value {
    let mut properties = Map::new();
    for key in keys {
        let mut value = of_shape(&key.shape);
        value["description"] = json!(key.hint);
        properties.insert(key.name.to_owned(), value);
    }
    Value::Object(properties)
}

/// The schema of a value; each may also be left empty.
fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!({ "type": ["string", "number", "boolean", "null"] }),
        Shape::Number => json!({ "type": ["number", "null"] }),
        Shape::Boolean => json!({ "type": ["boolean", "null"] }),
        Shape::Week => json!({
            "type": ["string", "null"],
            "pattern": "^[0-9]{4}-W[0-9]{2}$",
        }),
        Shape::Day => json!({
            "type": ["string", "null"],
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        }),
        Shape::Words(words) => {
            let mut all: Vec<Value> = words.iter().map(|word| json!(word)).collect();
            all.push(Value::Null);
            json!({ "enum": all })
        }
        Shape::Keys(keys) => json!({
            "type": ["object", "null"],
            "properties": properties(keys),
            "additionalProperties": false,
        }),
        Shape::MapOf(value) => json!({
            "type": ["object", "null"],
            "additionalProperties": of_shape(value),
        }),
        Shape::ListOf(item) => json!({ "type": ["array", "null"], "items": of_shape(item) }),
        Shape::Either(shapes) => {
            let all: Vec<Value> = shapes.iter().map(of_shape).collect();
            json!({ "anyOf": all })
        }
        Shape::Any => json!({}),
    }
}
