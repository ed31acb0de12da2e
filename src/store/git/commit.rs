//! What is at HEAD, and one commit of one file. What a commit holds is read in `tree`.

use super::Repositories;
use super::revision::object;
use crate::store::{CommitInfo, FOLDERS, RepoPath, SETTINGS, StoreError};
use git2::build::TreeUpdateBuilder;
use git2::{
    Commit, Config, ErrorCode, FileMode, Index, IndexEntry, IndexTime, Oid, Repository, Signature,
    StatusOptions, StatusShow, Time,
};
use std::path::Path;

/// One commit that is to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewCommit<'a> {
    /// The branch it goes on, without `refs/heads/`; made from HEAD where it is not there yet.
    pub branch: &'a str,
    /// The whole message.
    pub message: &'a str,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// The offset from UTC, in minutes.
    pub offset_minutes: i32,
}

/// What is known of a commit.
pub(super) fn commit_info(commit: &Commit<'_>) -> CommitInfo {
    let id = commit.id().to_string();
    let author = commit.author();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    CommitInfo {
        short_id: id.chars().take(10).collect(),
        id,
        seconds: commit.time().seconds(),
        offset_minutes: commit.time().offset_minutes(),
        author_name: text(author.name_bytes()),
        author_email: text(author.email_bytes()),
    }
}

/// Git's `core.pager` as the user or the machine has set it; that of a repository is not asked.
pub(in crate::store) fn user_pager() -> Option<String> {
    let mut config = git2::Config::open_default().ok()?;
    config.snapshot().ok()?.get_string("core.pager").ok()
}

/// Git's `user.email` outside of any repository.
pub(in crate::store) fn default_email() -> Option<String> {
    Config::open_default()
        .ok()?
        .snapshot()
        .ok()?
        .get_string("user.email")
        .ok()
}

impl Repositories {
    /// The commit that HEAD names; None before the first.
    pub(in crate::store) fn head(&self) -> Result<Option<CommitInfo>, StoreError> {
        self.with(|git| {
            let head = git.head().and_then(|head| head.peel_to_commit());
            Ok(head.ok().map(|commit| commit_info(&commit)))
        })
    }

    /// Git's `user.email`, as it is for this repository.
    pub(in crate::store) fn email(&self) -> Option<String> {
        let email = |git: &Repository| git.config()?.snapshot()?.get_string("user.email");
        self.with(|git| Ok(email(git).ok())).ok().flatten()
    }

    /// Whether anything below the root differs from HEAD: in the index, or in the work tree too.
    pub(in crate::store) fn differs_from_head(
        &self,
        prefix: &str,
        show: Differing,
    ) -> Result<bool, StoreError> {
        let mut options = StatusOptions::new();
        options
            .show(match show {
                Differing::Index => StatusShow::Index,
                Differing::WorkTree => StatusShow::IndexAndWorkdir,
            })
            .disable_pathspec_match(true)
            .include_untracked(true)
            .exclude_submodules(true);
        for name in [FOLDERS[0], FOLDERS[1], SETTINGS] {
            options.pathspec(format!("{prefix}{name}"));
        }
        self.with(|git| match git.statuses(Some(&mut options)) {
            Ok(statuses) => Ok(!statuses.is_empty()),
            Err(error) => Err(self.failure(self.folder.display(), &error)),
        })
    }

    /// Commits `bytes` as the file `path` (from the top of the repository) and nothing else. None
    /// where the branch holds just that already.
    pub(in crate::store) fn commit_file(
        &self,
        path: &RepoPath,
        bytes: &[u8],
        new: NewCommit<'_>,
    ) -> Result<Option<CommitInfo>, StoreError> {
        self.with(|git| {
            let author = author(git, new)?;
            let reference = format!("refs/heads/{}", new.branch);
            self.refuse_checked_out_elsewhere(git, &reference)?;
            let parent = self.parent(git, &reference)?;
            let failure = |error: git2::Error| self.failure(path, &error);
            let staged = self.index_of(git, &reference)?;
            let blob = git.blob(bytes).map_err(failure)?;
            let Some(tree) = tree_with(git, &parent, path, blob).map_err(failure)? else {
                return Ok(None);
            };
            if let Some(index) = staged {
                stage(index, path, &tree, bytes.len()).map_err(failure)?;
            }
            let id = commit(git, &author, &parent, tree.id, new.message).map_err(failure)?;
            self.move_branch(git, &reference, id, &parent)?;
            Ok(git.find_commit(id).ok().map(|commit| commit_info(&commit)))
        })
    }

