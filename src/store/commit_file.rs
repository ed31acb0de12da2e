//! One commit of one file, on a branch of its own or the one that is checked out.

use super::{CommitInfo, Content, NewCommit, RepoPath, Store, StoreError};

impl Store {
    /// Commits one file of the work tree, as it is on disk, and nothing else that is changed or
    /// staged. The work tree is left alone; HEAD and the index follow where the branch is the one
    /// that is checked out. None where the branch holds the file like this already.
    ///
    /// # Errors
    /// No git, no commit yet, no identity, a branch that is checked out elsewhere, a file that
    /// cannot be read.
    pub fn commit_file(
        &self,
        path: &RepoPath,
        new: NewCommit<'_>,
    ) -> Result<Option<CommitInfo>, StoreError> {
        self.writable_root(path)?;
        let bytes = match self.read_path(path)? {
            Some(Content::Text(bytes)) => bytes,
            Some(_) => return Err(StoreError::refused(path, "it is no file that okr reads")),
            None => return Err(StoreError::vanished(path)),
        };
        let from_top = RepoPath::new(format!("{}{path}", self.prefix()));
        self.git()?.commit_file(&from_top, &bytes, new)
    }
}
