//! What other people's check-ins have that changes what is asked of a person: changes of key results that
//! were agreed there, and late tasks that name a key result. Where only some files are judged, no more of
//! the others is read than may hold one of these. How the files themselves are judged is in `judge`.

use std::borrow::Cow;

use jiff::civil::Date;
use memchr::memmem;
use rustc_hash::FxHashMap;

use super::Failure;
use super::load::{self, Files};
use super::person_files::{self, PersonFiles};
use crate::diag::Diagnostic;
use crate::model::history::{CountedChange, agreed_changes};
use crate::model::{CheckIn, Cycle, FieldOfChange, KeyResultRef, PersonId, Status, Team, Week};
use crate::read::rule;
use crate::rules::{self, NamingTask};
use crate::store::{Content, Entry, Store, for_each};

/// Late tasks in everybody's last check-in, by the person whose key result each names.
pub(super) type LateTasks = FxHashMap<PersonId, Vec<NamingTask>>;

/// Everybody's check-ins. Those that `files` does not list are listed person by person and let go.
pub(super) struct Others<'j> {
    store: &'j Store,
    files: &'j Files,
}

/// The key results of a person of which the check-ins of others may tell something.
#[derive(Debug, Default)]
pub(super) struct Unsettled(Vec<UnsettledCycle>);

#[derive(Debug)]
struct UnsettledCycle {
    cycle: Cycle,
    /// Those that the person owns today, and did not speak of when the cycle began: it may have been
    /// somebody else's, and what was agreed then stands there.
    key_results: Vec<KeyResultRef>,
    /// Whether the person speaks of one that is not known: whoever had it may have agreed to remove it.
    has_unknown: bool,
}

impl<'j> Others<'j> {
    pub(super) fn new(store: &'j Store, files: &'j Files) -> Self {
        Self { store, files }
    }

    /// A person's check-ins, in the order of the weeks.
    fn of(&self, person: &'j PersonFiles) -> Result<Cow<'j, [(Week, Entry)]>, Failure> {
        if self.files.lists_everybody {
            return Ok(Cow::Borrowed(&person.check_ins));
        }
        let listed = person_files::listed(self.store, &self.files.team, &person.person)?;
        Ok(Cow::Owned(listed))
    }

    /// The same, the newest first.
    fn newest_first(
        &self,
        person: &'j PersonFiles,
    ) -> Result<Box<dyn Iterator<Item = (Week, Entry)> + 'j>, Failure> {
        if self.files.lists_everybody {
            return Ok(Box::new(person.check_ins.iter().rev().cloned()));
        }
        let listed = person_files::newest_first(self.store, &self.files.team, &person.person)?;
        Ok(Box::new(listed))
    }

    /// The late tasks in everybody's last check-in, where the last one of somebody who owns a key result
    /// is judged: only there they are told.
    pub(super) fn late_tasks(
        &self,
        today: Date,
        holds: impl Fn(&str) -> bool,
    ) -> Result<LateTasks, Failure> {
        let mut by_owner = LateTasks::default();
        if !self.are_tasks_told(holds)? {
            return Ok(by_owner);
        }
        let Files { team, okrs, .. } = self.files;
        let late = rules::signal::late_since(team, today);
        let tasks = for_each(&self.files.people, 1, |person| {
            let last = self.last_with_a_day_until(person, late)?;
            Ok(last.map_or_else(Vec::new, |last| {
                rules::tasks_for_others(&last, team, okrs, late)
            }))
        });
        let tasks = tasks.into_iter().collect::<Result<Vec<_>, Failure>>()?;
        for task in tasks.into_iter().flatten() {
            by_owner
                .entry(task.asked_by.clone())
                .or_default()
                .push(task);
        }
        Ok(by_owner)
    }

