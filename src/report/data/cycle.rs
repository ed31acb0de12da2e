//! A cycle: which objectives and key results it has.

use serde::Serialize;

use crate::report::board::{Board, Course, Goal};

use super::objective_file;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Cycle<'a> {
    cycle: &'a str,
    first_week: String,
    last_week: String,
    objectives: Vec<Objective<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Objective<'a> {
    objective: &'a str,
    /// `2`, as on the pages.
    number: String,
    title: &'a str,
    owner: Option<&'a str>,
    key_results: Vec<KeyResult<'a>>,
    file: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct KeyResult<'a> {
    key_result: String,
    /// `2.1`, as on the pages.
    number: &'a str,
    title: &'a str,
    owner: Option<&'a str>,
}

pub(super) fn cycle<'a>(board: &'a Board) -> Cycle<'a> {
    let goals = board.goals.iter();
    Cycle {
        cycle: board.cycle.id(),
        first_week: board.cycle.first_week().to_string(),
        last_week: board.cycle.last_week().to_string(),
        objectives: goals.map(|goal| objective(board, goal)).collect(),
    }
}

fn objective<'a>(board: &'a Board, goal: &Goal<'a>) -> Objective<'a> {
    let courses = board.courses.get(goal.courses.clone()).unwrap_or_default();
    let id = goal.objective.id.as_str();
    Objective {
        objective: id,
        number: goal.number.to_string(),
        title: &goal.objective.title,
        owner: goal.objective.owner.as_ref().map(|owner| owner.as_str()),
        key_results: courses.iter().map(|course| key_result(course)).collect(),
        file: objective_file(board.cycle.id(), id),
    }
}

fn key_result(course: &Course) -> KeyResult<'_> {
    KeyResult {
        key_result: course.history.key_result.reference.to_string(),
        number: &course.number,
        title: course.title(),
        owner: course.history.owner().map(|owner| owner.as_str()),
    }
}
