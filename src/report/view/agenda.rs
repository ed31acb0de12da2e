//! The agenda of a talk between two people. Everything but the small pictures is plain text, so that a
//! terminal and a Markdown file can print the same.

use serde::Serialize;

use crate::report::html::Html;

use super::page::{Link, Page};
use super::parts::Said;

/// `agenda.html`.
#[derive(Clone, Debug, Serialize)]
pub struct AgendaPage {
    /// The frame.
    pub page: Page,
    /// The check-in's page.
    pub check_in: Option<Link>,
    /// What is talked about.
    pub agenda: Agenda,
}

/// What is talked about, in this order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Agenda {
    /// `1:1, 30 minutes`.
    pub eyebrow: String,
    /// `Jonas Weber and Ines Duarte, week 36`.
    pub title: String,
    /// Who leads, whether the check-in is prepared, when the last talk was.
    pub facts: Vec<Line>,
    /// What is not answered yet, or why there is less to talk about.
    pub note: Option<String>,
    /// What went well.
    pub well: Block,
    /// What became of what was agreed.
    pub since: Block,
    /// Counts of what changed since the last check-in, on one line.
    pub changed: Option<String>,
    /// The key results, those with signals first.
    pub topics: Vec<Topic>,
    /// Answers that are about no key result alone, and what the person asks for.
    pub general: Vec<Line>,
    /// The changes of the OKRs.
    pub changes: Block,
    /// Agreeing on what happens next.
    pub next: Block,
    /// Headings of the feedback of either side.
    pub feedback: Vec<String>,
    /// The command for afterwards, around its code.
    pub after: (String, String, String),
    /// What only the two may read; never on a page.
    #[serde(skip)]
    pub between: Vec<Line>,
}

/// A heading with its minutes and some lines.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Block {
    /// The heading.
    pub title: String,
    /// `3 min`.
    pub minutes: String,
    /// What is under it.
    pub lines: Vec<Point>,
}

/// A line of a block.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Point {
    /// Whether it is a task, and done.
    pub done: Option<bool>,
    /// What it says.
    pub text: String,
    /// Who, and by when.
    pub detail: Option<String>,
    /// How late, in words.
    pub late: Option<String>,
}

/// A key result.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Topic {
    /// `1.2 first: it fell from Good to Not OK`.
    pub heading: String,
    /// `13 min`.
    pub minutes: String,
    /// `1.2`; empty where the topic is the whole check-in.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The value before.
    pub before: Option<String>,
    /// The value now.
    pub now: String,
    /// `on pace`.
    pub distance: String,
    /// What was said, and before.
    pub said: Said,
    /// Sparkline.
    pub spark: Html,
    /// The five questions, with their answers.
    pub answers: Vec<Line>,
    /// The open question.
    pub ask: String,
    /// What was noticed, by name.
    pub signals: Vec<String>,
    /// The same with its numbers.
    pub evidence: String,
}

/// A label and what it is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Line {
    /// The label.
    pub label: String,
    /// What it is.
    pub text: String,
}
