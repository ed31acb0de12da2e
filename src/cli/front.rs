//! The front matter of check-ins alone: their status and values, at a fraction of the work.

use super::Failure;
use super::load::Files;
use crate::model::{CheckIn, PersonId, Week};
use crate::read;
use crate::store::{Content, Entry, RepoPath, Store};
use crate::text::{Source, document};

/// Reads the front matter of one check-in that need not be there.
///
/// # Errors
/// Disk or git refuse.
pub(super) fn front_if_there(
    store: &Store,
    files: &Files,
    person: &PersonId,
    week: Week,
) -> Result<Option<CheckIn>, Failure> {
    let path = RepoPath::new(format!("check-ins/{person}/{week}.md"));
    let content = store.read_path(&path)?;
    Ok(content.and_then(|content| front(content, path.as_str(), files, person, week)))
}

/// Reads the front matter of one check-in; `None` where no text is.
///
/// # Errors
/// Disk or git refuse.
pub(super) fn front_of_check_in(
    store: &Store,
    files: &Files,
    person: &PersonId,
    week: Week,
    entry: &Entry,
) -> Result<Option<CheckIn>, Failure> {
    let content = store.read(entry)?;
    Ok(front(content, entry.path.as_str(), files, person, week))
}

fn front(
    content: Content,
    path: &str,
    files: &Files,
    person: &PersonId,
    week: Week,
) -> Option<CheckIn> {
    let Content::Text(bytes) = content else {
        return None;
    };
    let (team, okrs) = (&files.team, &files.okrs);
    let source = Source::new(document::front_of(bytes));
    Some(read::front_of_check_in(
        &source, path, person, week, team, okrs,
    ))
}
