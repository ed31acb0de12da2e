//! A person's private key: a file of their own that nobody else can read, and never one in a repository.

use super::StoreError;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The most bytes of such a file that are read.
const MOST: u64 = 64 << 10;

/// What a key file holds.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyFile {
    /// Its text.
    pub text: String,
    /// Whether the system lets others than its owner read it.
    pub is_open_to_others: bool,
}

/// Makes a key file that its owner alone can read, with the folders above it.
///
/// # Errors
/// Something stands there, it would stand in a git repository, the disk refuses.
pub fn create_key_file(path: &Path, text: &str) -> Result<(), StoreError> {
    let unwritable = |error| StoreError::unwritable(path.display(), error);
    if fs::symlink_metadata(path).is_ok() {
        return Err(StoreError::ExistsAlready {
            place: path.display().to_string(),
        });
    }
    let named = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = named.unwrap_or(Path::new("."));
    if is_in_repository(folder) {
        let reason = "a private key does not belong in a git repository";
        return Err(StoreError::refused(path.display(), reason));
    }
    make_folders(folder).map_err(unwritable)?;
    let mut file = new_file(folder).map_err(unwritable)?;
    file.write_all(text.as_bytes()).map_err(unwritable)?;
    file.as_file().sync_all().map_err(unwritable)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(StoreError::ExistsAlready {
                place: path.display().to_string(),
            })
        }
        Err(error) => Err(unwritable(error.error)),
    }
}

/// Reads a key file.
///
/// # Errors
/// There is none, it cannot be read, or it is large or no text.
pub fn key_file(path: &Path) -> Result<KeyFile, StoreError> {
    let unreadable = |error: io::Error| StoreError::Unreadable {
        place: path.display().to_string(),
        reason: error.to_string(),
    };
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() || metadata.len() > MOST {
        return Err(StoreError::refused(path.display(), "it is no key file"));
    }
    let mut text = String::new();
    file.take(MOST)
        .read_to_string(&mut text)
        .map_err(unreadable)?;
    Ok(KeyFile {
        text,
        is_open_to_others: is_open_to_others(&metadata),
    })
}

/// Whether a folder, or the nearest one above it that exists, belongs to a git repository.
fn is_in_repository(folder: &Path) -> bool {
    let mut there = folder.to_owned();
    while !there.exists() && there.pop() {}
    let there = if there.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        there
    };
    let Ok(there) = there.canonicalize() else {
        return false;
    };
    there.ancestors().any(|above| above.join(".git").exists())
}

#[cfg(unix)]
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    tempfile::Builder::new()
        .prefix(".okr-")
        .suffix(".tmp")
        .permissions(fs::Permissions::from_mode(0o600))
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".okr-")
        .suffix(".tmp")
        .tempfile_in(folder)
}

#[cfg(unix)]
fn make_folders(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
fn make_folders(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).create(folder)
}

#[cfg(unix)]
fn is_open_to_others(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open_to_others(_metadata: &fs::Metadata) -> bool {
    false
}
