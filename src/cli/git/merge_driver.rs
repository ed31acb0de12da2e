//! `okr git merge-driver`, which git runs where two branches have changed one file.

use std::path::PathBuf;

use crate::cli::{Context, ExitStatus, Failure};
use crate::merge::{self, Names};
use crate::store::{self, outside_file};

/// Merge two edits of a check-in or objective, for git
///
/// By front matter key, key result, section, task and paragraph; what both sides changed in different ways
/// is marked with both. What cannot be read is merged by lines, as git does it. Exit status 1 where a
/// conflict is left.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr git merge-driver %O %A %B %P %X %Y     as merge.okr.driver in git's configuration")]
pub struct Args {
    /// The common ancestor's version
    base: PathBuf,
    /// Our version; the result is written here
    ours: PathBuf,
    /// Their version
    theirs: PathBuf,
    /// Where the file stands in the repository
    path: Option<String>,
    /// What our side is called
    our_name: Option<String>,
    /// What their side is called
    their_name: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let read = |path: &PathBuf| {
        let path = context.below_directory(path);
        outside_file(&path).ok_or_else(|| Failure::usage(format!("cannot read {}", path.display())))
    };
    let (base, ours, theirs) = (read(&args.base)?, read(&args.ours)?, read(&args.theirs)?);
    let names = Names {
        ours: name(args.our_name.as_ref(), "ours"),
        theirs: name(args.their_name.as_ref(), "theirs"),
    };
    let Some((bytes, is_clean)) = merged([&base, &ours, &theirs], names) else {
        return Ok(ExitStatus::Findings);
    };
    store::write_merge(&context.below_directory(&args.ours), &bytes)?;
    Ok(ExitStatus::of_findings(!is_clean))
}

/// By meaning where the three can be read, else by lines; `None` where neither can be.
fn merged(sides: [&[u8]; 3], names: Names<'_>) -> Option<(Vec<u8>, bool)> {
    let texts = sides.map(|side| std::str::from_utf8(side).ok());
    if let [Some(base), Some(ours), Some(theirs)] = texts
        && let Some(merged) = merge::merged(base, ours, theirs, names)
    {
        return Some((merged.text.into_bytes(), merged.conflicts == 0));
    }
    store::merged_lines(sides, [names.ours, names.theirs])
}

/// One line of what git says; a marker has no more.
fn name<'n>(given: Option<&'n String>, usual: &'n str) -> &'n str {
    let line = given.and_then(|given| given.lines().next()).map(str::trim);
    line.filter(|line| !line.is_empty()).unwrap_or(usual)
}
