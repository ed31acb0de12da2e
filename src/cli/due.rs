//! `okr due`

use std::io::Write;

use clap::ValueEnum;
use jiff::Timestamp;
use jiff::civil::Date;

use super::load::{self, Files, PersonFiles};
use super::outputs::write_for_people;
use super::streams::Out;
use super::{Context, ExitStatus, Failure, context};
use crate::model::attendance::{Attendance, attendance};
use crate::model::ledger::{self, Entry};
use crate::model::{CheckIn, FieldOfChange, Language, Person, PersonId, Status, Week};
use crate::output::due::{Debt, Due, calendar, json, markdown, text};
use crate::read;
use crate::report::words::Words;
use crate::report::{Overrides, ReportError, templates};
use crate::store::Store;

/// How far ahead a task is named, in days.
const AHEAD: i32 = 7;

/// List what is owed, by whom and when
///
/// A check-in that is missing or not ready, a review, tasks that are overdue or due within a week, changes
/// of the OKRs to decide. Looks at the current cycle and the last week. Whoever has done it, or is away this
/// week, is not named. A review, and with it a decision, is due a week after its check-in was.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 fine; 1 where something is overdue, with --exit-code; 2 it could not be carried out.

Examples:
  okr due                          the whole team
  okr due ada                      Ada
  okr due --ladder                 by manager
  okr due --format markdown        a message for a chat
  okr due --format ical > due.ics  for a calendar
  okr due --exit-code              for a job that reminds"
)]
pub struct Args {
    /// Only this person
    #[arg(value_name = "PERSON")]
    person: Option<String>,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
    /// People under their managers
    #[arg(long)]
    ladder: bool,
    /// Exit with status 1 where something is overdue
    #[arg(long)]
    exit_code: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// A message for a chat
    Markdown,
    /// A calendar file
    Ical,
    /// For programs
    Json,
}

/// When it is asked, and how far is looked.
#[derive(Clone, Copy)]
struct Moment {
    now: Timestamp,
    today: Date,
    week: Week,
    /// In days, for tasks.
    ahead: i32,
    /// Whether check-ins before the current cycle are read, too: there may be changes to decide in them.
    looks_back: bool,
}

impl Moment {
    fn of(files: &Files, context: &Context) -> Self {
        let today = context.today(&files.team);
        Self {
            now: context.now(&files.team),
            today,
            week: Week::of(today),
            ahead: AHEAD,
            looks_back: true,
        }
    }
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let store = context.store()?;
    let files = load::files(&store)?;
    context::warn_of_errors(files.team_diagnostics.len(), "okr.yaml");
    context::warn_of_errors(files.okr_diagnostics.len(), "the objectives");
    let moment = Moment::of(&files, context);
    let words = words(Language::English, &Overrides::new());
    let words = words.map_err(|error| Failure::usage(error.to_string()))?;
    let mut debts = debts(&store, &files, moment, &words)?;
    if let Some(person) = &args.person {
        let person = context.person(Some(person), &store, &files.team)?;
        debts.retain(|debt| debt.person == person.id.as_str());
    }
    let due = Due {
        debts: &debts,
        team: &files.team,
        now: moment.now,
        by_manager: args.ladder,
    };
    let mut out = Out::new(context.color());
    match args.format {
        Format::Text => write_for_people(&mut out, &text(&due))?,
        Format::Markdown => out.write_all(markdown(&due).as_bytes())?,
        Format::Ical => out.write_all(calendar(&due).as_bytes())?,
        Format::Json => json(&mut out, &due)?,
    }
    out.finish()?;
    let is_overdue = debts.iter().any(|debt| debt.overdue);
    Ok(ExitStatus::of_findings(args.exit_code && is_overdue))
}

/// The words in which it is told: those of the report, since its calendar says the same.
///
/// # Errors
/// A line of a team's own message file.
pub(super) fn words(language: Language, own: &Overrides) -> Result<Words, ReportError> {
    Words::load(language, templates::messages(own))
}

