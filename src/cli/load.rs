//! The team's files, read: `okr.yaml` and the objectives whole, the check-ins person by person.
//!
//! A person's timeline is the unit of work: it is read, used and let go, so that memory does not grow
//! with the text of the whole team.

use std::collections::BTreeSet;

use super::Failure;
pub use super::person_files::PersonFiles;
use super::person_files::{self, nobodys};
use crate::diag::Diagnostic;
use crate::model::{CheckIn, Cycle, Objective, ObjectiveId, Okrs, PersonId, Status, Team, Week};
use crate::read::{self, Place, Read, rule};
use crate::store::{Content, Entry, EntryKind, RepoPath, Store, for_each};
use crate::text::{Source, Span};

/// So many objectives are read on one thread.
const FEW_OBJECTIVES: usize = 16;

/// Everything but the check-ins' texts.
pub struct Files {
    /// What `okr.yaml` says.
    pub team: Team,
    /// What is wrong with it.
    pub team_diagnostics: Vec<Diagnostic>,
    /// The objectives.
    pub okrs: Okrs,
    /// What is wrong with them.
    pub okr_diagnostics: Vec<Diagnostic>,
    /// The check-ins' files, by person in the order of `okr.yaml`, each in the order of the weeks.
    pub people: Vec<PersonFiles>,
    /// What is wrong with places: files that have no meaning where they stand.
    pub place_diagnostics: Vec<Diagnostic>,
    /// The week from which on check-ins are read, and the objectives that they may speak of; `None` where
    /// all are.
    pub since: Option<Week>,
    /// Whether everybody's check-ins are listed, and not those of some alone.
    pub lists_everybody: bool,
}

impl Files {
    /// The files of one person; none where there are none.
    #[must_use]
    pub fn of(&self, person: &PersonId) -> &[(Week, Entry)] {
        let found = self.people.iter().find(|files| files.person == *person);
        found.map_or(&[], |files| &files.check_ins)
    }
}

/// Reads `okr.yaml` and the objectives, and lists the check-ins.
///
/// # Errors
/// Disk or git refuse.
pub fn files(store: &Store) -> Result<Files, Failure> {
    files_below(store, &crate::store::FOLDERS)
}

/// The same, but lists the check-ins of these people alone; one that is not in `okr.yaml` has none.
///
/// # Errors
/// Disk or git refuse.
pub fn files_of_people(store: &Store, people: &[String]) -> Result<Files, Failure> {
    let team = settings(store)?.team;
    let known = people.iter().filter(|person| team.person(person).is_some());
    let folders = known.map(|person| format!("check-ins/{person}"));
    files_of_folders(store, &folders.collect::<Vec<_>>())
}

/// The same, but lists the check-ins below some folders alone, such as `check-ins/ada`, whatever stands
/// there.
///
/// # Errors
/// Disk or git refuse.
pub fn files_of_folders(store: &Store, folders: &[String]) -> Result<Files, Failure> {
    let folders: Vec<&str> = folders.iter().map(String::as_str).chain(["okrs"]).collect();
    files_below(store, &folders)
}

/// The same, but lists no check-in.
///
/// # Errors
/// Disk or git refuse.
pub fn files_without_check_ins(store: &Store) -> Result<Files, Failure> {
    files_below(store, &["okrs"])
}

fn files_below(store: &Store, folders: &[&str]) -> Result<Files, Failure> {
    let mut files = settings(store)?;
    add_below(store, &mut files, folders)?;
    Ok(files)
}

/// Reads the objectives and lists the check-ins below some folders alone, such as `okrs/2026-Q4`. The
/// objectives that were there are replaced.
///
/// # Errors
/// Disk or git refuse.
pub fn add_below(store: &Store, files: &mut Files, folders: &[&str]) -> Result<(), Failure> {
    let objectives = list_below(store, files, folders)?;
    read_objectives(store, files, &objectives)
}

/// A file of an objective, not read yet.
struct ObjectiveFile {
    cycle: Cycle,
    id: ObjectiveId,
    entry: Entry,
}

/// Adds the check-ins below some folders, and gives the objectives.
fn list_below(
    store: &Store,
    files: &mut Files,
    folders: &[&str],
) -> Result<Vec<ObjectiveFile>, Failure> {
    let mut objectives = Vec::new();
    let mut last = 0;
    files.lists_everybody |= folders.contains(&"check-ins");
    for entry in store.list_below(folders)? {
        match read::place(entry.path.as_str(), &files.team) {
            Ok(Place::Objective { cycle, id }) => {
                objectives.push(ObjectiveFile { cycle, id, entry });
            }
            Ok(Place::CheckIn { person, week }) => {
                person_files::add(&mut files.people, &mut last, &person, week, entry);
            }
            Ok(Place::Settings | Place::Other) => {}
            Err(diagnostic) => files.place_diagnostics.push(*diagnostic),
        }
    }
    person_files::sort(&mut files.people);
    Ok(objectives)
}

