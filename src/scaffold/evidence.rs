//! Evidence for a key result, put into a check-in's Progress: one list item, and no other byte.

use crate::model::{CheckIn, KeyResultRef, SectionKind, Team};
use crate::text::{Document, Problem, ProblemKind, Source, Span, fold};

use super::words::{heading, is_self_contained};

/// The text of `check_in` with `evidence` (Markdown on one line) below the key result's heading in
/// Progress, which is added where it is missing. One that stands there already is not written twice.
///
/// # Errors
/// There is no Progress, or what is written would be taken for something else; the problem says where.
pub fn with_evidence(
    check_in: &CheckIn,
    team: &Team,
    reference: &KeyResultRef,
    evidence: &str,
) -> Result<String, Problem> {
    let text = check_in.text.as_str();
    let Some(section) = check_in.section(SectionKind::Progress) else {
        let message = "there is no section for progress";
        let problem = Problem::new(ProblemKind::Unclosed, Span::at(text.len()), message);
        return Err(problem.with_help("'okr fix' puts it there"));
    };
    let label = team.language.wording().draft.evidence;
    let item = format!("- {label}: {}", fold::one_line(evidence));
    let place = section.heading.span;
    if !is_self_contained(&item, 6) {
        let message = "the evidence would be taken for something else";
        let problem = Problem::new(ProblemKind::Unclosed, place, message);
        return Err(problem.with_help("write words, a commit's id or a link"));
    }
    let part = section
        .parts
        .iter()
        .find(|part| part.key_result.as_ref() == Some(reference));
    let (body, put) = match part {
        Some(part)
            if part
                .body
                .of(text)
                .lines()
                .any(|line| line.trim_end() == item) =>
        {
            return Ok(text.to_owned());
        }
        Some(part) => {
            let gap = gap_below(part.body.of(text));
            (part.body, format!("{gap}{item}"))
        }
        None => {
            let marks = "#".repeat(usize::from(team.section_level) + 1);
            (section.body, format!("\n\n{marks} {reference}\n{item}"))
        }
    };
    let (at, edited) = inserted(text, body, &put);
    let added = usize::from(part.is_none());
    if counts(&edited, team) == with_parts(counts(text, team), added) {
        return Ok(edited);
    }
    let message = "what would be written here would be taken for something else";
    let problem = Problem::new(ProblemKind::Unclosed, Span::at(at), message);
    Err(problem.with_help("is a comment or code block above it left open?"))
}

/// The text with `put` behind what is in `body`, with the line ends of the file; and where that is.
pub(super) fn inserted(text: &str, body: Span, put: &str) -> (usize, String) {
    let at = text[..body.end].trim_end().len();
    let is_crlf = text
        .find('\n')
        .is_some_and(|end| text[..end].ends_with('\r'));
    let end = if text[at..].is_empty() { "\n" } else { "" };
    let mut put = format!("{put}{end}");
    if is_crlf {
        put = put.replace('\n', "\r\n");
    }
    (at, format!("{}{put}{}", &text[..at], &text[at..]))
}

/// A commit as it is named in a text: its id, and the first line of its message, inert.
#[must_use]
pub fn commit_words(short_id: &str, subject: &str) -> String {
    format!("{} {}", heading(short_id), heading(subject))
        .trim_end()
        .to_owned()
}

/// What stands between a text and a new item below it: a list goes on, a paragraph ends.
fn gap_below(body: &str) -> &'static str {
    let last = body.trim_end().lines().last().unwrap_or("").trim_start();
    let goes_on = last.is_empty() || last.ends_with("-->") || last.starts_with(['-', '*', '+']);
    if goes_on { "\n" } else { "\n\n" }
}

/// Sections, parts and problems of a text.
pub(super) type Counts = (usize, usize, usize);

pub(super) fn counts(text: &str, team: &Team) -> Counts {
    let source = Source::new(text.as_bytes().to_vec());
    let document = Document::new(&source);
    let sections = document.sections(team.section_level);
    let parts = sections.iter().map(|section| section.parts.len()).sum();
    (sections.len(), parts, document.problems.len())
}

fn with_parts((sections, parts, problems): Counts, added: usize) -> Counts {
    (sections, parts + added, problems)
}
