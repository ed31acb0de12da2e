//! `okr review`

use super::one_check_in::OneCheckIn;
use super::one_judged::{Judged, tell, tell_of_warnings};
use super::one_manager::{me_as_manager, must_be_ready, open_fitting};
use super::opened::{self, Refusal};
use super::{Context, ExitStatus, Failure, one_commit, streams};
use crate::model::{CheckIn, KeyResult, PersonId, Status};
use crate::scaffold;

/// Write feedback and recognition into a check-in, and mark it as reviewed
///
/// For the manager, after the talk. Puts the sections that are missing where the team's order has them:
/// feedback by key result, recognition, follow-ups. Once they are filled, sets 'status: reviewed' with who
/// and when; else says what is left, and where.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 it is reviewed, 1 something is left to fill in, 2 it could not be carried out.

Examples:
  okr review ada --edit            write in $VISUAL or $EDITOR; reviewed once all is filled
  okr review ada                   put the sections there, or finish what was begun
  okr review ada 2026-W47 --commit and commit it on check-in/ada/2026-W47
  okr review ada --as grace        where git does not know that I am grace"
)]
pub struct Args {
    /// Whose check-in
    person: String,
    /// Which week, such as 2026-W47 [default: the newest that is ready]
    week: Option<String>,
    /// Open it in $VISUAL or $EDITOR first
    #[arg(long)]
    edit: bool,
    /// Commit the file, and nothing else, on the branch check-in/PERSON/WEEK
    #[arg(long)]
    commit: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let one = open_fitting(
        context,
        Some(&args.person),
        args.week.as_deref(),
        |check_in| check_in.status.value == Status::Ready,
    )?;
    let by = me_as_manager(&one, context)?;
    if args.commit {
        one_commit::must_have_git(&one)?;
    }
    if put_sections(&one)? {
        tell(
            context,
            &format!("{}: put in what is yours to fill", one.path),
        );
    }
    streams::print(&format!("{}\n", one.shown_path()), context.color())?;
    if args.edit {
        super::on_the_way::edit(&one)?;
    }
    mark(&one, &by, args, context)
}

/// Puts the manager's sections into the file; whether any was missing.
fn put_sections(one: &OneCheckIn) -> Result<bool, Failure> {
    let cycle = one.files.team.cycle_of(one.week);
    let owned = one.files.okrs.owned_by(&one.person.id, cycle.id());
    let owned: Vec<&KeyResult> = owned.collect();
    opened::edit(one, |check_in: &CheckIn| {
        must_be_ready(one, check_in)?;
        let team = &one.files.team;
        scaffold::with_review_sections(check_in, team, &owned).map_err(Refusal::from)
    })
}

/// Marks it as reviewed where nothing is left to fill in.
fn mark(
    one: &OneCheckIn,
    by: &PersonId,
    args: &Args,
    context: &Context,
) -> Result<ExitStatus, Failure> {
    let found = opened::open(one)?;
    let before = &found.read.value;
    must_be_ready(one, before)?;
    let refused = |problem| one.refused(&before.text, &problem);
    // Judged with no line more or less, so that what is told has its place in the file.
    let as_reviewed = scaffold::with_status(&before.text, Status::Reviewed).map_err(refused)?;
    let mut judged = Judged::new(one, as_reviewed.as_bytes(), context)?;
    judged.leave_out("reviewed-without-names");
    // Judged as it is read; it is sealed on its way back.
    judged.leave_out("private-in-plain");
    if judged.summary.errors > 0 {
        return judged.refuse(one, "reviewed yet", "; it stays ready", context);
    }
    let today = context.today(&one.files.team);
    let text = scaffold::mark_reviewed(&before.text, by, today).map_err(refused)?;
    opened::put_back(one, &found, &text)?;
    tell(
        context,
        &format!("{} is reviewed now, by {by} on {today}", one.path),
    );
    tell_of_warnings(one, &judged.summary, context);
    if args.commit {
        one_commit::commit(one, "Review of the check-in", context)?;
    }
    Ok(ExitStatus::Fine)
}
