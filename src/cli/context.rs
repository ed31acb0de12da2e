//! What a command is run with: where, as of which revision, today, and as whom.

use std::path::{Path, PathBuf};

use jiff::Zoned;
use jiff::civil::Date;

use super::global::ColorWhen;
use super::streams;
use super::{Failure, Global};
use crate::model::{Person, Team, Week};
use crate::store::{At, Store};
use crate::text::fold;

/// The surroundings of a command.
pub struct Context {
    global: Global,
}

impl Context {
    pub(super) fn new(global: Global) -> Self {
        match global.color {
            ColorWhen::Always => anstream::ColorChoice::Always.write_global(),
            ColorWhen::Never => anstream::ColorChoice::Never.write_global(),
            ColorWhen::Auto => {}
        }
        Self { global }
    }

    /// The folder to start from.
    #[must_use]
    pub fn directory(&self) -> PathBuf {
        self.global
            .directory
            .clone()
            .unwrap_or_else(|| PathBuf::from("."))
    }

    /// A path that is given as one from the folder to start from.
    #[must_use]
    pub fn below_directory(&self, path: &Path) -> PathBuf {
        let folder = self.global.directory.as_ref();
        folder.map_or_else(|| path.to_owned(), |folder| folder.join(path))
    }

    /// When to use colours.
    #[must_use]
    pub fn color(&self) -> ColorWhen {
        self.global.color
    }

    /// Whether only what was asked for is said.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.global.quiet
    }

    /// How much more is said.
    #[must_use]
    pub fn verbosity(&self) -> u8 {
        self.global.verbose
    }

    /// Opens the team's files: the work tree, or the revision that was asked for.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn store(&self) -> Result<Store, Failure> {
        let at = self.global.at.clone().map_or(At::WorkTree, At::Revision);
        Ok(Store::open(&self.directory(), at)?)
    }

    /// Opens the team's files for writing.
    ///
    /// # Errors
    /// A revision was asked for, or there is no work tree.
    pub fn writable_store(&self) -> Result<Store, Failure> {
        if let Some(revision) = &self.global.at {
            let message = format!("nothing can be written to the revision '{revision}'");
            return Err(Failure::usage_with_hint(message, "leave out --at"));
        }
        self.store()
    }

    /// The day that was asked for to count as today.
    #[must_use]
    pub fn asked_day(&self) -> Option<Date> {
        self.global.today
    }

    /// Today, in the team's time zone.
    #[must_use]
    pub fn today(&self, team: &Team) -> Date {
        self.global.today.unwrap_or_else(|| {
            Zoned::now()
                .with_time_zone(team.cadence.time_zone.clone())
                .date()
        })
    }

    /// This moment; the end of the day where a day was asked for.
    #[must_use]
    pub fn now(&self, team: &Team) -> jiff::Timestamp {
        let Some(today) = self.global.today else {
            return jiff::Timestamp::now();
        };
        let end = today.at(23, 59, 59, 0);
        team.cadence
            .time_zone
            .to_timestamp(end)
            .unwrap_or(jiff::Timestamp::MAX)
    }

    /// The revision that was asked for.
    #[must_use]
    pub fn asked_revision(&self) -> Option<&str> {
        self.global.at.as_deref()
    }

    /// The week that a check-in written today is about, or the one that is asked for.
    ///
    /// # Errors
    /// What is asked for is no week.
    pub fn week(&self, asked: Option<&str>, team: &Team) -> Result<Week, Failure> {
        match asked {
            Some(text) => Week::parse(text).map_err(Failure::usage),
            None => Ok(team.week_for(self.today(team))),
        }
    }

    /// The person that is asked for, else whoever runs the command.
    ///
    /// # Errors
    /// Nobody of the team is meant.
    pub fn person<'t>(
        &self,
        asked: Option<&str>,
        store: &Store,
        team: &'t Team,
    ) -> Result<&'t Person, Failure> {
        match asked {
            Some(word) => named_person(word, team),
            None => self.me(store, team),
        }
    }

    /// Whoever runs the command: `--as`, `OKR_PERSON`, or git's user.email.
    ///
    /// # Errors
    /// Nobody of the team is meant.
    pub fn me<'t>(&self, store: &Store, team: &'t Team) -> Result<&'t Person, Failure> {
        if let Some(word) = &self.global.person {
            return named_person(word, team);
        }
        let ids = || {
            team.people
                .iter()
                .map(|person| person.id.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let Some(email) = store.user_email() else {
            let hint = format!("name a person ({}), or set git's user.email", ids());
            return Err(Failure::usage_with_hint("I do not know who you are", hint));
        };
        team.person_by_email(&email).ok_or_else(|| {
            let message = format!("nobody in okr.yaml has git's user.email <{email}>");
            let hint = format!("name a person ({}), or add the address to okr.yaml", ids());
            Failure::usage_with_hint(message, hint)
        })
    }
}

/// The person with that id.
fn named_person<'t>(word: &str, team: &'t Team) -> Result<&'t Person, Failure> {
    let id = word.trim_start_matches('@');
    team.person(id).ok_or_else(|| {
        let ids = || team.people.iter().map(|person| person.id.as_str());
        let hint = match fold::nearest(id, ids()) {
            Some(near) => format!("did you mean '{near}'?"),
            None if team.people.is_empty() => {
                "okr.yaml names nobody: see 'okr check okr.yaml'".to_owned()
            }
            None => format!("the people are: {}", ids().collect::<Vec<_>>().join(", ")),
        };
        Failure::usage_with_hint(format!("'{id}' is not in okr.yaml"), hint)
    })
}

/// Says that `okr.yaml` or the objectives have errors that `check` tells.
pub fn warn_of_errors(count: usize, of: &str) {
    if count > 0 {
        let noun = if count == 1 { "finding" } else { "findings" };
        streams::warn(&format!("{count} {noun} in {of}; 'okr check' tells more"));
    }
}

/// The path as it is shown: relative to where the command runs, where that is below.
#[must_use]
pub fn shown_path(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
