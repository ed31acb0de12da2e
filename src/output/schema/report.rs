//! The schemas of the JSON that stands beside the pages of a report, written by `report::data`. As for the
//! other outputs a test holds them against real files.

use serde_json::{Value, json};

use super::outputs::{
    boolean, count, list, number, object, or_null, output, text, words, words_or_null,
};
use crate::model::{Because, Confidence, FieldOfChange, Status, TaskState};

/// `data/v1/index.json`.
pub(super) fn index() -> Value {
    let cycle = object(&[
        ("cycle", text()),
        ("first-week", week_of()),
        ("last-week", week_of()),
        ("file", text()),
    ]);
    let week = object(&[("week", week_of()), ("cycle", text()), ("file", text())]);
    let person = object(&[
        ("person", text()),
        ("name", text()),
        ("manager", or_null(text())),
        ("file", text()),
    ]);
    let fields = [
        ("team", text()),
        ("audience", words(&["team", "published"])),
        ("commit", or_null(text())),
        ("commit-time", or_null(text())),
        ("newest", week_of()),
        ("cycles", list(cycle)),
        ("weeks", list(week)),
        ("people", list(person)),
    ];
    output(
        "data/v1/index.json",
        "Which files stand beside the pages of a report; paths are from this file's folder",
        "report-index",
        &fields,
    )
}

/// `data/v1/cycles/<cycle>.json`.
pub(super) fn cycle() -> Value {
    let key_result = object(&[
        ("key-result", text()),
        ("number", text()),
        ("title", text()),
        ("owner", or_null(text())),
    ]);
    let objective = object(&[
        ("objective", text()),
        ("number", text()),
        ("title", text()),
        ("owner", or_null(text())),
        ("key-results", list(key_result)),
        ("file", text()),
    ]);
    let fields = [
        ("cycle", text()),
        ("first-week", week_of()),
        ("last-week", week_of()),
        ("objectives", list(objective)),
    ];
    output(
        "data/v1/cycles/<cycle>.json",
        "The objectives of a cycle with their key results; paths are from the folder of index.json",
        "report-cycle",
        &fields,
    )
}

/// `data/v1/objectives/<cycle>/<objective>.json`.
pub(super) fn objective() -> Value {
    let definition = object(&[
        ("from-week", week_of()),
        ("kind", words(&["reach", "keep", "milestones", "done"])),
        ("start", or_null(number())),
        ("target", or_null(number())),
        ("at-least", or_null(number())),
        ("at-most", or_null(number())),
        ("milestones", list(text())),
        ("weight", number()),
    ]);
    let mut point = vec![("week", week_of()), ("value", or_null(number()))];
    point.push(("confidence", words_or_null(Confidence::WORDS)));
    point.extend(standing());
    let key_result = object(&[
        ("key-result", text()),
        ("number", text()),
        ("title", text()),
        ("owner", or_null(text())),
        ("unit", or_null(text())),
        ("added", or_null(week_of())),
        ("removed", or_null(week_of())),
        ("definitions", list(definition)),
        ("series", list(object(&point))),
    ]);
    let fields = [
        ("cycle", text()),
        ("objective", text()),
        ("number", text()),
        ("title", text()),
        ("owner", or_null(text())),
        ("key-results", list(key_result)),
    ];
    output(
        "data/v1/objectives/<cycle>/<objective>.json",
        "An objective with its key results: how each was defined from which week on, and what was said of \
         it week by week",
        "report-objective",
        &fields,
    )
}

/// `data/v1/weeks/<week>.json`.
pub(super) fn week() -> Value {
    let counts = [
        "owed",
        "checked-in",
        "key-results",
        "at-risk",
        "with-signals",
        "open-obstacles",
        "overdue-tasks",
    ];
    let mut objective = vec![("objective", text()), ("expected", or_null(number()))];
    objective.extend(standing());
    let mut states = Status::WORDS.to_vec();
    states.extend(["missing", "not due yet"]);
    let attendance = object(&[
        ("person", text()),
        ("state", words(&states)),
        ("owes", boolean()),
    ]);
    let recognition = object(&[
        ("person", text()),
        ("by", or_null(text())),
        ("text", text()),
    ]);
    let fields = [
        ("week", week_of()),
        ("cycle", text()),
        ("seen-on", day()),
        ("counts", object(&counts.map(|name| (name, count())))),
        ("objectives", list(object(&objective))),
        ("key-results", list(key_result_then())),
        ("people", list(attendance)),
        ("obstacles", list(open_obstacle())),
        ("tasks", list(open_task())),
        ("recognition", list(recognition)),
    ];
    output(
        "data/v1/weeks/<week>.json",
        "A week as it was known then: the last value and confidence of every key result with their weeks, \
         who had checked in, and what was open",
        "report-week",
        &fields,
    )
}

