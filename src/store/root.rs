//! Where a team's files are: the nearest `okr.yaml`, and the git work tree around it.
//!
//! Found by looking at names alone, so that nothing of git is opened for work that needs none.

use super::{SETTINGS, StoreError};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Where a root is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Absolute, without links; None in a bare repository.
    pub root: Option<PathBuf>,
    /// The nearest folder from the root upwards that holds a `.git`; None without git and in a bare
    /// repository.
    pub git_work_tree: Option<PathBuf>,
    /// The root below the work tree: empty, or with a `/` at its end.
    pub prefix: String,
}

impl Place {
    /// The nearest root from `dir` upwards, within the git work tree that holds `dir`.
    pub(super) fn find(dir: &Path) -> Result<(Place, PathBuf), StoreError> {
        let from = real(dir)?;
        let mut bare = false;
        for folder in from.ancestors() {
            if exists(&folder.join(SETTINGS)) {
                return Ok(Place::on_disk(folder));
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
    pub(super) fn new_root(dir: &Path) -> Result<(Place, PathBuf), StoreError> {
        let root = real(dir)?;
        if !root.is_dir() {
            return Err(StoreError::unreadable(root.display(), "it is no folder"));
        }
        Ok(Place::on_disk(&root))
    }

    fn on_disk(root: &Path) -> (Place, PathBuf) {
        let top = enclosing_work_tree(root).map(Path::to_owned);
        let prefix = top.as_deref().map(|top| prefix_below(top, root));
        let place = Place {
            root: Some(root.to_owned()),
            git_work_tree: top,
            prefix: prefix.unwrap_or_default(),
        };
        (place, root.to_owned())
    }

    /// The root at `prefix` below the work tree `top`, on disk or not.
    pub(super) fn in_git(top: Option<PathBuf>, prefix: String) -> Place {
        let below = |top: &Path| {
            prefix
                .split_terminator('/')
                .fold(top.to_owned(), |to, name| to.join(name))
        };
        Place {
            root: top.as_deref().map(below),
            git_work_tree: top,
            prefix,
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

/// `path` relative to `root`, with `/`; None where it is not below it. See `Store::relative`.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let absolute = std::path::absolute(path).ok()?;
    let (mut inside, rest) = absolute.ancestors().find_map(|folder| {
        let known = folder.canonicalize().ok()?;
        Some((known, absolute.strip_prefix(folder).ok()?))
    })?;
    for name in rest.components() {
        match name {
            Component::ParentDir => {
                inside.pop();
            }
            Component::Normal(name) => inside.push(name),
            Component::Prefix(_) | Component::RootDir | Component::CurDir => {}
        }
    }
    let names = inside.strip_prefix(root).ok()?.iter();
    let names: Vec<_> = names.map(|name| name.to_string_lossy()).collect();
    Some(names.join("/"))
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

/// Whether `folder` is the top of a git work tree.
pub(super) fn is_git_work_tree(folder: &Path) -> bool {
    exists(&folder.join(".git"))
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
