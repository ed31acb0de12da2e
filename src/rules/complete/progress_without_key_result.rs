//! A key result moved, and Progress does not say how.

use crate::diag::{Diagnostic, Severity};
use crate::model::{Answer, Decimal, KeyResult, Kind, SectionKind};
use crate::rules::explanation::example;
use crate::rules::mention::{Spoken, quoted};
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "progress-without-key-result",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "a key result changed and Progress does not speak of it",
    asks: "Progress speaks of every key result whose value or confidence changed, under its own heading or by its reference, title or id in the text.",
    why: "A number that moved without a word cannot be tied to what was done.",
    scope: Scope::CheckIn(check),
    example: example!(
        "progress-without-key-result",
        "value-moved",
        "ok-in-the-text"
    ),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(section) = view.asked_section(SectionKind::Progress) else {
        return;
    };
    let owned = view.owned();
    if section.answer != Answer::Text || owned.len() < 2 {
        return;
    }
    let spoken = Spoken::new(view, section);
    for key_result in owned {
        let Some(what) = changed(view, key_result) else {
            continue;
        };
        if spoken.speaks_of(key_result, owned) {
            continue;
        }
        let reference = &key_result.reference;
        let title = quoted(&key_result.title);
        let message = format!("the {what} {title} changed, and Progress does not say why");
        let mark = "#".repeat(usize::from(view.team.section_level) + 1);
        let help = format!("add '{mark} {reference}' and what was done for it");
        let diagnostic = view.diagnostic(&RULE, Span::at(section.heading.span.end), message);
        found.push(
            diagnostic
                .with_help(help)
                .in_place(format!("progress {reference}")),
        );
    }
}

/// What changed of a key result since the check-in before; since its start where there is none.
fn changed(view: &CheckInView<'_>, key_result: &KeyResult) -> Option<&'static str> {
    let now = view.check_in.reading(&key_result.reference)?;
    let before = view.reading_before(&key_result.reference);
    let value_before = match before {
        Some(before) => before.value.as_ref().map(|value| value.value),
        None => start(&key_result.kind),
    };
    let value = now.value.as_ref().map(|value| value.value);
    if value
        .zip(value_before)
        .is_some_and(|(value, before)| value != before)
    {
        return Some("value of");
    }
    let confidence = now.confidence.as_ref().map(|confidence| confidence.value);
    let confidence_before = before?
        .confidence
        .as_ref()
        .map(|confidence| confidence.value);
    let differs = confidence
        .zip(confidence_before)
        .is_some_and(|(now, before)| now != before);
    differs.then_some("confidence in")
}

fn start(kind: &Kind) -> Option<Decimal> {
    match kind {
        Kind::Reach { start, .. } => Some(*start),
        Kind::Milestones(_) | Kind::Done => Some(Decimal::ZERO),
        Kind::Keep { .. } => None,
    }
}
