//! The only writer of a team's files: the old file, or the whole new one, and never over what the
//! caller has not seen. Whole folders are in `output_folder`.

use super::lock::Lock;
use super::open_file::content;
use super::work_tree::{kind, parents_are_folders};
use super::{Content, EntryKind, RepoPath, StoreError};
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What the caller knows to stand where it writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Nothing: the file is new.
    Absent,
    /// A file with exactly these bytes.
    Unchanged(Vec<u8>),
}

/// Writes `bytes` to `path` below `root`; see `Store::write`.
pub(super) fn write(
    root: &Path,
    path: &RepoPath,
    expected: &Expected,
    bytes: &[u8],
) -> Result<(), StoreError> {
    if !path.is_plain() {
        return Err(StoreError::refused(
            path,
            "it is no plain path below the root",
        ));
    }
    let target = root.join(path.as_str());
    match expected {
        Expected::Absent => create(root, path, &target, bytes),
        Expected::Unchanged(old) => replace(root, path, &target, old, bytes),
    }
}

fn create(root: &Path, path: &RepoPath, target: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let exists = || StoreError::ExistsAlready {
        place: path.to_string(),
    };
    let unwritable = |error| StoreError::unwritable(path, error);
    if parents_are_folders(root, path)? && kind(target).map_err(unwritable)?.is_some() {
        return Err(exists());
    }
    let folder = make_parents(root, path)?;
    let file = filled(&folder, bytes, None).map_err(unwritable)?;
    match file.persist_noclobber(target) {
        Ok(_) => sync_folder(&folder).map_err(unwritable),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(exists()),
        Err(error) => Err(unwritable(error.error)),
    }
}

fn replace(
    root: &Path,
    path: &RepoPath,
    target: &Path,
    old: &[u8],
    bytes: &[u8],
) -> Result<(), StoreError> {
    let unwritable = |error| StoreError::unwritable(path, error);
    let changed = || StoreError::ChangedMeanwhile {
        place: path.to_string(),
    };
    if !parents_are_folders(root, path)? {
        return Err(changed());
    }
    match kind(target).map_err(unwritable)? {
        Some(EntryKind::File) => {}
        None => return Err(changed()),
        Some(_) => return Err(StoreError::refused(path, "it is no regular file")),
    }
    let folder = target.parent().unwrap_or(root);
    let _lock = Lock::take(target, path)?;
    let metadata = fs::symlink_metadata(target).map_err(unwritable)?;
    let file = filled(folder, bytes, Some(&metadata)).map_err(unwritable)?;
    // Compared as late as can be, after the slow part: an editor takes no lock of ours.
    match content(target) {
        Ok(Content::Text(there)) if there == old => {}
        _ => return Err(changed()),
    }
    file.persist(target)
        .map_err(|error| unwritable(error.error))?;
    sync_folder(folder).map_err(unwritable)
}

/// A temporary file in `folder` that holds `bytes`, on disk, with the mode of what it replaces.
fn filled(folder: &Path, bytes: &[u8], replaced: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let mut file = new_file(folder)?;
    file.write_all(bytes)?;
    if let Some(metadata) = replaced {
        keep_owner(file.as_file(), metadata);
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

#[cfg(unix)]
pub(super) fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // The process's umask takes its part away, as for any new file.
    let mode = fs::Permissions::from_mode(0o666);
    tempfile::Builder::new()
        .prefix(".okr-")
        .suffix(".tmp")
        .permissions(mode)
        .tempfile_in(folder)
}

#[cfg(not(unix))]
pub(super) fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".okr-")
        .suffix(".tmp")
        .tempfile_in(folder)
}

/// In a container that runs as root, the file stays its owner's. Who may not do that owns it
/// already, or gets a copy of their own as every editor gives it.
#[cfg(unix)]
fn keep_owner(file: &File, replaced: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(replaced.uid()), Some(replaced.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _replaced: &Metadata) {}

/// Makes the folders above `path` and gives the one that is to hold it.
fn make_parents(root: &Path, path: &RepoPath) -> Result<PathBuf, StoreError> {
    let unwritable = |error| StoreError::unwritable(path, error);
    let mut folder = root.to_owned();
    let mut components = path.components();
    components.next_back();
    for component in components {
        let above = folder.clone();
        folder.push(component);
        match fs::create_dir(&folder) {
            Ok(()) => sync_folder(&above).map_err(unwritable)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(unwritable(error)),
        }
    }
    parents_are_folders(root, path)?;
    Ok(folder)
}

/// Makes the names in `folder` last through a loss of power.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
