//! What a store knows of the past: what a change began at, and who brought which content of a file.

use super::{At, FilePast, RepoPath, Store, StoreError};

impl Store {
    /// The newest commit that both `revision` and what is read come from; None where this clone knows
    /// none.
    ///
    /// # Errors
    /// No git, no such revision, no commit yet.
    pub fn merge_base(&self, revision: &str) -> Result<Option<String>, StoreError> {
        self.git()?.merge_base(revision, &self.tip())
    }

    /// The ids of the parents of the commit that is read, as far as this clone has them.
    ///
    /// # Errors
    /// No git, no commit yet.
    pub fn parents(&self) -> Result<Vec<String>, StoreError> {
        self.git()?.parents(&self.tip())
    }

    /// Whether this clone has the newest commits only.
    pub fn is_shallow(&self) -> bool {
        self.repositories
            .as_ref()
            .is_some_and(|git| git.is_shallow())
    }

    /// What git remembers of these files, up to the commit that is read.
    ///
    /// # Errors
    /// No git, no commit yet, a damaged repository.
    pub fn pasts(&self, paths: &[RepoPath]) -> Result<Vec<FilePast>, StoreError> {
        let Some(commit) = self.commit() else {
            return Ok(vec![FilePast::default(); paths.len()]);
        };
        self.git()?.pasts(&commit.id, self.prefix(), paths)
    }

    /// The name of the commit that is read.
    fn tip(&self) -> String {
        match &self.at {
            At::Revision(revision) => revision.clone(),
            At::WorkTree | At::Index => "HEAD".to_owned(),
        }
    }
}
