//! `okr check --base`: which base, and the rules that compare both sides or ask git.

use super::history::{FILE, History, OBJECTIVE, OBJECTIVE_PATH, REVIEWED, check_in};
use super::team::{Run, Team};

const PULL_REQUEST: [(&str, &str); 3] = [
    ("GITHUB_ACTIONS", "true"),
    ("GITHUB_EVENT_NAME", "pull_request"),
    ("GITHUB_BASE_REF", "main"),
];

/// What is found with these options, a line each, without the last one.
fn found(team: &Team, options: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut args = vec!["-q", "check", "--format", "concise"];
    args.extend(options);
    team.run_in("", &args, variables)
}

/// The rules of what is found, each with its place.
fn rules(run: &Run) -> Vec<String> {
    let lines = run.stdout.lines().filter(|line| line.contains('['));
    let rule = |line: &str| {
        let (place, rest) = line.split_once(": ").unwrap();
        let rule = rest.split(['[', ']']).nth(1).unwrap();
        format!("{rule} {place}")
    };
    lines.map(rule).collect()
}

/// A pull request whose check-in has no plan, merged by the forge; last week's, unchanged, has a fault
/// of its own.
fn pull_request() -> (History, git2::Oid, git2::Oid) {
    let history = History::new();
    let broken = check_in("ready", "320", "", "").replace("due 2026-11-27", "due soon");
    history.team.put("check-ins/ada/2026-W46.md", broken);
    let base = history.commit("ada@example.com", "2026-11-13T13:00:00Z", "Last week");
    let text = check_in("ready", "300", "", "").replace("(@ada, due 2026-11-27)", "");
    history.team.put(FILE, text);
    history.commit("ada@example.com", "2026-11-18T08:00:00Z", "This week");
    let merge = history.merged_into(base);
    (history, base, merge)
}

const OF_THE_CHANGE: [&str; 2] = [
    "task-without-due-date check-ins/ada/2026-W47.md:10:24",
    "task-without-owner check-ins/ada/2026-W47.md:10:24",
];

#[test]
fn judges_what_a_pull_request_changes_in_a_clone_of_two_generations_and_of_all() {
    let (history, _, merge) = pull_request();
    for depth in [2, 9] {
        let clone = history.cloned(merge, depth);
        let run = found(&clone, &["--base"], &PULL_REQUEST);
        assert_eq!(
            (rules(&run), run.status),
            (OF_THE_CHANGE.map(str::to_owned).to_vec(), 1),
            "{}",
            run.told
        );
    }
}

#[test]
fn never_takes_a_base_that_is_not_in_the_clone_for_no_change() {
    let (history, base, merge) = pull_request();
    let clone = history.cloned(merge, 1);
    let run = found(&clone, &["--base"], &PULL_REQUEST);
    assert_eq!(run.status, 2, "{}", run.told);
    assert!(run.stderr.contains("'fetch-depth: 2'"), "{}", run.told);
    let base = base.to_string();
    let run = found(
        &clone,
        &["--base"],
        &[("CI_MERGE_REQUEST_DIFF_BASE_SHA", &base)],
    );
    assert_eq!(run.status, 2, "{}", run.told);
    assert!(
        run.stderr.contains(&format!("git fetch origin {base}")),
        "{}",
        run.told
    );
    let run = found(&clone, &["--base"], &[]);
    assert_eq!(run.status, 2, "{}", run.told);
    assert!(
        run.stderr.contains("git remote set-head origin"),
        "{}",
        run.told
    );
}

