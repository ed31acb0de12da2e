//! Empty and odd states.

use crate::links::broken;
use crate::team::{Ask, Files, Pages, example, report};

fn at(files: &Files, now: &str) -> Pages {
    let pages = report(
        files,
        &Ask {
            now: Some(now.parse().unwrap()),
            ..Ask::default()
        },
    )
    .unwrap();
    let broken = broken(&pages);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    pages
}

fn without(files: Files, folder: &str) -> Files {
    files
        .into_iter()
        .filter(|(path, _)| !path.starts_with(folder))
        .collect()
}

#[test]
fn a_cycle_that_has_not_begun_shows_its_goals_and_no_verdict() {
    let index = &at(&without(example(), "check-ins/"), "2026-09-01T10:00")["index.html"];
    assert!(index.contains("The cycle begins on 14 September 2026."));
    assert!(index.contains("id=\"krs\""));
    assert!(!index.contains("class=\"tiles\"") && !index.contains("h-attn"));
}

#[test]
fn a_first_week_without_check_ins_shows_key_results_and_check_ins_alone() {
    let index = &at(&without(example(), "check-ins/"), "2026-09-16T10:00")["index.html"];
    assert!(index.contains("No check-ins yet for week 38."));
    assert!(index.contains("<small> of 5</small>"));
    assert!(index.contains("id=\"krs\"") && index.contains("id=\"people\""));
    for absent in ["h-attn", "h-heat", "h-agree", "h-obst", "h-todo", "h-feed"] {
        assert!(!index.contains(absent), "{absent}");
    }
}

#[test]
fn one_value_is_too_early_for_a_verdict() {
    let mut files = example();
    files.retain(|path, _| !path.starts_with("check-ins/") || path.ends_with("W38.md"));
    let pages = at(&files, "2026-09-18T20:00");
    let index = &pages["index.html"];
    assert!(index.contains("too early") && !index.contains("Said ≠ measured</span><p>"));
    assert!(!pages["objectives/trusted-departures.html"].contains("lands at"));
}

#[test]
fn a_changed_target_is_written_as_all_numbers_are() {
    let pages = at(&example(), "2026-11-20T20:00");
    let page = &pages["objectives/ticket-before-the-doors.html"];
    assert!(page.contains("<del>96</del>") && page.contains("<ins>94</ins>"));
    assert!(page.contains("target 96 → 94") && !page.contains("96.0"));
}

#[test]
fn the_last_four_weeks_are_those_that_the_forecast_repeats() {
    // Nothing was said in week 47: 18 in week 42, 9 in week 46, and so 0 in week 50.
    let page = &at(&example(), "2026-11-20T20:00")["objectives/calm-nights.html"];
    assert!(page.contains("lands at 0 pages"));
    assert!(page.contains("<dt>Last four weeks</dt><dd>−2.3 a week</dd>"));
}

#[test]
fn a_team_without_objectives_has_check_ins_obstacles_and_tasks() {
    let mut files = without(example(), "okrs/");
    for text in files.values_mut() {
        if let (Some(from), Some(to)) = (text.find("key-results:\n"), text.find("\n---\n# ")) {
            let rest = text[from..to]
                .find("\nreviewed")
                .map_or("", |at| &text[from + at..to]);
            *text = format!("{}{}{}", &text[..from], rest.trim_start(), &text[to..]);
        }
    }
    let index = &at(&files, "2026-11-20T20:00")["index.html"];
    assert!(index.contains("people have checked in."));
    assert!(index.contains("id=\"obstacles\"") && index.contains("id=\"followups\""));
    assert!(!index.contains("id=\"krs\"") && !index.contains("id=\"agree\""));
    assert!(index.contains("<span class=\"sub\">Kofi</span>"));
}

#[test]
fn whoever_has_not_checked_in_is_missing_only_after_it_was_due() {
    let mut files = example();
    files.remove("check-ins/tomasz/2026-W47.md");
    let before = &at(&files, "2026-11-20T11:00")["index.html"];
    let after = &at(&files, "2026-11-20T13:00")["index.html"];
    assert!(!before.contains("Missing this week") && before.contains("not yet"));
    assert!(after.contains("Missing this week: Tomasz, Rafael."));
}

#[test]
fn a_team_of_many_gets_a_short_table_and_a_page_of_all() {
    let mut files = example();
    let mut many = String::from("---\ntitle: Many\nowner: mei\nkey-results:\n");
    for n in 0..40 {
        many.push_str(&format!(
            "  n{n}:\n    title: N{n}\n    start: 0\n    target: 9\n"
        ));
    }
    many.push_str("---\nMany.\n");
    files.insert("okrs/2026-autumn/many.md".to_owned(), many);
    let pages = at(&files, "2026-11-20T20:00");
    let rows = |page: &str| page.matches("data-tags=").count();
    assert!(rows(&pages["index.html"]) <= 20);
    assert!(pages["index.html"].contains("href=\"key-results.html\""));
    assert_eq!(rows(&pages["key-results.html"]), 52);
    assert!(pages["index.html"].len() <= 100 * 1024);
}

#[test]
fn two_cycles_keep_their_pages_apart() {
    let mut files = example();
    let okr = files["okr.yaml"].replace(
        "cycles:\n",
        "cycles:\n  2026-summer: { from: 2026-06-15, to: 2026-09-13 }\n",
    );
    files.insert("okr.yaml".to_owned(), okr);
    let old = "---\ntitle: Old goal\nowner: mei\nkey-results:\n  old:\n    title: Old\n    start: 0\n    target: 9\n---\nOld.\n";
    files.insert("okrs/2026-summer/calm-nights.md".to_owned(), old.to_owned());
    let text = "---\nstatus: ready\nkey-results:\n  calm-nights/old: { value: 3, confidence: good }\n---\n## Progress\nOld.\n";
    files.insert("check-ins/mei/2026-W36.md".to_owned(), text.to_owned());
    let pages = at(&files, "2026-11-20T20:00");
    assert!(pages["objectives/2026-summer/calm-nights.html"].contains("Old goal"));
    assert!(pages["objectives/calm-nights.html"].contains("A calm night"));
    assert!(pages.contains_key("weeks/2026-W36.html"));
    assert!(pages.contains_key("check-ins/mei/2026-W36.html"));
}
