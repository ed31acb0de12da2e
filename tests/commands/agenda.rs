//! `okr agenda`

use std::path::Path;

use super::team::{Team, told};

fn example() -> Team {
    let team = Team::empty();
    team.copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-repo"));
    team
}

#[test]
fn prints_what_to_talk_about_for_a_terminal_and_as_a_note() {
    let team = example();
    insta::assert_snapshot!(told(&[
        team.okr(&["agenda", "mei", "2026-W47", "--width", "80"]),
        team.okr(&["agenda", "kofi", "--format", "markdown", "--minutes", "45"]),
        team.okr(&["agenda", "nobody"]),
        team.okr(&["agenda", "mei", "2026-W10"]),
    ]));
}

#[test]
fn makes_one_page_that_needs_nothing_else() {
    let team = example();
    let run = team.okr(&["agenda", "kofi", "--format", "html"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = run.stdout;
    assert!(page.contains("Kofi Mensah and Noor Haddad"));
    assert!(page.contains("default-src &#39;none&#39;; style-src &#39;sha256-"));
    for outside in [
        "<link rel=\"stylesheet\"",
        "script src=",
        "href=\"../",
        "http://",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn shows_private_words_to_the_two_alone() {
    let team = example();
    let of = |who: &str| {
        let run = team.okr(&["--as", who, "agenda", "mei", "2026-W47"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stdout
    };
    assert!(of("noor").contains("Feedback 2026-W4"));
    assert!(of("mei").contains("Feedback 2026-W4"));
    assert!(!of("kofi").contains("Feedback 2026-W4"));
}
