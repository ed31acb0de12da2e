//! `okr ready`

use super::one_check_in::OneCheckIn;
use super::one_judged::{Judged, tell, tell_of_warnings};
use super::{Context, ExitStatus, Failure, on_the_way, one_commit};
use crate::model::{CheckIn, Status};
use crate::scaffold;

/// Check a check-in and mark it as prepared
///
/// Judges it as 'okr check' judges a ready one. Where something is missing, says what, and changes
/// nothing; else sets 'status: ready', and with --commit commits the file on a branch of its own. After
/// one was returned, every question must be answered, also those that are only warned of.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 it is ready, 1 something is missing, 2 it could not be carried out.

Examples:
  okr ready                      mine, of this week
  okr ready --commit             and commit it on check-in/PERSON/WEEK
  okr ready ada --week 2026-W47"
)]
pub struct Args {
    /// Whose check-in [default: mine]
    person: Option<String>,
    /// Which week, such as 2026-W47 [default: this one]
    #[arg(long, value_name = "WEEK")]
    week: Option<String>,
    /// Commit the file, and nothing else, on the branch check-in/PERSON/WEEK
    #[arg(long)]
    commit: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let one = OneCheckIn::open(context, args.person.as_deref(), args.week.as_deref())?;
    let found = one.found()?;
    let before = &found.read.value;
    must_be_unfinished(&one, before.status.value)?;
    if args.commit {
        one_commit::must_have_git(&one)?;
    }
    let text = scaffold::mark_ready(&before.text)
        .map_err(|problem| one.refused(&before.text, &problem))?;
    // Judged with no line more or less, so that what is told has its place in the file.
    let as_ready = scaffold::with_status(&before.text, Status::Ready)
        .map_err(|problem| one.refused(&before.text, &problem))?;
    let mut judged = Judged::new(&one, as_ready.as_bytes(), context)?;
    // What stands in plain is sealed on its way back.
    judged.leave_out("private-in-plain");
    if was_sent_back(&one, before)? {
        judged.ask_for_everything();
    }
    if judged.summary.errors > 0 {
        return judged.refuse(&one, "ready", "; nothing was changed", context);
    }
    let seals = on_the_way::is_to_be_sealed(&one, &found, before);
    if text != before.text || seals {
        on_the_way::put_back(&one, &found, &text)?;
    }
    let when = if text == before.text {
        "already"
    } else {
        "now"
    };
    let sealed = if seals {
        ", its private text sealed"
    } else {
        ""
    };
    tell(context, &format!("{} is ready {when}{sealed}", one.path));
    tell_of_warnings(&one, &judged.summary, context);
    if args.commit {
        one_commit::commit(&one, "Check-in", context)?;
    }
    Ok(ExitStatus::Fine)
}

/// Whether full preparation was asked for: this check-in was returned, or the one before it was and
/// stayed so.
fn was_sent_back(one: &OneCheckIn, check_in: &CheckIn) -> Result<bool, Failure> {
    let earlier = one.earlier()?;
    let mut spoken = earlier.iter().rev();
    let before = spoken.find(|earlier| earlier.status.value != Status::Skipped);
    let stayed = before.is_some_and(|before| before.status.value == Status::Returned);
    Ok(stayed || check_in.returned.is_some() || check_in.status.value == Status::Returned)
}

fn must_be_unfinished(one: &OneCheckIn, status: Status) -> Result<(), Failure> {
    let (message, hint) = match status {
        Status::Draft | Status::Returned | Status::Ready => return Ok(()),
        Status::Reviewed => (
            format!("{} is reviewed already", one.path),
            "there is nothing left to prepare in it",
        ),
        Status::Skipped => (
            format!("{} says that the week is skipped", one.path),
            "to hold it after all, write 'status: draft' in its first lines",
        ),
    };
    Err(Failure::usage_with_hint(message, hint))
}
