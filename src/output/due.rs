//! What is owed, by whom and when: one list for people, for chat, for calendars, for programs.

use std::io::{self, Write};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::ical::{self, Calendar, Day};
use super::json_writer;
use super::sink::markdown::inert;
use super::summary::counted;
use crate::model::Team;
use crate::text::visible::one_line;

/// The version of the JSON.
pub const SCHEMA_VERSION: u32 = 1;

/// One thing that somebody owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debt {
    /// Who: an id, else what is written.
    pub person: String,
    /// What kind of thing: `check-in`, `ready`, `review`, `task`, `decision`.
    pub kind: &'static str,
    /// What, in words.
    pub what: String,
    /// The day; none for what has no day.
    pub due: Option<Date>,
    /// Whether its time is over.
    pub overdue: bool,
    /// The command that does it; empty where its words would be an author's.
    pub command: String,
}

/// What is owed, seen from a day.
#[derive(Clone, Copy, Debug)]
pub struct Due<'a> {
    /// In the order of their days.
    pub debts: &'a [Debt],
    /// Whose names are used.
    pub team: &'a Team,
    /// When it is seen.
    pub now: Timestamp,
    /// Whether people stand under their managers.
    pub by_manager: bool,
}

/// A person, and what they owe.
type Owing<'d> = (&'d str, Vec<&'d Debt>);

impl Due<'_> {
    fn name(&self, id: &str) -> String {
        let person = self.team.person(id);
        person.map_or_else(|| id.to_owned(), |person| person.name.clone())
    }

    fn manager(&self, id: &str) -> Option<&str> {
        let person = self.team.person(id)?;
        person.manager.as_ref().map(|manager| manager.as_str())
    }

    /// The people who owe something, each with it, in the order of the team, then of others.
    fn people(&self) -> Vec<Owing<'_>> {
        let mut ids: Vec<&str> = Vec::new();
        let known = self.team.people.iter().map(|person| person.id.as_str());
        for id in known.chain(self.debts.iter().map(|debt| debt.person.as_str())) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let of = |id: &str| self.debts.iter().filter(|debt| debt.person == id).collect();
        let all = ids.into_iter().map(|id| (id, of(id)));
        all.filter(|(_, debts): &Owing<'_>| !debts.is_empty())
            .collect()
    }

    /// The same under the names of their managers, in the order of the team, where that is asked for; else
    /// under none.
    fn groups(&self) -> Vec<(Option<String>, Vec<Owing<'_>>)> {
        if !self.by_manager {
            return vec![(None, self.people())];
        }
        let managers = self
            .team
            .people
            .iter()
            .map(|person| Some(person.id.as_str()));
        let groups = managers.chain([None]).map(|manager| {
            let name = manager.map_or_else(|| "Without a manager".to_owned(), |id| self.name(id));
            let people = self.people().into_iter();
            (
                Some(name),
                people
                    .filter(|(id, _)| self.manager(id) == manager)
                    .collect(),
            )
        });
        groups
            .filter(|(_, people): &(_, Vec<_>)| !people.is_empty())
            .collect()
    }
}

fn day(debt: &Debt) -> String {
    match (debt.due, debt.overdue) {
        (Some(due), true) => format!("was due {due}"),
        (Some(due), false) => format!("due {due}"),
        (None, true) => "overdue".to_owned(),
        (None, false) => "open".to_owned(),
    }
}

/// For a terminal.
#[must_use]
pub fn text(due: &Due<'_>) -> String {
    let mut out = String::new();
    for (manager, people) in due.groups() {
        let indent = if manager.is_some() { "  " } else { "" };
        if let Some(manager) = manager {
            out.push_str(&format!("{}\n", one_line(&manager)));
        }
        for (id, debts) in people {
            out.push_str(&format!("{indent}{}\n", one_line(&due.name(id))));
            for debt in debts {
                let command = match debt.command.is_empty() {
                    true => String::new(),
                    false => format!(": {}", debt.command),
                };
                let line = format!("{} ({}){command}", debt.what, day(debt));
                out.push_str(&format!("{indent}  {}\n", one_line(&line)));
            }
        }
    }
    let overdue = due.debts.iter().filter(|debt| debt.overdue).count();
    if due.debts.is_empty() {
        out.push_str("Nothing is owed.\n");
    } else {
        let count = counted(due.debts.len(), "thing is", "things are");
        out.push_str(&format!("{count} owed, {overdue} overdue\n"));
    }
    out
}

/// A message for a chat.
#[must_use]
pub fn markdown(due: &Due<'_>) -> String {
    let mut out = String::new();
    for (manager, people) in due.groups() {
        if let Some(manager) = manager {
            out.push_str(&format!("## {}\n\n", inert(&manager)));
        }
        for (id, debts) in people {
            out.push_str(&format!("**{}**\n", inert(&due.name(id))));
            for debt in debts {
                out.push_str(&format!(
                    "- {} ({})\n",
                    inert(&debt.what),
                    inert(&day(debt))
                ));
            }
            out.push('\n');
        }
    }
    if out.is_empty() {
        out.push_str("Nothing is owed.\n");
    }
    out
}

/// A calendar of everything that has a day.
#[must_use]
pub fn calendar(due: &Due<'_>) -> String {
    let days = due.debts.iter().filter_map(|debt| {
        let name = due.name(&debt.person);
        Some(Day {
            // Its exact words: no two of a person are the same on one day.
            id: format!(
                "{}-{}-{}-{}@okr",
                debt.kind, debt.person, debt.due?, debt.what
            ),
            on: debt.due?,
            summary: format!("{name}: {}", debt.what),
            description: debt.command.clone(),
        })
    });
    ical::calendar(&Calendar {
        name: match due.team.name.is_empty() {
            true => "OKR check-ins".to_owned(),
            false => due.team.name.clone(),
        },
        made: due.now,
        days: days.collect(),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Output<'d> {
    schema_version: u32,
    kind: &'static str,
    due: Vec<Item<'d>>,
}

#[derive(Serialize)]
struct Item<'d> {
    person: &'d str,
    manager: Option<&'d str>,
    kind: &'static str,
    what: &'d str,
    due: Option<String>,
    overdue: bool,
    command: &'d str,
}

/// For programs.
///
/// # Errors
/// The stream cannot be written.
pub fn json(out: &mut impl Write, due: &Due<'_>) -> io::Result<()> {
    let items = due.debts.iter().map(|debt| Item {
        person: &debt.person,
        manager: due.manager(&debt.person),
        kind: debt.kind,
        what: &debt.what,
        due: debt.due.map(|due| due.to_string()),
        overdue: debt.overdue,
        command: &debt.command,
    });
    let output = Output {
        schema_version: SCHEMA_VERSION,
        kind: "due",
        due: items.collect(),
    };
    json_writer::write(out, &output)
}
