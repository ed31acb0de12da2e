//! What never gets into a page: private words, active HTML, and what is not for the public.

use okr::report::Audience;

use crate::links::values;
use crate::team::{Ask, Files, Pages, example, report};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:";

fn small() -> Files {
    let okr = "team: Crew\npeople:\n  ada: { name: Ada Lovelace, email: ada@example.com, manager: grace }\n  \
               grace: { name: Grace Hopper }\ncycle: 2026-Q4\n";
    let objective = "---\ntitle: Fast\nowner: ada\nkey-results:\n  p95:\n    title: Latency\n    unit: ms\n    \
                     start: 480\n    target: 150\n---\nWhy.\n";
    Files::from([
        ("okr.yaml".to_owned(), okr.to_owned()),
        ("okrs/2026-Q4/fast.md".to_owned(), objective.to_owned()),
    ])
}

fn check_in(value: u32, sections: &str) -> String {
    format!(
        "---\nstatus: reviewed\nkey-results:\n  fast/p95:\n    value: {value}\n    confidence: good\n\
         reviewed: {{ by: grace, on: 2026-11-20 }}\n---\n# Ada\n\n{sections}"
    )
}

fn with(weeks: &[(&str, String)]) -> Files {
    let mut files = small();
    for (week, text) in weeks {
        files.insert(format!("check-ins/ada/{week}.md"), text.clone());
    }
    files
}

fn both(files: &Files) -> [Pages; 2] {
    [Audience::Team, Audience::Published].map(|audience| {
        report(
            files,
            &Ask {
                audience,
                ..Ask::default()
            },
        )
        .unwrap()
    })
}

#[test]
fn private_words_are_in_no_page_for_no_audience() {
    let text = |n: u32| {
        let sections = format!(
            "## Progress\n### p95\nFine. <!-- CANARY1 -->\n\n### Aside\n<!-- okr: private -->\nCANARY2\n\n\
             ## Obstacles\n### Quota\n- Slows: p95\n- Own cause: late.\n\n\
             ### CANARY3\n<!-- okr: private -->\n- Slows: p95\n- Own cause: CANARY4\n\n\
             ## Plan\n- [ ] Ask (@ada, due 2026-11-27)\n\n\
             ## Feedback\nCANARY5 {n}\n- [ ] CANARY6 (@ada, due 2026-11-27)\n\n\
             ## Reply\nCANARY7\n\n## Notes\n<!-- okr: private -->\nCANARY8\n"
        );
        check_in(n, &sections)
    };
    let files = with(&[("2026-W46", text(400)), ("2026-W47", text(390))]);
    for pages in both(&files) {
        assert!(pages["check-ins/ada/2026-W47.html"].contains("It is in no report."));
        for (path, page) in &pages {
            assert!(!page.contains("CANARY"), "{path}");
        }
    }
}

#[test]
fn a_file_that_fails_closed_is_not_rendered() {
    let odd = check_in(390, "## Progress\nCANARY\n<!-- okr: privat -->\n");
    let files = with(&[
        ("2026-W46", check_in(400, "## Progress\nFine.\n")),
        ("2026-W47", odd),
    ]);
    for pages in both(&files) {
        for (path, page) in &pages {
            assert!(!page.contains("CANARY") && !page.contains("390"), "{path}");
        }
        assert!(pages["check-ins/ada/2026-W47.html"].contains("This file is not shown."));
    }
}

const HOSTILE: &str =
    "\"><script>alert(1)</script><img src=x onerror=alert(1)> {{ 77*77 }} [[lang]] \u{202e}x";

