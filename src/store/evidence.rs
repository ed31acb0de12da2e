//! Where progress can be seen in commits: the team's own repository, or one beside it. Only messages are
//! read.

use super::git::Repositories;
use super::{Store, StoreError};
use std::path::{Component, Path};

/// What was found of a trailer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trailing {
    /// Oldest first.
    pub commits: Vec<TrailingCommit>,
    /// Whether this clone goes back as far as was asked.
    pub is_whole: bool,
}

/// A commit and the values of the trailer in its message. All of it is text of authors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailingCommit {
    /// 40 hexadecimal digits.
    pub id: String,
    /// The first ten digits of the id.
    pub short_id: String,
    /// The first line of the message.
    pub subject: String,
    /// When it was committed, in seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// What the trailer says, once for each time it stands there.
    pub values: Vec<String>,
}

impl Store {
    /// The commits of `repository`, a path from the root, that carry `trailer` and were made from `from`
    /// to `until` (seconds since 1970-01-01T00:00:00Z).
    ///
    /// # Errors
    /// There is no such repository, or it cannot be read.
    pub fn trailing(
        &self,
        repository: &str,
        trailer: &str,
        from: i64,
        until: i64,
    ) -> Result<Trailing, StoreError> {
        self.in_repository(repository, |git| git.trailing(trailer, from, until))
    }

    /// The commit of `repository` whose id begins with these digits; None where there is none.
    ///
    /// # Errors
    /// There is no such repository, or it cannot be read.
    pub fn commit_of(
        &self,
        repository: &str,
        id: &str,
    ) -> Result<Option<TrailingCommit>, StoreError> {
        self.in_repository(repository, |git| git.commit_of(id))
    }

    fn in_repository<T>(
        &self,
        repository: &str,
        work: impl FnOnce(&Repositories) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if repository.trim_matches(['/', ' ']) == "." {
            return work(self.git()?);
        }
        let path = Path::new(repository);
        let is_relative = path.components().all(|part| {
            matches!(
                part,
                Component::Normal(_) | Component::ParentDir | Component::CurDir
            )
        });
        let Some(root) = self.root().filter(|_| is_relative) else {
            let reason = "a repository of 'evidence' is a path from the folder of okr.yaml";
            return Err(StoreError::refused(repository, reason));
        };
        let (found, _) = Repositories::find(&root.join(path))?;
        work(&found)
    }
}
