//! What differs between two states: trees compared by their ids, so that what is equal is not even
//! entered. Renames are not looked for: a path is a week and a person.

use super::revision::{entry_at, folder, object};
use super::tree::listed;
use super::{Repositories, blob_id};
use crate::store::{Content, Entry, EntryKind, FOLDERS, RepoPath, SETTINGS, Source, StoreError};
use git2::{ObjectType, Oid, Repository, StatusOptions, StatusShow, Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The paths that differ below the root between two trees.
type Paths = BTreeSet<RepoPath>;

/// Paths that may differ, each with what stands there in the base.
type Candidates = Vec<(RepoPath, Option<(EntryKind, Oid)>)>;

impl Repositories {
    /// What differs between `base` and the root's tree `tree`.
    pub(in crate::store) fn changed_in_tree(
        &self,
        base: &str,
        prefix: &str,
        current: &super::Resolved,
    ) -> Result<Vec<RepoPath>, StoreError> {
        self.with(|git| {
            let base_tree = self.base_tree(git, base, prefix)?;
            let mut changes = Changes {
                git,
                pairs: Vec::new(),
                paths: Paths::new(),
            };
            let failure = |error: git2::Error| self.failure(base, &error);
            let current = git.find_tree(current.tree).map_err(failure)?;
            for name in [FOLDERS[0], FOLDERS[1], SETTINGS] {
                let of = |tree: &Tree<'_>| tree.get_name(name).map(|entry| Node::of(&entry));
                let before = base_tree.as_ref().and_then(of);
                changes.compare(RepoPath::new(name), before, of(&current));
            }
            changes.run().map_err(failure)
        })
    }

    /// What differs between `base` and the work tree at `root`, read through `source`. Only files that
    /// differ between base, HEAD and disk are opened, so that one changed file among many costs no more
    /// than to look at their times.
    pub(in crate::store) fn changed_in_work_tree(
        &self,
        base: &str,
        prefix: &str,
        source: &dyn Source,
        root: &Path,
    ) -> Result<Vec<RepoPath>, StoreError> {
        let Some(candidates) = self.candidates(base, prefix)? else {
            return self.changed_in_files(base, prefix, source, root);
        };
        let mut changed = Vec::new();
        for (path, before) in candidates {
            let kind = source.read_path(&path)?.map(|content| match content {
                Content::NotAFile(kind) => kind,
                Content::Text(_) | Content::TooLarge { .. } => EntryKind::File,
            });
            // A folder counts through what it holds.
            let now = kind.filter(|kind| *kind != EntryKind::Directory);
            let same = match (before, now) {
                (Some((was, id)), Some(kind)) if was == kind => {
                    let entry = Entry::on_disk(path.clone(), kind);
                    same_bytes(source, root, &entry, Some(id))?
                }
                (before, now) => before.is_none() && now.is_none(),
            };
            if !same {
                changed.push(path);
            }
        }
        Ok(changed)
    }

    /// The files that differ between `base` and HEAD or between HEAD and the work tree, each as it is in
    /// the base; None where git's index cannot tell.
    fn candidates(&self, base: &str, prefix: &str) -> Result<Option<Candidates>, StoreError> {
        self.with(|git| {
            let base_tree = self.base_tree(git, base, prefix)?;
            let Ok(head) = git.head().and_then(|head| head.peel_to_tree()) else {
                return Ok(None);
            };
            let failure = |error: git2::Error| self.failure(base, &error);
            let head = folder(git, &head, prefix).map_err(failure)?;
            let mut changes = Changes {
                git,
                pairs: Vec::new(),
                paths: Paths::new(),
            };
            for name in [FOLDERS[0], FOLDERS[1], SETTINGS] {
                let of = |tree: &Option<Tree<'_>>| {
                    let entry = tree.as_ref()?.get_name(name)?;
                    Some(Node::of(&entry))
                };
                changes.compare(RepoPath::new(name), of(&base_tree), of(&head));
            }
            let mut paths: Paths = changes.run().map_err(failure)?.into_iter().collect();
            let Some(edited) = self.edited(git, prefix) else {
                return Ok(None);
            };
            paths.extend(edited);
            let before = |path: RepoPath| {
                let found = match &base_tree {
                    Some(tree) => entry_at(tree, path.as_str())?,
                    None => None,
                };
                let node = found.map(|entry| Node::of(&entry));
                let node = node.filter(|node| node.folder().is_none());
                Ok((path, node.map(|node| (node.kind(), node.id))))
            };
            let found: Result<Candidates, git2::Error> = paths.into_iter().map(before).collect();
            found.map(Some).map_err(failure)
        })
    }

    /// The files below the root that differ from HEAD; None where the index cannot be read.
    fn edited(&self, git: &Repository, prefix: &str) -> Option<Vec<RepoPath>> {
        let mut options = StatusOptions::new();
        options
            .show(StatusShow::IndexAndWorkdir)
            .disable_pathspec_match(true)
            .include_untracked(true)
            .recurse_untracked_dirs(true)
            .include_ignored(true)
            .recurse_ignored_dirs(true)
            .exclude_submodules(true);
        for name in [FOLDERS[0], FOLDERS[1], SETTINGS] {
            options.pathspec(format!("{prefix}{name}"));
        }
        let statuses = git.statuses(Some(&mut options)).ok()?;
        let below = |entry: git2::StatusEntry<'_>| {
            let path = entry.path_bytes().strip_prefix(prefix.as_bytes())?;
            Some(RepoPath::from_bytes(path))
        };
        Some(statuses.iter().filter_map(below).collect())
    }

    /// What differs between `base` and the listed files of `source`; those without an id are
    /// looked at below `root`.
    pub(in crate::store) fn changed_in_files(
        &self,
        base: &str,
        prefix: &str,
        source: &dyn Source,
        root: &Path,
    ) -> Result<Vec<RepoPath>, StoreError> {
        let mut before = self.base_files(base, prefix)?;
        let mut paths = Paths::new();
        for entry in with_settings(source)? {
            let same = match before.remove(&entry.path) {
                Some((kind, id)) => kind == entry.kind && same_bytes(source, root, &entry, id)?,
                None => false,
            };
            if !same {
                paths.insert(entry.path);
            }
        }
        paths.extend(before.into_keys());
        Ok(paths.into_iter().collect())
    }

    fn base_tree<'git>(
        &self,
        git: &'git Repository,
        base: &str,
        prefix: &str,
    ) -> Result<Option<Tree<'git>>, StoreError> {
        let object = object(self, git, base)?;
        let top = object
            .peel_to_tree()
            .map_err(|error| self.failure(base, &error))?;
        folder(git, &top, prefix).map_err(|error| self.failure(base, &error))
    }

    fn base_files(
        &self,
        base: &str,
        prefix: &str,
    ) -> Result<BTreeMap<RepoPath, (EntryKind, Option<Oid>)>, StoreError> {
        self.with(|git| {
            let Some(tree) = self.base_tree(git, base, prefix)? else {
                return Ok(BTreeMap::new());
            };
            let mut entries = listed(self, git, tree.id(), &FOLDERS)?;
            if let Some(settings) = tree.get_name(SETTINGS) {
                let (path, kind) = (RepoPath::new(SETTINGS), Node::of(&settings).kind());
                entries.push(Entry {
                    path,
                    kind,
                    blob: blob_id(settings.id()),
                });
            }
            let id = |entry: &Entry| entry.blob.and_then(|id| Oid::from_bytes(&id.0).ok());
            let files = entries.into_iter().map(|entry| {
                let id = id(&entry);
                (entry.path, (entry.kind, id))
            });
            Ok(files.collect())
        })
    }
}

