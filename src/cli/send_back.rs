//! `okr return`

use super::one_check_in::OneCheckIn;
use super::one_judged::{Judged, tell};
use super::one_manager::{me_as_manager, open_fitting};
use super::opened;
use super::{Context, ExitStatus, Failure, one_commit, streams};
use crate::model::{CheckIn, Status};
use crate::scaffold;

/// Send a check-in back that is not prepared, and say why
///
/// For the manager, before the talk. Sets 'status: returned' with who, when and why, and no other byte.
/// The next draft of the person says what was missing, and 'okr ready' then takes nothing that is
/// incomplete. One that answers every question is only returned with --force.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr return ada --reason 'No figures for p95-latency'
  okr return ada 2026-W47 --reason 'Copied from last week' --force
  okr return ada --reason 'No plan for the quota' --commit")]
pub struct Args {
    /// Whose check-in
    person: String,
    /// Which week, such as 2026-W47 [default: the newest that is a draft or ready]
    week: Option<String>,
    /// What is missing
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Also where every question is answered, or it is returned already
    #[arg(long)]
    force: bool,
    /// Commit the file, and nothing else, on the branch check-in/PERSON/WEEK
    #[arg(long)]
    commit: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let reason = args.reason.trim();
    if reason.is_empty() {
        let hint = "the person can only prepare better what they know to be missing";
        return Err(Failure::usage_with_hint("the reason is empty", hint));
    }
    let one = open_fitting(
        context,
        Some(&args.person),
        args.week.as_deref(),
        |check_in| matches!(check_in.status.value, Status::Draft | Status::Ready),
    )?;
    let by = me_as_manager(&one, context)?;
    if args.commit {
        one_commit::must_have_git(&one)?;
    }
    let today = context.today(&one.files.team);
    opened::edit(&one, |check_in: &CheckIn| {
        must_be_unprepared(&one, check_in, args, context)?;
        Ok(scaffold::mark_returned(&check_in.text, &by, today, reason)?)
    })?;
    tell(context, &format!("{} is returned now", one.path));
    streams::print(&format!("{}\n", one.shown_path()), context.color())?;
    if !context.is_quiet() {
        let (person, week) = (&one.person.id, one.week);
        streams::advise(&format!(
            "once it is mended, {person} marks it: okr ready --week {week}; the next draft says why, too"
        ));
    }
    if args.commit {
        one_commit::commit(&one, "Return of the check-in", context)?;
    }
    Ok(ExitStatus::Fine)
}

fn must_be_unprepared(
    one: &OneCheckIn,
    check_in: &CheckIn,
    args: &Args,
    context: &Context,
) -> Result<(), Failure> {
    let (message, hint) = match check_in.status.value {
        Status::Draft => return Ok(()),
        Status::Ready | Status::Returned if args.force => return Ok(()),
        Status::Ready => {
            let judged = Judged::new(one, check_in.text.as_bytes(), context)?;
            if judged.summary.errors > 0 {
                return Ok(());
            }
            (
                format!("{} answers every question", one.path),
                "to send it back all the same: --force",
            )
        }
        Status::Returned => (
            format!("{} is returned already", one.path),
            "to give another reason: --force",
        ),
        Status::Reviewed => (
            format!("{} is reviewed, and stays so", one.path),
            "what is missing belongs in the follow-ups of the next one",
        ),
        Status::Skipped => (
            format!("{} says that the week is skipped", one.path),
            "an absence is not sent back",
        ),
    };
    Err(Failure::usage_with_hint(message, hint))
}