    fn are_tasks_told(&self, holds: impl Fn(&str) -> bool) -> Result<bool, Failure> {
        let Files { team, okrs, .. } = self.files;
        for person in &self.files.people {
            let mut check_ins = person.check_ins.iter().rev();
            if !check_ins.any(|(_, entry)| holds(entry.path.as_str())) {
                continue;
            }
            let last = load::last_spoken(self.store, self.files, &person.person)?;
            let Some(last) = last.filter(|last| holds(&last.path)) else {
                continue;
            };
            let cycle = team.cycle_of(last.week);
            if okrs.owned_by(&person.person, cycle.id()).next().is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The last check-in of a person that was not skipped, where a day until `late` stands in it: without
    /// one, no task in it is late.
    fn last_with_a_day_until(
        &self,
        person: &'j PersonFiles,
        late: Date,
    ) -> Result<Option<CheckIn>, Failure> {
        let late = late.to_string();
        for (week, entry) in self.newest_first(person)? {
            let Some(bytes) = self.text(&entry)? else {
                return Ok(None);
            };
            if !may_say(&bytes, b"skipped") && !has_day_until(&bytes, late.as_bytes()) {
                return Ok(None);
            }
            let read = load::check_in(self.store, self.files, &person.person, week, &entry)?;
            if read.value.status.value != Status::Skipped {
                return Ok(Some(read.value));
            }
        }
        Ok(None)
    }

    /// What was agreed in the check-ins of people of whom none is judged, where that may concern one of
    /// `unsettled`; with the place of each person.
    pub(super) fn changes(
        &self,
        unsettled: &[&Unsettled],
        is_read: impl Fn(usize) -> bool,
    ) -> Result<Vec<(usize, CountedChange)>, Failure> {
        let cycles = unsettled.iter().flat_map(|unsettled| &unsettled.0);
        let cycles: Vec<&Cycle> = cycles.map(|open| &open.cycle).collect();
        if cycles.is_empty() || self.files.lists_everybody {
            return Ok(Vec::new());
        }
        let holds_week = |week: Week| cycles.iter().any(|cycle| cycle.contains(week));
        let others: Vec<(usize, &'j PersonFiles)> = self
            .files
            .people
            .iter()
            .enumerate()
            .filter(|(index, _)| !is_read(*index))
            .collect();
        let changes = for_each(&others, 1, |(index, person)| {
            let mut agreed = Vec::new();
            let all = self.of(person)?;
            for (week, entry) in all.iter().filter(|(week, _)| holds_week(*week)) {
                agreed.extend(self.agreed_in(person, *week, entry)?);
            }
            Ok(agreed.into_iter().map(|change| (*index, change)).collect())
        });
        let changes = changes
            .into_iter()
            .collect::<Result<Vec<Vec<_>>, Failure>>()?;
        Ok(changes.into_iter().flatten().collect())
    }

    fn agreed_in(
        &self,
        person: &PersonFiles,
        week: Week,
        entry: &Entry,
    ) -> Result<Vec<CountedChange>, Failure> {
        let says = |bytes: Vec<u8>| may_say(&bytes, b"okr-changes");
        let known = self.files.team.person(person.person.as_str());
        let (Some(true), Some(known)) = (self.text(entry)?.map(says), known) else {
            return Ok(Vec::new());
        };
        let read = load::check_in(self.store, self.files, &person.person, week, entry)?;
        Ok(agreed_changes(&read.value, known))
    }

    fn text(&self, entry: &Entry) -> Result<Option<Vec<u8>>, Failure> {
        match self.store.read(entry)? {
            Content::Text(bytes) => Ok(Some(bytes)),
            Content::TooLarge { .. } | Content::NotAFile(_) => Ok(None),
        }
    }
}

impl Unsettled {
    /// Of those check-ins of one person that `holds` says yes to; `read` is what reading them reported.
    pub(super) fn new(
        files: &Files,
        person: &PersonId,
        check_ins: &[CheckIn],
        read: &[Diagnostic],
        holds: impl Fn(&str) -> bool,
    ) -> Self {
        let mut open: Vec<UnsettledCycle> = Vec::new();
        for check_in in check_ins.iter().filter(|known| holds(&known.path)) {
            let unknown = |found: &Diagnostic| {
                found.rule == rule::UNKNOWN_KEY_RESULT && found.path == check_in.path
            };
            let has_unknown = read.iter().any(unknown);
            let known = open
                .iter_mut()
                .find(|known| known.cycle.contains(check_in.week));
            if let Some(known) = known {
                known.has_unknown |= has_unknown;
                continue;
            }
            let cycle = files.team.cycle_of(check_in.week);
            let key_results = not_spoken_of_at_first(files, person, &cycle, check_ins);
            open.push(UnsettledCycle {
                cycle,
                key_results,
                has_unknown,
            });
        }
        open.retain(|open| open.has_unknown || !open.key_results.is_empty());
        Self(open)
    }

    /// Whether a change that somebody else agreed on concerns the person.
    pub(super) fn takes(&self, change: &CountedChange) -> bool {
        self.0.iter().any(|open| {
            let removes = open.has_unknown && change.change == FieldOfChange::Remove;
            let is_open = || open.key_results.contains(&change.reference);
            open.cycle.contains(change.week) && (removes || is_open())
        })
    }
}

/// The key results of the person in the cycle of which the check-in of its first week says nothing.
fn not_spoken_of_at_first(
    files: &Files,
    person: &PersonId,
    cycle: &Cycle,
    check_ins: &[CheckIn],
) -> Vec<KeyResultRef> {
    let first = first_due_week(&files.team, cycle);
    let first = check_ins.iter().find(|known| known.week == first);
    let is_new =
        |reference: &&KeyResultRef| first.is_none_or(|first| first.reading(reference).is_none());
    let owned = files.okrs.owned_by(person, cycle.id());
    let references = owned.map(|key_result| &key_result.reference);
    references.filter(is_new).cloned().collect()
}

fn first_due_week(team: &Team, cycle: &Cycle) -> Week {
    let mut weeks = cycle.weeks();
    weeks
        .find(|week| team.is_due_week(*week))
        .unwrap_or_else(|| cycle.first_week())
}

/// Whether a file may say a word in its front matter: it stands there, or an escape that could spell it.
fn may_say(bytes: &[u8], word: &[u8]) -> bool {
    memmem::find(bytes, word).is_some() || memchr::memchr(b'\\', bytes).is_some()
}

/// Whether a day until `latest` stands somewhere; both are written like `2026-11-27`.
fn has_day_until(bytes: &[u8], latest: &[u8]) -> bool {
    let is_day = |word: &[u8]| {
        word.iter().enumerate().all(|(place, byte)| match place {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    };
    memchr::memchr_iter(b'-', bytes).any(|hyphen| {
        let word = hyphen
            .checked_sub(4)
            .and_then(|start| bytes.get(start..start + 10));
        word.is_some_and(|word| is_day(word) && word <= latest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_day_that_is_long_ago() {
        let has = |text: &str| has_day_until(text.as_bytes(), b"2026-11-06");
        assert!(has("due 2026-11-06)") && has("2026-09-30"));
        assert!(!has("due 2026-11-07") && !has("2026-11-0") && !has("-11-06"));
        assert!(has("2026-W47, on 2026-10-01, due 2026-12-01"));
    }

    #[test]
    fn takes_an_escape_for_any_word() {
        assert!(may_say(b"okr-changes:", b"okr-changes"));
        assert!(may_say(b"\"okr\\u002dchanges\":", b"okr-changes"));
        assert!(!may_say(b"status: ready", b"okr-changes"));
    }
}