fn with_settings(source: &dyn Source) -> Result<Vec<Entry>, StoreError> {
    let mut entries = source.list(&FOLDERS)?;
    let path = RepoPath::new(SETTINGS);
    if let Some(content) = source.read_path(&path)? {
        let kind = match content {
            Content::NotAFile(kind) => kind,
            Content::Text(_) | Content::TooLarge { .. } => EntryKind::File,
        };
        entries.push(Entry {
            path,
            kind,
            blob: None,
        });
    }
    Ok(entries)
}

/// Whether the entry holds what git calls `before`.
fn same_bytes(
    source: &dyn Source,
    root: &Path,
    entry: &Entry,
    before: Option<Oid>,
) -> Result<bool, StoreError> {
    if let (Some(now), Some(before)) = (entry.blob, before) {
        return Ok(now.0 == before.as_bytes());
    }
    let hashed = |bytes: &[u8]| Oid::hash_object(ObjectType::Blob, bytes).ok() == before;
    let on_disk = root.join(entry.path.as_str());
    match entry.kind {
        EntryKind::File => {}
        EntryKind::SymbolicLink => {
            let leads = fs::read_link(on_disk);
            return Ok(leads.is_ok_and(|to| hashed(to.as_os_str().as_encoded_bytes())));
        }
        EntryKind::Directory | EntryKind::Unmerged | EntryKind::Other => return Ok(true),
    }
    Ok(match source.read(entry)? {
        Content::Text(bytes) => hashed(&bytes) || hashed(&with_unix_line_ends(&bytes)),
        Content::TooLarge { .. } => Oid::hash_file(ObjectType::Blob, on_disk).ok() == before,
        Content::NotAFile(_) => false,
    })
}

