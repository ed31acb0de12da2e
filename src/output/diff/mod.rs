//! What changed between two check-ins, or in all that a change touches, as lines: for a [`terminal`], a pull
//! request ([`markdown`]), a program ([`json`]). How numbers and states are worded is told once, in
//! [`figures`](super::figures), `states`, `details` and `overview`. The page in a browser is in `report`.

mod definitions;
mod details;
pub mod json;
pub mod markdown;
mod overview;
mod rows;
mod states;
pub mod terminal;
#[cfg(test)]
mod tests;
mod untold;
mod words;

use crate::diff::{Comparison, Diff};
use crate::model::{Person, Team};

/// A diff and what its words need.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// What changed.
    pub diff: &'a Diff,
    /// The team.
    pub team: &'a Team,
    /// Whose check-ins they are.
    pub person: &'a Person,
}

/// All that is compared at once, and what its words need.
#[derive(Clone)]
pub struct Shown<'a> {
    /// The check-ins of people whom the team knows.
    pub told: Vec<Told<'a>>,
    /// All of it.
    pub comparison: &'a Comparison,
    /// The team.
    pub team: &'a Team,
}

impl<'a> Shown<'a> {
    /// Ties a comparison to its team.
    #[must_use]
    pub fn new(comparison: &'a Comparison, team: &'a Team) -> Self {
        let told = comparison.diffs.iter().filter_map(|diff| {
            let person = team.person(diff.person.as_str())?;
            Some(Told { diff, team, person })
        });
        Self {
            told: told.collect(),
            comparison,
            team,
        }
    }
}
