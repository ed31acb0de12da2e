//! The comment and the job summary, parsed as a forge does.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::hostile::findings;
use super::{many, some, summary, written};
use crate::output::{Located, markdown};

/// Tags of our own.
const OURS: [&str; 7] = [
    "<code>",
    "</code>",
    "<span>",
    "</span>",
    "<br>",
    "<!-- okr: check -->",
    "<!-- okr: check -->\n",
];

fn report(findings: &[Located], most: usize) -> String {
    written(|out| markdown::write(out, findings, &summary(findings), most))
}

/// Panics where anything in it is live; gives the number of headings and of rows.
fn inert(text: &str) -> (usize, usize) {
    let (mut headings, mut rows) = (0, 0);
    let mut stretch = String::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_GFM) {
        match event {
            Event::Text(text) => {
                stretch.push_str(&text);
                continue;
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                assert!(OURS.contains(&html.as_ref()), "{html:?} in\n{text}");
            }
            Event::Start(Tag::Heading { .. }) => headings += 1,
            Event::Start(Tag::TableRow) => rows += 1,
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => {
                panic!("a link, image or code block in\n{text}")
            }
            _ => {}
        }
        nothing_referring(&stretch, text);
        stretch.clear();
    }
    // A quick action is a line that begins with a slash.
    assert!(
        !text.lines().any(|line| line.trim_start().starts_with('/')),
        "{text}"
    );
    (headings, rows)
}

/// Forges look for these in single stretches of text.
fn nothing_referring(stretch: &str, text: &str) {
    let follows = |sign: char, is_name: fn(char) -> bool| {
        let mut pieces = stretch.split(sign).skip(1);
        pieces.any(|behind| behind.starts_with(is_name))
    };
    for sign in ['@', '#', '!', '~', '$'] {
        assert!(
            !follows(sign, char::is_alphanumeric),
            "{sign} in {stretch:?} of\n{text}"
        );
    }
    for address in ["://", "www.", "mailto:"] {
        let found = stretch.to_ascii_lowercase();
        assert!(
            !found.contains(&format!("{address}x")),
            "{stretch:?} in\n{text}"
        );
    }
}

#[test]
fn has_a_table_for_each_file() {
    let findings = some();
    let text = report(&findings, markdown::COMMENT);
    assert!(text.starts_with(
        "<!-- okr: check -->\n## OKR check-ins\n\n❌ 3 errors, 3 warnings, 3 infos in"
    ));
    assert_eq!(inert(&text), (3, findings.len()));
    assert!(text.contains("| ❌ error | 2 | the section is empty<br>write an answer below it | <code>empty-section</code> |"));
}

#[test]
fn is_cut_at_the_border_of_a_section_and_says_so() {
    let findings = many();
    for most in [markdown::COMMENT, markdown::JOB_SUMMARY, 5_000] {
        let text = report(&findings, most);
        assert!(text.len() <= most, "{} of {most}", text.len());
        let (headings, _) = inert(&text);
        let files = headings - 1;
        let left_out = findings.len() - files * 100;
        let told =
            format!("*… and {left_out} more that do not fit in here; `okr check` shows all.*\n");
        assert!(text.ends_with(&told), "{}", &text[text.len() - 200..]);
        assert_eq!(text.matches("*… and 50 more in this file.*").count(), files);
    }
    assert_eq!(report(&findings, 100), "");
}

#[test]
fn says_that_all_is_well() {
    let text = report(&[], markdown::COMMENT);
    assert!(
        text.contains("✅ nothing to mend in 2 check-ins of 1 person"),
        "{text}"
    );
}

proptest! {
    #[test]
    fn nothing_that_authors_write_is_live(findings in findings()) {
        let (_, rows) = inert(&report(&findings, markdown::COMMENT));
        prop_assert_eq!(rows, findings.len());
    }
}
