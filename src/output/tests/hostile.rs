//! Text of authors that wants to be obeyed, in every format.

use proptest::prelude::*;

use super::runner::obeyed;
use super::{guarded, unguarded};
use crate::diag::{Diagnostic, Fix, Severity};
use crate::output::Located;
use crate::rules::{Finding, Group};
use crate::text::Span;
use crate::text::source::is_hidden;

const TOKEN: &str = "okr-0123456789abcdef";

/// Pieces of which no combination may do anything.
const PIECES: [&str; 40] = [
    "::error::",
    "::",
    ":",
    "##[command]",
    "##[error]x",
    "##[",
    "]",
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "%0A",
    "%",
    ",",
    "\u{1b}[2J",
    "\u{9b}",
    "\u{202e}",
    "\u{2028}",
    "\u{85}",
    "\0",
    "\u{ffff}",
    "]]>",
    "<script>",
    "</code>",
    "<!-- ",
    "-->",
    "&amp;",
    "@grace",
    "#12",
    "!3",
    "/close",
    "fixes ",
    "|",
    "`",
    "[a](b)",
    "https://x.org",
    "www.x.org",
    "\\",
    "ö",
];

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

pub(super) fn findings() -> impl Strategy<Value = Vec<Located>> {
    let one = (hostile(), hostile(), hostile(), hostile(), 0..3_usize);
    prop::collection::vec(one, 1..4).prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(|(index, texts)| located(index, texts))
            .collect()
    })
}

/// Path, message, help and source of one finding, and which severity it has.
type Texts = (String, String, String, String, usize);

fn located(index: usize, (path, message, help, text, severity): Texts) -> Located {
    let span = Span::new(text.len() / 3, text.len());
    let fix = Fix::replace(help.clone(), span, message.clone());
    let finding = Finding {
        diagnostic: Diagnostic::new("empty-section", path, span, message)
            .with_help(help)
            .with_fix(fix),
        severity: [Severity::Error, Severity::Warning, Severity::Info][severity],
        group: Group::Complete,
        private: false,
        fingerprint: format!("{index:016x}"),
    };
    Located::new(finding, &text, "")
}

/// Without the colours that `full` writes itself.
fn without_colours(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_is_obeyed_by_a_runner(findings in findings()) {
        for (format, log) in unguarded(&findings, &[]) {
            prop_assert_eq!(obeyed(&log), [], "{}", format);
        }
        for (format, log) in guarded(&findings, TOKEN) {
            let commands = obeyed(&log);
            let expected = if format == "github" { 1 + findings.len() } else { 1 };
            prop_assert_eq!(commands.len(), expected, "{}:\n{}", format, log);
            for command in &commands[1..] {
                prop_assert!(["error", "warning", "notice"].contains(&command.name.as_str()));
                let names: Vec<_> = command.properties.iter().map(|(name, _)| name.as_str()).collect();
                prop_assert_eq!(&names[..2], &["file", "line"]);
                prop_assert_eq!(names.last(), Some(&"title"));
            }
        }
    }

    #[test]
    fn no_text_steers_a_terminal(findings in findings()) {
        for (format, log) in unguarded(&findings, &[]).into_iter().chain(guarded(&findings, TOKEN)) {
            let log = if format == "full" || format == "github" { without_colours(&log) } else { log };
            let odd = log.chars().find(|c| is_hidden(*c) || *c == '\r');
            prop_assert_eq!(odd, None, "{}", format);
        }
    }
}
