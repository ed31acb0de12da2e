//! Objectives and their key results, as the files under `okrs/` define them today.

use rustc_hash::FxHashMap;

use super::{Allow, Cycle, Decimal, KeyResultId, KeyResultRef, ObjectiveId, PersonId, Week};
use crate::text::Span;

/// One file under `okrs/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    /// The id: the file's name.
    pub id: ObjectiveId,
    /// The cycle: the folder.
    pub cycle: Cycle,
    /// The file, relative to the root.
    pub path: String,
    /// What is to be reached; the id where nothing is written.
    pub title: String,
    /// The owner.
    pub owner: Option<PersonId>,
    /// The objective that it serves: cycle and id.
    pub parent: Option<(String, ObjectiveId)>,
    /// The objective of an earlier cycle that it goes on with: cycle and id.
    pub carried_from: Option<(String, ObjectiveId)>,
    /// The key results, in the order of the file.
    pub key_results: Vec<KeyResult>,
    /// Key results whose definition cannot be read: they are known, and nothing more.
    pub unreadable: Vec<KeyResultId>,
    /// Why it matters: the body, as Markdown.
    pub description: String,
    /// Comments that take back what a rule says of a place, in the order of the file.
    pub allows: Vec<Allow>,
}

/// One key result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyResult {
    /// Its reference.
    pub reference: KeyResultRef,
    /// What is measured; the id where nothing is written.
    pub title: String,
    /// The owner: its own, else the objective's.
    pub owner: Option<PersonId>,
    /// The unit of its values.
    pub unit: Option<String>,
    /// Its part in the objective's score; above 0.
    pub weight: Decimal,
    /// What is measured, and how.
    pub kind: Kind,
    /// Values planned by week, in order of the weeks.
    pub planned: Vec<(Week, Decimal)>,
    /// The key's place in the objective's file.
    pub span: Span,
}

/// What a key result measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// From a start to a target, rising or falling; never equal.
    Reach {
        /// The value at the beginning.
        start: Decimal,
        /// The value to reach.
        target: Decimal,
    },
    /// A level to hold; at least one bound.
    Keep {
        /// The lowest value that is held.
        at_least: Option<Decimal>,
        /// The highest value that is held.
        at_most: Option<Decimal>,
    },
    /// Steps in their order; at least one.
    Milestones(Vec<String>),
    /// Done or not.
    Done,
}

/// Everything under `okrs/`. Made once, then only read: references are looked up through an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Okrs {
    objectives: Vec<Objective>,
    /// Places of the key results with that id, in the order of the objectives.
    by_id: FxHashMap<String, Vec<Seat>>,
    /// Places of the objectives of an id, one a cycle.
    by_objective: FxHashMap<String, Vec<usize>>,
    /// Places of the objectives of a cycle.
    by_cycle: FxHashMap<String, Vec<usize>>,
    /// Places of the key results of an owner, in the order of the objectives.
    by_owner: FxHashMap<PersonId, Vec<Seat>>,
    /// Whether there are objectives of other cycles, which were not asked for.
    pub has_others: bool,
}

/// Where a key result is: the place of its objective, and its own in it.
type Seat = (usize, usize);

