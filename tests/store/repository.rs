//! Real repositories, made through libgit2 and independent of the machine's configuration.

use git2::{Commit, Oid, Repository, RepositoryInitOptions, Signature, Time};
use std::path::Path;

/// A new repository on the branch `main`, with an identity of its own.
pub(crate) fn repository(folder: &Path) -> Repository {
    let mut options = RepositoryInitOptions::new();
    options.initial_head("main").external_template(false);
    let repository = Repository::init_opts(folder, &options).unwrap();
    let mut config = repository.config().unwrap();
    config.set_str("user.name", "Test Person").unwrap();
    config.set_str("user.email", "test@example.com").unwrap();
    config.set_bool("core.autocrlf", false).unwrap();
    config.set_str("core.excludesFile", "").unwrap();
    repository
}

/// Stages everything below the work tree.
pub(crate) fn stage_all(repository: &Repository) {
    let mut index = repository.index().unwrap();
    index
        .add_all(["*"], git2::IndexAddOption::FORCE, None)
        .unwrap();
    index.update_all(["*"], None).unwrap();
    index.write().unwrap();
}

/// Commits everything below the work tree on HEAD, at a fixed time in Oslo.
pub(crate) fn commit_all(repository: &Repository, message: &str) -> Oid {
    stage_all(repository);
    let tree = repository.index().unwrap().write_tree().unwrap();
    commit_tree(repository, tree, message)
}

/// Commits a tree on HEAD.
pub(crate) fn commit_tree(repository: &Repository, tree: Oid, message: &str) -> Oid {
    let author = Signature::new(
        "Ada Author",
        "ada@example.com",
        &Time::new(1_790_000_000, 120),
    );
    let author = author.unwrap();
    let tree = repository.find_tree(tree).unwrap();
    let head = repository
        .head()
        .ok()
        .and_then(|head| head.peel_to_commit().ok());
    let parents: Vec<&Commit<'_>> = head.iter().collect();
    repository
        .commit(Some("HEAD"), &author, &author, message, &tree, &parents)
        .unwrap()
}

/// A tree of entries, each a name, a mode and an id.
pub(crate) fn tree(repository: &Repository, entries: &[(&[u8], i32, Oid)]) -> Oid {
    let mut raw = Vec::new();
    for (name, mode, id) in entries {
        raw.extend_from_slice(format!("{mode:o} ").as_bytes());
        raw.extend_from_slice(name);
        raw.push(0);
        raw.extend_from_slice(id.as_bytes());
    }
    repository
        .odb()
        .unwrap()
        .write(git2::ObjectType::Tree, &raw)
        .unwrap()
}
