//! Finding the root, listing and reading on disk.

use crate::{folder, listed, on_disk, put};
use okr::store::{At, Content, EntryKind, MAXIMUM_LEN, RepoPath, Store, StoreError};
use std::fs;

#[test]
fn finds_the_nearest_root_from_below() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "outer");
    put(folder.path(), "team/okr.yaml", "inner");
    put(folder.path(), "team/check-ins/ada/2026-W47.md", "x");
    let store = on_disk(&folder.path().join("team/check-ins/ada"));
    assert_eq!(store.settings().unwrap(), Content::Text(b"inner".to_vec()));
    assert!(store.root().unwrap().ends_with("team"));
    assert_eq!(store.prefix(), "");
    assert_eq!(store.commit(), None);
}

#[test]
fn never_looks_above_the_git_work_tree() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), "other/.git", "gitdir: elsewhere");
    let error = Store::open(&folder.path().join("other"), At::WorkTree)
        .err()
        .unwrap();
    assert!(
        matches!(error, StoreError::NoRoot { bare: false, .. }),
        "{error}"
    );
    assert!(error.hint().unwrap().contains("okr init"));
}

#[test]
fn knows_its_place_in_a_larger_work_tree() {
    let folder = folder();
    put(folder.path(), ".git/HEAD", "");
    put(folder.path(), "a/b/okr.yaml", "");
    assert_eq!(on_disk(&folder.path().join("a/b")).prefix(), "a/b/");
}

#[test]
fn lists_everything_in_the_order_of_the_paths() {
    let folder = folder();
    for path in [
        "okr.yaml",
        "README.md",
        "okrs/2026-Q4/fast.md",
        "okrs/notes.txt",
    ] {
        put(folder.path(), path, "");
    }
    for path in [
        "check-ins/b/1.md",
        "check-ins/a/2.md",
        "check-ins/a-b/3.md",
        "check-ins/x.md",
    ] {
        put(folder.path(), path, "");
    }
    assert_eq!(
        listed(&on_disk(folder.path())),
        [
            "check-ins/a-b/3.md File",
            "check-ins/a/2.md File",
            "check-ins/b/1.md File",
            "check-ins/x.md File",
            "okrs/2026-Q4/fast.md File",
            "okrs/notes.txt File",
        ]
    );
}

#[test]
fn lists_nothing_where_there_are_no_folders_yet() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    assert!(on_disk(folder.path()).list().unwrap().is_empty());
}

#[test]
fn lists_a_folder_with_the_name_of_a_file_and_what_it_holds() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), "check-ins/ada/2026-W47.md/inner.md", "");
    let store = on_disk(folder.path());
    assert_eq!(
        listed(&store),
        [
            "check-ins/ada/2026-W47.md Directory",
            "check-ins/ada/2026-W47.md/inner.md File"
        ]
    );
    let entry = store.list().unwrap().remove(0);
    assert_eq!(
        store.read(&entry).unwrap(),
        Content::NotAFile(EntryKind::Directory)
    );
}

#[test]
fn says_where_a_path_is_below_the_root() {
    let folder = folder();
    put(folder.path(), "team/okr.yaml", "");
    let store = on_disk(&folder.path().join("team"));
    let relative = |path: &str| store.relative(&folder.path().join(path));
    assert_eq!(relative("team").as_deref(), Some(""));
    assert_eq!(
        relative("team/okrs/new/../a.md").as_deref(),
        Some("okrs/a.md")
    );
    assert_eq!(relative("other"), None);
    assert_eq!(relative("team/../other"), None);
    assert_eq!(relative("team/new/../../other"), None);
}

#[test]
fn does_not_enter_a_nested_repository() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), "okrs/other/.git/HEAD", "");
    put(folder.path(), "okrs/other/a.md", "");
    put(folder.path(), "okrs/other/b/c.md", "");
    assert_eq!(listed(&on_disk(folder.path())), ["okrs/other Other"]);
}

#[test]
fn reads_a_megabyte_and_no_more() {
    let folder = folder();
    let most = usize::try_from(MAXIMUM_LEN).unwrap();
    put(folder.path(), "okr.yaml", vec![b'x'; most]);
    put(folder.path(), "okrs/large.md", vec![b'x'; most + 1]);
    put(folder.path(), "okrs/empty.md", "");
    let store = on_disk(folder.path());
    assert_eq!(store.settings().unwrap(), Content::Text(vec![b'x'; most]));
    let contents: Vec<_> = store
        .list()
        .unwrap()
        .iter()
        .map(|entry| store.read(entry).unwrap())
        .collect();
    assert_eq!(
        contents,
        [
            Content::Text(Vec::new()),
            Content::TooLarge {
                len: MAXIMUM_LEN + 1
            }
        ]
    );
}

