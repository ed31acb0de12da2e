//! `rdjson`: the Reviewdog Diagnostic Format, with fixes as suggestions. Columns count UTF-8 bytes from 1,
//! an end is exclusive, an insertion has its start as its end.

use std::io::{self, Write};

use serde::Serialize;

use super::located::{Columns, PlacedEdit};
use super::{Located, json_writer, link};
use crate::diag::{Diagnostic, Severity};
use crate::text::source::LineColumn;

#[derive(Serialize)]
struct Report<'f> {
    source: Source,
    severity: &'static str,
    diagnostics: Vec<Item<'f>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'static str>,
}

#[derive(Serialize)]
struct Item<'f> {
    message: String,
    location: Location<'f>,
    severity: &'static str,
    code: Code<'f>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'f>>,
}

#[derive(Serialize)]
struct Location<'f> {
    path: &'f str,
    range: Range,
}

#[derive(Serialize)]
struct Code<'f> {
    value: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Suggestion<'f> {
    range: Range,
    text: &'f str,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

/// Writes the findings.
///
/// # Errors
/// The stream cannot be written.
pub fn write(out: &mut impl Write, findings: &[Located]) -> io::Result<()> {
    let heaviest = findings.iter().map(|located| located.finding.severity);
    let report = Report {
        source: Source {
            name: "okr",
            url: link::home(),
        },
        severity: word(heaviest.max().unwrap_or(Severity::Info)),
        diagnostics: findings.iter().map(item).collect(),
    };
    json_writer::write(out, &report)
}

fn item(located: &Located) -> Item<'_> {
    let diagnostic = &located.finding.diagnostic;
    Item {
        message: message(diagnostic),
        location: Location {
            path: &located.path,
            range: range(located.start, located.end, located.byte_columns),
        },
        severity: word(located.finding.severity),
        code: Code {
            value: diagnostic.rule,
            url: link::of_rule(diagnostic.rule),
        },
        // Several suggestions are alternatives: a fix of several edits is none.
        suggestions: match located.edits.as_slice() {
            [edit] => vec![suggestion(edit)],
            _ => Vec::new(),
        },
    }
}

/// What is wrong, what to do, and what tells why.
fn message(diagnostic: &Diagnostic) -> String {
    let (told, why) = (&diagnostic.message, link::why(diagnostic.rule));
    match &diagnostic.help {
        Some(help) => format!("{told}; {help} ({why})"),
        None => format!("{told} ({why})"),
    }
}

fn suggestion(edit: &PlacedEdit) -> Suggestion<'_> {
    Suggestion {
        range: range(edit.start, edit.end, edit.byte_columns),
        text: &edit.text,
    }
}

fn range(start: LineColumn, end: LineColumn, columns: Columns) -> Range {
    let position = |line: usize, column: usize| Position { line, column };
    Range {
        start: position(start.line, columns.start),
        end: position(end.line, columns.end),
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}
