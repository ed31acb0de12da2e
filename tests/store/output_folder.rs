//! The folder of a report: swapped in whole, and only over a report.

use crate::{folder, put};
use okr::store::{OutputFolder, StoreError};
use std::fs;
use std::path::Path;
use std::thread;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn appears_whole_at_the_end() {
    let folder = folder();
    let target = folder.path().join("public/report");
    let output = OutputFolder::create(&target).unwrap();
    output.add("index.html", b"a").unwrap();
    assert!(!target.exists());
    output.finish().unwrap();
    assert_eq!(names(&target), [".okr-report", "index.html"]);
    assert_eq!(names(&folder.path().join("public")), ["report"]);
}

#[test]
fn takes_files_from_several_threads() {
    let folder = folder();
    let target = folder.path().join("report");
    let output = OutputFolder::create(&target).unwrap();
    thread::scope(|scope| {
        for person in 0..4 {
            let output = &output;
            scope.spawn(move || {
                for week in 0..20 {
                    output
                        .add(&format!("check-ins/{person}/{week}.html"), b"x")
                        .unwrap();
                    output
                        .add(&format!("weeks/{week}/{person}.html"), b"x")
                        .unwrap();
                }
            });
        }
    });
    output.finish().unwrap();
    assert_eq!(names(&target.join("check-ins/3")).len(), 20);
    assert_eq!(names(&target.join("weeks/7")).len(), 4);
}

#[test]
fn replaces_an_old_report_with_nothing_left_of_it() {
    let folder = folder();
    let target = folder.path().join("report");
    for page in ["old.html", "new.html"] {
        let output = OutputFolder::create(&target).unwrap();
        output.add(page, b"x").unwrap();
        output.finish().unwrap();
    }
    assert_eq!(names(&target), [".okr-report", "new.html"]);
    assert_eq!(names(folder.path()), ["report"]);
}

#[test]
fn leaves_the_old_report_where_the_new_one_is_given_up() {
    let folder = folder();
    let target = folder.path().join("report");
    let output = OutputFolder::create(&target).unwrap();
    output.add("old.html", b"x").unwrap();
    output.finish().unwrap();
    let given_up = OutputFolder::create(&target).unwrap();
    given_up.add("new.html", b"x").unwrap();
    drop(given_up);
    assert_eq!(names(&target), [".okr-report", "old.html"]);
    assert_eq!(names(folder.path()), ["report"]);
}

#[test]
fn replaces_an_empty_folder_and_nothing_else() {
    let folder = folder();
    fs::create_dir(folder.path().join("empty")).unwrap();
    put(folder.path(), "photos/one.jpg", "x");
    put(folder.path(), "team/okr.yaml", "x");
    put(folder.path(), "team/.okr-report", "x");
    put(folder.path(), "file", "x");
    OutputFolder::create(&folder.path().join("empty"))
        .unwrap()
        .finish()
        .unwrap();
    for target in ["photos", "team", "file", "."] {
        let error = OutputFolder::create(&folder.path().join(target))
            .err()
            .unwrap();
        assert!(
            matches!(error, StoreError::Refused { .. }),
            "{target}: {error}"
        );
    }
    assert_eq!(names(folder.path()), ["empty", "file", "photos", "team"]);
}

#[test]
fn sees_what_came_to_its_target_in_the_meantime() {
    let folder = folder();
    let output = OutputFolder::create(&folder.path().join("report")).unwrap();
    put(folder.path(), "report/words.txt", "x");
    assert!(matches!(output.finish(), Err(StoreError::Refused { .. })));
    assert_eq!(names(folder.path()), ["report"]);
    assert_eq!(names(&folder.path().join("report")), ["words.txt"]);
}

#[test]
fn keeps_its_files_inside_and_apart() {
    let folder = folder();
    let output = OutputFolder::create(&folder.path().join("report")).unwrap();
    for path in ["../x.html", "/tmp/x.html", "a/../../x", ""] {
        assert!(
            matches!(output.add(path, b"x"), Err(StoreError::Refused { .. })),
            "{path}"
        );
    }
    output.add("a.html", b"x").unwrap();
    assert!(matches!(
        output.add("a.html", b"y"),
        Err(StoreError::ExistsAlready { .. })
    ));
}

#[cfg(unix)]
#[test]
fn follows_no_link_of_a_repository() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (folder(), folder());
    put(folder.path(), ".git/HEAD", "");
    symlink(outside.path(), folder.path().join("public")).unwrap();
    for target in ["public", "public/report", "public/a/b"] {
        let error = OutputFolder::create(&folder.path().join(target))
            .err()
            .unwrap();
        assert!(
            matches!(error, StoreError::Refused { .. }),
            "{target}: {error}"
        );
    }
    assert_eq!(names(outside.path()), [""; 0]);
}
