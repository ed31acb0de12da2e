//! Every format against the rules of whoever reads it, with text that wants to be obeyed and with 30,000
//! findings.

mod annotations;
mod hostile;
mod json_formats;
mod markdown;
mod runner;
mod xml;
mod xml_reader;

use std::io;

use super::{Located, Summary, concise, full, github, gitlab, json, junit, rdjson, sarif};
use crate::diag::{Diagnostic, Fix, Severity};
use crate::rules::{Finding, Group};
use crate::text::Span;

/// A finding about the word `b` in a file of three lines.
fn finding(path: &str, message: &str, severity: Severity, number: usize) -> Located {
    let span = Span::new(2, 4);
    let fix = Fix::replace("write 'd'", span, "d");
    let diagnostic = Diagnostic::new("empty-section", path, span, message)
        .with_help("write an answer below it")
        .with_fix(fix);
    let finding = Finding {
        diagnostic,
        severity,
        group: Group::Complete,
        private: false,
        fingerprint: format!("{number:016x}"),
    };
    Located::new(finding, "a\né\nc\n", "")
}

fn summary(findings: &[Located]) -> Summary {
    let mut summary = Summary {
        check_ins: 2,
        people: 1,
        ..Summary::default()
    };
    for located in findings {
        summary.count(located.finding.severity);
    }
    summary
}

/// Three findings of each severity, in two files.
fn some() -> Vec<Located> {
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let one = |number: usize| {
        let path = if number < 5 {
            "a.md"
        } else {
            "check-ins/ö b.md"
        };
        finding(path, "the section is empty", severities[number % 3], number)
    };
    (0..9).map(one).collect()
}

/// As many as a forgotten repository has.
fn many() -> Vec<Located> {
    let severities = [Severity::Info, Severity::Warning, Severity::Error];
    let one = |number: usize| {
        let path = format!("check-ins/p{}/2026-W47.md", number / 100);
        let message = format!("the section is empty, number {number}");
        finding(&path, &message, severities[number % 3], number)
    };
    (0..30_000).map(one).collect()
}

/// What is written to a string.
fn written(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// All formats but `github`, by name, as they stand in a log.
fn unguarded(findings: &[Located], checked: &[String]) -> Vec<(&'static str, String)> {
    let summary = summary(findings);
    vec![
        ("json", written(|out| json::write(out, findings, &summary))),
        ("gitlab", written(|out| gitlab::write(out, findings))),
        ("sarif", written(|out| sarif::write(out, findings))),
        ("rdjson", written(|out| rdjson::write(out, findings))),
        ("junit", written(|out| junit::write(out, findings, checked))),
        (
            "markdown",
            written(|out| super::markdown::write(out, findings, &summary, 64_000)),
        ),
    ]
}

/// The formats for people, between the markers that a runner obeys.
fn guarded(findings: &[Located], token: &str) -> Vec<(&'static str, String)> {
    let summary = summary(findings);
    let job = github::Job {
        stop_token: Some(token.to_owned()),
        has_summary: true,
    };
    let within = |write: &dyn Fn(&mut Vec<u8>) -> io::Result<()>| {
        written(|out| github::guarded(out, Some(token), |out| write(out)))
    };
    vec![
        (
            "github",
            written(|out| github::write(out, findings, &summary, &job)),
        ),
        ("full", within(&|out| full::write(out, findings, &summary))),
        (
            "concise",
            within(&|out| concise::write(out, findings, &summary)),
        ),
    ]
}
