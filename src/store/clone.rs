//! Setting up a clone: what git is to run in it, and its hooks. And the file in which git takes the result
//! of a merge.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Store, StoreError};

/// What became of a hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hook {
    /// It is there as asked, or gone as asked.
    Done,
    /// Somebody else's hook stands there; it was left alone.
    Foreign(PathBuf),
}

impl Store {
    /// Sets keys in git's configuration of this clone alone; those without a value are taken away.
    ///
    /// # Errors
    /// No git, or its configuration cannot be written.
    pub fn configure_clone(&self, entries: &[(&str, Option<&str>)]) -> Result<(), StoreError> {
        self.git()?.configure(entries)
    }

    /// Makes the hook `name` of this clone, or with no text takes it away. One that does not hold `mark` is
    /// somebody else's and stays.
    ///
    /// # Errors
    /// No git, or the disk refuses.
    pub fn set_hook(&self, name: &str, mark: &str, text: Option<&str>) -> Result<Hook, StoreError> {
        let folder = self.git()?.hooks_folder()?;
        let path = folder.join(name);
        let unwritable = |error| StoreError::unwritable(path.display(), error);
        let there = fs::symlink_metadata(&path).is_ok();
        let is_ours = || fs::read_to_string(&path).is_ok_and(|text| text.contains(mark));
        if there && !is_ours() {
            return Ok(match text {
                Some(_) => Hook::Foreign(path),
                None => Hook::Done,
            });
        }
        match text {
            Some(text) => {
                fs::create_dir_all(&folder).map_err(unwritable)?;
                fs::write(&path, text).map_err(unwritable)?;
                make_runnable(&path).map_err(unwritable)?;
            }
            None if there => fs::remove_file(&path).map_err(unwritable)?,
            None => {}
        }
        Ok(Hook::Done)
    }
}

/// Writes the result of a merge into the file that git has handed over for it.
///
/// # Errors
/// It is no regular file, or the disk refuses.
pub fn write_merge(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let metadata = fs::symlink_metadata(path)
        .map_err(|error| StoreError::unreadable(path.display(), error))?;
    if !metadata.is_file() {
        return Err(StoreError::refused(path.display(), "it is no regular file"));
    }
    fs::write(path, bytes).map_err(|error| StoreError::unwritable(path.display(), error))
}

#[cfg(unix)]
fn make_runnable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_runnable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
