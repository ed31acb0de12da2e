//! `okr tasks`, `okr obstacles`, `okr task` and `okr due`

use super::team::{Team, told};

const LAST: &str = "check-ins/ada/2026-W46.md";

/// Ada's last check-in with more tasks, one of them her manager's.
fn team() -> Team {
    let team = Team::new();
    let text = team.text(LAST).replace(
        "\n## Confidence",
        "- [ ] Ask the shops for test phones (@ada, due 2026-11-10)\n\
         - [x] Draw the button (@ada, due 2026-11-12)\n\
         - [ ] Book the room (@grace, due 2026-11-25)\n\n## Confidence",
    );
    team.put(LAST, text);
    team
}

#[test]
fn lists_what_is_open_with_owners_and_ages() {
    let team = team();
    insta::assert_snapshot!(told(&[
        team.okr(&["tasks"]),
        team.okr(&["tasks", "--person", "ada", "--all"]),
        team.okr(&["tasks", "--overdue", "--format", "json"]),
        team.okr(&["tasks", "--markdown"]),
        team.okr(&["obstacles"]),
        team.okr(&["obstacles", "--person", "alan", "--format", "markdown"]),
    ]));
}

#[test]
fn ticks_one_box_and_no_other_byte() {
    let team = team();
    let before = team.text(LAST);
    let run = team.okr(&["--as", "ada", "task", "done", "test phones"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let after = before.replace("- [ ] Ask the shops", "- [x] Ask the shops");
    assert_eq!(team.text(LAST), after);
    let run = team.okr(&["--as", "grace", "task", "done", "book THE  room"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert_eq!(team.text(LAST), after.replace("- [ ] Book", "- [x] Book"));
}

#[test]
fn drops_a_task_with_its_reason() {
    let team = team();
    let before = team.text(LAST);
    let run = team.okr(&[
        "--as",
        "ada",
        "task",
        "drop",
        "Ask the shops for test phones",
        "--reason",
        "we  have them",
    ]);
    assert_eq!(run.status, 0, "{}", run.told);
    let dropped =
        "- [-] Ask the shops for test phones; dropped: we have them (@ada, due 2026-11-10)";
    let after = before.replace(
        "- [ ] Ask the shops for test phones (@ada, due 2026-11-10)",
        dropped,
    );
    assert_eq!(team.text(LAST), after);
}

#[test]
fn asks_which_task_is_meant_and_changes_nothing() {
    let team = team();
    let before = team.text(LAST);
    insta::assert_snapshot!(told(&[
        team.okr(&["--as", "ada", "task", "done", "ask the"]),
        team.okr(&["--as", "ada", "task", "done", "walk the dog"]),
        team.okr(&["--as", "alan", "task", "done", "test phones"]),
        team.okr(&[
            "--as",
            "ada",
            "task",
            "drop",
            "test phones",
            "--reason",
            " "
        ]),
    ]));
    assert_eq!(team.text(LAST), before);
}

#[test]
fn lists_what_is_owed_and_passes_over_who_is_away() {
    let team = team();
    team.okr(&[
        "--as", "alan", "skip", "--week", "2026-W47", "--reason", "holiday",
    ]);
    insta::assert_snapshot!(told(&[
        team.okr(&["due"]),
        team.okr(&["due", "--ladder", "--exit-code"]),
        team.okr(&["due", "ada", "--format", "json"]),
        team.okr(&["due", "grace", "--format", "ical"]),
        team.okr(&["due", "alan", "--exit-code"]),
        team.okr(&["due", "--format", "markdown"]),
    ]));
}

#[test]
fn prints_nothing_that_a_runner_obeys() {
    let team = team();
    let text = team
        .text(LAST)
        .replace("Book the room", "::error::Book ##[group]");
    team.put(LAST, text);
    for command in ["tasks", "obstacles", "due", "log"] {
        let run = team.run_in("", &[command], &[("GITHUB_ACTIONS", "true")]);
        let first = run.stdout.lines().next().unwrap_or_default();
        let token = first.strip_prefix("::stop-commands::");
        assert!(token.is_some_and(|token| token.len() > 8), "{}", run.told);
        let last = run.stdout.lines().next_back();
        assert_eq!(
            last,
            token.map(|token| format!("::{token}::")).as_deref(),
            "{}",
            run.told
        );
    }
}

#[test]
fn ticks_my_task_and_not_somebody_elses_of_the_same_words() {
    let team = team();
    let text = team.text(LAST).replace(
        "- [ ] Book the room (@grace",
        "- [ ] Book the room (@alan, due 2026-11-25)\n- [ ] Book the room (@grace",
    );
    team.put(LAST, &text);
    let run = team.okr(&["--as", "grace", "task", "done", "book the room"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let ticked = text.replace("- [ ] Book the room (@grace", "- [x] Book the room (@grace");
    assert_eq!(team.text(LAST), ticked);
}

#[test]
fn tells_two_tasks_of_the_same_words_apart_by_their_lines() {
    let team = team();
    let text = team.text(LAST).replace(
        "- [ ] Book the room (@grace, due 2026-11-25)",
        "- [ ] Book the room (@grace, due 2026-11-25)\n- [ ] Book the room (@grace, due 2026-12-02)",
    );
    team.put(LAST, &text);
    let run = team.okr(&["--as", "grace", "task", "done", "Book the room"]);
    assert_eq!(run.status, 2, "{}", run.told);
    assert_eq!(team.text(LAST), text);
    let line = 1 + text
        .lines()
        .position(|line| line.contains("2026-12-02"))
        .unwrap();
    assert!(run.stderr.contains(&format!("line {line}")), "{}", run.told);
    let line = line.to_string();
    let run = team.okr(&[
        "--as",
        "grace",
        "task",
        "done",
        "Book the room",
        "--line",
        &line,
    ]);
    assert_eq!(run.status, 0, "{}", run.told);
    let ticked = text.replace(
        "- [ ] Book the room (@grace, due 2026-12-02)",
        "- [x] Book the room (@grace, due 2026-12-02)",
    );
    assert_eq!(team.text(LAST), ticked);
}

#[test]
fn takes_no_reason_for_another_owner_or_day() {
    let team = team();
    let text = team
        .text(LAST)
        .replace("Book the room (@grace, due 2026-11-25)", "Book the room");
    team.put(LAST, &text);
    let reason = "now with Alan (@alan, due 2026-12-01)";
    let run = team.okr(&[
        "--as",
        "ada",
        "task",
        "drop",
        "Book the room",
        "--reason",
        reason,
    ]);
    assert_eq!(run.status, 2, "{}", run.told);
    assert_eq!(team.text(LAST), text);
}

#[test]
fn names_no_private_task_to_a_third_person() {
    let team = team();
    let text = team
        .text(LAST)
        .replace("## Plan\n", "## Plan <!-- okr: private -->\n");
    team.put(LAST, text);
    let told = |who: &str| {
        let run = team.okr(&["--as", who, "task", "done", "zzz", "--in", "ada"]);
        assert_eq!(run.status, 2, "{}", run.told);
        run.stderr
    };
    assert!(!told("alan").contains("vendor"), "{}", told("alan"));
    assert!(told("ada").contains("vendor"), "{}", told("ada"));
    assert!(told("grace").contains("vendor"), "{}", told("grace"));
}

/// A ready check-in of Ada in this week.
fn ready(team: &Team, week: &str, front: &str) {
    let text = team.text(LAST);
    let text = text
        .replace("2026-W46", week)
        .replace("---\n# Ada", &format!("{front}---\n# Ada"));
    team.put(&format!("check-ins/ada/{week}.md"), text);
}

fn owed(team: &Team, more: &[&str]) -> (i32, String) {
    let args = [&["due", "--exit-code"], more].concat();
    let run = team.okr(&args);
    assert!(run.status < 2, "{}", run.told);
    (run.status, run.stdout)
}

#[test]
fn forgets_no_review_and_no_missing_week_of_the_cycle() {
    let team = team();
    for week in ["2026-W41", "2026-W42", "2026-W44"] {
        ready(&team, week, "");
    }
    let (status, told) = owed(&team, &[]);
    for week in ["2026-W41", "2026-W42", "2026-W44"] {
        let review = format!("review of Ada Lovelace's check-in of {week} (was due");
        assert!(told.contains(&review), "{week}\n{told}");
    }
    for week in ["2026-W43", "2026-W45"] {
        assert!(
            told.contains(&format!("check-in of {week} (was due")),
            "{week}\n{told}"
        );
    }
    assert!(
        !told.contains("check-in of 2026-W40"),
        "before the first one\n{told}"
    );
    assert_eq!(status, 1);
}

const PROPOSED: &str = "okr-changes:\n  - { key-result: faster-checkout/one-tap, change: weight, from: 1, to: 2, because: too-hard, agreed: [ada] }\n";

#[test]
fn asks_for_a_decision_until_it_is_taken() {
    let team = team();
    ready(&team, "2026-W44", PROPOSED);
    ready(&team, "2026-W47", &PROPOSED.replace("one-tap", "help-page"));
    let (_, told) = owed(&team, &[]);
    for open in [
        "decide on weight of faster-checkout/one-tap (was due 2026-11-06)",
        "decide on weight of faster-checkout/help-page (due 2026-11-27)",
    ] {
        assert!(told.contains(open), "{open}\n{told}");
    }
    // Taken later, or reviewed without the second name.
    ready(
        &team,
        "2026-W45",
        &PROPOSED.replace("[ada]", "[ada, grace]"),
    );
    let (_, told) = owed(&team, &[]);
    assert!(
        !told.contains("decide on weight of faster-checkout/one-tap"),
        "{told}"
    );
    ready(&team, "2026-W45", "");
    let text = team.text("check-ins/ada/2026-W44.md");
    let reviewed = "status: reviewed\nreviewed: { by: grace, on: 2026-11-05 }";
    team.put(
        "check-ins/ada/2026-W44.md",
        text.replace("status: ready", reviewed),
    );
    let (_, told) = owed(&team, &[]);
    assert!(
        !told.contains("decide on weight of faster-checkout/one-tap"),
        "{told}"
    );
}

#[test]
fn puts_people_under_their_managers_in_every_list() {
    let team = team();
    let (_, told) = owed(&team, &["--ladder", "--format", "markdown"]);
    let manager = told.find("## Grace Hopper").expect(&told);
    assert!(told[manager..].contains("**Ada Lovelace**"), "{told}");
    let (_, told) = owed(&team, &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&told).unwrap();
    let of_ada = json["due"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["person"] == "ada");
    assert_eq!(of_ada.unwrap()["manager"], "grace");
}

#[test]
fn gives_each_day_of_the_calendar_an_id_of_its_own() {
    let team = team();
    let tasks = "- [ ] 電話する (@ada, due 2026-11-20)\n- [ ] 電話する！ (@ada, due 2026-11-20)\n\
                 - [ ] ? (@ada, due 2026-11-20)\n- [ ] ! (@ada, due 2026-11-20)\n";
    let text = team
        .text(LAST)
        .replace("\n## Confidence", &format!("{tasks}\n## Confidence"));
    team.put(LAST, text);
    let (_, told) = owed(&team, &["ada", "--format", "ical"]);
    let unfolded = told.replace("\r\n ", "");
    let mut ids: Vec<&str> = unfolded
        .lines()
        .filter(|line| line.starts_with("UID:"))
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{unfolded}");
    assert!(count > 5, "{unfolded}");
}
