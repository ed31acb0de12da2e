//! The page of obstacles and actions.

use serde::Serialize;

use crate::report::html::Html;

use super::page::{Fact, Link, Page, Who};

/// `obstacles.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ObstaclesPage {
    /// The frame.
    pub page: Page,
    /// The week it is seen from.
    pub eyebrow: String,
    /// How many, how long.
    pub lead: Html,
    /// The columns of the time lines, `W38 to W50`.
    pub weeks: String,
    /// Whose rows can be chosen.
    pub owners: Vec<Choice>,
    /// For which key results.
    pub key_results: Vec<Choice>,
    /// `12 of 12`, for the filter.
    pub count: String,
    /// Those that are open, longest first.
    pub open: Group,
    /// Those that ended in the cycle, newest first.
    pub ended: Group,
    /// The open tasks by when they are due.
    pub tasks: Vec<TaskGroup>,
    /// That there are more, in words.
    pub tasks_note: Option<String>,
    /// Tasks that were done in the cycle, newest first.
    pub done: Vec<TaskRow>,
    /// `7 done this cycle`.
    pub done_title: String,
}

/// A value of a filter.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// The tag that its rows bear.
    pub tag: String,
    /// What it says.
    pub label: String,
}

/// Obstacles that are alike in their end.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Group {
    /// The rows.
    pub rows: Vec<Row>,
    /// How many name an outside cause, their own, both.
    pub causes: Vec<Fact>,
    /// Where there is nothing, or more.
    pub note: Option<String>,
}

/// An obstacle.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// For the filter.
    pub tags: String,
    /// Its heading.
    pub title: String,
    /// What became of it, where that is not its group's word.
    pub state: Option<String>,
    /// The key results it slows.
    pub slows: Vec<Link>,
    /// Who told of it.
    pub owner: Who,
    /// Outside, own, both.
    pub cause: Option<String>,
    /// The time line.
    pub line: Html,
    /// `6 weeks, since W41`.
    pub span: String,
    /// In which weeks an action was due and not done, in words.
    pub missed: Option<String>,
    /// The task that answers it.
    pub plan: Html,
}

/// Tasks that are due alike.
#[derive(Clone, Debug, Serialize)]
pub struct TaskGroup {
    /// `Overdue`.
    pub title: String,
    /// By due date.
    pub rows: Vec<TaskRow>,
}

/// A task.
#[derive(Clone, Debug, Serialize)]
pub struct TaskRow {
    /// For the filter.
    pub tags: String,
    /// What is to be done.
    pub text: String,
    /// The key results or the obstacle it names.
    pub about: String,
    /// Whose it is.
    pub owner: String,
    /// The week that had it first.
    pub first: String,
    /// By when.
    pub due: String,
    /// `2 weeks over`, `Next week`.
    pub state: String,
    /// Whether it is over.
    pub late: bool,
}
