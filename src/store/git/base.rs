//! What a change is compared with: the commit it began at.

use super::Repositories;
use super::revision::object;
use crate::store::StoreError;
use git2::{ErrorCode, Repository};

impl Repositories {
    /// The newest commit that both `revision` and `tip` come from; None where this clone knows none.
    pub(in crate::store) fn merge_base(
        &self,
        revision: &str,
        tip: &str,
    ) -> Result<Option<String>, StoreError> {
        self.with(|git| {
            let id = |name: &str| {
                let commit = object(self, git, name)?.peel_to_commit();
                let commit = commit.map_err(|error| self.failure(name, &error))?;
                Ok::<_, StoreError>(commit.id())
            };
            match git.merge_base(id(revision)?, id(tip)?) {
                Ok(base) => Ok(Some(base.to_string())),
                Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
                Err(error) => Err(self.failure(revision, &error)),
            }
        })
    }

    /// The ids of the parents of `revision` that this clone has.
    pub(in crate::store) fn parents(&self, revision: &str) -> Result<Vec<String>, StoreError> {
        self.with(|git| {
            let commit = object(self, git, revision)?.peel_to_commit();
            let commit = commit.map_err(|error| self.failure(revision, &error))?;
            let here = |id: &git2::Oid| git.find_commit(*id).is_ok();
            Ok(commit
                .parent_ids()
                .filter(here)
                .map(|id| id.to_string())
                .collect())
        })
    }

    /// Whether this clone has the newest commits only.
    pub(in crate::store) fn is_shallow(&self) -> bool {
        self.with(|git: &Repository| Ok(git.is_shallow()))
            .unwrap_or(false)
    }
}
