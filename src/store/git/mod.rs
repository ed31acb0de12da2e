//! Git, through libgit2: the only folder that names git2.
//!
//! No program, hook or filter is run, no work tree is checked out, and nothing is asked of the
//! environment but where git's own configuration is.
//!
//! ```text
//! mod       a repository, opened once a thread
//! revision  a name → the commit and its tree
//! tree      texts from a commit          index    texts from what is staged
//! changed   what differs between two     commit   what is at HEAD, and one commit of one file
//! base      what a change began at       past     who brought which content of a file
//! edits     which commit brought which content of which file, in one walk
//! trailer   commits whose messages name something
//! ```

mod base;
mod changed;
mod clone;
mod commit;
mod edits;
mod index;
mod past;
mod revision;
mod trailer;
mod tree;

pub use clone::merged_lines;
pub use commit::NewCommit;
pub(super) use commit::{Differing, default_email, user_pager};
pub(super) use index::IndexSource;
pub use past::{FilePast, Version};
pub(super) use revision::{Resolved, resolved};
pub(super) use tree::TreeSource;

use super::root::{is_git_folder, is_git_work_tree, real};
use super::{BlobId, Content, EntryKind, MAXIMUM_LEN, StoreError, Unsupported};
use git2::{ErrorClass, ErrorCode, ObjectType, Oid, Repository, RepositoryOpenFlags};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

/// A repository as many threads use it: each borrows a handle of its own.
pub(super) struct Repositories {
    /// A folder with a `.git`, or git's own.
    folder: PathBuf,
    idle: Mutex<Vec<Repository>>,
}

impl Repositories {
    /// The repository of `folder`; nothing is opened yet.
    pub(super) fn new(folder: &Path) -> Repositories {
        Repositories {
            folder: folder.to_owned(),
            idle: Mutex::default(),
        }
    }

    /// The nearest repository from `dir` upwards, and its work tree unless it is bare.
    pub(super) fn find(dir: &Path) -> Result<(Repositories, Option<PathBuf>), StoreError> {
        let dir = real(dir)?;
        for folder in dir.ancestors() {
            if is_git_work_tree(folder) {
                return Ok((Repositories::new(folder), Some(folder.to_owned())));
            }
            if is_git_folder(folder) {
                let found = Repositories::new(folder);
                let work_tree = found.with(|git| Ok(git.workdir().map(Path::to_owned)))?;
                return Ok((found, work_tree.as_deref().map(real).transpose()?));
            }
        }
        Err(StoreError::NoRepository { folder: dir })
    }

    /// What `work` makes of a handle that is its own for so long.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&Repository) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let handle = idle().pop();
        let repository = handle.map_or_else(|| self.open(), Ok)?;
        let result = work(&repository);
        idle().push(repository);
        result
    }

    /// The content of a blob.
    pub(super) fn content(&self, id: BlobId) -> Result<Content, StoreError> {
        self.with(|git| blob(git, id).map_err(|error| self.failure(self.folder.display(), &error)))
    }

    /// The error of this repository that libgit2 tells as `error`, met at `place`.
    fn failure(&self, place: impl ToString, error: &git2::Error) -> StoreError {
        failure(&self.folder, place, error)
    }

    fn open(&self) -> Result<Repository, StoreError> {
        static ONCE: Once = Once::new();
        // Half of the time of reading; what is damaged shows when it is unpacked.
        ONCE.call_once(|| git2::opts::strict_hash_verification(false));
        let flags = RepositoryOpenFlags::NO_SEARCH;
        Repository::open_ext(&self.folder, flags, [] as [&OsStr; 0])
            .map_err(|error| self.failure(self.folder.display(), &error))
    }
}

/// libgit2 tells the unsupported kinds of repository apart in words alone.
fn failure(folder: &Path, place: impl ToString, error: &git2::Error) -> StoreError {
    let says = |words: &str| error.message().contains(words);
    let kind = if error.code() == ErrorCode::Owner {
        Unsupported::ForeignOwner
    } else if says("extensions.refstorage") {
        Unsupported::Reftable
    } else if says("unknown object format") {
        Unsupported::Sha256
    } else if error.class() == ErrorClass::Index && says("extension: 'link'") {
        Unsupported::SplitIndex
    } else if error.class() == ErrorClass::Index && says("extension: 'sdir'") {
        Unsupported::SparseIndex
    } else {
        return StoreError::Git {
            place: place.to_string(),
            reason: error.message().to_owned(),
        };
    };
    StoreError::Unsupported {
        folder: folder.to_owned(),
        kind,
    }
}

/// What git's mode of an entry says it is; None for a folder.
fn kind_of(mode: u32) -> Option<EntryKind> {
    match mode & 0o170_000 {
        0o040_000 => None,
        0o100_000 => Some(EntryKind::File),
        0o120_000 => Some(EntryKind::SymbolicLink),
        _ => Some(EntryKind::Other),
    }
}

fn blob_id(id: Oid) -> Option<BlobId> {
    id.as_bytes().try_into().ok().map(BlobId)
}

/// The bytes of a blob. Its length is looked at before they are unpacked.
fn blob(git: &Repository, id: BlobId) -> Result<Content, git2::Error> {
    let (odb, id) = (git.odb()?, Oid::from_bytes(&id.0)?);
    let (len, object_type) = odb.read_header(id)?;
    if object_type != ObjectType::Blob {
        return Ok(Content::NotAFile(EntryKind::Other));
    }
    if len as u64 > MAXIMUM_LEN {
        return Ok(Content::TooLarge { len: len as u64 });
    }
    Ok(Content::Text(odb.read(id)?.data().to_vec()))
}
