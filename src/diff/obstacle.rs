//! Obstacles: the same across weeks by their headings, else by likeness.

use std::collections::BTreeSet;

use super::trace::{self, Entries, Pairs, trace};
use super::{Change, Context};
use crate::model::{CheckIn, KeyResultRef, Obstacle, carried};
use crate::text::fold::one_line;
use crate::text::likeness::{equal_pairs, unpaired};
use crate::text::prose::{Piece, Sentence, words};

/// One obstacle, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObstacleChange {
    /// What each check-in says of it; `None` where it does not.
    pub sides: Change<Option<ObstacleSide>>,
    /// Its index in each check-in's `obstacles`.
    pub places: Change<Option<usize>>,
    /// How many weeks ago the first check-in had it, counted back from the newer one.
    pub weeks: u32,
    same_week: bool,
}

/// What one check-in says of an obstacle.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ObstacleSide {
    /// The heading.
    pub title: String,
    /// The heading folded to an id.
    pub id: String,
    /// The key results that it slows.
    pub slows: BTreeSet<KeyResultRef>,
    /// The subjective cause.
    pub own_cause: Option<String>,
    /// The objective cause.
    pub outside_cause: Option<String>,
    /// How it was resolved.
    pub resolved: Option<String>,
    /// Why there is no way round it.
    pub no_way_round: Option<String>,
}

/// What became of an obstacle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ObstacleEvent {
    /// It was not there before.
    New,
    /// It still stands in the way.
    Still,
    /// It is resolved now.
    Resolved,
    /// It was resolved, and is back.
    Back,
    /// It was open, and is gone without a word.
    Vanished,
    /// It was resolved before, and is not repeated.
    Settled,
    /// It was resolved before, and is repeated.
    Same,
}

/// The words of an obstacle, each with what became of it; empty where neither check-in has any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObstacleWords {
    /// Of the heading.
    pub title: Vec<Piece>,
    /// Of the subjective cause.
    pub own_cause: Vec<Piece>,
    /// Of the objective cause.
    pub outside_cause: Vec<Piece>,
    /// Of how it was resolved.
    pub resolved: Vec<Piece>,
    /// Of why there is no way round it.
    pub no_way_round: Vec<Piece>,
}

/// All obstacles of two check-ins, and where those of each stand in `changes`.
pub(super) struct Changes {
    pub(super) changes: Vec<ObstacleChange>,
    pub(super) index: Change<Vec<usize>>,
}

pub(super) fn changes(before: Option<&CheckIn>, after: &CheckIn, context: &Context) -> Changes {
    let (old, new) = (
        before.map_or_else(Vec::new, Obstacles::of),
        Obstacles::of(after),
    );
    let older = before.map(|before| (before, old.as_slice()));
    let trace::Trace { entries, index } = trace::<Obstacles>(older, (after, &new), context);
    let changes = entries.into_iter().map(|entry| {
        let places = entry.places;
        let side = |sides: &[ObstacleSide], at: Option<usize>| at.map(|at| sides[at].clone());
        ObstacleChange {
            sides: Change::new(side(&old, places.before), side(&new, places.after)),
            places,
            weeks: entry.weeks,
            same_week: before.is_some_and(|before| before.week == after.week),
        }
    });
    Changes {
        changes: changes.collect(),
        index,
    }
}

/// Which obstacles of two check-ins of one person are the same: their places, by the older one's.
#[must_use]
pub fn same_obstacles(before: &CheckIn, after: &CheckIn) -> Vec<(usize, usize)> {
    Obstacles::pairs(&Obstacles::of(before), &Obstacles::of(after))
}

struct Obstacles;

impl Entries for Obstacles {
    type Entry = ObstacleSide;
    const NAME: &str = "obstacles";

    fn of(check_in: &CheckIn) -> Vec<ObstacleSide> {
        check_in.obstacles.iter().map(side).collect()
    }

