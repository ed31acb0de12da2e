//! A value moved, and what Progress says of it names nothing that others can look at.

use super::in_words::{About, InWords};
use super::words::{Piece, has_evidence, of_section};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Answer, Reading, SectionKind};
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "moved-without-evidence",
    group: Group::Signal,
    severity: Some(Severity::Info),
    summary: "a value moved and Progress names nothing that others can look at",
    asks: "Where a value moved, what Progress says of the key result names evidence: a figure, a commit, a link, a chart.",
    why: "Work that is tracked by hearsay drifts from the goal.",
    scope: Scope::CheckIn(check),
    example: example!("moved-without-evidence", "words-alone", "ok-a-commit"),
};

fn check(view: &CheckInView<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for InWords { about, span, .. } in found(view) {
        let About::KeyResult(reference) = about else {
            continue;
        };
        let title = quoted(&view.title(&reference));
        let message = format!("the value of {title} moved, and Progress names no evidence");
        let help = "ask: where can this change be seen? Name a figure, a commit, a link";
        let diagnostic = view.diagnostic(&RULE, span, message);
        diagnostics.push(diagnostic.with_help(help).in_place(reference.to_string()));
    }
}

/// The key results whose value moved while Progress shows nothing of it.
pub(super) fn found(view: &CheckInView<'_>) -> Vec<InWords> {
    let told = view.check_in.section(SectionKind::Progress);
    let Some(section) = told.filter(|told| !told.private && told.answer == Answer::Text) else {
        return Vec::new();
    };
    let readings = view.check_in.readings.iter();
    let moved: Vec<&Reading> = readings
        .filter(|reading| has_moved(view, reading))
        .collect();
    if moved.is_empty() {
        return Vec::new();
    }
    let pieces: Vec<Piece<'_>> = of_section(view.check_in, section).collect();
    let is_shown = |reading: &&Reading| {
        let reference = &reading.reference.value;
        let own: Vec<&Piece<'_>> = pieces
            .iter()
            .filter(|piece| piece.key_result == Some(reference))
            .collect();
        match own.as_slice() {
            [] => pieces.iter().any(|piece| has_evidence(&piece.text)),
            own => own.iter().any(|piece| has_evidence(&piece.text)),
        }
    };
    let unshown = moved.into_iter().filter(|reading| !is_shown(reading));
    let noticed = unshown.map(|reading| InWords {
        rule: RULE.id,
        section: section.heading.value.clone(),
        about: About::KeyResult(reading.reference.value.clone()),
        span: reading.value_place,
    });
    noticed.collect()
}

fn has_moved(view: &CheckInView<'_>, reading: &Reading) -> bool {
    let value = |reading: &Reading| reading.value.map(|value| value.value);
    let before = view.reading_before(&reading.reference.value);
    let pair = value(reading).zip(before.and_then(value));
    pair.is_some_and(|(now, before)| now != before)
}
