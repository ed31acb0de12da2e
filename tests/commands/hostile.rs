//! `okr check` on what accidents and enemies leave in a repository: a clear error at its place, a
//! proper exit status, and nothing written. `tests/mutations.rs` does the same by the thousand.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::team::{Run, Team};

const CHECK_IN: &str = "check-ins/ada/2026-W47.md";

/// Runs `okr check`, and holds it to what is promised whatever the files are.
fn checked(team: &Team) -> Run {
    let before = tree(team.path());
    let run = team.okr(&["check", "--format", "concise"]);
    assert!((0..=2).contains(&run.status), "{}", run.told);
    assert!(!run.told.contains("panicked"), "{}", run.told);
    let obeyed = |c: char| c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
    assert!(!run.told.contains(obeyed), "{:?}", run.told);
    assert!(
        tree(team.path()) == before,
        "something was written: {}",
        run.told
    );
    run
}

/// Every path below a folder, with the bytes of files.
fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                folders.push(entry.path());
            }
            let bytes = if kind.is_file() {
                fs::read(entry.path()).unwrap()
            } else {
                Vec::new()
            };
            found.insert(entry.path().to_string_lossy().into_owned(), bytes);
        }
    }
    found
}

/// A check-in with this as its front matter, fences aside.
fn with_front_matter(yaml: &str) -> String {
    format!("---\n{yaml}\n---\n# Ada Lovelace, 2026-W47\n\n## Progress\n")
}

/// Puts `bytes` at `path`, and expects an error there that speaks of `words`.
fn refuses(path: &str, bytes: impl AsRef<[u8]>, words: &str) {
    let team = Team::new();
    team.put(path, bytes);
    let run = checked(&team);
    assert_eq!(run.status, 1, "{words}: {}", run.told);
    let line = run
        .stdout
        .lines()
        .find(|line| line.starts_with(path) && line.contains(words));
    let line = line.unwrap_or_else(|| panic!("nothing about {words:?}: {}", run.told));
    let place: Vec<&str> = line[path.len()..].split(':').collect();
    assert!(place[1].parse::<u32>().unwrap() >= 1, "no line: {line}");
    assert!(place[2].parse::<u32>().unwrap() >= 1, "no column: {line}");
    assert!(place[3].contains("error["), "no error: {line}");
}

#[test]
fn names_bytes_that_are_no_text() {
    refuses(CHECK_IN, b"---\nstatus: draft\n---\n# Ada \xff\n", "UTF-8");
    refuses(
        CHECK_IN,
        b"---\nstatus: draft\n---\n# Ada \xed\xa0\x80\n",
        "UTF-8",
    );
    refuses(CHECK_IN, b"---\nstatus: draft\n---\n# A\0da\n", "NUL");
    refuses(
        "okrs/2026-Q4/faster-answers.md",
        b"\xfe\xff\0-\0-\0-",
        "UTF-8",
    );
    refuses("okr.yaml", b"people:\n  ada: { name: \xe9 }\n", "UTF-8");
}

#[test]
fn refuses_what_is_too_large_before_it_is_parsed() {
    refuses(CHECK_IN, vec![b'['; 1024 * 1024 + 1], "1048577 bytes");
    refuses("okr.yaml", vec![b'['; 1024 * 1024 + 1], "1048577 bytes");
    refuses(
        CHECK_IN,
        with_front_matter(&format!("a: {}", "[".repeat(80_000))),
        "bytes of YAML",
    );
}

#[test]
fn stops_at_deep_nesting() {
    refuses(
        CHECK_IN,
        with_front_matter(&format!("a: {}", "[".repeat(60_000))),
        "deep",
    );
    refuses(
        CHECK_IN,
        with_front_matter(&format!("a: {}", "{ a: ".repeat(10_000))),
        "deep",
    );
    let steps = (0..200)
        .map(|step| format!("{}a:\n", " ".repeat(step)))
        .collect::<String>();
    refuses(CHECK_IN, with_front_matter(&steps), "deep");
    refuses(
        "okr.yaml",
        format!("people: {}", "[".repeat(900_000)),
        "deep",
    );
    refuses(
        CHECK_IN,
        with_front_matter(&format!("- {}", "- ".repeat(20_000))),
        "expected keys",
    );
}

#[test]
fn refuses_what_the_formats_need_nothing_of() {
    refuses(CHECK_IN, with_front_matter("status: &s draft"), "an anchor");
    refuses(CHECK_IN, with_front_matter("status: *s"), "an alias");
    refuses(CHECK_IN, with_front_matter("status: !!str draft"), "a tag");
    refuses(
        CHECK_IN,
        with_front_matter("<<: { status: draft }"),
        "a merge key",
    );
    refuses(
        CHECK_IN,
        with_front_matter("status: draft\nstatus: ready"),
        "twice",
    );
    refuses(
        "okr.yaml",
        "people: {}\n---\npeople: {}\n",
        "a second YAML document",
    );
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]";
    refuses(CHECK_IN, with_front_matter(bomb), "an anchor");
}

