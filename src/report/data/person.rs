//! A person's check-ins, week by week, as far as anybody may read them.

use serde::Serialize;

use crate::model::{KeyResultRef, SectionKind, Subject, decimal};
use crate::report::facts::{ChangeFact, ObstacleFact, Said, Summary, TaskFact, Timeline};
use crate::report::page::Site;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Person<'a> {
    person: &'a str,
    name: &'a str,
    manager: Option<&'a str>,
    check_ins: Vec<CheckIn<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CheckIn<'a> {
    week: String,
    status: &'static str,
    /// Whether something in the file is odd, so that nothing of it is told.
    withheld: bool,
    /// Why the week is skipped.
    skipped: Option<&'a str>,
    /// The first sentence.
    progress: &'a str,
    key_results: Vec<Reading<'a>>,
    obstacles: Vec<Obstacle<'a>>,
    tasks: Vec<Task<'a>>,
    okr_changes: Vec<OkrChange<'a>>,
    recognition: Option<Recognition<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Reading<'a> {
    key_result: String,
    value: Option<f64>,
    confidence: Option<&'static str>,
    /// What Progress says of it, its first sentences.
    note: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Obstacle<'a> {
    title: &'a str,
    slows: Vec<String>,
    own_cause: bool,
    outside_cause: bool,
    no_way_round: bool,
    resolved: bool,
    since: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Task<'a> {
    text: &'a str,
    state: &'static str,
    /// An id, else what is written.
    owner: Option<&'a str>,
    due: Option<String>,
    section: &'static str,
    key_results: Vec<String>,
    since: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OkrChange<'a> {
    key_result: Option<String>,
    objective: Option<&'a str>,
    change: &'static str,
    from: Option<&'a str>,
    to: Option<&'a str>,
    because: Option<&'static str>,
    agreed_by: Vec<&'a str>,
    /// Whether the person and their manager both agree.
    agreed: bool,
}

#[derive(Serialize)]
struct Recognition<'a> {
    by: Option<&'a str>,
    text: &'a str,
}

pub(super) fn person<'a>(
    site: &Site,
    person: &'a crate::model::Person,
    timeline: &'a Timeline,
) -> Person<'a> {
    let told = timeline.summaries.iter();
    let told = told.take_while(|summary| summary.week <= site.newest);
    Person {
        person: person.id.as_str(),
        name: &person.name,
        manager: person.manager.as_ref().map(|manager| manager.as_str()),
        check_ins: told.map(|summary| check_in(summary)).collect(),
    }
}

fn check_in(summary: &Summary) -> CheckIn<'_> {
    let recognition = summary.recognition.as_deref();
    CheckIn {
        week: summary.week.to_string(),
        status: summary.status.word(),
        withheld: summary.withheld,
        skipped: summary.skipped.as_deref(),
        progress: &summary.line,
        key_results: summary
            .readings
            .iter()
            .map(|said| reading(said, &summary.notes))
            .collect(),
        obstacles: summary.obstacles.iter().map(obstacle).collect(),
        tasks: summary.tasks.iter().map(task).collect(),
        okr_changes: summary.changes.iter().map(okr_change).collect(),
        recognition: recognition
            .filter(|text| !text.is_empty())
            .map(|text| Recognition {
                by: summary.recognised_by.as_ref().map(|by| by.as_str()),
                text,
            }),
    }
}

fn reading<'a>(said: &Said, notes: &'a [(KeyResultRef, String)]) -> Reading<'a> {
    let note = notes.iter().find(|(about, _)| *about == said.reference);
    Reading {
        key_result: said.reference.to_string(),
        value: said.value.map(decimal::to_f64),
        confidence: said.confidence.map(crate::model::Confidence::word),
        note: note.map(|(_, note)| note.as_str()),
    }
}

fn obstacle(fact: &ObstacleFact) -> Obstacle<'_> {
    Obstacle {
        title: &fact.title,
        slows: references(&fact.slows),
        own_cause: fact.own,
        outside_cause: fact.outside,
        no_way_round: fact.no_way_round,
        resolved: fact.resolved,
        since: fact.first.to_string(),
    }
}

fn task(fact: &TaskFact) -> Task<'_> {
    Task {
        text: &fact.text,
        state: fact.state.word(),
        owner: fact.owner.as_deref(),
        due: fact.due.map(|due| due.to_string()),
        section: match fact.section {
            SectionKind::FollowUps => "follow-ups",
            _ => "plan",
        },
        key_results: references(&fact.about),
        since: fact.first.to_string(),
    }
}

fn okr_change(fact: &ChangeFact) -> OkrChange<'_> {
    let (key_result, objective) = match &fact.subject {
        Subject::KeyResult(reference) => (Some(reference.to_string()), None),
        Subject::Objective(id) => (None, Some(id.as_str())),
    };
    OkrChange {
        key_result,
        objective,
        change: fact.change.word(),
        from: fact.from.as_deref(),
        to: fact.to.as_deref(),
        because: fact.because.map(crate::model::Because::word),
        agreed_by: fact.agreed_by.iter().map(|by| by.as_str()).collect(),
        agreed: fact.is_agreed,
    }
}

fn references(references: &[KeyResultRef]) -> Vec<String> {
    references.iter().map(ToString::to_string).collect()
}
