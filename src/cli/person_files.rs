//! Whose files the check-ins are: each person's, listed and not read yet. What else the team has is in
//! `load`.

use super::Failure;
use crate::model::{PersonId, Team, Week};
use crate::read::{self, Place};
use crate::store::{Entry, Store};

/// One person's check-ins, not read yet.
pub struct PersonFiles {
    /// Whose they are.
    pub person: PersonId,
    /// By week.
    pub check_ins: Vec<(Week, Entry)>,
}

/// Adds one of a person's files. Entries are sorted by path, so that the person is mostly the last one.
pub(super) fn add(
    people: &mut [PersonFiles],
    last: &mut usize,
    person: &PersonId,
    week: Week,
    entry: Entry,
) {
    if people[*last].person != *person {
        let found = people.iter().position(|known| known.person == *person);
        *last = found.unwrap_or(*last);
    }
    people[*last].check_ins.push((week, entry));
}

/// Puts each person's files in the order of the weeks.
pub(super) fn sort(people: &mut [PersonFiles]) {
    for files in people {
        files.check_ins.sort_by_key(|(week, _)| *week);
        files.check_ins.shrink_to_fit();
    }
}

/// Lists the check-ins of one person, in the order of the weeks.
///
/// # Errors
/// Disk or git refuse.
pub(super) fn listed(
    store: &Store,
    team: &Team,
    person: &PersonId,
) -> Result<Vec<(Week, Entry)>, Failure> {
    let mut check_ins: Vec<_> = newest_first(store, team, person)?.collect();
    check_ins.reverse();
    Ok(check_ins)
}

/// The same, the newest first: what is left out at the end is not looked at.
///
/// # Errors
/// Disk or git refuse.
pub(super) fn newest_first<'t>(
    store: &Store,
    team: &'t Team,
    person: &PersonId,
) -> Result<impl Iterator<Item = (Week, Entry)> + use<'t>, Failure> {
    let folder = format!("check-ins/{person}");
    // In the order of their paths, which is that of the weeks: both numbers of a week have all their digits.
    let entries = store.list_below(&[&folder])?.into_iter().rev();
    Ok(
        entries.filter_map(|entry| match read::place(entry.path.as_str(), team) {
            Ok(Place::CheckIn { week, .. }) => Some((week, entry)),
            _ => None,
        }),
    )
}

/// The people of a team, none with a file yet.
pub(super) fn nobodys(team: &Team) -> Vec<PersonFiles> {
    let people = team.people.iter().map(|person| PersonFiles {
        person: person.id.clone(),
        check_ins: Vec::new(),
    });
    people.collect()
}
