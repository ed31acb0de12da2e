//! `okr status`

use super::team::{Team, told};

#[test]
fn shows_who_has_checked_in_and_what_is_at_risk() {
    let team = Team::new();
    insta::assert_snapshot!(told(&[
        team.okr(&["status"]),
        team.okr(&["status", "--week", "2026-W46"]),
        team.okr(&["status", "--week", "2026-46"]),
    ]));
}

#[test]
fn keeps_a_runner_from_obeying_a_name() {
    let team = Team::new();
    let run = team.run_in("", &["status"], &[("GITHUB_ACTIONS", "true")]);
    let (first, rest) = run.stdout.split_once('\n').unwrap();
    let token = first.strip_prefix("::stop-commands::").unwrap();
    assert!(rest.ends_with(&format!("\n::{token}::\n")), "{rest}");
}