#[test]
fn finds_the_base_of_a_merge_queue_of_a_merge_request_and_by_name() {
    let (history, base, merge) = pull_request();
    let clone = history.cloned(merge, 9);
    let event = format!("{{\"merge_group\": {{\"base_sha\": \"{base}\"}}}}");
    clone.put("event.json", event);
    let event = clone.path().join("event.json");
    let queue = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_EVENT_NAME", "merge_group"),
        ("GITHUB_EVENT_PATH", event.to_str().unwrap()),
    ];
    let base = base.to_string();
    let request = [("CI_MERGE_REQUEST_DIFF_BASE_SHA", base.as_str())];
    for run in [
        found(&clone, &["--base"], &queue),
        found(&clone, &["--base"], &request),
        found(&clone, &["--base", &base], &[]),
    ] {
        assert_eq!(rules(&run), OF_THE_CHANGE, "{}", run.told);
    }
}

#[test]
fn asks_a_change_that_is_no_draft_to_be_ready() {
    let history = History::new();
    history.team.put(
        "check-ins/ada/2026-W46.md",
        check_in("draft", "320", "", ""),
    );
    let base = history.git.head().unwrap().target().unwrap();
    history.commit("ada@example.com", "2026-11-16T08:00:00Z", "Back to a draft");
    let clone = history.cloned(history.merged_into(base), 9);
    let run = |draft: bool| {
        clone.put(
            "event.json",
            format!("{{\"pull_request\": {{\"draft\": {draft}}}}}"),
        );
        let event = clone.path().join("event.json");
        let event = ("GITHUB_EVENT_PATH", event.to_str().unwrap());
        found(&clone, &["--base"], &[&PULL_REQUEST[..], &[event]].concat())
    };
    assert_eq!((run(true).status, run(false).status), (0, 1));
    let ready = found(&clone, &["--ready"], &[]);
    assert!(ready.stdout.contains("error[not-ready]"), "{}", ready.told);
}

#[test]
fn fails_a_change_in_which_no_file_is_recognised() {
    let history = History::new();
    history.team.put("check-ins/ada/2026-W47.txt", "x");
    let run = found(&history.team, &["--base", "HEAD"], &[]);
    assert_eq!(rules(&run), ["wrong-place check-ins/ada/2026-W47.txt:1:1"]);
    // A check-in that is right takes nothing back of what is wrong beside it.
    history.team.put("check-ins/ada/week-47.md", "x");
    history.team.put(FILE, check_in("ready", "300", "", ""));
    for options in [&["--base", "HEAD"][..], &[]] {
        let run = found(&history.team, options, &[]);
        let expected = [
            "wrong-place check-ins/ada/2026-W47.txt:1:1",
            "bad-week check-ins/ada/week-47.md:1:1",
        ];
        assert_eq!(
            (rules(&run), run.status),
            (expected.map(str::to_owned).to_vec(), 1)
        );
    }
}

/// A reviewed check-in whose feedback somebody commits.
fn feedback(email: &str, message: &str) -> Run {
    let history = History::new();
    history.team.put(FILE, check_in("ready", "300", "", ""));
    let base = history.commit("ada@example.com", "2026-11-18T08:00:00Z", "This week");
    let body = "\n## Feedback\nThe figures are clear.\n";
    history
        .team
        .put(FILE, check_in("reviewed", "300", REVIEWED, body));
    history.commit(email, "2026-11-18T14:00:00Z", message);
    found(&history.team, &["--base", &base.to_string()], &[])
}

#[test]
fn finds_feedback_that_the_person_wrote_and_none_of_the_manager_under_any_address() {
    let run = feedback("ada@example.com", "Review");
    let place = "feedback-not-by-manager check-ins/ada/2026-W47.md:14:1";
    assert_eq!(rules(&run), [place], "{}", run.told);
    assert!(!run.stdout.contains("figures are clear"), "{}", run.told);
    for (email, message) in [
        ("grace@example.com", "Review"),
        ("GRACE@users.example.com", "Review"),
        (
            "ada@example.com",
            "Review\n\nCo-authored-by: Grace Hopper <grace@users.example.com>\n",
        ),
    ] {
        let run = feedback(email, message);
        assert_eq!(rules(&run), [""; 0], "{}", run.told);
    }
}

