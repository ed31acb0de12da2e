//! An objective: its key results, each with its definitions and its series.

use serde::Serialize;

use crate::model::{Decimal, Definition, Kind, Point, Week, decimal, measure};
use crate::report::board::{Board, Course, Goal};

use super::{pace, rounded};

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Objective<'a> {
    cycle: &'a str,
    objective: &'a str,
    /// `2`, as on the pages.
    number: String,
    title: &'a str,
    owner: Option<&'a str>,
    key_results: Vec<KeyResult<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct KeyResult<'a> {
    key_result: String,
    /// `2.1`, as on the pages.
    number: &'a str,
    title: &'a str,
    owner: Option<&'a str>,
    unit: Option<&'a str>,
    /// The week in which it was added, and the one from which on it is gone, where that was in mid-cycle.
    added: Option<String>,
    removed: Option<String>,
    /// Each holds from its week on.
    definitions: Vec<OneDefinition<'a>>,
    series: Vec<OnePoint>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OneDefinition<'a> {
    from_week: String,
    kind: &'static str,
    start: Option<f64>,
    target: Option<f64>,
    at_least: Option<f64>,
    at_most: Option<f64>,
    milestones: Vec<&'a str>,
    weight: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OnePoint {
    week: String,
    value: Option<f64>,
    confidence: Option<&'static str>,
    /// A fraction: 1 is the target; by the definition of that week.
    score: Option<f64>,
    weeks_off_pace: Option<f64>,
    pace: Option<&'static str>,
}

pub(super) fn objective<'a>(board: &'a Board, goal: &Goal<'a>, newest: Week) -> Objective<'a> {
    let courses = board.courses.get(goal.courses.clone()).unwrap_or_default();
    Objective {
        cycle: board.cycle.id(),
        objective: goal.objective.id.as_str(),
        number: goal.number.to_string(),
        title: &goal.objective.title,
        owner: goal.objective.owner.as_ref().map(|owner| owner.as_str()),
        key_results: courses
            .iter()
            .map(|course| key_result(course, newest))
            .collect(),
    }
}

fn key_result(course: &Course, newest: Week) -> KeyResult<'_> {
    let history = &course.history;
    let known = &history.key_result;
    KeyResult {
        key_result: known.reference.to_string(),
        number: &course.number,
        title: &known.title,
        owner: history.owner().map(|owner| owner.as_str()),
        unit: known.unit.as_deref(),
        added: history.added.map(|week| week.to_string()),
        removed: history.removed.map(|week| week.to_string()),
        definitions: history.definitions.iter().map(definition).collect(),
        series: history
            .until(newest)
            .iter()
            .map(|point| one_point(course, point))
            .collect(),
    }
}

fn definition(definition: &Definition) -> OneDefinition<'_> {
    let number = |value: Decimal| Some(decimal::to_f64(value));
    let mut told = OneDefinition {
        from_week: definition.from.to_string(),
        kind: "done",
        start: None,
        target: None,
        at_least: None,
        at_most: None,
        milestones: Vec::new(),
        weight: decimal::to_f64(definition.weight),
    };
    match &definition.kind {
        Kind::Reach { start, target } => {
            told.kind = "reach";
            (told.start, told.target) = (number(*start), number(*target));
        }
        Kind::Keep { at_least, at_most } => {
            told.kind = "keep";
            told.at_least = at_least.and_then(number);
            told.at_most = at_most.and_then(number);
        }
        Kind::Milestones(names) => {
            told.kind = "milestones";
            told.milestones = names.iter().map(String::as_str).collect();
        }
        Kind::Done => {}
    }
    told
}

fn one_point(course: &Course, point: &Point) -> OnePoint {
    let score = |value| rounded(measure::score(course.kind(point.week), value));
    let (weeks_off_pace, word) = pace(course.pace(point.week));
    OnePoint {
        week: point.week.to_string(),
        value: point.value.map(decimal::to_f64),
        confidence: point.confidence.map(crate::model::Confidence::word),
        score: point.value.map(score),
        weeks_off_pace,
        pace: word,
    }
}