/// What a short or long reference means in a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved<'o> {
    /// Exactly this one.
    One(&'o KeyResult),
    /// Several objectives have a key result of that id.
    Ambiguous(Vec<&'o KeyResult>),
    /// There is none.
    None,
}

impl Okrs {
    /// These objectives, in the order in which they are shown.
    #[must_use]
    pub fn new(objectives: Vec<Objective>) -> Self {
        let mut by_id: FxHashMap<String, Vec<Seat>> = FxHashMap::default();
        let mut by_objective: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut by_cycle: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut by_owner: FxHashMap<PersonId, Vec<Seat>> = FxHashMap::default();
        for (place, objective) in objectives.iter().enumerate() {
            let id = objective.id.as_str().to_owned();
            by_objective.entry(id).or_default().push(place);
            by_cycle
                .entry(objective.cycle.id().to_owned())
                .or_default()
                .push(place);
            for (own, key_result) in objective.key_results.iter().enumerate() {
                let id = key_result.reference.key_result.as_str().to_owned();
                by_id.entry(id).or_default().push((place, own));
                if let Some(owner) = &key_result.owner {
                    by_owner
                        .entry(owner.clone())
                        .or_default()
                        .push((place, own));
                }
            }
        }
        Self {
            objectives,
            by_id,
            by_objective,
            by_cycle,
            by_owner,
            has_others: false,
        }
    }

    /// All objectives.
    #[must_use]
    pub fn objectives(&self) -> &[Objective] {
        &self.objectives
    }

    /// Whether there is no objective at all: the team uses check-ins alone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.objectives.is_empty() && !self.has_others
    }

    /// The objectives of a cycle.
    pub fn of_cycle<'o>(&'o self, cycle: &str) -> impl Iterator<Item = &'o Objective> + use<'o> {
        let places = self.by_cycle.get(cycle).map_or(&[][..], Vec::as_slice);
        places.iter().map(|place| &self.objectives[*place])
    }

    /// The objectives that a check-in of `week` may speak of: those of its cycle first, then those of
    /// other cycles that hold the week.
    #[must_use]
    pub fn of_week<'o>(&'o self, cycle: &Cycle, week: Week) -> Vec<&'o Objective> {
        let mut found: Vec<&Objective> = self.of_cycle(cycle.id()).collect();
        let other = |objective: &&Objective| {
            objective.cycle.id() != cycle.id() && objective.cycle.contains(week)
        };
        found.extend(self.objectives.iter().filter(other));
        found
    }

    /// The key result that `text` means in a check-in of `week`: a long reference, or a short id that
    /// only one objective of the cycle has.
    #[must_use]
    pub fn resolve(&self, text: &str, cycle: &Cycle, week: Week) -> Resolved<'_> {
        let (objective, id) = match text.bytes().position(|byte| byte == b'/') {
            Some(slash) => (Some(&text[..slash]), &text[slash + 1..]),
            None => (None, text),
        };
        let is_of_cycle = |of: &Objective| of.cycle.id() == cycle.id();
        let is_of_week = |of: &Objective| of.cycle.contains(week);
        if let Some(objective) = objective {
            // Of several the first is meant.
            let named = |of| self.named(objective, id, of).next();
            let found = named(&is_of_cycle).or_else(|| named(&is_of_week));
            return found.map_or(Resolved::None, Resolved::One);
        }
        match self.one_of(id, is_of_cycle) {
            Resolved::None => self.one_of(id, is_of_week),
            found => found,
        }
    }

    /// Whether `text` names a key result that an objective of the week has, but whose definition cannot
    /// be read.
    #[must_use]
    pub fn is_unreadable(&self, text: &str, cycle: &Cycle, week: Week) -> bool {
        let (objective, id) = match text.split_once('/') {
            Some((objective, id)) => (Some(objective), id),
            None => (None, text),
        };
        self.of_week(cycle, week)
            .into_iter()
            .filter(|of| objective.is_none_or(|name| of.id.as_str() == name))
            .any(|of| of.unreadable.iter().any(|known| known.as_str() == id))
    }

    /// The key results of that id in all cycles, with their objectives.
    pub fn with_id(&self, id: &str) -> impl Iterator<Item = (&Objective, &KeyResult)> {
        let seats = self.by_id.get(id).map_or(&[][..], Vec::as_slice);
        seats.iter().map(|(place, own)| {
            let objective = &self.objectives[*place];
            (objective, &objective.key_results[*own])
        })
    }

    /// The key results of that id in the objectives of that id which are some.
    fn named<'o>(
        &'o self,
        objective: &str,
        id: &str,
        is_one: &dyn Fn(&Objective) -> bool,
    ) -> impl Iterator<Item = &'o KeyResult> {
        let places = self.by_objective.get(objective);
        let objectives = places.map_or(&[][..], Vec::as_slice).iter();
        let objectives = objectives.map(|place| &self.objectives[*place]);
        objectives
            .filter(move |of| is_one(of))
            .flat_map(|of| &of.key_results)
            .filter(move |known| known.reference.key_result.as_str() == id)
    }

    /// What an id means in some objectives.
    fn one_of(&self, id: &str, is_one: impl Fn(&Objective) -> bool) -> Resolved<'_> {
        let mut found = self.with_id(id).filter(|(of, _)| is_one(of));
        let Some((_, first)) = found.next() else {
            return Resolved::None;
        };
        match found.next() {
            None => Resolved::One(first),
            Some((_, second)) => {
                let others = found.map(|(_, key_result)| key_result);
                Resolved::Ambiguous([first, second].into_iter().chain(others).collect())
            }
        }
    }

    /// The key result of that reference in the cycle, else in any that holds the week.
    #[must_use]
    pub fn key_result(
        &self,
        reference: &KeyResultRef,
        cycle: &Cycle,
        week: Week,
    ) -> Option<&KeyResult> {
        match self.resolve(&reference.to_string(), cycle, week) {
            Resolved::One(found) => Some(found),
            Resolved::Ambiguous(_) | Resolved::None => None,
        }
    }

    /// The key results of the cycle that the person owns, in the order of the objectives.
    pub fn owned_by<'o>(
        &'o self,
        person: &PersonId,
        cycle: &str,
    ) -> impl Iterator<Item = &'o KeyResult> + use<'o> {
        let seats = self.by_owner.get(person).map_or(&[][..], Vec::as_slice);
        let places = self.by_cycle.get(cycle).map_or(&[][..], Vec::as_slice);
        let of_cycle = move |(place, _): &&Seat| places.binary_search(place).is_ok();
        let key_result = |(place, own): &Seat| &self.objectives[*place].key_results[*own];
        seats.iter().filter(of_cycle).map(key_result)
    }
}

impl Kind {
    /// The most decimal places that its definition is written with.
    #[must_use]
    pub fn places(&self) -> u32 {
        match self {
            Self::Reach { start, target } => start.scale().max(target.scale()),
            Self::Keep { at_least, at_most } => at_least
                .map_or(0, |v| v.scale())
                .max(at_most.map_or(0, |v| v.scale())),
            Self::Milestones(_) | Self::Done => 0,
        }
    }
}
