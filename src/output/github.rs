//! `github`: the readable report for the log, and workflow commands that become annotations. What comes
//! from a file stands between markers that keep the runner from obeying it. The job summary is
//! [`super::markdown`].

use std::io::{self, Write};

use super::link::why;
use super::sink::command::{Command, Property};
use super::{Located, Summary, full};
use crate::diag::Severity;

/// How many annotations of one level the runner shows for a step; of all levels it shows 50 a job.
pub const MOST_OF_A_LEVEL: usize = 10;

/// What is true of the job that prints.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// A word nobody can guess, where a runner reads the lines.
    pub stop_token: Option<String>,
    /// Whether the job has a summary that holds the rest.
    pub has_summary: bool,
}

/// Writes the readable report and the annotations, errors first.
///
/// # Errors
/// The stream cannot be written.
pub fn write(
    out: &mut impl Write,
    findings: &[Located],
    summary: &Summary,
    job: &Job,
) -> io::Result<()> {
    guarded(out, job.stop_token.as_deref(), |out| {
        full::write(out, findings, summary)
    })?;
    write_annotations(out, findings, job.has_summary)
}

/// Writes what authors wrote between the two markers that stop the runner's reading and start it again.
/// Without a token there is no runner, and no marker.
///
/// # Errors
/// The stream cannot be written.
pub fn guarded<W: Write>(
    out: &mut W,
    stop_token: Option<&str>,
    write: impl FnOnce(&mut W) -> io::Result<()>,
) -> io::Result<()> {
    let Some(token) = stop_token else {
        return write(out);
    };
    writeln!(out, "::stop-commands::{token}")?;
    write(out)?;
    writeln!(out, "::{token}::")
}

/// Writes the annotations alone.
///
/// # Errors
/// The stream cannot be written.
pub fn write_annotations(
    out: &mut impl Write,
    findings: &[Located],
    has_summary: bool,
) -> io::Result<()> {
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let of_level = || findings.iter().filter(|l| l.finding.severity == severity);
        let count = of_level().count();
        let shown = if count > MOST_OF_A_LEVEL {
            MOST_OF_A_LEVEL - 1
        } else {
            count
        };
        for located in of_level().take(shown) {
            write_annotation(out, located)?;
        }
        if count > shown {
            let place = if has_summary {
                "the summary"
            } else if findings.len() > full::MOST {
                "what 'okr check --format concise' prints"
            } else {
                "the report in the log"
            };
            let rest = format!("and {} more, see {place}", count - shown);
            let command = Command::new(level(severity), &rest);
            writeln!(out, "{}", command.with("title", Property::Text("okr")))?;
        }
    }
    Ok(())
}

fn write_annotation(out: &mut impl Write, located: &Located) -> io::Result<()> {
    let finding = &located.finding;
    let diagnostic = &finding.diagnostic;
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        message.push('\n');
        message.push_str(help);
    }
    message.push('\n');
    message.push_str(&why(diagnostic.rule));
    let (start, end) = (located.start, located.end);
    let mut command = Command::new(level(finding.severity), &message)
        .with("file", Property::Text(&located.path))
        .with("line", Property::Number(start.line));
    // The forge drops columns of a range over several lines.
    if start.line == end.line {
        command = command
            .with("col", Property::Number(start.column))
            .with("endLine", Property::Number(end.line))
            .with("endColumn", Property::Number(end.column));
    } else {
        command = command.with("endLine", Property::Number(end.line));
    }
    let command = command.with("title", Property::Text(diagnostic.rule));
    writeln!(out, "{command}")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}
