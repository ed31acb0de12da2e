//! One walk over the whole history: which commit brought which content of which file. The past of single
//! files, followed as `git log` does, is in `past`.
//!
//! Trees are compared by their ids and as bytes, so that what is equal is not even entered. A merge counts
//! where a file is in it as in none of its parents.

use super::past::{Authors, borders};
use super::{Repositories, blob_id, kind_of};
use crate::store::{BlobId, Edit, EditingCommit, Edits, EntryKind, FOLDERS, RepoPath, StoreError};
use git2::{ObjectType, Odb, Oid, Repository, Sort};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::rc::Rc;

/// So many commits are looked at; what lies before is not known.
const MOST_COMMITS: usize = 200_000;

/// Bytes of trees that are kept for the next comparison.
const KEPT: usize = 8 << 20;

/// Folders below `check-ins` and `okrs` in which files stand: one, a person's or a cycle's.
const DEEPEST: usize = 1;

impl Repositories {
    /// Every edit of a file below the two folders of `prefix`, up to the commit `tip`. Where the history
    /// cannot be read any further, it ends there and is not whole.
    pub(in crate::store) fn edits(&self, tip: &str, prefix: &str) -> Result<Edits, StoreError> {
        self.with(|git| {
            let failure = |error: git2::Error| self.failure(tip, &error);
            let tip = Oid::from_str(tip).map_err(failure)?;
            let (order, mut is_whole) = order(git, tip).map_err(failure)?;
            let mut walk = Walk::new(git, prefix).map_err(failure)?;
            // Each object is read once: what libgit2 keeps of them would only take memory.
            git2::opts::enable_caching(false);
            for id in order {
                is_whole &= walk.commit(id).is_ok_and(|whole| whole);
            }
            git2::opts::enable_caching(true);
            Ok(walk.edits(is_whole))
        })
    }
}

/// The commits from `tip` on, children before parents, and whether these are all.
fn order(git: &Repository, tip: Oid) -> Result<(Vec<Oid>, bool), git2::Error> {
    let mut walk = git.revwalk()?;
    walk.set_sorting(Sort::TOPOLOGICAL)?;
    walk.push(tip)?;
    let mut order = Vec::new();
    for id in walk {
        match id {
            Ok(id) if order.len() < MOST_COMMITS => order.push(id),
            // A commit that this clone has not.
            Ok(_) | Err(_) => return Ok((order, false)),
        }
    }
    Ok((order, true))
}

struct Walk<'git> {
    git: &'git Repository,
    odb: Odb<'git>,
    prefix: Vec<&'git [u8]>,
    /// Commits whose parents this clone has not.
    borders: rustc_hash::FxHashSet<Oid>,
    authors: Authors,
    trees: FxHashMap<Oid, Rc<[u8]>>,
    kept: usize,
    /// The roots of commits.
    roots: FxHashMap<Oid, [Option<Oid>; 2]>,
    commits: Vec<EditingCommit>,
    files: BTreeMap<RepoPath, Vec<Edit>>,
}

/// A file that differs, with what it was and what it is.
struct Difference {
    path: RepoPath,
    sides: [Option<BlobId>; 2],
}

impl<'git> Walk<'git> {
    fn new(git: &'git Repository, prefix: &'git str) -> Result<Self, git2::Error> {
        let names = prefix.split('/').filter(|name| !name.is_empty());
        Ok(Self {
            git,
            odb: git.odb()?,
            prefix: names.map(str::as_bytes).collect(),
            borders: borders(git),
            authors: Authors::new(git),
            trees: FxHashMap::default(),
            kept: 0,
            roots: FxHashMap::default(),
            commits: Vec::new(),
            files: BTreeMap::new(),
        })
    }

