//! From the input to all pages, handed on one by one as they are done.

use std::collections::BTreeMap;

use rayon::prelude::*;
use thiserror::Error;

use crate::model::Week;

use super::ReportError;
use super::beside;
use super::board::Board;
use super::facts::{Published, Timeline};
use super::gather::{boards, newest, published, read};
use super::input::Input;
use super::page::agenda::LENGTH as AGENDA_LENGTH;
use super::page::check_in::Talk;
use super::page::week::Pair;
use super::page::{Depth, LARGE_TEAM, Site};
use super::scene::Scene;
use super::templates::{Templates, messages};
use super::then::{Known, Then};
use super::words::Words;

/// Takes a page: its path from the root of the report, with `/`, and its bytes.
pub type Sink<'s, E> = dyn Fn(&str, &[u8]) -> Result<(), E> + Sync + 's;

/// Why a report was not finished.
#[derive(Debug, Error)]
pub enum BuildError<E> {
    /// A template or a message file of the team's own.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A page could not be handed on.
    #[error("{0}")]
    Sink(E),
}

/// Makes the whole report and hands each file to `sink`, from several threads, in no order. Same
/// input, same files, same bytes.
///
/// # Errors
/// The first fault of a template or of the sink.
pub fn build<E: Send>(input: &Input, sink: &Sink<E>) -> Result<(), BuildError<E>> {
    let words = Words::load(input.team.language, messages(input.overrides))?;
    let templates = Templates::load(&words, input.overrides)?;
    let people = read(input);
    let timelines: Vec<Timeline> = people.timelines;
    let newest = newest(input, &timelines);
    let boards = boards(input, &timelines, newest);
    let mut site = Site::new(input, &words, &timelines, newest, &boards, None);
    site.reach = people.reach;
    let scenes = scenes(&site, &boards);
    let press = Press {
        site: &site,
        templates: &templates,
        sink,
    };
    for (name, text) in templates.assets() {
        sink(name, text.as_bytes()).map_err(BuildError::Sink)?;
    }
    press.week_pages(&scenes, &people.thens)?;
    press.team_pages(&boards, &scenes)?;
    beside::write(&site, &boards, &scenes, &people.thens, sink)?;
    press.check_in_pages(&scenes, &people.kept)
}

/// The scenes of every week of every board up to the newest, in order.
fn scenes<'a>(site: &Site<'a>, boards: &'a [Board<'a>]) -> Vec<Scene<'a>> {
    let weeks = boards.iter().flat_map(|board| {
        let until = board
            .cycle
            .last_week()
            .min(site.newest.max(board.cycle.first_week()));
        board
            .cycle
            .weeks()
            .take_while(move |week| *week <= until)
            .map(move |week| (board, week))
    });
    let weeks: Vec<_> = weeks.collect();
    let scene = |(board, week): (&'a Board<'a>, Week)| {
        Scene::of(week, site.input.now, board, site.input.team, site.timelines)
    };
    weeks.into_par_iter().map(scene).collect()
}

/// What turns views into files.
struct Press<'a, E> {
    site: &'a Site<'a>,
    templates: &'a Templates,
    sink: &'a Sink<'a, E>,
}

