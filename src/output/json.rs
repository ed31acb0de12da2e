//! `json`: every finding with lines, columns and bytes, for programs. What is new is added; what is
//! there keeps its meaning within a schema version.

use std::io::{self, Write};

use serde::Serialize;

use super::{Located, Summary, json_writer};
use crate::diag::Fix;
use crate::text::source::LineColumn;

/// The version of what is written here.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Output<'f> {
    schema_version: u32,
    kind: &'static str,
    summary: Counts,
    findings: Vec<Item<'f>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Counts {
    check_ins: usize,
    people: usize,
    key_results: usize,
    objectives: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'f> {
    rule: &'f str,
    group: &'f str,
    severity: &'f str,
    path: &'f str,
    range: Range,
    message: &'f str,
    help: Option<&'f str>,
    fix: Option<Repair<'f>>,
    fingerprint: &'f str,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    byte: usize,
}

#[derive(Serialize)]
struct Repair<'f> {
    title: &'f str,
    safe: bool,
    edits: Vec<Replacement<'f>>,
}

#[derive(Serialize)]
struct Replacement<'f> {
    start: usize,
    end: usize,
    text: &'f str,
}

/// Writes the findings as one JSON object.
///
/// # Errors
/// The stream cannot be written.
pub fn write(out: &mut impl Write, findings: &[Located], summary: &Summary) -> io::Result<()> {
    let Summary {
        check_ins,
        people,
        key_results,
        objectives,
        errors,
        warnings,
        infos,
    } = *summary;
    let output = Output {
        schema_version: SCHEMA_VERSION,
        kind: "check",
        summary: Counts {
            check_ins,
            people,
            key_results,
            objectives,
            errors,
            warnings,
            infos,
        },
        findings: findings.iter().map(item).collect(),
    };
    json_writer::write(out, &output)
}

fn item(located: &Located) -> Item<'_> {
    let finding = &located.finding;
    let diagnostic = &finding.diagnostic;
    Item {
        rule: diagnostic.rule,
        group: finding.group.word(),
        severity: finding.severity.word(),
        path: &located.path,
        range: Range {
            start: place(located.start, diagnostic.span.start),
            end: place(located.end, diagnostic.span.end),
        },
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        fix: diagnostic.fix.as_ref().map(repair),
        fingerprint: &finding.fingerprint,
    }
}

fn place(at: LineColumn, byte: usize) -> Place {
    Place {
        line: at.line,
        column: at.column,
        byte,
    }
}

fn repair(fix: &Fix) -> Repair<'_> {
    let edits = fix.edits.iter().map(|edit| Replacement {
        start: edit.span.start,
        end: edit.span.end,
        text: &edit.text,
    });
    Repair {
        title: &fix.title,
        safe: fix.safe,
        edits: edits.collect(),
    }
}
