//! What git remembers of single files: each commit that brought another content, and who made it.
//!
//! A file is followed as `git log` does: where one parent holds the same blob, only that one is looked
//! at. So the walk ends where the file begins, and looks at no other file.

use super::{Repositories, blob, blob_id};
use crate::store::{Content, RepoPath, StoreError};
use git2::{Commit, ErrorCode, Mailmap, Oid, Repository, Signature, Time};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fs;

/// So many commits are looked at for one file; what lies before is not known.
const MOST_COMMITS: usize = 200_000;

/// What git remembers of one file.
#[derive(Debug, Clone, Default)]
pub struct FilePast {
    /// The contents it had, each with the commit that brought it; parents before children. The last is
    /// the one of today.
    pub versions: Vec<Version>,
    /// Whether the first of them is the file's beginning, and not merely this clone's.
    pub is_whole: bool,
}

/// A content of a file, and the commit that brought it.
#[derive(Debug, Clone)]
pub struct Version {
    /// The first ten digits of the commit's id.
    pub commit: String,
    /// When the author made it, in seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// The addresses of its author and of those it names in `Co-authored-by`, by the mailmap. Empty
    /// where the clone ends here: somebody else may have written it before.
    pub emails: Vec<String>,
    /// The content.
    pub content: Content,
    /// The places of the versions it was made from.
    pub parents: Vec<usize>,
}

impl Repositories {
    /// The past of `paths` below `prefix`, as of the commit `tip`.
    pub(in crate::store) fn pasts(
        &self,
        tip: &str,
        prefix: &str,
        paths: &[RepoPath],
    ) -> Result<Vec<FilePast>, StoreError> {
        self.with(|git| {
            let failure = |error: git2::Error| self.failure(tip, &error);
            let mut walk = Walk::new(git);
            let tip = Oid::from_str(tip).map_err(failure)?;
            let past = |path: &RepoPath| walk.past(tip, &format!("{prefix}{path}"));
            paths
                .iter()
                .map(past)
                .collect::<Result<_, _>>()
                .map_err(failure)
        })
    }
}

/// What was looked up so far, shared by all files of one question.
struct Walk<'git> {
    git: &'git Repository,
    authors: Authors,
    /// Commits whose parents this clone has not.
    borders: FxHashSet<Oid>,
    /// Tree and parents by commit.
    commits: FxHashMap<Oid, (Oid, Vec<Oid>)>,
    /// What stands under a name in a tree.
    entries: FxHashMap<Oid, FxHashMap<String, Option<Oid>>>,
}

impl<'git> Walk<'git> {
    fn new(git: &'git Repository) -> Self {
        Self {
            git,
            authors: Authors::new(git),
            borders: borders(git),
            commits: FxHashMap::default(),
            entries: FxHashMap::default(),
        }
    }

    fn past(&mut self, tip: Oid, path: &str) -> Result<FilePast, git2::Error> {
        let mut file = File {
            path,
            origins: FxHashMap::default(),
            looked_at: 0,
        };
        let mut past = FilePast {
            versions: Vec::new(),
            is_whole: true,
        };
        let Some(last) = self.origin(tip, &mut file)? else {
            return Ok(past);
        };
        let mut places: FxHashMap<Oid, usize> = FxHashMap::default();
        let mut open: FxHashSet<Oid> = FxHashSet::default();
        let mut stack = vec![last];
        while let Some(commit) = stack.last().copied() {
            let before = self.origins_before(commit, &mut file)?;
            let missing: Vec<Oid> = before
                .iter()
                .copied()
                .filter(|known| !places.contains_key(known) && !open.contains(known))
                .collect();
            if open.insert(commit) && !missing.is_empty() {
                stack.extend(missing);
                continue;
            }
            stack.pop();
            if places.contains_key(&commit) {
                continue;
            }
            let parents = before.iter().filter_map(|known| places.get(known).copied());
            let version = self.version(commit, path, parents.collect())?;
            past.is_whole &= !version.emails.is_empty() && file.looked_at < MOST_COMMITS;
            places.insert(commit, past.versions.len());
            past.versions.push(version);
        }
        Ok(past)
    }

    /// The commit that brought the content that the file has in `commit`; None where there is no file.
    fn origin(&mut self, commit: Oid, file: &mut File<'_>) -> Result<Option<Oid>, git2::Error> {
        let mut chain = Vec::new();
        let mut at = commit;
        let found = loop {
            if let Some(known) = file.origins.get(&at) {
                break *known;
            }
            chain.push(at);
            file.looked_at += 1;
            let Some(content) = self.blob_at(at, file.path)? else {
                break None;
            };
            let mut same = None;
            for parent in self.parents(at)? {
                if same.is_none() && self.blob_at(parent, file.path)? == Some(content) {
                    same = Some(parent);
                }
            }
            match same.filter(|_| file.looked_at < MOST_COMMITS) {
                Some(parent) => at = parent,
                None => break Some(at),
            }
        };
        file.origins
            .extend(chain.into_iter().map(|commit| (commit, found)));
        Ok(found)
    }

