//! Two check-ins of one person with what their comparison needs, and no file more: the objectives of the
//! cycles that hold their weeks, as many earlier check-ins as tell the age of what is in them, and the
//! check-ins of their cycles in which a change of an OKR stands.

use super::load::{self, Files};
use super::named::Named;
use super::neighbours::{Neighbours, Objectives};
use super::{Failure, front};
use crate::diff::{Context, Diff, Outline, Traces};
use crate::model::history::{CountedChange, agreed_changes};
use crate::model::measure::Pace;
use crate::model::{CheckIn, Cycle, Okrs, Person, Status, Week};
use crate::read;
use crate::store::{Entry, RepoPath, Store};

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
    ///
    /// # Errors
    /// Disk or git refuse.
    pub(super) fn compared(&self, from: Option<Week>, to: Week) -> Result<Compared, Failure> {
        let all = Objectives::All(&self.files.okrs);
        let compared = self.compared_with(all, &self.cycles(from, to)?, from, to)?;
        Ok(compared.unwrap_or(Compared::WithheldAfter))
    }

    /// The same, reading but the objectives that the check-ins name; `None` where all of them may be needed.
    ///
    /// # Errors
    /// Disk or git refuse.
    pub(super) fn compared_by_names(
        &self,
        from: Option<Week>,
        to: Week,
    ) -> Result<Option<Compared>, Failure> {
        let cycles = self.cycles(from, to)?;
        let named = Objectives::Named(Box::new(Named::new(self.store, self.files, &cycles)));
        self.compared_with(named, &cycles, from, to)
    }

    /// The cycles of the weeks that may have objectives: there is a folder for them.
    fn cycles(&self, from: Option<Week>, to: Week) -> Result<Vec<Cycle>, Failure> {
        let mut cycles: Vec<Cycle> = Vec::new();
        for week in from.into_iter().chain([to]) {
            for cycle in self.files.team.cycles_holding(week) {
                let folder = RepoPath::new(format!("okrs/{cycle}"));
                let is_new = !cycles.iter().any(|known| known.id() == cycle.id());
                if is_new && self.store.read_path(&folder)?.is_some() {
                    cycles.push(cycle);
                }
            }
        }
        Ok(cycles)
    }

    /// `None` where the objectives do not suffice.
    fn compared_with(
        &self,
        objectives: Objectives<'_>,
        cycles: &[Cycle],
        from: Option<Week>,
        to: Week,
    ) -> Result<Option<Compared>, Failure> {
        let place = |week: Week| self.entries.partition_point(|(there, _)| *there < week);
        let end = (place(to) + 1).min(self.entries.len());
        let first = place(from.unwrap_or(to));
        let (entries, later) = self.entries.split_at(end);
        let of = (&self.person.id, entries);
        let mut neighbours = Neighbours::new(self.store, self.files, of, objectives);
        neighbours.read_from(first.saturating_sub(EARLIER))?;
        let others = entries[..neighbours.unread()].iter().chain(later);
        let Some(agreed) = self.agreed(others, cycles, &neighbours)? else {
            return Ok(None);
        };
        let mut traces = Traces::default();
        loop {
            if neighbours.is_unsure() {
                return Ok(None);
            }
            let check_ins = neighbours.check_ins();
            let mut context = Context::new(&self.files.team, neighbours.okrs(), check_ins)
                .with_traces(std::mem::take(&mut traces));
            let oldest = entries.get(neighbours.unread());
            let oldest = oldest.map_or(to, |(week, _)| *week);
            let is_other = |change: &&CountedChange| change.week < oldest || change.week > to;
            context
                .agreed
                .extend(agreed.iter().filter(is_other).cloned());
            let of = |week: Week| check_ins.iter().find(|check_in| check_in.week == week);
            let Some(after) = of(to) else {
                return Ok(Some(Compared::WithheldAfter));
            };
            let before = from.and_then(of);
            if let (Some(from), None) = (from, before) {
                return Ok(Some(Compared::WithheldBefore(from)));
            }
            let outline = Outline::new(before, after, &context);
            let unread = neighbours.unread();
            if unread == 0 || !asks_for_more(&outline, oldest, to, cycles) {
                let diff = outline.into_diff(before, after, &context);
                return Ok(Some(Compared::Diff(Box::new(diff))));
            }
            traces = context.into_traces();
            neighbours.read_from(unread.saturating_sub(EARLIER.max((first - unread) / 2)))?;
        }
    }

    /// The changes of OKRs that were agreed in some check-ins of the cycles; `None` where the objectives do
    /// not suffice to read them.
    fn agreed<'e>(
        &self,
        entries: impl Iterator<Item = &'e (Week, Entry)>,
        cycles: &[Cycle],
        neighbours: &Neighbours<'_>,
    ) -> Result<Option<Vec<CountedChange>>, Failure> {
        let mut agreed = Vec::new();
        for (week, entry) in entries {
            let is_of_cycles = cycles.iter().any(|cycle| cycle.contains(*week));
            if is_of_cycles && self.has_okr_changes(entry)? {
                if !neighbours.has_all_objectives() {
                    return Ok(None);
                }
                let public = self.public(*week, entry)?;
                let changes = public.map(|check_in| agreed_changes(&check_in, self.person));
                agreed.extend(changes.into_iter().flatten());
            }
        }
        Ok(Some(agreed))
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
        let content = self.store.read(entry)?;
        Ok(memchr::memmem::find(content.text(), b"okr-changes").is_some())
    }
}

/// Whether earlier check-ins than that of `oldest` could say more: something is as old as it is, or there
/// are too few values for a pace.
fn asks_for_more(outline: &Outline, oldest: Week, to: Week, cycles: &[Cycle]) -> bool {
    let reaches = |weeks: u32| i64::from(weeks) >= i64::from(to.since(oldest));
    let is_early = |pace: Option<Pace>| pace == Some(Pace::TooEarly);
    let is_inside = |cycle: &Cycle| cycle.first_week() < oldest;
    outline.weeks().any(reaches)
        || cycles.iter().any(is_inside)
            && outline.key_results().iter().any(|change| {
                let pace = change.pace();
                is_early(pace.before) || is_early(pace.after)
            })
}