/// Git for Windows checks out CRLF what it keeps as LF.
fn with_unix_line_ends(bytes: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            result.push(*byte);
        }
    }
    result
}

/// An entry of a tree: its mode and its id.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Node {
    mode: i32,
    id: Oid,
}

impl Node {
    fn of(entry: &git2::TreeEntry<'_>) -> Node {
        Node {
            mode: entry.filemode(),
            id: entry.id(),
        }
    }

    /// A folder counts as one here, wherever it stands.
    fn kind(self) -> EntryKind {
        let mode = u32::try_from(self.mode).unwrap_or_default();
        super::kind_of(mode).unwrap_or(EntryKind::Directory)
    }

    fn folder(self) -> Option<Oid> {
        (self.kind() == EntryKind::Directory).then_some(self.id)
    }
}

/// The pairs of folders that are still to be compared.
struct Changes<'git> {
    git: &'git Repository,
    pairs: Vec<(RepoPath, Option<Oid>, Option<Oid>)>,
    paths: Paths,
}

impl Changes<'_> {
    fn compare(&mut self, path: RepoPath, before: Option<Node>, after: Option<Node>) {
        if before == after {
            return;
        }
        let (old, new) = (before.and_then(Node::folder), after.and_then(Node::folder));
        if old != new {
            self.pairs.push((path.clone(), old, new));
        }
        let is_file = |node: Option<Node>| node.is_some_and(|node| node.folder().is_none());
        if is_file(before) || is_file(after) {
            self.paths.insert(path);
        }
    }

    fn run(mut self) -> Result<Vec<RepoPath>, git2::Error> {
        while let Some((path, old, new)) = self.pairs.pop() {
            let (old, new) = (self.nodes(old)?, self.nodes(new)?);
            let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
            for name in names {
                let path = path.join(RepoPath::from_bytes(name).as_str());
                self.compare(path, old.get(name).copied(), new.get(name).copied());
            }
        }
        Ok(self.paths.into_iter().collect())
    }

    fn nodes(&self, id: Option<Oid>) -> Result<BTreeMap<Vec<u8>, Node>, git2::Error> {
        let Some(id) = id else {
            return Ok(BTreeMap::new());
        };
        let tree = self.git.find_tree(id)?;
        Ok(tree
            .iter()
            .map(|entry| (entry.name_bytes().to_vec(), Node::of(&entry)))
            .collect())
    }
}
