//! `okr diff`

use std::io::{self, Write};

use clap::ValueEnum;

use super::change::{self, Change};
use super::outputs::stop_token_of_runner;
use super::pair::Pair;
use super::streams::{self, Out};
use super::{Context, ExitStatus, Failure, context, load};
use crate::diff::{self, DefinitionChange, Diff};
use crate::model::{Person, PersonId, Status, Team, Week};
use crate::output::diff::{Told, definitions, json, markdown, terminal};
use crate::output::github;
use crate::output::line::Styles;
use crate::store::Store;

/// Show what changed since last week, in meaning
///
/// Against the same person's previous check-in that was not skipped: values and confidence, obstacles and
/// tasks with their ages, changes of the OKRs, and the words of each section. Private sections are left
/// out.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr diff                           my last check-in against the one before
  okr diff ada                       Ada's
  okr diff ada 2026-W46              the one of an earlier week
  okr diff ada --from 2026-W40       against an earlier one
  okr diff --week 2026-W46           everyone's of a week
  okr diff ada --words all           also the words that went
  okr diff --base                    all that a pull request changes
  okr diff --format markdown         as a comment of a pull request")]
pub struct Args {
    /// Whose check-ins [default: mine]
    #[arg(value_name = "PERSON")]
    person: Option<String>,
    /// Which week, such as 2026-W47 [default: the last one there is]
    #[arg(value_name = "WEEK")]
    week: Option<String>,
    /// Against this week [default: the one before that was not skipped]
    #[arg(long, value_name = "WEEK")]
    from: Option<String>,
    /// Everyone's check-ins of this week
    #[arg(long = "week", value_name = "WEEK", conflicts_with_all = ["person", "week", "from"])]
    team_week: Option<String>,
    /// Every check-in and objective that changed since REV [default: the base of the pull or merge
    /// request, else where the branch left origin/HEAD]; a new check-in against the week before, an
    /// edited one against itself
    #[arg(long, value_name = "REV", num_args = 0..=1, default_missing_value = "",
          conflicts_with_all = ["person", "week", "from", "team_week"])]
    base: Option<String>,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
    /// Which words of the sections are printed [default: all where they stand side by side, else new]
    #[arg(long, value_name = "WHICH", value_enum)]
    words: Option<Words>,
    /// The columns to print in [default: those of the terminal, else 80]; side by side from 120 on
    #[arg(long, value_name = "COLUMNS")]
    width: Option<u16>,
    /// Exit with status 1 where there are differences
    #[arg(long)]
    exit_code: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    #[default]
    Terminal,
    /// For a pull request
    Markdown,
    /// For programs
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Words {
    /// None
    None,
    /// Those that came or were edited
    New,
    /// Also those that went
    All,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let store = context.store()?;
    let Change {
        team,
        diffs,
        definitions,
    } = match (&args.base, &args.team_week) {
        (Some(base), _) => change::change(&store, context, base)?,
        (None, Some(week)) => of_check_ins(of_team(&store, context, week)?),
        (None, None) => of_check_ins(of_person(args, &store, context)?),
    };
    let told: Vec<Told> = diffs
        .iter()
        .filter_map(|diff| {
            let person = team.person(diff.person.as_str())?;
            Some(Told {
                diff,
                team: &team,
                person,
            })
        })
        .collect();
    print(args, context, &told, &definitions)?;
    let differs = !definitions.is_empty() || diffs.iter().any(|diff| !diff.is_empty());
    Ok(if args.exit_code && differs {
        ExitStatus::Findings
    } else {
        ExitStatus::Fine
    })
}

fn of_check_ins((team, diffs): (Team, Vec<Diff>)) -> Change {
    Change {
        team,
        diffs,
        definitions: Vec::new(),
    }
}

