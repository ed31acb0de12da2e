//! Changes of key results that were made in the objectives' files and that nobody agreed on in a check-in. They
//! count from their week on, so that earlier weeks keep the goal that they had. What check-ins tell is in
//! `facts`; how both are shown, in `page/goal`.

use crate::diff::definitions;
use crate::model::history::CountedChange;
use crate::model::{Cycle, FieldOfChange, KeyResultRef, Objective, Okrs, Subject, Week, decimal};

use super::input::Input;

/// The changes of a cycle that git knows of, those of one commit after those of its parents, and at last
/// those that are not committed.
pub(super) fn edited(input: &Input, cycle: &Cycle) -> Vec<CountedChange> {
    let (goals, today) = (input.past.goals, input.now.date());
    let of_cycle = goals.iter().filter(|edit| {
        edit.after.cycle.id() == cycle.id()
            && cycle.contains(Week::of(edit.day))
            && edit.day <= today
    });
    let mut found: Vec<CountedChange> = Vec::new();
    for edit in of_cycle {
        let Some(before) = &edit.before else { continue };
        for change in changes(Week::of(edit.day), before, &edit.after) {
            // A merge brings again what another commit has brought.
            if !(edit.is_merge && found.iter().any(|known| is_same(known, &change))) {
                found.push(change);
            }
        }
    }
    for objective in input.okrs.of_cycle(cycle.id()) {
        let committed = goals
            .iter()
            .rfind(|edit| edit.after.cycle.id() == cycle.id() && edit.after.id == objective.id);
        if let Some(committed) = committed.filter(|edit| edit.day <= today) {
            found.extend(changes(Week::of(today), &committed.after, objective));
        }
    }
    found
}

fn changes(week: Week, before: &Objective, after: &Objective) -> Vec<CountedChange> {
    let [before, after] = [before, after].map(|objective| Okrs::new(vec![objective.clone()]));
    let told = definitions(&before, &after).into_iter();
    let counted = told.filter_map(|change| {
        let Subject::KeyResult(reference) = change.subject else {
            return None;
        };
        let counts = matches!(
            change.field,
            FieldOfChange::Target
                | FieldOfChange::Start
                | FieldOfChange::Weight
                | FieldOfChange::Add
        );
        counts.then_some(CountedChange {
            week,
            reference,
            change: change.field,
            from: change.before,
            to: change.after,
        })
    });
    counted.collect()
}

/// What both agreed on, and what was only edited; `first_said` is the first week in which somebody spoke
/// of the key result, which was there then.
pub(super) fn counted(
    reference: &KeyResultRef,
    agreed: Vec<CountedChange>,
    edited: &[CountedChange],
    first_said: Option<Week>,
) -> Vec<CountedChange> {
    let of_this = edited.iter().filter(|edit| edit.reference == *reference);
    let unsaid = of_this.filter(|edit| {
        let is_late =
            edit.change == FieldOfChange::Add && first_said.is_some_and(|week| week < edit.week);
        !is_late && !agreed.iter().any(|known| is_same(known, edit))
    });
    let mut all: Vec<CountedChange> = unsaid.cloned().collect();
    all.splice(..0, agreed);
    all
}

/// Whether it is the same step, whoever tells it.
fn is_same(one: &CountedChange, other: &CountedChange) -> bool {
    let number = |text: &Option<String>| decimal::parse(text.as_deref()?.trim_end_matches('%'));
    one.reference == other.reference
        && one.change == other.change
        && (one.change == FieldOfChange::Add
            || one.to == other.to
            || number(&one.to).is_some() && number(&one.to) == number(&other.to))
}
