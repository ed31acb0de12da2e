//! `okr close` and `okr carry`

use super::team::{Run, Team, told};

const README: &str = "okrs/2026-Q4/README.md";

fn okr(team: &Team, args: &[&str]) -> Run {
    team.okr(args)
}

/// What a person wrote into the retrospect, with line ends of their own.
fn answered(text: &str) -> String {
    let text = text.replace(
        "- Own grade:\n- Why:",
        "- Own grade: 0.7, rounded\n- Why: we measured late.",
    );
    let grade = "0.52 (310 ms in 2026-W46; from 480 ms to 150 ms)";
    let mut text = text.replace(&format!("\n- Grade: {grade}"), "\n-  Grade : 0.1 (by hand)");
    for question in ["What was good", "What was bad", "What to try"] {
        text = text.replace(
            &format!("## {question}\n"),
            &format!("## {question}\nThe Fridays.\n"),
        );
    }
    text.replace('\n', "\r\n") + "no newline at the end"
}

#[test]
fn grades_each_key_result_by_its_last_value() {
    let team = Team::new();
    let run = okr(&team, &["close", "2026-Q4"]);
    assert_eq!(run.status, 0);
    insta::assert_snapshot!(told(&[run]));
    insta::assert_snapshot!("close_readme", team.text(README));
    let check = okr(&team, &["-q", "check", "--format", "concise", "okrs"]);
    assert_eq!(check.status, 0, "{}", check.told);
}

#[test]
fn writes_nothing_where_it_is_only_printed() {
    let team = Team::new();
    let run = okr(&team, &["close", "2026-Q4", "--print"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(
        run.stdout.contains("0.52  Checkout p95 latency"),
        "{}",
        run.told
    );
    assert!(!team.has(README));
}

#[test]
fn brings_grades_up_to_date_and_changes_no_other_byte() {
    let team = Team::new();
    okr(&team, &["close", "2026-Q4"]);
    let before = answered(&team.text(README));
    team.put(README, &before);
    team.okr(&["draft"]);
    team.okr(&["set", "faster-checkout/p95-latency", "250", "good"]);
    let run = okr(&team, &["close", "2026-Q4"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let after = before
        .replace(
            "0.1 (by hand)",
            "0.70 (250 ms in 2026-W47; from 480 ms to 150 ms)",
        )
        .replace(
            "faster-checkout: Make checkout feel instant\r\n- Grade: 0.21",
            "faster-checkout: Make checkout feel instant\r\n- Grade: 0.26",
        );
    assert_eq!(team.text(README), after);
    let again = okr(&team, &["close", "2026-Q4"]);
    assert_eq!(team.text(README), after);
    assert!(
        again.stderr.contains("nothing was changed"),
        "{}",
        again.told
    );
}

#[test]
fn says_what_is_left_to_answer() {
    let team = Team::new();
    okr(&team, &["close", "2026-Q4"]);
    let text = team.text(README);
    let text = text.replacen("- Own grade:\n- Why:", "- Own grade: 70 %\n- Why: late", 1);
    let text = text.replacen("- Own grade:\n- Why:", "- Own grade: 1\n- Why: TODO", 1);
    let text = text.replacen(
        "- Own grade:\n- Why:",
        "- Own grade: <!-- 1 -->\n- Why: late",
        1,
    );
    team.put(
        README,
        text.replace("## What was bad\n", "## What was bad\nNothing.\n"),
    );
    let run = okr(&team, &["close", "2026-Q4"]);
    assert_eq!(run.status, 1);
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn puts_itself_behind_a_readme_that_is_there() {
    let team = Team::new();
    let own = "# Our winter\n\n## Good: to know\nThe shop is closed on the 24th.\n\n\n";
    team.put(README, own);
    let run = okr(&team, &["close", "2026-Q4"]);
    assert_eq!(run.status, 1, "{}", run.told);
    let text = team.text(README);
    assert!(
        text.starts_with(&format!("{}\n\n## faster-answers: ", own.trim_end())),
        "{text}"
    );
    assert_eq!(text.matches("## What was good").count(), 1);
    let once = text.clone();
    okr(&team, &["close", "2026-Q4"]);
    assert_eq!(team.text(README), once);
}

#[test]
fn carries_what_is_not_reached_with_every_byte() {
    let team = Team::new();
    let before = team
        .text("okrs/2026-Q4/faster-checkout.md")
        .replace("owner: ada\n", "owner: ada # me\n")
        + "Why this matters.\r\n";
    team.put("okrs/2026-Q4/faster-checkout.md", &before);
    let done = "---\ntitle: Done\nowner: ada\nkey-results:\n  it: { title: It, done: true }\n---\n";
    team.put("okrs/2026-Q4/reached.md", done);
    let last = "check-ins/ada/2026-W46.md";
    let text = team.text(last);
    team.put(
        last,
        text.replace(
            "key-results:\n",
            "key-results:\n  reached/it: { value: true, confidence: good }\n",
        ),
    );
    let there = "---\ntitle: Ours already\nowner: alan\nkey-results:\n  it: { title: It, done: true }\n---\n";
    team.put("okrs/2027-Q1/faster-answers.md", there);
    let run = okr(&team, &["carry", "2026-Q4"]);
    assert_eq!(run.status, 0);
    let after = before.replace(
        "\n---\nWhy",
        "\ncarried-from: 2026-Q4/faster-checkout\n---\nWhy",
    );
    assert_eq!(team.text("okrs/2027-Q1/faster-checkout.md"), after);
    assert_eq!(team.text("okrs/2027-Q1/faster-answers.md"), there);
    assert!(!team.has("okrs/2027-Q1/reached.md"));
    let check = okr(&team, &["-q", "check", "--format", "concise", "okrs"]);
    assert_eq!(check.status, 0, "{}", check.told);
    let named = okr(&team, &["carry", "2026-Q4", "reached", "--to", "2027-H1"]);
    assert!(
        team.text("okrs/2027-H1/reached.md")
            .contains("carried-from: 2026-Q4/reached")
    );
    insta::assert_snapshot!(told(&[run, named]));
}

#[test]
fn refuses_cycles_and_objectives_that_there_are_not() {
    let team = Team::new();
    let settings =
        team.text("okr.yaml") + "cycles: { kickoff: { from: 2026-08-17, to: 2026-11-13 } }\n";
    team.put("okr.yaml", settings);
    let objective = team.text("okrs/2026-Q4/faster-answers.md");
    team.put("okrs/kickoff/faster-answers.md", objective);
    insta::assert_snapshot!(told(&[
        okr(&team, &["close", "2026-Q5"]),
        okr(&team, &["close", "2025-Q4"]),
        okr(&team, &["carry", "2026-Q4", "faster-chekout"]),
        okr(&team, &["carry", "2026-Q4", "--to", "2026-Q4"]),
        okr(&team, &["carry", "2026-Q4", "--to", "2027"]),
        okr(&team, &["carry", "kickoff"]),
    ]));
}
