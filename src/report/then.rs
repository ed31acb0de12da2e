//! What was known at the end of an earlier week, where that is not what is known today: values, words of
//! confidence, states. No word of an earlier content gets in here, since a team may have taken it back:
//! texts are those of today, and what was written only later is left out.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{CheckIn, KeyResultRef, SectionKind, Status, Week};

use super::board::Board;
use super::facts::{ChangeFact, Said, Summary, Timeline};
use super::input::Edition;
use super::page::Site;
use super::scene::Scene;

/// A check-in as it was known in some weeks.
pub(super) struct Then {
    /// Its place among the person's check-ins.
    place: usize,
    from: Week,
    until: Week,
    summary: Arc<Summary>,
    /// By their places in the check-in of today the places of obstacles and of tasks; none for one that
    /// was written later.
    obstacles: Vec<Option<usize>>,
    tasks: Vec<Option<usize>>,
    /// Whether other values or words of confidence were known.
    measured: bool,
}

impl Then {
    /// Whether it holds for the page of `week`.
    pub(super) fn holds(&self, week: Week) -> bool {
        self.from <= week && week <= self.until
    }
}

/// Where earlier contents of a person's check-ins tell something else than those of today.
pub(super) fn thens(timeline: &Timeline, earlier: &[Edition]) -> Vec<Then> {
    let then = |one: &Edition| {
        let week = one.check_in.week;
        let place = timeline
            .summaries
            .binary_search_by_key(&week, |summary| summary.week)
            .ok()?;
        then(place, timeline.summaries.get(place)?, one)
    };
    earlier.iter().filter_map(then).collect()
}

/// None where nothing else was known, and where one of the two contents is not to be shown.
fn then(place: usize, today: &Arc<Summary>, earlier: &Edition) -> Option<Then> {
    let old = &earlier.check_in;
    if today.withheld || old.withheld.is_some() {
        return None;
    }
    let skipped = old.status.value == Status::Skipped;
    let readings: Vec<Said> = match skipped {
        true => Vec::new(),
        false => super::facts::readings(old),
    };
    let mut summary = Summary::clone(today);
    let measured = readings != today.readings;
    summary.readings = readings;
    summary.status = old.status.value;
    summary.skipped = today.skipped.clone().filter(|_| skipped);
    // These are of the newest pages alone.
    summary.notes = Vec::new();
    let recognised = old
        .section(SectionKind::Recognition)
        .is_some_and(super::facts::is_told);
    summary.recognition = today.recognition.clone().filter(|_| recognised);
    let obstacles = known_obstacles(&mut summary, old);
    let mut tasks = Vec::with_capacity(today.tasks.len());
    summary.tasks.retain_mut(|fact| {
        let known = old
            .tasks
            .iter()
            .find(|known| known.text.value == *fact.text);
        let place = known.map(|_| tasks.iter().flatten().count());
        tasks.push(place);
        if let Some(known) = known {
            fact.state = known.state;
        }
        fact.obstacle = fact.obstacle.and_then(|at| obstacles.get(at).copied()?);
        known.is_some()
    });
    summary.changes.retain_mut(|fact| {
        let mut known = old.okr_changes.iter();
        let known = known.find(|known| is_same(fact, known));
        known.is_some()
    });
    let is_other = measured
        || summary.status != today.status
        || summary.recognition != today.recognition
        || summary.obstacles != today.obstacles
        || summary.tasks != today.tasks
        || summary.changes.len() != today.changes.len();
    is_other.then(|| Then {
        place,
        from: earlier.from,
        until: earlier.until,
        summary: Arc::new(summary),
        obstacles,
        tasks,
        measured,
    })
}

/// Leaves the obstacles that were known; gives their places, by those of today.
fn known_obstacles(summary: &mut Summary, old: &CheckIn) -> Vec<Option<usize>> {
    let mut obstacles = Vec::with_capacity(summary.obstacles.len());
    summary.obstacles.retain_mut(|fact| {
        let known = old.obstacles.iter().find(|known| known.id == *fact.id);
        let place = known.map(|_| obstacles.iter().flatten().count());
        obstacles.push(place);
        if let Some(known) = known {
            fact.resolved = known.resolved.is_some();
        }
        known.is_some()
    });
    obstacles
}

fn is_same(fact: &ChangeFact, known: &crate::model::check_in::OkrChange) -> bool {
    let to = known.to.as_ref().map(|to| &to.value);
    known.subject.value == fact.subject
        && known.change.value == fact.change
        && to == fact.to.as_ref()
}

