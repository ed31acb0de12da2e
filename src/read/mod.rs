//! Layer 2: texts to meaning. Total: always a value, plus what is wrong with it.
//!
//! A file goes through [`place`] (what its path says), [`Document`](crate::text::Document) (text with
//! places) and one of [`team()`], [`objective()`] and [`check_in()`]. What cannot be read is reported
//! and left out; the rest is read as far as it goes. [`public()`] is the only way to a check-in without
//! the words that are for its two people alone.

mod allow;
mod check_in;
mod fields;
mod mark;
mod notes;
mod objective;
mod obstacle;
mod okr_change;
mod place;
mod public;
mod public_key;
mod reading;
pub mod rule;
mod seal;
mod section;
mod task;
mod team;
mod team_rules;
mod team_sections;

pub use check_in::{check_in, front_of_check_in};
pub use fields::{confidence_word, value_of};
pub use objective::objective;
pub use place::{Place, place};
pub use public::public;
pub use team::team;

use crate::diag::Diagnostic;

/// What was read, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Read<T> {
    /// The value, as far as it could be read.
    pub value: T,
    /// What could not, or should not be so.
    pub diagnostics: Vec<Diagnostic>,
}
