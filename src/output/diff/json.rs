//! For a program: every fact, versioned. What is new is added; what is there keeps its meaning within a
//! schema version.

mod sections;

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::definitions::{Definition, definition};
use super::untold;
use super::{Shown, Told};
use crate::diff::{
    Change, KeyResultChange, ObstacleChange, ObstacleEvent, ObstacleSide, OkrChangeChange,
    OkrChangeEvent, TaskChange, TaskEvent, TaskSide, Terms,
};
use crate::model::measure::Pace;
use crate::model::{Confidence, Decimal, Status, Subject, decimal};
use crate::output::json_writer;
use sections::{Description, Section, description, section};

/// The version of what is written here.
pub const SCHEMA_VERSION: u32 = 1;

/// Writes diffs as one JSON object; facts alone, so that an empty list says that nothing happened.
///
/// # Errors
/// The stream cannot be written.
pub fn write(out: &mut impl Write, shown: &Shown) -> io::Result<()> {
    let comparison = shown.comparison;
    let output = Output {
        schema_version: SCHEMA_VERSION,
        kind: "diff",
        diffs: shown.told.iter().map(one_diff).collect(),
        untold: comparison.untold.iter().map(untold::item).collect(),
        definitions: comparison.definitions.iter().map(definition).collect(),
        descriptions: comparison.descriptions.iter().map(description).collect(),
    };
    json_writer::write(out, &output)
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Output<'d> {
    schema_version: u32,
    kind: &'static str,
    diffs: Vec<OneDiff<'d>>,
    untold: Vec<untold::Item<'d>>,
    definitions: Vec<Definition<'d>>,
    descriptions: Vec<Description<'d>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OneDiff<'d> {
    person: &'d str,
    name: &'d str,
    from: Option<String>,
    to: String,
    status: Both<Option<&'static str>>,
    key_results: Vec<KeyResult<'d>>,
    okr_changes: Vec<OkrChange<'d>>,
    obstacles: Vec<Obstacle<'d>>,
    tasks: Vec<Task<'d>>,
    sections: Vec<Section<'d>>,
}

#[derive(Serialize)]
struct Both<T> {
    before: T,
    after: T,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct KeyResult<'d> {
    key_result: String,
    title: Option<&'d str>,
    unit: Option<&'d str>,
    value: Both<Option<f64>>,
    value_direction: &'static str,
    /// Fractions: 1 is the target.
    score: Both<Option<f64>>,
    /// Of the newer value, by the older definition, where the definition changed.
    score_as_before: Option<f64>,
    /// Plus is ahead.
    weeks_off_pace: Both<Option<f64>>,
    pace: Both<Option<&'static str>>,
    confidence: Both<Option<&'static str>>,
    confidence_direction: &'static str,
    definition_changed: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OkrChange<'d> {
    event: &'static str,
    key_result: Option<String>,
    objective: Option<&'d str>,
    change: &'static str,
    terms: Both<Option<OneTerms<'d>>>,
}

#[derive(Serialize)]
struct OneTerms<'d> {
    from: Option<&'d str>,
    to: Option<&'d str>,
    because: Option<&'static str>,
    agreed: Vec<&'d str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Obstacle<'d> {
    event: &'static str,
    weeks: u32,
    reworded: bool,
    #[serde(flatten)]
    sides: Both<Option<OneObstacle<'d>>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OneObstacle<'d> {
    title: &'d str,
    slows: Vec<String>,
    own_cause: Option<&'d str>,
    outside_cause: Option<&'d str>,
    resolved: Option<&'d str>,
    no_way_round: Option<&'d str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Task<'d> {
    event: &'static str,
    weeks: u32,
    overdue: bool,
    slipped: bool,
    reworded: bool,
    #[serde(flatten)]
    sides: Both<Option<OneTask<'d>>>,
}

#[derive(Serialize)]
struct OneTask<'d> {
    text: &'d str,
    state: &'static str,
    owner: Option<&'d str>,
    due: Option<String>,
}

fn both<T, U>(change: &Change<T>, turn: impl Fn(&T) -> U) -> Both<U> {
    Both {
        before: turn(&change.before),
        after: turn(&change.after),
    }
}

fn one_diff<'d>(told: &Told<'d>) -> OneDiff<'d> {
    let diff = told.diff;
    OneDiff {
        person: diff.person.as_str(),
        name: &told.person.name,
        from: diff.from.map(|week| week.to_string()),
        to: diff.to.to_string(),
        status: both(&diff.status.status, |status| status.map(Status::word)),
        key_results: diff
            .key_results
            .iter()
            .filter(|c| c.is_fact())
            .map(key_result)
            .collect(),
        okr_changes: diff
            .okr_changes
            .iter()
            .filter(|c| c.is_fact())
            .map(okr_change)
            .collect(),
        obstacles: diff
            .obstacles
            .iter()
            .filter(|c| c.is_fact())
            .map(obstacle)
            .collect(),
        tasks: diff
            .tasks
            .iter()
            .filter(|c| c.is_fact())
            .map(task)
            .collect(),
        sections: diff
            .sections
            .iter()
            .filter(|c| c.is_fact())
            .map(section)
            .collect(),
    }
}

