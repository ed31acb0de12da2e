//! `okr ready`

use super::team::{Team, told};

const FILE: &str = "check-ins/ada/2026-W47.md";

/// Ada's draft of this week with every question answered.
fn answered(team: &Team) -> String {
    team.okr(&["draft"]);
    for args in [
        ["set", "faster-checkout/p95-latency", "305", "good"],
        ["set", "error-rate", "0.08", "very-good"],
        ["set", "one-tap", "beta with ten shops", "good"],
        ["set", "help-page", "no", "good"],
    ] {
        assert_eq!(team.okr(&args).status, 0);
    }
    let mut text = team.text(FILE);
    let mut say = |heading: &str, words: &str| {
        let heading = format!("{heading}\n");
        assert!(text.contains(&heading), "{heading}{text}");
        text = text.replacen(&heading, &format!("{heading}{words}\n\n"), 1);
    };
    say(
        "### faster-checkout/p95-latency",
        "One call less on the hot path: 4f2a9c1.",
    );
    say(
        "### faster-checkout/error-rate",
        "Two hours above it on Monday.",
    );
    say("### faster-checkout/one-tap", "Ten shops have it.");
    say("### faster-checkout/help-page", "Not begun.");
    say("## Behind schedule", "None.");
    say("## OKR changes", "None.");
    team.put(FILE, &text);
    text
}

#[test]
fn lists_exactly_what_a_fresh_draft_leaves_open() {
    let team = Team::new();
    team.okr(&["draft"]);
    let text = team.text(FILE);
    let run = team.okr(&["ready"]);
    insta::assert_snapshot!(run.told);
    assert_eq!(team.text(FILE), text);
}

#[test]
fn marks_an_answered_draft_and_changes_no_other_byte() {
    let team = Team::new();
    let text = answered(&team);
    let first = team.okr(&["ready"]);
    assert_eq!(
        team.text(FILE),
        text.replacen("status: draft", "status: ready", 1)
    );
    insta::assert_snapshot!(told(&[first, team.okr(&["ready"]), team.okr(&["draft"])]));
}

#[test]
fn takes_a_ready_one_as_it_is_and_says_what_is_missing_since() {
    let team = Team::new();
    let text = answered(&team);
    team.okr(&["ready"]);
    let broken = text
        .replace("status: draft", "status: ready")
        .replace("Ten shops have it.", "TODO");
    team.put(
        FILE,
        broken
            .replace("value: 0.08", "value: 0,08")
            .replace("## Plan", "## Plans"),
    );
    insta::assert_snapshot!(team.okr(&["ready"]).told);
}

#[test]
fn refuses_what_is_reviewed_skipped_or_not_there() {
    let team = Team::new();
    let run = |status: &str| {
        team.put(FILE, format!("---\nstatus: {status}\n---\n"));
        team.okr(&["ready"])
    };
    let not_there = team.okr(&["ready"]);
    insta::assert_snapshot!(told(&[not_there, run("reviewed"), run("skipped")]));
}

#[test]
fn commits_the_file_alone_on_its_own_branch() {
    let team = Team::new().with_git();
    answered(&team);
    team.put("okr.yaml", team.text("okr.yaml") + "# changed by hand\n");
    let first = team.okr(&["ready", "--commit"]);
    insta::assert_snapshot!(told(&[first, team.okr(&["ready", "--commit"])]));
    let repository = git2::Repository::open(team.path()).unwrap();
    let branch = repository
        .find_branch("check-in/ada/2026-W47", git2::BranchType::Local)
        .unwrap();
    let commit = branch.get().peel_to_commit().unwrap();
    assert_eq!(commit.message(), Ok("Check-in of Ada Lovelace, 2026-W47\n"));
    assert_eq!(commit.author().email(), Ok("ada@example.com"));
    let before = commit.parent(0).unwrap().tree().unwrap();
    let diff = repository
        .diff_tree_to_tree(Some(&before), Some(&commit.tree().unwrap()), None)
        .unwrap();
    let paths: Vec<_> = diff
        .deltas()
        .map(|delta| delta.new_file().path().unwrap().to_owned())
        .collect();
    assert_eq!(paths, [std::path::Path::new(FILE)]);
}

#[test]
fn says_before_it_marks_anything_that_there_is_no_git() {
    let team = Team::new();
    let text = answered(&team);
    insta::assert_snapshot!(team.okr(&["ready", "--commit"]).told);
    assert_eq!(team.text(FILE), text);
}
