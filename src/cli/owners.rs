//! Whose the key results are.

use crate::model::{KeyResultRef, Objective, Okrs, PersonId};

/// Who owns a key result.
pub(super) fn owner<'o>(okrs: &'o Okrs, reference: &KeyResultRef) -> Option<&'o PersonId> {
    let mut named = okrs.with_id(reference.key_result.as_str());
    let found = named.find(|(_, key_result)| key_result.reference == *reference);
    found.and_then(|(_, key_result)| key_result.owner.as_ref())
}

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
