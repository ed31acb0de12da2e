//! The report as JSON beside the pages, for dashboards: a small file for each objective, week and
//! person, so that none grows with all of them. What each holds is described by `output::schema::report`; what is
//! new is added, what is there keeps its meaning within a version. It is made of the same public facts as
//! the pages, so that nothing private can get in.
//!
//! ```text
//! data/v1/index.json                       which files there are
//! data/v1/cycles/2026-Q4.json              cycle       its objectives and key results
//! data/v1/objectives/2026-Q4/faster.json   objective   its key results and their series
//! data/v1/weeks/2026-W47.json              week        as it was known then
//! data/v1/people/ada.json                  person      what they said, week by week
//! ```

mod cycle;
mod index;
mod objective;
mod person;
mod week;

use rayon::prelude::*;
use serde::Serialize;

use crate::model::measure::Pace;
use crate::model::{Decimal, Week, decimal};
use crate::text::json_writer;

use super::board::Board;
use super::build::{BuildError, Sink};
use super::page::Site;
use super::scene::Scene;
use super::then::{Known, Then};

/// The version of all files, also a part of their paths.
const VERSION: u32 = 1;

/// The folder of the files, from the root of the report.
const FOLDER: &str = "data/v1";

/// Which files there are, from the root of the report.
pub(super) const INDEX: &str = "data/v1/index.json";

/// Makes all files and hands each to `sink`, from several threads.
///
/// # Errors
/// The first fault of the sink.
pub(super) fn write<E: Send>(
    site: &Site,
    boards: &[Board],
    scenes: &[Scene],
    thens: &[Vec<Then>],
    sink: &Sink<E>,
) -> Result<(), BuildError<E>> {
    let print = |file: &str, kind: &'static str, body: Body| -> Result<(), BuildError<E>> {
        let bytes = bytes(kind, body);
        sink(&format!("{FOLDER}/{file}"), &bytes).map_err(BuildError::Sink)
    };
    let told = index::index(site, boards, scenes);
    print("index.json", "report-index", Body::Index(told))?;
    for board in boards {
        let (id, told) = (board.cycle.id(), cycle::cycle(board));
        print(&cycle_file(id), "report-cycle", Body::Cycle(told))?;
        board.goals.par_iter().try_for_each(|goal| {
            let file = objective_file(id, goal.objective.id.as_str());
            let told = objective::objective(board, goal, site.newest);
            print(&file, "report-objective", Body::Objective(told))
        })?;
    }
    scenes.par_iter().try_for_each(|scene| {
        let file = week_file(scene.week);
        let known = Known::at(scene.week, site, scene.board, thens);
        let site = site.at(&known.timelines, &known.timelines);
        let then = known.scene(scene.week, &site, scene.board);
        let then = then.as_ref().unwrap_or(scene);
        print(&file, "report-week", Body::Week(week::week(&site, then)))
    })?;
    let people = site.input.team.people.par_iter().zip(site.timelines);
    people.try_for_each(|(person, timeline)| {
        let told = person::person(site, person, timeline);
        print(
            &person_file(person.id.as_str()),
            "report-person",
            Body::Person(told),
        )
    })
}

fn cycle_file(id: &str) -> String {
    format!("cycles/{id}.json")
}

fn objective_file(cycle: &str, id: &str) -> String {
    format!("objectives/{cycle}/{id}.json")
}

fn week_file(week: Week) -> String {
    format!("weeks/{week}.json")
}

fn person_file(id: &str) -> String {
    format!("people/{id}.json")
}

/// What every file begins with.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct File<'a> {
    schema_version: u32,
    kind: &'static str,
    #[serde(flatten)]
    body: Body<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body<'a> {
    Index(index::Index<'a>),
    Cycle(cycle::Cycle<'a>),
    Objective(objective::Objective<'a>),
    Week(week::Week<'a>),
    Person(person::Person<'a>),
}

fn bytes(kind: &'static str, body: Body) -> Vec<u8> {
    let mut bytes = Vec::new();
    let file = File {
        schema_version: VERSION,
        kind,
        body,
    };
    // Writing to memory cannot fail, nor can plain values fail to be written.
    let _ = json_writer::write(&mut bytes, &file);
    bytes
}

/// A fraction or a number of weeks, as far as it says anything.
fn rounded(value: Decimal) -> f64 {
    decimal::to_f64(decimal::rounded(value, 4))
}

/// Weeks off pace, plus is ahead; and the word for it.
fn pace(pace: Pace) -> (Option<f64>, Option<&'static str>) {
    let weeks = match pace {
        Pace::Off(weeks, _) => Some(rounded(weeks)),
        _ => None,
    };
    let word = match pace {
        Pace::None => None,
        Pace::NotStarted => Some("not started"),
        Pace::TooEarly => Some("too early"),
        Pace::Held(true) => Some("held"),
        Pace::Held(false) => Some("not held"),
        Pace::Off(_, band) => Some(band.word()),
    };
    (weeks, word)
}
