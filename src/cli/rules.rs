//! `okr rules`

use super::{Context, ExitStatus, Failure, streams};
use crate::rules;

/// List all rules, by group
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr rules
  okr rules --format markdown > rules.md
  okr explain empty-section          more on one of them")]
pub struct Args {
    /// A line for each rule, or a page with all that is to be said
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How the rules are told.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// A line for each
    #[default]
    Text,
    /// A page with every explanation
    Markdown,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let text = match args.format {
        Format::Text => rules::list(),
        Format::Markdown => rules::handbook(),
    };
    streams::print(&text, context.color())?;
    Ok(ExitStatus::Fine)
}
