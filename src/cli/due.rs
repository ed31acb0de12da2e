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
use crate::model::{CheckIn, Person, PersonId, Status, Week};
use crate::output::due::{Debt, Due, calendar, json, markdown, text};
use crate::scaffold::subject_words;
use crate::store::Store;

/// How far ahead a task is named, in days.
const AHEAD: i32 = 7;

/// List what is owed, by whom and when
///
/// A check-in that is missing or not ready, a review, tasks that are overdue or due within a week, changes
/// of the OKRs to decide. Whoever has done it, or is away this week, is not named. A review is due a week
/// after its check-in was.
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

/// When it is asked.
#[derive(Clone, Copy)]
struct Moment {
    now: Timestamp,
    today: Date,
    week: Week,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let store = context.store()?;
    let files = load::files(&store)?;
    context::warn_of_errors(files.team_diagnostics.len(), "okr.yaml");
    context::warn_of_errors(files.okr_diagnostics.len(), "the objectives");
    let today = context.today(&files.team);
    let moment = Moment {
        now: context.now(&files.team),
        today,
        week: Week::of(today),
    };
    let found = load::for_each_person(&files, |of| of_person(&store, &files, of, moment))?;
    let away: Vec<&PersonId> = found
        .iter()
        .zip(&files.people)
        .filter(|((is_away, _), _)| *is_away)
        .map(|(_, of)| &of.person)
        .collect();
    let is_away = |debt: &Debt| away.iter().any(|id| id.as_str() == debt.person);
    let mut debts: Vec<Debt> = found.iter().flat_map(|(_, debts)| debts.clone()).collect();
    debts.retain(|debt| !is_away(debt));
    if let Some(person) = &args.person {
        let person = context.person(Some(person), &store, &files.team)?;
        debts.retain(|debt| debt.person == person.id.as_str());
    }
    debts.sort_by_key(|debt| (!debt.overdue, debt.due.is_none(), debt.due));
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

/// Whether the person is away this week, and what stands in their check-ins that anybody owes.
fn of_person(
    store: &Store,
    files: &Files,
    of: &PersonFiles,
    moment: Moment,
) -> Result<(bool, Vec<Debt>), Failure> {
    let Some(person) = files.team.person(of.person.as_str()) else {
        return Ok((false, Vec::new()));
    };
    let public = load::public_timeline(store, files, &of.person)?;
    let mut debts = Vec::new();
    let is_away = check_ins(files, person, &public, moment, &mut debts);
    debts.extend(
        ledger::tasks(&public)
            .iter()
            .filter_map(|entry| task(entry, moment)),
    );
    let last = public
        .iter()
        .rev()
        .find(|known| known.status.value != Status::Skipped);
    debts.extend(last.into_iter().flat_map(|last| decisions(last, person)));
    Ok((is_away, debts))
}

/// What is owed of this week's check-in and the last one; whether the person is away this week.
fn check_ins(
    files: &Files,
    person: &Person,
    public: &[CheckIn],
    moment: Moment,
    debts: &mut Vec<Debt>,
) -> bool {
    let team = &files.team;
    let mut is_away = false;
    for week in [moment.week.plus(-1), moment.week] {
        let written = public.iter().find(|known| known.week == week);
        let status = written.map(|known| known.status.value);
        let found = attendance(team, &files.okrs, person, week, status, moment.now);
        let due_at = team.due_at(week);
        let zone = &team.cadence.time_zone;
        let due = due_at.map(|at| zone.to_datetime(at).date());
        let is_over = due_at.is_some_and(|at| at <= moment.now);
        let own = |kind, what: String, command: String| Debt {
            person: person.id.to_string(),
            kind,
            what,
            due,
            overdue: is_over,
            command,
        };
        match found {
            Attendance::Written(Status::Skipped) => is_away |= week == moment.week,
            Attendance::Missing | Attendance::NotDue => debts.push(own(
                "check-in",
                format!("check-in of {week}"),
                format!("okr draft {} --week {week}", person.id),
            )),
            Attendance::Written(Status::Draft | Status::Returned) => debts.push(own(
                "ready",
                format!("check-in of {week} is not ready"),
                format!("okr ready {} --week {week}", person.id),
            )),
            Attendance::Written(Status::Ready) => debts.extend(review(team, person, week, moment)),
            Attendance::Written(Status::Reviewed) | Attendance::NotOwed => {}
        }
    }
    is_away
}

fn review(team: &crate::model::Team, person: &Person, week: Week, moment: Moment) -> Option<Debt> {
    let manager = person.manager.as_ref()?;
    let at = team.due_at(week.plus(1))?;
    Some(Debt {
        person: manager.to_string(),
        kind: "review",
        what: format!("review of {}'s check-in of {week}", person.name),
        due: Some(team.cadence.time_zone.to_datetime(at).date()),
        overdue: at <= moment.now,
        command: format!("okr review {} {week} --edit", person.id),
    })
}

fn task(entry: &Entry, moment: Moment) -> Option<Debt> {
    let due = entry.due.filter(|_| entry.is_open())?;
    let days = moment.today.until(due).map_or(0, |span| span.get_days());
    (days <= AHEAD).then(|| Debt {
        person: entry.owner.clone(),
        kind: "task",
        what: entry.text.clone(),
        due: Some(due),
        overdue: entry.is_overdue(moment.today),
        command: String::new(),
    })
}

/// The changes of the OKRs that one of the two has not agreed to yet.
fn decisions(check_in: &CheckIn, person: &Person) -> Vec<Debt> {
    let two = [Some(&person.id), person.manager.as_ref()];
    let mut debts = Vec::new();
    for change in &check_in.okr_changes {
        let agrees = |id: &PersonId| change.agreed.iter().any(|agreed| agreed.value == *id);
        for id in two.into_iter().flatten().filter(|id| !agrees(id)) {
            let subject = subject_words(&change.subject.value);
            debts.push(Debt {
                person: id.to_string(),
                kind: "decision",
                what: format!("decide on {} of {subject}", change.change.value.word()),
                due: None,
                overdue: false,
                command: format!("okr agree {subject} --week {}", check_in.week),
            });
        }
    }
    debts
}
