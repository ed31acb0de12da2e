//! Private text on its way through a command that changes a check-in: opened for whoever has the key, and
//! sealed again before it is written. In between it stands in plain nowhere but in memory, or, while an
//! editor is open, in its own file.

use super::one_check_in::{Found, OneCheckIn};
use super::private_text;
use super::sealing::Identities;
use super::{Failure, editor, streams};
use crate::model::{CheckIn, Privacy};

/// The check-in with what is sealed for whoever runs the command in plain. What is not for them stays
/// sealed.
///
/// # Errors
/// It is not there, cannot be read, or its sealed text was changed by somebody.
pub(super) fn open(one: &OneCheckIn) -> Result<Found, Failure> {
    let mut found = one.found()?;
    let check_in = &found.read.value;
    if check_in.seals.sealed.is_empty() || check_in.withheld.is_some() {
        return Ok(found);
    }
    let Some(identities) = Identities::mine() else {
        return Ok(found);
    };
    if private_text::is_for_others(check_in, &identities) {
        return Ok(found);
    }
    let opened = private_text::opened(check_in, &one.files, &identities)?;
    found.read = one.read(opened.text.as_bytes());
    found.seals = opened.seals;
    Ok(found)
}

/// Writes `text` in place of what was opened, its private text sealed where the team seals it or where it
/// was.
///
/// # Errors
/// A key is missing, somebody else changed the file since, or the disk refuses.
pub(super) fn put_back(one: &OneCheckIn, opened: &Found, text: &str) -> Result<(), Failure> {
    let after = one.read(text.as_bytes()).value;
    if !is_to_be_sealed(one, opened, &after) {
        return one.replace(opened, text);
    }
    let sealed = private_text::sealed(&after, &one.person, &one.files, &opened.seals)?;
    one.replace(opened, &sealed)
}

/// Lets the person edit the file, opened, and seals it afterwards, also where the editor failed.
///
/// # Errors
/// The editor cannot be run, or the text cannot be sealed: it then stands in plain, and a warning says so.
pub(super) fn edit(one: &OneCheckIn) -> Result<(), Failure> {
    let before = open(one)?;
    if !before.seals.is_empty() {
        one.replace(&before, &before.read.value.text)?;
    }
    let edited = editor::open(&one.shown_path());
    let sealed = seal_again(one, &before);
    if sealed.is_err() {
        let path = &one.path;
        streams::warn(&format!(
            "private text stands in plain in {path}: 'okr seal {path}' closes it"
        ));
    }
    edited.and(sealed)
}

fn seal_again(one: &OneCheckIn, before: &Found) -> Result<(), Failure> {
    let Some(now) = one.find()? else {
        return Ok(());
    };
    let after = &now.read.value;
    if !is_to_be_sealed(one, before, after) {
        return Ok(());
    }
    let sealed = private_text::sealed(after, &one.person, &one.files, &before.seals)?;
    one.replace(&now, &sealed)
}

/// Whether private text of `after` would come to stand in plain where it is not to.
pub(super) fn is_to_be_sealed(one: &OneCheckIn, opened: &Found, after: &CheckIn) -> bool {
    let is_sealed = one.files.team.privacy == Privacy::Sealed || !opened.seals.is_empty();
    is_sealed && !after.seals.plain.is_empty()
}
