//! `okr git install`: git itself, run in a repository of two branches.

use std::process::{Command, Output};

use super::history::{History, check_in};
use super::team::Team;

const FILE: &str = "check-ins/ada/2026-W47.md";

/// Runs git in the team's folder, with no configuration but the clone's own.
pub fn git(team: &Team, args: &[&str]) -> Output {
    let mut command = Command::new("git");
    command.current_dir(team.path()).args(args);
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap());
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Ada"),
        ("GIT_AUTHOR_EMAIL", "ada@example.com"),
        ("GIT_COMMITTER_NAME", "Ada"),
        ("GIT_COMMITTER_EMAIL", "ada@example.com"),
        ("GIT_PAGER", "cat"),
        ("HOME", "/nowhere"),
    ] {
        command.env(name, value);
    }
    command.output().unwrap()
}

pub fn done(team: &Team, args: &[&str]) -> String {
    let output = git(team, args);
    let told = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "git {args:?}\n{told}");
    told
}

const TASKS: &str = "- [ ] Ask the vendor (@ada, due 2026-11-28)\n";

/// The person edits progress and ticks a task on one branch; the manager gives feedback and another task
/// on the other.
fn two_branches() -> History {
    let history = History::new();
    let text = check_in("ready", "300", "", TASKS);
    history.team.put(FILE, &text);
    history.commit("ada@example.com", "2026-11-18T08:00:00Z", "This week");
    done(&history.team, &["checkout", "-q", "-b", "review"]);
    let reviewed = format!(
        "{}- [ ] Call them (@grace, due 2026-11-25)\n\n## Feedback\n### faster-checkout/p95-latency\nWell done.\n",
        text.replace(
            "status: ready\n",
            "status: reviewed\nreviewed: { by: grace, on: 2026-11-18 }\n"
        )
    );
    history.team.put(FILE, reviewed);
    done(
        &history.team,
        &["commit", "-q", "--no-verify", "-am", "Review"],
    );
    done(&history.team, &["checkout", "-q", "main"]);
    let mine = text
        .replace("value: 300", "value: 295")
        .replace("hot path: 300 ms.", "hot path: 295 ms, measured twice.")
        .replace("- [ ] Ask the vendor", "- [x] Ask the vendor");
    history.team.put(FILE, mine);
    done(
        &history.team,
        &["commit", "-q", "--no-verify", "-am", "Progress"],
    );
    history
}

#[test]
fn merges_what_a_person_and_their_manager_wrote_at_once() {
    let history = two_branches();
    let team = &history.team;
    let plain = git(team, &["merge", "--no-edit", "review"]);
    assert!(!plain.status.success(), "lines alone do conflict");
    done(team, &["merge", "--abort"]);

    let run = team.okr(&["git", "install"]);
    assert_eq!(run.status, 0, "{}", run.told);
    done(team, &["merge", "--no-edit", "--no-verify", "review"]);
    let merged = team.text(FILE);
    for words in [
        "value: 295",
        "measured twice.",
        "- [x] Ask the vendor",
        "- [ ] Call them",
        "status: reviewed",
        "Well done.",
    ] {
        assert!(merged.contains(words), "{words}\n{merged}");
    }
}

#[test]
fn shows_meaning_in_diff_and_log() {
    let history = two_branches();
    let team = &history.team;
    team.okr(&["git", "install", "--no-hooks"]);
    let wrapped = team
        .text(FILE)
        .replace("One call less on", "One call less\non");
    team.put(FILE, wrapped.replace("value: 295", "value: 290"));
    let diff = done(team, &["diff"]);
    assert!(
        diff.contains("+key-results faster-checkout/p95-latency: value 290, confidence good"),
        "{diff}"
    );
    assert!(
        !diff.contains("One call less\n"),
        "rewrapped lines are no change:\n{diff}"
    );
    let log = done(team, &["log", "-p", "-1"]);
    assert!(
        log.contains("-key-results faster-checkout/p95-latency: value 300, confidence good"),
        "{log}"
    );
}

