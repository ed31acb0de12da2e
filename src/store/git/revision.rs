//! From the name of a revision to its tree, and from a tree to the root in it.

use super::Repositories;
use super::commit::commit_info;
use crate::store::{CommitInfo, History, SETTINGS, StoreError};
use crate::text::fold::nearest;
use git2::{ErrorCode, Object, ObjectType, Oid, Repository, Tree, TreeEntry};
use std::path::Path;

/// A tree of the repository, and the root in it.
pub(in crate::store) struct Resolved {
    /// The tree of the root.
    pub(super) tree: Oid,
    /// The tree of the whole commit.
    pub(super) top: Oid,
    /// The commit; None where the revision names a tree.
    pub(in crate::store) commit: Option<CommitInfo>,
    /// The root below the top of the repository: empty, or with a `/` at its end.
    pub(in crate::store) prefix: String,
}

/// The root in the tree of `revision`: the nearest to the folder `prefix` that has an `okr.yaml`.
/// A revision like `main:team` names the folder itself.
pub(in crate::store) fn resolved(
    repositories: &Repositories,
    revision: &str,
    prefix: &str,
) -> Result<Resolved, StoreError> {
    let (name, folder) = split(revision);
    let prefix = folder.map_or_else(|| prefix.to_owned(), as_prefix);
    repositories.with(|git| {
        let failure = |error: git2::Error| repositories.failure(revision, &error);
        let object = object(repositories, git, name)?;
        let top = object.peel_to_tree().map_err(failure)?;
        let Some((prefix, tree)) = root_in(git, &top, &prefix).map_err(failure)? else {
            return Err(StoreError::NoRoot {
                from: repositories.folder.join(&prefix),
                revision: Some(revision.to_owned()),
                bare: git.is_bare(),
            });
        };
        let commit = object
            .peel_to_commit()
            .ok()
            .map(|commit| commit_info(&commit));
        Ok(Resolved {
            tree,
            top: top.id(),
            commit,
            prefix,
        })
    })
}

/// The commit or tree called `name`, or `origin/name` where only that is there.
pub(super) fn object<'git>(
    repositories: &Repositories,
    git: &'git Repository,
    name: &str,
) -> Result<Object<'git>, StoreError> {
    let error = match git.revparse_single(name) {
        Ok(object) => return Ok(object),
        Err(error) => error,
    };
    if let Ok(object) = git.revparse_single(&format!("origin/{name}")) {
        return Ok(object);
    }
    match error.code() {
        ErrorCode::NotFound | ErrorCode::InvalidSpec | ErrorCode::UnbornBranch => {
            Err(StoreError::UnknownRevision {
                revision: name.to_owned(),
                near: nearest_name(git, name),
                history: history(git),
            })
        }
        _ => Err(repositories.failure(name, &error)),
    }
}

fn nearest_name(git: &Repository, name: &str) -> Option<String> {
    let references = git.references().ok()?;
    let names: Vec<String> = references
        .flatten()
        .filter_map(|reference| reference.shorthand().ok().map(str::to_owned))
        .collect();
    nearest(name, names.iter().map(String::as_str)).map(str::to_owned)
}

fn history(git: &Repository) -> History {
    let unborn = |error: git2::Error| error.code() == ErrorCode::UnbornBranch;
    if git.head().is_err_and(unborn) {
        History::Empty
    } else if git.is_shallow() {
        History::Shallow
    } else {
        History::Whole
    }
}

/// The folder from `prefix` upwards that holds an `okr.yaml`, with its tree.
fn root_in(
    git: &Repository,
    top: &Tree<'_>,
    prefix: &str,
) -> Result<Option<(String, Oid)>, git2::Error> {
    let mut prefix = prefix;
    loop {
        let tree = folder(git, top, prefix)?;
        if let Some(tree) = tree.filter(|tree| tree.get_name(SETTINGS).is_some()) {
            return Ok(Some((prefix.to_owned(), tree.id())));
        }
        let Some(above) = prefix.strip_suffix('/') else {
            return Ok(None);
        };
        prefix = above.rfind('/').map_or("", |slash| &above[..=slash]);
    }
}

/// The tree at `prefix` below `top`; None where there is no such folder.
pub(super) fn folder<'git>(
    git: &'git Repository,
    top: &Tree<'_>,
    prefix: &str,
) -> Result<Option<Tree<'git>>, git2::Error> {
    if prefix.is_empty() {
        return git.find_tree(top.id()).map(Some);
    }
    match entry_at(top, prefix.trim_end_matches('/'))? {
        Some(entry) if entry.kind() == Some(ObjectType::Tree) => {
            git.find_tree(entry.id()).map(Some)
        }
        _ => Ok(None),
    }
}

/// The entry at `path` below `top`; None where nothing is. A damaged tree is no absent one.
pub(super) fn entry_at(
    top: &Tree<'_>,
    path: &str,
) -> Result<Option<TreeEntry<'static>>, git2::Error> {
    match top.get_path(Path::new(path)) {
        Ok(entry) => Ok(Some(entry)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A revision and the folder behind its colon. No reference has a colon in its name; `:/text` and
/// `^{/text}` are git's own.
fn split(revision: &str) -> (&str, Option<&str>) {
    match revision.split_once(':') {
        Some((name, folder)) if !name.is_empty() && !name.contains('{') => (name, Some(folder)),
        _ => (revision, None),
    }
}

fn as_prefix(folder: &str) -> String {
    let folder = folder.trim_matches('/');
    if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_a_folder_from_a_revision() {
        assert_eq!(split("HEAD~3"), ("HEAD~3", None));
        assert_eq!(split("main:team/okrs"), ("main", Some("team/okrs")));
        assert_eq!(split(":/fix: it"), (":/fix: it", None));
        assert_eq!(split("HEAD^{/fix: it}"), ("HEAD^{/fix: it}", None));
        assert_eq!(as_prefix("team/okrs/"), "team/okrs/");
        assert_eq!(as_prefix("/"), "");
    }
}
