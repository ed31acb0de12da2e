//! An answer put below its question: in a section, or in the part of a key result. No byte of what is
//! there changes.

use crate::model::{CheckIn, KeyResultRef, SectionKind, SectionSpec, Team};
use crate::text::{Problem, ProblemKind, Span};

use super::evidence::{counts, inserted};
use super::words::is_self_contained;

/// The text of `check_in` with `answer` (Markdown) at the end of a section. Its headings, if any, are those
/// of parts; `parts` is how many.
///
/// # Errors
/// There is no such section, or the answer would be taken for something else; the problem says where.
pub fn with_answer(
    check_in: &CheckIn,
    team: &Team,
    spec: &SectionSpec,
    answer: &str,
    parts: usize,
) -> Result<String, Problem> {
    let Some(section) = check_in.section_by_id(&spec.id) else {
        return Err(missing(check_in, &spec.heading));
    };
    put(check_in, team, section.body, answer, parts)
}

/// The text of `check_in` with `answer` in the part of the key result in Progress, which is added where it
/// is missing.
///
/// # Errors
/// As for [`with_answer`].
pub fn with_progress(
    check_in: &CheckIn,
    team: &Team,
    reference: &KeyResultRef,
    answer: &str,
) -> Result<String, Problem> {
    let Some(section) = check_in.section(SectionKind::Progress) else {
        let spec = team.section(SectionKind::Progress);
        let heading = spec.map_or("progress", |spec| &spec.heading);
        return Err(missing(check_in, heading));
    };
    let mut parts = section.parts.iter();
    match parts.find(|part| part.key_result.as_ref() == Some(reference)) {
        Some(part) => put(check_in, team, part.body, answer, 0),
        None => {
            let marks = "#".repeat(usize::from(team.section_level) + 1);
            let answer = format!("\n{marks} {reference}\n{answer}");
            put(check_in, team, section.body, &answer, 1)
        }
    }
}

fn missing(check_in: &CheckIn, heading: &str) -> Problem {
    let message = format!("there is no section '{heading}'");
    let place = Span::at(check_in.text.len());
    Problem::new(ProblemKind::Unclosed, place, message).with_help("'okr fix' puts it there")
}

fn put(
    check_in: &CheckIn,
    team: &Team,
    body: Span,
    answer: &str,
    parts: usize,
) -> Result<String, Problem> {
    let refused = |at: usize| {
        let message = "the answer would be taken for something else";
        Problem::new(ProblemKind::Unclosed, Span::at(at), message)
            .with_help("no headings in it, and no comment or code block that is left open")
    };
    let level = if parts > 0 { team.section_level } else { 6 };
    if !is_self_contained(answer, level) {
        return Err(refused(body.start));
    }
    let text = check_in.text.as_str();
    let last = body.of(text).trim_end().lines().last().unwrap_or("");
    let gap = if last.is_empty() || last.ends_with("-->") {
        "\n"
    } else {
        "\n\n"
    };
    let (at, edited) = inserted(text, body, &format!("{gap}{answer}"));
    let (sections, known, problems) = counts(text, team);
    if counts(&edited, team) == (sections, known + parts, problems) {
        Ok(edited)
    } else {
        Err(refused(at))
    }
}
