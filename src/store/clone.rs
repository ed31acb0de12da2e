//! Setting up a clone: what git is to run in it, and its hooks. And the files by which git hands over
//! what is to be shown or merged.

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
    /// Git looks for hooks in this folder for other clones too; nothing was put there.
    Shared(PathBuf),
}

impl Store {
    /// Sets keys in git's configuration of this clone alone; those without a value are taken away.
    ///
    /// # Errors
    /// No git, or its configuration cannot be written.
    pub fn configure_clone(&self, entries: &[(&str, Option<&str>)]) -> Result<(), StoreError> {
        self.git()?.configure(entries)
    }

    /// Adds lines to the attributes of this clone alone, or takes them away; all others stay.
    ///
    /// # Errors
    /// No git, no regular file stands there, or the disk refuses.
    pub fn attribute_clone(&self, lines: &[String], are_there: bool) -> Result<(), StoreError> {
        let path = self.git()?.common_folder()?.join("info/attributes");
        let unwritable = |error| StoreError::unwritable(path.display(), error);
        let before = match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_file() => version_of_git(&path)?,
            Ok(_) => return Err(StoreError::refused(path.display(), "it is no regular file")),
            Err(_) => Vec::new(),
        };
        let is_ours = |line: &[u8]| lines.iter().any(|own| own.as_bytes() == line.trim_ascii());
        let mut after: Vec<u8> = Vec::new();
        for line in before
            .split_inclusive(|byte| *byte == b'\n')
            .filter(|line| !is_ours(line))
        {
            after.extend_from_slice(line);
        }
        if are_there {
            if !after.is_empty() && !after.ends_with(b"\n") {
                after.push(b'\n');
            }
            after.extend(
                lines
                    .iter()
                    .flat_map(|line| format!("{line}\n").into_bytes()),
            );
        }
        if after == before {
            return Ok(());
        }
        if after.is_empty() {
            return fs::remove_file(&path).map_err(unwritable);
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(unwritable)?;
        }
        fs::write(&path, after).map_err(unwritable)
    }

    /// Makes the hook `name` of this clone, or with no text takes it away. One whose second line is not
    /// `mark`, or that somebody has added to, is somebody else's and stays.
    ///
    /// # Errors
    /// No git, or the disk refuses.
    pub fn set_hook(&self, name: &str, mark: &str, text: Option<&str>) -> Result<Hook, StoreError> {
        let (folder, is_shared) = self.git()?.hooks_folder()?;
        let path = folder.join(name);
        let unwritable = |error| StoreError::unwritable(path.display(), error);
        let there = fs::symlink_metadata(&path).ok();
        let is_file = there.as_ref().is_some_and(fs::Metadata::is_file);
        let is_ours = is_file && fs::read_to_string(&path).is_ok_and(|known| is_made(&known, mark));
        if text.is_some() && is_shared {
            return Ok(Hook::Shared(folder));
        }
        let there = there.is_some();
        if there && !is_ours {
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

/// Whether a hook stands as it was made: a shell's first line, the mark, one command.
fn is_made(hook: &str, mark: &str) -> bool {
    let lines: Vec<&str> = hook.lines().collect();
    matches!(lines.as_slice(), [_, second, _] if *second == mark)
}

/// A version of a file that git has handed over, whatever its size: git has it in memory, too.
///
/// # Errors
/// It cannot be read.
pub fn version_of_git(path: &Path) -> Result<Vec<u8>, StoreError> {
    fs::read(path).map_err(|error| StoreError::unreadable(path.display(), error))
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
