//! What a check-in may have as it is, and the tool writes in one way: references in full, and no blanks
//! behind a task. No rule asks for it; `okr fix` does it on the way.

use crate::diag::Fix;
use crate::model::{CheckIn, KeyResultRef, Subject};
use crate::text::Span;

/// The edits that write a check-in as the tool would.
#[must_use]
pub fn tidied(check_in: &CheckIn) -> Vec<Fix> {
    let mut fixes = Vec::new();
    for reading in &check_in.readings {
        let reference = &reading.reference;
        in_full(check_in, reference.span, &reference.value, &mut fixes);
    }
    for change in &check_in.okr_changes {
        if let Subject::KeyResult(reference) = &change.subject.value {
            in_full(check_in, change.subject.span, reference, &mut fixes);
        }
    }
    for slowed in check_in
        .obstacles
        .iter()
        .flat_map(|obstacle| &obstacle.slows)
    {
        in_full(check_in, slowed.span, &slowed.value, &mut fixes);
    }
    for part in check_in.sections.iter().flat_map(|section| &section.parts) {
        if let Some(reference) = &part.key_result {
            in_full(check_in, part.heading.span, reference, &mut fixes);
        }
    }
    for task in &check_in.tasks {
        let end = task
            .text
            .span
            .end
            .max(task.details.end)
            .max(task.state_span.end);
        fixes.extend(without_blanks(&check_in.text, end));
    }
    fixes
}

/// The short id within `span`, written in full.
fn in_full(check_in: &CheckIn, span: Span, reference: &KeyResultRef, fixes: &mut Vec<Fix>) {
    let written = check_in.cut(span);
    let short = reference.key_result.as_str();
    let Some(at) = written.find(short) else {
        return;
    };
    let alone = written[..at].trim_matches(['`', '"', '\'', ' ']).is_empty();
    if alone && !written.contains('/') {
        let start = span.start + at;
        let span = Span::new(start, start + short.len());
        let title = format!("write '{reference}'");
        fixes.push(Fix::replace(title, span, reference.to_string()));
    }
}

/// Without the blanks at the end of the line that holds `end`, where they make no line break: the next
/// line does not go on with the task.
fn without_blanks(text: &str, end: usize) -> Option<Fix> {
    let rest = text.get(end..)?;
    let line = rest.split('\n').next().unwrap_or(rest);
    let next = rest.get(line.len() + 1..).unwrap_or("");
    let next = next.split('\n').next().unwrap_or(next).trim_start();
    let goes_on = !next.is_empty() && !next.starts_with(['-', '*', '+', '#', '<', '\r']);
    let line = line.strip_suffix('\r').unwrap_or(line);
    let kept = line.trim_end_matches([' ', '\t']);
    if goes_on || kept.len() == line.len() {
        return None;
    }
    let span = Span::new(end + kept.len(), end + line.len());
    Some(Fix::replace("take the blanks away", span, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blanks(text: &str) -> Option<Span> {
        without_blanks(text, 3).map(|fix| fix.edits[0].span)
    }

    #[test]
    fn takes_blanks_away_but_no_line_break() {
        assert_eq!(blanks("- a  \n- b"), Some(Span::new(3, 5)));
        assert_eq!(blanks("- a \t\r\n\r\n"), Some(Span::new(3, 5)));
        assert_eq!(blanks("- a <!-- b --> \n"), Some(Span::new(14, 15)));
        assert_eq!(blanks("- a  "), Some(Span::new(3, 5)));
        assert_eq!(blanks("- a  \n  b"), None);
        assert_eq!(blanks("- a\n"), None);
    }
}
