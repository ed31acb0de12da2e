//! The page of what changed between check-ins, or in all that a change touches.

use serde::Serialize;

use crate::report::html::Html;

use super::check_in::{Banner, Item, Row};
use super::page::{Fact, Page};

/// `changes.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ChangesPage {
    /// The frame.
    pub page: Page,
    /// A line above the title.
    pub eyebrow: String,
    /// `What changed`, or whose check-in of which week it is.
    pub title: String,
    /// What is compared.
    pub facts: Vec<Fact>,
    /// A row for each check-in; empty where there is one alone.
    pub overview: Vec<Overview>,
    /// Check-ins of which there is nothing to compare.
    pub untold: Vec<Banner>,
    /// The fields of the objectives.
    pub definitions: Vec<Definition>,
    /// The words of the objectives.
    pub descriptions: Vec<Words>,
    /// The check-ins.
    pub check_ins: Vec<CheckIn>,
    /// Whether there is none and no objective.
    pub nothing: bool,
}

/// A check-in in one row.
#[derive(Clone, Debug, Serialize)]
pub struct Overview {
    /// Its place on the page.
    pub href: String,
    /// Whose, and of which week.
    pub title: String,
    /// Where it stands.
    pub status: String,
    /// How many values became better.
    pub better: String,
    /// Which key results became worse.
    pub worse: String,
    /// What became of the obstacles, and whether that is bad.
    pub obstacles: Vec<Count>,
    /// What became of the tasks.
    pub tasks: Vec<Count>,
}

/// `2 overdue`.
#[derive(Clone, Debug, Serialize)]
pub struct Count {
    /// The words.
    pub text: String,
    /// Whether it is bad news.
    pub bad: bool,
}

/// A field of an objective or key result.
#[derive(Clone, Debug, Serialize)]
pub struct Definition {
    /// Its title.
    pub title: String,
    /// Its reference.
    pub reference: String,
    /// Which field.
    pub field: String,
    /// As it was.
    pub before: String,
    /// As it is.
    pub after: String,
}

/// What changed in one check-in.
#[derive(Clone, Debug, Serialize)]
pub struct CheckIn {
    /// Its place on the page.
    pub anchor: String,
    /// Whose, and of which week.
    pub title: String,
    /// Against what, and where it stands.
    pub against: String,
    /// Why it was sent back.
    pub reason: Option<String>,
    /// The key results of which something changed.
    pub rows: Vec<Row>,
    /// Obstacles, tasks and changes of OKRs.
    pub lists: Vec<List>,
    /// The words of the sections.
    pub words: Vec<Words>,
    /// Whether nothing changed.
    pub nothing: bool,
}

/// Entries of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct List {
    /// What they are.
    pub heading: String,
    /// Those told first that matter most.
    pub entries: Vec<Item>,
}

/// The words of a section, or of an objective.
#[derive(Clone, Debug, Serialize)]
pub struct Words {
    /// The heading, as the team writes it.
    pub heading: String,
    /// What was written, with what was edited marked.
    pub body: Html,
    /// What is no longer said.
    pub gone: Html,
    /// The line that opens that.
    pub gone_title: String,
}
