//! Committing one file.

use crate::repository::{commit_all, repository};
use crate::{folder, on_disk, put};
use git2::{Repository, Status};
use okr::store::{CommitInfo, NewCommit, RepoPath, StoreError};
use std::fs;
use std::path::Path;

const CHECK_IN: &str = "check-ins/ada/2026-W47.md";
const BRANCH: &str = "check-in/ada/2026-W47";

fn commit(dir: &Path) -> Result<Option<CommitInfo>, StoreError> {
    let new = NewCommit {
        branch: BRANCH,
        message: "Check in for 2026-W47\n",
        seconds: 1_790_000_000,
        offset_minutes: 60,
    };
    on_disk(dir).commit_file(&RepoPath::new(CHECK_IN), new)
}

/// A repository with one commit, one staged and one edited file, and a new check-in.
fn with_a_check_in(folder: &Path) -> Repository {
    let git = repository(folder);
    put(folder, "team/okr.yaml", "");
    put(folder, "staged.txt", "old");
    commit_all(&git, "first");
    put(folder, "staged.txt", "new");
    let mut index = git.index().unwrap();
    index.add_path(Path::new("staged.txt")).unwrap();
    index.write().unwrap();
    put(folder, "team/okr.yaml", "edited");
    put(folder, &format!("team/{CHECK_IN}"), "words");
    git
}

fn text_at(git: &Repository, revision: &str, path: &str) -> String {
    let object = git.revparse_single(&format!("{revision}:{path}")).unwrap();
    String::from_utf8(object.as_blob().unwrap().content().to_vec()).unwrap()
}

#[test]
fn commits_that_file_alone_on_a_new_branch() {
    let folder = folder();
    let git = with_a_check_in(folder.path());
    let head = git.head().unwrap().target().unwrap();
    let made = commit(&folder.path().join("team")).unwrap().unwrap();
    let tip = git.find_branch(BRANCH, git2::BranchType::Local).unwrap();
    let tip = tip.get().peel_to_commit().unwrap();
    assert_eq!(tip.id().to_string(), made.id);
    assert_eq!(tip.parent_id(0).unwrap(), head);
    assert_eq!(
        (made.author_name.as_str(), made.seconds),
        ("Test Person", 1_790_000_000)
    );
    assert_eq!(text_at(&git, BRANCH, &format!("team/{CHECK_IN}")), "words");
    assert_eq!(text_at(&git, BRANCH, "team/okr.yaml"), "");
    assert_eq!(text_at(&git, BRANCH, "staged.txt"), "old");
    assert_eq!(git.head().unwrap().target().unwrap(), head);
    assert_eq!(
        git.status_file(Path::new("staged.txt")).unwrap(),
        Status::INDEX_MODIFIED
    );
}

#[test]
fn moves_head_and_index_where_the_branch_is_checked_out() {
    let folder = folder();
    let git = with_a_check_in(folder.path());
    let head = git.head().unwrap().peel_to_commit().unwrap();
    git.branch(BRANCH, &head, false).unwrap();
    git.set_head(&format!("refs/heads/{BRANCH}")).unwrap();
    commit(&folder.path().join("team")).unwrap().unwrap();
    let path = format!("team/{CHECK_IN}");
    assert_eq!(text_at(&git, "HEAD", &path), "words");
    assert_eq!(git.status_file(Path::new(&path)).unwrap(), Status::CURRENT);
    assert_eq!(
        git.status_file(Path::new("staged.txt")).unwrap(),
        Status::INDEX_MODIFIED
    );
    assert_eq!(
        git.status_file(Path::new("team/okr.yaml")).unwrap(),
        Status::WT_MODIFIED
    );
}

#[test]
fn adds_to_the_branch_and_makes_no_empty_commit() {
    let folder = folder();
    let git = with_a_check_in(folder.path());
    let team = folder.path().join("team");
    let first = commit(&team).unwrap().unwrap();
    assert_eq!(commit(&team).unwrap(), None);
    put(&team, CHECK_IN, "more words");
    let second = commit(&team).unwrap().unwrap();
    let tip = git
        .find_commit(git2::Oid::from_str(&second.id).unwrap())
        .unwrap();
    assert_eq!(tip.parent_id(0).unwrap().to_string(), first.id);
}

#[test]
fn runs_no_hook() {
    let folder = folder();
    with_a_check_in(folder.path());
    let hook = folder.path().join(".git/hooks/pre-commit");
    put(
        folder.path(),
        ".git/hooks/pre-commit",
        "#!/bin/sh\nexit 1\n",
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    }
    assert!(hook.exists());
    commit(&folder.path().join("team")).unwrap().unwrap();
}

#[test]
fn does_not_move_a_branch_under_another_work_tree() {
    let folder = folder();
    let git = with_a_check_in(&folder.path().join("main"));
    let head = git.head().unwrap().peel_to_commit().unwrap();
    let branch = git.branch(BRANCH, &head, false).unwrap();
    let mut options = git2::WorktreeAddOptions::new();
    options.reference(Some(branch.get()));
    let linked = folder.path().join("linked");
    git.worktree("linked", &linked, Some(&options)).unwrap();
    let error = commit(&folder.path().join("main/team")).unwrap_err();
    assert!(matches!(error, StoreError::Refused { .. }), "{error}");
    put(&linked.join("team"), CHECK_IN, "words");
    commit(&linked.join("team")).unwrap().unwrap();
}

#[test]
fn needs_an_identity_a_commit_and_a_file() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), CHECK_IN, "words");
    let error = commit(folder.path()).unwrap_err();
    assert!(error.hint().unwrap().contains("no commit yet"), "{error}");
    commit_all(&git, "first");
    fs::remove_file(folder.path().join(CHECK_IN)).unwrap();
    assert!(
        commit(folder.path())
            .unwrap_err()
            .to_string()
            .contains(CHECK_IN)
    );
    put(folder.path(), CHECK_IN, "other words");
    git.config().unwrap().set_str("user.name", "").unwrap();
    let error = commit(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::NoIdentity), "{error}");
    assert!(error.hint().unwrap().contains("user.email"));
    assert!(git.find_branch(BRANCH, git2::BranchType::Local).is_err());
}

#[test]
fn needs_git() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), CHECK_IN, "words");
    let error = commit(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::NoRepository { .. }), "{error}");
}
