//! `okr skip`

use super::one_check_in::{Found, OneCheckIn};
use super::{Context, ExitStatus, Failure, streams};
use crate::model::Status;
use crate::scaffold;

/// Record a planned absence
///
/// Writes a small file that says why there is no check-in. Where a draft is there already, only its
/// status changes and its words stay.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr skip --week 2026-W52 --reason holiday
  okr skip ada --week 2026-W52 --week 2026-W53 --reason 'parental leave'")]
pub struct Args {
    /// Whose check-in [default: mine]
    person: Option<String>,
    /// Which week, such as 2026-W52; may be given more than once
    #[arg(long = "week", value_name = "WEEK", required = true)]
    weeks: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let reason = args.reason.trim();
    if reason.is_empty() {
        let hint = "one word is enough, such as holiday";
        return Err(Failure::usage_with_hint("the reason is empty", hint));
    }
    let opened = args.weeks.iter().map(|week| {
        let one = OneCheckIn::open(context, args.person.as_deref(), Some(week))?;
        let found = one.find()?;
        must_not_be_prepared(&one, found.as_ref())?;
        Ok((one, found))
    });
    for (one, found) in opened.collect::<Result<Vec<_>, Failure>>()? {
        skip(&one, found.as_ref(), reason, context)?;
    }
    Ok(ExitStatus::Fine)
}

fn skip(
    one: &OneCheckIn,
    found: Option<&Found>,
    reason: &str,
    context: &Context,
) -> Result<(), Failure> {
    let done = match found {
        None => {
            let text = scaffold::skipped(&one.person, one.week, reason)
                .map_err(|problem| Failure::usage(problem.message))?;
            one.create(&text)?;
            "skipped"
        }
        Some(found) => {
            let before = &found.read.value.text;
            let text = scaffold::mark_skipped(before, reason)
                .map_err(|problem| one.refused(before, &problem))?;
            if text == *before {
                "says so already; nothing was changed"
            } else {
                one.replace(found, &text)?;
                "skipped; its words are kept"
            }
        }
    };
    if !context.is_quiet() {
        streams::tell(&format!("{}: {done}", one.path));
    }
    streams::print(&format!("{}\n", one.shown_path()), context.color())?;
    Ok(())
}

/// What somebody has prepared is not waved away.
fn must_not_be_prepared(one: &OneCheckIn, found: Option<&Found>) -> Result<(), Failure> {
    let Some(found) = found else { return Ok(()) };
    let status = found.read.value.status.value;
    match status {
        Status::Draft | Status::Returned | Status::Skipped => Ok(()),
        Status::Ready | Status::Reviewed => {
            let message = format!("{} is {} and cannot be skipped", one.path, status.word());
            let hint = "to take it back, write 'status: draft' in its first lines";
            let hint = (status == Status::Ready).then(|| hint.to_owned());
            Err(Failure::Usage { message, hint })
        }
    }
}
