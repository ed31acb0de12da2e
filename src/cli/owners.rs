//! Whose the key results are.

use crate::model::{Objective, Okrs, PersonId};

/// Who owns a key result of an objective that differs.
pub(super) fn owners(before: &Okrs, after: &Okrs) -> Vec<PersonId> {
    let differs = |okrs: &Okrs, objective: &Objective| {
        let mut of_cycle = okrs.of_cycle(objective.cycle.id());
        !of_cycle.any(|other| other == objective)
    };
    let old = before
        .objectives()
        .iter()
        .filter(|known| differs(after, known));
    let new = after
        .objectives()
        .iter()
        .filter(|known| differs(before, known));
    let key_results = old.chain(new).flat_map(|objective| &objective.key_results);
    let mut owners: Vec<PersonId> = key_results
        .filter_map(|known| known.owner.clone())
        .collect();
    owners.sort_unstable();
    owners.dedup();
    owners
}
