//! Tasks and obstacles as lists: for people, as a plan in Markdown, for programs.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::json_writer;
use super::sink::markdown::inert;
use super::summary::counted;
use crate::model::Team;
use crate::model::ledger::{Entry, What};
use crate::text::visible::one_line;

/// The version of the JSON.
pub const SCHEMA_VERSION: u32 = 1;

/// What is listed, seen from a day.
#[derive(Clone, Copy, Debug)]
pub struct Ledger<'a> {
    /// The entries, in their order.
    pub entries: &'a [Entry],
    /// Whose names are used.
    pub team: &'a Team,
    /// The day.
    pub today: Date,
    /// `task` or `obstacle`, and of several.
    pub words: (&'static str, &'static str),
}

impl Ledger<'_> {
    /// The entries by owner, in the order of the team, then of others.
    fn by_owner(&self) -> Vec<(String, Vec<&Entry>)> {
        let mut owners: Vec<&str> = Vec::new();
        let known = self.team.people.iter().map(|person| person.id.as_str());
        for owner in known.chain(self.entries.iter().map(|entry| entry.owner.as_str())) {
            if !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        let of = |owner: &str| -> Vec<&Entry> {
            let all = self.entries.iter();
            all.filter(|entry| entry.owner == owner).collect()
        };
        let name = |owner: &str| {
            let person = self.team.person(owner);
            person.map_or_else(|| owner.to_owned(), |person| person.name.clone())
        };
        let all = owners.into_iter().map(|owner| (name(owner), of(owner)));
        all.filter(|(_, entries)| !entries.is_empty()).collect()
    }

    /// What is said behind the words of an entry: its day, its age, what it slows.
    fn details(&self, entry: &Entry) -> String {
        let mut parts = Vec::new();
        if let Some(due) = entry.due {
            let days = due.until(self.today).map_or(0, |span| span.get_days());
            let over = match days {
                _ if !entry.is_open() => String::new(),
                0 => ", today".to_owned(),
                1.. => format!(
                    ", {} over",
                    counted(usize::try_from(days).unwrap_or(0), "day", "days")
                ),
                _ => String::new(),
            };
            parts.push(format!("due {due}{over}"));
        }
        parts.push(match entry.age(self.today) {
            0 => "new".to_owned(),
            weeks => counted(usize::try_from(weeks).unwrap_or(0), "week", "weeks"),
        });
        if !entry.key_results.is_empty() {
            let names = entry.key_results.iter().map(ToString::to_string);
            let word = match entry.what {
                What::Task(_) => "for",
                What::Obstacle(_) => "slows",
            };
            parts.push(format!("{word} {}", names.collect::<Vec<_>>().join(", ")));
        }
        parts.join(", ")
    }
}

fn mark(entry: &Entry) -> &'static str {
    use crate::model::TaskState;
    match entry.what {
        What::Task(TaskState::Open) => "[ ]",
        What::Task(TaskState::Done) => "[x]",
        What::Task(TaskState::Dropped) => "[-]",
        What::Obstacle(true) => "open    ",
        What::Obstacle(false) => "resolved",
    }
}

/// For a terminal: by owner, a line each.
#[must_use]
pub fn text(ledger: &Ledger<'_>) -> String {
    let mut out = String::new();
    for (name, entries) in ledger.by_owner() {
        out.push_str(&format!("{}\n", one_line(&name)));
        for entry in entries {
            let words = one_line(&entry.text).into_owned();
            let details = ledger.details(entry);
            out.push_str(&format!(
                "  {} {words} ({})\n",
                mark(entry),
                one_line(&details)
            ));
        }
    }
    let count = |of: usize| counted(of, ledger.words.0, ledger.words.1);
    let open = ledger
        .entries
        .iter()
        .filter(|entry| entry.is_open())
        .count();
    let overdue = ledger.entries.iter();
    let overdue = overdue
        .filter(|entry| entry.is_overdue(ledger.today))
        .count();
    let over = match overdue {
        0 => String::new(),
        overdue => format!(", {overdue} overdue"),
    };
    out.push_str(&format!("{} open{over}\n", count(open)));
    out
}

/// As a plan: task items by owner, nothing of an author's live in them.
#[must_use]
pub fn markdown(ledger: &Ledger<'_>) -> String {
    let mut out = String::new();
    for (name, entries) in ledger.by_owner() {
        out.push_str(&format!("## {}\n\n", inert(&name)));
        for entry in entries {
            let mark = match entry.what {
                What::Task(_) => format!("{} ", mark(entry)),
                What::Obstacle(true) => String::new(),
                What::Obstacle(false) => "resolved: ".to_owned(),
            };
            let details = ledger.details(entry);
            out.push_str(&format!(
                "- {mark}{} ({})\n",
                inert(&entry.text),
                inert(&details)
            ));
        }
        out.push('\n');
    }
    if out.is_empty() {
        out.push_str("Nothing is open.\n");
    }
    out
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Output<'l> {
    schema_version: u32,
    kind: &'static str,
    entries: Vec<Item<'l>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item<'l> {
    text: &'l str,
    state: &'static str,
    owner: &'l str,
    due: Option<String>,
    overdue: bool,
    weeks: u32,
    since: String,
    week: String,
    path: &'l str,
    key_results: Vec<String>,
}

/// For programs.
///
/// # Errors
/// The stream cannot be written.
pub fn json(out: &mut impl Write, ledger: &Ledger<'_>) -> io::Result<()> {
    let item = |entry: &'_ Entry| -> (String, String) {
        (entry.since.to_string(), entry.week.to_string())
    };
    let items = ledger.entries.iter().map(|entry| {
        let (since, week) = item(entry);
        Item {
            text: &entry.text,
            state: match entry.what {
                What::Task(state) => state.word(),
                What::Obstacle(true) => "open",
                What::Obstacle(false) => "resolved",
            },
            owner: &entry.owner,
            due: entry.due.map(|due| due.to_string()),
            overdue: entry.is_overdue(ledger.today),
            weeks: entry.age(ledger.today),
            since,
            week,
            path: &entry.path,
            key_results: entry.key_results.iter().map(ToString::to_string).collect(),
        }
    });
    let output = Output {
        schema_version: SCHEMA_VERSION,
        kind: ledger.words.1,
        entries: items.collect(),
    };
    json_writer::write(out, &output)
}
