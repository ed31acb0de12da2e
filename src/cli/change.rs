//! What a change, such as a pull request, does to the team's files, in meaning: each check-in that it
//! touches against the week before or, where it was there already, against itself in the base; the
//! objectives against those of the base.

use super::base::{self, Base, Surroundings};
use super::load::{self, Files};
use super::{Context, Failure, streams};
use crate::diff::{self, Comparison, Diff, Untold, Why};
use crate::model::{CheckIn, Objective, Okrs, PersonId, Status, Team, Week};
use crate::output::summary::counted;
use crate::read::{self, Place};
use crate::store::{At, Content, RepoPath, Store, StoreError};
use crate::text::Source;

/// What was changed.
pub(super) struct Change {
    pub team: Team,
    pub comparison: Comparison,
}

/// The team's files in the base.
struct Side {
    store: Store,
    files: Files,
}

/// A check-in that the change touches.
type Touched = (PersonId, Week, RepoPath);

/// What the change from the base that `asked` names does; empty stands for the one that the surroundings
/// tell.
///
/// # Errors
/// The base cannot be found; disk or git refuse.
pub(super) fn since(store: &Store, context: &Context, asked: &str) -> Result<Change, Failure> {
    let base = base::base(asked, &Surroundings::read(), store)?;
    let changed = store.changed(&base.revision)?;
    let change = between(store, context, &base, &changed)?;
    tell(context, &base.words, &change.comparison);
    Ok(change)
}

/// What became of those files since the base.
///
/// # Errors
/// Disk or git refuse.
pub(super) fn between(
    store: &Store,
    context: &Context,
    base: &Base,
    changed: &[RepoPath],
) -> Result<Change, Failure> {
    let side = side(&base.revision, context)?;
    let touched = touched(store, changed)?;
    let mut people: Vec<String> = touched.iter().map(|(id, _, _)| id.to_string()).collect();
    people.dedup();
    let files = load::files_of_people(store, &people)?;
    let answers = load::for_each_person(&files, |of| {
        let own: Vec<_> = touched.iter().filter(|it| it.0 == of.person).collect();
        of_person(store, &files, side.as_ref(), &of.person, &own)
    })?;
    let mut comparison = Comparison::default();
    for answer in answers.into_iter().flatten() {
        match answer {
            Ok(diff) => comparison.diffs.push(diff),
            Err(untold) => comparison.untold.push(untold),
        }
    }
    let nothing = Okrs::default();
    let before = side.as_ref().map_or(&nothing, |side| &side.files.okrs);
    let (before, after) = (among(before, changed), among(&files.okrs, changed));
    comparison.definitions = diff::definitions(&before, &after);
    comparison.descriptions = diff::descriptions(&before, &after);
    Ok(Change {
        team: files.team,
        comparison,
    })
}

/// The objectives whose files are among these.
fn among(okrs: &Okrs, changed: &[RepoPath]) -> Okrs {
    let is_among =
        |objective: &&Objective| changed.iter().any(|path| path.as_str() == objective.path);
    Okrs::new(okrs.objectives().iter().filter(is_among).cloned().collect())
}

fn tell(context: &Context, words: &str, comparison: &Comparison) {
    if !context.is_quiet() {
        let count = comparison.diffs.len() + comparison.untold.len();
        let count = counted(count, "check-in", "check-ins");
        streams::tell(&format!("compared with {words}: {count} changed"));
    }
}

/// A base before the team's first day has no files.
fn side(revision: &str, context: &Context) -> Result<Option<Side>, Failure> {
    let store = match Store::open(&context.directory(), At::Revision(revision.to_owned())) {
        Ok(store) => store,
        Err(StoreError::NoRoot { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let files = load::files_without_check_ins(&store)?;
    Ok(Some(Side { store, files }))
}

/// The check-ins among the changed files, by person and week.
fn touched(store: &Store, changed: &[RepoPath]) -> Result<Vec<Touched>, Failure> {
    let team = load::settings(store)?.team;
    let mut touched = Vec::new();
    for path in changed {
        if let Ok(Place::CheckIn { person, week }) = read::place(path.as_str(), &team)
            && path.is_plain()
        {
            touched.push((person, week, path.clone()));
        }
    }
    touched.sort();
    Ok(touched)
}

/// What the change does to one person's check-ins; in place of what cannot be compared, why.
fn of_person(
    store: &Store,
    files: &Files,
    side: Option<&Side>,
    person: &PersonId,
    touched: &[&Touched],
) -> Result<Vec<Result<Diff, Untold>>, Failure> {
    if touched.is_empty() {
        return Ok(Vec::new());
    }
    let public = load::public_timeline(store, files, person)?;
    let surroundings = diff::Context::new(&files.team, &files.okrs, &public);
    let mut found = Vec::new();
    for (_, week, path) in touched {
        let untold = |why| {
            let (person, week) = (person.clone(), *week);
            Err(Untold { person, week, why })
        };
        if store.read_path(path)?.is_none() {
            found.push(untold(Why::Gone));
            continue;
        }
        let Some(after) = public.iter().find(|check_in| check_in.week == *week) else {
            found.push(untold(Why::Withheld));
            continue;
        };
        if after.status.value == Status::Skipped {
            let reason = after.skipped.as_ref();
            let reason = reason.map_or_else(String::new, |reason| reason.value.clone());
            found.push(untold(Why::Skipped(reason)));
            continue;
        }
        let edited = match side {
            Some(side) => in_base(side, person, *week, path)?,
            None => None,
        };
        let before = edited.as_ref().or_else(|| diff::previous(&public, *week));
        found.push(Ok(diff::diff(before, after, &surroundings)));
    }
    Ok(found)
}

/// The check-in as it was in the base, without private words; `None` where it was not there, was skipped,
/// or is withheld.
fn in_base(
    side: &Side,
    person: &PersonId,
    week: Week,
    path: &RepoPath,
) -> Result<Option<CheckIn>, Failure> {
    let Some(Content::Text(bytes)) = side.store.read_path(path)? else {
        return Ok(None);
    };
    let (team, okrs) = (&side.files.team, &side.files.okrs);
    let source = Source::new(bytes);
    let read = read::check_in(&source, path.as_str(), person, week, team, okrs);
    let public = read::public(&read.value, team, okrs);
    Ok(public.filter(|check_in| check_in.status.value != Status::Skipped))
}
