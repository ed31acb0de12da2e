//! One writer of a file at a time.
//!
//! The lock is the system's own on a file beside the one that is written, so a process that was
//! killed leaves at most an empty file and never a lock.

use super::{RepoPath, StoreError};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Held while one file is read, compared and replaced; the lock file is removed on drop.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of the file `path`, which stands at `target` on disk.
    pub(super) fn take(target: &Path, path: &RepoPath) -> Result<Lock, StoreError> {
        let lock_path = target.with_file_name(format!(".{}.okr-lock", path.file_name()));
        let unwritable = |error| StoreError::unwritable(path, error);
        loop {
            let file = open(&lock_path).map_err(unwritable)?;
            match file.try_lock() {
                Ok(()) => {}
                // Where a file system has no locks, the comparison before the rename remains.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(unwritable(error)),
                Err(TryLockError::WouldBlock) => {
                    return Err(StoreError::Locked {
                        place: path.to_string(),
                    });
                }
            }
            // The last holder may have removed the file between the opening and the locking.
            if is_still_at(&file, &lock_path).map_err(unwritable)? {
                return Ok(Lock {
                    path: lock_path,
                    _file: file,
                });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // What remains is an empty file that locks nobody out.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags =
        i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits()).map_err(io::Error::other)?;
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .custom_flags(flags)
        .open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
}

#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let ours = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_still_at(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}
