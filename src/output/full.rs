//! `full`: the source line, a caret and a remedy for each finding, as rustc does; what is left to do in a
//! draft as a list, which is made in `to_do`.

use std::cmp::Reverse;
use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::summary::counted;
use super::to_do::{self, ToDo};
use super::{Located, Summary};
use crate::diag::Severity;
use crate::text::visible::one_line;

/// Most findings that are printed; the rest is counted.
pub const MOST: usize = 100;

/// Writes the findings, errors and warnings before infos, and the last line. Where there are too many, the
/// heaviest are shown.
///
/// # Errors
/// The stream cannot be written.
pub fn write(out: &mut impl Write, findings: &[Located], summary: &Summary) -> io::Result<()> {
    write_findings(out, findings)?;
    writeln!(out, "{}: {}", summary.looked_at(), summary.found())
}

/// Writes the findings alone, errors and warnings before infos. The renderer always colours; the
/// stream decides whether colours stay.
///
/// # Errors
/// The stream cannot be written.
pub fn write_findings(out: &mut impl Write, findings: &[Located]) -> io::Result<()> {
    let renderer = Renderer::styled();
    let (mut told, lists) = to_do::parted(findings);
    if told.len() > MOST {
        told.sort_by_key(|located| Reverse(located.finding.severity));
    } else {
        told.sort_by_key(|located| located.finding.severity == Severity::Info);
    }
    for located in told.iter().take(MOST) {
        writeln!(out, "{}\n", renderer.render(&[group(located)]))?;
    }
    for list in lists.iter().take(MOST) {
        write_to_do(out, &renderer, list)?;
    }
    let left = told.len().saturating_sub(MOST) + lists.len().saturating_sub(MOST);
    if left > 0 {
        let rest = counted(left, "more finding", "more findings");
        writeln!(out, "… and {rest}; '--format concise' prints all\n")?;
    }
    Ok(())
}

/// The list of what is left to do in one file.
fn write_to_do(out: &mut impl Write, renderer: &Renderer, list: &ToDo<'_>) -> io::Result<()> {
    let what = counted(list.lines.len(), "answer is", "answers are");
    let title = format!("{what} left in {}", one_line(list.path));
    let title = Group::with_title(Level::INFO.primary_title(title));
    writeln!(out, "{}", renderer.render(&[title]))?;
    for (line, left) in &list.lines {
        writeln!(out, "{line:>5} | {left}")?;
    }
    writeln!(out)
}

fn group(located: &Located) -> Group<'_> {
    let diagnostic = &located.finding.diagnostic;
    let level = match located.finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level
        .primary_title(one_line(&diagnostic.message))
        .id(diagnostic.rule);
    let window = &located.window;
    let snippet = Snippet::source(window.text.as_str())
        .line_start(window.first_line)
        .path(one_line(&located.path))
        .annotation(AnnotationKind::Primary.span(window.span.range()));
    let mut group = title.element(snippet);
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(one_line(help)));
    }
    group
}