fn key_result(change: &KeyResultChange) -> KeyResult<'_> {
    let number = |value: &Option<Decimal>| value.map(decimal::to_f64);
    let weeks = |pace: &Option<Pace>| match pace {
        Some(Pace::Off(weeks, _)) => Some(decimal::to_f64(decimal::rounded(*weeks, 4))),
        _ => None,
    };
    let word = |pace: &Option<Pace>| match pace {
        None | Some(Pace::None) => None,
        Some(Pace::NotStarted) => Some("not started"),
        Some(Pace::TooEarly) => Some("too early"),
        Some(Pace::Held(true)) => Some("held"),
        Some(Pace::Held(false)) => Some("not held"),
        Some(Pace::Off(_, band)) => Some(band.word()),
    };
    let rounded = |score: &Option<Decimal>| number(&score.map(|s| decimal::rounded(s, 4)));
    KeyResult {
        key_result: change.reference.to_string(),
        title: change.key_result.as_ref().map(|known| known.title.as_str()),
        unit: change
            .key_result
            .as_ref()
            .and_then(|known| known.unit.as_deref()),
        value: both(&change.value(), number),
        value_direction: change.value_direction().word(),
        score: both(&change.score(), rounded),
        score_as_before: rounded(&change.score_as_before),
        weeks_off_pace: both(&change.pace(), weeks),
        pace: both(&change.pace(), word),
        confidence: both(&change.confidence(), |said| said.map(Confidence::word)),
        confidence_direction: change.confidence_direction().word(),
        definition_changed: change.definition().is_some(),
    }
}

fn okr_change(change: &OkrChangeChange) -> OkrChange<'_> {
    let (key_result, objective) = match &change.subject {
        Subject::KeyResult(reference) => (Some(reference.to_string()), None),
        Subject::Objective(id) => (None, Some(id.as_str())),
    };
    fn terms(terms: &Option<Terms>) -> Option<OneTerms<'_>> {
        let Terms {
            from,
            to,
            because,
            agreed,
            is_agreed: _,
        } = terms.as_ref()?;
        Some(OneTerms {
            from: from.as_deref(),
            to: to.as_deref(),
            because: because.map(crate::model::Because::word),
            agreed: agreed.iter().map(crate::model::PersonId::as_str).collect(),
        })
    }
    OkrChange {
        event: match change.event() {
            OkrChangeEvent::Proposed => "proposed",
            OkrChangeEvent::Agreed => "agreed",
            OkrChangeEvent::Edited => "edited",
            OkrChangeEvent::Settled => "settled",
            OkrChangeEvent::Withdrawn => "withdrawn",
            OkrChangeEvent::Same => "same",
        },
        key_result,
        objective,
        change: change.field.word(),
        terms: Both {
            before: terms(&change.sides.before),
            after: terms(&change.sides.after),
        },
    }
}

fn obstacle(change: &ObstacleChange) -> Obstacle<'_> {
    fn side(side: &Option<ObstacleSide>) -> Option<OneObstacle<'_>> {
        let ObstacleSide {
            title,
            id: _,
            slows,
            own_cause,
            outside_cause,
            resolved,
            no_way_round,
        } = side.as_ref()?;
        Some(OneObstacle {
            title,
            slows: slows.iter().map(ToString::to_string).collect(),
            own_cause: own_cause.as_deref(),
            outside_cause: outside_cause.as_deref(),
            resolved: resolved.as_deref(),
            no_way_round: no_way_round.as_deref(),
        })
    }
    Obstacle {
        event: match change.event() {
            ObstacleEvent::New => "new",
            ObstacleEvent::Still => "still",
            ObstacleEvent::Resolved => "resolved",
            ObstacleEvent::Back => "back",
            ObstacleEvent::Vanished => "vanished",
            ObstacleEvent::Settled => "settled",
            ObstacleEvent::Same => "same",
        },
        weeks: change.weeks,
        reworded: change.is_reworded(),
        sides: Both {
            before: side(&change.sides.before),
            after: side(&change.sides.after),
        },
    }
}

fn task(change: &TaskChange) -> Task<'_> {
    fn side(side: &Option<TaskSide>) -> Option<OneTask<'_>> {
        let TaskSide {
            text,
            state,
            owner,
            due,
            section: _,
        } = side.as_ref()?;
        Some(OneTask {
            text,
            state: state.word(),
            owner: owner.as_deref(),
            due: due.as_ref().map(Date::to_string),
        })
    }
    Task {
        event: match change.event() {
            TaskEvent::New => "new",
            TaskEvent::Done => "done",
            TaskEvent::Dropped => "dropped",
            TaskEvent::Carried => "carried",
            TaskEvent::Again => "again",
            TaskEvent::Vanished => "vanished",
            TaskEvent::Settled => "settled",
            TaskEvent::Same => "same",
        },
        weeks: change.weeks,
        overdue: change.is_overdue,
        slipped: change.is_slipped(),
        reworded: change.is_reworded(),
        sides: Both {
            before: side(&change.sides.before),
            after: side(&change.sides.after),
        },
    }
}
