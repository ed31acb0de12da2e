//! `okr-changes` of a check-in: what both have agreed to change, or one has proposed.

use super::check_in::Frame;
use super::notes::Notes;
use super::{fields, rule};
use crate::model::schema::CHANGE_KEYS;
use crate::model::{
    Because, FieldOfChange, KeyResultRef, ObjectiveId, OkrChange, PersonId, Subject,
};
use crate::text::yaml::{Node, Value};
use crate::text::{Span, Spanned};

pub(super) fn okr_changes(
    node: &Node<'_>,
    frame: &Frame<'_>,
    notes: &mut Notes<'_>,
) -> Vec<OkrChange> {
    match &node.value {
        Value::Null => Vec::new(),
        Value::Sequence(items) => items
            .iter()
            .filter_map(|item| change(item, frame, notes))
            .collect(),
        _ => {
            notes.expected("a list of changes", node);
            Vec::new()
        }
    }
}

fn change(node: &Node<'_>, frame: &Frame<'_>, notes: &mut Notes<'_>) -> Option<OkrChange> {
    notes.mapping(
        node,
        "a change such as { key-result: …, change: target, from: 1, to: 2 }",
    );
    notes.unknown_keys(node, CHANGE_KEYS, "an OKR change");
    let value = |key: &str| node.get(key).map(|entry| &entry.value);
    let fields: Vec<_> = FieldOfChange::ALL
        .iter()
        .map(|field| (field.word(), *field))
        .collect();
    let because: Vec<_> = Because::ALL
        .iter()
        .map(|because| (because.word(), *because))
        .collect();
    let field = value("change").map(|n| fields::word(n, "what changes", &fields, notes));
    let because = value("because").and_then(|n| fields::word(n, "why it changes", &because, notes));
    let from = value("from").and_then(|n| fields::text(n, "what it was", notes));
    let to = value("to").and_then(|n| fields::text(n, "what it will be", notes));
    let agreed = value("agreed")
        .map(|node| agreed(node, frame, notes))
        .unwrap_or_default();
    let subject = subject(node, field.flatten(), frame, notes)?;
    let Some(change) = field else {
        let note = notes.note(
            rule::BAD_VALUE,
            Span::at(node.span.end),
            "the OKR change does not say what changes",
        );
        note.help = Some(
            "add 'change: target' (or start, title, unit, weight, owner, add, remove)".to_owned(),
        );
        return None;
    };
    Some(OkrChange {
        subject,
        change: change?,
        from,
        to,
        because,
        agreed,
        span: node.span,
    })
}

fn agreed(node: &Node<'_>, frame: &Frame<'_>, notes: &mut Notes<'_>) -> Vec<Spanned<PersonId>> {
    match &node.value {
        Value::Sequence(items) => items
            .iter()
            .filter_map(|item| fields::person(item, frame.team, notes))
            .collect(),
        Value::Null => Vec::new(),
        _ => fields::person(node, frame.team, notes)
            .into_iter()
            .collect(),
    }
}

/// What changes. A key result that is added or removed need not be in the objective's file.
fn subject(
    node: &Node<'_>,
    field: Option<Spanned<FieldOfChange>>,
    frame: &Frame<'_>,
    notes: &mut Notes<'_>,
) -> Option<Spanned<Subject>> {
    let come_or_go =
        field.is_some_and(|f| matches!(f.value, FieldOfChange::Add | FieldOfChange::Remove));
    if let Some(entry) = node.get("key-result") {
        let text = fields::text(&entry.value, "a key result", notes)?;
        if let (true, Some(reference)) = (come_or_go, KeyResultRef::parse(&text.value)) {
            return Some(Spanned::new(Subject::KeyResult(reference), text.span));
        }
        let found = super::reading::key_result(&text.value, text.span, frame, notes)?;
        return Some(Spanned::new(
            Subject::KeyResult(found.reference.clone()),
            text.span,
        ));
    }
    let Some(entry) = node.get("objective") else {
        let note = notes.note(
            rule::BAD_VALUE,
            Span::at(node.span.start),
            "the OKR change does not say of what",
        );
        note.help = Some("add 'key-result: …' or 'objective: …'".to_owned());
        return None;
    };
    let text = fields::text(&entry.value, "an objective", notes)?;
    let known = frame.okrs.of_week(&frame.cycle, frame.week);
    let id = ObjectiveId::new(&text.value)
        .ok()
        .filter(|id| come_or_go || known.iter().any(|o| o.id == *id));
    match id {
        Some(id) => Some(Spanned::new(Subject::Objective(id), text.span)),
        None => {
            let message = format!("'{}' is no objective of {}", text.value, frame.cycle);
            let near = crate::text::fold::nearest(&text.value, known.iter().map(|o| o.id.as_str()));
            let near = near.map(|near| format!("did you mean '{near}'?"));
            notes.note(rule::BAD_VALUE, text.span, message).help = near;
            None
        }
    }
}
