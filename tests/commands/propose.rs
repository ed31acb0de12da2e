//! `okr propose` and `okr agree`

use super::team::{Team, told};

const CHECK_IN: &str = "check-ins/ada/2026-W47.md";
const OBJECTIVE: &str = "okrs/2026-Q4/faster-checkout.md";

#[test]
fn carries_a_change_into_the_objective_once_both_agree() {
    let team = Team::new();
    team.okr(&["--as", "ada", "draft"]);
    let (draft, objective) = (team.text(CHECK_IN), team.text(OBJECTIVE));
    insta::assert_snapshot!(told(&[
        team.okr(&[
            "--as",
            "ada",
            "propose",
            "one-tap",
            "weight",
            "2",
            "--because",
            "too-easy"
        ]),
        team.okr(&["--as", "ada", "agree", "one-tap", "--apply"]),
        team.okr(&["--as", "grace", "agree", "one-tap", "--apply"]),
        team.okr(&["--as", "grace", "agree", "one-tap", "--apply"]),
    ]));
    let entry = "okr-changes:\n  - { key-result: faster-checkout/one-tap, change: weight, from: 1, to: 2, \
                 because: too-easy, agreed: [ada, grace] }\n";
    let written = team.text(CHECK_IN);
    assert!(written.contains(entry), "{written}");
    let line = "\n\n- faster-checkout/one-tap: weight from 1 to 2, too easy.";
    assert_eq!(written.replace(entry, "").replace(line, ""), draft);
    let applied = team.text(OBJECTIVE);
    assert_eq!(applied.replace("    weight: 2\n", ""), objective);
    assert_ne!(applied, objective);
}

#[test]
fn takes_a_key_result_away_and_leaves_a_new_one_to_its_people() {
    let team = Team::new();
    team.okr(&["--as", "ada", "draft"]);
    let remove = ["propose", "help-page", "remove", "--because", "unnecessary"];
    let add = [
        "propose",
        "faster-checkout/shop-count",
        "add",
        "--because",
        "too-easy",
    ];
    let by = |who: &'static str, words: &[&'static str]| {
        let words: Vec<&str> = ["--as", who].iter().chain(words).copied().collect();
        team.okr(&words)
    };
    insta::assert_snapshot!(told(&[
        by("grace", &remove),
        by("ada", &["agree", "help-page", "--apply"]),
        by("ada", &add),
        by("grace", &["agree", "faster-checkout/shop-count", "--apply"]),
    ]));
    assert!(!team.text(OBJECTIVE).contains("help-page"));
}

#[test]
fn refuses_what_cannot_be() {
    let team = Team::new();
    team.okr(&["--as", "ada", "draft"]);
    let before = team.text(CHECK_IN);
    let propose = |who: &str, words: &[&str]| {
        let because = ["--because", "too-hard"];
        let start = ["--as", who, "propose"];
        let words: Vec<&str> = start.iter().chain(words).chain(&because).copied().collect();
        team.okr(&words)
    };
    insta::assert_snapshot!(told(&[
        propose("ada", &["one-tap", "target", "5"]),
        propose("ada", &["faster-checkout/p95-latency", "target", "150"]),
        propose("ada", &["faster-checkout/p95-latency", "target", "fast"]),
        propose("ada", &["faster-checkout/p95-latency", "target"]),
        propose("ada", &["faster-checkout/p95-latency", "owner", "nobody"]),
        propose("ada", &["faster-checkout", "target", "5"]),
        propose("ada", &["one-tab", "weight", "2"]),
        propose("alan", &["one-tap", "weight", "2"]),
        team.okr(&["--as", "grace", "agree", "one-tap"]),
    ]));
    assert_eq!(team.text(CHECK_IN), before);
}
