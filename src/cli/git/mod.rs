//! `okr git`: what git itself runs, a file each.

mod commit_message;

use super::{Context, ExitStatus, Failure};

/// What git runs in this clone
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr git commit-msg-hook .git/COMMIT_EDITMSG")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Offer the trailers of key results in a commit's message
    #[command(hide = true)]
    CommitMsgHook(commit_message::Args),
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    match &args.what {
        What::CommitMsgHook(args) => commit_message::run(args, context),
    }
}
