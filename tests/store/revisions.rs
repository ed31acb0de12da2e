//! Reading revisions and the index.

use crate::repository::{commit_all, repository, stage_all};
use crate::{folder, listed, on_disk, put};
use git2::Repository;
use okr::store::{At, Content, EntryKind, Expected, RepoPath, Store, StoreError};
use std::fs;
use std::path::Path;

/// The store of a revision, found from `dir`.
pub(crate) fn revision(dir: &Path, name: &str) -> Result<Store, StoreError> {
    Store::open(dir, At::Revision(name.to_owned()))
}

fn text(store: &Store, path: &str) -> Option<String> {
    match store.read_path(&RepoPath::new(path)).unwrap()? {
        Content::Text(bytes) => Some(String::from_utf8(bytes).unwrap()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn reads_an_older_commit_and_leaves_the_work_tree_alone() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "old settings");
    put(folder.path(), "check-ins/ada/2026-W47.md", "old");
    put(folder.path(), "okrs/2026-Q4/fast.md", "objective");
    let first = commit_all(&git, "first");
    put(folder.path(), "okr.yaml", "new settings");
    put(folder.path(), "check-ins/ada/2026-W47.md", "new");
    commit_all(&git, "second");
    put(folder.path(), "check-ins/ada/2026-W47.md", "newest");
    for name in ["HEAD~1", &first.to_string(), &first.to_string()[..8]] {
        let store = revision(folder.path(), name).unwrap();
        assert_eq!(
            store.settings().unwrap(),
            Content::Text(b"old settings".to_vec())
        );
        assert_eq!(
            listed(&store),
            [
                "check-ins/ada/2026-W47.md File",
                "okrs/2026-Q4/fast.md File"
            ]
        );
        let entry = store.list().unwrap().remove(0);
        assert_eq!(store.read(&entry).unwrap(), Content::Text(b"old".to_vec()));
        assert_eq!(text(&store, "okrs/2026-Q4/fast.md").unwrap(), "objective");
        assert_eq!(text(&store, "okrs/2026-Q4/slow.md"), None);
        let folder = store.read_path(&RepoPath::new("okrs/2026-Q4")).unwrap();
        assert_eq!(folder, Some(Content::NotAFile(EntryKind::Directory)));
    }
    let on_disk = fs::read_to_string(folder.path().join("check-ins/ada/2026-W47.md")).unwrap();
    assert_eq!(on_disk, "newest");
}

#[test]
fn tells_the_commit() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "");
    let id = commit_all(&git, "first").to_string();
    for store in [
        on_disk(folder.path()),
        revision(folder.path(), "main").unwrap(),
    ] {
        let commit = store.commit().unwrap();
        assert_eq!(commit.id, id);
        assert_eq!(commit.short_id, id[..10]);
        assert_eq!(
            (commit.seconds, commit.offset_minutes),
            (1_790_000_000, 120)
        );
        assert_eq!(commit.author_name, "Ada Author");
        assert_eq!(commit.author_email, "ada@example.com");
        assert_eq!(store.user_email().unwrap(), "test@example.com");
    }
}

#[test]
fn finds_a_root_in_a_folder_of_a_larger_repository() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "src/main.c", "");
    put(folder.path(), "team/okrs/okr.yaml", "x");
    put(folder.path(), "team/okrs/check-ins/ada/2026-W47.md", "");
    put(folder.path(), "check-ins/not/ours.md", "");
    commit_all(&git, "first");
    let below = folder.path().join("team/okrs/check-ins/ada");
    for at in [At::WorkTree, At::Index, At::Revision("HEAD".to_owned())] {
        let store = Store::open(&below, at).unwrap();
        assert_eq!(store.prefix(), "team/okrs/");
        assert_eq!(
            store.root().unwrap(),
            fs::canonicalize(folder.path().join("team/okrs")).unwrap()
        );
        assert_eq!(
            store.git_work_tree().unwrap(),
            fs::canonicalize(folder.path()).unwrap()
        );
        assert_eq!(listed(&store), ["check-ins/ada/2026-W47.md File"]);
        assert_eq!(text(&store, "okr.yaml").unwrap(), "x");
    }
    for at in [At::WorkTree, At::Index, At::Revision("HEAD".to_owned())] {
        let error = Store::open(folder.path(), at).err().unwrap();
        assert!(matches!(error, StoreError::NoRoot { .. }), "{error}");
    }
    assert_eq!(
        revision(folder.path(), "HEAD:team/okrs").unwrap().prefix(),
        "team/okrs/"
    );
}

