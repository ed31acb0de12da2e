//! Reads what everybody said, and tells which weeks and cycles a report has.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::model::{Cycle, Week};

use super::board::Board;
use super::facts::{Published, Timeline};
use super::input::{Input, Reach};
use super::then::{Then, thens};

/// Texts of check-ins that are kept between the two passes, in bytes; where there are more, they are
/// read twice, so that memory does not grow with them.
const KEPT: usize = 32 << 20;

/// After so many people it is foreseen how much there will be of all.
const FEW: usize = 8;

/// What was read of everybody.
pub(super) struct People {
    pub timelines: Vec<Timeline>,
    /// What was read, by person; empty where it was too much.
    pub kept: Vec<Vec<Published>>,
    /// By person, what was known in earlier weeks and is known otherwise today.
    pub thens: Vec<Vec<Then>>,
    /// How far back the history goes.
    pub reach: Reach,
}

pub(super) fn read(input: &Input) -> People {
    let cut = AtomicBool::new(false);
    let people = &input.team.people;
    let keeping = Keeping::of(people.len());
    let read: Vec<(Timeline, Vec<Then>)> = people
        .par_iter()
        .enumerate()
        .map(|(at, person)| {
            let published = published(input, &person.id);
            let mut timeline = Timeline::of(person, input.team, input.okrs, &published);
            keeping.keep(at, published);
            let memory = (input.past.memory)(&person.id);
            timeline.late = memory.late;
            cut.fetch_or(memory.is_cut, Ordering::Relaxed);
            let thens = thens(&timeline, &memory.editions);
            (timeline, thens)
        })
        .collect();
    let (timelines, thens) = read.into_iter().unzip();
    People {
        timelines,
        kept: keeping.kept(),
        thens,
        reach: match input.past.reach {
            Reach::Whole if cut.into_inner() => Reach::Cut,
            reach => reach,
        },
    }
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

/// Keeps what was read, unless it looks as if it will be too much.
struct Keeping {
    people: usize,
    so_far: Mutex<SoFar>,
}

#[derive(Default)]
struct SoFar {
    people: usize,
    bytes: usize,
    /// By person; empty from the moment on at which it is too much.
    kept: Vec<Vec<Published>>,
}

impl Keeping {
    fn of(people: usize) -> Self {
        let mut so_far = SoFar::default();
        so_far.kept.resize_with(people, Vec::new);
        Self {
            people,
            so_far: Mutex::new(so_far),
        }
    }

    fn keep(&self, at: usize, published: Vec<Published>) {
        let mut so_far = self.so_far.lock().unwrap_or_else(PoisonError::into_inner);
        so_far.people += 1;
        so_far.bytes += size(&published);
        // As much from everybody as from those before, after the first few.
        let expected = so_far.bytes / so_far.people * self.people;
        if so_far.bytes > KEPT || so_far.people >= FEW && expected > KEPT {
            so_far.kept = Vec::new();
        }
        if let Some(place) = so_far.kept.get_mut(at) {
            *place = published;
        }
    }

    fn kept(self) -> Vec<Vec<Published>> {
        let so_far = self.so_far.into_inner();
        so_far.unwrap_or_else(PoisonError::into_inner).kept
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
        Board::of(cycle, objectives, input, timelines)
    };
    cycles.into_par_iter().map(board).collect()
}
