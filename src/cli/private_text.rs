//! The private text of one check-in, opened and sealed in place, and the check-ins that are named for it.
//! What is made is read again before it is used: nothing private may come to stand in public.

use std::path::PathBuf;

use super::load::Files;
use super::only::Only;
use super::sealing::{Identities, Recipients, Unopened};
use super::{Context, Failure, streams};
use crate::model::{CheckIn, Person, PersonId, Week};
use crate::output::summary::counted;
use crate::read;
use crate::scaffold::{self, KnownSeal, Opened};
use crate::store::{Entry, Store};
use crate::text::Source;
use crate::text::source::line_column;

/// A check-in with all its private text sealed for its two people.
///
/// # Errors
/// The file is odd, a key is missing, or what would come of it is not sealed.
pub(super) fn sealed(
    check_in: &CheckIn,
    person: &Person,
    files: &Files,
    known: &[KnownSeal],
) -> Result<String, Failure> {
    must_be_clear(check_in)?;
    let recipients = Recipients::of(person, &files.team)?;
    let text = scaffold::sealed(check_in, known, |plain| recipients.seal(plain))?;
    let after = read_again(check_in, &text, files);
    let count = check_in.seals.sealed.len() + check_in.seals.plain.len();
    let is_sealed = after.seals.plain.is_empty() && after.seals.sealed.len() == count;
    if after.withheld.is_none() && is_sealed {
        return Ok(text);
    }
    let message = format!(
        "{}: the text cannot be sealed where it stands",
        check_in.path
    );
    Err(Failure::usage_with_hint(
        message,
        "nothing was written; 'okr check' may tell more",
    ))
}

/// A check-in with all that is sealed in it in plain.
///
/// # Errors
/// The file is odd, something in it cannot be opened, or would come to stand in public.
pub(super) fn opened(
    check_in: &CheckIn,
    files: &Files,
    identities: &Identities,
) -> Result<Opened, Failure> {
    must_be_clear(check_in)?;
    let opened = scaffold::unsealed(check_in, |armor| identities.open(armor));
    let opened = opened.map_err(|(span, why)| {
        let at = line_column(&check_in.text, span.start);
        let place = format!("{}:{}", check_in.path, at.line);
        unopened(&place, why, identities)
    })?;
    let after = read_again(check_in, &opened.text, files);
    if after.withheld.is_none() && opened.places.iter().all(|place| after.is_private(*place)) {
        return Ok(opened);
    }
    let message = format!(
        "{}: what is sealed in it would come to stand in public",
        check_in.path
    );
    let hint = "nothing was written; it holds a heading or a fence that does not belong there";
    Err(Failure::usage_with_hint(message, hint))
}

fn unopened(place: &str, why: Unopened, identities: &Identities) -> Failure {
    let key = identities.path().display();
    match why {
        Unopened::ForOthers => Failure::usage_with_hint(
            format!("{place}: this is sealed for others, not for the key in {key}"),
            "nothing was written; --identity FILE or OKR_IDENTITY names another key",
        ),
        Unopened::Broken => Failure::usage_with_hint(
            format!("{place}: the sealed text is damaged, or somebody has changed it"),
            "nothing was written; git has the last whole one",
        ),
    }
}

/// Whether the keys open nothing of what is sealed in it.
pub(super) fn is_for_others(check_in: &CheckIn, identities: &Identities) -> bool {
    let opened = scaffold::unsealed(check_in, |armor| identities.open(armor));
    matches!(opened, Err((_, Unopened::ForOthers)))
}

/// Where something is odd in a file, nobody can say where its private text ends.
fn must_be_clear(check_in: &CheckIn) -> Result<(), Failure> {
    let Some(odd) = &check_in.withheld else {
        return Ok(());
    };
    let at = line_column(&check_in.text, odd.span.start);
    let message = format!("{}:{}: {}", check_in.path, at.line, odd.value);
    let hint = "nothing was written; put that right first, as 'okr check' tells";
    Err(Failure::usage_with_hint(message, hint))
}

fn read_again(check_in: &CheckIn, text: &str, files: &Files) -> CheckIn {
    let source = Source::new(text.as_bytes().to_vec());
    let (person, week) = (&check_in.person, check_in.week);
    read::check_in(
        &source,
        &check_in.path,
        person,
        week,
        &files.team,
        &files.okrs,
    )
    .value
}

/// One check-in's file.
pub(super) struct Named<'f> {
    pub person: &'f PersonId,
    pub week: Week,
    pub entry: &'f Entry,
}

/// The check-ins at these paths, or all.
///
/// # Errors
/// A path holds none.
pub(super) fn named<'f>(
    paths: &[PathBuf],
    context: &Context,
    store: &Store,
    files: &'f Files,
) -> Result<Vec<Named<'f>>, Failure> {
    let only = Only::new(paths, context, store)?;
    let all = files.people.iter().flat_map(|of| {
        let person = &of.person;
        let check_ins = of.check_ins.iter();
        check_ins.map(move |(week, entry)| Named {
            person,
            week: *week,
            entry,
        })
    });
    let all: Vec<Named<'_>> = all.collect();
    let known: Vec<&str> = all.iter().map(|named| named.entry.path.as_str()).collect();
    only.must_hold_some_of(&known)?;
    Ok(all
        .into_iter()
        .filter(|named| only.holds(named.entry.path.as_str()))
        .collect())
}

/// Does `work` for each, which gives how many texts it changed; one that fails keeps no other from being
/// done.
///
/// # Errors
/// The failure, where there is one alone, else how many there are.
pub(super) fn each(
    named: &[Named<'_>],
    context: &Context,
    done: &str,
    mut work: impl FnMut(&Named<'_>) -> Result<usize, Failure>,
) -> Result<usize, Failure> {
    let mut total = 0;
    let mut failed = Vec::new();
    for one in named {
        match work(one) {
            Ok(0) => {}
            Ok(count) => {
                total += count;
                if !context.is_quiet() {
                    let what = counted(count, "text", "texts");
                    streams::tell(&format!("{done} {what} in {}", one.entry.path));
                }
            }
            Err(failure) => failed.push(failure),
        }
    }
    match failed.len() {
        0 => Ok(total),
        1 => Err(failed.remove(0)),
        count => {
            // One missing key keeps many files from being sealed: it is said once.
            let mut told: Vec<String> = Vec::new();
            for failure in &failed {
                let message = failure.to_string();
                if !told.contains(&message) {
                    failure.tell();
                    told.push(message);
                }
            }
            let what = counted(count, "file was", "files were");
            Err(Failure::usage(format!("{what} left as they stand")))
        }
    }
}
