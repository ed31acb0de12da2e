//! Changes of the OKRs that check-ins propose or agree on.

use std::collections::BTreeSet;

use super::Change;
use crate::model::{Because, CheckIn, FieldOfChange, OkrChange, PersonId, Subject, Team};
use crate::text::likeness::{equal_pairs, unpaired};

/// One entry of `okr-changes`, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OkrChangeChange {
    /// What it is about.
    pub subject: Subject,
    /// Which field.
    pub field: FieldOfChange,
    /// What each check-in has of it; `None` where it has none.
    pub sides: Change<Option<Terms>>,
}

/// What one check-in says of a change.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Terms {
    /// What it was, as written.
    pub from: Option<String>,
    /// What it will be, as written.
    pub to: Option<String>,
    /// Why.
    pub because: Option<Because>,
    /// Who agrees.
    pub agreed: BTreeSet<PersonId>,
    /// Whether the person and their manager both do.
    pub is_agreed: bool,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OkrChangeEvent {
    /// It is new, and not agreed yet.
    Proposed,
    /// Both agree now.
    Agreed,
    /// Its terms changed.
    Edited,
    /// It was agreed, and is not repeated.
    Settled,
    /// It was never agreed, and is gone.
    Withdrawn,
    /// It stayed as it was.
    Same,
}

pub(super) fn changes(
    before: Option<&CheckIn>,
    after: &CheckIn,
    team: &Team,
) -> Vec<OkrChangeChange> {
    let entries = |check_in: &CheckIn| -> Vec<Entry> {
        check_in
            .okr_changes
            .iter()
            .map(|change| entry(change, check_in, team))
            .collect()
    };
    let (old, new) = (before.map_or_else(Vec::new, entries), entries(after));
    let mut pairs = equal_pairs(&old, &new);
    let (old_rest, new_rest) = unpaired(&pairs, old.len(), new.len());
    let key = |entries: &[Entry], rest: &[usize]| -> Vec<_> {
        rest.iter()
            .map(|index| (entries[*index].0.clone(), entries[*index].1))
            .collect()
    };
    let by_key = equal_pairs(&key(&old, &old_rest), &key(&new, &new_rest));
    pairs.extend(by_key.iter().map(|(l, r)| (old_rest[*l], new_rest[*r])));
    let (gone, _) = unpaired(&pairs, old.len(), new.len());
    let came = new.iter().enumerate().map(|(index, entry)| {
        let before = pairs
            .iter()
            .find(|(_, r)| *r == index)
            .map(|(l, _)| &old[*l]);
        change(before, Some(entry))
    });
    came.chain(gone.iter().map(|index| change(Some(&old[*index]), None)))
        .flatten()
        .collect()
}

type Entry = (Subject, FieldOfChange, Terms);

fn entry(change: &OkrChange, check_in: &CheckIn, team: &Team) -> Entry {
    let manager = team
        .person(check_in.person.as_str())
        .and_then(|person| person.manager.as_ref());
    let is_agreed = change.is_agreed(&check_in.person, manager);
    let OkrChange {
        subject,
        change,
        from,
        to,
        because,
        agreed,
        span: _,
    } = change;
    let terms = Terms {
        from: from.as_ref().map(|from| from.value.clone()),
        to: to.as_ref().map(|to| to.value.clone()),
        because: because.as_ref().map(|because| because.value),
        agreed: agreed.iter().map(|person| person.value.clone()).collect(),
        is_agreed,
    };
    (subject.value.clone(), change.value, terms)
}

fn change(before: Option<&Entry>, after: Option<&Entry>) -> Option<OkrChangeChange> {
    let (subject, field, _) = after.or(before)?;
    let terms = |entry: Option<&Entry>| entry.map(|(_, _, terms)| terms.clone());
    Some(OkrChangeChange {
        subject: subject.clone(),
        field: *field,
        sides: Change::new(terms(before), terms(after)),
    })
}

impl OkrChangeChange {
    /// What became of it.
    #[must_use]
    pub fn event(&self) -> OkrChangeEvent {
        match (&self.sides.before, &self.sides.after) {
            (Some(before), Some(after)) if before == after => OkrChangeEvent::Same,
            (Some(before), Some(after)) if after.is_agreed && !before.is_agreed => {
                OkrChangeEvent::Agreed
            }
            (Some(_), Some(_)) => OkrChangeEvent::Edited,
            (None, Some(after)) if after.is_agreed => OkrChangeEvent::Agreed,
            (None, Some(_)) => OkrChangeEvent::Proposed,
            (Some(before), None) if before.is_agreed => OkrChangeEvent::Settled,
            (Some(_) | None, None) => OkrChangeEvent::Withdrawn,
        }
    }

    /// Whether anything is different.
    #[must_use]
    pub fn is_fact(&self) -> bool {
        self.event() != OkrChangeEvent::Same
    }
}
