//! `okr carry`; the end of a cycle is told by `okr close`.

use jiff::ToSpan;

use super::close::named_cycle;
use super::histories::Histories;
use super::load::{self, Files};
use super::{Context, ExitStatus, Failure, streams};
use crate::model::{Cycle, Decimal, History, Objective, Week};
use crate::scaffold::{self, Closing};
use crate::store::{Content, Expected, RepoPath, Store, StoreError};
use crate::text::fold;
use crate::text::source::line_column;

/// Carry objectives into the next cycle
///
/// Copies each objective's file into the folder of the next cycle, with every field and no check-in, and
/// adds 'carried-from' with where it came from. What stands there already is never touched. Look at the
/// copy afterwards: its starts and targets are those of the old cycle.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr carry 2026-Q4                     each objective that is not fully reached
  okr carry 2026-Q4 faster-checkout     this one
  okr carry 2026-Q4 --to 2027-H1")]
pub struct Args {
    /// The cycle that ends, such as 2026-Q4
    cycle: String,
    /// Only these objectives, by id [default: those that are not fully reached]
    objectives: Vec<String>,
    /// Into which cycle [default: the next one]
    #[arg(long, value_name = "CYCLE")]
    to: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let store = context.writable_store()?;
    let files = load::files(&store)?;
    let from = named_cycle(&args.cycle, &files)?;
    let to = match &args.to {
        Some(name) => files.team.cycle_by_id(name).ok_or_else(|| {
            let message = format!("'{name}' is no cycle");
            let hint = "write 2027-Q1, 2027-H1 or 2027, or give it days under 'cycles' in okr.yaml";
            Failure::usage_with_hint(message, hint)
        })?,
        None => next(&from, &files)?,
    };
    if to.id() == from.id() {
        return Err(Failure::usage(format!(
            "{from} cannot be carried into itself"
        )));
    }
    let chosen = chosen(args, &store, &files, &from, context)?;
    if chosen.is_empty() && !context.is_quiet() {
        streams::tell(&format!(
            "every objective of {from} is reached; name one to carry it all the same"
        ));
    }
    for objective in chosen {
        carry(objective, &to, &store, context)?;
    }
    Ok(ExitStatus::Fine)
}

/// The named cycle that begins soon after, else the calendar's of the same length.
fn next(cycle: &Cycle, files: &Files) -> Result<Cycle, Failure> {
    let day = cycle.to().saturating_add(1.day());
    let soon = cycle.to().saturating_add(5.weeks());
    let named = files.team.cycles.iter();
    let named = named.filter(|known| (day..=soon).contains(&known.from()));
    if let Some(named) = named.min_by_key(|known| known.from()) {
        return Ok(named.clone());
    }
    if Cycle::of_calendar(cycle.id()).is_some() {
        return Ok(cycle.alike_at(day));
    }
    let message = format!("okr.yaml does not say which cycle comes after {cycle}");
    let hint = "name it with --to, or give it days under 'cycles'";
    Err(Failure::usage_with_hint(message, hint))
}

fn chosen<'f>(
    args: &Args,
    store: &Store,
    files: &'f Files,
    from: &'f Cycle,
    context: &Context,
) -> Result<Vec<&'f Objective>, Failure> {
    if args.objectives.is_empty() {
        let week = Week::of(context.today(&files.team)).min(from.last_week());
        let closing = Closing {
            cycle: from,
            language: files.team.language,
            week,
            objectives: Histories::read(store, files, from)?.objectives,
        };
        let is_open = |history: &History| {
            let removed = history.removed.is_some_and(|removed| removed <= week);
            !removed && closing.key_result_score(history) != Some(Decimal::ONE)
        };
        let open = closing.objectives.iter();
        let open = open.filter(|(_, histories)| histories.iter().any(is_open));
        return Ok(open.map(|(objective, _)| *objective).collect());
    }
    let named = |name: &String| {
        let mut of_cycle = files.okrs.of_cycle(from.id());
        of_cycle
            .find(|objective| objective.id.as_str() == name)
            .ok_or_else(|| {
                let ids: Vec<&str> = files
                    .okrs
                    .of_cycle(from.id())
                    .map(|o| o.id.as_str())
                    .collect();
                let hint = match fold::nearest(name, ids.iter().copied()) {
                    Some(near) => format!("did you mean '{near}'?"),
                    None => format!("its objectives are: {}", ids.join(", ")),
                };
                Failure::usage_with_hint(format!("{from} has no objective '{name}'"), hint)
            })
    };
    args.objectives.iter().map(named).collect()
}

fn carry(
    objective: &Objective,
    to: &Cycle,
    store: &Store,
    context: &Context,
) -> Result<(), Failure> {
    let from = RepoPath::new(objective.path.clone());
    let Some(Content::Text(bytes)) = store.read_path(&from)? else {
        return Err(Failure::usage(format!("{from} is no file that okr reads")));
    };
    let Ok(text) = String::from_utf8(bytes) else {
        return Err(Failure::usage(format!("{from} is not UTF-8")));
    };
    let carried = scaffold::carried_objective(&text, objective).map_err(|problem| {
        let at = line_column(&text, problem.span.start);
        let message = format!("{from}:{}:{}: {}", at.line, at.column, problem.message);
        Failure::usage_with_hint(message, "nothing was written of it; 'okr check' tells more")
    })?;
    let path = RepoPath::new(format!("okrs/{to}/{}.md", objective.id));
    match store.write(&path, Expected::Absent, carried.as_bytes()) {
        Ok(()) => {}
        Err(StoreError::ExistsAlready { .. }) => {
            streams::tell(&format!("{path} is there already; nothing was changed"));
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    }
    if context.is_quiet() {
        return Ok(());
    }
    streams::tell(&format!("carried {} into {path}", objective.id));
    let is_planned = |key_result: &crate::model::KeyResult| !key_result.planned.is_empty();
    if objective.key_results.iter().any(is_planned) {
        streams::warn(&format!(
            "{path}: the weeks under 'planned' are those of {}",
            objective.cycle
        ));
    }
    Ok(())
}
