//! Texts from the tree of a commit: walked once, the blobs by their ids.

use super::revision::entry_at;
use super::{Repositories, blob, blob_id, kind_of};
use crate::store::work_tree::MAXIMUM_ENTRIES;
use crate::store::{Content, Entry, EntryKind, RepoPath, Source, StoreError};
use git2::{Oid, Repository, TreeEntry};
use std::sync::Arc;

/// The longest path that is entered, in bytes: as long as a disk could hold it.
const MAXIMUM_PATH: usize = 4096;

/// The files below a root in a commit.
pub(in crate::store) struct TreeSource {
    repositories: Arc<Repositories>,
    tree: Oid,
}

impl TreeSource {
    pub(in crate::store) fn new(
        repositories: Arc<Repositories>,
        at: &super::Resolved,
    ) -> TreeSource {
        TreeSource {
            repositories,
            tree: at.tree,
        }
    }

    /// All of the commit, also outside the root.
    pub(in crate::store) fn at_top(
        repositories: Arc<Repositories>,
        at: &super::Resolved,
    ) -> TreeSource {
        TreeSource {
            repositories,
            tree: at.top,
        }
    }
}

impl Source for TreeSource {
    fn list(&self, folders: &[&str]) -> Result<Vec<Entry>, StoreError> {
        self.repositories
            .with(|git| listed(&self.repositories, git, self.tree, folders))
    }

    fn read(&self, entry: &Entry) -> Result<Content, StoreError> {
        let Some(id) = entry.blob else {
            return self
                .read_path(&entry.path)?
                .ok_or_else(|| StoreError::vanished(&entry.path));
        };
        self.repositories.with(|git| {
            blob(git, id).map_err(|error| StoreError::unreadable(&entry.path, error.message()))
        })
    }

    fn read_path(&self, path: &RepoPath) -> Result<Option<Content>, StoreError> {
        let unreadable = |error: git2::Error| StoreError::unreadable(path, error.message());
        self.repositories.with(|git| {
            let tree = git.find_tree(self.tree).map_err(unreadable)?;
            let Some(entry) = entry_at(&tree, path.as_str()).map_err(unreadable)? else {
                return Ok(None);
            };
            match (mode_kind(&entry), blob_id(entry.id())) {
                (Some(EntryKind::File), Some(id)) => blob(git, id).map(Some).map_err(unreadable),
                (kind, _) => Ok(Some(Content::NotAFile(
                    kind.unwrap_or(EntryKind::Directory),
                ))),
            }
        })
    }
}

/// Everything below the two folders of the root whose tree is `root`.
pub(super) fn listed(
    repositories: &Repositories,
    git: &Repository,
    root: Oid,
    folders: &[&str],
) -> Result<Vec<Entry>, StoreError> {
    let mut walk = Walk {
        git,
        folders: Vec::new(),
        entries: Vec::new(),
        visited: 0,
    };
    let failure = |path: &RepoPath, error: &git2::Error| repositories.failure(path, error);
    let top = RepoPath::new("");
    let tree = git.find_tree(root).map_err(|error| failure(&top, &error))?;
    for name in folders {
        let entry = entry_at(&tree, name).map_err(|error| failure(&top, &error))?;
        if let Some(entry) = entry {
            walk.entry(&entry, RepoPath::new(*name));
        }
    }
    while let Some((id, path)) = walk.folders.pop() {
        walk.folder(id, &path)
            .map_err(|error| failure(&path, &error))?;
        if walk.entries.len() + walk.visited > MAXIMUM_ENTRIES {
            return Err(StoreError::refused(
                path,
                "there are more than a million files",
            ));
        }
    }
    Ok(walk.entries)
}

/// A walk with its own stack: a tree may be deeper than any stack, and, since its parts are
/// shared, larger than any memory.
struct Walk<'git> {
    git: &'git Repository,
    folders: Vec<(Oid, RepoPath)>,
    entries: Vec<Entry>,
    visited: usize,
}

impl Walk<'_> {
    fn folder(&mut self, id: Oid, path: &RepoPath) -> Result<(), git2::Error> {
        self.visited += 1;
        for entry in &self.git.find_tree(id)? {
            self.entry(
                &entry,
                path.join(RepoPath::from_bytes(entry.name_bytes()).as_str()),
            );
        }
        Ok(())
    }

    fn entry(&mut self, entry: &TreeEntry<'_>, path: RepoPath) {
        let kind = mode_kind(entry);
        if kind.is_none() && path.as_str().len() <= MAXIMUM_PATH {
            self.folders.push((entry.id(), path.clone()));
            if path.as_str().ends_with(".md") {
                self.entries
                    .push(Entry::on_disk(path, EntryKind::Directory));
            }
            return;
        }
        let kind = kind.unwrap_or(EntryKind::Other);
        self.entries.push(Entry {
            path,
            kind,
            blob: blob_id(entry.id()),
        });
    }
}

fn mode_kind(entry: &TreeEntry<'_>) -> Option<EntryKind> {
    u32::try_from(entry.filemode()).map_or(Some(EntryKind::Other), kind_of)
}
