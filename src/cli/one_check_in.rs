//! The one check-in that a writing command is about: whose, of which week, and what stands there.

use std::path::Path;

use super::context::warn_of_errors;
use super::load::{self, Files};
use super::{Context, Failure};
use crate::model::{CheckIn, Person, Week};
use crate::read::{self, Read};
use crate::scaffold::KnownSeal;
use crate::store::{Content, Expected, RepoPath, Store};
use crate::text::source::line_column;
use crate::text::{Problem, Source};

/// Whose check-in of which week, in an opened team.
pub(super) struct OneCheckIn {
    pub store: Store,
    pub files: Files,
    pub person: Person,
    pub week: Week,
    pub path: RepoPath,
}

/// A check-in that is there.
pub(super) struct Found {
    /// As they stand on the disk.
    pub bytes: Vec<u8>,
    /// What they mean; where something sealed was opened, with that in plain.
    pub read: Read<CheckIn>,
    /// What was opened, as it stood sealed.
    pub seals: Vec<KnownSeal>,
}

impl OneCheckIn {
    /// Opens the team for writing, and finds out who and which week is meant.
    pub(super) fn open(
        context: &Context,
        person: Option<&str>,
        week: Option<&str>,
    ) -> Result<Self, Failure> {
        let store = context.writable_store()?;
        let files = load::files(&store)?;
        warn_of_errors(files.team_diagnostics.len(), "okr.yaml");
        warn_of_errors(files.okr_diagnostics.len(), "okrs/");
        let person = context.person(person, &store, &files.team)?.clone();
        let week = context.week(week, &files.team)?;
        let path = RepoPath::new(format!("check-ins/{}/{week}.md", person.id));
        Ok(Self {
            store,
            files,
            person,
            week,
            path,
        })
    }

    /// What stands at its path; `None` where nothing does.
    pub(super) fn find(&self) -> Result<Option<Found>, Failure> {
        let Some(content) = self.store.read_path(&self.path)? else {
            return Ok(None);
        };
        let Content::Text(bytes) = content else {
            let message = format!("{} is no file that okr reads", self.path);
            let hint = "a check-in is a regular file of at most 1 MiB";
            return Err(Failure::usage_with_hint(message, hint));
        };
        if let Err(error) = std::str::from_utf8(&bytes) {
            let at = error.valid_up_to();
            let message = format!("{}: byte {at} is not UTF-8", self.path);
            return Err(Failure::usage_with_hint(message, "save the file as UTF-8"));
        }
        let read = self.read(&bytes);
        Ok(Some(Found {
            bytes,
            read,
            seals: Vec::new(),
        }))
    }

    /// What stands at its path.
    pub(super) fn found(&self) -> Result<Found, Failure> {
        self.find()?.ok_or_else(|| {
            let message = format!("{} is not there yet", self.path);
            Failure::usage_with_hint(message, format!("{} writes it", self.draft_command()))
        })
    }

    /// The bytes as its check-in.
    pub(super) fn read(&self, bytes: &[u8]) -> Read<CheckIn> {
        let source = Source::new(bytes.to_vec());
        let path = self.path.as_str();
        let (team, okrs) = (&self.files.team, &self.files.okrs);
        read::check_in(&source, path, &self.person.id, self.week, team, okrs)
    }

    /// The person's check-ins of earlier weeks, whole, in the order of the weeks.
    pub(super) fn earlier(&self) -> Result<Vec<CheckIn>, Failure> {
        self.those(|week| week < self.week)
    }

    /// The person's check-ins of all other weeks, whole, in the order of the weeks.
    pub(super) fn others(&self) -> Result<Vec<CheckIn>, Failure> {
        self.those(|week| week != self.week)
    }

    fn those(&self, chosen: impl Fn(Week) -> bool) -> Result<Vec<CheckIn>, Failure> {
        let files = self.files.of(&self.person.id).iter();
        let check_ins = files
            .filter(|(week, _)| chosen(*week))
            .map(|(week, entry)| {
                load::check_in(&self.store, &self.files, &self.person.id, *week, entry)
            })
            .map(|read| Ok(read?.value));
        check_ins.collect()
    }

    /// Writes a file that is not there yet.
    pub(super) fn create(&self, text: &str) -> Result<(), Failure> {
        Ok(self
            .store
            .write(&self.path, Expected::Absent, text.as_bytes())?)
    }

    /// Writes the text in place of what was found.
    pub(super) fn replace(&self, found: &Found, text: &str) -> Result<(), Failure> {
        let expected = Expected::Unchanged(found.bytes.clone());
        Ok(self.store.write(&self.path, expected, text.as_bytes())?)
    }

    /// Why an edit could not be made, with its place.
    pub(super) fn refused(&self, text: &str, problem: &Problem) -> Failure {
        let at = line_column(text, problem.span.start);
        let message = format!(
            "{}:{}:{}: {}",
            self.path, at.line, at.column, problem.message
        );
        match &problem.help {
            Some(help) => Failure::usage_with_hint(message, help.clone()),
            None => Failure::usage(message),
        }
    }

    /// The path as one can open it from the folder in which the command runs.
    pub(super) fn shown_path(&self) -> String {
        let Some(root) = self.store.root() else {
            return self.path.to_string();
        };
        let path = root.join(self.path.as_str());
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        let below = here
            .ok()
            .and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
        below.unwrap_or(path).to_string_lossy().into_owned()
    }

    /// The command that makes it.
    pub(super) fn draft_command(&self) -> String {
        format!("okr draft {} --week {}", self.person.id, self.week)
    }
}