fn print(
    args: &Args,
    context: &Context,
    told: &[Told],
    changed: &[DefinitionChange],
) -> Result<(), Failure> {
    let mut out = Out::new(context.color());
    match args.format {
        Format::Json => json::write(&mut out, told, changed)?,
        Format::Markdown => out.write_all(markdown::render(told, changed).as_bytes())?,
        Format::Terminal => {
            let is_colored = streams::is_colored(context.color());
            let options = terminal::Options {
                width: usize::from(args.width.unwrap_or_else(streams::columns)),
                styles: if is_colored {
                    Styles::colored()
                } else {
                    Styles::plain()
                },
                words: match args.words {
                    None => terminal::Words::Fitting,
                    Some(Words::None) => terminal::Words::None,
                    Some(Words::New) => terminal::Words::New,
                    Some(Words::All) => terminal::Words::All,
                },
            };
            let token = stop_token_of_runner();
            github::guarded(&mut out, token.as_deref(), |out| {
                write_for_terminal(out, told, changed, &options)
            })?;
        }
    }
    Ok(out.finish()?)
}

fn write_for_terminal(
    out: &mut Out,
    told: &[Told],
    changed: &[DefinitionChange],
    options: &terminal::Options,
) -> io::Result<()> {
    let definitions = definitions::terminal(changed);
    out.write_all(definitions.as_bytes())?;
    for (index, told) in told.iter().enumerate() {
        if index > 0 || !definitions.is_empty() {
            out.write_all(b"\n\n")?;
        }
        out.write_all(terminal::render(told, options).as_bytes())?;
    }
    Ok(())
}

/// One person's check-in against an earlier one.
fn of_person(args: &Args, store: &Store, context: &Context) -> Result<(Team, Vec<Diff>), Failure> {
    // `okr diff 2026-W46` means my own.
    let (who, week) = match (&args.person, &args.week) {
        (Some(word), None) if Week::parse(word).is_ok() => (None, Some(word)),
        (who, week) => (who.as_deref(), week.as_ref()),
    };
    let asked = |word: &String| Week::parse(word).map_err(Failure::usage);
    let (week, from) = (
        week.map(asked).transpose()?,
        args.from.as_ref().map(asked).transpose()?,
    );
    let settings = load::settings(store)?;
    let team = settings.team.clone();
    let person = context.person(who, store, &team)?;
    let mut pair = Pair::new(store, settings, person)?;
    let to = chosen(&pair, person, week)?;
    let from = match from {
        Some(from) if from >= to => {
            let message = format!("{from} is not before {to}");
            return Err(Failure::usage_with_hint(
                message,
                "--from names the older week",
            ));
        }
        Some(from) => Some(chosen(&pair, person, Some(from))?),
        None => pair.previous(Some(to))?,
    };
    if from.is_none() && !context.is_quiet() {
        let name = &person.name;
        streams::tell(&format!(
            "{to} is the first check-in of {name}: all of it is new"
        ));
    }
    let diff = pair.diff(from, to)?;
    warn(pair.files());
    Ok((team, vec![diff]))
}

/// Everyone's check-in of a week, each against the one before.
fn of_team(store: &Store, context: &Context, week: &str) -> Result<(Team, Vec<Diff>), Failure> {
    let week = Week::parse(week).map_err(Failure::usage)?;
    let files = load::files(store)?;
    warn(&files);
    let answers = load::for_each_person(&files, |of| of_week(store, &files, of, week))?;
    let mut diffs = Vec::new();
    for (of, answer) in files.people.iter().zip(answers) {
        match answer {
            OfWeek::Diff(diff) => diffs.push(*diff),
            OfWeek::Withheld => streams::warn(&withheld(&of.person, week).to_string()),
            OfWeek::Nothing => {}
        }
    }
    if diffs.is_empty() {
        let message = format!("nobody has a check-in of {week} to compare");
        return Err(Failure::usage_with_hint(
            message,
            "'okr status' tells who has checked in",
        ));
    }
    let is_there = |person: &&Person| diffs.iter().any(|diff| diff.person == person.id);
    let missing: Vec<&str> = files
        .team
        .people
        .iter()
        .filter(|person| !is_there(person) && !files.of(&person.id).is_empty())
        .map(|person| person.name.as_str())
        .collect();
    if !missing.is_empty() && !context.is_quiet() {
        streams::tell(&format!(
            "nothing to compare in {week}: {}",
            missing.join(", ")
        ));
    }
    Ok((files.team, diffs))
}