    /// The commit the branch stands on, or the one of HEAD.
    fn parent<'git>(
        &self,
        git: &'git Repository,
        reference: &str,
    ) -> Result<Commit<'git>, StoreError> {
        let found = match git.find_reference(reference) {
            Ok(found) => found.peel_to_commit(),
            Err(error) if error.code() == ErrorCode::NotFound => {
                object(self, git, "HEAD")?.peel_to_commit()
            }
            Err(error) => Err(error),
        };
        found.map_err(|error| self.failure(reference, &error))
    }

    /// The index, where the branch is the one that is checked out here.
    fn index_of(&self, git: &Repository, reference: &str) -> Result<Option<Index>, StoreError> {
        if !is_head(git, reference) {
            return Ok(None);
        }
        git.index()
            .map(Some)
            .map_err(|error| self.failure(self.folder.display(), &error))
    }

    fn move_branch(
        &self,
        git: &Repository,
        reference: &str,
        id: Oid,
        parent: &Commit<'_>,
    ) -> Result<(), StoreError> {
        let why = "commit: okr ready";
        let moved = if git.find_reference(reference).is_ok() {
            git.reference_matching(reference, id, true, parent.id(), why)
        } else {
            git.reference(reference, id, false, why)
        };
        moved
            .map(|_| ())
            .map_err(|error| self.failure(reference, &error))
    }

    /// Moving a branch under another work tree would make that one look edited.
    fn refuse_checked_out_elsewhere(
        &self,
        git: &Repository,
        reference: &str,
    ) -> Result<(), StoreError> {
        let linked = git
            .worktrees()
            .map_err(|error| self.failure(reference, &error))?;
        let linked = linked.iter().flatten().flatten();
        let folders =
            linked.filter_map(|name| Some(git.find_worktree(name).ok()?.path().to_owned()));
        for folder in folders.chain([git.commondir().to_owned()]) {
            let Ok(other) = Repository::open(&folder) else {
                continue;
            };
            if other.path() != git.path() && !other.is_bare() && is_head(&other, reference) {
                return Err(StoreError::refused(
                    reference,
                    "this branch is checked out in another work tree",
                ));
            }
        }
        Ok(())
    }
}

/// How far is looked for differences from HEAD.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Differing {
    /// What is staged.
    Index,
    /// What is staged, and what is not.
    WorkTree,
}

fn is_head(git: &Repository, reference: &str) -> bool {
    git.head()
        .is_ok_and(|head| head.name_bytes() == reference.as_bytes())
}

fn author(git: &Repository, new: NewCommit<'_>) -> Result<Signature<'static>, StoreError> {
    let configured = git.signature().map_err(|_| StoreError::NoIdentity)?;
    let (Ok(name), Ok(email)) = (configured.name(), configured.email()) else {
        return Err(StoreError::NoIdentity);
    };
    let time = Time::new(new.seconds, new.offset_minutes);
    Signature::new(name, email, &time).map_err(|_| StoreError::NoIdentity)
}

/// A tree, and the blob and mode that one path has in it.
struct TreeWith {
    id: Oid,
    blob: Oid,
    mode: FileMode,
}

/// The tree of `parent` with `blob` at `path`; None where it is there already.
fn tree_with(
    git: &Repository,
    parent: &Commit<'_>,
    path: &RepoPath,
    blob: Oid,
) -> Result<Option<TreeWith>, git2::Error> {
    let tree = parent.tree()?;
    let executable = i32::from(FileMode::BlobExecutable);
    let mode = match tree.get_path(Path::new(path.as_str())) {
        Ok(entry) if entry.id() == blob => return Ok(None),
        Ok(entry) if entry.filemode() == executable => FileMode::BlobExecutable,
        _ => FileMode::Blob,
    };
    let id = TreeUpdateBuilder::new()
        .upsert(path.as_str(), blob, mode)
        .create_updated(git, &tree)?;
    Ok(Some(TreeWith { id, blob, mode }))
}

/// The file as it is committed; its times are left at 0, so that git looks at it once itself.
fn stage(
    mut index: Index,
    path: &RepoPath,
    tree: &TreeWith,
    len: usize,
) -> Result<(), git2::Error> {
    index.add(&IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: u32::from(tree.mode),
        uid: 0,
        gid: 0,
        file_size: u32::try_from(len).unwrap_or_default(),
        id: tree.blob,
        flags: 0,
        flags_extended: 0,
        path: path.as_str().as_bytes().to_vec(),
    })?;
    index.write()
}

fn commit(
    git: &Repository,
    author: &Signature<'_>,
    parent: &Commit<'_>,
    tree: Oid,
    message: &str,
) -> Result<Oid, git2::Error> {
    git.commit(
        None,
        author,
        author,
        message,
        &git.find_tree(tree)?,
        &[parent],
    )
}
