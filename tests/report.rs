//! The report as a reader gets it: which pages there are, what is in them, and what is not.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

#[path = "report/budgets.rs"]
mod budgets;
#[path = "report/feed.rs"]
mod feed;
#[path = "report/german.rs"]
mod german;
#[path = "report/links.rs"]
mod links;
#[path = "report/states.rs"]
mod states;
#[path = "report/team.rs"]
mod team;
#[path = "report/trust.rs"]
mod trust;
#[path = "report/words.rs"]
mod words;
#[path = "../src/output/tests/xml_reader.rs"]
mod xml_reader;

use std::sync::OnceLock;

use okr::report::BuildError;
use team::{Ask, Files, Pages, example, report};

/// The example's report for its own team, made once.
fn example_pages() -> &'static Pages {
    static PAGES: OnceLock<Pages> = OnceLock::new();
    PAGES.get_or_init(|| report(&example(), &Ask::default()).unwrap())
}

#[test]
fn the_example_has_every_kind_of_page() {
    let pages = example_pages();
    for path in [
        "index.html",
        "style.css",
        "report.js",
        "weeks/2026-W38.html",
        "weeks/2026-W47.html",
        "objectives/calm-nights.html",
        "people/mei.html",
        "check-ins/mei/2026-W40.html",
    ] {
        assert!(pages.contains_key(path), "{path}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let again = report(&example(), &Ask::default()).unwrap();
    assert!(again == *example_pages());
}

#[test]
fn a_team_replaces_a_template_and_single_words() {
    let mut ask = Ask::default();
    ask.overrides
        .insert("messages.txt".into(), "nav.week = Diese Woche".into());
    let template = "{% extends \"shell.html\" %}{% block body %}<h1>{{ name }}!</h1>{% endblock %}";
    ask.overrides.insert("person.html".into(), template.into());
    let pages = report(&example(), &ask).unwrap();
    assert!(pages["people/mei.html"].contains("<h1>Mei-Ling Tsai!</h1>"));
    assert!(pages["index.html"].contains(">Diese Woche</a>"));
}

#[test]
fn a_fault_in_a_team_s_template_is_named_with_its_line() {
    let mut ask = Ask::default();
    ask.overrides
        .insert("person.html".into(), "<h1>\n{{ nmae }}</h1>".into());
    match report(&example(), &ask) {
        Err(BuildError::Report(error)) => {
            assert!(error.to_string().starts_with("person.html:2: "), "{error}");
        }
        other => panic!("{:?}", other.map(|pages| pages.len())),
    }
}

#[test]
fn a_week_is_shown_as_it_was_known_then() {
    let later = |path: &String| path.starts_with("check-ins/") && path.as_str() > "check-ins/x";
    let week = |path: &str| {
        path.rsplit('/')
            .next()
            .map(|name| name.trim_end_matches(".md").to_owned())
    };
    let mut files: Files = example();
    files.retain(|path, _| {
        !path.starts_with("check-ins/")
            || week(path).is_some_and(|week| week.as_str() <= "2026-W44")
    });
    assert!(!files.keys().any(later));
    let now = Some("2026-11-01T20:00".parse().unwrap());
    let then = report(
        &files,
        &Ask {
            now,
            ..Ask::default()
        },
    )
    .unwrap();
    let today = example_pages();
    let part = |pages: &Pages| {
        let page = &pages["weeks/2026-W44.html"];
        let from = page.find("<ul class=\"tiles\"").unwrap();
        let to = page.find("id=\"krs\"").unwrap();
        page[from..to].to_owned()
    };
    assert_eq!(part(&then), part(today));
}

#[test]
fn a_task_is_about_a_key_result_once() {
    let week = &example_pages()["data/v1/weeks/2026-W47.json"];
    let week: serde_json::Value = serde_json::from_str(week).unwrap();
    let tasks = week["tasks"].as_array().unwrap();
    let about = |task: &serde_json::Value| task["key-results"].as_array().unwrap().clone();
    assert!(tasks.iter().any(|task| !about(task).is_empty()));
    for mut named in tasks.iter().map(about) {
        let before = named.len();
        named.sort_by_key(ToString::to_string);
        named.dedup();
        assert_eq!(named.len(), before, "{named:?}");
    }
}
