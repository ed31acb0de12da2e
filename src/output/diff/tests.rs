//! What must hold of every rendering: it stays in its bounds, and nothing of an author's is obeyed.

use proptest::prelude::*;

use super::*;
use crate::diff::{Context, diff};
use crate::model::{CheckIn, Okrs, PersonId, Week};
use crate::output::line::Styles;
use crate::text::Source;

fn team() -> Team {
    let text = "people:\n  ada: { name: \"Ada @all #1\", manager: grace }\n  grace: {}\n";
    crate::read::team(&Source::new(text.into())).value
}

fn check_in(week: &str, text: &str, team: &Team) -> CheckIn {
    let person = PersonId::new("ada").unwrap();
    let week = Week::parse(week).unwrap();
    let source = Source::new(text.as_bytes().to_vec());
    crate::read::check_in(&source, "x.md", &person, week, team, &Okrs::default()).value
}

fn with_diff<T>(before: &str, after: &str, work: impl FnOnce(Told) -> T) -> T {
    let team = team();
    let okrs = Okrs::default();
    let (before, after) = (
        check_in("2026-W46", before, &team),
        check_in("2026-W47", after, &team),
    );
    let diff = diff(Some(&before), &after, &Context::new(&team, &okrs, &[]));
    let person = team.person("ada").unwrap();
    work(Told {
        diff: &diff,
        team: &team,
        person,
    })
}

/// A comment on these alone.
fn comment_on(told: &[Told]) -> String {
    let diffs = told.iter().map(|told| told.diff.clone()).collect();
    let comparison = Comparison::of(diffs);
    markdown::render(&Shown::new(&comparison, told[0].team))
}

fn terminal_of(told: &Told, width: usize, styles: Styles) -> String {
    let options = terminal::Options {
        width,
        styles,
        words: terminal::Words::All,
    };
    terminal::one(told, &options)
}

/// A long check-in: many tasks, obstacles and paragraphs.
fn long(word: &str) -> String {
    let tasks: String = (0..60)
        .map(|n| format!("- [ ] {word} the task number {n} (@ada, due 2026-11-20)\n"))
        .collect();
    let prose: String = (0..60)
        .map(|n| format!("{word} paragraph {n} has some words in it. And more.\n\n"))
        .collect();
    format!("## Progress\n{prose}\n## Plan\n{tasks}")
}

#[test]
fn keeps_a_comment_of_three_hundred_check_ins_within_its_budget() {
    let (before, after) = (long("Before"), long("Later"));
    with_diff(&before, &after, |told| {
        let all = vec![told; 300];
        let comment = comment_on(&all);
        assert!(comment.starts_with(markdown::MARKER));
        assert!(comment.len() <= markdown::BUDGET, "{}", comment.len());
        assert!(comment.contains("Left out"));
        assert_eq!(
            comment.matches("<details>").count(),
            comment.matches("</details>").count()
        );
        assert_eq!(comment.matches("\n```").count() % 2, 0);
    });
}

#[test]
fn leaves_nothing_of_an_author_live_in_a_comment() {
    let hostile = "## Progress\n@grace fixes #12\n\n/close\n\n<img src=x>\n\n````\n```\n@grace\n````\n\n\
                   ## Obstacles\n### @grace fixes #12 ![p](https://x.org/p.png) | <b>\n- Slows: x/y\n\n\
                   ## Plan\n- [ ] /close @grace #12 <script> https://x.org\n";
    with_diff("## Progress\n", hostile, |told| {
        let comment = comment_on(&[told]);
        let mut fence: Option<String> = None;
        for line in comment.lines() {
            let ticks: String = line.chars().take_while(|c| *c == '`').collect();
            match &fence {
                Some(open) if *open == line => fence = None,
                None if ticks.len() >= 3 => fence = Some(ticks),
                Some(_) => {}
                None => {
                    assert!(!line.starts_with('/'), "{line}");
                    for live in [
                        "@grace", "@all", "#12", "#1 ", "<img", "<script", "://", "![",
                    ] {
                        assert!(!line.contains(live), "{live} in {line}");
                    }
                }
            }
        }
        assert_eq!(fence, None);
    });
}