impl<E: Send> Press<'_, E> {
    fn print(
        &self,
        path: &str,
        template: &str,
        view: &impl serde::Serialize,
    ) -> Result<(), BuildError<E>> {
        let page = self.templates.render(template, view)?;
        (self.sink)(path, page.as_bytes()).map_err(BuildError::Sink)
    }

    /// Each week as it was known at its end, the newest as it is known.
    fn week_pages(&self, scenes: &[Scene], thens: &[Vec<Then>]) -> Result<(), BuildError<E>> {
        let page = |at: usize| -> Result<(), BuildError<E>> {
            let Some(scene) = scenes.get(at) else {
                return Ok(());
            };
            let (week, board) = (scene.week, scene.board);
            let [known, known_before] =
                [week, week.plus(-1)].map(|week| Known::at(week, self.site, board, thens));
            let site = self.site.at(&known.timelines, &known_before.timelines);
            let last = at.checked_sub(1).and_then(|at| scenes.get(at));
            let last = last.filter(|last| last.board.cycle == board.cycle);
            let now = known.scene(week, &site, board);
            let before = last.and_then(|last| known_before.scene(last.week, &site, board));
            let pair = Pair {
                now: now.as_ref().unwrap_or(scene),
                before: before.as_ref().or(last),
            };
            let path = format!("weeks/{week}.html");
            self.print(&path, "week.html", &site.week(&pair, Depth::One))?;
            if week == site.newest {
                self.print("index.html", "week.html", &site.week(&pair, Depth::Root))?;
            }
            Ok(())
        };
        (0..scenes.len()).into_par_iter().try_for_each(page)
    }

    fn team_pages(&self, boards: &[Board], scenes: &[Scene]) -> Result<(), BuildError<E>> {
        let site = self.site;
        let newest = scenes.iter().find(|scene| scene.week == site.newest);
        if let Some(scene) = newest.filter(|scene| scene.views.len() > LARGE_TEAM) {
            let view = site.key_results(scene);
            self.print("key-results.html", "key-results.html", &view)?;
        }
        for board in boards {
            let scene = scenes
                .iter()
                .rfind(|scene| scene.board.cycle == board.cycle);
            let Some(scene) = scene else { continue };
            (0..board.goals.len()).into_par_iter().try_for_each(
                |place| -> Result<(), BuildError<E>> {
                    let Some(view) = site.objective(scene, place) else {
                        return Ok(());
                    };
                    let id = board
                        .goals
                        .get(place)
                        .map(|goal| goal.objective.id.as_str());
                    let path = site.objective_path(id.unwrap_or_default(), board);
                    self.print(&path, "objective.html", &view)
                },
            )?;
        }
        let Some(scene) = newest else {
            return Ok(());
        };
        if site.has_obstacles() {
            self.print("obstacles.html", "obstacles.html", &site.obstacles(scene))?;
        }
        (0..site.input.team.people.len())
            .into_par_iter()
            .try_for_each(|at| -> Result<(), BuildError<E>> {
                let (Some(view), Some(person)) =
                    (site.person_page(scene, at), site.input.team.people.get(at))
                else {
                    return Ok(());
                };
                self.print(&format!("people/{}.html", person.id), "person.html", &view)
            })
    }

    fn check_in_pages(
        &self,
        scenes: &[Scene],
        kept: &[Vec<Published>],
    ) -> Result<(), BuildError<E>> {
        let places: BTreeMap<Week, usize> = scenes
            .iter()
            .enumerate()
            .map(|(at, scene)| (scene.week, at))
            .collect();
        (0..self.site.input.team.people.len())
            .into_par_iter()
            .try_for_each(|at| -> Result<(), BuildError<E>> {
                let timeline = self.site.timelines.get(at).map_or(0, |t| t.summaries.len());
                let again;
                let published: &[Published] = match kept.get(at) {
                    Some(kept) if kept.len() == timeline => kept,
                    _ => {
                        let Some(person) = self.site.input.team.people.get(at) else {
                            return Ok(());
                        };
                        again = published(self.site.input, &person.id);
                        &again
                    }
                };
                self.pages_of(at, published, scenes, &places)
            })
    }

    fn pages_of(
        &self,
        at: usize,
        published: &[Published],
        scenes: &[Scene],
        places: &BTreeMap<Week, usize>,
    ) -> Result<(), BuildError<E>> {
        let (Some(person), Some(timeline)) = (
            self.site.input.team.people.get(at),
            self.site.timelines.get(at),
        ) else {
            return Ok(());
        };
        let pairs: Vec<_> = published.iter().zip(&timeline.summaries).collect();
        let has_page = |place: usize| {
            pairs
                .get(place)
                .map(|pair| pair.1.week)
                .filter(|week| places.contains_key(week))
        };
        for (place, (published, summary)) in pairs.iter().enumerate() {
            let scene = places
                .get(&summary.week)
                .and_then(|place| scenes.get(*place));
            let Some(scene) = scene else { continue };
            let before = pairs.get(..place).unwrap_or_default();
            let before = before.iter().rev().find(|(_, summary)| summary.speaks());
            let talk = Talk {
                person,
                published,
                summary,
                before: before.map(|(published, summary)| (*published, summary.as_ref())),
                previous: place.checked_sub(1).and_then(has_page),
                next: has_page(place + 1),
                scene,
            };
            let path = format!("check-ins/{}/{}.html", person.id, summary.week);
            self.print(&path, "check-in.html", &self.site.check_in(&talk))?;
            if self.site.has_agenda(&talk) {
                let path = format!("agendas/{}/{}.html", person.id, summary.week);
                let view = self.site.agenda_page(&talk, AGENDA_LENGTH);
                self.print(&path, "agenda.html", &view)?;
            }
        }
        Ok(())
    }
}
