//! The history of key results, for people and programs: what was said week by week, where it leads, and
//! how the goal itself has changed.

use std::io::{self, Write};

use serde::Serialize;

use super::figures::{self, confidence_word};
use super::json_writer;
use super::line::{self, Run};
use crate::model::measure::{self, Pace};
use crate::model::{
    Confidence, Decimal, FieldOfChange, History, Kind, Team, Thresholds, Week, decimal,
};
use crate::text::visible::one_line;

/// The version of the JSON.
pub const SCHEMA_VERSION: u32 = 1;

/// One key result.
#[derive(Clone, Debug)]
pub struct Logged {
    /// What was said of it.
    pub history: History,
    /// The name of its owner.
    pub owner: String,
    /// How its definition changed, the oldest first.
    pub changes: Vec<Changed>,
}

/// A change of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// When: a week that both agreed in, or the day of a commit.
    pub when: String,
    /// Who: the commit and its author, or those who agreed.
    pub who: String,
    /// Which field.
    pub field: FieldOfChange,
    /// As it was.
    pub before: Option<String>,
    /// As it became.
    pub after: Option<String>,
}

const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The score by week as one line, a column a week: a dot where there is no value.
fn chart(history: &History, until: Week) -> String {
    let mut out = String::new();
    let mut week = history.cycle.first_week();
    while week <= history.cycle.last_week() {
        let value = history.points.iter().find(|point| point.week == week);
        let value = value
            .and_then(|point| point.value)
            .filter(|_| week <= until);
        out.push(match value {
            None => '·',
            Some(value) => {
                let score = measure::score(&history.definition(week).kind, value);
                let step = measure::clamped(score) * Decimal::from(STEPS.len() - 1);
                let step = usize::try_from(decimal::rounded(step, 0).mantissa()).unwrap_or(0);
                STEPS[step.min(STEPS.len() - 1)]
            }
        });
        week = week.plus(1);
    }
    out
}

/// The score that a value is, by the definition of the week.
fn score(history: &History, week: Week, value: Decimal) -> String {
    figures::score(measure::score(&history.definition(week).kind, value))
}

fn value(history: &History, value: Decimal) -> String {
    figures::value(&history.key_result, value)
}

fn pace(history: &History, week: Week, team: &Team) -> String {
    figures::pace(measure::pace(history, week, &team.thresholds))
}

