//! Who owes a check-in in which week, and what became of it.

use jiff::Timestamp;

use super::{Okrs, Person, Status, Team, Week};

/// What became of one person's check-in of one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attendance {
    /// There is one, in this status.
    Written(Status),
    /// There is none, and it was due.
    Missing,
    /// There is none yet, and it is not due yet.
    NotDue,
    /// None is owed.
    NotOwed,
}

/// Whether the person owes a check-in in that week: whoever owns a key result of its cycle (where there
/// are no objectives, whoever has a manager), from `since` to `until`, in due weeks.
#[must_use]
pub fn is_owed(team: &Team, okrs: &Okrs, person: &Person, week: Week) -> bool {
    if !person.is_there(week) || !team.is_due_week(week) {
        return false;
    }
    if okrs.is_empty() {
        return person.manager.is_some();
    }
    okrs.owned_by(&person.id, team.cycle_of(week).id())
        .next()
        .is_some()
}

/// What became of the check-in of `week`, seen at `now`: `written` is the status of the file, where
/// there is one.
#[must_use]
pub fn attendance(
    team: &Team,
    okrs: &Okrs,
    person: &Person,
    week: Week,
    written: Option<Status>,
    now: Timestamp,
) -> Attendance {
    if let Some(status) = written {
        return Attendance::Written(status);
    }
    if !is_owed(team, okrs, person, week) {
        return Attendance::NotOwed;
    }
    let due = team.due_at(week).is_some_and(|due| due <= now);
    if due {
        Attendance::Missing
    } else {
        Attendance::NotDue
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PersonId;

    fn team() -> Team {
        let person = |id: &str, manager: Option<&str>| Person {
            id: PersonId::new(id).unwrap(),
            name: id.to_owned(),
            emails: vec![],
            manager: manager.map(|id| PersonId::new(id).unwrap()),
            since: Some(Week::parse("2026-W40").unwrap()),
            until: None,
            key: None,
        };
        Team {
            people: vec![person("ada", Some("grace")), person("grace", None)],
            ..Team::default()
        }
    }

    fn told(week: &str, who: usize, written: Option<Status>, now: &str) -> Attendance {
        let team = team();
        let week = Week::parse(week).unwrap();
        attendance(
            &team,
            &Okrs::default(),
            &team.people[who],
            week,
            written,
            now.parse().unwrap(),
        )
    }

    #[test]
    fn is_missing_only_after_it_was_due() {
        assert_eq!(
            told("2026-W47", 0, None, "2026-11-20T16:59:59Z"),
            Attendance::NotDue
        );
        assert_eq!(
            told("2026-W47", 0, None, "2026-11-20T17:00:00Z"),
            Attendance::Missing
        );
        let ready = Attendance::Written(Status::Ready);
        assert_eq!(
            told("2026-W47", 0, Some(Status::Ready), "2026-11-20T17:00:00Z"),
            ready
        );
    }

    #[test]
    fn is_owed_by_whoever_has_a_manager_where_there_are_no_objectives() {
        assert_eq!(
            told("2026-W47", 1, None, "2026-11-25T17:00:00Z"),
            Attendance::NotOwed
        );
        assert_eq!(
            told("2026-W39", 0, None, "2026-11-25T17:00:00Z"),
            Attendance::NotOwed
        );
    }
}
