//! The pager of `okr diff` and `okr log`, on a terminal that `script` makes.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::team::Team;

/// What a terminal shows of a command, and its exit status; `None` where there is no `script`.
fn on_a_terminal(
    team: &Team,
    home: &Path,
    words: &str,
    pager: &[(&str, &str)],
) -> Option<(String, i32)> {
    let okr = env!("CARGO_BIN_EXE_okr");
    let mut command = Command::new("script");
    command
        .args([
            "-qec",
            &format!("{okr} --today 2026-11-18 {words}"),
            "/dev/null",
        ])
        .current_dir(team.path())
        .env_clear()
        .env("HOME", home)
        .env("PATH", "/usr/bin:/bin")
        .env("SHELL", "/bin/sh")
        .env("TERM", "dumb")
        .env("OKR_PERSON", "ada")
        .envs(pager.iter().copied())
        .stdin(Stdio::null());
    let output = match command.output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        output => output.unwrap(),
    };
    let told = String::from_utf8_lossy(&output.stdout).replace('\r', "");
    Some((told, output.status.code().unwrap()))
}

fn team() -> (Team, tempfile::TempDir) {
    (Team::new(), tempfile::tempdir().unwrap())
}

const SHOUT: &str = "tr a-z A-Z";

#[test]
fn goes_through_the_pager_that_git_would_use() {
    let (team, home) = team();
    fs::write(
        home.path().join(".gitconfig"),
        "[core]\n\tpager = sed s/Ada/Core/\n",
    )
    .unwrap();
    let shown =
        |words: &str, pager: &[(&str, &str)]| on_a_terminal(&team, home.path(), words, pager);
    let Some((told, status)) = shown("diff", &[("GIT_PAGER", SHOUT), ("PAGER", "false")]) else {
        return;
    };
    assert!(told.contains("ADA LOVELACE, 2026-W46"), "{told}");
    assert_eq!(status, 0);
    let (told, _) = shown("diff", &[("PAGER", "false")]).unwrap();
    assert!(told.contains("Core Lovelace"), "{told}");
    fs::remove_file(home.path().join(".gitconfig")).unwrap();
    let (told, _) = shown("log", &[("PAGER", SHOUT)]).unwrap();
    assert!(told.contains("P95-LATENCY"), "{told}");
    let (told, _) = shown("diff --no-pager", &[("GIT_PAGER", SHOUT)]).unwrap();
    assert!(told.contains("Ada Lovelace"), "{told}");
    let (told, status) = shown("diff --exit-code", &[("GIT_PAGER", SHOUT)]).unwrap();
    assert!(told.contains("Ada Lovelace"), "{told}");
    assert_eq!(status, 1);
}

#[test]
fn a_pager_that_is_missing_or_quits_early_is_no_error() {
    let (team, home) = team();
    for pager in ["no-such-program", "no-such-program -x", "cat", ""] {
        let variables = [("GIT_PAGER", pager)];
        let Some((told, status)) = on_a_terminal(&team, home.path(), "diff", &variables) else {
            return;
        };
        assert!(told.contains("Ada Lovelace, 2026-W46"), "{pager}: {told}");
        assert_eq!(status, 0, "{pager}: {told}");
    }
    for pager in ["false", "head -n 1"] {
        let variables = [("GIT_PAGER", pager)];
        let (told, status) = on_a_terminal(&team, home.path(), "diff", &variables).unwrap();
        assert_eq!(status, 0, "{pager}: {told}");
    }
}

#[test]
fn is_not_started_without_a_terminal_and_never_by_a_repository() {
    let (team, home) = team();
    let team = team.with_git();
    let pager = [
        ("OKR_PERSON", "ada"),
        ("GIT_PAGER", "touch pwned"),
        ("PAGER", "touch pwned"),
    ];
    let run = team.run_in("", &["diff"], &pager);
    assert!(run.stdout.contains("Ada Lovelace"), "{}", run.told);
    let config = git2::Repository::open(team.path())
        .unwrap()
        .config()
        .unwrap();
    let mut config = config.open_level(git2::ConfigLevel::Local).unwrap();
    config.set_str("core.pager", "touch pwned").unwrap();
    if let Some((told, _)) = on_a_terminal(&team, home.path(), "diff", &[("PAGER", SHOUT)]) {
        assert!(told.contains("ADA LOVELACE"), "{told}");
    }
    assert!(!team.has("pwned"));
}
