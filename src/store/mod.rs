//! Where texts come from (work tree, index, revision) and the only way to write one.
//!
//! The only layer that touches disk and git. It knows bytes and paths, and of OKRs nothing but the
//! names `okr.yaml`, `okrs` and `check-ins`. No program, hook or filter is ever run, and no
//! symbolic link below the root is followed.
//!
//! ```text
//! Store       opened in a folder At the work tree, the index or a revision
//!   list      → Entry { path: RepoPath, kind: EntryKind }, sorted
//!   read      → Content: the bytes, or why there are none
//!   write     one file, never over what the caller has not seen
//!   write_result, append_result   a file that a person names, never one of the team's
//! OutputFolder   a whole folder, built beside its target and swapped in
//! StoreError     what makes work impossible, with a hint
//! ```
//!
//! `root` finds the folder, `work_tree` reads the disk, `write`, `lock`, `result_file` and
//! `output_folder` write it, and `git` is the only place that names git2.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod clone;
mod commit_file;
mod edits;
mod entry;
mod error;
mod evidence;
mod folder;
mod git;
mod key_file;
mod lock;
mod message_file;
mod open_file;
mod output_folder;
mod outside;
mod overlay;
mod past;
mod path;
mod result_file;
mod root;
mod threads;
mod top;
mod work_tree;
mod write;

pub use clone::{Hook, version_of_git, write_merge};
pub use edits::{Edit, EditingCommit, Edits};
pub use entry::{BlobId, Content, Entry, EntryKind, MAXIMUM_LEN};
pub use error::{History, StoreError, Unsupported};
pub use evidence::{Trailing, TrailingCommit};
pub use folder::{folder_texts, stamp};
pub use git::{FilePast, NewCommit, Version, merged_lines};
pub use key_file::{KeyFile, create_key_file, key_file};
pub use output_folder::{OutputFolder, output_file};
pub use outside::{outside_file, unnamed_file, user_pager};
pub use path::RepoPath;
pub use threads::for_each;
pub use write::Expected;

use git::{Differing, IndexSource, Repositories, Resolved, TreeSource};
use root::{Place, prefix_below, real};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use work_tree::WorkTree;

/// The settings of a team; the folder that holds it is the root.
pub const SETTINGS: &str = "okr.yaml";
/// The folders below the root that are the tool's business.
pub const FOLDERS: [&str; 2] = ["check-ins", "okrs"];

/// Which state of the files is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// The files on disk.
    WorkTree,
    /// What is staged for the next commit.
    Index,
    /// Whatever git understands as a commit: `HEAD~3`, a branch, a tag, an id.
    Revision(String),
}

/// The commit that is read, or that the work tree stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitInfo {
    /// 40 hexadecimal digits.
    pub id: String,
    /// The first ten digits of the id, the same in every clone.
    pub short_id: String,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// The committer's offset from UTC, in minutes.
    pub offset_minutes: i32,
    /// The author's name; not checked in any way.
    pub author_name: String,
    /// The author's address; not checked in any way.
    pub author_email: String,
}

/// One source of texts: the disk, the index, or the tree of a commit.
trait Source: Send + Sync {
    /// Everything below these folders, in no certain order.
    fn list(&self, folders: &[&str]) -> Result<Vec<Entry>, StoreError>;
    fn read(&self, entry: &Entry) -> Result<Content, StoreError>;
    /// None where nothing stands at `path`.
    fn read_path(&self, path: &RepoPath) -> Result<Option<Content>, StoreError>;
}

/// A team's files, as they are at one state. Can be shared between threads.
pub struct Store {
    at: At,
    place: Place,
    source: Box<dyn Source>,
    /// None without git.
    repositories: Option<Arc<Repositories>>,
    /// Where a revision is read.
    resolved: Option<Resolved>,
    /// Where an index is read that is not the usual one.
    index_file: Option<PathBuf>,
}

impl Store {
    /// Opens the root that holds `dir`.
    ///
    /// This is the nearest folder with an `okr.yaml`, `dir` itself or one above it, never above the
    /// git work tree; at the index or a revision it is looked for there and need not be on disk. In
    /// a bare repository it is the top, and `main:team` names a folder below it.
    ///
    /// # Errors
    /// No folder `dir`, no root; at the index or a revision: no repository, one of an unsupported
    /// kind, no such revision.
    pub fn open(dir: &Path, at: At) -> Result<Store, StoreError> {
        match &at {
            At::WorkTree => Ok(Store::on_disk(Place::find(dir)?)),
            At::Index => Store::at_index(dir, None),
            At::Revision(revision) => Store::at_revision(dir, revision),
        }
    }

