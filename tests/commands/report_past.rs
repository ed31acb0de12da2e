//! `okr report`: what its pages know from git.

use std::fs;

use super::history::{FILE, History, OBJECTIVE, OBJECTIVE_PATH, check_in};
use super::team::Team;

const BEFORE: &str = "check-ins/ada/2026-W46.md";
const REVIEWED: &str = "reviewed: { by: grace, on: 2026-11-16 }\n";
/// The Wednesday of week 48.
const LATER: &str = "2026-11-25";

/// The pages of the report, as of two weeks after the first check-in.
fn report(team: &Team, more: &[&str]) -> impl Fn(&str) -> String {
    let run = team.okr(&[&["report", "--today", LATER, "--out", "out"], more].concat());
    assert_eq!(run.status, 0, "{}", run.told);
    let folder = team.path().join("out");
    move |page: &str| fs::read_to_string(folder.join(page)).unwrap()
}

/// The row of the one key result, in words.
fn row(page: &str) -> String {
    let from = page.find("id=\"krs\"").unwrap();
    let row = &page[from..];
    let row = &row[row.find("data-tags=").unwrap()..];
    words(&row[row.find('>').unwrap()..row.find("</tr>").unwrap()])
}

fn words(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of the panel with this heading.
fn panel(page: &str, id: &str) -> String {
    let from = page.find(&format!("aria-labelledby=\"{id}\"")).unwrap();
    let panel = &page[from..];
    words(&panel[..panel.find("</section>").unwrap()])
}

#[test]
fn a_week_shows_the_values_that_were_known_at_its_end() {
    let history = History::new();
    history.team.put(FILE, check_in("ready", "290", "", ""));
    history.commit("ada@example.com", "2026-11-20T12:00:00Z", "W47");
    history.team.put(BEFORE, check_in("ready", "444", "", ""));
    history.commit("ada@example.com", "2026-11-24T12:00:00Z", "Correct W46");
    let page = report(&history.team, &[]);
    assert!(row(&page("weeks/2026-W46.html")).contains("320 ms"));
    assert!(row(&page("weeks/2026-W47.html")).contains("290 ms"));
    assert!(page("check-ins/ada/2026-W46.html").contains("444"));
    assert!(!page("weeks/2026-W46.html").contains("444"));
}

#[test]
fn a_week_shows_a_review_of_the_next_one_only_there() {
    let history = History::new();
    let body =
        "\n## Feedback\nxyzzy-secret\n\n## Recognition\nThe replica was a fine idea of yours.\n";
    history.team.put(
        "okr.yaml",
        super::history::SETTINGS.replace("feedback]", "feedback, recognition]"),
    );
    history
        .team
        .put(BEFORE, check_in("reviewed", "320", REVIEWED, body));
    history.commit("grace@example.com", "2026-11-16T10:00:00Z", "Review W46");
    history.team.put(FILE, check_in("ready", "290", "", ""));
    history.commit("ada@example.com", "2026-11-19T10:00:00Z", "W47");
    history.team.put(
        "check-ins/ada/2026-W48.md",
        check_in("ready", "280", "", ""),
    );
    history.commit("ada@example.com", "2026-11-25T10:00:00Z", "W48");
    let page = report(&history.team, &[]);
    let row = |week: &str| {
        let told = panel(&page(&format!("weeks/{week}.html")), "h-part");
        let from = told.find("Ada Lovelace").unwrap();
        told[from..].split(" of ").next().unwrap().to_owned()
    };
    assert!(row("2026-W46").contains("Ready"), "{}", row("2026-W46"));
    assert!(!row("2026-W46").contains("Reviewed"), "{}", row("2026-W46"));
    assert!(row("2026-W47").contains("Reviewed"), "{}", row("2026-W47"));
    let feed = |week: &str| page(&format!("weeks/{week}.html")).contains("fine idea");
    assert!(!feed("2026-W46") && feed("2026-W47") && !feed("2026-W48"));
}

#[test]
fn no_word_of_an_old_revision_is_in_any_page() {
    let history = History::new();
    let secret = "\n## Obstacles\n### xyzzy-obstacle\n- Slows: p95-latency\n- Own cause: xyzzy-cause.\n\
                  \n## Recognition\nxyzzy-praise\n";
    let text = check_in("skipped", "320", "skipped: xyzzy-reason\n", secret);
    let text = text
        .replace("One call less", "xyzzy-progress")
        .replace("Run the load", "xyzzy-task");
    history.team.put(BEFORE, text);
    history.commit("ada@example.com", "2026-11-13T13:00:00Z", "Too much");
    history.team.put(BEFORE, check_in("ready", "300", "", ""));
    history.commit("ada@example.com", "2026-11-17T12:00:00Z", "Take it back");
    history.team.put(FILE, check_in("ready", "290", "", ""));
    history.commit("ada@example.com", "2026-11-20T12:00:00Z", "W47");
    let run = history
        .team
        .okr(&["report", "--today", LATER, "--out", "out"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let mut folders = vec![history.team.path().join("out")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                assert!(!text.contains("xyzzy"), "{}", path.display());
            }
        }
    }
}

#[test]
fn a_check_in_that_was_ready_too_late_is_marked_once_it_is_reviewed() {
    let history = History::new();
    history.team.put(FILE, check_in("draft", "290", "", ""));
    history.commit("ada@example.com", "2026-11-19T12:00:00Z", "Begin W47");
    let feedback = "\n## Feedback\n### p95-latency\nWell done.\n";
    history
        .team
        .put(FILE, check_in("reviewed", "290", REVIEWED, feedback));
    history.commit("ada@example.com", "2026-11-21T12:00:00Z", "W47");
    let page = report(&history.team, &[]);
    assert!(panel(&page("weeks/2026-W47.html"), "h-part").contains("Reviewed, late"));
}

#[test]
fn an_import_of_several_weeks_makes_nobody_late() {
    let history = History::new();
    let feedback = "\n## Feedback\n### p95-latency\nWell done.\n";
    for week in ["2026-W44", "2026-W45"] {
        let path = format!("check-ins/ada/{week}.md");
        history
            .team
            .put(&path, check_in("reviewed", "290", REVIEWED, feedback));
    }
    history.commit("ada@example.com", "2026-11-18T12:00:00Z", "Import");
    let page = report(&history.team, &[]);
    assert!(!page("index.html").contains("Reviewed, late"));
    assert!(panel(&page("weeks/2026-W44.html"), "h-part").contains("Reviewed"));
}

/// A target of 200 from week 47 on, and a better title from week 48 on.
fn with_edited_goal() -> (History, [String; 3]) {
    let history = History::new();
    history.team.put(FILE, check_in("ready", "290", "", ""));
    let objective = OBJECTIVE.replace("target: 150", "target: 200");
    history.team.put(OBJECTIVE_PATH, &objective);
    let easier = history.commit("grace@users.example.com", "2026-11-18T08:00:00Z", "Easier");
    history.team.put(
        OBJECTIVE_PATH,
        objective.replace("Checkout p95", "Paying p95"),
    );
    let named = history.commit("eve@example.org", "2026-11-24T08:00:00Z", "Name it");
    let first = history
        .git
        .find_commit(easier)
        .unwrap()
        .parent_id(0)
        .unwrap();
    let short = |id: git2::Oid| id.to_string()[..7].to_owned();
    let ids = [short(first), short(easier), short(named)];
    (history, ids)
}

#[test]
fn an_objective_tells_how_its_goal_was_edited() {
    let (history, [first, easier, named]) = with_edited_goal();
    let page = report(&history.team, &[]);
    let told = panel(&page("objectives/faster-checkout.html"), "h-hist");
    let rows = [
        format!(
            "W48 1.1 title Checkout p95 latency → Paying p95 latency By somebody outside the team, {named} In no check-in"
        ),
        format!("W47 1.1 target 150 → 200 Score 58% → 68% By Grace, {easier} In no check-in"),
        format!("W46 Objective and one key result written By Ada, {first}"),
    ];
    assert!(told.contains(&rows.join(" ")), "{told}");
    let public = report(&history.team, &["--audience", "published"]);
    let told = panel(&public("objectives/faster-checkout.html"), "h-hist");
    assert!(
        told.contains("target 150 → 200") && !told.contains(&easier),
        "{told}"
    );
    assert!(!told.contains("Checkout p95 latency"), "{told}");
}

#[test]
fn a_week_keeps_the_goal_that_it_had_whoever_changed_it_since() {
    let (history, _) = with_edited_goal();
    let page = report(&history.team, &[]);
    let told = |week: &str| row(&page(&format!("weeks/{week}.html")));
    assert!(
        told("2026-W46").contains("480 → 150"),
        "{}",
        told("2026-W46")
    );
    assert!(told("2026-W46").contains("48%"), "{}", told("2026-W46"));
    assert!(
        told("2026-W47").contains("480 → 200"),
        "{}",
        told("2026-W47")
    );
    let objective = page("objectives/faster-checkout.html");
    assert!(objective.contains("first target 150"), "{objective}");
    assert!(page("index.html").contains("Target moved"));
}

#[test]
fn a_goal_that_is_edited_and_not_committed_counts_from_today_on() {
    let history = History::new();
    history.team.put(FILE, check_in("ready", "290", "", ""));
    history.commit("ada@example.com", "2026-11-20T12:00:00Z", "W47");
    let later = check_in("ready", "280", "", "");
    history.team.put("check-ins/ada/2026-W48.md", later);
    history.team.put(
        OBJECTIVE_PATH,
        OBJECTIVE.replace("target: 150", "target: 200"),
    );
    let page = report(&history.team, &[]);
    assert!(row(&page("weeks/2026-W47.html")).contains("480 → 150"));
    assert!(row(&page("weeks/2026-W48.html")).contains("480 → 200"));
}

#[test]
fn a_key_result_that_came_later_is_in_no_earlier_week() {
    let history = History::new();
    let more =
        "  error-rate: { title: Errors stay rare, unit: \"%\", keep: { at-most: 0.1 } }\n---\n";
    let objective = OBJECTIVE.trim_end().trim_end_matches("---").to_owned() + more;
    history.team.put(OBJECTIVE_PATH, objective);
    history.team.put(FILE, check_in("ready", "290", "", ""));
    history.commit("ada@example.com", "2026-11-20T12:00:00Z", "W47");
    let page = report(&history.team, &[]);
    assert!(page("weeks/2026-W47.html").contains("Errors stay rare"));
    assert!(!page("weeks/2026-W46.html").contains("Errors stay rare"));
}

#[test]
fn a_report_says_what_it_could_not_know() {
    let (history, _) = with_edited_goal();
    let head = history.git.head().unwrap().peel_to_commit().unwrap().id();
    let whole = report(&history.team, &[]);
    assert!(!whole("index.html").contains("ends before its beginning"));
    let clone = history.cloned(head, 1);
    let page = report(&clone, &[]);
    assert!(page("index.html").contains("ends before its beginning"));
    assert!(
        page("objectives/faster-checkout.html").contains("earlier changes that no check-in tells")
    );
    assert!(!page("objectives/faster-checkout.html").contains("key result written"));
    let without = Team::new();
    let page = report(&without, &[]);
    assert!(page("index.html").contains("Without git: earlier weeks"));
    assert!(page("objectives/faster-checkout.html").contains("Without git, only"));
}

#[test]
fn a_merge_brings_no_change_twice() {
    let history = History::new();
    let base = history.git.head().unwrap().peel_to_commit().unwrap().id();
    history.team.put(
        OBJECTIVE_PATH,
        OBJECTIVE.replace("target: 150", "target: 200"),
    );
    history.commit("grace@example.com", "2026-11-18T08:00:00Z", "Easier");
    let merge = history.merged_into(base);
    let clone = history.cloned(merge, 9);
    let told = panel(
        &report(&clone, &[])("objectives/faster-checkout.html"),
        "h-hist",
    );
    assert_eq!(told.matches("150 → 200").count(), 1, "{told}");
}

#[test]
fn the_same_commit_gives_the_same_pages_whatever_became_of_the_files_since() {
    let (history, _) = with_edited_goal();
    history.team.put(BEFORE, check_in("ready", "444", "", ""));
    history.commit("ada@example.com", "2026-11-24T12:00:00Z", "Correct W46");
    let pages = ["weeks/2026-W46.html", "objectives/faster-checkout.html"];
    let read = |zone: &str, out: &str| {
        let args = ["report", "--today", LATER, "--at", "HEAD", "--out", out];
        let run = history.team.run_in("", &args, &[("TZ", zone)]);
        assert_eq!(run.status, 0, "{}", run.told);
        pages.map(|page| history.team.text(&format!("{out}/{page}")))
    };
    let first = read("UTC", "one");
    history.team.put(BEFORE, check_in("ready", "555", "", ""));
    assert_eq!(first, read("Pacific/Auckland", "two"));
    assert!(first[0].contains("320") && !first[0].contains("444"));
}

#[test]
fn an_edit_that_is_not_committed_changes_no_earlier_week() {
    let history = History::new();
    history.team.put(FILE, check_in("ready", "290", "", ""));
    history.commit("ada@example.com", "2026-11-20T12:00:00Z", "W47");
    history.team.put(BEFORE, check_in("ready", "555", "", ""));
    let page = report(&history.team, &[]);
    assert!(row(&page("weeks/2026-W46.html")).contains("320 ms"));
    assert!(page("check-ins/ada/2026-W46.html").contains("555"));
}