    /// Equal ones first, then as obstacles are the same across weeks.
    fn pairs(old: &[ObstacleSide], new: &[ObstacleSide]) -> Pairs {
        let mut pairs = equal_pairs(old, new);
        let (l, r) = unpaired(&pairs, old.len(), new.len());
        let headings = |sides: &[ObstacleSide], rest: &[usize]| -> Vec<(String, String)> {
            let sides = rest.iter().map(|index| &sides[*index]);
            sides
                .map(|side| (side.id.clone(), side.title.clone()))
                .collect()
        };
        let same = carried::by_heading(&headings(old, &l), &headings(new, &r));
        pairs.extend(same.iter().map(|(a, b)| (l[*a], r[*b])));
        pairs.sort_unstable();
        pairs
    }
}

fn side(obstacle: &Obstacle) -> ObstacleSide {
    let Obstacle {
        title,
        id,
        slows,
        own_cause,
        outside_cause,
        resolved,
        no_way_round,
        body: _,
        private: _,
    } = obstacle;
    let said = |said: &Option<crate::text::Spanned<String>>| {
        said.as_ref().map(|said| one_line(&said.value))
    };
    ObstacleSide {
        title: one_line(&title.value),
        id: id.clone(),
        slows: slows.iter().map(|slowed| slowed.value.clone()).collect(),
        own_cause: said(own_cause),
        outside_cause: said(outside_cause),
        resolved: said(resolved),
        no_way_round: said(no_way_round),
    }
}

impl ObstacleChange {
    /// What became of it.
    #[must_use]
    pub fn event(&self) -> ObstacleEvent {
        let open = |side: &Option<ObstacleSide>| side.as_ref().map(|s| s.resolved.is_none());
        match (open(&self.sides.before), open(&self.sides.after)) {
            (None, Some(true)) => ObstacleEvent::New,
            (Some(true), Some(true)) => ObstacleEvent::Still,
            (None | Some(true), Some(false)) => ObstacleEvent::Resolved,
            (Some(false), Some(true)) => ObstacleEvent::Back,
            (Some(true) | None, None) => ObstacleEvent::Vanished,
            (Some(false), None) => ObstacleEvent::Settled,
            (Some(false), Some(false)) => ObstacleEvent::Same,
        }
    }

    /// As the newer check-in has it, else the older one.
    #[must_use]
    pub fn side(&self) -> Option<&ObstacleSide> {
        self.sides.after.as_ref().or(self.sides.before.as_ref())
    }

    /// Whether both check-ins have it, in other words or slowing other key results. That it was resolved
    /// is no rewording.
    #[must_use]
    pub fn is_reworded(&self) -> bool {
        let (Some(before), Some(after)) = (&self.sides.before, &self.sides.after) else {
            return false;
        };
        let ObstacleSide {
            title,
            id: _,
            slows,
            own_cause,
            outside_cause,
            resolved,
            no_way_round,
        } = before;
        *title != after.title
            || *slows != after.slows
            || *own_cause != after.own_cause
            || *outside_cause != after.outside_cause
            || *no_way_round != after.no_way_round
            || (resolved.is_some() && after.resolved.is_some() && *resolved != after.resolved)
    }

    /// Its words, marked where both check-ins have it; without marks where it is new or gone.
    #[must_use]
    pub fn words(&self) -> ObstacleWords {
        let Change { before, after } = &self.sides;
        let (Some(before), Some(after)) = (before.as_ref(), after.as_ref()) else {
            return self
                .side()
                .map_or_else(ObstacleWords::default, |side| words_of(side, side));
        };
        words_of(before, after)
    }

    /// Whether something happened; in another week it is worth saying that it is still there.
    #[must_use]
    pub fn is_fact(&self) -> bool {
        match self.event() {
            ObstacleEvent::Still => !self.same_week || self.is_reworded(),
            ObstacleEvent::Same => self.is_reworded(),
            _ => true,
        }
    }
}

fn words_of(before: &ObstacleSide, after: &ObstacleSide) -> ObstacleWords {
    let marked = |before: &str, after: &str| words(&Sentence::of(before), &Sentence::of(after));
    let said = |before: &Option<String>, after: &Option<String>| {
        marked(
            before.as_deref().unwrap_or(""),
            after.as_deref().unwrap_or(""),
        )
    };
    ObstacleWords {
        title: marked(&before.title, &after.title),
        own_cause: said(&before.own_cause, &after.own_cause),
        outside_cause: said(&before.outside_cause, &after.outside_cause),
        resolved: said(&before.resolved, &after.resolved),
        no_way_round: said(&before.no_way_round, &after.no_way_round),
    }
}
