//! One person's check-ins up to a week, without private words, read as far back as is asked for; and the
//! objectives that they are read with: all of them, or those that they name (`named`).

use super::Failure;
use super::load::{self, Files};
use super::named::Named;
use crate::model::{CheckIn, Okrs, PersonId, Week};
use crate::read;
use crate::store::{Content, Entry, Store};

/// The objectives that check-ins are read with.
pub(super) enum Objectives<'a> {
    /// All that they can speak of.
    All(&'a Okrs),
    /// Those that they name.
    Named(Box<Named<'a>>),
}

/// The newest of some check-ins.
pub(super) struct Neighbours<'a> {
    store: &'a Store,
    files: &'a Files,
    person: &'a PersonId,
    objectives: Objectives<'a>,
    /// Those that have not been read.
    older: &'a [(Week, Entry)],
    /// Those that may be shown, in the order of the weeks.
    check_ins: Vec<CheckIn>,
    is_unsure: bool,
}

impl<'a> Neighbours<'a> {
    /// Of these entries of `person` none is read yet.
    pub(super) fn new(
        store: &'a Store,
        files: &'a Files,
        (person, entries): (&'a PersonId, &'a [(Week, Entry)]),
        objectives: Objectives<'a>,
    ) -> Self {
        Self {
            store,
            files,
            person,
            objectives,
            older: entries,
            check_ins: Vec::new(),
            is_unsure: false,
        }
    }

    /// Those that have been read and may be shown.
    pub(super) fn check_ins(&self) -> &[CheckIn] {
        &self.check_ins
    }

    /// The objectives.
    pub(super) fn okrs(&self) -> &Okrs {
        match &self.objectives {
            Objectives::All(okrs) => okrs,
            Objectives::Named(named) => named.okrs(),
        }
    }

    /// Whether the objectives are all that a check-in can speak of.
    pub(super) fn has_all_objectives(&self) -> bool {
        matches!(self.objectives, Objectives::All(_))
    }

    /// How many have not been read.
    pub(super) fn unread(&self) -> usize {
        self.older.len()
    }

    /// Whether any of them may say something else with all objectives at hand.
    pub(super) fn is_unsure(&self) -> bool {
        self.is_unsure
    }

    /// Reads back to the one at `start`.
    ///
    /// # Errors
    /// Disk or git refuse.
    pub(super) fn read_from(&mut self, start: usize) -> Result<(), Failure> {
        let (older, asked) = self.older.split_at(start.min(self.older.len()));
        let contents = asked.iter().map(|(_, entry)| self.store.read(entry));
        let contents = contents.collect::<Result<Vec<Content>, _>>()?;
        if let Objectives::Named(named) = &mut self.objectives {
            for content in &contents {
                named.add(content.text());
            }
        }
        let mut found = Vec::new();
        for ((week, entry), content) in asked.iter().zip(contents) {
            found.extend(self.public(*week, entry, content));
        }
        found.append(&mut self.check_ins);
        self.check_ins = found;
        self.older = older;
        Ok(())
    }

    fn public(&mut self, week: Week, entry: &Entry, content: Content) -> Option<CheckIn> {
        let (team, okrs) = (&self.files.team, self.okrs());
        let read_as = (entry.path.as_str(), self.person, week);
        let read = load::to_check_in(content, read_as, team, okrs);
        let public = read::public(&read.value, team, okrs);
        if let Objectives::Named(named) = &self.objectives {
            self.is_unsure |= !named.suffices(&read.value, &read.diagnostics);
        }
        public
    }
}