    /// Takes what a commit brought; whether all of it is known.
    fn commit(&mut self, id: Oid) -> Result<bool, git2::Error> {
        if self.borders.contains(&id) {
            return Ok(false);
        }
        let commit = self.git.find_commit(id)?;
        let mut parents = commit.parent_ids();
        let after = match self.roots.remove(&id) {
            Some(known) => known,
            None => self.folders(commit.tree_id())?,
        };
        let before = match parents.next() {
            Some(parent) => self.folders_of(parent)?,
            None => [None; 2],
        };
        let mut found = Vec::new();
        for (name, (before, after)) in FOLDERS.iter().zip(before.into_iter().zip(after)) {
            self.compare(&RepoPath::new(*name), [before, after], DEEPEST, &mut found)?;
        }
        for parent in parents {
            let other = self.folders_of(parent)?;
            let mut kept = Vec::with_capacity(found.len());
            for difference in found {
                if self.blob_below(other, &difference.path)? != difference.sides[1] {
                    kept.push(difference);
                }
            }
            found = kept;
        }
        if found.is_empty() {
            return Ok(true);
        }
        let touches_okrs = found
            .iter()
            .any(|one| one.path.as_str().starts_with(FOLDERS[1]));
        let place = self.commits.len();
        self.commits.push(EditingCommit {
            id: id.to_string().chars().take(10).collect(),
            seconds: commit.author().when().seconds(),
            is_merge: commit.parent_count() > 1,
            emails: match touches_okrs {
                true => self.authors.emails(&commit),
                false => Vec::new(),
            },
        });
        for Difference {
            path,
            sides: [before, after],
        } in found
        {
            let commit = place;
            self.files.entry(path).or_default().push(Edit {
                commit,
                before,
                after,
            });
        }
        Ok(true)
    }

    /// Parents before children.
    fn edits(mut self, is_whole: bool) -> Edits {
        let last = self.commits.len().saturating_sub(1);
        self.commits.reverse();
        for edits in self.files.values_mut() {
            edits.reverse();
            for edit in edits {
                edit.commit = last - edit.commit;
            }
        }
        Edits {
            commits: self.commits,
            files: self.files,
            is_whole,
        }
    }

    fn folders_of(&mut self, commit: Oid) -> Result<[Option<Oid>; 2], git2::Error> {
        if let Some(known) = self.roots.get(&commit) {
            return Ok(*known);
        }
        let tree = self.git.find_commit(commit)?.tree_id();
        let found = self.folders(tree)?;
        self.roots.insert(commit, found);
        Ok(found)
    }

    /// The trees of the two folders below the root in a commit's tree.
    fn folders(&mut self, tree: Oid) -> Result<[Option<Oid>; 2], git2::Error> {
        let mut at = tree;
        for name in self.prefix.clone() {
            match self.folder(at, name)? {
                Some(inner) => at = inner,
                None => return Ok([None; 2]),
            }
        }
        Ok([
            self.folder(at, FOLDERS[0].as_bytes())?,
            self.folder(at, FOLDERS[1].as_bytes())?,
        ])
    }

    fn folder(&mut self, tree: Oid, name: &[u8]) -> Result<Option<Oid>, git2::Error> {
        let tree = self.tree(tree)?;
        let mut nodes = Nodes(&tree);
        Ok(nodes
            .find(|node| node.name == name && node.is_folder())
            .map(|node| node.id))
    }

    /// The blob at `path` below one of the two folders.
    fn blob_below(
        &mut self,
        folders: [Option<Oid>; 2],
        path: &RepoPath,
    ) -> Result<Option<BlobId>, git2::Error> {
        let mut names = path.components().peekable();
        let first = names.next();
        let mut at = folders[usize::from(first != Some(FOLDERS[0]))];
        while let (Some(tree), Some(name)) = (at, names.next()) {
            if names.peek().is_some() {
                at = self.folder(tree, name.as_bytes())?;
                continue;
            }
            let tree = self.tree(tree)?;
            let found = Nodes(&tree).find(|node| node.name == name.as_bytes() && node.is_file());
            return Ok(found.and_then(|node| blob_id(node.id)));
        }
        Ok(None)
    }

    /// The files that differ between two folders, no deeper than `deeper` more folders.
    fn compare(
        &mut self,
        path: &RepoPath,
        [before, after]: [Option<Oid>; 2],
        deeper: usize,
        found: &mut Vec<Difference>,
    ) -> Result<(), git2::Error> {
        if before == after {
            return Ok(());
        }
        let none: Rc<[u8]> = Rc::from([]);
        let old = before.map_or(Ok(none.clone()), |id| self.tree(id))?;
        let new = after.map_or(Ok(none), |id| self.tree(id))?;
        for (name, [old, new]) in differing(&old, &new) {
            let path = path.join(RepoPath::from_bytes(name).as_str());
            let file = |node: Option<Node<'_>>| blob_id(node.filter(Node::is_file)?.id);
            let sides = [file(old), file(new)];
            if name.ends_with(b".md") && sides[0] != sides[1] {
                found.push(Difference {
                    path: path.clone(),
                    sides,
                });
            }
            let folder = |node: Option<Node<'_>>| node.filter(Node::is_folder).map(|node| node.id);
            if deeper > 0 {
                self.compare(&path, [folder(old), folder(new)], deeper - 1, found)?;
            }
        }
        Ok(())
    }

