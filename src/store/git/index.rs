//! Texts from git's index: what the next commit would hold.

use super::{Repositories, blob, blob_id, kind_of};
use crate::store::{Content, Entry, EntryKind, RepoPath, SETTINGS, Source, StoreError};
use git2::{Index, IndexEntry, IndexEntryExtendedFlag};
use std::path::Path;
use std::sync::Arc;

/// The staged files below a root.
pub(in crate::store) struct IndexSource {
    repositories: Arc<Repositories>,
    /// All below the root, sorted by path; one entry a path.
    entries: Vec<Entry>,
}

impl IndexSource {
    /// Opens the index, or the one in `file`, and finds the nearest root from `prefix` upwards,
    /// which is told with it.
    pub(in crate::store) fn open(
        repositories: Arc<Repositories>,
        file: Option<&Path>,
        prefix: &str,
    ) -> Result<(IndexSource, String), StoreError> {
        let index = opened(&repositories, file)?;
        let Some(prefix) = root_in(&index, prefix) else {
            return Err(StoreError::NoRoot {
                from: repositories.folder.join(prefix),
                revision: Some("the index".to_owned()),
                bare: false,
            });
        };
        let entries = entries_below(&index, &prefix);
        Ok((
            IndexSource {
                repositories,
                entries,
            },
            prefix,
        ))
    }

    /// What is staged at some paths from the top of the work tree.
    pub(in crate::store) fn at_top(
        repositories: &Repositories,
        file: Option<&Path>,
        paths: &[RepoPath],
    ) -> Result<Vec<Option<Content>>, StoreError> {
        let index = opened(repositories, file)?;
        let staged = |path: &RepoPath| {
            let Some(entry) = index.get_path(Path::new(path.as_str()), 0) else {
                return Ok(None);
            };
            let (Some(EntryKind::File), Some(id)) = (kind_of(entry.mode), blob_id(entry.id)) else {
                return Ok(Some(Content::NotAFile(EntryKind::Other)));
            };
            repositories.content(id).map(Some)
        };
        paths.iter().map(staged).collect()
    }

    fn found(&self, path: &RepoPath) -> Option<&Entry> {
        let at = self
            .entries
            .binary_search_by(|entry| entry.path.cmp(path))
            .ok()?;
        self.entries.get(at)
    }

    fn is_folder(&self, path: &RepoPath) -> bool {
        let inside = path.join("");
        let next = self.entries.partition_point(|entry| entry.path < inside);
        let next = self.entries.get(next);
        next.is_some_and(|entry| entry.path.as_str().starts_with(inside.as_str()))
    }
}

impl Source for IndexSource {
    fn list(&self, folders: &[&str]) -> Result<Vec<Entry>, StoreError> {
        let mut listed = Vec::new();
        for folder in folders {
            let folder = RepoPath::new(*folder);
            listed.extend(self.found(&folder).cloned());
            let inside = folder.join("");
            let first = self.entries.partition_point(|entry| entry.path < inside);
            let below = self.entries[first..].iter();
            let is_below = |entry: &&Entry| entry.path.as_str().starts_with(inside.as_str());
            listed.extend(below.take_while(is_below).cloned());
        }
        Ok(listed)
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
        match self.found(path) {
            Some(entry) if entry.kind == EntryKind::File => self.read(entry).map(Some),
            Some(entry) => Ok(Some(Content::NotAFile(entry.kind))),
            None if self.is_folder(path) => Ok(Some(Content::NotAFile(EntryKind::Directory))),
            None => Ok(None),
        }
    }
}

fn opened(repositories: &Repositories, file: Option<&Path>) -> Result<Index, StoreError> {
    repositories.with(|git| {
        let file = file.map_or_else(|| git.path().join("index"), Path::to_owned);
        Index::open(&file).map_err(|error| repositories.failure(file.display(), &error))
    })
}

/// The folder from `prefix` upwards whose `okr.yaml` is staged, be it with a conflict.
fn root_in(index: &Index, prefix: &str) -> Option<String> {
    let mut prefix = prefix;
    loop {
        let settings = format!("{prefix}{SETTINGS}");
        if (0..=3).any(|stage| index.get_path(Path::new(&settings), stage).is_some()) {
            return Some(prefix.to_owned());
        }
        let above = prefix.strip_suffix('/')?;
        prefix = above.rfind('/').map_or("", |slash| &above[..=slash]);
    }
}

fn entries_below(index: &Index, prefix: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = index
        .iter()
        .filter_map(|entry| entry_below(&entry, prefix))
        .collect();
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    // An unresolved merge has up to three entries of one path, all alike here.
    entries.dedup_by(|a, b| a.path == b.path);
    entries
}

fn entry_below(entry: &IndexEntry, prefix: &str) -> Option<Entry> {
    let path = RepoPath::from_bytes(entry.path.strip_prefix(prefix.as_bytes())?);
    let announced = IndexEntryExtendedFlag::INTENT_TO_ADD.bits();
    if entry.flags_extended & announced != 0 {
        return None;
    }
    // Bits 12 and 13 tell the side of an unresolved merge.
    if entry.flags & 0x3000 != 0 {
        return Some(Entry {
            path,
            kind: EntryKind::Unmerged,
            blob: None,
        });
    }
    Some(Entry {
        path,
        kind: kind_of(entry.mode)?,
        blob: blob_id(entry.id),
    })
}
