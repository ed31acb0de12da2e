//! Texts from the disk. A listing asks for no more than names and kinds.

use super::open_file::{Below, content, content_of, kind_of};
use super::threads::for_each;
use super::{Content, Entry, EntryKind, RepoPath, Source, StoreError};
use std::ffi::OsStr;
use std::fs::{self, DirEntry, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The most entries that are listed: ten times what two thousand people write in a year.
pub(super) const MAXIMUM_ENTRIES: usize = 1_000_000;

/// So many folders are listed on one thread.
const FEW_FOLDERS: usize = 16;

/// The files below a root on disk.
pub(super) struct WorkTree {
    root: PathBuf,
    below: OnceLock<Below>,
}

impl WorkTree {
    pub(super) fn new(root: PathBuf) -> WorkTree {
        WorkTree {
            root,
            below: OnceLock::new(),
        }
    }

    /// Opens a file at once where nothing is odd about its way; None where that is to be found out.
    fn open(&self, path: &RepoPath) -> Option<io::Result<File>> {
        let below = self.below.get_or_init(|| Below::new(&self.root));
        let opened = below.open(path.as_str())?;
        match &opened {
            Err(error) if error.kind() != io::ErrorKind::NotFound => None,
            _ => Some(opened),
        }
    }
}

impl Source for WorkTree {
    fn list(&self, folders: &[&str]) -> Result<Vec<Entry>, StoreError> {
        let mut listing = Listing::default();
        for folder in folders {
            let path = RepoPath::new(*folder);
            if !parents_are_folders(&self.root, &path)? {
                continue;
            }
            match kind(&self.root.join(folder)) {
                Ok(None) => {}
                Ok(Some(EntryKind::Directory)) => {
                    listing.folders.push((self.root.join(folder), path))
                }
                Ok(Some(kind)) => listing.entries.push(Entry::on_disk(path, kind)),
                Err(error) => return Err(StoreError::unreadable(path, error)),
            }
        }
        listing.run()
    }

    fn read(&self, entry: &Entry) -> Result<Content, StoreError> {
        let content = match self.open(&entry.path) {
            Some(opened) => opened.and_then(content_of),
            None => content(&self.root.join(entry.path.as_str())),
        };
        content.map_err(|error| StoreError::unreadable(&entry.path, error))
    }

    fn read_path(&self, path: &RepoPath) -> Result<Option<Content>, StoreError> {
        let content = match self.open(path) {
            Some(opened) => opened.and_then(content_of),
            None if !parents_are_folders(&self.root, path)? => return Ok(None),
            None => content(&self.root.join(path.as_str())),
        };
        match content {
            Ok(content) => Ok(Some(content)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::unreadable(path, error)),
        }
    }
}

/// Whether every folder on the way from the root to `path` exists and is a true one.
pub(super) fn parents_are_folders(root: &Path, path: &RepoPath) -> Result<bool, StoreError> {
    let mut folder = root.to_owned();
    let mut components = path.components();
    components.next_back();
    for component in components {
        folder.push(component);
        match kind(&folder) {
            Ok(None) => return Ok(false),
            Ok(Some(EntryKind::Directory)) => {}
            Ok(Some(EntryKind::SymbolicLink)) => {
                return Err(StoreError::refused(
                    path,
                    "a folder on its way is a symbolic link",
                ));
            }
            Ok(Some(_)) => {
                return Err(StoreError::refused(
                    path,
                    "something on its way is no folder",
                ));
            }
            Err(error) => return Err(StoreError::unreadable(path, error)),
        }
    }
    Ok(true)
}

/// What stands at `path`; None where nothing does.
pub(super) fn kind(path: &Path) -> io::Result<Option<EntryKind>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(kind_of(metadata.file_type()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A walk from level to level, so that the depth of folders is bounded by the disk alone. The folders of
/// one level are listed several at once.
#[derive(Default)]
struct Listing {
    folders: Vec<(PathBuf, RepoPath)>,
    entries: Vec<Entry>,
}

impl Listing {
    fn run(mut self) -> Result<Vec<Entry>, StoreError> {
        while !self.folders.is_empty() {
            let level = std::mem::take(&mut self.folders);
            let listed = for_each(&level, FEW_FOLDERS, |(folder, path)| {
                Self::of_folder(folder, path).map_err(|error| StoreError::unreadable(path, error))
            });
            let listed = listed.into_iter().collect::<Result<Vec<_>, _>>()?;
            let count = listed.iter().map(|one| one.entries.len()).sum();
            self.entries.reserve_exact(count);
            for one in listed {
                self.folders.extend(one.folders);
                self.entries.extend(one.entries);
            }
            if self.entries.len() + self.folders.len() > MAXIMUM_ENTRIES {
                let path = level
                    .first()
                    .map_or(RepoPath::new(""), |(_, path)| path.clone());
                return Err(StoreError::refused(
                    path,
                    "there are more than a million files",
                ));
            }
        }
        Ok(self.entries)
    }

    fn of_folder(folder: &Path, path: &RepoPath) -> io::Result<Listing> {
        let mut listing = Listing::default();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if name == ".git" {
                return Ok(Listing {
                    folders: Vec::new(),
                    entries: vec![Entry::on_disk(path.clone(), EntryKind::Other)],
                });
            }
            listing.entry(&entry, below(path, &name))?;
        }
        // In the order of all paths below: theirs go on with a slash.
        let order = |path: &RepoPath| [path.as_str(), "/"].concat();
        listing.folders.sort_by_cached_key(|(_, path)| order(path));
        (listing.entries).sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Ok(listing)
    }

    fn entry(&mut self, entry: &DirEntry, path: RepoPath) -> io::Result<()> {
        let kind = kind_of(entry.file_type()?);
        if kind == EntryKind::Directory {
            self.folders.push((entry.path(), path.clone()));
            if !path.as_str().ends_with(".md") {
                return Ok(());
            }
        }
        self.entries.push(Entry::on_disk(path, kind));
        Ok(())
    }
}

fn below(folder: &RepoPath, name: &OsStr) -> RepoPath {
    match name.to_str() {
        Some(name) => folder.join(name),
        None => folder.join(RepoPath::from_bytes(name.as_encoded_bytes()).as_str()),
    }
}
