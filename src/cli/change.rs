//! What a change, such as a pull request, does to the team's files, in meaning: each check-in that it
//! touches against the week before or, where it was there already, against itself in the base; the
//! objectives against those of the base.

use super::base::{self, Surroundings};
use super::load::{self, Files};
use super::{Context, Failure, diff as command, streams};
use crate::diff::{self, DefinitionChange, Diff};
use crate::model::{CheckIn, PersonId, Status, Team, Week};
use crate::read::{self, Place};
use crate::store::{At, Content, RepoPath, Store, StoreError};
use crate::text::Source;

/// What was changed.
pub(super) struct Change {
    pub team: Team,
    pub diffs: Vec<Diff>,
    pub definitions: Vec<DefinitionChange>,
}

/// The team's files in the base.
struct Side {
    store: Store,
    files: Files,
}

/// What the change from the base that `asked` names does; empty stands for the one that the surroundings
/// tell.
///
/// # Errors
/// The base cannot be found; disk or git refuse.
pub(super) fn change(store: &Store, context: &Context, asked: &str) -> Result<Change, Failure> {
    let base = base::base(asked, &Surroundings::read(), store)?;
    let changed = store.changed(&base.revision)?;
    let side = side(&base.revision, context)?;
    let touched = touched(store, &changed)?;
    let mut people: Vec<String> = touched.iter().map(|(id, _, _)| id.to_string()).collect();
    people.dedup();
    let files = load::files_of_people(store, &people)?;
    let answers = load::for_each_person(&files, |of| {
        let own: Vec<_> = touched
            .iter()
            .filter(|(id, _, _)| *id == of.person)
            .collect();
        of_person(store, &files, side.as_ref(), &of.person, &own)
    })?;
    let mut diffs = Vec::new();
    for answer in answers.into_iter().flatten() {
        match answer {
            Ok(diff) => diffs.push(diff),
            Err(withheld) => streams::warn(&withheld.to_string()),
        }
    }
    tell(context, &base.words, &diffs);
    let is_of_okrs = |path: &RepoPath| path.as_str().starts_with("okrs/");
    let definitions = match &side {
        _ if !changed.iter().any(is_of_okrs) => Vec::new(),
        Some(side) => diff::definitions(&side.files.okrs, &files.okrs),
        None => diff::definitions(&crate::model::Okrs::default(), &files.okrs),
    };
    Ok(Change {
        team: files.team,
        diffs,
        definitions,
    })
}

fn tell(context: &Context, words: &str, diffs: &[Diff]) {
    if !context.is_quiet() {
        let count = crate::output::summary::counted(diffs.len(), "check-in", "check-ins");
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
fn touched(
    store: &Store,
    changed: &[RepoPath],
) -> Result<Vec<(PersonId, Week, RepoPath)>, Failure> {
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

/// What the change does to one person's check-ins; in place of one that is withheld, why.
fn of_person(
    store: &Store,
    files: &Files,
    side: Option<&Side>,
    person: &PersonId,
    touched: &[&(PersonId, Week, RepoPath)],
) -> Result<Vec<Result<Diff, Failure>>, Failure> {
    if touched.is_empty() {
        return Ok(Vec::new());
    }
    let public = load::public_timeline(store, files, person)?;
    let surroundings = diff::Context::new(&files.team, &files.okrs, &public);
    let mut found = Vec::new();
    for (_, week, path) in touched {
        if store.read_path(path)?.is_none() {
            streams::tell(&format!("{path} is gone"));
            continue;
        }
        let Some(after) = public.iter().find(|check_in| check_in.week == *week) else {
            found.push(Err(command::withheld(person, *week)));
            continue;
        };
        if after.status.value == Status::Skipped {
            streams::tell(&format!("{person} is away in {week}"));
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
