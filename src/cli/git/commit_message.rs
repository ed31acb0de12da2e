//! `okr git commit-msg-hook`, which git's hook `prepare-commit-msg` runs.

use std::path::PathBuf;

use crate::cli::load;
use crate::cli::{Context, ExitStatus, Failure, streams};
use crate::model::{KeyResult, PersonId};
use crate::scaffold;

/// Offer the trailers of key results in a commit's message
///
/// For git's hook prepare-commit-msg. Adds a commented line for each key result of whoever commits, with
/// the trailer that 'evidence' in okr.yaml names. Whoever takes the '#' away has named it; git removes the
/// rest. A message that is given (-m), merged or amended is left alone, and nothing here ever keeps a
/// commit from being made.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr git commit-msg-hook \"$1\" \"$2\"     in .git/hooks/prepare-commit-msg")]
pub struct Args {
    /// The file with the message, as git names it
    file: PathBuf,
    /// Where the message comes from, as git says it
    source: Option<String>,
    /// The commit that is amended, as git says it
    commit: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    // Only where a person is about to write the message are its comments taken away.
    let is_new = matches!(args.source.as_deref(), None | Some("" | "template"));
    if !is_new || args.commit.is_some() {
        return Ok(ExitStatus::Fine);
    }
    if let Err(failure) = offer(args, context)
        && context.verbosity() > 0
    {
        streams::warn(&format!("no trailer is offered: {failure}"));
    }
    Ok(ExitStatus::Fine)
}

fn offer(args: &Args, context: &Context) -> Result<(), Failure> {
    let store = context.store()?;
    let files = load::files_without_check_ins(&store)?;
    let Some(evidence) = files.team.evidence.first() else {
        return Ok(());
    };
    let cycle = files.team.current_cycle(context.today(&files.team));
    let me = context.me(&store, &files.team).ok().map(|me| me.id.clone());
    let of_cycle = files.okrs.of_cycle(cycle.id());
    let all: Vec<&KeyResult> = of_cycle
        .flat_map(|objective| &objective.key_results)
        .collect();
    let is_mine = |key_result: &&&KeyResult| owns(me.as_ref(), key_result);
    let mine: Vec<&KeyResult> = all.iter().filter(is_mine).copied().collect();
    let offered = if mine.is_empty() { all } else { mine };
    let mark = store.comment_mark();
    let file = context.below_directory(&args.file);
    store.change_message(&file, |message| {
        scaffold::with_trailers_offered(message, &mark, &evidence.trailer, &offered)
    })?;
    Ok(())
}

fn owns(me: Option<&PersonId>, key_result: &KeyResult) -> bool {
    me.is_some() && key_result.owner.as_ref() == me
}
