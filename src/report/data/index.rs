//! Which files there are.

use serde::Serialize;

use crate::report::board::Board;
use crate::report::input::Audience;
use crate::report::page::Site;
use crate::report::scene::Scene;

use super::{cycle_file, person_file, week_file};

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Index<'a> {
    team: &'a str,
    audience: &'static str,
    /// In full; none for the public and without git.
    commit: Option<&'a str>,
    /// When that commit was made, in UTC.
    commit_time: Option<String>,
    /// The week of `index.html`.
    newest: String,
    cycles: Vec<OneCycle<'a>>,
    weeks: Vec<OneWeek<'a>>,
    people: Vec<OnePerson<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OneCycle<'a> {
    cycle: &'a str,
    first_week: String,
    last_week: String,
    file: String,
}

#[derive(Serialize)]
struct OneWeek<'a> {
    week: String,
    cycle: &'a str,
    file: String,
}

#[derive(Serialize)]
struct OnePerson<'a> {
    person: &'a str,
    name: &'a str,
    manager: Option<&'a str>,
    file: String,
}

pub(super) fn index<'a>(site: &Site<'a>, boards: &'a [Board], scenes: &[Scene<'a>]) -> Index<'a> {
    let input = site.input;
    let is_team = input.audience == Audience::Team;
    let commit = input.commit.as_ref();
    Index {
        team: &input.team.name,
        audience: if is_team { "team" } else { "published" },
        commit: commit.filter(|_| is_team).map(|commit| commit.id.as_str()),
        commit_time: commit.map(|commit| format!("{}Z", commit.time)),
        newest: site.newest.to_string(),
        cycles: boards.iter().map(one_cycle).collect(),
        weeks: scenes.iter().map(one_week).collect(),
        people: input.team.people.iter().map(one_person).collect(),
    }
}

fn one_cycle<'a>(board: &'a Board) -> OneCycle<'a> {
    OneCycle {
        cycle: board.cycle.id(),
        first_week: board.cycle.first_week().to_string(),
        last_week: board.cycle.last_week().to_string(),
        file: cycle_file(board.cycle.id()),
    }
}

fn one_week<'a>(scene: &Scene<'a>) -> OneWeek<'a> {
    OneWeek {
        week: scene.week.to_string(),
        cycle: scene.board.cycle.id(),
        file: week_file(scene.week),
    }
}

fn one_person(person: &crate::model::Person) -> OnePerson<'_> {
    OnePerson {
        person: person.id.as_str(),
        name: &person.name,
        manager: person.manager.as_ref().map(|manager| manager.as_str()),
        file: person_file(person.id.as_str()),
    }
}
