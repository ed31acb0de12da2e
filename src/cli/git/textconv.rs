//! `okr git textconv`, by which git shows a check-in in `diff`, `log -p` and `show`.

use std::io::Write;
use std::path::PathBuf;

use crate::cli::streams::Out;
use crate::cli::{Context, ExitStatus, Failure};
use crate::output::plain;
use crate::store::version_of_git;
use crate::text::Source;

/// Print a check-in or objective as one fact or sentence a line, for git
///
/// Git compares what this prints: a key result's value and confidence stand on one line, each sentence on
/// its own, however the text was wrapped.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr git textconv check-ins/ada/2026-W47.md     as diff.okr.textconv in git's configuration")]
pub struct Args {
    /// The file
    file: PathBuf,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let path = context.below_directory(&args.file);
    let source = Source::new(version_of_git(&path)?);
    let mut out = Out::new(context.color());
    out.write_all(plain::reading(&source).as_bytes())?;
    out.finish()?;
    Ok(ExitStatus::Fine)
}