#[test]
fn reads_the_index_and_not_the_work_tree() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "staged");
    put(folder.path(), "check-ins/ada/2026-W47.md", "staged");
    stage_all(&git);
    put(folder.path(), "check-ins/ada/2026-W47.md", "edited");
    put(folder.path(), "check-ins/ada/2026-W48.md", "untracked");
    let store = Store::open(folder.path(), At::Index).unwrap();
    assert_eq!(listed(&store), ["check-ins/ada/2026-W47.md File"]);
    assert_eq!(text(&store, "check-ins/ada/2026-W47.md").unwrap(), "staged");
    assert_eq!(store.settings().unwrap(), Content::Text(b"staged".to_vec()));
    assert_eq!(text(&store, "check-ins/ada/2026-W48.md"), None);
    let folder = store.read_path(&RepoPath::new("check-ins")).unwrap();
    assert_eq!(folder, Some(Content::NotAFile(EntryKind::Directory)));
    assert_eq!(store.commit(), None);
}

#[test]
fn lists_single_folders_alike_everywhere() {
    let folder = folder();
    let git = repository(folder.path());
    for path in [
        "okr.yaml",
        "check-ins/ada/1.md",
        "check-ins/ada-b/2.md",
        "okrs/q/a.md",
        "x/y.md",
    ] {
        put(folder.path(), path, "");
    }
    commit_all(&git, "first");
    for at in [At::WorkTree, At::Index, At::Revision("HEAD".to_owned())] {
        let store = Store::open(folder.path(), at).unwrap();
        let paths = |folders: &[&str]| -> Vec<String> {
            let entries = store.list_below(folders).unwrap();
            entries.iter().map(|entry| entry.path.to_string()).collect()
        };
        assert_eq!(
            paths(&["okrs/q", "check-ins/ada"]),
            ["check-ins/ada/1.md", "okrs/q/a.md"]
        );
        assert_eq!(paths(&["check-ins/bob", "okrs/q/b"]), [""; 0]);
        for outside in ["..", "", "/etc", "okrs/../x"] {
            let error = store.list_below(&[outside]).unwrap_err();
            assert!(
                matches!(error, StoreError::Refused { .. }),
                "{outside}: {error}"
            );
        }
    }
}

#[test]
fn reads_the_index_that_git_gives_a_hook() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "other");
    stage_all(&git);
    let other = folder.path().join(".git/next-index-1.lock");
    fs::copy(folder.path().join(".git/index"), &other).unwrap();
    put(folder.path(), "okr.yaml", "usual");
    stage_all(&git);
    let store = Store::open_index_file(folder.path(), &other).unwrap();
    assert_eq!(text(&store, "okr.yaml").unwrap(), "other");
}

#[test]
fn tells_an_unresolved_merge_from_a_file() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "");
    stage_all(&git);
    let mut index = git.index().unwrap();
    let mut entry = index.get_path(Path::new("okr.yaml"), 0).unwrap();
    entry.path = b"okrs/2026-Q4/fast.md".to_vec();
    for stage in 1..=3 {
        entry.flags = stage << 12;
        index.add(&entry).unwrap();
    }
    index.write().unwrap();
    let store = Store::open(folder.path(), At::Index).unwrap();
    assert_eq!(listed(&store), ["okrs/2026-Q4/fast.md Unmerged"]);
}

#[test]
fn works_before_the_first_commit() {
    let folder = folder();
    repository(folder.path());
    put(folder.path(), "okr.yaml", "");
    let store = on_disk(folder.path());
    assert_eq!(store.commit(), None);
    assert!(store.is_dirty().unwrap());
    let error = revision(folder.path(), "HEAD").err().unwrap();
    assert!(
        matches!(error, StoreError::UnknownRevision { .. }),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("no commit yet"));
}

#[test]
fn works_with_a_detached_head() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "");
    let id = commit_all(&git, "first");
    git.set_head_detached(id).unwrap();
    assert_eq!(on_disk(folder.path()).commit().unwrap().id, id.to_string());
    revision(folder.path(), "HEAD").unwrap();
}

#[test]
fn works_in_a_linked_work_tree() {
    let folder = folder();
    let git = repository(&folder.path().join("main"));
    put(&folder.path().join("main"), "okr.yaml", "main");
    put(&folder.path().join("main"), "okrs/fast.md", "");
    commit_all(&git, "first");
    let linked = folder.path().join("linked");
    git.worktree("linked", &linked, None).unwrap();
    put(&linked, "okr.yaml", "linked");
    assert_eq!(text(&on_disk(&linked), "okr.yaml").unwrap(), "linked");
    assert!(on_disk(&linked).is_dirty().unwrap());
    for at in [At::Index, At::Revision("HEAD".to_owned())] {
        let store = Store::open(&linked.join("okrs"), at).unwrap();
        assert_eq!(store.root().unwrap(), fs::canonicalize(&linked).unwrap());
        assert_eq!(listed(&store), ["okrs/fast.md File"]);
        assert_eq!(text(&store, "okr.yaml").unwrap(), "main");
    }
}