    fn origins_before(
        &mut self,
        commit: Oid,
        file: &mut File<'_>,
    ) -> Result<Vec<Oid>, git2::Error> {
        if file.looked_at >= MOST_COMMITS {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for parent in self.parents(commit)? {
            if let Some(origin) = self
                .origin(parent, file)?
                .filter(|known| !found.contains(known))
            {
                found.push(origin);
            }
        }
        Ok(found)
    }

    fn version(
        &mut self,
        id: Oid,
        path: &str,
        parents: Vec<usize>,
    ) -> Result<Version, git2::Error> {
        let content = match self.blob_at(id, path)?.and_then(blob_id) {
            Some(blob_id) => blob(self.git, blob_id)?,
            None => Content::Text(Vec::new()),
        };
        let commit = self.git.find_commit(id)?;
        let emails = if self.borders.contains(&id) {
            Vec::new()
        } else {
            self.authors.emails(&commit)
        };
        Ok(Version {
            commit: id.to_string().chars().take(10).collect(),
            seconds: commit.author().when().seconds(),
            emails,
            content,
            parents,
        })
    }

    fn parents(&mut self, commit: Oid) -> Result<Vec<Oid>, git2::Error> {
        self.commit(commit).map(|(_, parents)| parents)
    }

    fn commit(&mut self, id: Oid) -> Result<(Oid, Vec<Oid>), git2::Error> {
        if let Some(known) = self.commits.get(&id) {
            return Ok(known.clone());
        }
        let commit = self.git.find_commit(id)?;
        let is_border = self.borders.contains(&id);
        let parents = commit.parent_ids().filter(|_| !is_border).collect();
        let found: (Oid, Vec<Oid>) = (commit.tree_id(), parents);
        self.commits.insert(id, found.clone());
        Ok(found)
    }

    fn blob_at(&mut self, commit: Oid, path: &str) -> Result<Option<Oid>, git2::Error> {
        let (mut at, _) = self.commit(commit)?;
        for name in path.split('/') {
            match self.entry(at, name)? {
                Some(inner) => at = inner,
                None => return Ok(None),
            }
        }
        Ok(Some(at))
    }

    fn entry(&mut self, tree: Oid, name: &str) -> Result<Option<Oid>, git2::Error> {
        if let Some(known) = self.entries.get(&tree).and_then(|names| names.get(name)) {
            return Ok(*known);
        }
        let found = match self.git.find_tree(tree) {
            Ok(tree) => tree.get_name(name).map(|entry| entry.id()),
            // What stands there is a file and no folder.
            Err(error) if error.code() == ErrorCode::NotFound => None,
            Err(error) => return Err(error),
        };
        let names = self.entries.entry(tree).or_default();
        names.insert(name.to_owned(), found);
        Ok(found)
    }
}

/// The commits whose parents this clone has not.
pub(super) fn borders(git: &Repository) -> FxHashSet<Oid> {
    let listed = fs::read_to_string(git.commondir().join("shallow")).unwrap_or_default();
    let borders = listed
        .lines()
        .filter_map(|line| Oid::from_str(line.trim()).ok());
    borders.collect()
}

/// Who made a commit, by the mailmap.
pub(super) struct Authors {
    mailmap: Option<Mailmap>,
}

impl Authors {
    pub(super) fn new(git: &Repository) -> Self {
        Self {
            mailmap: git.mailmap().ok(),
        }
    }

    /// The addresses of its author and of those it names in `Co-authored-by`.
    pub(super) fn emails(&self, commit: &Commit<'_>) -> Vec<String> {
        let author = commit.author();
        let message = String::from_utf8_lossy(commit.message_bytes()).into_owned();
        let named = message.lines().filter_map(co_author);
        let mut people = vec![(lossy(author.name_bytes()), lossy(author.email_bytes()))];
        people.extend(named.map(|(name, email)| (name.to_owned(), email.to_owned())));
        let mapped = people.iter().map(|(name, email)| self.mapped(name, email));
        mapped.collect()
    }

    fn mapped(&self, name: &str, email: &str) -> String {
        let map = || {
            let signature = Signature::new(name, email, &Time::new(0, 0)).ok()?;
            let mapped = self.mailmap.as_ref()?.resolve_signature(&signature).ok()?;
            Some(lossy(mapped.email_bytes()))
        };
        map().unwrap_or_else(|| email.to_owned())
    }
}

/// A file that is followed.
struct File<'p> {
    /// From the top of the repository.
    path: &'p str,
    /// The commit that brought what the file has in a commit.
    origins: FxHashMap<Oid, Option<Oid>>,
    looked_at: usize,
}

/// Name and address in a line `Co-authored-by: Name <address>`.
fn co_author(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    if !key.trim().eq_ignore_ascii_case("co-authored-by") {
        return None;
    }
    let (name, rest) = value.split_once('<')?;
    let (email, _) = rest.split_once('>')?;
    Some((name.trim(), email.trim()))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_who_else_wrote_a_commit() {
        let line = "co-authored-by: Grace Hopper <grace@example.com>";
        assert_eq!(co_author(line), Some(("Grace Hopper", "grace@example.com")));
        assert_eq!(co_author("Co-authored-by: nobody"), None);
        assert_eq!(co_author("Reviewed-by: Grace <grace@example.com>"), None);
    }
}
