//! `okr diff --base`: what a pull request does, in meaning.

use super::history::{FILE, History, OBJECTIVE, OBJECTIVE_PATH, check_in};
use super::team::told;

/// A branch with a new check-in, an edited one, and another target.
fn change() -> (History, String) {
    let history = History::new();
    let base = history.git.head().unwrap().target().unwrap().to_string();
    history.team.put(FILE, check_in("ready", "290", "", ""));
    let edited = check_in("ready", "315", "", "");
    history.team.put("check-ins/ada/2026-W46.md", edited);
    let objective = OBJECTIVE.replace("target: 150", "target: 200");
    history.team.put(OBJECTIVE_PATH, objective);
    history.commit("ada@example.com", "2026-11-18T08:00:00Z", "This week");
    (history, base)
}

#[test]
fn sets_new_check_ins_against_last_week_and_edited_ones_against_themselves() {
    let (history, base) = change();
    let asked = format!("--base={base}");
    insta::with_settings!({filters => vec![(base.as_str(), "[base]"), (&base[..10], "[base]")]}, {
        insta::assert_snapshot!(told(&[
            history.team.okr(&["diff", &asked, "--width", "80"]),
            history.team.okr(&["diff", &asked, "--format", "markdown"]),
        ]));
    });
}

#[test]
fn tells_programs_what_of_an_objective_changed() {
    let (history, base) = change();
    let run = history
        .team
        .okr(&["diff", &format!("--base={base}"), "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let changed = &json["definitions"][0];
    assert_eq!(changed["key-result"], "faster-checkout/p95-latency");
    assert_eq!(changed["before"], "150");
    assert_eq!(changed["after"], "200");
    assert_eq!(json["diffs"].as_array().unwrap().len(), 2);
}

#[test]
fn says_so_where_nothing_changed() {
    let history = History::new();
    let base = history.git.head().unwrap().target().unwrap().to_string();
    let run = history.team.okr(&[
        "diff",
        &format!("--base={base}"),
        "--format",
        "markdown",
        "--exit-code",
    ]);
    assert!(
        run.stdout
            .contains("No check-in and no objective changes in meaning.")
    );
    assert_eq!(run.status, 0, "{}", run.told);
}

#[test]
fn keeps_a_comment_on_three_hundred_check_ins_within_its_limit() {
    let history = History::new();
    let base = history.git.head().unwrap().target().unwrap().to_string();
    let words = "A long story about the hot path and the vault. ".repeat(40);
    for year in 2010..2016 {
        for week in 1..=50 {
            let text = check_in("ready", &week.to_string(), "", &words);
            history
                .team
                .put(&format!("check-ins/ada/{year}-W{week:02}.md"), text);
        }
    }
    let run = history
        .team
        .okr(&["diff", &format!("--base={base}"), "--format", "markdown"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("<!-- okr: diff -->"));
    assert!(run.stdout.len() <= 64_000, "{}", run.stdout.len());
    assert!(run.stdout.contains("and 150 more"));
}

#[test]
fn tells_of_check_ins_that_are_gone_skipped_or_withheld() {
    let history = History::new();
    let base = history.git.head().unwrap().target().unwrap().to_string();
    let remove = |path: &str| std::fs::remove_file(history.team.path().join(path)).unwrap();
    remove("check-ins/ada/2026-W46.md");
    history.team.put(
        FILE,
        "---\nstatus: skipped\nskipped: \"away, see @grace\"\n---\n",
    );
    let odd = check_in(
        "ready",
        "1",
        "",
        "\n## Feedback <!-- okr: privat -->\nSecret.\n",
    );
    history.team.put("check-ins/grace/2026-W47.md", odd);
    let asked = format!("--base={base}");
    insta::with_settings!({filters => vec![(base.as_str(), "[base]"), (&base[..10], "[base]")]}, {
        insta::assert_snapshot!(told(&[
            history.team.okr(&["diff", &asked, "--exit-code"]),
            history.team.okr(&["diff", &asked, "--format", "markdown"]),
            history.team.okr(&["diff", &asked, "--format", "json"]),
        ]));
    });
}

/// Six people, each with a new check-in, and one objective with another target.
#[test]
fn a_pull_request_of_six_check_ins_and_an_objective_is_read_in_a_minute() {
    let history = History::new();
    let team = &history.team;
    let example = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/example-repo"));
    std::fs::remove_dir_all(team.path().join("check-ins")).unwrap();
    std::fs::remove_dir_all(team.path().join("okrs")).unwrap();
    team.copy(example);
    let people = ["kofi", "linnea", "mei", "noor", "rafael", "tomasz"];
    let file = |person: &str| match person {
        "rafael" => "check-ins/rafael/2026-W46.md".to_owned(),
        _ => format!("check-ins/{person}/2026-W47.md"),
    };
    let new = people.map(|person| (file(person), team.text(&file(person))));
    for (path, _) in &new {
        std::fs::remove_file(team.path().join(path)).unwrap();
    }
    history.commit("noor@example.com", "2026-11-13T12:00:00Z", "Before");
    let base = history.git.head().unwrap().target().unwrap().to_string();
    for (path, text) in &new {
        team.put(path, text);
    }
    let objective = "okrs/2026-autumn/calm-nights.md";
    let edited = team.text(objective).replace("target: 5\n", "target: 8\n");
    team.put(objective, edited);
    history.commit("noor@example.com", "2026-11-20T12:00:00Z", "This week");
    let run = team.okr(&["diff", &format!("--base={base}"), "--format", "markdown"]);
    assert_eq!(run.status, 0, "{}", run.told);
    assert!(run.stdout.len() <= 64_000 && !run.stdout.contains("Left out"));
    assert_eq!(run.stdout.matches("<!-- okr: diff -->").count(), 1);
    let open = unfolded(&run.stdout);
    let is_word = |word: &&str| word.contains(char::is_alphanumeric);
    let words = open.split_whitespace().filter(is_word).count();
    assert!(
        words <= 220,
        "a minute is some 220 words, not {words}:\n{open}"
    );
    insta::assert_snapshot!(open);
}

/// What is read without opening anything.
fn unfolded(comment: &str) -> String {
    let mut depth = 0;
    let mut open = String::new();
    for line in comment.lines() {
        let summary = line.strip_prefix("<details>");
        if depth == 0 {
            open.push_str(summary.unwrap_or(line));
            open.push('\n');
        }
        depth += usize::from(summary.is_some());
        depth -= usize::from(line == "</details>");
    }
    assert_eq!(depth, 0, "{comment}");
    open
}

#[test]
fn makes_one_page_with_everything_in_it() {
    let (history, base) = change();
    let words = "\n## Obstacles\n### <script>alert(1)</script> ![x](https://x.example/p.png)\n- Own cause: `a|b` <img src=x>\n";
    let text = check_in("ready", "290", "", words);
    history.team.put(FILE, text);
    history
        .team
        .put("check-ins/ada/2026-W45.md", "---\nstatus: skipped\n---\n");
    let asked = format!("--base={base}");
    let run = history.team.okr(&["diff", &asked, "--format", "html"]);
    assert_eq!(run.status, 0, "{}", run.told);
    let page = &run.stdout;
    assert!(page.starts_with("<!doctype html>"), "{page}");
    for told in [
        "style-src &#39;sha256-",
        "Ada Lovelace, week 47",
        "href=\"#ada-2026-W47\"",
        "id=\"ada-2026-W47\"",
        "<b>290 ms</b>",
        "<td data-k=\"Before:\">150</td>",
        "Ada Lovelace, week 45:",
        "alert(1)&lt;/script&gt;",
    ] {
        assert!(page.contains(told), "{told}\n{page}");
    }
    let (_, body) = page.split_once("<body>").unwrap();
    for live in ["<script", "<img", "<link", " onclick"] {
        assert!(!body.contains(live), "{live}");
    }
    let again = history.team.okr(&["diff", &asked, "--format", "html"]);
    assert_eq!(again.stdout, run.stdout);
}
