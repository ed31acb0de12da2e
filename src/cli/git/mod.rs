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
    Install(install::Args),
    #[command(hide = true)]
    MergeDriver(merge_driver::Args),
    #[command(hide = true)]
    Textconv(textconv::Args),
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
