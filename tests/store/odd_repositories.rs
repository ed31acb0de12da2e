//! Repositories that libgit2 cannot open: each is named, with the command that cures it, and work
//! that needs no git goes on.

use crate::repository::{commit_all, repository};
use crate::{folder, on_disk, put};
use okr::store::{At, Store, StoreError, Unsupported};
use std::fs;
use std::path::Path;

fn plain(folder: &Path) -> git2::Repository {
    let git = repository(folder);
    put(folder, "okr.yaml", "");
    put(folder, "okrs/fast.md", "");
    commit_all(&git, "first");
    git
}

fn at_head(folder: &Path) -> Result<Store, StoreError> {
    Store::open(folder, At::Revision("HEAD".to_owned()))
}

fn assert_unsupported(error: &StoreError, expected: Unsupported, remedy: &str) {
    let fits = matches!(error, StoreError::Unsupported { kind, .. } if *kind == expected);
    assert!(fits, "{error:?}");
    assert!(error.hint().unwrap().contains(remedy), "{error:?}");
}

/// What the work tree still gives where nothing of git can be opened.
fn assert_readable_on_disk(folder: &Path) {
    let store = on_disk(folder);
    assert_eq!(store.list().unwrap().len(), 1);
    assert_eq!(store.commit(), None);
    assert!(store.is_dirty().is_err());
}

#[test]
fn names_a_reftable() {
    let folder = folder();
    let mut config = plain(folder.path()).config().unwrap();
    config.set_i32("core.repositoryformatversion", 1).unwrap();
    config.set_str("extensions.refstorage", "reftable").unwrap();
    let error = at_head(folder.path()).err().unwrap();
    assert_unsupported(
        &error,
        Unsupported::Reftable,
        "refs migrate --ref-format=files",
    );
    assert_readable_on_disk(folder.path());
}

#[test]
fn names_sha256() {
    let folder = folder();
    let mut config = plain(folder.path()).config().unwrap();
    config.set_i32("core.repositoryformatversion", 1).unwrap();
    config.set_str("extensions.objectformat", "sha256").unwrap();
    let error = at_head(folder.path()).err().unwrap();
    assert_unsupported(&error, Unsupported::Sha256, "--object-format=sha1");
    assert_readable_on_disk(folder.path());
}

/// SHA-1 of the bytes before it.
const LINK_SHA1: [u8; 20] = [
    0xe5, 0x31, 0xfc, 0x98, 0x85, 0xcf, 0xab, 0x08, 0xad, 0x99, 0x4d, 0x8d, 0xe4, 0x6e, 0x0b, 0xfb,
    0x36, 0x8c, 0xe7, 0x5b,
];
/// SHA-1 of the bytes before it.
const SDIR_SHA1: [u8; 20] = [
    0x71, 0xf0, 0xea, 0x8d, 0x60, 0x52, 0xd1, 0x42, 0xd0, 0xbe, 0xb3, 0xe3, 0x4a, 0xd8, 0x77, 0x76,
    0x26, 0x21, 0x26, 0x9f,
];

/// An index without entries and with one extension of four letters that must be understood.
fn index_with(extension: &[u8; 4], checksum: [u8; 20]) -> Vec<u8> {
    let mut bytes = b"DIRC\0\0\0\x02\0\0\0\0".to_vec();
    bytes.extend_from_slice(extension);
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(&checksum);
    bytes
}

#[test]
fn names_a_split_and_a_sparse_index_where_one_is_needed() {
    let link = index_with(b"link", LINK_SHA1);
    let sdir = index_with(b"sdir", SDIR_SHA1);
    let cases = [
        (link, Unsupported::SplitIndex, "--no-split-index"),
        (sdir, Unsupported::SparseIndex, "--no-sparse-index"),
    ];
    for (index, kind, remedy) in cases {
        let folder = folder();
        plain(folder.path());
        fs::write(folder.path().join(".git/index"), index).unwrap();
        let error = Store::open(folder.path(), At::Index).err().unwrap();
        assert_unsupported(&error, kind, remedy);
        let error = on_disk(folder.path()).is_dirty().unwrap_err();
        assert_unsupported(&error, kind, remedy);
        assert_eq!(at_head(folder.path()).unwrap().list().unwrap().len(), 1);
        assert!(on_disk(folder.path()).commit().is_some());
    }
}

#[test]
fn survives_a_damaged_index_and_a_damaged_head() {
    let folder = folder();
    plain(folder.path());
    fs::write(folder.path().join(".git/index"), "garbage").unwrap();
    assert!(Store::open(folder.path(), At::Index).is_err());
    fs::write(folder.path().join(".git/HEAD"), "\0garbage").unwrap();
    assert!(at_head(folder.path()).is_err());
    assert_readable_on_disk(folder.path());
}

#[test]
fn survives_a_git_file_that_leads_nowhere() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), "okrs/fast.md", "");
    put(folder.path(), ".git", "gitdir: ../nowhere\n");
    assert!(at_head(folder.path()).is_err());
    assert_readable_on_disk(folder.path());
}

#[cfg(unix)]
#[test]
fn names_a_repository_of_another_owner() {
    let folder = folder();
    plain(folder.path());
    // Only the superuser can give a folder away; elsewhere there is nothing to see here.
    for place in [folder.path().to_owned(), folder.path().join(".git")] {
        if std::os::unix::fs::chown(place, Some(12_345), None).is_err() {
            return;
        }
    }
    let error = at_head(folder.path()).err().unwrap();
    assert_unsupported(&error, Unsupported::ForeignOwner, "safe.directory");
    assert_readable_on_disk(folder.path());
}