fn key_result_then() -> Value {
    let mut fields = vec![
        ("key-result", text()),
        ("value", or_null(number())),
        ("value-week", or_null(week_of())),
        ("confidence", words_or_null(Confidence::WORDS)),
        ("confidence-week", or_null(week_of())),
    ];
    fields.extend(standing());
    fields.extend([
        ("at-risk", boolean()),
        ("removed", boolean()),
        ("signals", list(text())),
    ]);
    object(&fields)
}

fn open_obstacle() -> Value {
    object(&[
        ("person", text()),
        ("title", text()),
        ("slows", list(text())),
        ("own-cause", boolean()),
        ("outside-cause", boolean()),
        ("no-way-round", boolean()),
        ("since", week_of()),
        ("weeks", count()),
    ])
}

fn open_task() -> Value {
    object(&[
        ("person", text()),
        ("text", text()),
        ("owner", or_null(text())),
        ("due", or_null(day())),
        ("overdue", boolean()),
        ("key-results", list(text())),
        ("since", week_of()),
    ])
}

/// `data/v1/people/<person>.json`.
pub(super) fn person() -> Value {
    let reading = object(&[
        ("key-result", text()),
        ("value", or_null(number())),
        ("confidence", words_or_null(Confidence::WORDS)),
        ("note", or_null(text())),
    ]);
    let obstacle = object(&[
        ("title", text()),
        ("slows", list(text())),
        ("own-cause", boolean()),
        ("outside-cause", boolean()),
        ("no-way-round", boolean()),
        ("resolved", boolean()),
        ("since", week_of()),
    ]);
    let task = object(&[
        ("text", text()),
        ("state", words(TaskState::WORDS)),
        ("owner", or_null(text())),
        ("due", or_null(day())),
        ("section", words(&["plan", "follow-ups"])),
        ("key-results", list(text())),
        ("since", week_of()),
    ]);
    let recognition = object(&[("by", or_null(text())), ("text", text())]);
    let check_in = object(&[
        ("week", week_of()),
        ("status", words(Status::WORDS)),
        ("withheld", boolean()),
        ("skipped", or_null(text())),
        ("progress", text()),
        ("key-results", list(reading)),
        ("obstacles", list(obstacle)),
        ("tasks", list(task)),
        ("okr-changes", list(okr_change())),
        ("recognition", or_null(recognition)),
    ]);
    let fields = [
        ("person", text()),
        ("name", text()),
        ("manager", or_null(text())),
        ("check-ins", list(check_in)),
    ];
    output(
        "data/v1/people/<person>.json",
        "What a person said, week by week, without anything private",
        "report-person",
        &fields,
    )
}

fn okr_change() -> Value {
    object(&[
        ("key-result", or_null(text())),
        ("objective", or_null(text())),
        ("change", words(FieldOfChange::WORDS)),
        ("from", or_null(text())),
        ("to", or_null(text())),
        ("because", words_or_null(Because::WORDS)),
        ("agreed-by", list(text())),
        ("agreed", boolean()),
    ])
}

/// How far something is: the score is a fraction of which 1 is the target, plus is ahead of pace.
fn standing() -> [(&'static str, Value); 3] {
    let paces = [
        "not started",
        "too early",
        "held",
        "not held",
        "far behind",
        "behind",
        "on pace",
        "ahead",
    ];
    [
        ("score", or_null(number())),
        ("weeks-off-pace", or_null(number())),
        ("pace", words_or_null(&paces)),
    ]
}

fn week_of() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$" })
}

fn day() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}