#[test]
fn shows_sections_to_who_has_not_installed_it_and_meaning_to_who_has() {
    let history = two_branches();
    let team = &history.team;
    team.okr(&["git", "install", "--no-hooks"]);
    let all = done(team, &["check-attr", "diff", "merge", "--", FILE]);
    assert!(
        all.contains("diff: okr") && all.contains("merge: okr"),
        "{all}"
    );
    team.okr(&["git", "install", "--uninstall"]);
    let all = done(team, &["check-attr", "diff", "merge", "--", FILE]);
    assert!(all.contains("diff: markdown"), "{all}");
    let text = team.text(FILE).replace("load test", "whole load test");
    team.put(FILE, text);
    let diff = done(team, &["diff", "-U0"]);
    assert!(diff.contains(" @@ ## Plan\n"), "{diff}");
}

#[test]
fn names_the_files_of_a_team_in_a_folder_of_any_name() {
    let history = History::new();
    let team = &history.team;
    let folder = "our [team] \"x\"";
    for path in ["okr.yaml", "check-ins/ada/2026-W46.md"] {
        team.put(&format!("{folder}/{path}"), team.text(path));
    }
    let run = team.run_in(folder, &["git", "install", "--no-hooks"], &[]);
    assert_eq!(run.status, 0, "{}", run.told);
    let path = format!("{folder}/check-ins/ada/2026-W46.md");
    let all = done(team, &["check-attr", "diff", "merge", "--", &path]);
    assert!(
        all.contains("diff: okr") && all.contains("merge: okr"),
        "{all}"
    );
}

#[test]
fn marks_a_true_conflict_where_check_finds_it() {
    let history = two_branches();
    let team = &history.team;
    team.okr(&["git", "install", "--no-hooks"]);
    done(team, &["checkout", "-q", "-b", "other", "HEAD~1"]);
    team.put(FILE, check_in("ready", "280", "", TASKS));
    done(team, &["commit", "-q", "-am", "Another value"]);
    assert!(!git(team, &["merge", "--no-edit", "main"]).status.success());
    let text = team.text(FILE);
    // Git's own clock tells the day.
    for mark in ["<<<<<<< HEAD (Ada, 2", ">>>>>>> main (Ada, 2"] {
        assert!(text.contains(mark), "{text}");
    }
    let run = team.okr(&["check", "--format", "concise", FILE]);
    assert!(
        run.stdout.contains("error[conflict-marker]"),
        "{}",
        run.told
    );
}

