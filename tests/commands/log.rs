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
