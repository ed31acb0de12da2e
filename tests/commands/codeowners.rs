//! `CODEOWNERS`: what `okr init --codeowners` writes, and what `okr check` finds stale in it, also where the
//! team is a folder of a larger repository.

use super::history::{History, OBJECTIVE};
use super::team::{Run, Team};

const SETTINGS: &str = "\
people:
  ada: { name: Ada Lovelace, email: ada@example.com, manager: grace }
  alan: { name: Alan Turing, email: alan@example.com }
  grace: { name: Grace Hopper, email: grace@example.com }
";
const FOLDER: &str = "teams/a b";

/// A repository that holds a team in a folder, and what is not the team's.
fn larger() -> History {
    let history = History::new();
    for path in ["okr.yaml", "okrs", "check-ins"] {
        let path = history.team.path().join(path);
        if path.is_dir() {
            std::fs::remove_dir_all(path).unwrap();
        } else {
            std::fs::remove_file(path).unwrap();
        }
    }
    history.team.put("src/main.c", "");
    history.team.put(&format!("{FOLDER}/okr.yaml"), SETTINGS);
    put_objective(&history, OBJECTIVE);
    history
}

fn put_objective(history: &History, text: &str) {
    let path = format!("{FOLDER}/okrs/2026-Q4/faster-checkout.md");
    history.team.put(&path, text);
}

fn run(history: &History, args: &[&str]) -> Run {
    history.team.run_in(FOLDER, args, &[])
}

/// The findings about owners, a line each.
fn found(history: &History, options: &[&str]) -> Vec<String> {
    let args = [&["-q", "check", "--format", "concise"], options].concat();
    let run = run(history, &args);
    assert_ne!(run.status, 2, "{}", run.told);
    let lines = run.stdout.lines();
    let of_owners = lines.filter(|line| line.contains("[stale-codeowners]"));
    of_owners.map(str::to_owned).collect()
}

fn commit(history: &History) {
    history.commit("ada@example.com", "2026-11-18T08:00:00Z", "Now");
}

/// Gives Ada another manager.
fn another_manager(history: &History) {
    let settings = SETTINGS.replace("manager: grace", "manager: alan");
    history.team.put(&format!("{FOLDER}/okr.yaml"), settings);
}

#[test]
fn names_the_owners_of_a_folder_of_a_larger_repository() {
    let history = larger();
    assert_eq!(run(&history, &["init", "--codeowners"]).status, 0);
    insta::assert_snapshot!("owners_of_a_folder", history.team.text("CODEOWNERS"));
    let others =
        "* @example/all\n/src/ @example/code alan@example.com\n/teams/b/okrs/ x@example.com\n";
    let text = format!(
        "{others}{}/docs/ @example/words\n",
        history.team.text("CODEOWNERS")
    );
    history.team.put("CODEOWNERS", &text);
    assert_eq!(found(&history, &[]), [""; 0]);
    another_manager(&history);
    let expected = [
        "CODEOWNERS:5:1: warning[stale-codeowners] the owners of /teams/a\\ b/okr.yaml are others by now",
        "CODEOWNERS:6:1: warning[stale-codeowners] the owners of /teams/a\\ b/okrs/ are others by now",
        "CODEOWNERS:7:1: warning[stale-codeowners] the owners of \
         /teams/a\\ b/okrs/2026-Q4/faster-checkout.md are others by now",
        "CODEOWNERS:8:1: warning[stale-codeowners] the owners of /teams/a\\ b/check-ins/ada/ are others by now",
    ];
    assert_eq!(found(&history, &[]), expected);
    assert_eq!(history.team.text("CODEOWNERS"), text, "lines were touched");
    // The same of what is staged, and of what is committed.
    assert_eq!(found(&history, &["--staged"]), [""; 0]);
    history.staged();
    assert_eq!(found(&history, &["--staged"]), expected);
    commit(&history);
    assert_eq!(found(&history, &["--at", "HEAD"]), expected);
    let json = run(&history, &["check", "--format", "gitlab"]);
    assert!(
        json.stdout.contains("\"path\": \"CODEOWNERS\""),
        "{}",
        json.told
    );
}

