//! `okr explain`

use super::{Context, ExitStatus, Failure, streams};
use crate::rules;

/// Say what a rule asks and why, with a bad and a good example
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr explain obstacle-without-cause
  okr rules                          the list of all rules")]
pub struct Args {
    /// The id of a rule, as findings show it in brackets
    rule: String,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let Some(rule) = rules::find(&args.rule) else {
        let hint = match rules::nearest(&args.rule) {
            Some(near) => format!("did you mean '{near}'?"),
            None => "'okr rules' lists all of them".to_owned(),
        };
        let message = format!("there is no rule '{}'", args.rule);
        return Err(Failure::usage_with_hint(message, hint));
    };
    streams::print(&rules::explanation(rule), context.color())?;
    Ok(ExitStatus::Fine)
}