fn read_objectives(
    store: &Store,
    files: &mut Files,
    objectives: &[ObjectiveFile],
) -> Result<(), Failure> {
    let read = for_each(objectives, FEW_OBJECTIVES, |file| {
        let content = store.read(&file.entry)?;
        let read_as = (file.entry.path.as_str(), &file.cycle, &file.id);
        Ok(to_objective(content, read_as, &files.team))
    });
    let read = read.into_iter().collect::<Result<Vec<_>, Failure>>()?;
    let (objectives, diagnostics): (Vec<_>, Vec<_>) = read
        .into_iter()
        .map(|read| (read.value, read.diagnostics))
        .unzip();
    files.okrs = Okrs::new(objectives);
    files.okr_diagnostics = diagnostics.into_iter().flatten().collect();
    Ok(())
}

fn to_objective(
    content: Content,
    (path, cycle, id): (&str, &Cycle, &ObjectiveId),
    team: &Team,
) -> Read<Objective> {
    let (source, diagnostics) = to_source(content, path);
    let mut read = read::objective(&source, path, cycle, id, team);
    if !diagnostics.is_empty() {
        read.diagnostics = diagnostics;
    }
    read
}

/// Reads the objective that stands at a path; `None` where none does.
///
/// # Errors
/// Disk or git refuse.
pub fn objective(
    store: &Store,
    files: &Files,
    path: &str,
) -> Result<Option<Read<Objective>>, Failure> {
    let Ok(Place::Objective { cycle, id }) = read::place(path, &files.team) else {
        return Ok(None);
    };
    let Some(content) = store.read_path(&RepoPath::new(path))? else {
        return Ok(None);
    };
    let read_as = (path, &cycle, &id);
    Ok(Some(to_objective(content, read_as, &files.team)))
}

/// Reads the objectives of the cycles that hold some weeks, in place of those that were there.
///
/// # Errors
/// Disk or git refuse.
pub fn add_objectives(
    store: &Store,
    files: &mut Files,
    weeks: impl IntoIterator<Item = Week>,
) -> Result<(), Failure> {
    let holding = |week| files.team.cycles_holding(week);
    let cycles = weeks.into_iter().flat_map(holding);
    let folders = cycles.map(|cycle| format!("okrs/{}", cycle.id()));
    let folders: BTreeSet<String> = folders.collect();
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    let objectives = match list_below(store, files, &folders) {
        Ok(objectives) => objectives,
        // Where a link stands in place of the folder above them, there are none.
        Err(_) => list_below(store, files, &["okrs"])?,
    };
    read_objectives(store, files, &objectives)?;
    if objectives.is_empty() {
        files.okrs.has_others = !list_below(store, files, &["okrs"])?.is_empty();
    }
    Ok(())
}

/// Reads `okr.yaml` alone.
///
/// # Errors
/// Disk or git refuse.
pub fn settings(store: &Store) -> Result<Files, Failure> {
    let (source, mut diagnostics) = to_source(store.settings()?, crate::store::SETTINGS);
    let read = read::team(&source);
    if diagnostics.is_empty() {
        diagnostics = read.diagnostics;
    }
    let team = read.value;
    Ok(Files {
        people: nobodys(&team),
        team,
        team_diagnostics: diagnostics,
        okrs: Okrs::default(),
        okr_diagnostics: Vec::new(),
        place_diagnostics: Vec::new(),
        since: None,
        lists_everybody: false,
    })
}

/// Reads one person's check-ins, in the order of the weeks.
///
/// # Errors
/// Disk or git refuse.
pub fn timeline(
    store: &Store,
    files: &Files,
    person: &PersonId,
) -> Result<Vec<Read<CheckIn>>, Failure> {
    let asked = files.of(person).iter();
    let asked = asked.filter(|(week, _)| files.since.is_none_or(|since| since <= *week));
    asked
        .map(|(week, entry)| check_in(store, files, person, *week, entry))
        .collect()
}

/// The same from a week on, with the last one before it.
///
/// # Errors
/// Disk or git refuse.
pub fn timeline_from(
    store: &Store,
    files: &Files,
    person: &PersonId,
    from: Week,
) -> Result<Vec<Read<CheckIn>>, Failure> {
    let all = files.of(person);
    let before = all.partition_point(|(week, _)| *week < from);
    let recent = all.get(before.saturating_sub(1)..).unwrap_or_default();
    recent
        .iter()
        .map(|(week, entry)| check_in(store, files, person, *week, entry))
        .collect()
}