#[test]
fn knows_an_address_by_the_mailmap() {
    let history = History::new();
    history.team.put(
        ".mailmap",
        "Grace Hopper <grace@example.com> <hopper@home.example>\n",
    );
    history.team.put(FILE, check_in("ready", "300", "", ""));
    let base = history.commit("ada@example.com", "2026-11-18T08:00:00Z", "This week");
    let body = "\n## Feedback\nThe figures are clear.\n";
    history
        .team
        .put(FILE, check_in("reviewed", "300", REVIEWED, body));
    history.commit("hopper@home.example", "2026-11-18T14:00:00Z", "Review");
    let run = found(&history.team, &["--base", &base.to_string()], &[]);
    assert_eq!(rules(&run), [""; 0], "{}", run.told);
}

#[test]
fn finds_what_a_manager_wrote_for_a_person() {
    let history = History::new();
    history.team.put(FILE, check_in("ready", "300", "", ""));
    history.commit("grace@example.com", "2026-11-18T08:00:00Z", "This week");
    let run = found(&history.team, &["--base", "HEAD~1"], &[]);
    // The task was carried over from last week, as a scaffold does.
    let place = "written-by-another check-ins/ada/2026-W47.md:7:1";
    assert_eq!(rules(&run), [place], "{}", run.told);
    let run = found(&history.team, &["--history"], &[]);
    assert_eq!(rules(&run), [place], "{}", run.told);
    assert_eq!(rules(&found(&history.team, &[], &[])), [""; 0]);
}

#[test]
fn finds_what_was_ready_after_it_was_due() {
    let history = History::new();
    history.team.put(
        "check-ins/ada/2026-W46.md",
        check_in("draft", "320", "", ""),
    );
    history.commit("ada@example.com", "2026-11-12T12:00:00Z", "Draft");
    let late = history.cloned(history.git.head().unwrap().target().unwrap(), 1);
    history.team.put(
        "check-ins/ada/2026-W46.md",
        check_in("ready", "321", "", ""),
    );
    history.commit("ada@example.com", "2026-11-13T18:00:00Z", "Ready again");
    let run = found(&history.team, &["--history"], &[]);
    // It was ready in the first commit already, an hour before it was due.
    assert_eq!(rules(&run), [""; 0], "{}", run.told);
    // A clone that does not know the beginning says so, and judges nothing.
    let run = late.run_in("", &["check", "--history", "--format", "concise"], &[]);
    assert!(
        run.stderr.contains("ends before the beginning"),
        "{}",
        run.told
    );
    assert!(!run.stdout.contains("[late]"), "{}", run.told);
    history.team.put(
        "check-ins/ada/2026-W45.md",
        check_in("ready", "330", "", ""),
    );
    history.commit("ada@example.com", "2026-11-13T18:00:00Z", "W45");
    let run = found(&history.team, &["--history"], &[]);
    assert_eq!(
        rules(&run),
        ["late check-ins/ada/2026-W45.md:2:9"],
        "{}",
        run.told
    );
    assert!(
        run.stdout
            .contains("due on 2026-11-06 17:00 and ready on 2026-11-13 18:00"),
        "{}",
        run.told
    );
}

#[test]
fn an_import_of_several_weeks_makes_nobody_late() {
    let history = History::new();
    for week in ["2026-W44", "2026-W45"] {
        let path = format!("check-ins/ada/{week}.md");
        history.team.put(&path, check_in("ready", "330", "", ""));
    }
    history.commit("ada@example.com", "2026-11-13T18:00:00Z", "Import");
    let run = found(&history.team, &["--history"], &[]);
    let late = rules(&run).iter().any(|rule| rule.starts_with("late"));
    assert!(!late, "{}", run.told);
}

