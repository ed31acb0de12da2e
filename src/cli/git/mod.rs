//! `okr git`: what git itself runs, a file each.

mod commit_message;
mod install;
mod merge_driver;
mod textconv;

use super::{Context, ExitStatus, Failure};

/// Let git show and merge check-ins by meaning
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr git install                 in this clone
  okr git install --uninstall")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Let git show and merge check-ins by meaning in this clone, and check what is committed
    Install(install::Args),
    /// Merge two edits of a check-in or objective
    #[command(hide = true)]
    MergeDriver(merge_driver::Args),
    /// Print a check-in or objective as one fact or sentence a line
    #[command(hide = true)]
    Textconv(textconv::Args),
    /// Offer the trailers of key results in a commit's message
    #[command(hide = true)]
    CommitMsgHook(commit_message::Args),
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    match &args.what {
        What::Install(args) => install::run(args, context),
        What::MergeDriver(args) => merge_driver::run(args, context),
        What::Textconv(args) => textconv::run(args, context),
        What::CommitMsgHook(args) => commit_message::run(args, context),
    }
}
