//! The history of key results, for people and programs: what was said week by week, where it leads, and
//! how the goal itself has changed.

use std::io::{self, Write};

use serde::Serialize;

use super::figures::{self, confidence_word};
use super::json_writer;
use crate::model::measure::{self, Pace};
use crate::model::{Confidence, Decimal, FieldOfChange, History, Team, Thresholds, Week, decimal};
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

/// A line a key result.
#[must_use]
pub fn overview(all: &[Logged], week: Week, team: &Team) -> String {
    let name = |logged: &Logged| logged.history.key_result.reference.to_string();
    let width = all.iter().map(|logged| name(logged).chars().count()).max();
    let width = width.unwrap_or(0).min(48);
    let mut out = String::new();
    for logged in all {
        let history = &logged.history;
        let last = history.last_value(week);
        let value = last.map_or("no value yet".to_owned(), |(at, last)| {
            format!("{}, {}", value(history, last), score(history, at, last))
        });
        let said = history.last_confidence(week);
        let said = said.map_or("", |(_, level)| {
            confidence_word(level, team.confidence_words)
        });
        let line = format!(
            "{:<width$}  {}  {value:<20}  {said:<9}  {}",
            name(logged),
            chart(history, week),
            pace(history, week, team),
        );
        out.push_str(one_line(&line).trim_end());
        out.push('\n');
    }
    if out.is_empty() {
        out.push_str("There is no key result in this cycle.\n");
    }
    out
}

/// All of one key result.
#[must_use]
pub fn whole(logged: &Logged, week: Week, team: &Team) -> String {
    let history = &logged.history;
    let known = &history.key_result;
    let mut lines = vec![
        format!("{}: {}", known.reference, known.title),
        format!("{}, {}", logged.owner, history.cycle.id()),
        String::new(),
        format!("{}  by week, a column each", chart(history, week)),
        String::new(),
        format!(
            "{:<9} {:>14} {:>6}  {:<15} {}",
            "Week", "Value", "Score", "Pace, weeks", "Confidence"
        ),
    ];
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
    if let Some(forecast) = measure::forecast(history, week) {
        lines.push(String::new());
        let last = history.cycle.last_week();
        lines.push(format!(
            "At the rate of the last four weeks it lands at {} ({}).",
            value(history, decimal::rounded(forecast, 1)),
            score(history, last, forecast)
        ));
    }
    if !logged.changes.is_empty() {
        lines.push(String::new());
        lines.push("How the goal changed".to_owned());
    }
    for change in &logged.changes {
        lines.push(format!(
            "  {}  {}  ({})",
            change.when,
            told(change),
            change.who
        ));
    }
    lines.extend(other_readings(history, week));
    let mut out = String::new();
    for line in lines {
        out.push_str(one_line(&line).trim_end());
        out.push('\n');
    }
    out
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
    let word = change.field.word();
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