/// What everybody owes by the check-ins of the current cycle, however far ahead it is due, told in `words`.
///
/// # Errors
/// Disk or git refuse.
pub(super) fn of_cycle(
    store: &Store,
    files: &Files,
    context: &Context,
    words: &Words,
) -> Result<Vec<Debt>, Failure> {
    let moment = Moment {
        ahead: i32::MAX,
        looks_back: false,
        ..Moment::of(files, context)
    };
    debts(store, files, moment, words)
}

/// What everybody owes who is not away, what is overdue first.
fn debts(
    store: &Store,
    files: &Files,
    moment: Moment,
    words: &Words,
) -> Result<Vec<Debt>, Failure> {
    let found = load::for_each_person(files, |of| of_person(store, files, of, moment, words))?;
    let people = found.iter().zip(&files.people);
    let away: Vec<&PersonId> = people
        .filter(|((is_away, _), _)| *is_away)
        .map(|(_, of)| &of.person)
        .collect();
    let is_away = |debt: &Debt| away.iter().any(|id| id.as_str() == debt.person);
    let mut debts: Vec<Debt> = found.iter().flat_map(|(_, debts)| debts.clone()).collect();
    debts.retain(|debt| !is_away(debt));
    debts.sort_by_key(|debt| (!debt.overdue, debt.due.is_none(), debt.due));
    Ok(debts)
}

/// Whether the person is away this week, and what anybody owes by their check-ins.
fn of_person(
    store: &Store,
    files: &Files,
    of: &PersonFiles,
    moment: Moment,
    words: &Words,
) -> Result<(bool, Vec<Debt>), Failure> {
    let Some(person) = files.team.person(of.person.as_str()) else {
        return Ok((false, Vec::new()));
    };
    let first_file = of.check_ins.first().map(|(week, _)| *week);
    let from = first_week(files, person, first_file, moment.week);
    let read = match moment.looks_back {
        true => load::timeline(store, files, &of.person)?,
        false => load::timeline_from(store, files, &of.person, from)?,
    };
    let owing = Owing {
        files,
        person,
        moment,
        words,
        from,
        statuses: read
            .iter()
            .map(|read| (read.value.week, read.value.status.value))
            .collect(),
    };
    let public = read
        .iter()
        .filter_map(|read| read::public(&read.value, &files.team, &files.okrs));
    let public: Vec<CheckIn> = public.collect();
    let mut debts: Vec<Debt> = owing
        .weeks()
        .flat_map(|week| owing.check_in(week))
        .collect();
    let tasks = ledger::tasks(&public);
    debts.extend(tasks.iter().filter_map(|entry| task(entry, moment)));
    debts.extend(owing.decisions(&public));
    let is_away = owing.status(moment.week) == Some(Status::Skipped);
    Ok((is_away, debts))
}

/// The first week that is looked at: that of the current cycle or the last one, but none before the first
/// in which the person owes anything.
fn first_week(files: &Files, person: &Person, first_file: Option<Week>, week: Week) -> Week {
    let begin = person.since.or(first_file).unwrap_or(week.plus(-1));
    let from = files.team.cycle_of(week).first_week().min(week.plus(-1));
    from.max(begin).min(week)
}

/// What is owed by the check-ins of one person.
struct Owing<'o> {
    files: &'o Files,
    person: &'o Person,
    moment: Moment,
    words: &'o Words,
    /// The first week that is looked at.
    from: Week,
    /// In the order of the weeks.
    statuses: Vec<(Week, Status)>,
}