/// What there is of one person in a week.
enum OfWeek {
    Diff(Box<Diff>),
    /// Something in the file is odd.
    Withheld,
    /// There is no check-in, or it was skipped.
    Nothing,
}

fn of_week(
    store: &Store,
    files: &load::Files,
    of: &load::PersonFiles,
    week: Week,
) -> Result<OfWeek, Failure> {
    if !of.check_ins.iter().any(|(there, _)| *there == week) {
        return Ok(OfWeek::Nothing);
    }
    let public = load::public_timeline(store, files, &of.person)?;
    let surroundings = diff::Context::new(&files.team, &files.okrs, &public);
    Ok(match public.iter().find(|check_in| check_in.week == week) {
        None => OfWeek::Withheld,
        Some(after) if after.status.value == Status::Skipped => OfWeek::Nothing,
        Some(after) => {
            let before = diff::previous(&public, week);
            OfWeek::Diff(Box::new(diff::diff(before, after, &surroundings)))
        }
    })
}

fn warn(files: &load::Files) {
    context::warn_of_errors(files.team_diagnostics.len(), "okr.yaml");
    context::warn_of_errors(files.okr_diagnostics.len(), "the objectives");
}

/// That week, or the last one that was not skipped.
fn chosen(pair: &Pair, person: &Person, week: Option<Week>) -> Result<Week, Failure> {
    let id = &person.id;
    let Some(week) = week.map_or_else(|| pair.previous(None), |week| Ok(Some(week)))? else {
        let message = format!("{id} has no check-in yet");
        return Err(Failure::usage_with_hint(
            message,
            format!("'okr draft {id}' begins one"),
        ));
    };
    let refused = |message: String| {
        let mut weeks = Vec::new();
        for week in pair.weeks() {
            if pair.skipped(week)?.is_none() {
                weeks.push(week);
            }
        }
        Err(Failure::usage_with_hint(
            message,
            format!("{id} has {}", weeks_there(&weeks, week)),
        ))
    };
    if !pair.weeks().any(|there| there == week) {
        if pair.weeks().next().is_none() {
            return chosen(pair, person, None);
        }
        return refused(format!("{id} has no check-in of {week}"));
    }
    match pair.skipped(week)? {
        None => Ok(week),
        Some(reason) if reason.is_empty() => refused(format!("{id} skipped {week}")),
        Some(reason) => refused(format!("{id} skipped {week}: {reason}")),
    }
}

/// The weeks there are; of many, those around the one that was asked for.
fn weeks_there(weeks: &[Week], asked: Week) -> String {
    const SHOWN: usize = 12;
    let at = weeks.partition_point(|week| *week < asked);
    let start = at
        .saturating_sub(SHOWN / 2)
        .min(weeks.len().saturating_sub(SHOWN));
    let end = (start + SHOWN).min(weeks.len());
    let names: Vec<String> = weeks[start..end].iter().map(Week::to_string).collect();
    let (before, after) = (start, weeks.len() - end);
    let mut text = names.join(", ");
    if before > 0 {
        text = format!("{before} earlier ones, {text}");
    }
    if after > 0 {
        text.push_str(&format!(" and {after} later ones"));
    }
    text
}

pub(super) fn withheld(person: &PersonId, week: Week) -> Failure {
    let message = format!(
        "check-ins/{person}/{week}.md is not compared: something in it is odd, and private words could be in the wrong place"
    );
    Failure::usage_with_hint(
        message,
        format!("'okr check check-ins/{person}/{week}.md' tells what"),
    )
}
