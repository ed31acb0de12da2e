//! What changed of the objectives and key results themselves, between two states of their files. How a
//! check-in sees such a change is in `key_result`.

use crate::model::objective::{KeyResult, Kind, Objective, Okrs};
use crate::model::{FieldOfChange, Subject};

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionChange {
    /// Of what.
    pub subject: Subject,
    /// Its title, of the newer state where there is one.
    pub title: String,
    /// Which field.
    pub field: FieldOfChange,
    /// As it was; `None` where there was none.
    pub before: Option<String>,
    /// As it is; `None` where there is none.
    pub after: Option<String>,
}

/// The changes from `before` to `after`, in the order of the objectives, those that are gone last.
#[must_use]
pub fn definitions(before: &Okrs, after: &Okrs) -> Vec<DefinitionChange> {
    let mut found = Vec::new();
    for objective in after.objectives() {
        match same(before, objective) {
            Some(old) => of_objective(old, objective, &mut found),
            None => come_or_go(objective, FieldOfChange::Add, &mut found),
        }
    }
    let gone = before.objectives().iter();
    for objective in gone.filter(|objective| same(after, objective).is_none()) {
        come_or_go(objective, FieldOfChange::Remove, &mut found);
    }
    found
}

pub(super) fn same<'o>(okrs: &'o Okrs, objective: &Objective) -> Option<&'o Objective> {
    okrs.of_cycle(objective.cycle.id())
        .find(|known| known.id == objective.id)
}

fn come_or_go(objective: &Objective, field: FieldOfChange, found: &mut Vec<DefinitionChange>) {
    found.push(change(
        Subject::Objective(objective.id.clone()),
        &objective.title,
        field,
        (None, None),
    ));
    for key_result in &objective.key_results {
        whole(key_result, field, found);
    }
}

/// A key result that comes or goes, with what it measures.
fn whole(key_result: &KeyResult, field: FieldOfChange, found: &mut Vec<DefinitionChange>) {
    let measured = Some(measured(&key_result.kind));
    let sides = match field {
        FieldOfChange::Remove => (measured, None),
        _ => (None, measured),
    };
    let subject = Subject::KeyResult(key_result.reference.clone());
    found.push(change(subject, &key_result.title, field, sides));
}

fn change(
    subject: Subject,
    title: &str,
    field: FieldOfChange,
    (before, after): (Option<String>, Option<String>),
) -> DefinitionChange {
    DefinitionChange {
        subject,
        title: title.to_owned(),
        field,
        before,
        after,
    }
}

fn of_objective(old: &Objective, new: &Objective, found: &mut Vec<DefinitionChange>) {
    let subject = || Subject::Objective(new.id.clone());
    let owner = |objective: &Objective| objective.owner.as_ref().map(ToString::to_string);
    let titles = (Some(old.title.clone()), Some(new.title.clone()));
    for (field, sides) in [
        (FieldOfChange::Title, titles),
        (FieldOfChange::Owner, (owner(old), owner(new))),
    ] {
        if sides.0 != sides.1 {
            found.push(change(subject(), &new.title, field, sides));
        }
    }
    let named = |of: &Objective, wanted: &KeyResult| {
        let mut all = of.key_results.iter();
        all.find(|known| known.reference == wanted.reference)
            .cloned()
    };
    for key_result in &new.key_results {
        match named(old, key_result) {
            Some(before) => of_key_result(&before, key_result, found),
            None => whole(key_result, FieldOfChange::Add, found),
        }
    }
    let gone = old.key_results.iter();
    for key_result in gone.filter(|known| named(new, known).is_none()) {
        whole(key_result, FieldOfChange::Remove, found);
    }
}

fn of_key_result(old: &KeyResult, new: &KeyResult, found: &mut Vec<DefinitionChange>) {
    let owner = |known: &KeyResult| known.owner.as_ref().map(ToString::to_string);
    let weight = |known: &KeyResult| Some(known.weight.normalize().to_string());
    let mut sides = vec![
        (
            FieldOfChange::Title,
            (Some(old.title.clone()), Some(new.title.clone())),
        ),
        (FieldOfChange::Unit, (old.unit.clone(), new.unit.clone())),
        (FieldOfChange::Weight, (weight(old), weight(new))),
        (FieldOfChange::Owner, (owner(old), owner(new))),
    ];
    match (&old.kind, &new.kind) {
        (
            Kind::Reach { start, target },
            Kind::Reach {
                start: new_start,
                target: new_target,
            },
        ) => {
            let number = |from: &crate::model::Decimal, to: &crate::model::Decimal| {
                let is_same = from == to;
                let told = |value: &crate::model::Decimal| Some(value.to_string());
                if is_same {
                    (None, None)
                } else {
                    (told(from), told(to))
                }
            };
            sides.push((FieldOfChange::Start, number(start, new_start)));
            sides.push((FieldOfChange::Target, number(target, new_target)));
        }
        (before, after) if before == after => {}
        (before, after) => sides.push((
            FieldOfChange::Target,
            (Some(measured(before)), Some(measured(after))),
        )),
    }
    for (field, sides) in sides {
        if sides.0 != sides.1 {
            let subject = Subject::KeyResult(new.reference.clone());
            found.push(change(subject, &new.title, field, sides));
        }
    }
}

/// What a key result measures, in words.
fn measured(kind: &Kind) -> String {
    let bound = |word: &str, value: &Option<crate::model::Decimal>| {
        value.map(|value| format!("{word} {}", value.normalize()))
    };
    match kind {
        Kind::Reach { start, target } => format!("from {start} to {target}"),
        Kind::Keep { at_least, at_most } => {
            let bounds = [bound("at least", at_least), bound("at most", at_most)];
            let bounds: Vec<String> = bounds.into_iter().flatten().collect();
            bounds.join(" and ")
        }
        Kind::Milestones(names) => format!("milestones: {}", names.join(", ")),
        Kind::Done => "done or not".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cycle, ObjectiveId, Team};
    use crate::text::Source;

    fn okrs(key_results: &str) -> Okrs {
        let text = format!("---\ntitle: T\nowner: ada\nkey-results:\n{key_results}---\n");
        let team = Team::default();
        let cycle = Cycle::of_calendar("2026-Q4").unwrap();
        let id = ObjectiveId::new("fast").unwrap();
        let source = Source::new(text.into_bytes());
        let path = "okrs/2026-Q4/fast.md";
        let read = crate::read::objective(&source, path, &cycle, &id, &team);
        Okrs::new(vec![read.value])
    }

    fn told(before: &str, after: &str) -> Vec<(FieldOfChange, Option<String>, Option<String>)> {
        let found = definitions(&okrs(before), &okrs(after));
        let parts = found.into_iter();
        parts.map(|it| (it.field, it.before, it.after)).collect()
    }

    #[test]
    fn tells_what_of_a_key_result_differs_and_nothing_of_what_is_the_same() {
        let old = "  p95: { start: 480, target: 150, unit: ms }\n  tap: { done: true }\n";
        let new = "  p95: { start: 480, target: 200, unit: s }\n  up: { keep: { at-least: 99 } }\n";
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            told(old, new),
            [
                (FieldOfChange::Unit, text("ms"), text("s")),
                (FieldOfChange::Target, text("150"), text("200")),
                (FieldOfChange::Add, None, text("at least 99")),
                (FieldOfChange::Remove, text("done or not"), None),
            ]
        );
        assert_eq!(told(old, old), []);
    }
}
