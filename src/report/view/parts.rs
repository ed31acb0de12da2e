//! What several pages show.

use serde::Serialize;

use crate::report::html::Html;

use super::page::Who;

/// A confidence with its shape.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Said {
    /// `v`, `g`, `n`, or `x` for none.
    pub class: &'static str,
    /// In the team's words.
    pub word: String,
    /// For sorting: 0 not OK, 1 none, 2 good, 3 very good.
    pub rank: u8,
    /// What it was before, in words.
    pub was: Option<String>,
}

/// The words of the three levels, for keys.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Levels {
    /// Very good.
    pub very_good: String,
    /// Good.
    pub good: String,
    /// Not OK.
    pub not_ok: String,
}

/// A signal or a family of signals: an icon (`risk`, `drift`, `reach`) and a word.
#[derive(Clone, Debug, Serialize)]
pub struct Sign {
    /// The icon's name.
    pub icon: &'static str,
    /// The word.
    pub word: String,
}

/// A row of the key result table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct KeyResultRow {
    /// The anchor, made of ids alone.
    pub anchor: String,
    /// `risk`, `gap`, for the filter.
    pub tags: String,
    /// `2.1`.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its place on the objective's page.
    pub href: String,
    /// Who owns it.
    pub owner: Who,
    /// When it was removed, in words.
    pub removed: Option<String>,
    /// Weeks off pace, for sorting.
    pub sort_pace: String,
    /// The score, for sorting.
    pub sort_score: String,
    /// Bullet graph or squares.
    pub chart: Html,
    /// `51% · far behind, 3.3 weeks`.
    pub standing: String,
    /// The value of today, with its unit.
    pub now: String,
    /// `outdated`, with its week.
    pub now_note: Option<String>,
    /// `35 → 70`.
    pub span: Option<String>,
    /// Since last week.
    pub change: String,
    /// Sparkline.
    pub spark: Html,
    /// What was said.
    pub said: Said,
    /// What the tool noticed.
    pub signals: Vec<Sign>,
}

/// The rows of one objective.
#[derive(Clone, Debug, Serialize)]
pub struct KeyResultGroup {
    /// The objective's title.
    pub title: String,
    /// Its page.
    pub href: Option<String>,
    /// `49% · far behind, 3.6 weeks`.
    pub standing: String,
    /// Its key results.
    pub rows: Vec<KeyResultRow>,
}

/// The key result table.
#[derive(Clone, Debug, Serialize)]
pub struct KeyResultTable {
    /// By objective.
    pub groups: Vec<KeyResultGroup>,
    /// `9 of 9`, for the filter.
    pub count: String,
    /// What the filter says when it finds nothing.
    pub empty: String,
    /// That not all are shown, in words.
    pub more: Option<String>,
    /// Where all are.
    pub all_href: Option<String>,
    /// Whether any keeps a level.
    pub keeps: bool,
    /// `3 weeks behind or more`, by the team's thresholds.
    pub far: String,
    /// `1 to 3 weeks behind`.
    pub behind: String,
}

/// A week's column.
#[derive(Clone, Debug, Serialize)]
pub struct WeekHead {
    /// `36`.
    pub number: u8,
    /// Whether it is the week of the page.
    pub now: bool,
}

/// A cell of a grid: its look and, for screen readers, its words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Cell {
    /// Class names.
    pub class: &'static str,
    /// What it says.
    pub word: String,
    /// The check-in's page, where a cell stands for one.
    pub href: Option<String>,
}

/// A row of the confidence heat map.
#[derive(Clone, Debug, Serialize)]
pub struct HeatRow {
    /// `2.1`.
    pub number: String,
    /// Title of the key result.
    pub title: String,
    /// Whether another objective begins here.
    pub gap: bool,
    /// One a week.
    pub cells: Vec<Cell>,
}

/// Confidence by key result and week.
#[derive(Clone, Debug, Serialize)]
pub struct HeatMap {
    /// The columns.
    pub weeks: Vec<WeekHead>,
    /// Columns, the header's included.
    pub columns: usize,
    /// The rows.
    pub rows: Vec<HeatRow>,
    /// For the key.
    pub words: Levels,
}

/// A task or an obstacle in a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TaskLine {
    /// Whether it is done.
    pub done: bool,
    /// What is to be done.
    pub text: String,
    /// `6 weeks`.
    pub age: Option<String>,
    /// Who, and by when.
    pub detail: Option<String>,
    /// How late, in words.
    pub late: Option<String>,
}

/// An event of a burn-up.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// The letter of its flag.
    pub letter: char,
    /// What happened.
    pub text: String,
}

/// A row of the table behind a chart.
#[derive(Clone, Debug, Serialize)]
pub struct NumberRow {
    /// `W36`.
    pub week: String,
    /// With its unit.
    pub value: String,
    /// What pace asked for.
    pub pace: String,
    /// What was said.
    pub said: String,
}

/// A key result with its burn-up, on the objective's and the person's page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct KeyResultPanel {
    /// The anchor, made of ids alone.
    pub anchor: String,
    /// `2.1`.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its place on the objective's page.
    pub href: String,
    /// Who owns it.
    pub owner: Who,
    /// What was said.
    pub said: Said,
    /// `for six weeks`, where it was said more than once.
    pub lasting: Option<String>,
    /// The value of today.
    pub now: String,
    /// `1.9 weeks behind`.
    pub distance: String,
    /// What the tool noticed.
    pub signals: Vec<Sign>,
    /// The burn-up.
    pub chart: Html,
    /// Its events.
    pub notes: Vec<Note>,
    /// Now, pace, rate, needed, ratio.
    pub facts: Vec<super::page::Fact>,
    /// The open question of its first signal.
    pub ask: Option<String>,
    /// The numbers behind the chart.
    pub numbers: Vec<NumberRow>,
}
