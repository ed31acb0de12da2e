//! Writing single files: wholly or not at all, and never over somebody's words.

use crate::{folder, on_disk, put};
use okr::store::{Expected, RepoPath, Store, StoreError};
use std::fs;
use std::path::Path;
use std::thread;

const CHECK_IN: &str = "check-ins/ada/2026-W47.md";

fn write(store: &Store, path: &str, expected: Expected, bytes: &str) -> Result<(), StoreError> {
    store.write(&RepoPath::new(path), expected, bytes.as_bytes())
}

fn unchanged(bytes: &str) -> Expected {
    Expected::Unchanged(bytes.as_bytes().to_vec())
}

/// All names below `folder`, to see that nothing was left behind.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn makes_a_new_file_and_its_folders() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    let store = on_disk(folder.path());
    write(&store, CHECK_IN, Expected::Absent, "new").unwrap();
    assert_eq!(
        fs::read_to_string(folder.path().join(CHECK_IN)).unwrap(),
        "new"
    );
    assert_eq!(names(&folder.path().join("check-ins/ada")), ["2026-W47.md"]);
}

#[test]
fn makes_the_settings_of_a_new_root() {
    let folder = folder();
    let store = Store::open_new_root(folder.path()).unwrap();
    write(&store, "okr.yaml", Expected::Absent, "people: {}").unwrap();
    assert!(folder.path().join("okr.yaml").exists());
}

#[test]
fn never_overwrites_with_a_new_file() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), CHECK_IN, "words");
    let error = write(&on_disk(folder.path()), CHECK_IN, Expected::Absent, "new").unwrap_err();
    assert!(matches!(error, StoreError::ExistsAlready { .. }), "{error}");
    assert_eq!(
        fs::read_to_string(folder.path().join(CHECK_IN)).unwrap(),
        "words"
    );
    assert_eq!(names(&folder.path().join("check-ins/ada")), ["2026-W47.md"]);
}

#[test]
fn replaces_what_the_caller_has_read() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), CHECK_IN, "old");
    write(&on_disk(folder.path()), CHECK_IN, unchanged("old"), "new").unwrap();
    assert_eq!(
        fs::read_to_string(folder.path().join(CHECK_IN)).unwrap(),
        "new"
    );
    assert_eq!(names(&folder.path().join("check-ins/ada")), ["2026-W47.md"]);
}

#[test]
fn leaves_what_was_changed_meanwhile() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), CHECK_IN, "theirs");
    let store = on_disk(folder.path());
    let error = write(&store, CHECK_IN, unchanged("old"), "new").unwrap_err();
    assert!(
        matches!(error, StoreError::ChangedMeanwhile { .. }),
        "{error}"
    );
    assert_eq!(
        fs::read_to_string(folder.path().join(CHECK_IN)).unwrap(),
        "theirs"
    );
    for gone in ["check-ins/ada/2026-W48.md", "check-ins/bob/2026-W48.md"] {
        let error = write(&store, gone, unchanged("old"), "new").unwrap_err();
        assert!(
            matches!(error, StoreError::ChangedMeanwhile { .. }),
            "{error}"
        );
    }
    assert_eq!(names(&folder.path().join("check-ins/ada")), ["2026-W47.md"]);
}

#[test]
fn refuses_places_outside_and_git_s_own() {
    let folder = folder();
    put(folder.path(), "team/okr.yaml", "");
    let store = on_disk(&folder.path().join("team"));
    for path in [
        "../x.md",
        "/tmp/x.md",
        "okrs/../../x.md",
        ".git/hooks/pre-commit",
        ".GIT/x",
        "",
    ] {
        let error = write(&store, path, Expected::Absent, "x").unwrap_err();
        assert!(
            matches!(error, StoreError::Refused { .. }),
            "{path}: {error}"
        );
    }
    assert_eq!(names(folder.path()), ["team"]);
}

#[test]
fn says_that_a_folder_cannot_be_made_where_a_file_stands() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), "check-ins", "a file");
    let error = write(&on_disk(folder.path()), CHECK_IN, Expected::Absent, "x").unwrap_err();
    assert!(matches!(error, StoreError::Refused { .. }), "{error}");
}

#[test]
fn loses_no_update_of_concurrent_writers() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), CHECK_IN, "");
    let path = folder.path().join(CHECK_IN);
    let store = on_disk(folder.path());
    thread::scope(|scope| {
        for mark in ["a", "b"] {
            let (store, path) = (&store, &path);
            scope.spawn(move || (0..20).for_each(|_| append(store, path, mark)));
        }
    });
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches('a').count(), 20);
    assert_eq!(text.matches('b').count(), 20);
    assert_eq!(names(&folder.path().join("check-ins/ada")), ["2026-W47.md"]);
}

