//! `okr fix`: `okr check --fix` under a name of its own.

use std::path::PathBuf;

use super::{Context, ExitStatus, Failure, check, repair};

/// Put right what can be put right without asking
///
/// Makes the safe repairs of 'okr check': misspelt headings, keys, labels and words, days in another
/// spelling, missing sections with their question, references in full, blanks behind tasks. Every other
/// byte stays as it is, nothing is invented or removed, and a reviewed check-in is left alone. Then says
/// what is left to do.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 fine, 1 errors are left (with --diff: there are repairs), 2 it could not be carried out.

Examples:
  okr fix                      everything
  okr fix check-ins/ada        one person's check-ins
  okr fix --diff               show it only"
)]
pub struct Args {
    /// Only these files and folders
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    repair: repair::Asked,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let check = check::Args::fixing(args.paths.clone(), args.repair);
    check::run(&check, context)
}
