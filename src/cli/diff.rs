//! `okr diff`

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;

use super::change::{self, Change};
use super::outputs::write_for_people;
use super::pager;
use super::pair::{Compared, Pair};
use super::revisions;
use super::streams::{self, Out};
use super::{Context, ExitStatus, Failure, context, everyone, load};
use crate::diff::Comparison;
use crate::model::{Person, PersonId, Week};
use crate::output::diff::{Shown, json, markdown, terminal};
use crate::output::line::Styles;
use crate::report;
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
  okr diff HEAD~1 -- check-ins/ada/2026-W46.md
                                     one file since a revision; as in git also OLD..NEW and OLD NEW
  okr diff --format markdown         as a comment of a pull request
  okr diff --week 2026-W46 --format html > week.html
                                     one page by itself, for a browser")]
pub struct Args {
    /// Whose check-ins [default: mine]; or, in front of '--', revisions as 'git diff' takes them
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
    /// What became of these files and folders between two revisions: of HEAD and the work tree, or of
    /// those in front of '--'
    #[arg(value_name = "PATH", last = true, conflicts_with_all = ["from", "team_week", "base"])]
    paths: Vec<PathBuf>,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
    /// Which words of the sections are printed [default: all where they stand side by side, else new]
    #[arg(long, value_name = "WHICH", value_enum)]
    words: Option<Words>,
    /// The columns to print in [default: those of the terminal, else 80]; side by side from 120 on
    #[arg(long, value_name = "COLUMNS")]
    width: Option<u16>,
    /// Exit with status 1 where there are differences; without a pager
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    pager: pager::Args,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    #[default]
    Terminal,
    /// For a pull request
    Markdown,
    /// One page by itself, for a browser
    Html,
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
    let Change { team, comparison } = compared(args, context)?;
    print(args, context, &Shown::new(&comparison, &team))?;
    Ok(ExitStatus::of_findings(
        args.exit_code && !comparison.is_empty(),
    ))
}

fn compared(args: &Args, context: &Context) -> Result<Change, Failure> {
    let words: Vec<&str> = [&args.person, &args.week]
        .into_iter()
        .filter_map(|word| word.as_deref())
        .collect();
    if !args.paths.is_empty() || words.iter().any(|word| revisions::is_range(word)) {
        return revisions::compare(&words, &args.paths, context);
    }
    let store = context.store()?;
    match (&args.base, &args.team_week) {
        (Some(base), _) => change::since(&store, context, base),
        (None, Some(week)) => everyone::of_team(&store, context, week),
        (None, None) => of_person(args, &store, context),
    }
}

fn print(args: &Args, context: &Context, shown: &Shown) -> Result<(), Failure> {
    let mut out = match args.format {
        Format::Json => Out::plain(),
        Format::Terminal | Format::Markdown | Format::Html => Out::new(context.color()),
    };
    match args.format {
        Format::Json => json::write(&mut out, shown)?,
        Format::Markdown => out.write_all(markdown::render(shown).as_bytes())?,
        Format::Html => {
            let changes = report::Changes {
                comparison: shown.comparison,
                team: shown.team,
                again: &again(args),
                overrides: &report::Overrides::new(),
            };
            let page = report::changes_page(&changes);
            out.write_all(
                page.map_err(|error| Failure::usage(error.to_string()))?
                    .as_bytes(),
            )?;
        }
        Format::Terminal if args.exit_code => {
            write_for_people(&mut out, &terminal::render(shown, &options(args, context)))?;
        }
        Format::Terminal => {
            let text = terminal::render(shown, &options(args, context));
            return pager::show(&text, &args.pager, context);
        }
    }
    Ok(out.finish()?)
}

/// The command that makes the page again.
fn again(args: &Args) -> String {
    let option = |name: &str, value: &Option<String>| match value.as_deref() {
        Some("") => Some(name.to_owned()),
        value => value.map(|value| format!("{name}={value}")),
    };
    let words = [
        args.person.clone(),
        args.week.clone(),
        option("--from", &args.from),
        option("--week", &args.team_week),
        option("--base", &args.base),
    ];
    let mut command = vec!["okr diff".to_owned()];
    command.extend(words.into_iter().flatten());
    command.push("--format html".to_owned());
    if !args.paths.is_empty() {
        command.push("--".to_owned());
        command.extend(args.paths.iter().map(|path| path.display().to_string()));
    }
    command.join(" ")
}

fn options(args: &Args, context: &Context) -> terminal::Options {
    terminal::Options {
        width: usize::from(args.width.unwrap_or_else(streams::columns)),
        styles: match streams::is_colored(context.color()) {
            true => Styles::colored(),
            false => Styles::plain(),
        },
        words: match args.words {
            None => terminal::Words::Fitting,
            Some(Words::None) => terminal::Words::None,
            Some(Words::New) => terminal::Words::New,
            Some(Words::All) => terminal::Words::All,
        },
    }
}

/// One person's check-in against an earlier one.
fn of_person(args: &Args, store: &Store, context: &Context) -> Result<Change, Failure> {
    // `okr diff 2026-W46` means my own.
    let (who, week) = match (&args.person, &args.week) {
        (Some(word), None) if Week::parse(word).is_ok() => (None, Some(word)),
        (who, week) => (who.as_deref(), week.as_ref()),
    };
    if let Some(word) = who.filter(|word| revisions::seems_revision(word)) {
        let message = format!("'{word}' is no person");
        let hint = format!("for a revision name the files, too: okr diff {word} -- check-ins okrs");
        return Err(Failure::usage_with_hint(message, hint));
    }
    let asked = |word: &String| Week::parse(word).map_err(Failure::usage);
    let (week, from) = (
        week.map(asked).transpose()?,
        args.from.as_ref().map(asked).transpose()?,
    );
    let mut files = load::settings(store)?;
    let team = files.team.clone();
    let person = context.person(who, store, &team)?;
    load::add_below(store, &mut files, &[&format!("check-ins/{}", person.id)])?;
    let pair = Pair::new(store, &files, person);
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
    let compared = match pair.compared_by_names(from, to)? {
        Some(compared) => compared,
        None => {
            load::add_objectives(store, &mut files, from.into_iter().chain([to]))?;
            Pair::new(store, &files, person).compared(from, to)?
        }
    };
    let diff = match compared {
        Compared::Diff(diff) => *diff,
        Compared::WithheldAfter => return Err(withheld(&person.id, to)),
        Compared::WithheldBefore(from) => return Err(withheld(&person.id, from)),
    };
    warn(&files);
    let comparison = Comparison::of(vec![diff]);
    Ok(Change { team, comparison })
}

pub(super) fn warn(files: &load::Files) {
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
