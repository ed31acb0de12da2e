//! A finding with its place as people count, and the few lines of source that show it.

use crate::diag::Edit;
use crate::rules::Finding;
use crate::text::source::{LineColumn, line_column};
use crate::text::{Span, visible};

/// Most lines of source that are kept for one finding.
const MAX_LINES: usize = 6;
/// Longer lines are cut around the place, in bytes.
const MAX_LINE: usize = 400;

/// A finding that can be printed without the text of its file.
#[derive(Clone, Debug)]
pub struct Located {
    /// The finding.
    pub finding: Finding,
    /// The file, relative to the git work tree, with `/`; as it is, not escaped.
    pub path: String,
    /// Where it begins.
    pub start: LineColumn,
    /// Where it ends, exclusive.
    pub end: LineColumn,
    /// The columns of both in bytes.
    pub byte_columns: Columns,
    /// The edits that put it right, placed.
    pub edits: Vec<PlacedEdit>,
    /// The source around it.
    pub window: Window,
}

/// Columns in UTF-8 bytes, from 1; the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// On the first line.
    pub start: usize,
    /// On the last line.
    pub end: usize,
}

/// One replacement, as people and programs count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedEdit {
    /// Where it begins.
    pub start: LineColumn,
    /// Where it ends, exclusive.
    pub end: LineColumn,
    /// The columns of both in bytes.
    pub byte_columns: Columns,
    /// What stands there afterwards.
    pub text: String,
}

/// A few lines of source, hidden characters shown as escapes.
#[derive(Clone, Debug, Default)]
pub struct Window {
    /// The number of its first line, from 1.
    pub first_line: usize,
    /// The lines.
    pub text: String,
    /// The place within `text`.
    pub span: Span,
}

impl Located {
    /// Places `finding` in the text of its file; `prefix` is the root's path in the git work tree.
    #[must_use]
    pub fn new(finding: Finding, text: &str, prefix: &str) -> Self {
        let span = within(finding.diagnostic.span, text);
        let window = window(text, span);
        let fix = finding.diagnostic.fix.as_ref();
        let edits = fix.map_or(&[][..], |fix| &fix.edits);
        Self {
            path: format!("{prefix}{}", finding.diagnostic.path),
            start: line_column(text, span.start),
            end: line_column(text, span.end),
            byte_columns: byte_columns(text, span),
            edits: edits.iter().map(|edit| placed(edit, text)).collect(),
            window: if finding.private {
                covered(&window)
            } else {
                window
            },
            finding,
        }
    }
}

fn placed(edit: &Edit, text: &str) -> PlacedEdit {
    let span = within(edit.span, text);
    PlacedEdit {
        start: line_column(text, span.start),
        end: line_column(text, span.end),
        byte_columns: byte_columns(text, span),
        text: edit.text.clone(),
    }
}

fn byte_columns(text: &str, span: Span) -> Columns {
    let column = |at: usize| at - text[..at].rfind('\n').map_or(0, |newline| newline + 1) + 1;
    Columns {
        start: column(span.start),
        end: column(span.end),
    }
}

/// The span moved to character borders inside the text.
fn within(span: Span, text: &str) -> Span {
    let border = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    Span::new(border(span.start), border(span.end))
}

fn window(text: &str, span: Span) -> Window {
    let start = text[..span.start]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let mut end = start;
    for (index, line) in text[start..].split_inclusive('\n').enumerate() {
        if index >= MAX_LINES || (end >= span.end && end > start) {
            break;
        }
        end += line.len();
    }
    let (start, end) = cut(text, start, end, span);
    let end = end.max(span.start);
    let place_end = span.end.min(end);
    let before = shown(&text[start..span.start]);
    let place = shown(&text[span.start..place_end]);
    let after = shown(text[place_end..end].trim_end_matches(['\n', '\r']));
    let span_shown = Span::new(before.len(), before.len() + place.len());
    Window {
        first_line: line_column(text, start).line,
        text: format!("{before}{place}{after}"),
        span: span_shown,
    }
}

/// The same lines with a dot in place of every word's letters: what is private is never quoted.
fn covered(window: &Window) -> Window {
    let dots = |text: &str| -> String {
        let dot = |letter: char| if letter.is_whitespace() { letter } else { '·' };
        text.chars().map(dot).collect()
    };
    let before = dots(&window.text[..window.span.start]);
    let place = dots(window.span.of(&window.text));
    let after = dots(&window.text[window.span.end..]);
    Window {
        first_line: window.first_line,
        span: Span::new(before.len(), before.len() + place.len()),
        text: format!("{before}{place}{after}"),
    }
}

/// One very long line is cut around the place.
fn cut(text: &str, start: usize, end: usize, span: Span) -> (usize, usize) {
    if end - start <= MAX_LINE * MAX_LINES {
        return (start, end);
    }
    let near = within(
        Span::new(
            span.start.saturating_sub(MAX_LINE / 2),
            span.start + MAX_LINE / 2,
        ),
        text,
    );
    (near.start.max(start), near.end.min(end).max(span.start))
}

fn shown(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    visible::lines(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_line_of_the_place() {
        let text = "a\nb \u{1b}[1m ccc d\ne\n";
        let at = text.find("ccc").unwrap();
        let window = window(text, Span::new(at, at + 3));
        assert_eq!(
            (window.first_line, window.text.as_str()),
            (2, "b \\u{1b}[1m ccc d")
        );
        assert_eq!(window.span.of(&window.text), "ccc");
    }

    #[test]
    fn counts_columns_in_bytes_too() {
        let text = "a\né b";
        let columns = byte_columns(text, Span::new(5, 6));
        assert_eq!((columns.start, columns.end), (4, 5));
        assert_eq!(line_column(text, 5).column, 3);
    }

    #[test]
    fn covers_what_is_private() {
        let text = "### Salary é\n";
        let window = covered(&window(text, Span::new(4, 10)));
        assert_eq!(window.text, "··· ······ ·");
        assert_eq!(window.span.of(&window.text), "······");
    }

    #[test]
    fn cuts_a_very_long_line() {
        let text = "é".repeat(100_000);
        let window = window(&text, Span::new(100_000, 100_002));
        assert!(window.text.len() <= MAX_LINE + 8, "{}", window.text.len());
        assert_eq!(window.span.of(&window.text), "é");
    }

    #[test]
    fn shows_an_empty_file_and_the_end_of_one() {
        assert_eq!(window("", Span::at(0)).text, "");
        assert_eq!(window("a\n", Span::at(2)).text, "");
        assert_eq!(window("a", Span::at(1)).span, Span::at(1));
    }
}
