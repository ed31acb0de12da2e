//! Objectives and their key results, as the files under `okrs/` define them today.

use super::{Cycle, Decimal, KeyResultRef, ObjectiveId, PersonId, Week};
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
    /// The key results, in the order of the file.
    pub key_results: Vec<KeyResult>,
    /// Why it matters: the body, as Markdown.
    pub description: String,
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

/// Everything under `okrs/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Okrs {
    /// The objectives, by cycle and id.
    pub objectives: Vec<Objective>,
}

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
    /// Whether there is no objective at all: the team uses check-ins alone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.objectives.is_empty()
    }

    /// The objectives of a cycle.
    pub fn of_cycle<'o>(&'o self, cycle: &str) -> impl Iterator<Item = &'o Objective> + use<'o> {
        let cycle = cycle.to_owned();
        self.objectives
            .iter()
            .filter(move |objective| objective.cycle.id() == cycle)
    }

    /// The objectives that a check-in of `week` may speak of: those of its cycle first, then those of
    /// other cycles that hold the week.
    pub fn of_week<'o>(&'o self, cycle: &Cycle, week: Week) -> Vec<&'o Objective> {
        let (mut first, mut others) = (Vec::new(), Vec::new());
        for objective in &self.objectives {
            if objective.cycle.id() == cycle.id() {
                first.push(objective);
            } else if objective.cycle.contains(week) {
                others.push(objective);
            }
        }
        first.append(&mut others);
        first
    }

    /// The key result that `text` means in a check-in of `week`: a long reference, or a short id that
    /// only one objective of the cycle has.
    #[must_use]
    pub fn resolve(&self, text: &str, cycle: &Cycle, week: Week) -> Resolved<'_> {
        let objectives = self.of_week(cycle, week);
        let all = objectives
            .iter()
            .flat_map(|objective| &objective.key_results);
        if text.contains('/') {
            let found = all
                .clone()
                .find(|known| is_reference(&known.reference, text));
            return found.map_or(Resolved::None, Resolved::One);
        }
        let mut named: Vec<_> = all
            .filter(|known| known.reference.key_result.as_str() == text)
            .collect();
        let in_cycle: Vec<_> = named
            .iter()
            .copied()
            .filter(|k| self.is_of(k, cycle))
            .collect();
        if !in_cycle.is_empty() {
            named = in_cycle;
        }
        match named.as_slice() {
            [] => Resolved::None,
            [one] => Resolved::One(one),
            _ => Resolved::Ambiguous(named),
        }
    }

    fn is_of(&self, key_result: &KeyResult, cycle: &Cycle) -> bool {
        self.of_cycle(cycle.id()).any(|objective| {
            objective
                .key_results
                .iter()
                .any(|k| std::ptr::eq(k, key_result))
        })
    }

    /// The key result of that reference in the cycle, else in any that holds the week.
    #[must_use]
    pub fn key_result(
        &self,
        reference: &KeyResultRef,
        cycle: &Cycle,
        week: Week,
    ) -> Option<&KeyResult> {
        self.of_week(cycle, week)
            .into_iter()
            .filter(|objective| objective.id == reference.objective)
            .flat_map(|objective| &objective.key_results)
            .find(|known| known.reference == *reference)
    }

    /// The key results of the cycle that the person owns.
    pub fn owned_by<'o>(
        &'o self,
        person: &'o PersonId,
        cycle: &str,
    ) -> impl Iterator<Item = &'o KeyResult> + use<'o> {
        self.of_cycle(cycle)
            .flat_map(|objective| &objective.key_results)
            .filter(move |key_result| key_result.owner.as_ref() == Some(person))
    }
}

fn is_reference(reference: &KeyResultRef, text: &str) -> bool {
    text.split_once('/').is_some_and(|(objective, key_result)| {
        reference.objective.as_str() == objective && reference.key_result.as_str() == key_result
    })
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
