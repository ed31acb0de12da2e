//! Commits that no well-meaning git would make, and damaged ones.

use crate::repository::{commit_all, commit_tree, repository, tree};
use crate::revisions::revision;
use crate::{folder, listed, put};
use git2::Oid;
use okr::store::{Content, EntryKind, MAXIMUM_LEN, RepoPath, StoreError};
use std::fs;

#[test]
fn tells_links_submodules_and_large_files_of_a_commit() {
    let folder = folder();
    let git = repository(folder.path());
    let blob = |bytes: &[u8]| git.blob(bytes).unwrap();
    let large = vec![b'x'; usize::try_from(MAXIMUM_LEN).unwrap() + 1];
    let below: Vec<(&[u8], i32, Oid)> = vec![
        (b"exec.md", 0o100_755, blob(b"run")),
        (b"large.md", 0o100_644, blob(&large)),
        (b"link.md", 0o120_000, blob(b"/etc/passwd")),
        (
            b"module.md",
            0o160_000,
            Oid::from_str(&"1".repeat(40)).unwrap(),
        ),
        (b"\xff.md", 0o100_644, blob(b"x")),
    ];
    let okrs = tree(&git, &below);
    let entries: Vec<(&[u8], i32, Oid)> = vec![
        (b"okr.yaml", 0o100_644, blob(b"")),
        (b"okrs", 0o040_000, okrs),
    ];
    commit_tree(&git, tree(&git, &entries), "odd");
    let store = revision(folder.path(), "HEAD").unwrap();
    assert_eq!(
        listed(&store),
        [
            "okrs/\\xff.md File",
            "okrs/exec.md File",
            "okrs/large.md File",
            "okrs/link.md SymbolicLink",
            "okrs/module.md Other",
        ]
    );
    let read = |name: &str| store.read_path(&RepoPath::new(name)).unwrap().unwrap();
    assert_eq!(read("okrs/exec.md"), Content::Text(b"run".to_vec()));
    assert_eq!(
        read("okrs/large.md"),
        Content::TooLarge {
            len: MAXIMUM_LEN + 1
        }
    );
    assert_eq!(
        read("okrs/link.md"),
        Content::NotAFile(EntryKind::SymbolicLink)
    );
    assert_eq!(read("okrs/module.md"), Content::NotAFile(EntryKind::Other));
}

#[test]
fn stops_at_a_tree_that_is_larger_than_any_memory() {
    let folder = folder();
    let git = repository(folder.path());
    let blob = git.blob(b"").unwrap();
    let names: Vec<Vec<u8>> = (b'a'..=b'j').map(|name| vec![name]).collect();
    let ten = |mode: i32, id: Oid| {
        let entries: Vec<_> = names
            .iter()
            .map(|name| (name.as_slice(), mode, id))
            .collect();
        tree(&git, &entries)
    };
    let mut bomb = ten(0o100_644, blob);
    for _ in 0..9 {
        bomb = ten(0o040_000, bomb);
    }
    let entries: Vec<(&[u8], i32, Oid)> =
        vec![(b"okr.yaml", 0o100_644, blob), (b"okrs", 0o040_000, bomb)];
    commit_tree(&git, tree(&git, &entries), "bomb");
    let error = revision(folder.path(), "HEAD").unwrap().list().unwrap_err();
    assert!(matches!(error, StoreError::Refused { .. }), "{error}");
}

#[test]
fn does_not_follow_a_tree_deeper_than_any_disk() {
    let folder = folder();
    let git = repository(folder.path());
    let blob = git.blob(b"").unwrap();
    let mut deep = tree(&git, &[(b"x.md", 0o100_644, blob)]);
    for _ in 0..3000 {
        deep = tree(&git, &[(b"d", 0o040_000, deep)]);
    }
    let entries: Vec<(&[u8], i32, Oid)> =
        vec![(b"okr.yaml", 0o100_644, blob), (b"okrs", 0o040_000, deep)];
    commit_tree(&git, tree(&git, &entries), "deep");
    let entries = revision(folder.path(), "HEAD").unwrap().list().unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].kind, EntryKind::Other);
}

#[test]
fn says_which_file_of_a_commit_is_damaged() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), "okrs/fast.md", "words");
    commit_all(&git, "first");
    let id = Oid::hash_object(git2::ObjectType::Blob, b"words")
        .unwrap()
        .to_string();
    let object = folder
        .path()
        .join(".git/objects")
        .join(&id[..2])
        .join(&id[2..]);
    fs::remove_file(&object).unwrap();
    let store = revision(folder.path(), "HEAD").unwrap();
    for bytes in [None, Some(b"not zlib".as_slice())] {
        if let Some(bytes) = bytes {
            fs::write(&object, bytes).unwrap();
        }
        let entry = store.list().unwrap().remove(0);
        let error = store.read(&entry).unwrap_err();
        assert!(error.to_string().contains("okrs/fast.md"), "{error}");
    }
}

#[test]
fn never_takes_a_damaged_folder_for_an_absent_one() {
    let folder = folder();
    let git = repository(folder.path());
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), "okrs/2026-Q4/fast.md", "words");
    commit_all(&git, "first");
    let okrs = git.revparse_single("HEAD:okrs").unwrap().id().to_string();
    let object = folder
        .path()
        .join(".git/objects")
        .join(&okrs[..2])
        .join(&okrs[2..]);
    fs::remove_file(object).unwrap();
    let store = revision(folder.path(), "HEAD").unwrap();
    assert!(store.list().is_err());
    assert!(
        store
            .read_path(&RepoPath::new("okrs/2026-Q4/fast.md"))
            .is_err()
    );
    assert!(revision(folder.path(), "HEAD:okrs").is_err());
}
