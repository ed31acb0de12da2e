//! What stands at a path, and what it holds. The paths themselves are in `path`.

use super::RepoPath;

/// The most bytes that are read of one file: 1 MiB.
pub const MAXIMUM_LEN: u64 = 1 << 20;

/// Something below `okrs` or `check-ins`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub path: RepoPath,
    /// What it is.
    pub kind: EntryKind,
    /// Git's id of its bytes; None on disk.
    pub blob: Option<BlobId>,
}

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A symbolic link, wherever it leads; it is never followed.
    SymbolicLink,
    /// A folder.
    Directory,
    /// A path that git's index holds with an unresolved merge.
    Unmerged,
    /// A pipe, socket or device, or another repository.
    Other,
}

/// Git's id of a file's bytes (SHA-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlobId(pub [u8; 20]);

/// What reading an entry gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// All bytes of the file; whether they are UTF-8 is for the caller to see.
    Text(Vec<u8>),
    /// The file has more than [`MAXIMUM_LEN`] bytes; nothing of it is given.
    TooLarge {
        /// How many bytes it has.
        len: u64,
    },
    /// It is no regular file and was not opened.
    NotAFile(EntryKind),
}

impl Content {
    /// The bytes; none where there is no file, or one that is too large.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        match self {
            Content::Text(bytes) => bytes,
            Content::TooLarge { .. } | Content::NotAFile(_) => &[],
        }
    }
}

impl Entry {
    pub(super) fn on_disk(path: RepoPath, kind: EntryKind) -> Entry {
        Entry {
            path,
            kind,
            blob: None,
        }
    }
}
