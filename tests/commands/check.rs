//! `okr check`

use std::path::Path;

use super::team::{Run, Team};

/// The example team, with today in its last week.
fn example() -> Team {
    let team = Team::empty();
    team.copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-repo"));
    team
}

/// Replaces the first `from` of a file; the test fails where it is not there.
fn plant(team: &Team, path: &str, from: &str, to: &str) {
    let text = team.text(path);
    assert!(text.contains(from), "{path} holds no {from:?}");
    team.put(path, text.replacen(from, to, 1));
}

/// The errors, one a line, without what was looked at.
fn errors(run: &Run) -> String {
    run.stdout
        .lines()
        .filter(|line| line.contains(": error["))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn finds_no_error_in_the_example_and_says_what_it_looked_at() {
    let run = example().okr(&["check", "--format", "concise"]);
    assert_eq!((errors(&run).as_str(), run.status), ("", 0));
    let last = run.stdout.lines().last().unwrap();
    assert!(
        last.starts_with("56 check-ins of 6 people, 12 key results, 3 objectives: "),
        "{last}"
    );
}

#[test]
fn names_every_planted_fault_of_a_broken_copy_in_one_run() {
    let team = example();
    let (mei, noor) = ("check-ins/mei/2026-W46.md", "check-ins/noor/2026-W47.md");
    let tomasz = "check-ins/tomasz/2026-W47.md";
    plant(&team, mei, "## Obstacles", "## Obstacels");
    plant(&team, mei, "value: 6.6", "value: 6,6");
    plant(&team, mei, "    confidence: good\nreviewed", "reviewed");
    plant(
        &team,
        mei,
        "- Outside cause: two dispatchers",
        "- Outsidecause: two dispatchers",
    );
    plant(
        &team,
        noor,
        "calm-nights/restore-drill:",
        "calm-nights/restore-dril:",
    );
    plant(
        &team,
        noor,
        "## Behind schedule\nContactless: both the pilot",
        "## Behind schedule\n<!-- Contactless: both the pilot",
    );
    plant(
        &team,
        noor,
        "end of the cycle.",
        "end of the cycle. -->\n- [ ]\n\n---\n\nTBD",
    );
    plant(&team, tomasz, "status: reviewed", "status: reviewd");
    plant(
        &team,
        tomasz,
        "confidence: very-good",
        "confidence: very god",
    );
    plant(
        &team,
        "check-ins/mei/2026-W47.md",
        "## Plan",
        "<<<<<<< HEAD\n## Plan",
    );
    plant(
        &team,
        "okrs/2026-autumn/calm-nights.md",
        "start: 9",
        "start: 48",
    );
    team.put("check-ins/mei/week-48.md", "---\nstatus: draft\n---\n");
    let run = team.okr(&["check", "--format", "concise"]);
    assert_eq!(run.status, 1);
    insta::assert_snapshot!(errors(&run));
}

#[test]
fn shows_the_line_a_caret_and_a_remedy() {
    let team = Team::new();
    plant(
        &team,
        "check-ins/ada/2026-W46.md",
        "value: 310",
        "value: 310 ms",
    );
    let run = team.okr(&["check", "check-ins/ada"]);
    insta::assert_snapshot!(run.told);
}

#[test]
fn takes_a_heading_in_code_a_quote_or_html_for_no_heading() {
    let team = Team::new();
    let hidden = "## Plan\n```\n## Behind schedule\n```\n> ## Obstacles\n\n<div>\n## OKR changes\n</div>\n\n- [ ] Go (@ada, due 2026-11-27)\n";
    team.put(
        "check-ins/ada/2026-W47.md",
        format!("---\nstatus: draft\n---\n{hidden}"),
    );
    let run = team.okr(&["check", "--format", "concise", "check-ins/ada/2026-W47.md"]);
    let missing = |heading: &str| {
        run.stdout
            .contains(&format!("the section '{heading}' is missing"))
    };
    for heading in ["Behind schedule", "Obstacles", "OKR changes"] {
        assert!(missing(heading), "{heading}: {}", run.stdout);
    }
    assert!(!missing("Plan"), "{}", run.stdout);
}

#[test]
fn does_not_pass_a_misnamed_file_by() {
    let team = Team::new();
    team.put("check-ins/ada/2026-w47.md", "---\nstatus: draft\n---\n");
    team.put("check-ins/adda/2026-W47.md", "---\nstatus: draft\n---\n");
    team.put("check-ins/2026-W47.md", "---\nstatus: draft\n---\n");
    let run = team.okr(&["check", "--format", "concise"]);
    assert_eq!(run.status, 1);
    insta::assert_snapshot!(errors(&run));
}

#[test]
fn refuses_a_path_that_holds_nothing_of_the_team() {
    let run = Team::new().okr(&["check", "docs"]);
    insta::assert_snapshot!(run.told);
}

#[test]
fn writes_json_that_says_the_same_as_the_lines() {
    let team = Team::new();
    plant(
        &team,
        "check-ins/ada/2026-W46.md",
        "value: 310",
        "value: 310 ms",
    );
    let run = team.okr(&["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["schema-version"], 1);
    let lines = team.okr(&["check", "--format", "concise"]);
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), lines.stdout.lines().count() - 1);
    for (finding, line) in findings.iter().zip(lines.stdout.lines()) {
        let start = &finding["range"]["start"];
        let place = format!(
            "{}:{}:{}: {}[{}] ",
            finding["path"].as_str().unwrap(),
            start["line"],
            start["column"],
            finding["severity"].as_str().unwrap(),
            finding["rule"].as_str().unwrap(),
        );
        assert!(line.starts_with(&place), "{line} begins not with {place}");
    }
    let bad = findings
        .iter()
        .find(|finding| finding["rule"] == "bad-value")
        .unwrap();
    let text = team.text("check-ins/ada/2026-W46.md");
    let byte = |at: &serde_json::Value| usize::try_from(at["byte"].as_u64().unwrap()).unwrap();
    assert_eq!(
        &text[byte(&bad["range"]["start"])..byte(&bad["range"]["end"])],
        "310 ms"
    );
}

#[test]
fn sees_late_tasks_for_a_key_result_in_the_check_ins_of_others() {
    let team = Team::new();
    let late = |run: &super::team::Run| -> Vec<String> {
        let lines = run
            .stdout
            .lines()
            .filter(|line| line.contains("[help-late]"));
        lines.map(str::to_owned).collect()
    };
    let alan = |task: &str| {
        let text = format!("---\nstatus: draft\n---\n## Plan\n- [ ] {task}\n");
        team.put("check-ins/alan/2026-W46.md", text);
        late(&team.okr(&["check", "--format", "concise"]))
    };
    let task = "Sign the contract for one-tap";
    let found = alan(&format!("{task} (@grace, due 2026-10-30)"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("check-ins/ada/2026-W46.md:") && found[0].contains(task),
        "{found:?}"
    );
    assert_eq!(alan(&format!("{task} (@ada, due 2026-10-30)")).len(), 0);
    assert_eq!(alan(&format!("{task} (@grace, due 2026-11-13)")).len(), 0);
    assert_eq!(
        alan("Sign the contract for the shop (@grace, due 2026-10-30)").len(),
        0
    );
}

/// Weeks of two quarters: a task and an obstacle that stay for long, weeks that were skipped at the turn
/// of the quarter, a value that stands still, an answer that is copied.
fn two_quarters() -> Team {
    let team = Team::new();
    let last = team.text("check-ins/ada/2026-W46.md");
    for objective in ["faster-checkout", "faster-answers"] {
        let text = team.text(&format!("okrs/2026-Q4/{objective}.md"));
        team.put(&format!("okrs/2026-Q3/{objective}.md"), text);
    }
    for week in 30..46 {
        let skipped =
            format!("---\nstatus: skipped\nskipped: away\n---\n# Ada Lovelace, 2026-W{week}\n");
        let told = last
            .replace("2026-W46", &format!("2026-W{week}"))
            .replace("value: 310", &format!("value: {}", 400 - week % 5));
        let text = match week {
            33 | 40 | 41 => skipped,
            36 => told.replace(
                "- [ ] Ask the vendor for a larger quota for one-tap (@ada, due 2026-11-20)\n",
                "",
            ),
            43 => told.replace("one-tap: the beta has no shops yet.\n", ""),
            _ => told,
        };
        team.put(&format!("check-ins/ada/2026-W{week}.md"), text);
    }
    team
}

#[test]
fn says_of_one_file_what_it_says_of_it_among_all() {
    let team = two_quarters();
    let of = |run: &Run, path: &str| -> Vec<String> {
        let lines = run.stdout.lines().filter(|line| line.starts_with(path));
        lines.map(str::to_owned).collect()
    };
    let all = team.okr(&["check", "--format", "concise"]);
    let mut told = 0;
    for week in 30..=46 {
        let path = format!("check-ins/ada/2026-W{week}.md");
        let one = team.okr(&["check", &path, "--format", "concise"]);
        assert_eq!(of(&one, &path), of(&all, &path), "{path}");
        told += of(&one, &path).len();
    }
    assert!(told > 30, "{}", all.stdout);
    let carried = of(&all, "check-ins/ada/2026-W46.md");
    let since = carried
        .iter()
        .find(|line| line.contains("[carried-too-long]"));
    assert!(
        since.is_some_and(|line| line.contains("2026-W37")),
        "{carried:?}"
    );
}

#[test]
fn says_that_the_comma_behind_the_owner_of_a_task_is_missing() {
    let team = example();
    let noor = "check-ins/noor/2026-W47.md";
    plant(&team, noor, "(@rafael, due", "(@rafael due");
    let run = team.okr(&["check", noor]);
    assert!(
        run.stdout.contains("help: put a comma after '@rafael'"),
        "{}",
        run.stdout
    );
}
