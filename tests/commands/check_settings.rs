//! `okr check`: how much rules weigh by `okr.yaml` and the command line, what fails, and standard input.

use std::io::Write;
use std::process::{Command, Stdio};

use super::history::{FILE, OBJECTIVE, OBJECTIVE_PATH, SETTINGS, check_in};
use super::team::Team;

/// A check-in whose task has no owner, which is an error, and no other fault.
fn team(rules: &str) -> Team {
    let team = Team::empty();
    team.put("okr.yaml", format!("{SETTINGS}{rules}"));
    team.put(OBJECTIVE_PATH, OBJECTIVE);
    team.put(FILE, check_in("ready", "300", "", "").replace("@ada, ", ""));
    team
}

fn told(team: &Team, options: &[&str]) -> (i32, String) {
    let mut args = vec!["-q", "check", "--format", "concise"];
    args.extend(options);
    let run = team.run_in("", &args, &[]);
    assert_ne!(run.status, 2, "{}", run.told);
    let weights = ["error[", "warning[", "info["];
    let found = weights.iter().find(|word| run.stdout.contains(**word));
    let word = found.map_or("", |word| word.trim_end_matches('['));
    (run.status, word.to_owned())
}

#[test]
fn weighs_a_rule_by_the_settings_and_then_by_the_command_line() {
    let own = "task-without-owner";
    let file = team("rules: { task-without-owner: { ready: warning, reviewed: off } }\n");
    let is = |status, word: &str| (status, word.to_owned());
    assert_eq!(told(&file, &[]), is(0, "warning"));
    assert_eq!(told(&file, &["--strict"]), is(1, "error"));
    assert_eq!(told(&file, &["--deny", own]), is(1, "error"));
    assert_eq!(told(&file, &["--allow", own]), is(0, ""));
    assert_eq!(told(&file, &["--fail-level", "warning"]), is(1, "warning"));
    let plain = team("");
    assert_eq!(told(&plain, &[]), is(1, "error"));
    assert_eq!(told(&plain, &["--warn", own]), is(0, "warning"));
    assert_eq!(told(&plain, &["--exit-zero"]), is(0, "error"));
    assert_eq!(told(&team("rules: { since: 2026-W48 }\n"), &[]), is(0, ""));
    let own_week = "rules: { since: 2026-W48, task-without-owner: { since: 2026-W47 } }\n";
    assert_eq!(told(&team(own_week), &[]), is(1, "error"));
}

#[test]
fn refuses_a_rule_that_there_is_not_with_the_nearest() {
    let team = team("rules: { task-without-ownr: off }\n");
    let run = team.okr(&["check", "--deny", "task-without-ownr"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("did you mean 'task-without-owner'?"),
        "{}",
        run.told
    );
    let run = team.okr(&["check", "okr.yaml", "--format", "concise"]);
    assert!(
        run.stdout.contains("okr.yaml:5:10: error[unknown-rule]"),
        "{}",
        run.told
    );
}

#[test]
fn shows_where_each_setting_came_from() {
    let rules = "rules:\n  since: 2026-W20\n  vague-answer: { ready: warning, reviewed: off }\n  \
        too-smooth: { steps: 6 }\n";
    let run = team(rules).okr(&["check", "--show-settings", "--deny", "late"]);
    let told = ["(all)", "vague-answer", "too-smooth", "late ", "stuck-low"];
    let lines: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| told.iter().any(|name| line.starts_with(name)))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn judges_standard_input_in_the_place_of_a_file() {
    let team = team("");
    let run = |args: &[&str], text: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_okr"))
            .current_dir(team.path())
            .args(["--today", "2026-11-18", "check", "--format", "concise"])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .env_clear()
            .spawn()
            .unwrap();
        // A command that refuses its arguments does not read.
        let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    };
    let good = check_in("ready", "300", "", "");
    let (status, out, err) = run(&["-", "--stdin-filename", FILE], &good);
    assert_eq!(status, Some(0), "{out}{err}");
    assert!(out.starts_with("1 check-in of 1 person"), "{out}");
    let broken = good.replace("value: 300", "value: many");
    let (status, out, _) = run(&["-", "--stdin-filename", FILE], &broken);
    assert_eq!(status, Some(1));
    assert!(out.contains("2026-W47.md:4:41: error[bad-value]"), "{out}");
    let (status, _, err) = run(&["-"], &good);
    assert_eq!(status, Some(2));
    assert!(err.contains("--stdin-filename"), "{err}");
}
