//! Where a team's files are: the nearest `okr.yaml`, and the git work tree around it.
//!
//! Found by looking at names alone, so that nothing of git is opened for work that needs none.

use super::{SETTINGS, StoreError};
use std::fs;
use std::path::{Path, PathBuf};

/// A root on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Absolute, without links.
    pub root: PathBuf,
    /// The nearest folder from the root upwards that holds a `.git`.
    pub git_work_tree: Option<PathBuf>,
    /// The root below the work tree: empty, or with a `/` at its end.
    pub prefix: String,
}

impl Place {
    /// The nearest root from `dir` upwards, within the git work tree that holds `dir`.
    pub(super) fn find(dir: &Path) -> Result<Place, StoreError> {
        let from = real(dir)?;
        let mut bare = false;
        for folder in from.ancestors() {
            if exists(&folder.join(SETTINGS)) {
                return Ok(Place::at(folder));
            }
            bare = is_git_folder(folder);
            if bare || is_git_work_tree(folder) {
                break;
            }
        }
        Err(StoreError::NoRoot {
            from,
            revision: None,
            bare,
        })
    }

    /// The root that `dir` itself is, or is to become.
    pub(super) fn new_root(dir: &Path) -> Result<Place, StoreError> {
        let root = real(dir)?;
        if !root.is_dir() {
            return Err(StoreError::unreadable(root.display(), "it is no folder"));
        }
        Ok(Place::at(&root))
    }

    fn at(root: &Path) -> Place {
        let git_work_tree = enclosing_work_tree(root).map(Path::to_owned);
        let prefix = git_work_tree.as_deref().map(|top| prefix_below(top, root));
        Place {
            root: root.to_owned(),
            git_work_tree,
            prefix: prefix.unwrap_or_default(),
        }
    }
}

/// `folder` as a prefix of paths below `top`: empty, or with a `/` at its end.
pub(super) fn prefix_below(top: &Path, folder: &Path) -> String {
    let below = folder.strip_prefix(top).unwrap_or(Path::new(""));
    below
        .components()
        .map(|component| format!("{}/", component.as_os_str().to_string_lossy()))
        .collect()
}

/// The nearest folder from `folder` upwards that holds a `.git`, be it a folder or the file of a
/// linked work tree.
pub(super) fn enclosing_work_tree(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| is_git_work_tree(folder))
}

/// `dir`, absolute and without links.
pub(super) fn real(dir: &Path) -> Result<PathBuf, StoreError> {
    fs::canonicalize(dir).map_err(|error| StoreError::unreadable(dir.display(), error))
}

/// Whether `folder` is git's own: a bare repository, or what stands in `.git`.
pub(super) fn is_git_folder(folder: &Path) -> bool {
    ["HEAD", "objects", "refs"]
        .iter()
        .all(|name| exists(&folder.join(name)))
}

fn is_git_work_tree(folder: &Path) -> bool {
    exists(&folder.join(".git"))
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
