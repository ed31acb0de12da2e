//! The page of a person.

use serde::Serialize;

use crate::report::html::Html;

use super::page::{Fact, Link, Page};
use super::parts::{Cell, KeyResultPanel, Levels, Said, TaskLine};

/// `person.html`.
#[derive(Clone, Debug, Serialize)]
pub struct PersonPage {
    /// The frame.
    pub page: Page,
    /// Their name.
    pub name: String,
    /// At most two letters of it.
    pub initials: String,
    /// Owns, 1:1 with, checked in.
    pub facts: Vec<Fact>,
    /// Their newest check-in.
    pub latest: Option<Link>,
    /// The page of the talk about it.
    pub agenda: Option<String>,
    /// Whether the charts stand three abreast.
    pub trio: bool,
    /// What they own.
    pub key_results: Vec<KeyResultPanel>,
    /// For the key.
    pub words: Levels,
    /// Week by week.
    pub log: Option<Log>,
    /// Open, and done this week.
    pub tasks: Vec<TaskLine>,
    /// What is overdue, in words.
    pub tasks_note: String,
    /// Outside and own.
    pub causes: Option<Causes>,
    /// What was recognised.
    pub recognition: Vec<Recognised>,
}

/// Their check-ins, newest first.
#[derive(Clone, Debug, Serialize)]
pub struct Log {
    /// For screen readers.
    pub caption: String,
    /// One a key result.
    pub columns: Vec<LogColumn>,
    /// One a week.
    pub rows: Vec<LogRow>,
}

/// A key result's columns.
#[derive(Clone, Debug, Serialize)]
pub struct LogColumn {
    /// `2.1`.
    pub number: String,
}

/// A week.
#[derive(Clone, Debug, Serialize)]
pub struct LogRow {
    /// `W36`.
    pub week: String,
    /// For sorting.
    pub sort: String,
    /// The check-in's page.
    pub href: Option<String>,
    /// Reviewed, ready, …
    pub state: Cell,
    /// One a key result.
    pub cells: Vec<LogCell>,
    /// Open obstacles.
    pub obstacles: String,
    /// Tasks done of those agreed.
    pub done: String,
    /// The first sentence of Progress.
    pub line: String,
}

/// A key result in a week.
#[derive(Clone, Debug, Serialize)]
pub struct LogCell {
    /// `2.1`.
    pub number: String,
    /// With its unit.
    pub value: String,
    /// For sorting.
    pub sort: String,
    /// Since the value before.
    pub change: String,
    /// What was said.
    pub said: Option<Said>,
}

/// Causes named this cycle.
#[derive(Clone, Debug, Serialize)]
pub struct Causes {
    /// The split.
    pub chart: Html,
    /// Beyond our control.
    pub outside: usize,
    /// Ours to change.
    pub own: usize,
}

/// A recognition.
#[derive(Clone, Debug, Serialize)]
pub struct Recognised {
    /// The words.
    pub text: String,
    /// By whom, and when.
    pub by: String,
}
