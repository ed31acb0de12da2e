//! The frame of every page.

use serde::Serialize;

use crate::report::html::Html;
use crate::report::inline::Inline;

/// What the shell shows.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Page {
    /// For the browser's title.
    pub title: String,
    /// From this page to the root of the report: empty or `../`.
    pub root: &'static str,
    /// The team's name.
    pub team: String,
    /// The cycle's name.
    pub cycle: String,
    /// `week`, `objectives`, `people` or `obstacles`.
    pub nav: &'static str,
    /// Where the key results are all listed, from the root; none without objectives.
    pub objectives: Option<&'static str>,
    /// Whether `index.html` has a block of people.
    pub people: bool,
    /// Whether there is `obstacles.html`.
    pub obstacles: bool,
    /// Shapes that this page uses more than once.
    pub shapes: Html,
    /// The short commit id; none for the public and without git.
    pub commit: Option<String>,
    /// When that commit was made.
    pub commit_time: Option<String>,
    /// `team` or `published`, in words.
    pub audience: String,
    /// The command that makes this report again.
    pub again: String,
    /// What git could not tell, where it is not everything.
    pub unknown: Option<String>,
    /// Style sheet and script, where they stand in the page itself.
    pub inline: Option<Inline>,
}

/// A link to the neighbour of a page; without an address it is shown, but leads nowhere.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Step {
    /// Relative.
    pub href: Option<String>,
    /// `‹ Week 35`.
    pub label: String,
}

/// A link with its words.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Relative.
    pub href: String,
    /// What it says.
    pub label: String,
}

/// A person's name, linked where they have a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Who {
    /// As in `okr.yaml`.
    pub name: String,
    /// Relative.
    pub href: Option<String>,
}

/// A term and what it is.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// The term.
    pub term: String,
    /// What it is.
    pub text: Html,
}
