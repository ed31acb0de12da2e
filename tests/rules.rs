//! Every rule on every case of `tests/fixtures/rules/<id>/<case>/`: a small team's files, and in
//! `expected.txt` what is found in them, one concise line each. A case whose name begins with `ok-` has
//! none; in every other only the rule that the folder is named after may speak.
//!
//! `OKR_WRITE_EXPECTED=1 cargo test --test rules` writes the files anew, to be read before they are
//! committed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

#[path = "rules/any_text.rs"]
mod any_text;
#[path = "rules/team_files.rs"]
mod team_files;

use std::fs;
use std::path::{Path, PathBuf};

use okr::rules::{self, Finding};
use team_files::TeamFiles;

/// Rules whose cases cannot be plain files: they ask git, or what stands there is none. `tests/` of the
/// store and of the commands provoke them.
const WITHOUT_CASES: [&str; 9] = [
    "not-a-file",
    "too-large",
    "late",
    "status-step",
    "reviewed-is-frozen",
    "written-by-another",
    "feedback-not-by-manager",
    "okr-change-not-agreed",
    "loosened-settings",
];

#[test]
fn every_case_finds_what_it_expects() {
    let mut wrong = Vec::new();
    for (rule, case) in cases() {
        let files = TeamFiles::from_folder(&case);
        let found = files.judged();
        let told: String = found.iter().map(|finding| line(&files, finding)).collect();
        let expected = case.join("expected.txt");
        if std::env::var_os("OKR_WRITE_EXPECTED").is_some() && !told.is_empty() {
            fs::write(&expected, &told).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        let is_good = name(&case).starts_with("ok-");
        let strangers = found.iter().any(|finding| finding.diagnostic.rule != rule);
        if told != expected || told.is_empty() != is_good || strangers {
            wrong.push(format!("{}:\n{told}expected:\n{expected}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_bad_case_and_a_good_one() {
    let cases = cases();
    for rule in rules::all()
        .iter()
        .filter(|rule| !WITHOUT_CASES.contains(&rule.id))
    {
        let of_rule = cases.iter().filter(|(id, _)| id == rule.id);
        let (good, bad): (Vec<_>, Vec<_>) =
            of_rule.partition(|(_, case)| name(case).starts_with("ok-"));
        assert!(!good.is_empty() && !bad.is_empty(), "{}", rule.id);
    }
    for (id, _) in &cases {
        assert!(rules::find(id).is_some(), "no rule has the id '{id}'");
    }
}

#[test]
fn every_finding_says_where_and_what_to_do() {
    for (_, case) in cases() {
        let files = TeamFiles::from_folder(&case);
        for Finding {
            diagnostic,
            fingerprint,
            private,
            ..
        } in files.judged()
        {
            let text = files.text(&diagnostic.path);
            assert!(diagnostic.span.end <= text.len(), "{diagnostic:?}");
            assert!(
                text.is_char_boundary(diagnostic.span.start),
                "{diagnostic:?}"
            );
            assert!(text.is_char_boundary(diagnostic.span.end), "{diagnostic:?}");
            assert!(!diagnostic.message.ends_with('.'), "{diagnostic:?}");
            assert_eq!(fingerprint.len(), 16, "{diagnostic:?}");
            let line = text[diagnostic.span.start..]
                .lines()
                .next()
                .unwrap_or_default();
            assert!(private || !line.contains("secret"), "{diagnostic:?}");
            let told = format!("{} {:?}", diagnostic.message, diagnostic.help);
            assert!(!told.contains("secret"), "quotes private words: {told}");
        }
    }
}

#[test]
fn the_first_bad_case_is_the_example() {
    for rule in rules::all() {
        let Some(example) = &rule.example else {
            panic!("{} has no example", rule.id);
        };
        let of_rule = cases().into_iter().filter(|(id, _)| id == rule.id);
        let Some((_, case)) = of_rule
            .into_iter()
            .find(|(_, case)| !name(case).starts_with("ok-"))
        else {
            continue;
        };
        if case.join(example.of).is_file() {
            let bad = fs::read(case.join(example.of)).unwrap();
            assert_eq!(example.bad, String::from_utf8_lossy(&bad), "{}", rule.id);
            let told = fs::read_to_string(case.join("expected.txt")).unwrap();
            assert_eq!(example.told, told, "{}", rule.id);
        }
    }
}

#[test]
fn every_rule_that_reading_reports_is_registered() {
    let text = fs::read_to_string(root().join("src/read/rule.rs")).unwrap();
    let ids: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("pub const"))
        .filter_map(|line| line.split('"').nth(1))
        .collect();
    assert!(ids.len() > 15);
    for id in &ids {
        assert!(
            rules::find(id).is_some(),
            "'{id}' is not in src/rules/mod.rs"
        );
    }
    let reading = rules::all()
        .iter()
        .filter(|rule| matches!(rule.scope, rules::Scope::Reading));
    for rule in reading {
        assert!(ids.contains(&rule.id), "nothing reports '{}'", rule.id);
    }
}

#[test]
fn the_page_of_all_rules_is_up_to_date() {
    let path = root().join("docs/rules.md");
    if std::env::var_os("OKR_WRITE_EXPECTED").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, rules::handbook()).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap();
    assert!(
        written == rules::handbook(),
        "docs/rules.md: write it with OKR_WRITE_EXPECTED=1"
    );
}

fn line(files: &TeamFiles, finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let text = files.text(&diagnostic.path);
    let at = okr::text::source::line_column(&text, diagnostic.span.start);
    format!(
        "{}:{}:{}: {}[{}] {}\n",
        diagnostic.path,
        at.line,
        at.column,
        finding.severity.word(),
        diagnostic.rule,
        okr::text::visible::one_line(&diagnostic.message)
    )
}

/// The rule's id and the folder of every case, sorted.
fn cases() -> Vec<(String, PathBuf)> {
    let mut cases = Vec::new();
    for rule in folders(&root().join("tests/fixtures/rules")) {
        for case in folders(&rule) {
            cases.push((name(&rule), case));
        }
    }
    assert!(cases.len() > 60);
    cases
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
