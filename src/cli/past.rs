//! What git knows of the files that are judged: how they were in the base of the change, and who brought
//! which content when.

use std::sync::atomic::{AtomicBool, Ordering};

use super::Failure;
use super::base::Base;
use super::codeowners::OwnersFiles;
use super::load::{self, Files};
use crate::model::history::{CountedChange, agreed_changes};
use crate::model::trail::{Author, Edition};
use crate::model::{CheckIn, Okrs, PersonId, RuleSettings, Team, Trail};
use crate::read::{self, Place};
use crate::store::{At, Content, FilePast, RepoPath, SETTINGS, Store, StoreError};
use crate::text::Source;

/// What is compared, and whether git is asked who wrote what.
#[derive(Default)]
pub struct Past {
    base: Option<Side>,
    asks_git: bool,
    /// Whether the clone ends before a file's beginning.
    is_cut: AtomicBool,
}

/// The team's files in the base.
struct Side {
    store: Store,
    team: Team,
    /// Where they differ from those of now.
    okrs: Option<Okrs>,
    changed: Vec<RepoPath>,
}

impl Past {
    /// Nothing is compared; git is asked who wrote what where `asks_git`.
    pub(super) fn without_base(asks_git: bool) -> Self {
        Self {
            asks_git,
            ..Self::default()
        }
    }

    /// The files of `base`, of which `changed` are others now. A base before the team's first day has
    /// none.
    ///
    /// # Errors
    /// Disk or git refuse.
    pub(super) fn with_base(
        base: &Base,
        changed: &[RepoPath],
        directory: &std::path::Path,
    ) -> Result<Self, Failure> {
        let mut past = Self::without_base(true);
        let store = match Store::open(directory, At::Revision(base.revision.clone())) {
            Ok(store) => store,
            Err(StoreError::NoRoot { .. }) => return Ok(past),
            Err(error) => return Err(error.into()),
        };
        let okrs_differ = changed
            .iter()
            .any(|path| path.as_str().starts_with("okrs/"));
        let (team, okrs) = if okrs_differ {
            let files = load::files_without_check_ins(&store)?;
            (files.team, Some(files.okrs))
        } else {
            (load::settings(&store)?.team, None)
        };
        past.base = Some(Side {
            store,
            team,
            okrs,
            changed: changed.to_vec(),
        });
        Ok(past)
    }

    /// What became of those of a person's check-ins that `holds` says yes to.
    ///
    /// # Errors
    /// Disk or git refuse.
    pub(super) fn trails(
        &self,
        store: &Store,
        files: &Files,
        check_ins: &[CheckIn],
        holds: impl Fn(&str) -> bool,
    ) -> Result<Vec<Trail>, Failure> {
        if !self.asks_git {
            return Ok(Vec::new());
        }
        let asked: Vec<&CheckIn> = check_ins
            .iter()
            .filter(|known| holds(&known.path))
            .collect();
        let paths: Vec<RepoPath> = asked
            .iter()
            .map(|known| RepoPath::new(&*known.path))
            .collect();
        let pasts = store.pasts(&paths)?;
        let firsts = pasts.iter().map(first_commit).collect::<Vec<_>>();
        let mut trails = Vec::with_capacity(asked.len());
        for (check_in, past) in asked.into_iter().zip(pasts) {
            if !past.is_whole {
                self.is_cut.store(true, Ordering::Relaxed);
            }
            let base = match &self.base {
                Some(base) => base.check_in(&files.okrs, &check_in.path)?,
                None => None,
            };
            trails.push(Trail {
                path: check_in.path.clone(),
                base,
                is_whole: past.is_whole,
                is_bulk: first_commit(&past).is_some_and(|first| {
                    firsts.iter().flatten().filter(|it| **it == first).count() > 1
                }),
                editions: editions(&past, check_in, files),
            });
        }
        Ok(trails)
    }

    /// The check-ins of the base that are gone.
    ///
    /// # Errors
    /// Disk or git refuse.
    pub(super) fn gone(&self, store: &Store, files: &Files) -> Result<Vec<CheckIn>, Failure> {
        let Some(base) = &self.base else {
            return Ok(Vec::new());
        };
        let mut gone = Vec::new();
        for path in base.changed.iter().filter(|path| path.is_plain()) {
            if path.as_str().starts_with("check-ins/") && store.read_path(path)?.is_none() {
                gone.extend(base.check_in(&files.okrs, path.as_str())?);
            }
        }
        Ok(gone)
    }

