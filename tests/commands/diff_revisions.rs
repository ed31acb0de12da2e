//! `okr diff OLD NEW -- PATH`: two revisions of a file, in meaning.

use super::history::{FILE, History, OBJECTIVE, OBJECTIVE_PATH, check_in};
use super::team::{Run, told};

const W46: &str = "check-ins/ada/2026-W46.md";

/// Two commits after the first one, and an edit that is not committed.
fn history() -> History {
    let history = History::new();
    history.team.put(W46, check_in("ready", "315", "", ""));
    let objective = OBJECTIVE.replace("target: 150", "target: 200") + "Buyers leave.\n";
    history.team.put(OBJECTIVE_PATH, objective);
    history.commit("ada@example.com", "2026-11-16T08:00:00Z", "Edit");
    history.team.put(FILE, check_in("ready", "290", "", ""));
    history.commit("ada@example.com", "2026-11-18T08:00:00Z", "This week");
    history.team.put(W46, check_in("reviewed", "315", "", ""));
    history
}

fn diff(history: &History, words: &[&str]) -> Run {
    history.team.okr(&[&["diff"], words].concat())
}

#[test]
fn compares_two_revisions_of_a_check_in_and_of_an_objective() {
    let history = history();
    insta::assert_snapshot!(told(&[
        diff(&history, &["HEAD~2", "HEAD", "--", W46]),
        diff(&history, &["HEAD~2..HEAD~1", "--", OBJECTIVE_PATH]),
        diff(&history, &["--", W46]),
        diff(&history, &["HEAD~1", "--format", "markdown", "--", W46]),
    ]));
}

#[test]
fn takes_revisions_as_git_does() {
    let history = history();
    let words = [
        &["HEAD~2..", "--", W46][..],
        &["HEAD~2...HEAD", "--", W46],
        &["HEAD~2", "HEAD", "--", "check-ins/ada/2026-W46.md"],
        &["--at", "HEAD", "HEAD~2", "--", W46],
    ];
    let texts = words.map(|words| diff(&history, words).stdout);
    assert!(texts[0].contains("320 → 315 ms"), "{}", texts[0]);
    assert!(texts.iter().all(|text| *text == texts[0]), "{texts:?}");
    let all = diff(&history, &["HEAD~2..HEAD", "--format", "json"]).stdout;
    let all: serde_json::Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all["diffs"].as_array().unwrap().len(), 2);
    assert_eq!(all["definitions"][0]["after"], "200");
    assert_eq!(
        all["descriptions"][0]["sentences"][0]["pieces"][0]["text"],
        "Buyers leave."
    );
}

#[test]
fn says_what_it_cannot_find() {
    let history = history();
    insta::assert_snapshot!(told(&[
        diff(&history, &["HEAD~1"]),
        diff(&history, &["HEAD~1", "--", "check-ins/ada/2026-W01.md"]),
        diff(&history, &["HEAD~9", "--", W46]),
        diff(&history, &["HEAD~2..HEAD", "HEAD", "--", W46]),
        diff(&history, &["--week", "2026-W46", "--", W46]),
    ]));
}

#[test]
fn says_nothing_where_a_file_is_the_same() {
    let history = history();
    let run = diff(
        &history,
        &["HEAD~1..HEAD", "--exit-code", "--", OBJECTIVE_PATH],
    );
    assert_eq!((run.stdout.as_str(), run.status), ("", 0), "{}", run.told);
}

#[test]
fn never_prints_a_private_word_of_either_revision() {
    let history = History::new();
    for secret in ["First secret.", "Second secret."] {
        let private =
            format!("\n## Feedback\n{secret}\n\n## Notes <!-- okr: private -->\n{secret}\n");
        let text = check_in("ready", "315", "", &private);
        history
            .team
            .put(W46, format!("{text}\n# Above\n\nOpen: {}\n", secret.len()));
        history.commit("ada@example.com", "2026-11-16T08:00:00Z", "Edit");
    }
    for format in ["terminal", "markdown", "json", "html"] {
        let run = diff(
            &history,
            &["HEAD~1..HEAD", "--words", "all", "--format", format],
        );
        assert!(run.stdout.contains("Open:"), "{}", run.told);
        assert!(!run.told.contains("secret"), "{}", run.told);
    }
}

#[test]
fn compares_revisions_in_a_bare_repository() {
    let history = history();
    let bare = super::team::Team::empty();
    let url = history.team.path().to_str().unwrap();
    git2::build::RepoBuilder::new()
        .bare(true)
        .clone(url, &bare.path().join("x.git"))
        .unwrap();
    let words = ["diff", "main~2..main", "--", W46];
    let run = bare.run_in("x.git", &words, &[]);
    assert!(run.stdout.contains("320 → 315 ms"), "{}", run.told);
}
