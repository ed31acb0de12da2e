//! A key result is not what it was in the base, and no check-in has it agreed by both.

use std::fmt;

use crate::diag::{Diagnostic, Severity};
use crate::model::history::CountedChange;
use crate::model::{
    Cycle, Decimal, FieldOfChange, KeyResult, KeyResultRef, Kind, Objective, Okrs, Week, decimal,
};
use crate::rules::mention::quoted;
use crate::rules::{ChangedOkrsView, Example, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "okr-change-not-agreed",
    group: Group::Trust,
    severity: Some(Severity::Error),
    summary: "a key result changed, and no check-in has it agreed by both",
    asks: "A change of a key result's target, start, kind or existence stands under `okr-changes` in a check-in, `agreed` by the person and their manager. A cycle that has not begun, or is in its first week, can be planned freely. Judged with `--base`.",
    why: "A goal that is changed in silence cannot be missed.",
    scope: Scope::ChangedOkrs(check),
    example: Some(Example {
        of: "a change of okrs/2026-Q4/faster-checkout.md",
        bad: "-    target: 150\n+    target: 200",
        told: "",
        good: "-    target: 150\n+    target: 200\n\ncheck-ins/ada/2026-W47.md:\nokr-changes:\n  - { key-result: faster-checkout/p95-latency, change: target, from: 150, to: 200, because: too-hard, agreed: [ada, grace] }",
    }),
};

fn check(view: &ChangedOkrsView<'_>, found: &mut Vec<Diagnostic>) {
    for objective in view.after.objectives() {
        let before = same(view.before, objective);
        if is_free(view, &objective.cycle) {
            continue;
        }
        for key_result in &objective.key_results {
            let old = before.and_then(|before| named(before, &key_result.reference));
            let changes = match old {
                None => vec![Change::of(FieldOfChange::Add)],
                Some(old) => changes(&old.kind, &key_result.kind),
            };
            for change in changes
                .iter()
                .filter(|change| !is_agreed(view, objective, key_result, change))
            {
                found.push(diagnostic(
                    &objective.path,
                    key_result.span,
                    key_result,
                    change,
                ));
            }
        }
        for gone in before.map_or(&[][..], |before| &before.key_results) {
            if named(objective, &gone.reference).is_none() {
                let place = objective
                    .key_results
                    .first()
                    .map_or(Span::at(0), |first| first.span);
                removed(view, objective, gone, place, found);
            }
        }
    }
    for objective in view.before.objectives() {
        if same(view.after, objective).is_none() && !is_free(view, &objective.cycle) {
            for gone in &objective.key_results {
                removed(view, objective, gone, Span::at(0), found);
            }
        }
    }
}

fn removed(
    view: &ChangedOkrsView<'_>,
    objective: &Objective,
    gone: &KeyResult,
    place: Span,
    found: &mut Vec<Diagnostic>,
) {
    let change = Change::of(FieldOfChange::Remove);
    if !is_agreed(view, objective, gone, &change) {
        found.push(diagnostic(&objective.path, place, gone, &change));
    }
}

/// Whether the cycle is still being planned: it has not begun, is in its first week, or is new.
fn is_free(view: &ChangedOkrsView<'_>, cycle: &Cycle) -> bool {
    Week::of(view.today) <= cycle.first_week() || view.before.of_cycle(cycle.id()).next().is_none()
}

fn same<'o>(okrs: &'o Okrs, objective: &Objective) -> Option<&'o Objective> {
    okrs.of_cycle(objective.cycle.id())
        .find(|known| known.id == objective.id)
}

fn named<'o>(objective: &'o Objective, reference: &KeyResultRef) -> Option<&'o KeyResult> {
    objective
        .key_results
        .iter()
        .find(|known| known.reference == *reference)
}

/// What changed of a key result; both values where they can be compared.
struct Change {
    field: FieldOfChange,
    values: Option<(Decimal, Decimal)>,
    is_kind: bool,
}

impl Change {
    fn of(field: FieldOfChange) -> Self {
        Self {
            field,
            values: None,
            is_kind: false,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.field, self.values) {
            (FieldOfChange::Add, _) => f.write_str("is new"),
            (FieldOfChange::Remove, _) => f.write_str("is gone"),
            (field, Some((from, to))) => {
                write!(
                    f,
                    "has another {}: {} was {}",
                    field.word(),
                    to.normalize(),
                    from.normalize()
                )
            }
            (..) => f.write_str("is measured in another way"),
        }
    }
}

fn changes(before: &Kind, after: &Kind) -> Vec<Change> {
    let kind = || Change {
        is_kind: true,
        ..Change::of(FieldOfChange::Target)
    };
    let (
        Kind::Reach { start, target },
        Kind::Reach {
            start: new_start,
            target: new_target,
        },
    ) = (before, after)
    else {
        return if before == after {
            Vec::new()
        } else {
            vec![kind()]
        };
    };
    let pairs = [
        (FieldOfChange::Start, *start, *new_start),
        (FieldOfChange::Target, *target, *new_target),
    ];
    let moved = pairs.into_iter().filter(|(_, from, to)| from != to);
    moved
        .map(|(field, from, to)| Change {
            values: Some((from, to)),
            ..Change::of(field)
        })
        .collect()
}

/// Whether agreed changes lead from what was to what is.
fn is_agreed(
    view: &ChangedOkrsView<'_>,
    objective: &Objective,
    key_result: &KeyResult,
    change: &Change,
) -> bool {
    let mut of_this: Vec<&CountedChange> = view
        .agreed
        .iter()
        .filter(|agreed| agreed.reference == key_result.reference)
        .filter(|agreed| objective.cycle.contains(agreed.week))
        .collect();
    let has = |field: FieldOfChange| of_this.iter().any(|agreed| agreed.change == field);
    if change.is_kind {
        return has(FieldOfChange::Target)
            || (has(FieldOfChange::Add) && has(FieldOfChange::Remove));
    }
    let Some((from, to)) = change.values else {
        return has(change.field);
    };
    of_this.retain(|agreed| agreed.change == change.field);
    of_this.sort_by_key(|agreed| agreed.week);
    let number =
        |text: &Option<String>| decimal::parse(text.as_deref()?.trim_end_matches('%').trim());
    let mut at = to;
    while at != from {
        let step = of_this
            .iter()
            .rposition(|agreed| number(&agreed.to) == Some(at));
        let Some(before) = step.and_then(|step| number(&of_this.remove(step).from)) else {
            return false;
        };
        at = before;
    }
    true
}

fn diagnostic(path: &str, place: Span, key_result: &KeyResult, change: &Change) -> Diagnostic {
    let title = quoted(&key_result.title);
    let message = format!("{title} {change}, and no check-in has it agreed by both");
    let help = format!(
        "write it under 'okr-changes' of a check-in, with 'key-result: {}', 'change: {}' and \
         'agreed: [<person>, <manager>]'",
        key_result.reference,
        change.field.word()
    );
    Diagnostic::new(RULE.id, path, place, message)
        .with_help(help)
        .in_place(format!("{} {}", key_result.reference, change.field.word()))
}
