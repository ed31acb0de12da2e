//! What git remembers, for the report: which content of a check-in was known in which week, who was ready
//! only after it was due, how the objectives were edited. One walk over the history answers it. The past
//! of single files, for `check`, is in `past`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use super::Failure;
use super::load::Files;
use crate::model::known::{Known, known};
use crate::model::{CheckIn, Objective, PersonId, Status, Week};
use crate::read::{self, Place};
use crate::report::{Edition, GoalEdit, Memory, Reach};
use crate::store::{At, BlobId, Content, Edit, Edits, RepoPath, Store, StoreError};
use crate::text::Source;

/// The answer of one walk over the history.
pub(super) struct Remembered {
    edits: Edits,
    /// Files that are not as they were committed last.
    edited: BTreeSet<RepoPath>,
    /// Commits that brought the check-ins of several weeks of one person at once, by person: when those
    /// were ready is not known.
    bulk: BTreeMap<PersonId, BTreeSet<usize>>,
    /// How the objectives were edited: of each file parents before children.
    pub goals: Vec<GoalEdit>,
    /// How far back it goes.
    pub reach: Reach,
    /// The week of today.
    now: Week,
}

impl Remembered {
    /// Walks over the history up to what is read, which is seen from `today`.
    ///
    /// # Errors
    /// Disk or git refuse.
    pub(super) fn read(store: &Store, files: &Files, today: Date) -> Result<Self, Failure> {
        let edits = match store.edits() {
            Ok(edits) => edits,
            Err(StoreError::NoRepository { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        let mut remembered = Self {
            reach: match &edits {
                None => Reach::None,
                Some(edits) if edits.is_whole => Reach::Whole,
                Some(_) => Reach::Cut,
            },
            edited: match (&edits, store.at()) {
                // A commit holds what was committed.
                (None, _) | (_, At::Revision(_)) => BTreeSet::new(),
                (Some(_), At::WorkTree | At::Index) => store
                    .changed("HEAD")
                    .unwrap_or_default()
                    .into_iter()
                    .collect(),
            },
            edits: edits.unwrap_or_default(),
            bulk: BTreeMap::new(),
            goals: Vec::new(),
            now: Week::of(today),
        };
        remembered.bulk = remembered.bulk(files);
        remembered.goals = remembered.goals(store, files);
        Ok(remembered)
    }

    fn bulk(&self, files: &Files) -> BTreeMap<PersonId, BTreeSet<usize>> {
        let mut bulk: BTreeMap<PersonId, BTreeSet<usize>> = BTreeMap::new();
        for of in &files.people {
            let mut seen = BTreeSet::new();
            let first = |path: &RepoPath| self.edits.files.get(path)?.first();
            let firsts = of
                .check_ins
                .iter()
                .filter_map(|(_, entry)| first(&entry.path));
            for edit in firsts {
                if !seen.insert(edit.commit) {
                    bulk.entry(of.person.clone())
                        .or_default()
                        .insert(edit.commit);
                }
            }
        }
        bulk
    }

    /// What is remembered of one person's check-ins.
    pub(super) fn of(&self, store: &Store, files: &Files, person: &PersonId) -> Memory {
        let mut memory = Memory::default();
        for (week, entry) in files.of(person) {
            let Some(edits) = self.edits.files.get(&entry.path) else {
                continue;
            };
            let file = File {
                store,
                files,
                person,
                week: *week,
                path: &entry.path,
            };
            let known = self.editions(&file, edits, &mut memory);
            if self.is_late(&file, edits, &known, &mut memory) {
                memory.late.insert(*week);
            }
            memory
                .editions
                .extend(known.into_iter().map(|(_, edition)| edition));
        }
        memory
    }

    /// The contents that were known at the ends of earlier weeks and are no longer.
    fn editions(&self, file: &File, edits: &[Edit], memory: &mut Memory) -> Vec<(BlobId, Edition)> {
        let mut editions = Vec::new();
        let mut brought: Vec<(Week, Option<BlobId>)> = Vec::with_capacity(edits.len() + 1);
        if let Some(before) = edits.first().and_then(|first| first.before) {
            brought.push((file.week, Some(before)));
        }
        brought.extend(
            edits
                .iter()
                .map(|edit| (self.week(file.files, edit), edit.after)),
        );
        let last = brought.last().and_then(|(_, blob)| *blob);
        if self.edited.contains(file.path) {
            brought.push((self.now, None));
        }
        let weeks: Vec<Week> = brought.iter().map(|(week, _)| *week).collect();
        for known in known(file.week, &weeks, self.now) {
            let blob = brought.get(known.place).and_then(|(_, blob)| *blob);
            let is_newest = blob == last && !self.edited.contains(file.path);
            let Some(blob) = blob.filter(|_| !is_newest) else {
                continue;
            };
            match file.content(blob) {
                Some(check_in) => {
                    let Known { from, until, .. } = known;
                    editions.push((
                        blob,
                        Edition {
                            check_in,
                            from,
                            until,
                        },
                    ));
                }
                None => memory.is_cut = true,
            }
        }
        editions
    }

    /// Whether no content that was committed before the check-in was due was ready, and one after it was.
    /// `editions` are those that were read.
    fn is_late(
        &self,
        file: &File,
        edits: &[Edit],
        editions: &[(BlobId, Edition)],
        memory: &mut Memory,
    ) -> bool {
        let Some(first) = edits.first().filter(|first| first.before.is_none()) else {
            return false;
        };
        let is_bulk = |bulk: &BTreeSet<usize>| bulk.contains(&first.commit);
        let Some(due) = file.files.team.due_at(file.week) else {
            return false;
        };
        let is_in_time = |edit: &&Edit| self.moment(edit) <= due;
        if self.bulk.get(file.person).is_some_and(is_bulk) || edits.iter().all(|e| is_in_time(&e)) {
            return false;
        }
        let in_time = edits.iter().rev().filter(is_in_time);
        for blob in in_time.filter_map(|edit| edit.after) {
            let read = editions.iter().find(|(known, _)| *known == blob);
            let status = match read {
                Some((_, edition)) => Some(edition.check_in.status.value),
                None => file.content(blob).map(|check_in| check_in.status.value),
            };
            match status {
                Some(status) if is_ready(status) => return false,
                Some(_) => {}
                None => {
                    memory.is_cut = true;
                    return false;
                }
            }
        }
        true
    }

    fn moment(&self, edit: &Edit) -> Timestamp {
        let seconds = self
            .edits
            .commits
            .get(edit.commit)
            .map_or(0, |commit| commit.seconds);
        Timestamp::from_second(seconds).unwrap_or_default()
    }

    fn day(&self, files: &Files, edit: &Edit) -> Date {
        files
            .team
            .cadence
            .time_zone
            .to_datetime(self.moment(edit))
            .date()
    }

    fn week(&self, files: &Files, edit: &Edit) -> Week {
        Week::of(self.day(files, edit))
    }

    /// How the objectives that are there were edited.
    fn goals(&self, store: &Store, files: &Files) -> Vec<GoalEdit> {
        let mut found = Vec::new();
        for (path, edits) in &self.edits.files {
            let Ok(Place::Objective { cycle, id }) = read::place(path.as_str(), &files.team) else {
                continue;
            };
            let objective = |blob: Option<BlobId>| -> Option<Objective> {
                let Ok(Content::Text(bytes)) = store.content(blob?) else {
                    return None;
                };
                let source = Source::new(bytes);
                Some(read::objective(&source, path.as_str(), &cycle, &id, &files.team).value)
            };
            for edit in edits {
                let (Some(after), Some(commit)) =
                    (objective(edit.after), self.edits.commits.get(edit.commit))
                else {
                    continue;
                };
                let author = |email: &String| {
                    files
                        .team
                        .person_by_email(email)
                        .map(|person| person.id.clone())
                };
                let mut authors: Vec<Option<PersonId>> = commit.emails.iter().map(author).collect();
                authors.dedup();
                found.push(GoalEdit {
                    day: self.day(files, edit),
                    commit: commit.id.clone(),
                    authors,
                    is_merge: commit.is_merge,
                    before: objective(edit.before),
                    after,
                });
            }
        }
        found
    }
}

/// A check-in's file.
struct File<'f> {
    store: &'f Store,
    files: &'f Files,
    person: &'f PersonId,
    week: Week,
    path: &'f RepoPath,
}

impl File<'_> {
    /// What an earlier content says; none where this clone has it not.
    fn content(&self, blob: BlobId) -> Option<CheckIn> {
        let Ok(Content::Text(bytes)) = self.store.content(blob) else {
            return None;
        };
        let (path, files) = (self.path.as_str(), self.files);
        let source = Source::new(bytes);
        let read = read::check_in(
            &source,
            path,
            self.person,
            self.week,
            &files.team,
            &files.okrs,
        );
        Some(read.value)
    }
}

fn is_ready(status: Status) -> bool {
    matches!(status, Status::Ready | Status::Reviewed)
}
