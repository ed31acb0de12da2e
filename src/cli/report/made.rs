//! The team's files become the pages of a report.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};
use jiff::tz::TimeZone;

use super::stop::Stop;
use super::{Args, ForWhom, again, templates, trouble};
use crate::cli::load::{self, Files};
use crate::cli::memory::Remembered;
use crate::cli::{Context, Failure, context, due};
use crate::model::{CheckIn, PersonId};
use crate::report::{self, Audience, BuildError, Commit, Input, Past};
use crate::store::{OutputFolder, Store};

/// What a search engine is told.
const ROBOTS: &[u8] = b"User-agent: *\nDisallow: /\n";

/// Reads the team's files, and warns of errors in them.
///
/// # Errors
/// Disk or git refuse; `okr.yaml` names nobody, since it cannot be read: a report of nobody is none, and
/// would take the place of a good one.
pub(super) fn files(store: &Store) -> Result<Files, Failure> {
    let files = load::files(store)?;
    if let (true, Some(first)) = (files.team.people.is_empty(), files.team_diagnostics.first()) {
        let told = trouble::told(store, first)?;
        let message = format!("{}:{}: {}", told.path, told.line, told.message);
        let hint = "'okr check okr.yaml' tells more";
        return Err(Failure::usage_with_hint(message, hint));
    }
    context::warn_of_errors(files.team_diagnostics.len(), "okr.yaml");
    context::warn_of_errors(files.okr_diagnostics.len(), "the objectives");
    Ok(files)
}

/// One report that is made.
pub(super) struct Making<'m> {
    pub store: &'m Store,
    pub files: &'m Files,
    pub args: &'m Args,
    pub context: &'m Context,
    pub stop: &'m Stop,
    /// Whether it shows how far it is, where there is a terminal.
    pub has_bar: bool,
}

