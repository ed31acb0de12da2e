//! What differs from a base.

use crate::repository::{commit_all, repository, stage_all};
use crate::{folder, put};
use okr::store::{At, RepoPath, Store, StoreError};
use std::fs;
use std::path::Path;

fn changed(dir: &Path, at: At, base: &str) -> Vec<String> {
    let store = Store::open(dir, at).unwrap();
    let paths = store.changed(base).unwrap();
    paths.iter().map(RepoPath::to_string).collect()
}

/// A repository with a first commit, and a second state that is not yet committed.
fn two_states(folder: &Path) -> git2::Repository {
    let git = repository(folder);
    for path in [
        "okr.yaml",
        "okrs/a.md",
        "okrs/q/b.md",
        "check-ins/ada/1.md",
        "okrs/file",
    ] {
        put(folder, &format!("team/{path}"), format!("{path}\nx\n"));
    }
    put(folder, "team/other.txt", "x");
    commit_all(&git, "first");
    put(folder, "team/okr.yaml", "changed");
    put(folder, "team/other.txt", "changed");
    put(folder, "team/check-ins/ada/2.md", "new");
    fs::remove_file(folder.join("team/okrs/q/b.md")).unwrap();
    fs::remove_file(folder.join("team/okrs/file")).unwrap();
    put(folder, "team/okrs/file/inner.md", "a folder now");
    git
}

const CHANGED: [&str; 5] = [
    "check-ins/ada/2.md",
    "okr.yaml",
    "okrs/file",
    "okrs/file/inner.md",
    "okrs/q/b.md",
];

#[test]
fn finds_the_same_in_the_work_tree_the_index_and_a_commit() {
    let folder = folder();
    let git = two_states(folder.path());
    let team = folder.path().join("team");
    assert_eq!(changed(&team, At::WorkTree, "HEAD"), CHANGED);
    stage_all(&git);
    assert_eq!(changed(&team, At::Index, "HEAD"), CHANGED);
    commit_all(&git, "second");
    assert_eq!(
        changed(&team, At::Revision("HEAD".to_owned()), "HEAD~1"),
        CHANGED
    );
    for at in [At::WorkTree, At::Index, At::Revision("HEAD".to_owned())] {
        assert_eq!(changed(&team, at, "main"), [""; 0]);
    }
}

#[test]
fn finds_everything_new_where_the_base_has_no_such_folder() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "README.md", "");
    commit_all(&git, "first");
    put(folder.path(), "team/okr.yaml", "");
    put(folder.path(), "team/okrs/a.md", "");
    let team = folder.path().join("team");
    let all = ["okr.yaml", "okrs/a.md"];
    assert_eq!(changed(&team, At::WorkTree, "HEAD"), all);
    commit_all(&git, "second");
    assert_eq!(
        changed(&team, At::Revision("HEAD".to_owned()), "HEAD~1"),
        all
    );
}

#[test]
fn takes_line_ends_of_windows_for_a_checkout_and_no_change() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), "okrs/a.md", "a\nb\n");
    commit_all(&git, "first");
    put(folder.path(), "okrs/a.md", "a\r\nb\r\n");
    assert_eq!(changed(folder.path(), At::WorkTree, "HEAD"), [""; 0]);
}

#[test]
fn never_takes_an_unknown_base_for_no_change() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "");
    commit_all(&git, "first");
    for at in [At::WorkTree, At::Index, At::Revision("HEAD".to_owned())] {
        let error = Store::open(folder.path(), at)
            .unwrap()
            .changed("nowhere")
            .unwrap_err();
        assert!(
            matches!(error, StoreError::UnknownRevision { .. }),
            "{error}"
        );
    }
}
