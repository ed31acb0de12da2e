//! `okr diff --base`: what a pull request does, in meaning.

use super::history::{FILE, History, OBJECTIVE, OBJECTIVE_PATH, check_in};
use super::team::told;

/// A branch with a new check-in, an edited one, and another target.
fn change() -> (History, String) {
    let history = History::new();
    let base = history.git.head().unwrap().target().unwrap().to_string();
    history.team.put(FILE, check_in("ready", "290", "", ""));
    let edited = check_in("ready", "315", "", "");
    history.team.put("check-ins/ada/2026-W46.md", edited);
    let objective = OBJECTIVE.replace("target: 150", "target: 200");
    history.team.put(OBJECTIVE_PATH, objective);
    history.commit("ada@example.com", "2026-11-18T08:00:00Z", "This week");
    (history, base)
}

#[test]
fn sets_new_check_ins_against_last_week_and_edited_ones_against_themselves() {
    let (history, base) = change();
    let asked = format!("--base={base}");
    insta::with_settings!({filters => vec![(base.as_str(), "[base]"), (&base[..10], "[base]")]}, {
        insta::assert_snapshot!(told(&[
            history.team.okr(&["diff", &asked, "--width", "80"]),
            history.team.okr(&["diff", &asked, "--format", "markdown"]),
        ]));
    });
}

#[test]
fn tells_programs_what_of_an_objective_changed() {
    let (history, base) = change();
    let run = history
        .team
        .okr(&["diff", &format!("--base={base}"), "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let changed = &json["definitions"][0];
    assert_eq!(changed["key-result"], "faster-checkout/p95-latency");
    assert_eq!(changed["before"], "150");
    assert_eq!(changed["after"], "200");
    assert_eq!(json["diffs"].as_array().unwrap().len(), 2);
}

#[test]
fn says_so_where_nothing_changed() {
    let history = History::new();
    let base = history.git.head().unwrap().target().unwrap().to_string();
    let run = history.team.okr(&[
        "diff",
        &format!("--base={base}"),
        "--format",
        "markdown",
        "--exit-code",
    ]);
    assert!(
        run.stdout
            .contains("No check-in and no objective changes in meaning.")
    );
    assert_eq!(run.status, 0, "{}", run.told);
}

#[test]
fn keeps_a_comment_on_three_hundred_check_ins_within_its_limit() {
    let history = History::new();
    let base = history.git.head().unwrap().target().unwrap().to_string();
    let words = "A long story about the hot path and the vault. ".repeat(40);
    for year in 2010..2016 {
        for week in 1..=50 {
            let text = check_in("ready", &week.to_string(), "", &words);
            history
                .team
                .put(&format!("check-ins/ada/{year}-W{week:02}.md"), text);
        }
    }
    let run = history
        .team
        .okr(&["diff", &format!("--base={base}"), "--format", "markdown"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("<!-- okr: diff -->"));
    assert!(run.stdout.len() <= 64_000, "{}", run.stdout.len());
    assert!(run.stdout.contains("and 150 more"));
}
