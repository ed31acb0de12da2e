//! A file under `okrs/` to an [`Objective`] with its key results.

use memchr::{memchr, memmem};

use super::notes::Notes;
use super::{Read, allow, fields, rule};
use crate::model::schema::{KEEP_KEYS, KEY_RESULT_KEYS, OBJECTIVE_KEYS};
use crate::model::{
    Cycle, Decimal, KeyResult, KeyResultId, KeyResultRef, Kind, Objective, ObjectiveId, PersonId,
    Team, Week,
};
use crate::text::yaml::{Entry, Node, Value};
use crate::text::{Document, Source, Span};

/// Reads an objective. A key result whose definition cannot be read is reported and left out.
#[must_use]
pub fn objective(
    source: &Source,
    path: &str,
    cycle: &Cycle,
    id: &ObjectiveId,
    team: &Team,
) -> Read<Objective> {
    let document = document(source);
    let mut notes = Notes::new(path);
    notes.problems(&document.problems);
    let mut objective = Objective {
        id: id.clone(),
        cycle: cycle.clone(),
        path: path.to_owned(),
        title: id.to_string(),
        owner: None,
        parent: None,
        carried_from: None,
        key_results: Vec::new(),
        unreadable: Vec::new(),
        description: document.body.of(document.text).trim().to_owned(),
        allows: allow::allows(&document),
    };
    match &document.front_matter {
        Some(front_matter) => front(
            &front_matter.root,
            front_matter.span,
            &mut objective,
            team,
            &mut notes,
        ),
        None => {
            let note = notes.note(
                rule::FRONT_MATTER,
                Span::at(0),
                "the front matter is missing",
            );
            note.help =
                Some("begin the file with '---', 'title: …', 'key-results: …', '---'".to_owned());
        }
    }
    Read {
        value: objective,
        diagnostics: notes.found(),
    }
}

/// Of a body nothing is asked but its comments, and whether they and its code end: most have neither.
fn document(source: &Source) -> Document<'_> {
    let document = Document::with_front_matter(source);
    let body = document.body.of(document.text).as_bytes();
    let has = |mark: &str| memmem::find(body, mark.as_bytes()).is_some();
    if memchr(b'<', body).is_none() && !has("```") && !has("~~~") {
        return document;
    }
    Document::new(source)
}

fn front(
    root: &Node<'_>,
    span: Span,
    objective: &mut Objective,
    team: &Team,
    notes: &mut Notes<'_>,
) {
    notes.unknown_keys(root, OBJECTIVE_KEYS, "an objective");
    let value = |key: &str| root.get(key).map(|entry| &entry.value);
    if let Some(title) = value("title").and_then(|node| fields::text(node, "a title", notes)) {
        objective.title = title.value;
    } else if !notes.has(rule::FRONT_MATTER) {
        let note = notes.note(
            rule::BAD_VALUE,
            Span::at(span.start),
            "the title is missing",
        );
        note.help = Some("add 'title: …': what is to be reached".to_owned());
    }
    objective.owner = value("owner")
        .and_then(|n| fields::person(n, team, notes))
        .map(|p| p.value);
    let serves = "the objective that it serves, such as 2026/grow-revenue";
    objective.parent = value("parent").and_then(|node| other(node, serves, team, notes));
    let before = "the objective that it goes on with, such as 2026-Q3/faster-checkout";
    let carried_from = value("carried-from");
    objective.carried_from = carried_from.and_then(|node| other(node, before, team, notes));
    let Some(node) = value("key-results").filter(|node| node.value != Value::Null) else {
        let note = notes.note(
            rule::BAD_DEFINITION,
            Span::at(span.end),
            "there is no key result",
        );
        note.help = Some("add at least one under 'key-results'".to_owned());
        return;
    };
    for entry in notes.mapping(node, "key results by id") {
        if let Some(found) = key_result(entry, objective, team, notes) {
            objective.key_results.push(found);
            if value("owner").is_none() && entry.value.get("owner").is_none() {
                nobody_owns(entry, notes);
            }
        } else if let Ok(id) = KeyResultId::new(&entry.key) {
            objective.unreadable.push(id);
        }
    }
}

fn nobody_owns(entry: &Entry<'_>, notes: &mut Notes<'_>) {
    let message = format!("nobody owns '{}'", entry.key);
    let note = notes.note(rule::BAD_DEFINITION, entry.key_span, message);
    note.help = Some("add 'owner: …' to the key result or to the objective".to_owned());
}

/// An objective, as cycle and id.
fn other(
    node: &Node<'_>,
    what: &str,
    team: &Team,
    notes: &mut Notes<'_>,
) -> Option<(String, ObjectiveId)> {
    let text = fields::text(node, "cycle/objective", notes)?;
    let (cycle, id) = text.value.split_once('/').unwrap_or(("", &text.value));
    let id = ObjectiveId::new(id).ok();
    match (team.cycle_by_id(cycle), id) {
        (Some(cycle), Some(id)) => Some((cycle.id().to_owned(), id)),
        _ => {
            notes.expected(what, node);
            None
        }
    }
}

