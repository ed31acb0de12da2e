//! The file in which git prepares a commit's message: the one file of git's that is written, while git
//! waits for it.

use super::{Store, StoreError};
use std::fs;
use std::path::Path;

/// How git calls it.
const NAME: &str = "COMMIT_EDITMSG";

/// A longer message is left alone; in bytes.
const MOST: u64 = 4 << 20;

impl Store {
    /// Writes what `change` makes of the message; nothing where it makes none of it.
    ///
    /// # Errors
    /// It is no file that git prepared, no text, or cannot be read or written.
    pub fn change_message(
        &self,
        path: &Path,
        change: impl FnOnce(&str) -> Option<String>,
    ) -> Result<(), StoreError> {
        let refused = |reason| StoreError::refused(path.display(), reason);
        let is_named = path.file_name().is_some_and(|name| name == NAME);
        let unreadable = |error| StoreError::unreadable(path.display(), error);
        let metadata = fs::symlink_metadata(path).map_err(unreadable)?;
        if !is_named || !metadata.is_file() || metadata.len() > MOST {
            return Err(refused("it is no commit message that git prepared"));
        }
        let message = fs::read_to_string(path).map_err(unreadable)?;
        let Some(changed) = change(&message) else {
            return Ok(());
        };
        fs::write(path, changed).map_err(|error| StoreError::unwritable(path.display(), error))
    }

    /// How a line of a commit message begins that git takes away: `#`, or what is configured.
    #[must_use]
    pub fn comment_mark(&self) -> String {
        let mark = self.repositories.as_ref().map(|git| git.comment_mark());
        mark.unwrap_or_else(|| "#".to_owned())
    }
}
