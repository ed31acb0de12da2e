//! Whole team repositories from a seed: people × weeks, one commit a week, believable check-ins in
//! the formats, none with an error. The same seed gives the same bytes.
//!
//! `team` has who and what for, `timeline` how a person's weeks go, `check_in` tells them in
//! `words`, `history` writes everything to disk and git. Only `git2` and the standard library are
//! used, so that tests can include this folder, too.
#![allow(dead_code, unused_imports, missing_docs)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]
#![allow(clippy::disallowed_types)]

mod calendar;
mod check_in;
mod history;
mod key_result;
mod random;
mod sentences;
mod team;
mod timeline;
mod words;

pub use calendar::Week;
pub use history::write;
pub use random::Random;

use check_in::{Moment, check_in};
use team::Team;
use timeline::Timeline;

/// Raised with every change of what is generated, so that no older corpus is measured.
pub const VERSION: u32 = 4;

/// The day on which everything generated is up to date: the Saturday of the last week.
pub const TODAY: &str = "2026-12-26";

/// How large a team repository is. Check-ins: one a person and week.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// At most 2,000.
    pub people: usize,
    pub weeks: usize,
}

/// The files that one week adds or changes.
pub struct Commit {
    pub week: Week,
    pub files: Vec<File>,
}

/// A file with its path from the root, `/` between folders.
pub struct File {
    pub path: String,
    pub text: String,
}

/// A team's weeks in order, each made when it is asked for.
pub struct Weeks {
    team: Team,
    timelines: Vec<Timeline>,
    /// Index of the next cycle and of the next week in it.
    next: (usize, usize),
}

impl Weeks {
    pub fn new(size: Size, seed: u64) -> Self {
        let random = Random::new(seed);
        let team = Team::new(size, &random);
        let timeline = |person| Timeline::new(person, random.fork(1_000 + person));
        Self {
            team,
            timelines: (0..size.people).map(timeline).collect(),
            next: (0, 0),
        }
    }

    /// The ids of the people, in the order of `okr.yaml`.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        self.team.people.iter().map(|person| person.id.as_str())
    }
}

impl Iterator for Weeks {
    type Item = Commit;

    fn next(&mut self) -> Option<Commit> {
        let Self {
            team,
            timelines,
            next,
        } = self;
        let (number, index) = *next;
        let cycle = team.cycles.get(number)?;
        let week = cycle.weeks[index];
        let ends = index + 1 == cycle.weeks.len();
        *next = if ends {
            (number + 1, 0)
        } else {
            (number, index + 1)
        };
        let mut files = Vec::new();
        if index == 0 {
            files.push(File {
                path: "okr.yaml".into(),
                text: team.file(cycle),
            });
            timelines
                .iter_mut()
                .for_each(|timeline| timeline.begin(cycle));
        }
        for objective in cycle
            .objectives
            .iter()
            .filter(|it| index == 0 || it.changes_in(index))
        {
            let path = format!("okrs/{}/{}.md", cycle.id, objective.id);
            files.push(File {
                path,
                text: objective.file(team, index),
            });
        }
        let current = ends && number + 1 == team.cycles.len();
        let moment = Moment {
            team,
            cycle,
            week: index,
            current,
        };
        for timeline in timelines {
            let path = format!("check-ins/{}/{week}.md", team.people[timeline.person].id);
            files.push(File {
                path,
                text: check_in(timeline, &moment),
            });
        }
        Some(Commit { week, files })
    }
}