fn key_result(
    entry: &Entry<'_>,
    objective: &Objective,
    team: &Team,
    notes: &mut Notes<'_>,
) -> Option<KeyResult> {
    let id = match KeyResultId::new(&entry.key) {
        Ok(id) => id,
        Err(reason) => {
            let message = format!("'{}' is no id for a key result", entry.key);
            notes.note(rule::BAD_VALUE, entry.key_span, message).help = Some(reason);
            return None;
        }
    };
    let node = &entry.value;
    notes.mapping(
        node,
        "a key result such as { title: …, start: 0, target: 10 }",
    );
    notes.unknown_keys(node, KEY_RESULT_KEYS, "a key result");
    let value = |key: &str| node.get(key).map(|entry| &entry.value);
    let title = value("title").and_then(|node| fields::text(node, "a title", notes));
    let own = value("owner").and_then(|node| fields::person(node, team, notes));
    let owner: Option<PersonId> = own.map(|p| p.value).or_else(|| objective.owner.clone());
    let unit = value("unit")
        .and_then(|node| fields::text(node, "a unit", notes))
        .map(|t| t.value);
    let kind = kind(entry, unit.as_deref(), notes)?;
    let weight = value("weight")
        .and_then(|node| weight(node, notes))
        .unwrap_or(Decimal::ONE);
    let planned = value("planned").map(|n| planned(n, &kind, unit.as_deref(), notes));
    Some(KeyResult {
        title: title.map_or_else(|| id.to_string(), |title| title.value),
        reference: KeyResultRef {
            objective: objective.id.clone(),
            key_result: id,
        },
        owner,
        unit,
        weight,
        kind,
        planned: planned.unwrap_or_default(),
        span: entry.key_span,
    })
}

