//! The page of a check-in.

use serde::Serialize;

use crate::report::html::Html;

use super::page::{Fact, Page, Step};
use super::parts::{Said, Sign};

/// `check-in.html`.
#[derive(Clone, Debug, Serialize)]
pub struct CheckInPage {
    /// The frame.
    pub page: Page,
    /// Whose it is.
    pub person: String,
    /// Their page.
    pub person_href: String,
    /// With whom.
    pub manager: Option<String>,
    /// `Check-in, week 36`.
    pub title: String,
    /// Status, answered, reviewed.
    pub facts: Vec<Fact>,
    /// The file's path; not for the public.
    pub file: Option<String>,
    /// The check-in before.
    pub previous: Step,
    /// The check-in after.
    pub next: Step,
    /// The page of the talk about it.
    pub agenda: Option<String>,
    /// Whether there is an edited item, so that changes can be hidden.
    pub changed: bool,
    /// Why it was returned or skipped.
    pub banner: Option<Banner>,
    /// Heading of the key result table.
    pub rows_title: String,
    /// Both weeks.
    pub rows: Vec<Row>,
    /// In the team's own order.
    pub sections: Vec<Section>,
    /// Counts since the check-in before.
    pub summary: Option<Summary>,
    /// Signals and what is in the words.
    pub asking: Vec<Asking>,
    /// Changed lines; not for the public.
    pub source: Option<SourceLines>,
}

/// A sentence on top.
#[derive(Clone, Debug, Serialize)]
pub struct Banner {
    /// What happened.
    pub title: String,
    /// Why.
    pub text: String,
}

/// A key result with both weeks.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    /// `2.1`.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its place on the objective's page.
    pub href: Option<String>,
    /// The value before.
    pub before: Option<String>,
    /// The value now.
    pub now: String,
    /// The difference.
    pub change: String,
    /// What would be needed a week.
    pub needed: Option<String>,
    /// What was said, and before.
    pub said: Said,
    /// `1.9 weeks behind`.
    pub pace: String,
    /// The same, the week before.
    pub pace_before: Option<String>,
    /// Sparkline or squares.
    pub chart: Html,
}

/// A section of the document.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Section {
    /// The team's own heading.
    pub heading: String,
    /// The sentence that stands for a private one.
    pub private: Option<String>,
    /// That it is not answered yet.
    pub missing: Option<String>,
    /// Prose.
    pub body: Html,
    /// Obstacles, tasks, OKR changes, each with its state.
    pub entries: Vec<Item>,
}

/// Something with a state.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Item {
    /// New, Still there, Done, …
    pub state: String,
    /// `6 weeks`.
    pub age: String,
    /// An obstacle's heading, with marked words.
    pub heading: Html,
    /// Slows, own cause, outside cause.
    pub lines: Vec<Line>,
    /// A task's or a change's sentence.
    pub body: Html,
    /// Who agrees.
    pub tags: Vec<String>,
    /// A sentence below.
    pub note: String,
}

/// A labelled line of an obstacle.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// In the team's words.
    pub label: String,
    /// With marked words.
    pub text: Html,
}

/// Counts since the check-in before.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// `Since week 35`.
    pub title: String,
    /// The counts.
    pub facts: Vec<Fact>,
}

/// Something to ask about.
#[derive(Clone, Debug, Serialize)]
pub struct Asking {
    /// The family; none for what is in the words.
    pub family: Option<Sign>,
    /// The signals.
    pub signals: Vec<Sign>,
    /// What was noticed.
    pub evidence: Html,
    /// The open question.
    pub ask: String,
}

/// The lines that changed between two files.
#[derive(Clone, Debug, Serialize)]
pub struct SourceLines {
    /// The command that shows the same.
    pub command: String,
    /// For screen readers.
    pub caption: String,
    /// In order.
    pub lines: Vec<SourceLine>,
}

/// A line of either file.
#[derive(Clone, Debug, Serialize)]
pub struct SourceLine {
    /// `i` added, `r` removed, `at` a heading, empty where it is the same.
    pub class: &'static str,
    /// Its number in the file before.
    pub before: String,
    /// Its number in the file now.
    pub after: String,
    /// The line.
    pub text: String,
}
