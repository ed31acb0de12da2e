//! The store against real folders and real repositories.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod changes;
mod commits;
mod hostile_trees;
mod odd_repositories;
mod output_folder;
mod repository;
mod revisions;
mod work_tree;
mod writing;

use okr::store::{At, Store};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A new folder that is gone with the value.
fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Puts a file below `root`, with the folders it needs.
fn put(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The paths that the store lists, each with its kind.
fn listed(store: &Store) -> Vec<String> {
    let entries = store.list().unwrap();
    entries
        .iter()
        .map(|entry| format!("{} {:?}", entry.path, entry.kind))
        .collect()
}

fn on_disk(root: &Path) -> Store {
    Store::open(root, At::WorkTree).unwrap()
}
