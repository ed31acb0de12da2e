//! `okr close`; `okr carry` takes what is not reached into the next cycle.

use std::fmt::Write as _;

use super::histories::Histories;
use super::load::{self, Files};
use super::{Context, ExitStatus, Failure, context, streams};
use crate::model::{Cycle, Week};
use crate::scaffold::{self, Closing};
use crate::store::{Content, Expected, RepoPath, Store};
use crate::text::visible::one_line;

/// Close a cycle: grades, and what to learn from it
///
/// Writes okrs/CYCLE/README.md: a grade for each key result from its last value, with room for your own
/// grade and why, and for what was good, what was bad and what to try. Given again, brings the grades up to
/// date, leaves every other byte alone, and says what is left to answer.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 written or complete, 1 something is left to answer, 2 it could not be carried out.

Examples:
  okr close 2026-Q4
  okr close 2026-Q4 --print    show the grades and write nothing
  okr carry 2026-Q4            then: what is not reached, into the next cycle"
)]
pub struct Args {
    /// Which cycle, such as 2026-Q4
    cycle: String,
    /// Show the grades and write nothing
    #[arg(long)]
    print: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let store = if args.print {
        context.store()?
    } else {
        context.writable_store()?
    };
    let files = load::files(&store)?;
    context::warn_of_errors(files.okr_diagnostics.len(), "okrs/");
    let cycle = named_cycle(&args.cycle, &files)?;
    let today = context.today(&files.team);
    if today < cycle.from() {
        let message = format!(
            "{cycle} begins on {}: there is nothing to close yet",
            cycle.from()
        );
        return Err(Failure::usage(message));
    }
    let week = Week::of(today).min(cycle.last_week());
    let closing = Closing {
        cycle: &cycle,
        language: files.team.language,
        week,
        objectives: Histories::read(&store, &files, &cycle)?.objectives,
    };
    streams::print(&told(&closing), context.color())?;
    if today <= cycle.to() && !context.is_quiet() {
        streams::warn(&format!(
            "{cycle} runs until {}: these are the grades as of {week}",
            cycle.to()
        ));
    }
    if args.print {
        return Ok(ExitStatus::Fine);
    }
    write(&closing, &store, context)
}

/// The cycle with that name, which has objectives.
pub(super) fn named_cycle(name: &str, files: &Files) -> Result<Cycle, Failure> {
    let known = || {
        let mut ids: Vec<&str> = files
            .okrs
            .objectives()
            .iter()
            .map(|o| o.cycle.id())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.join(", ")
    };
    let Some(cycle) = files.team.cycle_by_id(name) else {
        let message = format!("'{name}' is no cycle");
        return Err(Failure::usage_with_hint(
            message,
            format!("the cycles with objectives are: {}", known()),
        ));
    };
    if files.okrs.of_cycle(cycle.id()).next().is_none() {
        let message = format!("there is no objective in okrs/{cycle}");
        return Err(Failure::usage_with_hint(
            message,
            format!("the cycles with objectives are: {}", known()),
        ));
    }
    Ok(cycle)
}

/// The grades as one screen.
fn told(closing: &Closing<'_>) -> String {
    let mut lines = String::new();
    for (objective, histories) in &closing.objectives {
        let grade = closing.objective_grade(histories);
        let _ = writeln!(lines, "{grade:<6}{}", one_line(&objective.title));
        for history in histories {
            let (grade, rest) = split(&closing.grade(history));
            let title = one_line(&history.key_result.title).into_owned();
            let _ = writeln!(lines, "  {grade:<6}{title}  {}", one_line(&rest));
        }
    }
    lines
}

/// The grade, and what stands behind it.
fn split(grade: &str) -> (String, String) {
    let (grade, rest) = grade.split_once(' ').unwrap_or((grade, ""));
    (grade.to_owned(), rest.to_owned())
}

fn write(closing: &Closing<'_>, store: &Store, context: &Context) -> Result<ExitStatus, Failure> {
    let path = RepoPath::new(format!("okrs/{}/README.md", closing.cycle));
    let before = match store.read_path(&path)? {
        None => {
            store.write(&path, Expected::Absent, closing.text().as_bytes())?;
            if !context.is_quiet() {
                streams::tell(&format!("wrote {path}"));
                streams::advise(
                    "put your own grades and why into it, what was good, what was bad, what to try",
                );
            }
            return Ok(ExitStatus::Fine);
        }
        Some(Content::Text(bytes)) => bytes,
        Some(_) => return Err(Failure::usage(format!("{path} is no file that okr reads"))),
    };
    let Ok(text) = std::str::from_utf8(&before) else {
        let message = format!("{path} is not UTF-8");
        return Err(Failure::usage_with_hint(message, "save the file as UTF-8"));
    };
    let after = closing.brought_up_to_date(text);
    if after != text {
        store.write(&path, Expected::Unchanged(before.clone()), after.as_bytes())?;
    }
    let left = scaffold::unanswered(&after);
    if context.is_quiet() {
        return Ok(ExitStatus::of_findings(!left.is_empty()));
    }
    streams::tell(&if after == text {
        format!("{path} has these grades; nothing was changed")
    } else {
        format!("brought {path} up to date; every other word is as it was")
    });
    for left in &left {
        streams::tell(&format!("{path}:{}: left to say: {}", left.line, left.what));
    }
    if left.is_empty() {
        let cycle = closing.cycle;
        streams::advise(&format!(
            "'okr carry {cycle}' takes what is not reached into the next cycle"
        ));
    }
    Ok(ExitStatus::of_findings(!left.is_empty()))
}