impl Making<'_> {
    /// Makes the folder, and counts its pages; it is not put at its place yet.
    ///
    /// # Errors
    /// Disk or git refuse, a template of the team's own has a fault, somebody has asked to stop.
    pub(super) fn folder(&self) -> Result<(OutputFolder, usize), Failure> {
        let out = self.context.directory().join(&self.args.out);
        let folder = OutputFolder::create(&out)?;
        let (pages, bar) = (AtomicUsize::new(0), self.bar());
        let sink = |path: &str, bytes: &[u8]| -> Result<(), Failure> {
            self.stop.check()?;
            if path.ends_with(".html") {
                pages.fetch_add(1, Ordering::Relaxed);
                bar.inc(1);
            }
            Ok(folder.add(path, bytes)?)
        };
        let (calendar, remembered) = rayon::join(|| self.calendar(), || self.remembered());
        let (calendar, remembered) = (calendar?, remembered?);
        self.with_input(&remembered, Some(&calendar), |input| {
            let built = report::build(input, &sink);
            bar.finish_and_clear();
            built.map_err(|error| match error {
                BuildError::Sink(error) => error,
                BuildError::Report(error) => templates::fault(&error),
            })
        })?;
        if self.args.base_url.is_some() {
            folder.add("robots.txt", ROBOTS)?;
        }
        Ok((folder, pages.into_inner()))
    }

    /// Writes this week as one file.
    ///
    /// # Errors
    /// As for the folder.
    pub(super) fn one_file(&self, file: &Path) -> Result<PathBuf, Failure> {
        let page = self.with_input(&self.remembered()?, None, |input| {
            report::week_page(input).map_err(|error| templates::fault(&error))
        })?;
        let path = self.context.below_directory(file);
        self.store.write_result(&path, page.as_bytes())?;
        Ok(path)
    }

    fn with_input<T>(
        &self,
        remembered: &Remembered,
        calendar: Option<&str>,
        work: impl FnOnce(&Input) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let (store, files, args) = (self.store, self.files, self.args);
        let withheld = Mutex::new(BTreeSet::new());
        let check_ins = |person: &PersonId| {
            let read = check_ins_of(store, files, person);
            let odd = read.iter().filter(|check_in| check_in.withheld.is_some());
            let mut withheld = withheld.lock().unwrap_or_else(PoisonError::into_inner);
            withheld.extend(odd.map(|check_in| check_in.path.clone()));
            drop(withheld);
            read
        };
        let commit = commit_of(store);
        let zone = &files.team.cadence.time_zone;
        let now = zone.to_datetime(self.context.now(&files.team));
        let memory = |person: &PersonId| remembered.of(store, files, person);
        let done = work(&Input {
            team: &files.team,
            okrs: &files.okrs,
            check_ins: &check_ins,
            past: Past {
                memory: &memory,
                goals: &remembered.goals,
                reach: remembered.reach,
            },
            unreadable: trouble::unreadable(store, files)?,
            now,
            again: again(commit.as_ref(), args, self.context),
            commit,
            audience: match args.audience() {
                ForWhom::Team => Audience::Team,
                ForWhom::Published => Audience::Published,
            },
            overrides: &templates::own(args, self.context)?,
            base_url: args.base_url.as_deref(),
            calendar,
        })?;
        let withheld = withheld.into_inner();
        trouble::warn_of_withheld(&withheld.unwrap_or_else(PoisonError::into_inner));
        Ok(done)
    }

    /// What git remembers of the files.
    fn remembered(&self) -> Result<Remembered, Failure> {
        let zone = &self.files.team.cadence.time_zone;
        let now = zone.to_datetime(self.context.now(&self.files.team));
        Remembered::read(self.store, self.files, now.date())
    }

    /// What is due, made at the time of the commit: the clock would make each build another one.
    fn calendar(&self) -> Result<String, Failure> {
        let own = templates::own(self.args, self.context)?;
        let words = due::words(self.files.team.language, &own);
        let words = words.map_err(|error| templates::fault(&error))?;
        let mut debts = due::of_cycle(self.store, self.files, self.context, &words)?;
        if self.args.audience() == ForWhom::Published {
            // Commands are for whoever has the repository.
            debts.iter_mut().for_each(|debt| debt.command.clear());
        }
        let commit = self.store.commit();
        let committed = commit.and_then(|commit| jiff::Timestamp::from_second(commit.seconds).ok());
        Ok(crate::output::due::calendar(&crate::output::due::Due {
            debts: &debts,
            team: &self.files.team,
            now: committed.unwrap_or_else(|| self.midnight()),
            by_manager: false,
        }))
    }

    /// When today began.
    fn midnight(&self) -> jiff::Timestamp {
        let team = &self.files.team;
        let midnight = self.context.today(team).at(0, 0, 0, 0);
        let midnight = team.cadence.time_zone.to_timestamp(midnight);
        midnight.unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// A bar on a terminal, nothing elsewhere.
    fn bar(&self) -> ProgressBar {
        if !self.has_bar {
            return ProgressBar::hidden();
        }
        let (people, okrs) = (&self.files.people, &self.files.okrs);
        let check_ins = || people.iter().flat_map(|person| &person.check_ins);
        let weeks: BTreeSet<_> = check_ins().map(|(week, _)| *week).collect();
        // A page of each, and two of each person: theirs and the agenda of their last check-in.
        let pages = check_ins().count() + weeks.len() + okrs.objectives().len() + 2 * people.len();
        let bar = ProgressBar::new(u64::try_from(pages).unwrap_or(0));
        let style = ProgressStyle::with_template("{bar:40} {pos} of about {len} pages");
        let bar = style.map_or(bar.clone(), |style| bar.with_style(style));
        bar.tick();
        bar
    }
}

/// The commit that is read, or that the work tree stands on.
pub(in crate::cli) fn commit_of(store: &Store) -> Option<Commit> {
    let commit = store.commit()?;
    let time = jiff::Timestamp::from_second(commit.seconds).ok()?;
    Some(Commit {
        id: commit.id,
        time: TimeZone::UTC.to_datetime(time),
    })
}

/// One person's check-ins. One that disk or git do not give is withheld.
pub(in crate::cli) fn check_ins_of(
    store: &Store,
    files: &Files,
    person: &PersonId,
) -> Vec<CheckIn> {
    let read = files.of(person).iter().map(|(week, entry)| {
        load::check_in(store, files, person, *week, entry).map_or_else(
            |_| load::unread(files, person, *week, entry),
            |read| read.value,
        )
    });
    read.collect()
}
