//! What a report is made from.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

use crate::diag::Diagnostic;
use crate::model::{CheckIn, Objective, Okrs, PersonId, Team, Week};

use super::templates::Overrides;

/// Everything that goes into a report. Same input, same bytes.
pub struct Input<'a> {
    /// The team.
    pub team: &'a Team,
    /// Its objectives, of all cycles.
    pub okrs: &'a Okrs,
    /// Reads one person's check-ins, in any order. It is called once a person, from several threads.
    pub check_ins: &'a (dyn Fn(&PersonId) -> Vec<CheckIn> + Sync),
    /// What git remembers of these files.
    pub past: Past<'a>,
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
    /// A calendar of what is due, as a file; none is written where there is none.
    pub calendar: Option<&'a str>,
    /// The command that makes it again.
    pub again: String,
    /// The team's own templates, style sheet and messages, by file name.
    pub overrides: &'a Overrides,
}

/// What git remembers of the team's files.
pub struct Past<'a> {
    /// What it remembers of one person's check-ins. It is called once a person, from several threads.
    pub memory: &'a (dyn Fn(&PersonId) -> Memory + Sync),
    /// How the objectives were edited: of each file parents before children.
    pub goals: &'a [GoalEdit],
    /// How far back it goes.
    pub reach: Reach,
}

impl Past<'_> {
    /// Nothing is remembered.
    #[must_use]
    pub fn none() -> Self {
        Self {
            memory: &|_| Memory::default(),
            goals: &[],
            reach: Reach::None,
        }
    }
}

/// How far back the history goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// There is none.
    #[default]
    None,
    /// It ends before the beginning.
    Cut,
    /// To the first commit.
    Whole,
}

/// What git remembers of one person's check-ins.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Contents that were known in weeks before this one and are no longer.
    pub editions: Vec<Edition>,
    /// The weeks whose check-in became ready only after it was due.
    pub late: BTreeSet<Week>,
    /// Whether something of it could not be read.
    pub is_cut: bool,
}

/// An earlier content of a check-in.
#[derive(Clone, Debug)]
pub struct Edition {
    /// What it said.
    pub check_in: CheckIn,
    /// The first week at whose end it was the last content.
    pub from: Week,
    /// The last one.
    pub until: Week,
}

/// A commit that changed an objective's file.
#[derive(Clone, Debug)]
pub struct GoalEdit {
    /// The day on which it was made, in the team's time zone.
    pub day: Date,
    /// The first digits of its id.
    pub commit: String,
    /// Who made it; none for somebody who is not of the team.
    pub authors: Vec<Option<PersonId>>,
    /// Whether it joins two lines of history.
    pub is_merge: bool,
    /// The objective before; none where it was written with this commit.
    pub before: Option<Objective>,
    /// The objective from then on.
    pub after: Objective,
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