impl Owing<'_> {
    /// The weeks that are looked at.
    fn weeks(&self) -> impl Iterator<Item = Week> {
        let (from, week) = (self.from, self.moment.week);
        (0..=week.since(from)).map(move |ahead| from.plus(ahead))
    }

    fn status(&self, week: Week) -> Option<Status> {
        let found = self
            .statuses
            .binary_search_by_key(&week, |(known, _)| *known);
        Some(self.statuses[found.ok()?].1)
    }

    fn check_in(&self, week: Week) -> Option<Debt> {
        let Files { team, okrs, .. } = self.files;
        let person = self.person;
        let status = self.status(week);
        let id = &person.id;
        match attendance(team, okrs, person, week, status, self.moment.now) {
            Attendance::Missing | Attendance::NotDue => Some(Debt {
                kind: "check-in",
                what: self.what("due.check-in", week),
                command: format!("okr draft {id} --week {week}"),
                ..self.debt(id, week)
            }),
            Attendance::Written(Status::Draft | Status::Returned) => Some(Debt {
                kind: "ready",
                what: self.what("due.not-ready", week),
                command: format!("okr ready {id} --week {week}"),
                ..self.debt(id, week)
            }),
            Attendance::Written(Status::Ready) => Some(Debt {
                kind: "review",
                what: self.what("due.review", week),
                command: format!("okr review {id} {week} --edit"),
                ..self.debt(person.manager.as_ref()?, week.plus(1))
            }),
            Attendance::Written(Status::Reviewed | Status::Skipped) | Attendance::NotOwed => None,
        }
    }

    /// The changes of the OKRs that one of the two has not agreed to. It is decided once the check-in is
    /// reviewed, or both agree on it in a later one; until then it is asked for with the review.
    fn decisions(&self, public: &[CheckIn]) -> Vec<Debt> {
        let manager = self.person.manager.as_ref();
        let mut debts = Vec::new();
        for (place, check_in) in public.iter().enumerate() {
            let is_over = matches!(check_in.status.value, Status::Reviewed | Status::Skipped);
            if is_over {
                continue;
            }
            let later = &public[place + 1..];
            for change in &check_in.okr_changes {
                let is_taken = later.iter().flat_map(|it| &it.okr_changes).any(|other| {
                    other.subject.value == change.subject.value
                        && other.change.value == change.change.value
                        && other.is_agreed(&self.person.id, manager)
                });
                let agrees = |id: &PersonId| change.agreed.iter().any(|it| it.value == *id);
                let two = [Some(&self.person.id), manager].into_iter().flatten();
                debts.extend(two.filter(|id| !is_taken && !agrees(id)).map(|id| Debt {
                    kind: "decision",
                    what: self.question(change.change.value, &change.subject.value.to_string()),
                    command: format!(
                        "okr agree {} --week {}",
                        change.subject.value, check_in.week
                    ),
                    ..self.debt(id, check_in.week.plus(1))
                }));
            }
        }
        debts
    }

    fn what(&self, key: &str, week: Week) -> String {
        let fillings = [("week", &*week.to_string()), ("person", &self.person.name)];
        self.words.text(key, &fillings)
    }

    /// What is to be decided of a goal.
    fn question(&self, change: FieldOfChange, subject: &str) -> String {
        let key = match change {
            FieldOfChange::Add => "due.add",
            FieldOfChange::Remove => "due.remove",
            _ => "due.decision",
        };
        let field = self.words.text(&format!("field.{}", change.word()), &[]);
        let fillings = [("field", &*field), ("subject", subject)];
        self.words.text(key, &fillings)
    }

    /// Something that somebody owes when the check-in of a week is due.
    fn debt(&self, who: &PersonId, week: Week) -> Debt {
        let team = &self.files.team;
        let at = team.due_at(week);
        Debt {
            person: who.to_string(),
            kind: "",
            what: String::new(),
            due: at.map(|at| team.cadence.time_zone.to_datetime(at).date()),
            overdue: at.is_some_and(|at| at <= self.moment.now),
            command: String::new(),
        }
    }
}

fn task(entry: &Entry, moment: Moment) -> Option<Debt> {
    let due = entry.due.filter(|_| entry.is_open())?;
    let days = moment.today.until(due).map_or(0, |span| span.get_days());
    (days <= moment.ahead).then(|| Debt {
        person: entry.owner.clone(),
        kind: "task",
        what: entry.text.clone(),
        due: Some(due),
        overdue: entry.is_overdue(moment.today),
        command: String::new(),
    })
}
