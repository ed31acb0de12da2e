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
    let folder = format!("check-ins/{person}");
    let mut check_ins = Vec::new();
    for entry in store.list_below(&[&folder])? {
        if let Ok(Place::CheckIn { week, .. }) = read::place(entry.path.as_str(), team) {
            check_ins.push((week, entry));
        }
    }
    check_ins.sort_by_key(|(week, _)| *week);
    Ok(check_ins)
}

/// The people of a team, none with a file yet.
pub(super) fn nobodys(team: &Team) -> Vec<PersonFiles> {
    let people = team.people.iter().map(|person| PersonFiles {
        person: person.id.clone(),
        check_ins: Vec::new(),
    });
    people.collect()
}
