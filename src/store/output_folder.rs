//! A whole folder of output, built beside its target and swapped in at the end, so that a reader
//! sees the old report or the new one. Its files are not synced: they can be made again. Single files of a team are in `write`.

use super::open_file::whole;
use super::root::{enclosing_work_tree, real};
use super::work_tree::{kind, parents_are_folders};
use super::{EntryKind, RepoPath, SETTINGS, StoreError};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// Stands in every folder that was made here, and allows it to be replaced.
pub const MARKER: &str = ".okr-report";

/// A folder that is being made. Dropped before [`OutputFolder::finish`], it leaves nothing behind
/// and what stood at its target untouched.
pub struct OutputFolder {
    target: PathBuf,
    building: TempDir,
    /// The folders made so far, relative to the new folder.
    made: Mutex<HashSet<String>>,
}

impl OutputFolder {
    /// Begins a folder that is to stand at `target`; the folders above it are made.
    ///
    /// # Errors
    /// Something stands at `target` that is neither an empty folder nor one made here, or a
    /// symbolic link stands at it or between the git work tree and it.
    pub fn create(target: &Path) -> Result<OutputFolder, StoreError> {
        let target = placed(target)?;
        refuse_foreign(&target)?;
        let unwritable = |error| StoreError::unwritable(target.display(), error);
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let parent = target.parent().unwrap_or(&target);
        let building = new_folder(&format!("{name}.tmp-"), parent).map_err(unwritable)?;
        Ok(OutputFolder {
            target,
            building,
            made: Mutex::default(),
        })
    }

    /// Where the folder is to stand: absolute.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Adds one file; may be called from several threads.
    ///
    /// # Errors
    /// `path` leads out of the folder, a file of this name was added already, the disk refuses.
    pub fn add(&self, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = RepoPath::new(path);
        if !path.is_plain() {
            return Err(StoreError::refused(
                path,
                "it is no plain path below the output folder",
            ));
        }
        self.make_parent(&path)?;
        match self.create_file(&path, bytes) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(StoreError::ExistsAlready {
                    place: path.to_string(),
                })
            }
            Err(error) => Err(StoreError::unwritable(&path, error)),
        }
    }

    /// Puts the folder at its target, in place of the one that was there.
    ///
    /// # Errors
    /// As for [`OutputFolder::create`], or the disk refuses; the old folder then stays.
    pub fn finish(self) -> Result<PathBuf, StoreError> {
        self.add(
            MARKER,
            b"Made by okr report, which replaces this whole folder.\n",
        )?;
        refuse_foreign(&self.target)?;
        self.swap()
            .map_err(|error| StoreError::unwritable(self.target.display(), error))?;
        Ok(self.target)
    }

    fn make_parent(&self, path: &RepoPath) -> Result<(), StoreError> {
        let Some(parent) = path.parent() else {
            return Ok(());
        };
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if !made.contains(parent.as_str()) {
            fs::create_dir_all(self.building.path().join(parent.as_str()))
                .map_err(|error| StoreError::unwritable(path, error))?;
            made.insert(parent.as_str().to_owned());
        }
        Ok(())
    }

    fn create_file(&self, path: &RepoPath, bytes: &[u8]) -> io::Result<()> {
        let path = self.building.path().join(path.as_str());
        File::options()
            .write(true)
            .create_new(true)
            .open(path)?
            .write_all(bytes)
    }

    /// The old folder is moved aside, and back again where the new one cannot take its place.
    fn swap(&self) -> io::Result<()> {
        if kind(&self.target)?.is_none() {
            return fs::rename(self.building.path(), &self.target);
        }
        let parent = self.target.parent().unwrap_or(&self.target);
        let name = self
            .target
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let aside = new_folder(&format!("{name}.old-"), parent)?;
        let old = aside.path().join("old");
        fs::rename(&self.target, &old)?;
        if let Err(error) = fs::rename(self.building.path(), &self.target) {
            if fs::rename(&old, &self.target).is_err() {
                // Better a stray folder than no report at all.
                let _ = aside.keep();
            }
            return Err(error);
        }
        aside.close()
    }
}

/// The bytes of a file of a folder that was made here; None where nothing stands there. Links are not
/// followed.
///
/// # Errors
/// It cannot be read, or a link stands on its way.
pub fn output_file(folder: &Path, path: &RepoPath) -> Result<Option<Vec<u8>>, StoreError> {
    if !path.is_plain() || !parents_are_folders(folder, path)? {
        return Ok(None);
    }
    whole(&folder.join(path.as_str())).map_err(|error| StoreError::unreadable(path, error))
}

/// `target`, absolute, with its parents made and free of links inside a work tree.
fn placed(target: &Path) -> Result<PathBuf, StoreError> {
    let absolute = std::path::absolute(target)
        .map_err(|error| StoreError::unwritable(target.display(), error))?;
    let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(StoreError::refused(
            target.display(),
            "it is no name for a folder",
        ));
    };
    refuse_links(&absolute)?;
    fs::create_dir_all(parent).map_err(|error| StoreError::unwritable(parent.display(), error))?;
    Ok(real(parent)?.join(name))
}

/// Links inside a work tree are its authors', and are not followed; those above it are the user's.
fn refuse_links(target: &Path) -> Result<(), StoreError> {
    let top = enclosing_work_tree(target).or(target.parent());
    for folder in target.ancestors().take_while(|folder| Some(*folder) != top) {
        if let Ok(Some(EntryKind::SymbolicLink)) = kind(folder) {
            return Err(StoreError::refused(
                folder.display(),
                "it is a symbolic link",
            ));
        }
    }
    Ok(())
}

fn refuse_foreign(target: &Path) -> Result<(), StoreError> {
    let unreadable = |error| StoreError::unreadable(target.display(), error);
    let refused = |reason| Err(StoreError::refused(target.display(), reason));
    let has = |name| kind(&target.join(name)).map(|kind| kind.is_some());
    match kind(target).map_err(unreadable)? {
        None => return Ok(()),
        Some(EntryKind::Directory) => {}
        Some(EntryKind::SymbolicLink) => return refused("it is a symbolic link"),
        Some(_) => return refused("it is no folder"),
    }
    if has(".git").map_err(unreadable)? || has(SETTINGS).map_err(unreadable)? {
        return refused("it holds a repository or a team's files");
    }
    let empty = fs::read_dir(target).map_err(unreadable)?.next().is_none();
    if empty || has(MARKER).map_err(unreadable)? {
        return Ok(());
    }
    refused("it is not empty and holds no report of okr")
}

#[cfg(unix)]
fn new_folder(prefix: &str, parent: &Path) -> io::Result<TempDir> {
    use std::os::unix::fs::PermissionsExt;
    // The process's umask takes its part away, as for any new folder.
    let mode = fs::Permissions::from_mode(0o777);
    tempfile::Builder::new()
        .prefix(prefix)
        .permissions(mode)
        .tempdir_in(parent)
}

#[cfg(not(unix))]
fn new_folder(prefix: &str, parent: &Path) -> io::Result<TempDir> {
    tempfile::Builder::new().prefix(prefix).tempdir_in(parent)
}