/// Reads the last check-in of a person that was not skipped.
///
/// # Errors
/// Disk or git refuse.
pub fn last_spoken(
    store: &Store,
    files: &Files,
    person: &PersonId,
) -> Result<Option<CheckIn>, Failure> {
    for (week, entry) in files.of(person).iter().rev() {
        let read = check_in(store, files, person, *week, entry)?;
        if read.value.status.value != Status::Skipped {
            return Ok(Some(read.value));
        }
    }
    Ok(None)
}

/// Reads one check-in.
///
/// # Errors
/// Disk or git refuse.
pub fn check_in(
    store: &Store,
    files: &Files,
    person: &PersonId,
    week: Week,
    entry: &Entry,
) -> Result<Read<CheckIn>, Failure> {
    let read_as = (entry.path.as_str(), person, week);
    let content = store.read(entry)?;
    Ok(to_check_in(content, read_as, &files.team, &files.okrs))
}

/// Reads the text of one check-in, given where it stands, whose it is, and of which week.
#[must_use]
pub fn to_check_in(
    content: Content,
    (path, person, week): (&str, &PersonId, Week),
    team: &Team,
    okrs: &Okrs,
) -> Read<CheckIn> {
    let (source, diagnostics) = to_source(content, path);
    let mut read = read::check_in(&source, path, person, week, team, okrs);
    if !diagnostics.is_empty() {
        let first = &diagnostics[0];
        let odd = crate::text::Spanned::new(first.message.clone(), first.span);
        read.value.withheld.get_or_insert(odd);
        read.diagnostics = diagnostics;
    }
    read
}

/// A check-in that could not be read: nothing of it may be shown.
#[must_use]
pub fn unread(files: &Files, person: &PersonId, week: Week, entry: &Entry) -> CheckIn {
    let (path, nothing) = (entry.path.as_str(), Source::default());
    let read = read::check_in(&nothing, path, person, week, &files.team, &files.okrs);
    let odd = crate::text::Spanned::new("it cannot be read".to_owned(), Span::at(0));
    let mut value = read.value;
    value.withheld = Some(odd);
    value
}

/// The check-ins of one person without private words, in the order of the weeks; those that fail
/// closed are left out.
///
/// # Errors
/// Disk or git refuse.
pub fn public_timeline(
    store: &Store,
    files: &Files,
    person: &PersonId,
) -> Result<Vec<CheckIn>, Failure> {
    let read = timeline(store, files, person)?;
    Ok(read
        .iter()
        .filter_map(|read| read::public(&read.value, &files.team, &files.okrs))
        .collect())
}

/// Does `work` for every person, several at once, and gives the answers in the order of `okr.yaml`.
///
/// # Errors
/// The first failure in that order.
pub fn for_each_person<T: Send>(
    files: &Files,
    work: impl Fn(&PersonFiles) -> Result<T, Failure> + Sync + Send,
) -> Result<Vec<T>, Failure> {
    // Where one alone has anything to read, other threads would only cost their start.
    let with_files = files.people.iter().filter(|of| !of.check_ins.is_empty());
    let few = if with_files.count() > 1 {
        1
    } else {
        usize::MAX
    };
    for_each(&files.people, few, work).into_iter().collect()
}

/// A file's text, and what keeps it from being one.
fn to_source(content: Content, path: &str) -> (Source, Vec<Diagnostic>) {
    let (rule, message, help) = match content {
        Content::Text(bytes) => return (Source::new(bytes), Vec::new()),
        Content::TooLarge { len } => (
            rule::TOO_LARGE,
            format!(
                "the file has {len} bytes, at most {} are read",
                crate::store::MAXIMUM_LEN
            ),
            "a check-in is a page of text; keep images and logs elsewhere and link to them",
        ),
        Content::NotAFile(kind) => (
            rule::NOT_A_FILE,
            format!("{} stands in place of a file", kind_words(kind)),
            "put a regular file there; links are not followed",
        ),
    };
    let diagnostic = Diagnostic::new(rule, path, Span::at(0), message).with_help(help);
    (Source::default(), vec![diagnostic])
}

fn kind_words(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::File => "a file that cannot be opened",
        EntryKind::SymbolicLink => "a symbolic link",
        EntryKind::Directory => "a folder",
        EntryKind::Unmerged => "an unresolved merge",
        EntryKind::Other => "a pipe, device or other repository",
    }
}
