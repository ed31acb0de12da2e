//! A key result of the person has no confidence.

use super::missing_value::{entry_place, is_meant};
use crate::diag::{Diagnostic, Severity};
use crate::model::FilledBy;
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "missing-confidence",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "a key result of the person has no confidence",
    asks: "A ready check-in says of each key result that its person owns in the cycle how confident they are.",
    why: "Numbers look smooth until the last minute; the person's own confidence tells earlier.",
    scope: Scope::CheckIn(check),
    example: example!("missing-confidence", "empty", "ok-good"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    if !view.asks(FilledBy::Ready) || view.is_front_matter_broken() {
        return;
    }
    for key_result in view.owned() {
        let reference = &key_result.reference;
        let reading = view.check_in.reading(reference);
        if reading.is_some_and(|known| known.confidence.is_some() || view.is_reported(known.span))
            || is_meant(view, reference)
        {
            continue;
        }
        let place = reading.map_or_else(|| entry_place(view), |known| known.confidence_place);
        let message = format!("the confidence in {} is missing", quoted(&key_result.title));
        let help = format!("write 'confidence: very-good', 'good' or 'not-ok' under '{reference}'");
        let diagnostic = view.diagnostic(&RULE, place, message);
        found.push(
            diagnostic
                .with_help(help)
                .in_place(format!("{reference} confidence")),
        );
    }
}