fn weight(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<Decimal> {
    let weight = fields::number(node, "a weight above 0", notes)?;
    if weight > Decimal::ZERO {
        return Some(weight);
    }
    notes.expected("a weight above 0", node);
    None
}

/// A key result is exactly one of four kinds.
fn kind(entry: &Entry<'_>, unit: Option<&str>, notes: &mut Notes<'_>) -> Option<Kind> {
    let node = &entry.value;
    let has = |key: &str| node.get(key).is_some();
    let reach = has("start") || has("target");
    let count = [reach, has("keep"), has("milestones"), has("done")]
        .into_iter()
        .filter(|x| *x)
        .count();
    if count != 1 {
        let (many, few) = ("is of more than one kind", "does not say what it measures");
        let message = format!("'{}' {}", entry.key, if count == 0 { few } else { many });
        let note = notes.note(rule::BAD_DEFINITION, entry.key_span, message);
        note.help = Some(
            "a key result has exactly one of: start and target, keep, milestones, done".to_owned(),
        );
        return None;
    }
    if reach {
        reach_kind(entry, unit, notes)
    } else if let Some(keep) = node.get("keep") {
        keep_kind(keep, unit, notes)
    } else if let Some(milestones) = node.get("milestones") {
        let names = fields::texts(&milestones.value, "the name of a milestone", notes);
        if names.is_empty() {
            notes.note(
                rule::BAD_DEFINITION,
                milestones.key_span,
                "there is no milestone",
            );
            return None;
        }
        Some(Kind::Milestones(
            names.into_iter().map(|name| name.value).collect(),
        ))
    } else {
        Some(Kind::Done)
    }
}

fn reach_kind(entry: &Entry<'_>, unit: Option<&str>, notes: &mut Notes<'_>) -> Option<Kind> {
    let mut number = |key: &str| match entry.value.get(key) {
        Some(found) => measured(&found.value, unit, notes),
        None => {
            let message = format!("'{}' has no {key}", entry.key);
            let note = notes.note(rule::BAD_DEFINITION, entry.key_span, message);
            note.help = Some(format!("add '{key}: …'"));
            None
        }
    };
    let (start, target) = (number("start"), number("target"));
    let (start, target) = (start?, target?);
    if start == target {
        let span = entry
            .value
            .get("target")
            .map_or(entry.key_span, |found| found.value.span);
        let note = notes.note(rule::BAD_DEFINITION, span, "start and target are equal");
        note.help = Some("use 'keep' for a level to hold".to_owned());
        return None;
    }
    Some(Kind::Reach { start, target })
}

fn keep_kind(keep: &Entry<'_>, unit: Option<&str>, notes: &mut Notes<'_>) -> Option<Kind> {
    notes.mapping(&keep.value, "a level such as { at-most: 0.1 }");
    notes.unknown_keys(&keep.value, KEEP_KEYS, "'keep'");
    let mut bound = |key: &str| {
        keep.value
            .get(key)
            .and_then(|e| measured(&e.value, unit, notes))
    };
    let (at_least, at_most) = (bound("at-least"), bound("at-most"));
    if at_least.is_none() && at_most.is_none() {
        let note = notes.note(
            rule::BAD_DEFINITION,
            keep.key_span,
            "the level to hold is missing",
        );
        note.help = Some("write { at-least: … }, { at-most: … } or both".to_owned());
        return None;
    }
    if at_least
        .zip(at_most)
        .is_some_and(|(least, most)| least > most)
    {
        let message = "no value can be held: at-least is above at-most";
        notes.note(rule::BAD_DEFINITION, keep.value.span, message);
        return None;
    }
    Some(Kind::Keep { at_least, at_most })
}

/// A value in the key result's own unit: `95%` is read where the unit is `%`.
fn measured(node: &Node<'_>, unit: Option<&str>, notes: &mut Notes<'_>) -> Option<Decimal> {
    let text = node.plain_text();
    let percent = text
        .filter(|_| unit == Some("%"))
        .and_then(|text| text.strip_suffix('%'));
    let value = percent.and_then(|number| crate::model::decimal::parse(number.trim_end()));
    value.or_else(|| fields::number(node, "a number", notes))
}

fn planned(
    node: &Node<'_>,
    kind: &Kind,
    unit: Option<&str>,
    notes: &mut Notes<'_>,
) -> Vec<(Week, Decimal)> {
    if matches!(kind, Kind::Keep { .. } | Kind::Done) {
        let note = notes.note(
            rule::BAD_DEFINITION,
            node.span,
            "this kind of key result has no curve",
        );
        note.help = Some("remove 'planned'".to_owned());
        return Vec::new();
    }
    let mut planned = Vec::new();
    for entry in notes.mapping(node, "values by week such as { 2026-W44: 300 }") {
        match Week::parse(&entry.key) {
            Ok(week) => {
                if let Some(value) = measured(&entry.value, unit, notes) {
                    planned.push((week, value));
                }
            }
            Err(reason) => {
                notes.note(rule::BAD_WEEK, entry.key_span, reason);
            }
        }
    }
    planned.sort_by_key(|(week, _)| *week);
    planned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(key_results: &str) -> (Read<Objective>, String) {
        let text = format!("---\ntitle: T\nowner: ada\nkey-results:\n{key_results}---\nWhy.\n");
        let team = crate::read::team(&Source::new(b"people: { ada: {} }\n".to_vec())).value;
        let cycle = Cycle::of_calendar("2026-Q4").unwrap();
        let id = ObjectiveId::new("o").unwrap();
        let source = Source::new(text.clone().into_bytes());
        (
            objective(&source, "okrs/2026-Q4/o.md", &cycle, &id, &team),
            text,
        )
    }

    #[test]
    fn reads_the_four_kinds() {
        let (read, _) = read(
            "  a: { title: A, unit: ms, start: 480, target: 150, planned: { 2026-W48: 200, 2026-W44: 300 } }\n  \
             b: { unit: \"%\", keep: { at-most: 0.1% } }\n  c: { milestones: [x, y] }\n  d: { done: true, weight: 0.5 }\n",
        );
        assert_eq!(read.diagnostics, []);
        let kinds = &read.value.key_results;
        assert!(matches!(kinds[0].kind, Kind::Reach { .. }));
        assert_eq!(kinds[0].planned[0].0.to_string(), "2026-W44");
        assert_eq!(
            kinds[1].kind,
            Kind::Keep {
                at_least: None,
                at_most: Some(Decimal::new(1, 1))
            }
        );
        assert_eq!(kinds[3].weight.to_string(), "0.5");
        assert_eq!(read.value.description, "Why.");
    }

    #[test]
    fn reports_definitions_that_cannot_be() {
        let (read, text) = read(
            "  a: { start: 1, target: 1 }\n  b: { start: 1 }\n  c: { start: 1, target: 2, done: true }\n  d: {}\n  \
             E: { done: true }\n  f: { start: 1_000, target: .inf }\n  g: { keep: { at-least: 3, at-most: 2 } }\n",
        );
        let found: Vec<_> = read
            .diagnostics
            .iter()
            .map(|d| (d.rule, d.span.of(&text)))
            .collect();
        assert_eq!(
            found,
            [
                ("bad-definition", "1"),
                ("bad-definition", "b"),
                ("bad-definition", "c"),
                ("bad-definition", "d"),
                ("bad-value", "E"),
                ("bad-value", "1_000"),
                ("bad-value", ".inf"),
                ("bad-definition", "{ at-least: 3, at-most: 2 }"),
            ]
        );
    }
}
