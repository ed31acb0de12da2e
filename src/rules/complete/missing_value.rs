//! A key result of the person has no value.

use crate::diag::{Diagnostic, Severity};
use crate::model::{FilledBy, KeyResultRef, Kind};
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::reading;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "missing-value",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "a key result of the person has no value",
    asks: "A ready check-in says of each key result that its person owns in the cycle where it stands.",
    why: "Progress is a number in a file, not a feeling; without it there is no pace and no forecast.",
    scope: Scope::CheckIn(check),
    example: example!("missing-value", "empty", "ok-number"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    if !view.asks(FilledBy::Ready) || view.is_front_matter_broken() {
        return;
    }
    for key_result in view.owned() {
        let reference = &key_result.reference;
        let reading = view.check_in.reading(reference);
        if reading.is_some_and(|known| known.value.is_some() || view.is_reported(known.span))
            || is_meant(view, reference)
        {
            continue;
        }
        let place = reading.map_or_else(|| entry_place(view), |known| known.value_place);
        let message = format!("the value of {} is missing", quoted(&key_result.title));
        let help = format!("write '{}' under '{reference}'", hint(&key_result.kind));
        let diagnostic = view.diagnostic(&RULE, place, message);
        found.push(
            diagnostic
                .with_help(help)
                .in_place(format!("{reference} value")),
        );
    }
}

/// Whether a misspelt reference seems to be this one: what is wrong with its entry has been said.
pub(super) fn is_meant(view: &CheckInView<'_>, reference: &KeyResultRef) -> bool {
    let name = reference.to_string();
    view.reported.iter().any(|reported| {
        let meant = reported.fix.as_ref().and_then(|fix| fix.edits.first());
        reported.rule == reading::UNKNOWN_KEY_RESULT.id
            && view.check_in.front_matter.contains(reported.span)
            && meant.is_some_and(|edit| edit.text == name)
    })
}

/// Where an entry would stand that is missing: behind the last one, else at the end of the front matter.
pub(super) fn entry_place(view: &CheckInView<'_>) -> Span {
    let last = view
        .check_in
        .readings
        .iter()
        .map(|reading| reading.span.end)
        .max();
    let end = last.unwrap_or(view.check_in.front_matter.end);
    Span::at(Span::new(0, end).trimmed(&view.check_in.text).end)
}

fn hint(kind: &Kind) -> &'static str {
    match kind {
        Kind::Reach { .. } | Kind::Keep { .. } => "value: <number>",
        Kind::Milestones(_) => "value: <number of milestones reached, or the name of the last one>",
        Kind::Done => "value: <true or false>",
    }
}