#[test]
fn text_of_files_is_text_in_every_page() {
    let sections = format!(
        "## Progress\n### p95\n{HOSTILE}\n[a](javascript:alert(1)) ![b](https://example.com/p.png)\n\n\
         ## Obstacles\n### {HOSTILE}\n- Slows: p95\n- Own cause: {HOSTILE}\n\n\
         ## Plan\n- [ ] {HOSTILE} (@ada, due 2026-11-27)\n\n## Recognition\n{HOSTILE}\n\n## {HOSTILE}\nx\n"
    );
    let mut files = with(&[
        ("2026-W46", check_in(400, &sections)),
        ("2026-W47", check_in(390, &sections.replace("x\n", "y\n"))),
    ]);
    let name = HOSTILE.replace('"', "\\\"").replace('\u{202e}', "");
    let okr = files["okr.yaml"].replace("Ada Lovelace", &format!("\"{name}\""));
    files.insert("okr.yaml".to_owned(), okr);
    let fast = files["okrs/2026-Q4/fast.md"].replace("Latency", &format!("\"{name}\""));
    files.insert("okrs/2026-Q4/fast.md".to_owned(), fast);
    for (path, page) in report(&files, &Ask::default()).unwrap() {
        if path.ends_with(".html") {
            assert_eq!(page.matches("<script").count(), 1, "{path}");
            assert!(!page.contains("<img") && !page.contains("5929"), "{path}");
            assert!(!page.contains('\u{202e}'), "{path}");
            assert!(
                values(&page, "href")
                    .iter()
                    .all(|href| !href.starts_with("javascript")),
                "{path}"
            );
            for handler in ["onerror", "onload", "onclick"] {
                assert!(values(&page, handler).is_empty(), "{path}");
            }
        }
    }
}

#[test]
fn every_page_has_the_policy_and_keeps_it() {
    for (path, page) in crate::example_pages() {
        if path.ends_with(".html") {
            assert!(page.contains(&format!("content=\"{POLICY}\"")), "{path}");
            assert!(values(page, "style").is_empty(), "{path}");
            assert!(
                !page.contains("<style") && !page.contains("<iframe"),
                "{path}"
            );
            assert_eq!(values(page, "src").len(), 1, "{path}");
        }
    }
}

#[test]
fn the_public_gets_no_asks_no_source_no_commit_and_no_path() {
    let mut files = example();
    let path = "check-ins/mei/2026-W47.md";
    let text = format!("{}\n## Asks\nA quieter room, ROOM.\n", files[path]);
    files.insert(path.to_owned(), text);
    let [team, public] = both(&files);
    assert!(team["check-ins/mei/2026-W47.html"].contains("ROOM"));
    for (path, page) in &public {
        assert!(!page.contains("ROOM"), "{path}");
        assert!(!page.contains("check-ins/mei/2026-W47.md"), "{path}");
        assert!(!page.contains("class=\"raw\""), "{path}");
        assert!(!page.contains("<code>3f9c2e1"), "{path}");
    }
    for page in team.values().chain(public.values()) {
        assert!(!page.contains("mei@example.com"));
    }
}

#[test]
fn what_is_withheld_is_named_on_the_first_page_and_never_quoted() {
    let odd = check_in(390, "## Progress\nCANARY\n\n<!-- okr: privat CANARY -->\n");
    let files = with(&[
        ("2026-W46", check_in(400, "## Progress\nFine.\n")),
        ("2026-W47", odd),
    ]);
    let [team, public] = both(&files);
    let panel = |pages: &Pages, page: &str| {
        let page = &pages[page];
        let from = page.find("h-unread")?;
        let to = from + page[from..].find("</section>")?;
        Some(page[from..to].to_owned())
    };
    let told = panel(&team, "index.html").unwrap();
    assert!(told.contains("check-ins/ada/2026-W47.md:14"), "{told}");
    assert!(
        told.contains("okr check check-ins/ada/2026-W47.md"),
        "{told}"
    );
    assert_eq!(panel(&team, "weeks/2026-W46.html"), None);
    let index = &team["index.html"];
    let tile = &index[index.find("href=\"#people\"").unwrap()..];
    let tile = &tile[..tile.find("</a>").unwrap()];
    assert!(tile.contains(">0<small> of 1</small>"), "{tile}");
    assert!(tile.contains("1 left out"), "{tile}");
    assert!(index.contains("class=\"p u\"><span>Left out</span>"));
    let told = panel(&public, "index.html").unwrap();
    assert!(
        told.contains("The check-in of Ada Lovelace for week 47"),
        "{told}"
    );
    assert!(!told.contains("check-ins/"), "{told}");
    for page in team.values().chain(public.values()) {
        assert!(!page.contains("CANARY"));
    }
}