#[test]
fn reports_a_merge_conflict_at_its_lines() {
    let sides = "<<<<<<< HEAD\nstatus: draft\n=======\nstatus: ready\n>>>>>>> main";
    refuses(CHECK_IN, with_front_matter(sides), "merge conflict");
    let body = "---\nstatus: draft\n---\n## Progress\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n";
    refuses(CHECK_IN, body, "merge conflict");
    refuses(
        "okr.yaml",
        format!("{sides}\npeople: {{}}\n"),
        "merge conflict",
    );
}

#[test]
fn reads_a_byte_order_mark_and_other_line_ends() {
    let team = Team::new();
    let told = checked(&team).stdout;
    for path in [
        "okr.yaml",
        "okrs/2026-Q4/faster-checkout.md",
        "check-ins/ada/2026-W46.md",
    ] {
        let text = team.text(path).replace('\n', "\r\n");
        team.put(path, format!("\u{feff}{text}"));
    }
    assert_eq!(checked(&team).stdout, told);
}

#[test]
fn refuses_names_that_lead_elsewhere_or_fit_no_disk() {
    for id in [
        "../x", "con", "é", "a/b", "A", "a--b", "nul", "..", "\\x", "-rf",
    ] {
        let people = format!(
            "people:\n  \"{}\": {{ name: X }}\n",
            id.replace('\\', "\\\\")
        );
        refuses("okr.yaml", people, "is no id");
        let values = format!(
            "key-results:\n  \"{}/x\": {{ value: 1 }}",
            id.replace('\\', "\\\\")
        );
        refuses(CHECK_IN, with_front_matter(&values), "key result");
    }
    for name in ["con", "é", "A", "a--b", "a b", "x.y"] {
        let path = format!("okrs/2026-Q4/{name}.md");
        refuses(&path, "---\ntitle: X\n---\n", "no id");
        let path = format!("check-ins/{name}/2026-W47.md");
        refuses(&path, with_front_matter("status: draft"), "not in okr.yaml");
    }
    for week in ["2026-W54", "2026-W00", "2026-47", "w47", "9999-W01"] {
        let path = format!("check-ins/ada/{week}.md");
        refuses(&path, with_front_matter("status: draft"), "error[bad-week]");
    }
}

#[test]
fn answers_to_markdown_that_is_meant_to_be_slow() {
    let pieces = [
        ">",
        "> ",
        "- ",
        "[",
        "![",
        "](",
        "*",
        "_a",
        "**a ",
        "`",
        "<",
        "<!--",
        "<a ",
        "&",
        "\\",
        "|",
        "#",
        "~~~\n",
        "[^1]:\n",
        "[a]: b\n",
        "a\n=\n",
        "1. ",
        "\t",
        "<![CDATA[",
        "<?",
        "\n\n> ",
        "|a|b|\n|-|-|\n",
    ];
    let team = Team::new();
    for (week, piece) in (1..).zip(pieces) {
        let body = piece.repeat(60_000 / piece.len());
        let path = format!("check-ins/alan/2026-W{week:02}.md");
        team.put(
            &path,
            format!("---\nstatus: draft\n---\n# Alan\n\n## Progress\n{body}\n"),
        );
    }
    checked(&team);
}

#[cfg(unix)]
mod special_files {
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    const OBJECTIVE: &str = "okrs/2026-Q4/faster-answers.md";

    /// Puts something else in place of each kind of file, and expects an error there.
    fn refuses_in_place_of_a_file(words: &str, put: impl Fn(&Path)) {
        for path in [CHECK_IN, OBJECTIVE, "okr.yaml"] {
            let team = Team::new();
            let full = team.path().join(path);
            let _ = fs::remove_file(&full);
            put(&full);
            let run = checked(&team);
            assert_ne!(run.status, 0, "{}", run.told);
            let told = run
                .told
                .lines()
                .any(|line| line.contains(path) && line.contains(words));
            assert!(told, "nothing about {words:?} at {path}: {}", run.told);
        }
    }

    #[test]
    fn refuses_a_folder_in_place_of_a_file() {
        refuses_in_place_of_a_file("folder", |path| fs::create_dir(path).unwrap());
    }

    #[test]
    fn follows_no_link() {
        let outside = tempfile::tempdir().unwrap();
        let secret = outside.path().join("secret.md");
        fs::write(&secret, with_front_matter("status: TOPSECRET")).unwrap();
        refuses_in_place_of_a_file("symbolic link", |path| symlink(&secret, path).unwrap());
        refuses_in_place_of_a_file("symbolic link", |path| symlink("nowhere", path).unwrap());
        let team = Team::new();
        team.put("check-ins/alan/2026-W46.md", "");
        fs::remove_dir_all(team.path().join("check-ins/alan")).unwrap();
        symlink(outside.path(), team.path().join("check-ins/alan")).unwrap();
        let run = checked(&team);
        assert!(!run.told.contains("TOPSECRET"), "{}", run.told);
    }

    #[test]
    fn waits_for_no_pipe() {
        refuses_in_place_of_a_file("pipe", |path| {
            let made = Command::new("mkfifo").arg(path).status().unwrap();
            assert!(made.success());
        });
    }
}
