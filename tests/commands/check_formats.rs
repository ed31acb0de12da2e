//! `okr check --format`: what a runner, a forge and an editor get.

use super::team::{Run, Team, told};

const BAD: &str = "check-ins/ada/2026-W47.md";

/// A team of two with one check-in, which wants to steer its reader.
fn team() -> Team {
    let team = Team::empty();
    team.put(
        "okr.yaml",
        "people:\n  ada: { manager: grace, since: 2026-W47 }\n  grace: {}\nsections: [progress]\n",
    );
    team.put(
        BAD,
        "---\nstatus: draft\nowner: \"::error::x\"\nskiped: \"##[group]x\"\n---\n## Progress\n::error::obeyed\n\
         ##[error]obeyed\n\n## Unknown @grace | <b>\nx\n",
    );
    team
}

fn on_github(team: &Team, args: &[&str], more: &[(&str, &str)]) -> Run {
    let mut variables = vec![("GITHUB_ACTIONS", "true")];
    variables.extend(more);
    team.run_in("", args, &variables)
}

/// The log with the word between the markers made plain.
fn without_token(log: &str) -> String {
    let token = log
        .lines()
        .find_map(|line| line.strip_prefix("::stop-commands::"));
    let token = token.expect("a log that stops commands");
    assert!(token.starts_with("okr-") && token.len() == 36, "{token}");
    log.replace(token, "TOKEN")
}

#[test]
fn follows_the_surroundings() {
    let team = team();
    team.put("summary.md", "before\n");
    let summary = team.path().join("summary.md");
    let run = on_github(
        &team,
        &["check"],
        &[("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())],
    );
    insta::assert_snapshot!("github_log", without_token(&run.stdout));
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    insta::assert_snapshot!("github_job_summary", team.text("summary.md"));
    let other = on_github(&team, &["check"], &[]);
    assert_ne!(run.stdout, other.stdout, "a word that can be guessed");
    let gitlab = team.run_in("", &["check"], &[("GITLAB_CI", "true")]);
    assert!(
        gitlab.stdout.starts_with("[\n  {\n    \"description\": \""),
        "{}",
        gitlab.told
    );
    assert!(
        gitlab.stderr.contains("error[unknown-key]"),
        "{}",
        gitlab.told
    );
}

#[test]
fn guards_every_readable_report_where_a_runner_reads_it() {
    let team = team();
    for format in ["full", "concise"] {
        let run = on_github(&team, &["check", "--format", format], &[]);
        let log = without_token(&run.stdout);
        assert!(log.starts_with("::stop-commands::TOKEN\n") && log.ends_with("\n::TOKEN::\n"));
        assert!(
            !team
                .okr(&["check", "--format", format])
                .stdout
                .contains("::stop-commands")
        );
    }
    for format in ["json", "gitlab", "sarif", "rdjson", "junit", "markdown"] {
        let run = on_github(&team, &["check", "--format", format], &[]);
        assert!(
            !run.stdout.contains("##[") && !run.stdout.contains("\n::"),
            "{}",
            run.told
        );
    }
}

#[test]
fn prints_each_format() {
    let team = team();
    for format in ["concise", "gitlab", "junit", "rdjson", "markdown"] {
        let run = team.okr(&["check", "--format", format]);
        insta::assert_snapshot!(format!("check_{format}"), run.told);
    }
}

#[test]
fn writes_several_outputs_in_one_run() {
    let team = team().with_git();
    let args = [
        "check",
        "--format",
        "concise",
        "--format",
        "gitlab=report.json",
        "--format",
        "sarif=okr.sarif",
        "--format",
        "full=out.txt",
    ];
    let run = team.okr(&[&["--color", "always"], &args[..]].concat());
    assert_eq!(run.status, 1);
    assert!(
        run.stdout.starts_with("check-ins/ada/2026-W47.md:"),
        "{}",
        run.told
    );
    assert!(team.text("report.json").starts_with("[\n"));
    assert!(team.text("okr.sarif").contains("\"2.1.0\""));
    assert!(!team.text("out.txt").contains('\u{1b}'));
    let again = team.okr(&["check", "--format", "gitlab=report.json"]);
    assert_eq!(again.stdout, "");
    assert!(
        again.stderr.contains("1 check-in of 1 person"),
        "{}",
        again.told
    );
}

#[test]
fn writes_over_no_file_of_the_team_and_no_two_to_one_place() {
    let team = team();
    let before = team.text(BAD);
    std::fs::create_dir(team.path().join("folder")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(BAD, team.path().join("link.json")).unwrap();
    insta::assert_snapshot!(told(&[
        team.okr(&["check", "--format", "gitlab=check-ins/ada/2026-W47.md"]),
        team.okr(&["check", "--format", "gitlab=okrs/../okr.yaml"]),
        team.okr(&["check", "--format", "json=check-ins/new.json"]),
        team.okr(&["check", "--format", "json=link.json"]),
        team.okr(&["check", "--format", "json=.git/config"]),
        team.okr(&["check", "--format", "json=folder"]),
        team.okr(&["check", "--format", "json", "--format", "sarif"]),
        team.okr(&["check", "--format", "json=a", "--format", "sarif=a"]),
        team.okr(&["check", "--format", "xml"]),
        team.okr(&["check", "--format", "json="]),
    ]));
    assert_eq!(team.text(BAD), before);
    assert!(!team.has("check-ins/new.json") && !team.has("a"));
}

#[test]
fn names_paths_from_the_top_of_the_work_tree() {
    let team = Team::empty();
    let whole = self::team();
    for path in ["okr.yaml", BAD] {
        team.put(&format!("teams/payments/{path}"), whole.text(path));
    }
    git2::Repository::init(team.path()).unwrap();
    let run = team.run_in("teams/payments", &["check", "--format", "gitlab"], &[]);
    assert!(
        run.stdout
            .contains("\"path\": \"teams/payments/check-ins/ada/2026-W47.md\""),
        "{}",
        run.told
    );
}

#[test]
fn quotes_no_private_word_in_any_format() {
    let team = team();
    team.put(
        "okr.yaml",
        "people:\n  ada: { manager: grace, since: 2026-W47 }\n  grace: {}\n",
    );
    team.put(
        BAD,
        "---\nstatus: ready\n---\n## Obstacles\n### CANARY <!-- okr: private -->\n- Slow: CANARY\n- Own cuase: CANARY\n\n\
         ## Plan\n### Ours <!-- okr: private -->\n- [ ] CANARY (@CANARY, due CANARY)\n\n## Feedback\n### CANARY\nCANARY\n\n\
         ## Fedback\nCANARY\n",
    );
    let formats = [
        "full", "concise", "json", "markdown", "github", "gitlab", "sarif", "junit", "rdjson",
    ];
    for format in formats {
        let run = team.okr(&["check", "--format", format]);
        assert_eq!(run.status, 1, "{}", run.told);
        assert!(!run.told.to_uppercase().contains("CANARY"), "{}", run.told);
    }
}
