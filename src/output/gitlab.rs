//! `gitlab`: a Code Quality report, by GitLab's description of it: one JSON array, empty when clean.

use std::io::{self, Write};

use serde::Serialize;

use super::link::why;
use super::{Located, json_writer};
use crate::diag::Severity;

#[derive(Serialize)]
struct Issue<'f> {
    description: String,
    check_name: &'f str,
    fingerprint: &'f str,
    severity: &'static str,
    location: Location<'f>,
}

#[derive(Serialize)]
struct Location<'f> {
    path: &'f str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Writes the findings.
///
/// # Errors
/// The stream cannot be written.
pub fn write(out: &mut impl Write, findings: &[Located]) -> io::Result<()> {
    let issues: Vec<Issue<'_>> = findings.iter().map(issue).collect();
    json_writer::write(out, &issues)
}

fn issue(located: &Located) -> Issue<'_> {
    let finding = &located.finding;
    let diagnostic = &finding.diagnostic;
    Issue {
        // The name of the check is not shown, so the description begins with it.
        description: format!(
            "{}: {} ({})",
            diagnostic.rule,
            diagnostic.message,
            why(diagnostic.rule)
        ),
        check_name: diagnostic.rule,
        fingerprint: &finding.fingerprint,
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location {
            path: &located.path,
            lines: Lines {
                begin: located.start.line,
            },
        },
    }
}