/// Appends `mark`, as often as it takes.
fn append(store: &Store, path: &Path, mark: &str) {
    loop {
        let old = fs::read_to_string(path).unwrap();
        match write(store, CHECK_IN, unchanged(&old), &format!("{old}{mark}")) {
            Ok(()) => return,
            Err(StoreError::Locked { .. } | StoreError::ChangedMeanwhile { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn lets_one_of_two_makers_of_a_file_win() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    let store = on_disk(folder.path());
    let made: usize = thread::scope(|scope| {
        let writers: Vec<_> = ["a", "b", "c"]
            .map(|mark| {
                let store = &store;
                scope.spawn(move || write(store, CHECK_IN, Expected::Absent, mark).is_ok())
            })
            .into();
        writers
            .into_iter()
            .map(|writer| usize::from(writer.join().unwrap()))
            .sum()
    });
    assert_eq!(made, 1);
    assert_eq!(names(&folder.path().join("check-ins/ada")), ["2026-W47.md"]);
}

#[test]
fn is_not_kept_out_by_the_lock_file_of_a_dead_process() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), CHECK_IN, "old");
    put(folder.path(), "check-ins/ada/.2026-W47.md.okr-lock", "");
    write(&on_disk(folder.path()), CHECK_IN, unchanged("old"), "new").unwrap();
    assert_eq!(names(&folder.path().join("check-ins/ada")), ["2026-W47.md"]);
}

#[test]
fn waits_for_nobody_who_holds_the_lock() {
    let folder = folder();
    put(folder.path(), "okr.yaml", "");
    put(folder.path(), CHECK_IN, "old");
    let lock = fs::File::create(folder.path().join("check-ins/ada/.2026-W47.md.okr-lock")).unwrap();
    lock.lock().unwrap();
    let error = write(&on_disk(folder.path()), CHECK_IN, unchanged("old"), "new").unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    assert_eq!(
        fs::read_to_string(folder.path().join(CHECK_IN)).unwrap(),
        "old"
    );
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn keeps_the_mode() {
        let folder = folder();
        put(folder.path(), "okr.yaml", "");
        put(folder.path(), CHECK_IN, "old");
        let path = folder.path().join(CHECK_IN);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o751)).unwrap();
        write(&on_disk(folder.path()), CHECK_IN, unchanged("old"), "new").unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o7777,
            0o751
        );
    }

    #[test]
    fn gives_a_new_file_the_mode_of_any_new_file() {
        let folder = folder();
        put(folder.path(), "okr.yaml", "");
        write(
            &on_disk(folder.path()),
            "okrs/new.md",
            Expected::Absent,
            "x",
        )
        .unwrap();
        let mode = |path: &str| {
            fs::metadata(folder.path().join(path))
                .unwrap()
                .permissions()
                .mode()
        };
        assert_eq!(mode("okrs/new.md"), mode("okr.yaml"));
    }

    #[test]
    fn writes_through_no_link() {
        let (folder, outside) = (folder(), folder());
        put(outside.path(), "2026-W47.md", "theirs");
        put(folder.path(), "okr.yaml", "");
        fs::create_dir(folder.path().join("check-ins")).unwrap();
        symlink(outside.path(), folder.path().join("check-ins/ada")).unwrap();
        fs::create_dir(folder.path().join("check-ins/bob")).unwrap();
        let link = folder.path().join("check-ins/bob/2026-W47.md");
        symlink(outside.path().join("2026-W47.md"), &link).unwrap();
        let store = on_disk(folder.path());
        for path in [
            CHECK_IN,
            "check-ins/ada/2026-W48.md",
            "check-ins/bob/2026-W47.md",
        ] {
            for expected in [Expected::Absent, unchanged("theirs")] {
                let error = write(&store, path, expected, "ours").unwrap_err();
                let fits = matches!(
                    error,
                    StoreError::Refused { .. } | StoreError::ExistsAlready { .. }
                );
                assert!(fits, "{error}");
            }
        }
        assert_eq!(names(outside.path()), ["2026-W47.md"]);
        assert_eq!(
            fs::read_to_string(outside.path().join("2026-W47.md")).unwrap(),
            "theirs"
        );
    }

    #[test]
    fn follows_no_link_in_place_of_the_lock() {
        let (folder, outside) = (folder(), folder());
        put(folder.path(), "okr.yaml", "");
        put(folder.path(), CHECK_IN, "old");
        let lock = folder.path().join("check-ins/ada/.2026-W47.md.okr-lock");
        symlink(outside.path().join("made"), lock).unwrap();
        write(&on_disk(folder.path()), CHECK_IN, unchanged("old"), "new").unwrap_err();
        assert_eq!(names(outside.path()), [""; 0]);
        assert_eq!(
            fs::read_to_string(folder.path().join(CHECK_IN)).unwrap(),
            "old"
        );
    }

    #[test]
    fn leaves_the_old_file_where_the_folder_is_read_only() {
        let folder = folder();
        put(folder.path(), "okr.yaml", "");
        put(folder.path(), CHECK_IN, "old");
        let ada = folder.path().join("check-ins/ada");
        fs::set_permissions(&ada, fs::Permissions::from_mode(0o555)).unwrap();
        // The superuser may write anywhere; then there is nothing to see here.
        let superuser = fs::write(ada.join("probe"), "").is_ok();
        let result = write(&on_disk(folder.path()), CHECK_IN, unchanged("old"), "new");
        fs::set_permissions(&ada, fs::Permissions::from_mode(0o755)).unwrap();
        if !superuser {
            assert!(matches!(result, Err(StoreError::Unwritable { .. })));
            assert_eq!(
                fs::read_to_string(folder.path().join(CHECK_IN)).unwrap(),
                "old"
            );
        }
    }
}
