//! Everyone's check-ins of a week, each compared with the one before.

use super::change::Change;
use super::diff::warn;
use super::pair::{Compared, Pair};
use super::{Context, Failure, load, streams};
use crate::diff::{Comparison, Diff, Untold, Why};
use crate::model::{Person, Week};
use crate::store::Store;

/// Everyone's check-in of a week, each against the one before.
pub(super) fn of_team(store: &Store, context: &Context, week: &str) -> Result<Change, Failure> {
    let week = Week::parse(week).map_err(Failure::usage)?;
    let mut files = load::settings(store)?;
    load::add_below(store, &mut files, &["check-ins"])?;
    let before = load::for_each_person(&files, |of| match files.team.person(of.person.as_str()) {
        Some(person) => Pair::new(store, &files, person).previous(Some(week)),
        None => Ok(None),
    })?;
    load::add_objectives(
        store,
        &mut files,
        before.into_iter().flatten().chain([week]),
    )?;
    warn(&files);
    let answers = load::for_each_person(&files, |of| of_week(store, &files, of, week))?;
    let mut comparison = Comparison::default();
    for answer in answers {
        match answer {
            OfWeek::Diff(diff) => comparison.diffs.push(*diff),
            OfWeek::Untold(untold) => comparison.untold.push(untold),
            OfWeek::Nothing => {}
        }
    }
    let Comparison { diffs, untold, .. } = &comparison;
    if diffs.is_empty() && untold.is_empty() {
        let message = format!("nobody has a check-in of {week} to compare");
        return Err(Failure::usage_with_hint(
            message,
            "'okr status' tells who has checked in",
        ));
    }
    let is_there = |person: &&Person| {
        diffs.iter().any(|diff| diff.person == person.id)
            || untold.iter().any(|untold| untold.person == person.id)
    };
    let missing: Vec<&str> = files
        .team
        .people
        .iter()
        .filter(|person| !is_there(person) && !files.of(&person.id).is_empty())
        .map(|person| person.name.as_str())
        .collect();
    if !missing.is_empty() && !context.is_quiet() {
        streams::tell(&format!(
            "nothing to compare in {week}: {}",
            missing.join(", ")
        ));
    }
    Ok(Change {
        team: files.team,
        comparison,
    })
}

/// What there is of one person in a week.
enum OfWeek {
    Diff(Box<Diff>),
    /// It was skipped, or something in the file is odd.
    Untold(Untold),
    /// There is no check-in.
    Nothing,
}

fn of_week(
    store: &Store,
    files: &load::Files,
    of: &load::PersonFiles,
    week: Week,
) -> Result<OfWeek, Failure> {
    if !of.check_ins.iter().any(|(there, _)| *there == week) {
        return Ok(OfWeek::Nothing);
    }
    let Some(person) = files.team.person(of.person.as_str()) else {
        return Ok(OfWeek::Nothing);
    };
    let pair = Pair::new(store, files, person);
    let untold = |why| {
        let person = of.person.clone();
        Ok(OfWeek::Untold(Untold { person, week, why }))
    };
    if let Some(reason) = pair.skipped(week)? {
        return if pair.is_public(week)? {
            untold(Why::Skipped(reason))
        } else {
            untold(Why::Withheld)
        };
    }
    let mut from = pair.previous(Some(week))?;
    loop {
        match pair.compared(from, week)? {
            Compared::Diff(diff) => return Ok(OfWeek::Diff(diff)),
            Compared::WithheldAfter => return untold(Why::Withheld),
            // The last one of which everything may be shown is compared.
            Compared::WithheldBefore(odd) => from = pair.previous(Some(odd))?,
        }
    }
}
