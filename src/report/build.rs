//! From the input to all pages, handed on one by one as they are done.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;
use thiserror::Error;

use crate::model::{Cycle, Week};

use super::ReportError;
use super::beside;
use super::board::Board;
use super::facts::{Published, Timeline};
use super::input::{Input, Reach};
use super::page::agenda::LENGTH as AGENDA_LENGTH;
use super::page::check_in::Talk;
use super::page::week::Pair;
use super::page::{Depth, LARGE_TEAM, Site};
use super::scene::Scene;
use super::templates::{Templates, messages};
use super::then::{Earlier, Known, Then, thens};
use super::words::Words;

/// Texts of check-ins that are kept between the two passes, in bytes; where there are more, they are
/// read twice, so that memory does not grow with them.
const KEPT: usize = 32 << 20;

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

pub(super) struct People {
    pub timelines: Vec<Timeline>,
    /// What was read, by person; empty where it was too much.
    kept: Vec<Vec<Published>>,
    /// By person, what was known in earlier weeks and is known otherwise today.
    pub thens: Vec<Vec<Then>>,
    /// How far back the history goes.
    pub reach: Reach,
}

pub(super) fn read(input: &Input) -> People {
    let cut = AtomicBool::new(false);
    let read: Vec<(Timeline, Vec<Then>, Vec<Published>)> = input
        .team
        .people
        .par_iter()
        .map(|person| {
            let published = published(input, &person.id);
            let mut timeline = Timeline::of(person, input.team, input.okrs, &published);
            let memory = (input.past.memory)(&person.id);
            let earlier = memory.editions.into_iter();
            let earlier: Vec<Earlier> = earlier
                .map(|edition| Earlier::of(edition, input.team, input.okrs))
                .collect();
            timeline.late = memory.late;
            cut.fetch_or(memory.is_cut, Ordering::Relaxed);
            let thens = thens(&timeline, &earlier);
            (timeline, thens, published)
        })
        .collect_in_bounds();
    let mut people = People {
        timelines: Vec::with_capacity(read.len()),
        kept: Vec::with_capacity(read.len()),
        thens: Vec::with_capacity(read.len()),
        reach: match input.past.reach {
            Reach::Whole if cut.into_inner() => Reach::Cut,
            reach => reach,
        },
    };
    for (timeline, thens, published) in read {
        people.timelines.push(timeline);
        people.thens.push(thens);
        people.kept.push(published);
    }
    if people.kept.iter().map(|one| size(one)).sum::<usize>() > KEPT {
        people.kept.clear();
    }
    people
}

/// One person's check-ins in week order, without their private words.
pub(super) fn published(input: &Input, person: &crate::model::PersonId) -> Vec<Published> {
    let mut check_ins = (input.check_ins)(person);
    check_ins.sort_by_key(|check_in| check_in.week);
    check_ins.dedup_by_key(|check_in| check_in.week);
    check_ins
        .into_iter()
        .map(|c| Published::of(c, input.team, input.okrs))
        .collect()
}

/// Bytes of text that some check-ins hold.
fn size(published: &[Published]) -> usize {
    let texts = published.iter().filter_map(|p| p.check_in.as_ref());
    texts.map(|check_in| check_in.text.len()).sum()
}

/// Collects in order, and lets the texts go as soon as they are more than is kept.
trait InBounds {
    fn collect_in_bounds(self) -> Vec<(Timeline, Vec<Then>, Vec<Published>)>;
}

impl<I: IndexedParallelIterator<Item = (Timeline, Vec<Then>, Vec<Published>)>> InBounds for I {
    fn collect_in_bounds(self) -> Vec<(Timeline, Vec<Then>, Vec<Published>)> {
        let held = AtomicUsize::new(0);
        let bounded = self.map(|(timeline, thens, published)| {
            let sum = held.fetch_add(size(&published), Ordering::Relaxed);
            if sum > KEPT {
                (timeline, thens, Vec::new())
            } else {
                (timeline, thens, published)
            }
        });
        bounded.collect()
    }
}

/// The week of `index.html`: the newest one with a check-in; the current one from the moment on at
/// which its check-ins are due, unless the team has long been silent.
pub(super) fn newest(input: &Input, timelines: &[Timeline]) -> Week {
    let today = input.now.date();
    let cycle = input.team.current_cycle(today);
    let current = input
        .team
        .week_for(today)
        .min(cycle.last_week())
        .max(cycle.first_week());
    let told = timelines.iter().flat_map(|timeline| &timeline.summaries);
    let told = told
        .map(|summary| summary.week)
        .filter(|week| *week <= current);
    let Some(last) = told.max() else {
        return current;
    };
    let due = input.team.cadence.due;
    let is_due = |week: Week| week.day(due.day).to_datetime(due.time) < input.now;
    let every = i32::from(input.team.cadence.every.max(1));
    let next = last.plus(every);
    if next <= current && is_due(next) && !is_due(next.plus(every)) {
        next
    } else {
        last
    }
}

/// One board for each cycle that somebody has spoken in, and the one of the newest week.
pub(super) fn boards<'a>(input: &'a Input, timelines: &[Timeline], newest: Week) -> Vec<Board<'a>> {
    let said: BTreeSet<Week> = timelines
        .iter()
        .flat_map(|timeline| timeline.summaries.iter().map(|summary| summary.week))
        .filter(|week| *week <= newest)
        .chain([newest])
        .collect();
    let mut cycles: Vec<Cycle> = Vec::new();
    for week in said {
        if !cycles.iter().any(|cycle| cycle.contains(week)) {
            cycles.push(input.team.cycle_of(week));
        }
    }
    let board = |cycle: Cycle| {
        let objectives = input.okrs.of_cycle(cycle.id()).collect();
        Board::of(cycle, objectives, input.team, timelines)
    };
    cycles.into_par_iter().map(board).collect()
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