/// A person's check-ins as they were known at the end of `week`; those of later weeks as they are.
pub(super) fn timeline(today: &Timeline, thens: &[Then], week: Week) -> Timeline {
    let mut timeline = today.clone();
    for then in thens.iter().filter(|then| then.holds(week)) {
        if let Some(summary) = timeline.summaries.get_mut(then.place) {
            // It may have been given other places by the one before it.
            let mut known = Summary::clone(&then.summary);
            copy_places(summary, &mut known);
            *summary = Arc::new(known);
        }
        let after = timeline.summaries.iter().skip(then.place + 1);
        let next = after
            .take_while(|next| next.week <= week)
            .position(|next| next.speaks());
        if let Some(next) = next.and_then(|at| timeline.summaries.get_mut(then.place + 1 + at)) {
            *next = Arc::new(then.replaced(next));
        }
    }
    timeline
}

/// The places in the check-in before, of what is in both.
fn copy_places(from: &Summary, to: &mut Summary) {
    for fact in &mut to.obstacles {
        if let Some(same) = from.obstacles.iter().find(|same| same.id == fact.id) {
            fact.before = same.before;
        }
    }
    for fact in &mut to.tasks {
        if let Some(same) = from.tasks.iter().find(|same| same.text == fact.text) {
            fact.was = same.was;
        }
    }
}

impl Then {
    /// The check-in after this one, whose places are those in this one.
    fn replaced(&self, next: &Summary) -> Summary {
        let mut next = next.clone();
        for fact in &mut next.obstacles {
            fact.before = fact.before.and_then(|at| self.obstacles.get(at).copied()?);
        }
        for fact in &mut next.tasks {
            fact.was = fact.was.and_then(|at| self.tasks.get(at).copied()?);
        }
        next
    }
}

/// What was known of a whole team at the end of a week.
pub(super) struct Known<'a> {
    /// By person.
    pub timelines: Cow<'a, [Timeline]>,
    board: Option<Board<'a>>,
}

impl<'a> Known<'a> {
    /// As of the end of `week`; `thens` are those of each person, none where today's knowledge holds.
    pub(super) fn at(
        week: Week,
        site: &Site<'a>,
        board: &Board<'a>,
        thens: &[Vec<Then>],
    ) -> Known<'a> {
        let today = site.timelines;
        let holds = |thens: &Vec<Then>| thens.iter().any(|then| then.holds(week));
        if week >= site.newest || !thens.iter().any(holds) {
            return Known {
                timelines: Cow::Borrowed(today),
                board: None,
            };
        }
        let pairs = || today.iter().zip(thens);
        let timelines: Vec<Timeline> = pairs()
            .map(|(today, thens)| timeline(today, thens, week))
            .collect();
        let others: BTreeSet<KeyResultRef> = pairs()
            .flat_map(|(today, thens)| others(today, thens, week))
            .collect();
        Known {
            board: (!others.is_empty()).then(|| board.with(&others, site.input.team, &timelines)),
            timelines: Cow::Owned(timelines),
        }
    }

    /// Whether it is what is known today.
    pub(super) fn is_of_today(&self) -> bool {
        matches!(self.timelines, Cow::Borrowed(_))
    }

    /// The week as it was known then; none where that is what is known today.
    pub(super) fn scene<'k>(
        &'k self,
        week: Week,
        site: &Site<'k>,
        board: &'k Board<'k>,
    ) -> Option<Scene<'k>>
    where
        'a: 'k,
    {
        let board = self.board.as_ref().unwrap_or(board);
        let scene = || {
            Scene::of(
                week,
                site.input.now,
                board,
                site.input.team,
                &self.timelines,
            )
        };
        (!self.is_of_today()).then(scene)
    }
}

/// The key results of which other values or words were known at the end of a week.
fn others(today: &Timeline, thens: &[Then], week: Week) -> BTreeSet<KeyResultRef> {
    let mut others = BTreeSet::new();
    for then in thens
        .iter()
        .filter(|then| then.holds(week) && then.measured)
    {
        let now = today
            .summaries
            .get(then.place)
            .map_or(&[][..], |now| &now.readings);
        let old = &then.summary.readings;
        let changed = now.iter().chain(old);
        let changed = changed.filter(|said| !(now.contains(said) && old.contains(said)));
        others.extend(changed.map(|said| said.reference.clone()));
    }
    others
}
