//! `markdown`: the findings as a comment or a job summary, one section a file, never longer than a forge
//! takes. What is left out is counted.

use std::io::{self, Write};

use super::sink::markdown::Markdown;
use super::{Located, Summary};
use crate::diag::Severity;

/// The first line, by which a comment is found again.
pub const MARK: &str = "<!-- okr: check -->";
/// The most bytes of a comment: a forge takes 65,536 characters.
pub const COMMENT: usize = 64_000;
/// The most bytes that GitHub takes as the summaries of one step.
pub const JOB_SUMMARY: usize = 1024 * 1024;

/// The most rows of one file's table.
const ROWS: usize = 50;
/// The most characters of one cell.
const CELL: usize = 400;
/// What the last lines may need, in bytes.
const LAST_LINES: usize = 300;

/// Writes the report in at most `most` bytes; it is cut at a section's border, and says so.
///
/// # Errors
/// The stream cannot be written.
pub fn write(
    out: &mut impl Write,
    findings: &[Located],
    summary: &Summary,
    most: usize,
) -> io::Result<()> {
    let head = head(summary);
    let room = most.saturating_sub(LAST_LINES);
    if head.as_str().len() > room {
        return Ok(());
    }
    let mut used = head.as_str().len();
    let mut left_out = 0;
    let mut sections = Vec::new();
    for of_file in by_weight(findings) {
        let section = section(&of_file);
        if left_out == 0 && used + section.as_str().len() <= room {
            used += section.as_str().len();
            sections.push(section);
        } else {
            left_out += of_file.len();
        }
    }
    write!(out, "{}", head.as_str())?;
    for section in &sections {
        write!(out, "{}", section.as_str())?;
    }
    if let Some(first) = sections.first().and(findings.first()) {
        let rule = first.finding.diagnostic.rule;
        let why = Markdown::new()
            .ours("\nWhat a rule asks, and why: `okr explain ")
            .ours(rule)
            .ours("`.\n");
        write!(out, "{}", why.as_str())?;
    }
    if left_out > 0 {
        let last = Markdown::new()
            .ours("\n*… and ")
            .number(left_out)
            .ours(" more that do not fit in here; `okr check` shows all.*\n");
        write!(out, "{}", last.as_str())?;
    }
    Ok(())
}

fn head(summary: &Summary) -> Markdown {
    let sign = if summary.errors > 0 {
        "❌ "
    } else if summary.warnings > 0 {
        "⚠️ "
    } else {
        "✅ "
    };
    Markdown::new()
        .ours(MARK)
        .ours("\n## OKR check-ins\n\n")
        .ours(sign)
        .text(&summary.found(), CELL)
        .ours(" in ")
        .text(&summary.looked_at(), CELL)
        .ours(".\n")
}

/// The findings of each file; files with errors first, else in their order.
fn by_weight(findings: &[Located]) -> Vec<Vec<&Located>> {
    let mut files: Vec<Vec<&Located>> = Vec::new();
    for located in findings {
        match files.last_mut() {
            Some(last) if last[0].path == located.path => last.push(located),
            _ => files.push(vec![located]),
        }
    }
    for file in &mut files {
        file.sort_by_key(|located| std::cmp::Reverse(located.finding.severity));
    }
    files.sort_by_key(|file| std::cmp::Reverse(file[0].finding.severity));
    files
}

fn section(of_file: &[&Located]) -> Markdown {
    let path = of_file.first().map_or("", |located| &located.path);
    let mut text = Markdown::new()
        .ours("\n### ")
        .code(path, CELL)
        .ours("\n\n| | line | what | rule |\n| --- | ---: | --- | --- |\n");
    for located in of_file.iter().take(ROWS) {
        text = text.then(&row(located));
    }
    if of_file.len() > ROWS {
        text = text
            .ours("\n*… and ")
            .number(of_file.len() - ROWS)
            .ours(" more in this file.*\n");
    }
    text
}

fn row(located: &Located) -> Markdown {
    let finding = &located.finding;
    let diagnostic = &finding.diagnostic;
    let sign = match finding.severity {
        Severity::Error => "| ❌ error | ",
        Severity::Warning => "| ⚠️ warning | ",
        Severity::Info => "| ℹ️ info | ",
    };
    let mut row = Markdown::new()
        .ours(sign)
        .number(located.start.line)
        .ours(" | ")
        .text(&diagnostic.message, CELL);
    if let Some(help) = &diagnostic.help {
        row = row.ours("<br>").text(help, CELL);
    }
    row.ours(" | ").code(diagnostic.rule, CELL).ours(" |\n")
}