#[test]
fn reads_a_bare_repository() {
    let folder = folder();
    let git = repository(&folder.path().join("work"));
    put(&folder.path().join("work"), "team/okr.yaml", "");
    put(&folder.path().join("work"), "okr.yaml", "");
    put(&folder.path().join("work"), "okrs/fast.md", "x");
    commit_all(&git, "first");
    let bare = folder.path().join("bare.git");
    let url = folder.path().join("work").to_str().unwrap().to_owned();
    git2::build::RepoBuilder::new()
        .bare(true)
        .clone(&url, &bare)
        .unwrap();
    let store = revision(&bare, "main").unwrap();
    assert_eq!((store.root(), store.prefix()), (None, ""));
    assert_eq!(listed(&store), ["okrs/fast.md File"]);
    assert_eq!(
        revision(&bare.join("refs"), "main:team").unwrap().prefix(),
        "team/"
    );
    let write = store.write(&RepoPath::new("okrs/x.md"), Expected::Absent, b"");
    assert!(matches!(write, Err(StoreError::Refused { .. })));
    let error = Store::open(&bare, At::WorkTree).err().unwrap();
    assert!(error.hint().unwrap().contains("--at"), "{error}");
}

#[test]
fn needs_a_repository_for_a_revision_and_for_the_index() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    for at in [At::Index, At::Revision("HEAD".to_owned())] {
        let error = Store::open(folder.path(), at).err().unwrap();
        assert!(matches!(error, StoreError::NoRepository { .. }), "{error}");
    }
    assert!(!on_disk(folder.path()).is_dirty().unwrap());
}

#[test]
fn names_the_nearest_revision() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "");
    let id = commit_all(&git, "first");
    git.reference("refs/remotes/origin/release", id, false, "")
        .unwrap();
    let error = revision(folder.path(), "mian").err().unwrap();
    assert_eq!(error.hint().unwrap(), "did you mean main?");
    for unknown in ["", "no such thing", "HEAD~7", "..", "@{", "0000000"] {
        let error = revision(folder.path(), unknown).err().unwrap();
        let fits = matches!(
            error,
            StoreError::UnknownRevision { .. } | StoreError::Git { .. }
        );
        assert!(fits, "{unknown:?}: {error:?}");
    }
    assert_eq!(
        revision(folder.path(), "release")
            .unwrap()
            .commit()
            .unwrap()
            .id,
        id.to_string()
    );
}

#[test]
fn says_that_a_shallow_clone_lacks_a_commit() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "");
    commit_all(&git, "first");
    put(folder.path(), "okr.yaml", "x");
    let second = commit_all(&git, "second");
    put(folder.path(), ".git/shallow", format!("{second}\n"));
    assert_eq!(
        text(&revision(folder.path(), "HEAD").unwrap(), "okr.yaml").unwrap(),
        "x"
    );
    let error = revision(folder.path(), "HEAD~1").err().unwrap();
    assert!(error.hint().unwrap().contains("fetch-depth: 0"), "{error}");
}

#[test]
fn is_read_by_many_threads() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "");
    for week in 10..50 {
        put(
            folder.path(),
            &format!("check-ins/ada/2026-W{week}.md"),
            format!("week {week}"),
        );
    }
    commit_all(&git, "first");
    let store = revision(folder.path(), "HEAD").unwrap();
    let entries = store.list().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for entry in &entries {
                    let Content::Text(bytes) = store.read(entry).unwrap() else {
                        panic!()
                    };
                    assert_eq!(bytes.len(), "week 10".len());
                }
            });
        }
    });
}

#[test]
fn knows_whether_the_root_differs_from_head() {
    let folder = folder();
    let git: Repository = repository(folder.path());
    put(folder.path(), "team/okr.yaml", "");
    put(folder.path(), "team/okrs/fast.md", "x");
    put(folder.path(), "src/main.c", "x");
    commit_all(&git, "first");
    let dirty = || on_disk(&folder.path().join("team")).is_dirty().unwrap();
    assert!(!dirty());
    put(folder.path(), "src/main.c", "changed");
    put(folder.path(), "team/notes.txt", "not the tool's business");
    assert!(!dirty());
    put(folder.path(), "team/okrs/fast.md", "changed");
    assert!(dirty());
    put(folder.path(), "team/okrs/fast.md", "x");
    assert!(!dirty());
    put(folder.path(), "team/check-ins/ada/2026-W47.md", "untracked");
    assert!(dirty());
}
