//! Two revisions, named as `git diff` names them, and the files that are compared between them.

use std::path::PathBuf;

use super::base::Base;
use super::change::{self, Change};
use super::only::Only;
use super::{Context, Failure};
use crate::store::{At, RepoPath, SETTINGS, Store};

/// What is compared.
#[derive(Debug, PartialEq, Eq)]
struct Range<'w> {
    old: &'w str,
    /// What is read without another revision where there is none.
    new: Option<&'w str>,
    /// Whether the old side is where the two parted.
    since_they_parted: bool,
}

/// Whether a word is a range of revisions; no id and no week has two dots.
pub(super) fn is_range(word: &str) -> bool {
    word.contains("..")
}

/// Whether a word is no id of a person, and may be meant as a revision.
pub(super) fn seems_revision(word: &str) -> bool {
    let is_of_ids = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !word.trim_start_matches('@').bytes().all(is_of_ids)
}

/// What became of the files at `paths` between the revisions that `words` name: none for HEAD and the work
/// tree, `OLD`, `OLD NEW`, `OLD..NEW`, or `OLD...NEW`, which begins where the two parted. Without paths, of
/// all files.
///
/// # Errors
/// No such revision or file; disk or git refuse.
pub(super) fn compare(
    words: &[&str],
    paths: &[PathBuf],
    context: &Context,
) -> Result<Change, Failure> {
    let range = range(words)?;
    let store = match range.new {
        Some(new) => Store::open(&context.directory(), At::Revision(new.to_owned()))?,
        None => context.store()?,
    };
    let revision = match range.since_they_parted {
        false => range.old.to_owned(),
        true => store.merge_base(range.old)?.ok_or_else(|| {
            let message = format!(
                "{} and {} have no commit in common",
                range.old,
                words.join(" ")
            );
            Failure::usage_with_hint(message, "with two dots both are compared as they are")
        })?,
    };
    let only = Only::new(paths, context, &store)?;
    let mut changed = store.changed(&revision)?;
    must_be_there(&only, paths, &changed, &store)?;
    changed.retain(|path| only.holds(path.as_str()));
    let base = Base {
        words: range.old.to_owned(),
        revision,
    };
    change::between(&store, context, &base, &changed)
}

fn range<'w>(words: &[&'w str]) -> Result<Range<'w>, Failure> {
    let or_head = |word: &'w str| if word.is_empty() { "HEAD" } else { word };
    let parts = |word: &'w str| {
        let (dots, found) = [("...", true), ("..", false)]
            .into_iter()
            .find_map(|(dots, parted)| Some((word.split_once(dots)?, parted)))?;
        Some(Range {
            old: or_head(dots.0),
            new: Some(or_head(dots.1)),
            since_they_parted: found,
        })
    };
    let plain = |old, new| Range {
        old,
        new,
        since_they_parted: false,
    };
    match words {
        [] => Ok(plain("HEAD", None)),
        [word] => Ok(parts(word).unwrap_or_else(|| plain(word, None))),
        [old, new] if !is_range(old) && !is_range(new) => Ok(plain(old, Some(new))),
        _ => Err(Failure::usage_with_hint(
            "at most two revisions are compared",
            "write OLD..NEW, or OLD NEW, in front of '--'",
        )),
    }
}

/// A path that names nothing on either side must not pass by silence.
fn must_be_there(
    only: &Only,
    paths: &[PathBuf],
    changed: &[RepoPath],
    store: &Store,
) -> Result<(), Failure> {
    if paths.is_empty() {
        return Ok(());
    }
    let entries = store.list()?;
    let there = entries.iter().map(|entry| entry.path.as_str());
    let known: Vec<&str> = there
        .chain(changed.iter().map(RepoPath::as_str))
        .filter(|path| *path != SETTINGS)
        .collect();
    only.must_hold_some_of(&known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &[&str]) -> Option<(String, Option<String>, bool)> {
        let range = range(words).ok()?;
        let new = range.new.map(str::to_owned);
        Some((range.old.to_owned(), new, range.since_they_parted))
    }

    #[test]
    fn reads_revisions_as_git_does() {
        let side = |old: &str, new: Option<&str>, parted| {
            Some((old.to_owned(), new.map(str::to_owned), parted))
        };
        assert_eq!(told(&[]), side("HEAD", None, false));
        assert_eq!(told(&["v1"]), side("v1", None, false));
        assert_eq!(told(&["v1", "v2"]), side("v1", Some("v2"), false));
        assert_eq!(told(&["v1..v2"]), side("v1", Some("v2"), false));
        assert_eq!(told(&["v1.."]), side("v1", Some("HEAD"), false));
        assert_eq!(told(&["..v2"]), side("HEAD", Some("v2"), false));
        assert_eq!(told(&["main...v2"]), side("main", Some("v2"), true));
        assert_eq!(told(&["v1..v2", "v3"]), None);
    }
}
