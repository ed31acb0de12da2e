//! Several diffs at once, as a pull request or a week of the team asks for them: with the objectives, and
//! with the check-ins of which there is nothing to compare. How two check-ins are compared is in the module
//! above.

use super::{DefinitionChange, DescriptionChange, Diff};
use crate::model::{PersonId, Week};

/// Everything that is compared at once.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The check-ins.
    pub diffs: Vec<Diff>,
    /// The check-ins that were touched and cannot be set against another.
    pub untold: Vec<Untold>,
    /// The fields of the objectives and key results.
    pub definitions: Vec<DefinitionChange>,
    /// The words of the objectives.
    pub descriptions: Vec<DescriptionChange>,
}

/// A check-in of which there is nothing to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    /// Whose it is.
    pub person: PersonId,
    /// Of which week.
    pub week: Week,
    /// Why there is nothing.
    pub why: Why,
}

/// Why there is nothing to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The file was deleted.
    Gone,
    /// The week is skipped, for this reason; empty where none is given.
    Skipped(String),
    /// Something in the file is odd, and private words could be in the wrong place.
    Withheld,
}

impl Why {
    /// The word: "gone", "skipped" or "withheld".
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Skipped(_) => "skipped",
            Self::Withheld => "withheld",
        }
    }
}

impl Comparison {
    /// Some check-ins alone.
    #[must_use]
    pub fn of(diffs: Vec<Diff>) -> Self {
        Self {
            diffs,
            ..Self::default()
        }
    }

    /// Whether nothing happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self {
            diffs,
            untold,
            definitions,
            descriptions,
        } = self;
        diffs.iter().all(Diff::is_empty)
            && untold.is_empty()
            && definitions.is_empty()
            && descriptions.is_empty()
    }
}
