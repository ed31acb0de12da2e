//! Files outside the team's own that a result is written to: where a person names them, and nowhere else.

use super::{FOLDERS, SETTINGS, Store, StoreError};
use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path};

impl Store {
    /// Writes a result to the file that a person names, below the root or not: wholly, or not at all.
    /// What stands there is replaced; its folder must be there.
    ///
    /// # Errors
    /// It is one of the team's files or would be, something else than a regular file stands there,
    /// the disk refuses.
    pub fn write_result(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let below = self.relative(path);
        if below.as_deref().is_some_and(is_of_the_team) || is_of_git(path) {
            let reason = "a result is never written over the team's files, nor into their folders";
            return Err(StoreError::refused(path.display(), reason));
        }
        let unwritable = |error| StoreError::unwritable(path.display(), error);
        let replaced = match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_file() => Some(metadata),
            Ok(_) => return Err(StoreError::refused(path.display(), "it is no regular file")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(unwritable(error)),
        };
        replace(path, replaced.as_ref(), bytes).map_err(unwritable)
    }

    /// The bytes that stand in a result's file; 0 where there is none.
    #[must_use]
    pub fn result_len(&self, path: &Path) -> u64 {
        fs::metadata(path).map_or(0, |metadata| metadata.len())
    }

    /// Adds to the end of a file that the surroundings name, such as a job's summary; it is made where
    /// there is none.
    ///
    /// # Errors
    /// It is no regular file, the disk refuses.
    pub fn append_result(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let unwritable = |error| StoreError::unwritable(path.display(), error);
        let mut file = OpenOptions::new()
            .append(true)
            .create(true)
            .open(path)
            .map_err(unwritable)?;
        if !file.metadata().map_err(unwritable)?.is_file() {
            return Err(StoreError::refused(path.display(), "it is no regular file"));
        }
        file.write_all(bytes).map_err(unwritable)
    }
}

fn is_of_the_team(below: &str) -> bool {
    let first = below.split('/').next().unwrap_or(below);
    let names = FOLDERS.iter().chain([&SETTINGS]);
    // Where a file system takes both spellings for one, so does this.
    names
        .into_iter()
        .any(|name| first.eq_ignore_ascii_case(name))
}

fn is_of_git(path: &Path) -> bool {
    path.components().any(|component| match component {
        Component::Normal(name) => name.eq_ignore_ascii_case(".git"),
        _ => false,
    })
}

fn replace(path: &Path, replaced: Option<&Metadata>, bytes: &[u8]) -> io::Result<()> {
    let named = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = super::write::new_file(named.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    if let Some(metadata) = replaced {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