#[test]
fn tells_what_is_absent_from_what_is_unreadable() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), "okrs/file.md", "x");
    let store = on_disk(folder.path());
    let read = |path: &str| store.read_path(&RepoPath::new(path));
    assert_eq!(
        read("okrs/file.md").unwrap(),
        Some(Content::Text(b"x".to_vec()))
    );
    assert_eq!(read("okrs/other.md").unwrap(), None);
    assert_eq!(read("check-ins/ada/2026-W47.md").unwrap(), None);
    assert_eq!(
        read("okrs").unwrap(),
        Some(Content::NotAFile(EntryKind::Directory))
    );
    for outside in [
        "../okr.yaml",
        "/etc/hostname",
        "okrs//file.md",
        ".git/config",
    ] {
        assert!(
            matches!(read(outside), Err(StoreError::Refused { .. })),
            "{outside}"
        );
    }
}

#[test]
fn says_which_listed_file_is_gone() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), "okrs/file.md", "x");
    let store = on_disk(folder.path());
    let entry = store.list().unwrap().remove(0);
    fs::remove_file(folder.path().join("okrs/file.md")).unwrap();
    assert!(
        store
            .read(&entry)
            .unwrap_err()
            .to_string()
            .contains("okrs/file.md")
    );
}

#[cfg(unix)]
mod unix {
    use super::*;
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    #[test]
    fn never_follows_a_link() {
        let (folder, outside) = (folder(), folder());
        put(outside.path(), "ada/secret.md", "secret");
        put(folder.path(), "okr.yaml", "");
        put(folder.path(), "okrs/real.md", "");
        symlink(outside.path(), folder.path().join("check-ins")).unwrap();
        symlink(
            outside.path().join("ada/secret.md"),
            folder.path().join("okrs/link.md"),
        )
        .unwrap();
        symlink("nowhere", folder.path().join("okrs/dangling.md")).unwrap();
        symlink("..", folder.path().join("okrs/loop")).unwrap();
        let store = on_disk(folder.path());
        assert_eq!(
            listed(&store),
            [
                "check-ins SymbolicLink",
                "okrs/dangling.md SymbolicLink",
                "okrs/link.md SymbolicLink",
                "okrs/loop SymbolicLink",
                "okrs/real.md File",
            ]
        );
        let read = |path: &str| store.read_path(&RepoPath::new(path));
        let link = Some(Content::NotAFile(EntryKind::SymbolicLink));
        assert_eq!(read("okrs/link.md").unwrap(), link);
        assert_eq!(read("okrs/dangling.md").unwrap(), link);
        assert!(matches!(
            read("check-ins/ada/secret.md"),
            Err(StoreError::Refused { .. })
        ));
    }

    #[test]
    fn does_not_follow_a_link_that_took_the_place_of_a_listed_file() {
        let folder = folder();
        put(folder.path(), "okr.yaml", "secret");
        put(folder.path(), "okrs/file.md", "");
        let store = on_disk(folder.path());
        let entry = store.list().unwrap().remove(0);
        fs::remove_file(folder.path().join("okrs/file.md")).unwrap();
        symlink("../okr.yaml", folder.path().join("okrs/file.md")).unwrap();
        assert_eq!(
            store.read(&entry).unwrap(),
            Content::NotAFile(EntryKind::SymbolicLink)
        );
    }

    #[test]
    fn does_not_wait_for_a_pipe() {
        let folder = folder();
        put(folder.path(), "okr.yaml", "");
        put(folder.path(), "okrs/file.md", "");
        let pipe = folder.path().join("okrs/pipe.md");
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RWXU, 0).unwrap();
        let store = on_disk(folder.path());
        assert_eq!(listed(&store), ["okrs/file.md File", "okrs/pipe.md Other"]);
        let pipe = store.read_path(&RepoPath::new("okrs/pipe.md")).unwrap();
        assert_eq!(pipe, Some(Content::NotAFile(EntryKind::Other)));
    }

    #[test]
    fn lists_a_name_that_is_no_text_and_does_not_open_it() {
        let folder = folder();
        put(folder.path(), "okr.yaml", "");
        fs::create_dir(folder.path().join("okrs")).unwrap();
        fs::write(
            folder
                .path()
                .join("okrs")
                .join(OsStr::from_bytes(b"\xff\x1b.md")),
            "x",
        )
        .unwrap();
        let store = on_disk(folder.path());
        assert_eq!(listed(&store), ["okrs/\\xff\u{1b}.md File"]);
        let entry = store.list().unwrap().remove(0);
        assert_eq!(
            store.read(&entry).unwrap(),
            Content::NotAFile(EntryKind::Other)
        );
    }
}
