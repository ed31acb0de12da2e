//! What every commit changed of the team's files: the answer of one walk over the history (`git/edits`).

use super::{BlobId, Content, RepoPath, Store, StoreError};
use std::collections::BTreeMap;

/// What every commit changed below the two folders, up to the one that is read.
#[derive(Debug, Clone, Default)]
pub struct Edits {
    /// The commits that changed anything, parents before children.
    pub commits: Vec<EditingCommit>,
    /// The edits of each file, in the order of the commits.
    pub files: BTreeMap<RepoPath, Vec<Edit>>,
    /// Whether the history was read to its beginning: false in a clone of the newest commits.
    pub is_whole: bool,
}

/// A commit that changed a file.
#[derive(Debug, Clone)]
pub struct EditingCommit {
    /// The first ten digits of its id.
    pub id: String,
    /// When its author made it, in seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Whether it joins two lines of history.
    pub is_merge: bool,
    /// The addresses of its author and of those it names in `Co-authored-by`, by the mailmap; empty
    /// where it changed check-ins alone.
    pub emails: Vec<String>,
}

/// A commit that brought another content of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// The place of the commit.
    pub commit: usize,
    /// What the file held before; None where it was not there.
    pub before: Option<BlobId>,
    /// What it holds from then on; None where it is gone.
    pub after: Option<BlobId>,
}

impl Store {
    /// What every commit changed, up to the one that is read; None without git and before the first
    /// commit. What lies before the end of a clone, or is damaged, is not known.
    ///
    /// # Errors
    /// The commit that is read cannot be looked at.
    pub fn edits(&self) -> Result<Option<Edits>, StoreError> {
        match (&self.repositories, self.commit()) {
            (Some(git), Some(commit)) => git.edits(&commit.id, self.prefix()).map(Some),
            _ => Ok(None),
        }
    }

    /// The content that git keeps under an id.
    ///
    /// # Errors
    /// No git, or this clone has it not.
    pub fn content(&self, id: BlobId) -> Result<Content, StoreError> {
        self.git()?.content(id)
    }
}
