//! A week as it was known then.

use serde::Serialize;

use crate::model::{decimal, measure};
use crate::report::board::Goal;
use crate::report::facts::{ObstacleFact, Summary, TaskFact};
use crate::report::page::Site;
use crate::report::scene::{Open, Scene, View};

use super::{pace, rounded};

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Week<'a> {
    week: String,
    cycle: &'a str,
    /// The day it is seen from: its Sunday, or today where it has not ended.
    seen_on: String,
    counts: Counts,
    objectives: Vec<Objective<'a>>,
    key_results: Vec<KeyResult>,
    people: Vec<Attendance<'a>>,
    obstacles: Vec<Obstacle<'a>>,
    tasks: Vec<Task<'a>>,
    recognition: Vec<Recognition<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Counts {
    /// Check-ins that are owed, skipped ones not counted.
    owed: usize,
    /// Of those, ready or reviewed.
    checked_in: usize,
    key_results: usize,
    at_risk: usize,
    with_signals: usize,
    open_obstacles: usize,
    overdue_tasks: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Objective<'a> {
    objective: &'a str,
    score: Option<f64>,
    /// What pace asks for, a fraction.
    expected: Option<f64>,
    weeks_off_pace: Option<f64>,
    pace: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct KeyResult {
    key_result: String,
    value: Option<f64>,
    value_week: Option<String>,
    confidence: Option<&'static str>,
    confidence_week: Option<String>,
    score: Option<f64>,
    weeks_off_pace: Option<f64>,
    pace: Option<&'static str>,
    at_risk: bool,
    removed: bool,
    signals: Vec<&'static str>,
}

#[derive(Serialize)]
struct Attendance<'a> {
    person: &'a str,
    /// A status, `missing`, or `not due yet`.
    state: &'static str,
    /// Whether one is owed: others may write, too.
    owes: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Obstacle<'a> {
    person: &'a str,
    title: &'a str,
    slows: Vec<String>,
    own_cause: bool,
    outside_cause: bool,
    no_way_round: bool,
    since: String,
    weeks: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Task<'a> {
    /// Whose check-in has it.
    person: &'a str,
    text: &'a str,
    /// An id, else what is written.
    owner: Option<&'a str>,
    due: Option<String>,
    overdue: bool,
    key_results: Vec<String>,
    since: String,
}

#[derive(Serialize)]
struct Recognition<'a> {
    person: &'a str,
    by: Option<&'a str>,
    text: &'a str,
}

pub(super) fn week<'a>(site: &Site<'a>, scene: &Scene<'a>) -> Week<'a> {
    let people = people(site, scene);
    let ids = |at: usize| site.input.team.people.get(at).map_or("", |p| p.id.as_str());
    let tasks: Vec<Task> = scene
        .tasks
        .iter()
        .map(|open| task(ids(open.person), open, scene))
        .collect();
    let owed = people
        .iter()
        .filter(|one| one.owes && one.state != "skipped");
    let is_done = |one: &&Attendance| matches!(one.state, "ready" | "reviewed");
    Week {
        week: scene.week.to_string(),
        cycle: scene.board.cycle.id(),
        seen_on: scene.today.to_string(),
        counts: Counts {
            owed: owed.clone().count(),
            checked_in: owed.filter(is_done).count(),
            key_results: scene.counted().count(),
            at_risk: scene.counted().filter(|view| view.at_risk).count(),
            with_signals: scene
                .counted()
                .filter(|view| !view.signals.is_empty())
                .count(),
            open_obstacles: scene.obstacles.len(),
            overdue_tasks: tasks.iter().filter(|task| task.overdue).count(),
        },
        objectives: scene
            .board
            .goals
            .iter()
            .map(|goal| objective(site, scene, goal))
            .collect(),
        key_results: scene
            .views
            .iter()
            .map(|view| key_result(view, scene))
            .collect(),
        people,
        obstacles: scene
            .obstacles
            .iter()
            .map(|open| obstacle(ids(open.person), open, scene))
            .collect(),
        tasks,
        recognition: recognition(site, scene),
    }
}

fn objective<'a>(site: &Site, scene: &Scene<'a>, goal: &Goal<'a>) -> Objective<'a> {
    let standing = scene.board.standing(goal, scene.week, site.input.team);
    let (weeks_off_pace, word) = standing
        .as_ref()
        .map_or((None, None), |standing| pace(standing.pace));
    Objective {
        objective: goal.objective.id.as_str(),
        score: standing.as_ref().map(|standing| rounded(standing.score)),
        expected: standing.as_ref().map(|standing| rounded(standing.expected)),
        weeks_off_pace,
        pace: word,
    }
}

fn key_result(view: &View, scene: &Scene) -> KeyResult {
    let (weeks_off_pace, word) = pace(view.pace);
    let score = |value| rounded(measure::score(view.course.kind(scene.week), value));
    KeyResult {
        key_result: view.course.history.key_result.reference.to_string(),
        value: view.value.map(|(_, value)| decimal::to_f64(value)),
        value_week: view.value.map(|(week, _)| week.to_string()),
        confidence: view.said.map(|(_, said)| said.word()),
        confidence_week: view.said.map(|(week, _)| week.to_string()),
        score: view.value.map(|(_, value)| score(value)),
        weeks_off_pace,
        pace: word,
        at_risk: view.at_risk,
        removed: view.course.is_removed(scene.week),
        signals: view.signals.iter().map(|signal| signal.id()).collect(),
    }
}

/// Everybody who owes a check-in or has written one.
fn people<'a>(site: &Site<'a>, scene: &Scene) -> Vec<Attendance<'a>> {
    let states = site.input.team.people.iter().enumerate();
    let states = states.filter_map(|(at, person)| {
        let said = site.timelines.get(at)?.at(scene.week);
        let owes = site.owing.get(at)?.contains(&scene.week);
        let state = match said {
            Some(said) => said.status.word(),
            None if !owes => return None,
            None if site.is_due_over(scene.week) => "missing",
            None => "not due yet",
        };
        Some(Attendance {
            person: person.id.as_str(),
            state,
            owes,
        })
    });
    states.collect()
}

fn obstacle<'a>(person: &'a str, open: &Open<'a, ObstacleFact>, scene: &Scene) -> Obstacle<'a> {
    let fact = open.fact;
    Obstacle {
        person,
        title: &fact.title,
        slows: fact.slows.iter().map(ToString::to_string).collect(),
        own_cause: fact.own,
        outside_cause: fact.outside,
        no_way_round: fact.no_way_round,
        since: fact.first.to_string(),
        weeks: fact.age(scene.week),
    }
}

fn task<'a>(person: &'a str, open: &Open<'a, TaskFact>, scene: &Scene) -> Task<'a> {
    let fact = open.fact;
    Task {
        person,
        text: &fact.text,
        owner: fact.owner.as_deref(),
        due: fact.due.map(|due| due.to_string()),
        overdue: fact.due.is_some_and(|due| due < scene.today),
        key_results: fact.about.iter().map(ToString::to_string).collect(),
        since: fact.first.to_string(),
    }
}

fn recognition<'a>(site: &Site<'a>, scene: &Scene) -> Vec<Recognition<'a>> {
    let said = site.input.team.people.iter().zip(site.timelines);
    let said = said.filter_map(|(person, timeline)| {
        let summary: &Summary = timeline.at(scene.week)?;
        Some(Recognition {
            person: person.id.as_str(),
            by: summary.recognised_by.as_ref().map(|by| by.as_str()),
            text: summary.recognition.as_deref()?,
        })
    });
    said.filter(|told| !told.text.is_empty()).collect()
}
