//! The report as a reader gets it: which pages there are, what is in them, and what is not.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

#[path = "report/team.rs"]
mod team;

use std::fs;
use std::path::Path;

use team::{Ask, example, report};

#[test]
fn the_example_has_every_kind_of_page() {
    let pages = report(&example(), &Ask::default()).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report");
    for (path, text) in &pages {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    for path in [
        "index.html",
        "weeks/2026-W47.html",
        "weeks/2026-W38.html",
        "style.css",
        "report.js",
    ] {
        assert!(pages.contains_key(path), "{path}");
    }
    assert!(pages.keys().any(|path| path.starts_with("objectives/")));
    assert!(pages.contains_key("people/mei.html"));
    assert!(pages.contains_key("check-ins/mei/2026-W40.html"));
}