#[test]
fn writes_facts_alone_as_json() {
    let text = "## Plan\n- [ ] Do it (@ada, due 2026-11-27)\n- [x] Done twice\n";
    with_diff(
        text,
        "## Plan\n- [x] Do it (@ada, due 2026-11-27)\n- [x] Done twice\n",
        |told| {
            let mut out = Vec::new();
            let comparison = Comparison::of(vec![told.diff.clone()]);
            json::write(&mut out, &Shown::new(&comparison, told.team)).unwrap();
            let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
            assert_eq!(value["schema-version"], 1);
            assert_eq!(value["kind"], "diff");
            let tasks = value["diffs"][0]["tasks"].as_array().unwrap();
            assert_eq!(tasks.len(), 1);
            assert_eq!(tasks[0]["event"], "done");
            assert_eq!(tasks[0]["before"]["state"], "open");
            assert_eq!(tasks[0]["after"]["due"], "2026-11-27");
        },
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_line_is_wider_than_asked_and_none_is_obeyed(
        before in "(## Progress\n|### |- \\[ \\] |[a-z]{1,9} |負荷|\u{1b}|\u{202e}|\n){0,40}",
        after in "(## Plan\n|## Progress\n|- \\[x\\] |[a-z]{1,9} |負荷|\u{1b}|\u{9b}|\n|`a b`){0,40}",
        width in 60..180_usize,
    ) {
        with_diff(&before, &after, |told| {
            let text = terminal_of(&told, width, Styles::plain());
            for line in text.lines() {
                prop_assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{}", line);
            }
            prop_assert!(!text.chars().any(|c| c != '\n' && crate::text::source::is_hidden(c)));
            let comment = comment_on(&[told]);
            prop_assert!(!comment.chars().any(|c| c != '\n' && crate::text::source::is_hidden(c)));
            Ok(())
        })?;
    }
}

#[test]
fn wraps_a_long_heading() {
    let before = "## Progress\n### ### ### \u{1b}\u{202e}\u{202e}aaaaaa \u{202e}\u{202e}\u{202e}\u{202e}\na ";
    with_diff(before, "", |told| {
        let text = terminal_of(&told, 60, Styles::plain());
        let width = |line: &str| unicode_width::UnicodeWidthStr::width(line);
        assert!(text.lines().all(|line| width(line) <= 60), "{text}");
    });
}

#[test]
fn leaves_out_what_is_written_anew_each_week() {
    let text = |own: &str, outside: &str, prose: &str| {
        format!(
            "## Progress\n{prose}\n\n## Obstacles\n### The treasurer\n{own}{outside}\n## Plan\n- [ ]\n"
        )
    };
    let before = text(
        "- Own cause: I sent it to the registry.\n",
        "- Outside cause: she signs on Mondays only.\n",
        "33 of 48. Nobody came. It rained for days.",
    );
    let after = text(
        "- Own cause: there is no second way.\n",
        "",
        "38 of 48. Five have read it aloud.",
    );
    with_diff(&before, &after, |told| {
        let of = |words| {
            let options = terminal::Options {
                width: 80,
                styles: Styles::plain(),
                words,
            };
            terminal::one(&told, &options)
        };
        let (usual, all) = (of(terminal::Words::Fitting), of(terminal::Words::All));
        for gone in ["registry", "Mondays", "Nobody came"] {
            assert!(!usual.contains(gone), "{usual}");
            assert!(all.contains(gone), "{all}");
        }
        assert!(usual.contains("Outside cause: no longer said"), "{usual}");
        assert!(usual.contains("[-33-]{+38+} of 48."), "{usual}");
        assert!(usual.contains("2 sentences of 2026-W46 went"), "{usual}");
        assert!(!all.contains("[ ]"), "{all}");
        let comment = comment_on(&[told]);
        assert!(!comment.contains("registry"), "{comment}");
    });
}
