//! `okr init`

use std::path::Path;

use super::team::{Team, told};

const FLAGS: [&str; 11] = [
    "init",
    "--team",
    "Payments",
    "--person",
    "grace=Grace Hopper <grace@example.com>",
    "--person",
    "ada=Ada Lovelace <ada@example.com>",
    "--manager",
    "grace",
    "--time-zone",
    "Europe/Oslo",
];

#[test]
fn writes_a_team_and_an_objective_and_says_what_is_next() {
    let team = Team::empty();
    let run = team.okr(&FLAGS);
    insta::assert_snapshot!(run.told);
    insta::assert_snapshot!("settings_of_a_new_team", team.text("okr.yaml"));
    let objective = "okrs/2026-Q4/first-objective.md";
    insta::assert_snapshot!("objective_of_a_new_team", team.text(objective));
    insta::assert_snapshot!(team.okr(&["draft"]).told);
}

#[test]
fn keeps_the_report_out_of_git() {
    let team = Team::empty().with_git();
    team.okr(&FLAGS);
    team.okr(&["report"]);
    let page = Path::new("okr-report/index.html");
    assert!(team.has("okr-report/index.html"));
    let repository = git2::Repository::open(team.path()).unwrap();
    assert!(repository.is_path_ignored(page).unwrap());
}

#[test]
fn overwrites_nothing() {
    let team = Team::empty();
    team.put("okrs/2026-Q4/mine.md", "mine");
    team.put(".gitignore", "target\n");
    let first = team.okr(&FLAGS);
    assert_eq!(team.text("okrs/2026-Q4/mine.md"), "mine");
    assert_eq!(team.text(".gitignore"), "target\n");
    team.put("okr.yaml", "people: {}\n");
    team.put("below/x", "");
    insta::assert_snapshot!(told(&[
        first,
        team.okr(&FLAGS),
        team.run_in("below", &FLAGS, &[]),
    ]));
    assert_eq!(team.text("okr.yaml"), "people: {}\n");
}

#[test]
fn says_which_flag_does_not_fit() {
    let team = Team::empty();
    let with = |more: &[&str]| {
        let args: Vec<&str> = ["init", "--time-zone", "UTC"]
            .iter()
            .chain(more)
            .copied()
            .collect();
        team.okr(&args)
    };
    insta::assert_snapshot!(told(&[
        with(&[]),
        with(&["--person", "Ada Lovelace", "--person", "Ada King"]),
        with(&["--person", "con=Conrad"]),
        with(&["--person", "Ada", "--manager", "adda"]),
        with(&["--person", "Ada", "--cycle", "2026-Q5"]),
        team.okr(&["init", "--person", "Ada", "--time-zone", "Europe/Olso"]),
    ]));
    assert!(!team.has("okr.yaml") && !team.has("okrs"));
}

#[test]
fn takes_defaults_with_yes() {
    let team = Team::empty().with_git();
    let run = team.run_in(
        "",
        &["init", "--yes", "--team", "A", "--time-zone", "UTC"],
        &[],
    );
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(
        team.text("okr.yaml")
            .contains("  ada: { name: ada, email: ada@example.com }")
    );
}

#[test]
fn finds_owners_stale_once_the_settings_are_others() {
    let team = Team::new().with_git();
    team.okr(&["init", "--codeowners"]);
    let found = |team: &Team| -> Vec<String> {
        let run = team.okr(&["check", "--format", "concise"]);
        let lines = run
            .stdout
            .lines()
            .filter(|line| line.contains("stale-codeowners"));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(found(&team), [""; 0]);
    let settings = team
        .text("okr.yaml")
        .replacen("manager: grace", "manager: alan", 1);
    team.put("okr.yaml", settings);
    let stale = found(&team);
    assert!(stale[0].starts_with("CODEOWNERS:2:1: warning"), "{stale:?}");
    // Its owners are judged with a change of the settings, also where the file itself has not changed.
    let run = team.okr(&["check", "--staged", "--format", "concise"]);
    assert!(!run.stdout.contains("stale-codeowners"), "{}", run.told);
}