    /// The objectives of the base, where they are others now.
    pub(super) fn okrs_before(&self) -> Option<&Okrs> {
        self.base.as_ref()?.okrs.as_ref()
    }

    /// What `okr.yaml` said in the base, where it says something else now.
    pub(super) fn settings_before(&self) -> Option<&Team> {
        let base = self.base.as_ref()?;
        let is_changed = base.changed.iter().any(|path| path.as_str() == SETTINGS);
        is_changed.then_some(&base.team)
    }

    /// Whether the forges' files of owners, which are `now`, or what they are made of are others than in the
    /// base; without one nothing is.
    ///
    /// # Errors
    /// Disk or git refuse.
    pub(super) fn owners_changed(&self, now: &OwnersFiles) -> Result<bool, Failure> {
        let Some(base) = &self.base else {
            return Ok(false);
        };
        let mut changed = base.changed.iter().map(RepoPath::as_str);
        let are_others = changed.any(|path| path == SETTINGS || path.starts_with("okrs/"));
        Ok(are_others || OwnersFiles::read(&base.store)? != *now)
    }

    /// What is said of the rules in the base.
    pub(super) fn rules_of_base(&self) -> Option<RuleSettings> {
        self.settings_before().map(|team| team.rules.clone())
    }

    /// Whether the clone ends before the beginning of a file that was asked about.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut.load(Ordering::Relaxed)
    }
}

impl Side {
    /// The check-in at `path` as it was.
    fn check_in(&self, okrs_now: &Okrs, path: &str) -> Result<Option<CheckIn>, Failure> {
        let Ok(Place::CheckIn { person, week }) = read::place(path, &self.team) else {
            return Ok(None);
        };
        let Some(Content::Text(bytes)) = self.store.read_path(&RepoPath::new(path))? else {
            return Ok(None);
        };
        let okrs = self.okrs.as_ref().unwrap_or(okrs_now);
        let read = read::check_in(&Source::new(bytes), path, &person, week, &self.team, okrs);
        Ok(Some(read.value))
    }
}

/// The commit in which the file began.
fn first_commit(past: &FilePast) -> Option<String> {
    let first = past.versions.first().filter(|_| past.is_whole)?;
    Some(first.commit.clone())
}

fn editions(past: &FilePast, check_in: &CheckIn, files: &Files) -> Vec<Edition> {
    let versions = past.versions.iter().map(|version| {
        let bytes = match &version.content {
            Content::Text(bytes) => bytes.clone(),
            Content::TooLarge { .. } | Content::NotAFile(_) => Vec::new(),
        };
        let source = Source::new(bytes);
        let (path, person) = (&check_in.path, &check_in.person);
        let read = read::check_in(
            &source,
            path,
            person,
            check_in.week,
            &files.team,
            &files.okrs,
        );
        Edition {
            commit: version.commit.clone(),
            at: jiff::Timestamp::from_second(version.seconds).unwrap_or_default(),
            authors: authors(&version.emails, &files.team),
            status: read.value.status.value,
            text: read.value.text,
            parents: version.parents.clone(),
        }
    });
    versions.collect()
}

fn authors(emails: &[String], team: &Team) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    for email in emails {
        let known = team.person_by_email(email);
        let author = known.map_or(Author::Stranger, |person| Author::Known(person.id.clone()));
        if !authors.contains(&author) {
            authors.push(author);
        }
    }
    authors
}

/// What both agreed on in the check-ins of these people.
///
/// # Errors
/// Disk or git refuse.
pub(super) fn agreed_by(
    store: &Store,
    files: &Files,
    people: &[PersonId],
) -> Result<Vec<CountedChange>, Failure> {
    let mut agreed = Vec::new();
    for id in people {
        let Some(person) = files.team.person(id.as_str()) else {
            continue;
        };
        for read in load::timeline(store, files, id)? {
            agreed.extend(agreed_changes(&read.value, person));
        }
    }
    Ok(agreed)
}
