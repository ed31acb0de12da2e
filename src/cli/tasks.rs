//! `okr tasks` and `okr obstacles`

use std::io::Write;

use clap::ValueEnum;

use super::load::{self, Files};
use super::outputs::write_for_people;
use super::streams::Out;
use super::{Context, ExitStatus, Failure, context};
use crate::model::CheckIn;
use crate::model::ledger::{self, Entry};
use crate::output::ledger::{Ledger, json, markdown, text};
use crate::rules;
use crate::store::Store;

/// How a list is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// As a plan
    Markdown,
    /// For programs
    Json,
}

/// List the tasks of everybody's last check-in
///
/// What is open, whose it is, when it is due, and how old it is; the most pressing first. Tasks in private
/// sections are left out.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr tasks                        what is open in the team
  okr tasks --person ada           Ada's
  okr tasks --overdue
  okr tasks --markdown > PLAN.md   one list for the team
  okr tasks --format json")]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Only what is overdue
    #[arg(long, conflicts_with = "all")]
    overdue: bool,
}

/// List the obstacles of everybody's last check-in
///
/// What stands in the way of which key result, whose it is, and for how long; the oldest first.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr obstacles
  okr obstacles --person ada
  okr obstacles --all              also what was resolved
  okr obstacles --format json")]
pub struct ObstacleArgs {
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, clap::Args)]
struct Which {
    /// Only this person's
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Also what is done, dropped or resolved
    #[arg(long)]
    all: bool,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
    /// The same as --format markdown
    #[arg(long, conflicts_with = "format")]
    markdown: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let (store, files) = open(context)?;
    let today = context.today(&files.team);
    let mut entries = entries(&store, &files, ledger::tasks)?;
    for entry in &mut entries {
        let cycle = files.team.cycle_of(entry.week);
        let named = rules::key_results_in(&entry.text, &files.okrs, &cycle);
        entry.key_results = named
            .into_iter()
            .map(|known| known.reference.clone())
            .collect();
    }
    if args.overdue {
        entries.retain(|entry| entry.is_overdue(today));
    }
    // What has no day comes last.
    entries.sort_by_key(|entry| {
        (
            !entry.is_open(),
            entry.due.is_none(),
            entry.due,
            entry.since,
        )
    });
    print(
        &args.which,
        context,
        &store,
        &files,
        entries,
        ("task", "tasks"),
    )
}

pub(super) fn run_obstacles(args: &ObstacleArgs, context: &Context) -> Result<ExitStatus, Failure> {
    let (store, files) = open(context)?;
    let mut entries = entries(&store, &files, ledger::obstacles)?;
    entries.sort_by_key(|entry| (!entry.is_open(), entry.since));
    print(
        &args.which,
        context,
        &store,
        &files,
        entries,
        ("obstacle", "obstacles"),
    )
}

fn open(context: &Context) -> Result<(Store, Files), Failure> {
    let store = context.store()?;
    let files = load::files(&store)?;
    context::warn_of_errors(files.team_diagnostics.len(), "okr.yaml");
    context::warn_of_errors(files.okr_diagnostics.len(), "the objectives");
    Ok((store, files))
}

/// What is on everybody's lists, without private words.
pub(super) fn entries(
    store: &Store,
    files: &Files,
    of: impl Fn(&[CheckIn]) -> Vec<Entry> + Sync + Send,
) -> Result<Vec<Entry>, Failure> {
    let all = load::for_each_person(files, |person| {
        Ok(of(&load::public_timeline(store, files, &person.person)?))
    })?;
    Ok(all.into_iter().flatten().collect())
}

fn print(
    which: &Which,
    context: &Context,
    store: &Store,
    files: &Files,
    mut entries: Vec<Entry>,
    words: (&'static str, &'static str),
) -> Result<ExitStatus, Failure> {
    if let Some(person) = &which.person {
        let person = context.person(Some(person), store, &files.team)?;
        entries.retain(|entry| entry.owner == person.id.as_str());
    }
    if !which.all {
        entries.retain(Entry::is_open);
    }
    let ledger = Ledger {
        entries: &entries,
        team: &files.team,
        today: context.today(&files.team),
        words,
    };
    let mut out = Out::new(context.color());
    match which.format {
        _ if which.markdown => out.write_all(markdown(&ledger).as_bytes())?,
        Format::Markdown => out.write_all(markdown(&ledger).as_bytes())?,
        Format::Text => write_for_people(&mut out, &text(&ledger))?,
        Format::Json => json(&mut out, &ledger)?,
    }
    out.finish()?;
    Ok(ExitStatus::Fine)
}
