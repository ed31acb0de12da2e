//! What changed between two check-ins, as lines: for a [`terminal`], a pull request ([`markdown`]), a
//! program ([`json`]). How numbers and states are worded is told once, in [`figures`](super::figures) and `states`.

pub mod definitions;
pub mod json;
pub mod markdown;
mod states;
pub mod terminal;
#[cfg(test)]
mod tests;
mod words;

use crate::diff::Diff;
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