#[test]
fn judges_owners_with_a_change_of_what_they_are_made_of() {
    let history = larger();
    run(&history, &["init", "--codeowners"]);
    commit(&history);
    assert_eq!(found(&history, &["--base", "HEAD"]), [""; 0]);
    another_manager(&history);
    assert_eq!(found(&history, &["--base", "HEAD"]).len(), 4);
    commit(&history);
    // It was stale before this change.
    history.team.put(
        &format!("{FOLDER}/check-ins/ada/2026-W47.md"),
        "---\nstatus: draft\n---\n",
    );
    assert_eq!(found(&history, &["--base", "HEAD"]), [""; 0]);
    put_objective(&history, &OBJECTIVE.replace("owner: ada", "owner: alan"));
    assert_eq!(found(&history, &["--base", "HEAD"]).len(), 4);
    put_objective(&history, OBJECTIVE);
    let text = history.team.text("CODEOWNERS");
    let own = "/teams/a\\ b/check-ins/grace/ grace@example.com\n";
    assert!(text.contains(own));
    history.team.put("CODEOWNERS", text.replace(own, ""));
    let lines = found(&history, &["--base", "HEAD"]);
    assert_eq!(lines.len(), 5, "{lines:#?}");
}

#[test]
fn leaves_alone_what_speaks_of_another_team() {
    let history = larger();
    run(&history, &["init", "--codeowners"]);
    let text = history.team.text("CODEOWNERS");
    let text = text.replace("/teams/a\\ b/", "/teams/other/");
    history.team.put("CODEOWNERS", text);
    assert_eq!(found(&history, &[]), [""; 0]);
}

#[test]
fn prints_the_lines_where_a_forge_has_its_file_already() {
    for path in [
        ".github/CODEOWNERS",
        "CODEOWNERS",
        "docs/CODEOWNERS",
        ".gitlab/CODEOWNERS",
    ] {
        let history = larger();
        history.team.put(path, "* @example/all\n");
        let told = run(&history, &["init", "--codeowners"]);
        assert_eq!(told.status, 0, "{}", told.told);
        assert_eq!(history.team.text(path), "* @example/all\n");
        assert!(
            told.stderr.contains(&format!("at the end of {path}")),
            "{}",
            told.told
        );
        assert!(path == "CODEOWNERS" || !history.team.has("CODEOWNERS"));
        let text = format!("* @example/all\n{}", told.stdout);
        history.team.put(path, &text);
        assert_eq!(found(&history, &[]), [""; 0]);
        another_manager(&history);
        let stale = found(&history, &[]);
        assert!(stale[0].starts_with(&format!("{path}:3:1: ")), "{stale:#?}");
    }
}

#[test]
fn says_where_a_forge_reads_another_file() {
    let read_instead = |ours: &str, other: &str| -> Vec<String> {
        let history = larger();
        run(&history, &["init", "--codeowners"]);
        let text = history.team.text("CODEOWNERS");
        std::fs::remove_file(history.team.path().join("CODEOWNERS")).unwrap();
        history.team.put(ours, text);
        history.team.put(other, "* @example/all\n");
        found(&history, &[])
    };
    let [github, top, docs, gitlab] = [
        ".github/CODEOWNERS",
        "CODEOWNERS",
        "docs/CODEOWNERS",
        ".gitlab/CODEOWNERS",
    ];
    for (ours, other, forge) in [
        (top, github, "GitHub"),
        (docs, github, "GitHub"),
        (docs, top, "GitHub"),
        (gitlab, top, "GitLab"),
        (gitlab, docs, "GitLab"),
    ] {
        let told = format!(
            "{ours}:1:1: warning[stale-codeowners] {forge} reads {other}, and not this file"
        );
        assert_eq!(read_instead(ours, other), [told]);
    }
    for (ours, other) in [
        (github, top),
        (github, docs),
        (top, docs),
        (top, gitlab),
        (docs, gitlab),
    ] {
        assert_eq!(read_instead(ours, other), [""; 0]);
    }
}

#[test]
fn takes_owners_at_the_top_of_the_team_s_own_repository() {
    let team = Team::new().with_git();
    assert_eq!(team.okr(&["init", "--codeowners"]).status, 0);
    let again = team.okr(&["init", "--codeowners"]);
    assert_eq!((again.status, again.stdout), (0, team.text("CODEOWNERS")));
}
