//! `okr log`

use std::path::Path;

use super::history::{FILE, History, OBJECTIVE, OBJECTIVE_PATH, check_in};
use super::team::{Team, told};

#[test]
fn tells_the_history_of_key_results() {
    let team = Team::empty();
    team.copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-repo"));
    insta::assert_snapshot!(told(&[
        team.okr(&["log"]),
        team.okr(&["log", "purchase-success"]),
        team.okr(&["log", "purchase-succes"]),
    ]));
}

#[test]
fn tells_where_it_leads_as_exactly_as_it_is_measured() {
    let team = Team::empty();
    team.copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-repo"));
    for (name, told) in [
        ("runbooks", "it lands at 58 (126%)."),
        ("runbooks", "2026-W40  added  (agreed by both)"),
        ("contactless", "it lands at 1 of 4 (25%)."),
        ("time-to-ticket", "it lands at 13.7 s (105%)."),
    ] {
        let run = team.okr(&["log", name]);
        assert!(run.stdout.contains(told), "{}", run.told);
    }
    let held = team.okr(&["log", "feed-uptime"]);
    assert!(!held.stdout.contains("it lands at"), "{}", held.told);
}

#[test]
fn names_the_commit_that_changed_the_goal() {
    let history = History::new();
    history.team.put(FILE, check_in("ready", "290", "", ""));
    let objective = OBJECTIVE.replace("target: 150", "target: 200");
    history.team.put(OBJECTIVE_PATH, objective);
    let commit = history.commit("grace@users.example.com", "2026-11-18T08:00:00Z", "Easier");
    let run = history.team.okr(&["log", "p95-latency"]);
    let short = &commit.to_string()[..10];
    let line = format!("  2026-11-18  target 150 → 200  ({short}, Grace Hopper)\n");
    assert!(run.stdout.ends_with(&line), "{}", run.told);
    let run = history
        .team
        .okr(&["log", "p95-latency", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let logged = &json["key-results"][0];
    assert_eq!(logged["points"].as_array().unwrap().len(), 2);
    assert_eq!(logged["changes"][0]["after"], "200");
}
