//! Two check-ins of one person with what their comparison needs, and no file more: the objectives of the
//! cycles that hold their weeks, as many earlier check-ins as tell the age of what is in them, and the
//! check-ins of their cycles in which a change of an OKR stands.

use super::load::{self, Files};
use super::{Failure, front};
use crate::diff::{self, Context, Diff};
use crate::model::history::agreed_changes;
use crate::model::measure::Pace;
use crate::model::{CheckIn, Cycle, Okrs, Person, Status, Week};
use crate::read;
use crate::store::{Content, Entry, Store};

/// How many earlier check-ins are read first; twice as many where they do not suffice.
const EARLIER: usize = 3;

/// One person's check-ins, read where they are needed.
pub(super) struct Pair<'a> {
    store: &'a Store,
    /// The settings, the list of the person's check-ins, and the objectives that were asked for.
    files: &'a Files,
    person: &'a Person,
    entries: &'a [(Week, Entry)],
}

/// What became of a comparison.
pub(super) enum Compared {
    /// It could be made.
    Diff(Box<Diff>),
    /// Something in the newer file is odd: nothing of it is shown.
    WithheldAfter,
    /// The same of the older one.
    WithheldBefore(Week),
}

impl<'a> Pair<'a> {
    /// Of `person`, whose check-ins `files` lists.
    pub(super) fn new(store: &'a Store, files: &'a Files, person: &'a Person) -> Self {
        Self {
            store,
            files,
            person,
            entries: files.of(&person.id),
        }
    }

    /// The weeks for which there is a file.
    pub(super) fn weeks(&self) -> impl DoubleEndedIterator<Item = Week> + '_ {
        self.entries.iter().map(|(week, _)| *week)
    }

    /// The reason why the week was skipped, empty where none is given; `None` where it was not.
    pub(super) fn skipped(&self, week: Week) -> Result<Option<String>, Failure> {
        let Some((_, entry)) = self.entries.iter().find(|(there, _)| *there == week) else {
            return Ok(None);
        };
        let id = &self.person.id;
        let front = front::front_of_check_in(self.store, self.files, id, week, entry)?;
        let is_skipped = |front: &CheckIn| front.status.value == Status::Skipped;
        let skipped = front.filter(is_skipped).map(|front| front.skipped);
        Ok(skipped.map(|reason| reason.map_or_else(String::new, |reason| reason.value)))
    }

    /// The last week that was not skipped; of those before `week` where one is given.
    pub(super) fn previous(&self, week: Option<Week>) -> Result<Option<Week>, Failure> {
        let is_before = |earlier: &Week| week.is_none_or(|week| *earlier < week);
        for earlier in self.weeks().rev().filter(is_before) {
            if self.skipped(earlier)?.is_none() {
                return Ok(Some(earlier));
            }
        }
        Ok(None)
    }

    /// What changed from the check-in of `from` to the one of `to`; the objectives of both weeks have been
    /// read.
    pub(super) fn compared(&self, from: Option<Week>, to: Week) -> Result<Compared, Failure> {
        let weeks = [from, Some(to)].into_iter().flatten();
        let holding = weeks.flat_map(|week| self.files.team.cycles_holding(week));
        let cycles: Vec<Cycle> = holding.collect();
        let place = |week: Week| self.entries.partition_point(|(there, _)| *there < week);
        let first = place(from.unwrap_or(to));
        let last = place(to).min(self.entries.len().saturating_sub(1));
        let mut start = first.saturating_sub(EARLIER);
        loop {
            let compared = self.compared_since(start, last, from, to, &cycles)?;
            let oldest = self.entries[start].0;
            match &compared {
                Compared::Diff(diff) if start > 0 && asks_for_more(diff, oldest) => {}
                _ => return Ok(compared),
            }
            start = first.saturating_sub((first - start) * 2);
        }
    }

    /// The same, knowing only the check-ins of the entries `start` to `last`.
    fn compared_since(
        &self,
        start: usize,
        last: usize,
        from: Option<Week>,
        to: Week,
        cycles: &[Cycle],
    ) -> Result<Compared, Failure> {
        let (team, okrs) = (&self.files.team, &self.files.okrs);
        let mut timeline = Vec::new();
        for (week, entry) in &self.entries[start..=last] {
            timeline.extend(self.public(*week, entry)?);
        }
        let mut context = Context::new(team, okrs, &timeline);
        let others = self.entries[..start]
            .iter()
            .chain(&self.entries[last + 1..]);
        for (week, entry) in others.filter(|(week, _)| cycles.iter().any(|c| c.contains(*week))) {
            if self.has_okr_changes(entry)?
                && let Some(check_in) = self.public(*week, entry)?
            {
                context
                    .agreed
                    .extend(agreed_changes(&check_in, self.person));
            }
        }
        let of = |week: Week| timeline.iter().find(|check_in| check_in.week == week);
        let Some(after) = of(to) else {
            return Ok(Compared::WithheldAfter);
        };
        let before = match from.map(|from| (from, of(from))) {
            None => None,
            Some((from, None)) => return Ok(Compared::WithheldBefore(from)),
            Some((_, before)) => before,
        };
        Ok(Compared::Diff(Box::new(diff::diff(
            before, after, &context,
        ))))
    }

    /// Whether the check-in of that week may be shown.
    pub(super) fn is_public(&self, week: Week) -> Result<bool, Failure> {
        let found = self.entries.iter().find(|(there, _)| *there == week);
        let public = found.map(|(_, entry)| self.public(week, entry));
        Ok(public.transpose()?.flatten().is_some())
    }

    fn public(&self, week: Week, entry: &Entry) -> Result<Option<CheckIn>, Failure> {
        let id = &self.person.id;
        let (team, okrs): (_, &Okrs) = (&self.files.team, &self.files.okrs);
        let read = load::check_in(self.store, self.files, id, week, entry)?;
        Ok(read::public(&read.value, team, okrs))
    }

    fn has_okr_changes(&self, entry: &Entry) -> Result<bool, Failure> {
        let Content::Text(bytes) = self.store.read(entry)? else {
            return Ok(false);
        };
        Ok(memchr::memmem::find(&bytes, b"okr-changes").is_some())
    }
}

/// Whether earlier check-ins than that of `oldest` could say more: something is as old as it is, or there
/// are too few values for a pace.
fn asks_for_more(diff: &Diff, oldest: Week) -> bool {
    let reaches = |weeks: u32| i64::from(weeks) >= i64::from(diff.to.since(oldest));
    let is_early = |pace: Option<Pace>| pace == Some(Pace::TooEarly);
    diff.obstacles
        .iter()
        .any(|obstacle| reaches(obstacle.weeks))
        || diff.tasks.iter().any(|task| reaches(task.weeks))
        || diff.key_results.iter().any(|change| {
            let pace = change.pace();
            is_early(pace.before) || is_early(pace.after)
        })
}