    /// As [`Store::open`] at the index, which is read from `index_file`: git gives its hooks
    /// another index than the usual one.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub fn open_index_file(dir: &Path, index_file: &Path) -> Result<Store, StoreError> {
        Store::at_index(dir, Some(index_file))
    }

    /// A store of the work tree whose root is `dir` itself, where no `okr.yaml` is needed yet.
    ///
    /// # Errors
    /// No folder `dir`.
    pub fn open_new_root(dir: &Path) -> Result<Store, StoreError> {
        Ok(Store::on_disk(Place::new_root(dir)?))
    }

    fn on_disk((place, root): (Place, PathBuf)) -> Store {
        let repositories = place
            .git_work_tree
            .as_deref()
            .map(Repositories::new)
            .map(Arc::new);
        let source = Box::new(WorkTree::new(root));
        Store {
            at: At::WorkTree,
            place,
            source,
            repositories,
            resolved: None,
            index_file: None,
        }
    }

    fn at_index(dir: &Path, index_file: Option<&Path>) -> Result<Store, StoreError> {
        let (repositories, work_tree, prefix) = in_git(dir)?;
        let (source, prefix) = IndexSource::open(repositories.clone(), index_file, &prefix)?;
        Ok(Store {
            at: At::Index,
            place: Place::in_git(work_tree, prefix),
            source: Box::new(source),
            repositories: Some(repositories),
            resolved: None,
            index_file: index_file.map(Path::to_owned),
        })
    }

    fn at_revision(dir: &Path, revision: &str) -> Result<Store, StoreError> {
        let (repositories, work_tree, prefix) = in_git(dir)?;
        let resolved = git::resolved(&repositories, revision, &prefix)?;
        Ok(Store {
            at: At::Revision(revision.to_owned()),
            place: Place::in_git(work_tree, resolved.prefix.clone()),
            source: Box::new(TreeSource::new(repositories.clone(), &resolved)),
            repositories: Some(repositories),
            resolved: Some(resolved),
            index_file: None,
        })
    }

    /// The state that is read.
    pub fn at(&self) -> &At {
        &self.at
    }

    /// The folder on disk that holds `okr.yaml`, absolute and without links; None in a bare
    /// repository. At the index or a revision it need not exist.
    pub fn root(&self) -> Option<&Path> {
        self.place.root.as_deref()
    }

    /// The top folder of the git work tree; None without git and in a bare repository.
    pub fn git_work_tree(&self) -> Option<&Path> {
        self.place.git_work_tree.as_deref()
    }

    /// The root relative to the git work tree: empty, or with a `/` at its end.
    pub fn prefix(&self) -> &str {
        &self.place.prefix
    }

    /// `path`, as the caller names it, relative to the root with `/`; empty for the root itself.
    /// Links on the way to it are resolved, it need not exist. None where it is not below the root.
    pub fn relative(&self, path: &Path) -> Option<String> {
        root::relative(self.root()?, path)
    }

    /// The content of `okr.yaml`.
    ///
    /// # Errors
    /// It cannot be read, or vanished since the store was opened.
    pub fn settings(&self) -> Result<Content, StoreError> {
        let path = RepoPath::new(SETTINGS);
        self.read_path(&path)?
            .ok_or_else(|| StoreError::vanished(&path))
    }

    /// Everything below `okrs` and `check-ins`, whatever its name, sorted by the bytes of the path.
    ///
    /// A folder is listed through what it holds, and itself only where its name ends in `.md`.
    /// A symbolic link is listed and never followed, a nested repository listed and not entered.
    ///
    /// # Errors
    /// A folder cannot be read, or there are more than a million entries.
    pub fn list(&self) -> Result<Vec<Entry>, StoreError> {
        self.list_below(&FOLDERS)
    }

    /// The same of some folders alone, each given relative to the root, such as `check-ins/ada`.
    /// One that does not exist holds nothing.
    ///
    /// # Errors
    /// A folder cannot be read, a link stands on its way, or there are more than a million entries.
    pub fn list_below(&self, folders: &[&str]) -> Result<Vec<Entry>, StoreError> {
        for folder in folders {
            plain(&RepoPath::new(*folder))?;
        }
        let mut entries = self.source.list(folders)?;
        // A folder's entries mostly come in their order.
        if !entries.is_sorted_by(|a, b| a.path <= b.path) {
            entries.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        }
        Ok(entries)
    }

    /// The content of a listed entry. What is no file is not opened, and no more than
    /// [`MAXIMUM_LEN`] bytes are ever read. Threads that read a packed repository wait for one
    /// another inside libgit2: there, reading gains little by more than one.
    ///
    /// # Errors
    /// It cannot be read, or vanished since it was listed.
    pub fn read(&self, entry: &Entry) -> Result<Content, StoreError> {
        if entry.kind != EntryKind::File {
            return Ok(Content::NotAFile(entry.kind));
        }
        if !entry.path.is_plain() {
            return Ok(Content::NotAFile(EntryKind::Other));
        }
        self.source.read(entry)
    }

    /// The content of whatever stands at `path`; None where nothing does.
    ///
    /// # Errors
    /// It cannot be read, or a folder on its way is a symbolic link.
    pub fn read_path(&self, path: &RepoPath) -> Result<Option<Content>, StoreError> {
        plain(path)?;
        self.source.read_path(path)
    }

    /// The commit that is read; for the work tree and the index, the one that HEAD names. None
    /// without git, before the first commit, and where the repository cannot be opened.
    pub fn commit(&self) -> Option<CommitInfo> {
        match &self.resolved {
            Some(resolved) => resolved.commit.clone(),
            None => self.repositories.as_ref()?.head().ok()?,
        }
    }

    /// Whether what is read differs from HEAD below the root: the work tree (untracked files
    /// count, ignored ones do not), or the index. False without git, and for a revision.
    ///
    /// # Errors
    /// The repository or its index is of an unsupported kind or damaged.
    pub fn is_dirty(&self) -> Result<bool, StoreError> {
        let Some(repositories) = &self.repositories else {
            return Ok(false);
        };
        match self.at {
            At::WorkTree => repositories.differs_from_head(self.prefix(), Differing::WorkTree),
            At::Index => repositories.differs_from_head(self.prefix(), Differing::Index),
            At::Revision(_) => Ok(false),
        }
    }

    /// Git's `user.email`, where one is set.
    pub fn user_email(&self) -> Option<String> {
        match &self.repositories {
            Some(repositories) => repositories.email(),
            None => git::default_email(),
        }
    }

    /// The paths below the root, `okr.yaml` among them, that are not in `base` as they are here:
    /// new, changed or gone; sorted. A rename is both. Files alone are named.
    ///
    /// # Errors
    /// No git, no such revision, a file cannot be read.
    pub fn changed(&self, base: &str) -> Result<Vec<RepoPath>, StoreError> {
        let repositories = self.git()?;
        match &self.resolved {
            Some(current) => repositories.changed_in_tree(base, self.prefix(), current),
            None => {
                let root = self.root().unwrap_or(Path::new(""));
                let source = self.source.as_ref();
                match self.at {
                    At::WorkTree => {
                        repositories.changed_in_work_tree(base, self.prefix(), source, root)
                    }
                    _ => repositories.changed_in_files(base, self.prefix(), source, root),
                }
            }
        }
    }

    /// Writes one file of the work tree: wholly, or not at all.
    ///
    /// Missing folders are made. The file's mode is kept.
    ///
    /// # Errors
    /// The file is not as `expected`, another process writes it, a symbolic link stands on the
    /// way, the disk refuses, or the store is not at the work tree. The old file is then
    /// untouched.
    pub fn write(
        &self,
        path: &RepoPath,
        expected: Expected,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        write::write(self.writable_root(path)?, path, &expected, bytes)
    }

    fn git(&self) -> Result<&Repositories, StoreError> {
        self.repositories
            .as_deref()
            .ok_or_else(|| StoreError::NoRepository {
                folder: self.place.root.clone().unwrap_or_default(),
            })
    }

    fn writable_root(&self, path: &RepoPath) -> Result<&Path, StoreError> {
        match (&self.at, self.root()) {
            (At::WorkTree, Some(root)) => Ok(root),
            _ => Err(StoreError::refused(
                path,
                "only files of the work tree can be written",
            )),
        }
    }
}

fn plain(path: &RepoPath) -> Result<(), StoreError> {
    if path.is_plain() {
        return Ok(());
    }
    Err(StoreError::refused(
        path,
        "it is no plain path below the root",
    ))
}

/// The repository that holds `dir`, its work tree, and `dir` as a prefix in it.
fn in_git(dir: &Path) -> Result<(Arc<Repositories>, Option<PathBuf>, String), StoreError> {
    let (repositories, work_tree) = Repositories::find(dir)?;
    let dir = real(dir)?;
    let prefix = work_tree
        .as_deref()
        .map(|top| prefix_below(top, &dir))
        .unwrap_or_default();
    Ok((Arc::new(repositories), work_tree, prefix))
}