/// A line a key result; below its objective where that is wider than `columns`.
#[must_use]
pub fn overview(all: &[Logged], week: Week, team: &Team, columns: usize) -> String {
    let rows: Vec<[String; 5]> = all.iter().map(|logged| row(logged, week, team)).collect();
    let wide = table(&rows, |reference| reference.to_owned());
    if rows.is_empty() {
        return "There is no key result in this cycle.\n".to_owned();
    }
    if wide.iter().all(|line| width(line) <= columns) {
        return wide.join("\n") + "\n";
    }
    let narrow = table(&rows, |reference| match reference.split_once('/') {
        Some((_, key_result)) => format!("  {key_result}"),
        None => reference.to_owned(),
    });
    let mut out = String::new();
    let mut last = "";
    for (row, line) in rows.iter().zip(narrow) {
        let objective = row[0].split('/').next().unwrap_or_default();
        if objective != last {
            out.push_str(&format!("{}\n", one_line(objective)));
            last = objective;
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// Reference, chart, value with its score, confidence, pace.
fn row(logged: &Logged, week: Week, team: &Team) -> [String; 5] {
    let history = &logged.history;
    let value = history
        .last_value(week)
        .map_or("no value yet".to_owned(), |(at, last)| {
            format!("{}, {}", value(history, last), score(history, at, last))
        });
    let said = history.last_confidence(week);
    let said = said.map_or("", |(_, level)| {
        confidence_word(level, team.confidence_words)
    });
    [
        history.key_result.reference.to_string(),
        chart(history, week),
        value,
        said.to_owned(),
        pace(history, week, team),
    ]
}

/// The rows with their cells one below the other, each named by its reference.
fn table(rows: &[[String; 5]], name: impl Fn(&str) -> String) -> Vec<String> {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        row[0] = name(&row[0]);
        for cell in row.iter_mut() {
            *cell = one_line(cell).into_owned();
        }
    }
    let mut widths = [0; 5];
    for (column, width_of) in widths.iter_mut().enumerate() {
        let cells = rows.iter().map(|row| width(&row[column]));
        *width_of = cells.max().unwrap_or(0);
    }
    let line = |row: &[String; 5]| {
        let cells = row.iter().zip(widths);
        let cells = cells.map(|(cell, column)| {
            let missing = column.saturating_sub(width(cell));
            format!("{cell}{}", " ".repeat(missing))
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// The columns that a text takes.
fn width(text: &str) -> usize {
    Run::plain(text).width()
}

/// The text cut into lines of at most `columns`; all but the first set in.
fn wrapped(text: &str, columns: usize, indent: usize) -> Vec<String> {
    let lines = line::wrapped(&[Run::plain(text)], columns.saturating_sub(indent));
    let lines = lines.into_iter().enumerate().map(|(index, line)| {
        let mut out = if index == 0 {
            String::new()
        } else {
            " ".repeat(indent)
        };
        line::push(&mut out, &line, 0);
        out
    });
    lines.collect()
}

/// All of one key result.
#[must_use]
pub fn whole(logged: &Logged, week: Week, team: &Team, columns: usize) -> String {
    let history = &logged.history;
    let known = &history.key_result;
    let mut lines = wrapped(&format!("{}: {}", known.reference, known.title), columns, 2);
    lines.extend([
        format!("{}, {}", logged.owner, history.cycle.id()),
        String::new(),
        format!("{}  by week, a column each", chart(history, week)),
        String::new(),
        format!(
            "{:<9} {:>14} {:>6}  {:<15} {}",
            "Week", "Value", "Score", "Pace, weeks", "Confidence"
        ),
    ]);
    for point in history.points.iter().filter(|point| point.week <= week) {
        let said_value = point.value.map_or(String::new(), |it| value(history, it));
        let score = point
            .value
            .map_or(String::new(), |it| score(history, point.week, it));
        let said = point
            .confidence
            .map_or("", |it| confidence_word(it, team.confidence_words));
        lines.push(format!(
            "{:<9} {said_value:>14} {score:>6}  {:<15} {said}",
            point.week.to_string(),
            pace(history, point.week, team)
        ));
    }
    if let Some(forecast) = forecast(history, week) {
        lines.push(String::new());
        lines.extend(wrapped(&forecast, columns, 0));
    }
    if !logged.changes.is_empty() {
        lines.push(String::new());
        lines.push("How the goal changed".to_owned());
    }
    for change in &logged.changes {
        let (when, who) = (&change.when, &change.who);
        let text = format!("{when}  {}  ({who})", told(change));
        let change = wrapped(&text, columns.saturating_sub(2), 2).into_iter();
        lines.extend(change.map(|line| format!("  {line}")));
    }
    lines.extend(other_readings(history, week));
    let mut out = String::new();
    for line in lines {
        out.push_str(one_line(&line).trim_end());
        out.push('\n');
    }
    out
}

/// Where it leads, told as exactly as its values are; nothing of what is held, or done or not.
fn forecast(history: &History, week: Week) -> Option<String> {
    let known = &history.key_result;
    if matches!(known.kind, Kind::Keep { .. } | Kind::Done) {
        return None;
    }
    let forecast = measure::forecast(history, week)?;
    let scales = history.points.iter().filter_map(|point| point.value);
    let places = scales.map(|value| value.normalize().scale()).max();
    let places = places.unwrap_or(0).max(known.kind.places());
    let last = history.cycle.last_week();
    Some(format!(
        "At the rate of the last four weeks it lands at {} ({}).",
        value(history, decimal::rounded(forecast, places)),
        score(history, last, forecast)
    ))
}

/// The last value by each definition that is no longer in force, beside the one that is.
fn other_readings(history: &History, week: Week) -> Vec<String> {
    let Some((at, value)) = history.last_value(week) else {
        return Vec::new();
    };
    let now = history.definition(at);
    let before = history
        .definitions
        .iter()
        .zip(history.definitions.iter().skip(1));
    let before = before.filter(|(old, new)| new.from <= at && old.kind != now.kind);
    let reading = |(old, new): (&crate::model::Definition, &crate::model::Definition)| {
        let until = new.from.plus(-1);
        format!(
            "  By the goal until {until} it would be at {}, and is at {}.",
            figures::score(measure::score(&old.kind, value)),
            score(history, at, value)
        )
    };
    before.map(reading).collect()
}

fn told(change: &Changed) -> String {
    let word = match change.field {
        FieldOfChange::Add => "added",
        FieldOfChange::Remove => "removed",
        other => other.word(),
    };
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{word} {before} → {after}"),
        (None, Some(side)) | (Some(side), None) => format!("{word}: {side}"),
        (None, None) => word.to_owned(),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Output<'l> {
    schema_version: u32,
    kind: &'static str,
    key_results: Vec<Item<'l>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'l> {
    key_result: String,
    title: &'l str,
    unit: Option<&'l str>,
    owner: &'l str,
    cycle: &'l str,
    points: Vec<Said>,
    forecast: Option<f64>,
    changes: Vec<Change<'l>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Said {
    week: String,
    value: Option<f64>,
    score: Option<f64>,
    weeks_off_pace: Option<f64>,
    confidence: Option<&'static str>,
}

#[derive(Serialize)]
struct Change<'l> {
    when: &'l str,
    who: &'l str,
    change: &'static str,
    before: Option<&'l str>,
    after: Option<&'l str>,
}

/// For programs.
///
/// # Errors
/// The stream cannot be written.
pub fn json(
    out: &mut impl Write,
    all: &[Logged],
    week: Week,
    thresholds: &Thresholds,
) -> io::Result<()> {
    let output = Output {
        schema_version: SCHEMA_VERSION,
        kind: "log",
        key_results: all
            .iter()
            .map(|logged| item(logged, week, thresholds))
            .collect(),
    };
    json_writer::write(out, &output)
}

fn item<'l>(logged: &'l Logged, week: Week, thresholds: &Thresholds) -> Item<'l> {
    let history = &logged.history;
    let said = |point: &crate::model::Point| Said {
        week: point.week.to_string(),
        value: point.value.map(decimal::to_f64),
        score: point.value.map(|value| {
            let score = measure::score(&history.definition(point.week).kind, value);
            decimal::to_f64(decimal::rounded(score, 4))
        }),
        weeks_off_pace: match measure::pace(history, point.week, thresholds) {
            Pace::Off(weeks, _) => Some(decimal::to_f64(decimal::rounded(weeks, 4))),
            _ => None,
        },
        confidence: point.confidence.map(Confidence::word),
    };
    let points = history.points.iter().filter(|point| point.week <= week);
    Item {
        key_result: history.key_result.reference.to_string(),
        title: &history.key_result.title,
        unit: history.key_result.unit.as_deref(),
        owner: &logged.owner,
        cycle: history.cycle.id(),
        points: points.map(said).collect(),
        forecast: measure::forecast(history, week)
            .map(|it| decimal::to_f64(decimal::rounded(it, 4))),
        changes: logged
            .changes
            .iter()
            .map(|change| Change {
                when: &change.when,
                who: &change.who,
                change: change.field.word(),
                before: change.before.as_deref(),
                after: change.after.as_deref(),
            })
            .collect(),
    }
}