#[test]
fn finds_a_target_that_was_lowered_without_agreement() {
    let history = History::new();
    let agreed = |to: &str, by: &str| {
        format!(
            "okr-changes:\n  - {{ key-result: faster-checkout/p95-latency, change: target, from: 150, to: {to}, \
             because: too-hard, agreed: [{by}] }}\n"
        )
    };
    history.team.put(
        OBJECTIVE_PATH,
        OBJECTIVE.replace("target: 150", "target: 200"),
    );
    let run = |entry: &str| {
        history.team.put(FILE, check_in("ready", "300", entry, ""));
        found(
            &history.team,
            &[
                "--base",
                "HEAD",
                "--allow",
                "okr-changes-disagree",
                "--allow",
                "target-moved",
            ],
            &[],
        )
    };
    let place = "okr-change-not-agreed okrs/2026-Q4/faster-checkout.md:5:3";
    for entry in [
        "".to_owned(),
        agreed("200", "ada"),
        agreed("180", "ada, grace"),
    ] {
        let run = run(&entry);
        assert_eq!(rules(&run), [place], "{}", run.told);
        assert_eq!(run.status, 1);
    }
    assert_eq!(rules(&run(&agreed("200", "ada, grace"))), [""; 0]);
    history.team.put(
        OBJECTIVE_PATH,
        "---\ntitle: T\nowner: ada\nkey-results:\n  other: { done: true }\n---\n",
    );
    let run = found(&history.team, &["--base", "HEAD", OBJECTIVE_PATH], &[]);
    assert_eq!(rules(&run).len(), 2, "{}", run.told);
    assert!(
        run.stdout.contains("'Checkout p95 latency' is gone"),
        "{}",
        run.told
    );
}

#[test]
fn finds_what_changed_in_a_reviewed_check_in_but_for_ticked_boxes() {
    let history = History::new();
    let body = "\n## Feedback\nThe figures are clear.\n";
    let text = check_in("reviewed", "300", REVIEWED, body);
    history.team.put(FILE, &text);
    history.commit("grace@example.com", "2026-11-18T08:00:00Z", "This week");
    let run = |text: &str| {
        history.team.put(FILE, text);
        found(
            &history.team,
            &["--base", "HEAD", "--allow", "written-by-another"],
            &[],
        )
    };
    let ticked = run(&text.replace("- [ ]", "- [x]"));
    assert_eq!(rules(&ticked), [""; 0], "{}", ticked.told);
    assert_eq!(rules(&run(&text.replace('\n', "\r\n"))), [""; 0]);
    let edited = run(&text.replace("value: 300", "value: 250"));
    let place = "reviewed-is-frozen check-ins/ada/2026-W47.md:4:3";
    assert_eq!(rules(&edited), [place], "{}", edited.told);
    let back = run(&text.replace("status: reviewed", "status: draft"));
    assert_eq!(
        rules(&back),
        ["status-step check-ins/ada/2026-W47.md:2:9"],
        "{}",
        back.told
    );
    std::fs::remove_file(history.team.path().join(FILE)).unwrap();
    let gone = found(&history.team, &["--base", "HEAD"], &[]);
    assert_eq!(
        rules(&gone),
        ["reviewed-is-frozen check-ins/ada/2026-W47.md:1:1"],
        "{}",
        gone.told
    );
}

#[test]
fn judges_what_is_staged_as_it_is_staged() {
    let history = History::new();
    let text = check_in("ready", "300", "", "");
    history
        .team
        .put(FILE, text.replace("(@ada, due 2026-11-27)", ""));
    let run = found(&history.team, &["--staged"], &[]);
    assert_eq!((rules(&run), run.status), (vec![], 0), "{}", run.told);
    history.staged();
    history.team.put(FILE, text);
    assert_eq!(
        rules(&found(&history.team, &["--staged"], &[])),
        OF_THE_CHANGE
    );
    let other = history.git.path().join("other-index");
    std::fs::copy(history.git.path().join("index"), &other).unwrap();
    history.staged();
    assert_eq!(rules(&found(&history.team, &["--staged"], &[])), [""; 0]);
    let named = [("GIT_INDEX_FILE", ".git/other-index")];
    assert_eq!(
        rules(&found(&history.team, &["--staged"], &named)),
        OF_THE_CHANGE
    );
}