#[test]
fn leaves_what_is_not_its_own_and_can_be_taken_away() {
    let history = History::new();
    let team = &history.team;
    team.put(".gitattributes", "*.png binary");
    team.put(".git/info/attributes", "*.csv text");
    team.put(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n");
    let config = team.text(".git/config");
    let first = team.okr(&["git", "install"]);
    assert!(first.stderr.contains("was left alone"), "{}", first.told);
    let attributes = team.text(".gitattributes");
    assert!(attributes.starts_with("*.png binary\ncheck-ins/**/*.md diff=markdown merge=okr\n"));
    let own = team.text(".git/info/attributes");
    assert!(
        own.starts_with("*.csv text\ncheck-ins/**/*.md diff=okr\n"),
        "{own}"
    );
    let installed = team.text(".git/config");
    team.okr(&["git", "install"]);
    assert_eq!(team.text(".git/config"), installed);
    assert_eq!(team.text(".gitattributes"), attributes);
    assert_eq!(team.text(".git/info/attributes"), own);
    assert!(team.has(".git/hooks/prepare-commit-msg"));
    team.okr(&["git", "install", "--uninstall"]);
    assert!(!team.has(".git/hooks/prepare-commit-msg"));
    assert_eq!(team.text(".git/hooks/pre-commit"), "#!/bin/sh\nexit 0\n");
    let gone = team.text(".git/config");
    assert!(
        !gone.contains("textconv") && !gone.contains("driver"),
        "{gone}"
    );
    assert!(gone.starts_with(config.trim_end()), "{gone}");
    assert_eq!(team.text(".git/info/attributes"), "*.csv text\n");
}

#[test]
fn keeps_a_commit_from_being_made_while_what_is_staged_is_wrong() {
    let history = History::new();
    let team = &history.team;
    team.okr(&["git", "install"]);
    team.put(FILE, "---\nstatus: redy\n---\n");
    done(team, &["add", "."]);
    let refused = git(team, &["commit", "-m", "Broken"]);
    assert!(!refused.status.success());
    // Git prints what its hooks print to its standard error.
    let told = String::from_utf8_lossy(&refused.stderr);
    assert!(told.contains("bad-value"), "{told}");
}

/// What one side and the other make of a reviewed check-in, merged: the exit status of git, and the file.
fn merged(mine: &dyn Fn(&str) -> String, theirs: &dyn Fn(&str) -> String) -> (bool, String) {
    let history = History::new();
    let team = &history.team;
    let feedback = "\n## Feedback\nWell done.\n\n## Recognition\nYes.\n";
    let base = check_in("ready", "300", "", &format!("{TASKS}{feedback}"));
    team.put(FILE, &base);
    history.commit("ada@example.com", "2026-11-18T08:00:00Z", "This week");
    team.okr(&["git", "install", "--no-hooks"]);
    done(team, &["checkout", "-q", "-b", "theirs"]);
    team.put(FILE, theirs(&base));
    done(team, &["commit", "-q", "-am", "Theirs"]);
    done(team, &["checkout", "-q", "main"]);
    team.put(FILE, mine(&base));
    done(team, &["commit", "-q", "-am", "Mine"]);
    let is_clean = git(team, &["merge", "--no-edit", "theirs"])
        .status
        .success();
    (is_clean, team.text(FILE))
}

#[test]
fn never_merges_private_words_into_another_section() {
    let secret = |text: &str| text.replace("Well done.\n", "Well done.\n\nBetween us alone.\n");
    for heading in ["", "## Notes\n"] {
        let renamed = |text: &str| text.replace("## Feedback\n", heading);
        let (is_clean, text) = merged(&renamed, &secret);
        assert!(!is_clean, "{text}");
        assert!(text.starts_with("<<<<<<< "), "{text}");
        assert!(
            text.contains("Between us alone.") && text.contains("## Feedback"),
            "{text}"
        );
    }
}

#[test]
fn loses_neither_side_of_what_cannot_be_read() {
    let broken = |text: &str| text.replace("status: ready", "status: [ready");
    let other = |text: &str| text.replace("status: ready", "status: reviewed");
    let (is_clean, text) = merged(&broken, &other);
    assert!(!is_clean, "{text}");
    assert!(
        text.contains("<<<<<<<") && text.contains("status: [ready"),
        "{text}"
    );
    assert!(text.contains("status: reviewed"), "{text}");
    let far = |text: &str| text.replace("Yes.", "Yes, twice.");
    let (is_clean, text) = merged(&broken, &far);
    assert!(is_clean, "{text}");
    assert!(
        text.contains("status: [ready") && text.contains("Yes, twice."),
        "{text}"
    );
}

#[test]
fn loses_neither_side_where_one_is_no_text() {
    let history = History::new();
    let team = &history.team;
    let binary: &[u8] = b"---\nstatus: ready\n---\nBefore \0 behind.\n";
    let text: &[u8] = b"---\nstatus: reviewed\n---\nWords.\n";
    for (ours, theirs) in [(binary, text), (text, binary)] {
        team.put("o", "---\nstatus: draft\n---\n");
        team.put("a", ours);
        team.put("b", theirs);
        let run = team.okr(&["git", "merge-driver", "o", "a", "b", "x.md"]);
        assert_eq!(run.status, 1, "{}", run.told);
        let merged = std::fs::read(team.path().join("a")).unwrap();
        let whole = [
            b"<<<<<<< ours\n",
            ours,
            b"=======\n",
            theirs,
            b">>>>>>> theirs\n",
        ];
        assert_eq!(merged, whole.concat());
    }
}

#[test]
fn takes_away_a_file_that_one_side_has_emptied_whatever_its_bytes() {
    let history = History::new();
    let team = &history.team;
    let bytes: &[u8] = b"\xff\nWords.\n";
    for (ours, theirs) in [(&b""[..], bytes), (bytes, &b""[..])] {
        team.put("o", bytes);
        team.put("a", ours);
        team.put("b", theirs);
        let run = team.okr(&["git", "merge-driver", "o", "a", "b", "x.md"]);
        assert_eq!(run.status, 0, "{}", run.told);
        assert_eq!(std::fs::read(team.path().join("a")).unwrap(), b"");
    }
}

#[test]
fn merges_by_lines_what_was_set_in_another_order() {
    let moved = |text: &str| {
        let progress = text.find("## Progress").unwrap();
        let plan = text.find("## Plan").unwrap();
        let feedback = text.find("## Feedback").unwrap();
        let parts = [
            &text[..progress],
            &text[plan..feedback],
            &text[progress..plan],
            &text[feedback..],
        ];
        parts.concat()
    };
    let far = |text: &str| text.replace("Yes.", "Yes, twice.");
    let (is_clean, text) = merged(&moved, &far);
    assert!(is_clean, "{text}");
    assert!(text.contains("Yes, twice."), "{text}");
    assert!(text.find("## Plan") < text.find("## Progress"), "{text}");
}

#[test]
fn leaves_a_hook_alone_that_speaks_of_it_or_was_added_to() {
    let history = History::new();
    let team = &history.team;
    let foreign = "#!/bin/sh\n# Beside this: okr git install\nmake lint\n";
    team.put(".git/hooks/pre-commit", foreign);
    let run = team.okr(&["git", "install"]);
    assert!(run.stderr.contains("was left alone"), "{}", run.told);
    assert_eq!(team.text(".git/hooks/pre-commit"), foreign);
    let added = format!("{}make lint\n", team.text(".git/hooks/prepare-commit-msg"));
    team.put(".git/hooks/prepare-commit-msg", added.as_str());
    team.okr(&["git", "install"]);
    team.okr(&["git", "install", "--uninstall"]);
    assert_eq!(team.text(".git/hooks/pre-commit"), foreign);
    assert_eq!(team.text(".git/hooks/prepare-commit-msg"), added);
}

#[test]
fn puts_hooks_where_this_clone_alone_says() {
    let history = History::new();
    let team = &history.team;
    done(team, &["config", "core.hooksPath", "own-hooks"]);
    let run = team.okr(&["git", "install"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(team.has("own-hooks/pre-commit"));
    assert!(!team.has(".git/hooks/pre-commit"));
}

#[test]
fn calls_the_sides_ours_and_theirs_where_git_has_no_names_for_them() {
    let history = History::new();
    let team = &history.team;
    for (file, status) in [("o", "ready"), ("a", "draft"), ("b", "reviewed")] {
        team.put(file, format!("---\nstatus: {status}\n---\n"));
    }
    let run = team.okr(&["git", "merge-driver", "o", "a", "b", "x.md", "%X", "%Y"]);
    assert_eq!(run.status, 1, "{}", run.told);
    let text = team.text("a");
    assert!(text.contains("<<<<<<< ours\n"), "{text}");
    assert!(text.contains(">>>>>>> theirs\n"), "{text}");
}

#[test]
fn puts_no_hook_where_it_would_stop_commits_of_other_repositories() {
    let history = History::new();
    let team = &history.team;
    let home = tempfile::tempdir().unwrap();
    let hooks = home.path().join("hooks");
    let settings = format!("[core]\n\thooksPath = {}\n", hooks.display());
    std::fs::write(home.path().join(".gitconfig"), settings).unwrap();
    let home = home.path().to_str().unwrap();
    let run = team.run_in("", &["git", "install"], &[("HOME", home)]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(
        run.stderr.contains("core.hooksPath .git/hooks"),
        "{}",
        run.told
    );
    assert!(!hooks.exists());
}