    /// A tree as git keeps it.
    fn tree(&mut self, id: Oid) -> Result<Rc<[u8]>, git2::Error> {
        if let Some(known) = self.trees.get(&id) {
            return Ok(known.clone());
        }
        let object = self.odb.read(id)?;
        if object.kind() != ObjectType::Tree {
            return Ok(Rc::from([]));
        }
        let tree: Rc<[u8]> = Rc::from(object.data());
        self.kept += tree.len();
        if self.kept > KEPT {
            self.trees.clear();
            self.kept = tree.len();
        }
        self.trees.insert(id, tree.clone());
        Ok(tree)
    }
}

/// An entry of a tree.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Node<'t> {
    mode: u32,
    name: &'t [u8],
    id: Oid,
}

impl Node<'_> {
    fn is_folder(&self) -> bool {
        kind_of(self.mode).is_none()
    }

    fn is_file(&self) -> bool {
        kind_of(self.mode) == Some(EntryKind::File)
    }
}

/// The entries of a tree: mode, space, name, zero, 20 bytes of id, one after the other.
struct Nodes<'t>(&'t [u8]);

impl<'t> Iterator for Nodes<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let (whole, rest) = entry(self.0)?;
        self.0 = rest;
        let space = whole.iter().position(|byte| *byte == b' ')?;
        let digits = str::from_utf8(&whole[..space]).ok()?;
        Some(Node {
            mode: u32::from_str_radix(digits, 8).ok()?,
            name: whole.get(space + 1..whole.len() - 21)?,
            id: Oid::from_bytes(&whole[whole.len() - 20..]).ok()?,
        })
    }
}

/// The first entry of a tree as bytes, and what follows it.
fn entry(tree: &[u8]) -> Option<(&[u8], &[u8])> {
    let zero = tree.iter().position(|byte| *byte == 0)?;
    tree.split_at_checked(zero + 21)
}

/// The entries that are not the same in both trees, by name.
fn differing<'t>(old: &'t [u8], new: &'t [u8]) -> BTreeMap<&'t [u8], [Option<Node<'t>>; 2]> {
    let (mut left, mut right) = (old, new);
    // Most differ in one entry: what both begin with is not taken apart.
    while let (Some((one, rest)), Some((other, others))) = (entry(left), entry(right)) {
        if one != other {
            break;
        }
        (left, right) = (rest, others);
    }
    let mut found: BTreeMap<&[u8], [Option<Node<'t>>; 2]> = BTreeMap::new();
    if left.len() == right.len()
        && let (Some((one, rest)), Some((other, others))) = (entry(left), entry(right))
        && rest == others
    {
        (left, right) = (one, other);
    }
    for (side, tree) in [left, right].into_iter().enumerate() {
        for node in Nodes(tree) {
            found.entry(node.name).or_default()[side] = Some(node);
        }
    }
    found.retain(|_, [old, new]| old != new);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(entries: &[(&str, &str, u8)]) -> Vec<u8> {
        let mut raw = Vec::new();
        for (mode, name, id) in entries {
            raw.extend_from_slice(format!("{mode} {name}\0").as_bytes());
            raw.extend_from_slice(&[*id; 20]);
        }
        raw
    }

    fn names(old: &[u8], new: &[u8]) -> Vec<String> {
        let text = |name: &&[u8]| String::from_utf8_lossy(name).into_owned();
        differing(old, new).keys().map(text).collect()
    }

    #[test]
    fn tells_the_entries_that_differ() {
        let old = tree(&[
            ("100644", "a.md", 1),
            ("40000", "b", 2),
            ("100644", "c.md", 3),
        ]);
        let changed = tree(&[
            ("100644", "a.md", 1),
            ("40000", "b", 9),
            ("100644", "c.md", 3),
        ]);
        let added = tree(&[
            ("100644", "a.md", 1),
            ("40000", "b", 2),
            ("100644", "bb.md", 4),
            ("100644", "c.md", 3),
        ]);
        assert_eq!(names(&old, &changed), ["b"]);
        assert_eq!(names(&old, &added), ["bb.md"]);
        assert_eq!(names(&[], &old), ["a.md", "b", "c.md"]);
        assert!(names(&old, &old).is_empty());
    }

    #[test]
    fn ends_where_a_tree_is_damaged() {
        let whole = tree(&[("100644", "a.md", 1), ("x", "b.md", 2)]);
        assert_eq!(Nodes(&whole).count(), 1);
        assert_eq!(Nodes(&whole[..20]).count(), 0);
        assert_eq!(
            Nodes(b"\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").count(),
            0
        );
    }
}
