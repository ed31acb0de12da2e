//! What a report is made from.

use std::collections::BTreeSet;

use jiff::civil::DateTime;

use crate::diag::Diagnostic;
use crate::model::{CheckIn, Okrs, PersonId, Team, Week};

use super::templates::Overrides;

/// Everything that goes into a report. Same input, same bytes.
pub struct Input<'a> {
    /// The team.
    pub team: &'a Team,
    /// Its objectives, of all cycles.
    pub okrs: &'a Okrs,
    /// Reads one person's check-ins, in any order. It is called once a person, from several threads.
    pub check_ins: &'a (dyn Fn(&PersonId) -> Vec<CheckIn> + Sync),
    /// Check-ins that became ready only after they were due, as the history tells.
    pub late: &'a BTreeSet<(PersonId, Week)>,
    /// What could not be read: file, line from 1, what is wrong.
    pub unreadable: Vec<Unreadable>,
    /// The moment it is seen from, in the team's time zone.
    pub now: DateTime,
    /// Where it was read from; none without git, or where the work tree was read.
    pub commit: Option<Commit>,
    /// Who will read it.
    pub audience: Audience,
    /// Where it will stand on the web, with a slash at its end.
    pub base_url: Option<&'a str>,
    /// The command that makes it again.
    pub again: String,
    /// The team's own templates, style sheet and messages, by file name.
    pub overrides: &'a Overrides,
}

/// A file that could not be read, or not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Relative to the root.
    pub path: String,
    /// From 1.
    pub line: usize,
    /// What was expected.
    pub message: String,
}

impl Unreadable {
    /// The same from a finding about `text`.
    #[must_use]
    pub fn of(finding: &Diagnostic, text: &str) -> Self {
        let before = text.get(..finding.span.start).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        Self {
            path: finding.path.clone(),
            line,
            message: finding.message.clone(),
        }
    }
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id, in full.
    pub id: String,
    /// When it was made, in UTC.
    pub time: DateTime,
}

/// Who reads the report: what is left out for people outside the team.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Readers of the repository.
    #[default]
    Team,
    /// Anybody: no asks, no source lines, commit ids and paths, no signals about words.
    Published,
}
