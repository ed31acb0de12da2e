//! `okr check --base` on a change of `okr.yaml` itself: it is judged by what the base asks for, too.

use super::history::{FILE, History, SETTINGS, check_in};
use super::team::Run;

/// A team whose settings have more than the least, committed; then a change of its settings.
fn changed(before: &str, after: &str, check_in: Option<&str>, options: &[&str]) -> Run {
    let history = History::new();
    history.team.put("okr.yaml", before);
    history.commit("grace@example.com", "2026-11-17T08:00:00Z", "Settings");
    history.team.put("okr.yaml", after);
    if let Some(text) = check_in {
        history.team.put(FILE, text);
    }
    history.commit("ada@example.com", "2026-11-18T08:00:00Z", "A change");
    let mut args = vec!["-q", "check", "--format", "concise", "--base", "HEAD~1"];
    args.extend(options);
    history.team.run_in("", &args, &[])
}

#[test]
fn judges_a_change_by_the_rules_it_would_switch_off() {
    let fault = check_in("ready", "300", "", "").replace("(@ada, due 2026-11-27)", "");
    let off = "rules: { task-without-owner: off, task-without-due-date: { ready: info }, loosened-settings: off }\n";
    let after = format!("{SETTINGS}{off}");
    let run = changed(SETTINGS, &after, Some(&fault), &[]);
    assert_eq!(run.status, 1);
    insta::assert_snapshot!(run.stdout);
    // Whoever runs it may still ask for less.
    let run = changed(
        SETTINGS,
        &after,
        Some(&fault),
        &["--allow", "task-without-owner"],
    );
    assert!(!run.stdout.contains("[task-without-owner]"), "{}", run.told);
}

#[test]
fn judges_weeks_that_a_change_would_leave_out() {
    let fault = check_in("ready", "300", "", "").replace("(@ada, due 2026-11-27)", "");
    let after = format!("{SETTINGS}rules: {{ since: 2026-W50 }}\n");
    let run = changed(SETTINGS, &after, Some(&fault), &[]);
    assert_eq!(run.status, 1, "{}", run.told);
    assert!(
        run.stdout.contains("error[task-without-owner]"),
        "{}",
        run.told
    );
    assert!(
        run.stdout.contains("the rules judge fewer weeks"),
        "{}",
        run.told
    );
}

#[test]
fn names_everything_that_is_taken_back() {
    let before = format!("{SETTINGS}private: [feedback, plan]\nprivacy: sealed\n");
    let after = "people:\n  ada: { name: Ada Lovelace, email: ada@example.com }\n  \
        grace: { name: Grace Hopper, email: [grace@example.com, ada@users.example.com] }\n\
        sections: [progress, { id: plan, filled-by: reviewed }]\nprivate: [plan]\nrules: { stalled: { values: 9 } }\n";
    let run = changed(&before, after, None, &[]);
    assert_eq!(run.status, 0);
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn says_nothing_of_settings_that_ask_for_more() {
    let after = format!("{SETTINGS}rules: {{ vague-answer: error, stalled: {{ values: 2 }} }}\n");
    let run = changed(SETTINGS, &after, None, &[]);
    assert!(!run.stdout.contains("loosened-settings"), "{}", run.told);
}
