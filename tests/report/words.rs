//! What is worth asking about in the words of a check-in.

use okr::report::Audience;

use crate::team::{Ask, Files, Pages, report};

fn team(now: &str, allow: &str) -> Files {
    let okr = "team: Crew\npeople:\n  ada: { name: Ada Lovelace, manager: grace }\n  \
               grace: { name: Grace Hopper }\ncycle: 2026-Q4\n";
    let objective = "---\ntitle: Fast\nowner: ada\nkey-results:\n  p95:\n    title: Latency\n    unit: ms\n    \
                     start: 480\n    target: 150\n---\nWhy.\n";
    let check_in = |value: &str, progress: &str| {
        format!(
            "---\nstatus: ready\nkey-results:\n  fast/p95: {{ value: {value}, confidence: good }}\n---\n\
             {allow}## Progress\n{progress}\n\n## Behind schedule\nSome delays, nothing new.\n"
        )
    };
    let before =
        "We moved the call of the vault off the hot path and looked at what was left of it.";
    Files::from([
        ("okr.yaml".to_owned(), okr.to_owned()),
        ("okrs/2026-Q4/fast.md".to_owned(), objective.to_owned()),
        (
            "check-ins/ada/2026-W46.md".to_owned(),
            check_in("400", before),
        ),
        (
            "check-ins/ada/2026-W47.md".to_owned(),
            check_in(now, before),
        ),
    ])
}

fn pages(files: &Files, audience: Audience) -> Pages {
    let ask = Ask {
        audience,
        ..Ask::default()
    };
    report(files, &ask).unwrap()
}

const PAGE: &str = "check-ins/ada/2026-W47.html";
const AGENDA: &str = "agendas/ada/2026-W47.html";

#[test]
fn copied_vague_and_unshown_answers_are_asked_about_on_the_check_in_and_in_the_agenda() {
    let pages = pages(&team("390", ""), Audience::Team);
    for said in [
        "“Progress” is word for word what week 46 says.",
        "What is different from last week?",
        "“Behind schedule” says nothing that could be checked.",
        "<span class=\"id\">1.1</span> moved, and “Progress” names nothing that others can look at.",
        "Where can this change be seen?",
    ] {
        assert!(pages[PAGE].contains(said), "{said}");
    }
    assert!(
        pages[AGENDA].contains("“Progress” is word for word what week 46 says. What is different")
    );
    let elsewhere = |path: &str| path != PAGE && path != AGENDA && path.ends_with(".html");
    for (path, page) in pages.iter().filter(|(path, _)| elsewhere(path)) {
        assert!(!page.contains("word for word"), "{path}");
    }
}

#[test]
fn words_are_not_asked_about_in_front_of_the_public_nor_where_the_team_has_switched_it_off() {
    let public = pages(&team("390", ""), Audience::Published);
    assert!(!public[PAGE].contains("word for word") && !public[PAGE].contains("could be checked"));
    let mut files = team("390", "");
    let off = "rules: { copied-from-last-week: off, vague-answer: off }\n";
    let okr = format!("{}{off}", files["okr.yaml"]);
    files.insert("okr.yaml".to_owned(), okr);
    let team = pages(&files, Audience::Team);
    assert!(!team[PAGE].contains("word for word") && !team[PAGE].contains("could be checked"));
    assert!(team[PAGE].contains("names nothing that others can look at"));
}

#[test]
fn what_a_comment_takes_back_is_not_asked_about() {
    let allow = "<!-- okr: allow(copied-from-last-week): the same work goes on -->\n";
    let pages = pages(&team("400", allow), Audience::Team);
    assert!(!pages[PAGE].contains("word for word"));
}
