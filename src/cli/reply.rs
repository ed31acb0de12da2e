//! `okr reply`

use super::one_check_in::OneCheckIn;
use super::one_judged::tell;
use super::one_manager::open_fitting;
use super::opened;
use super::{Context, ExitStatus, Failure, streams};
use crate::model::{Answer, CheckIn, SectionKind, Status};
use crate::scaffold;

/// Answer the feedback in a check-in of mine
///
/// Puts the section for the reply where the team's order has it, and opens the file with --edit. It stays
/// between the two of you. It is the one section that may still be written in a reviewed check-in.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr reply --edit               to the newest feedback I have
  okr reply --week 2026-W46")]
pub struct Args {
    /// Whose check-in; nobody answers for somebody else [default: mine]
    person: Option<String>,
    /// Which week, such as 2026-W47 [default: the newest that has feedback]
    #[arg(long, value_name = "WEEK")]
    week: Option<String>,
    /// Open it in $VISUAL or $EDITOR
    #[arg(long)]
    edit: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let (person, week) = (args.person.as_deref(), args.week.as_deref());
    let one = open_fitting(context, person, week, has_feedback)?;
    must_be_mine(&one, context)?;
    let Some(spec) = one.files.team.section(SectionKind::Reply) else {
        let hint = "add 'reply' to 'sections' in okr.yaml";
        return Err(Failure::usage_with_hint(
            "the team has no section for a reply",
            hint,
        ));
    };
    let put = opened::edit(&one, |check_in: &CheckIn| {
        must_have_feedback(&one, check_in)?;
        Ok(scaffold::with_section(
            check_in,
            &one.files.team,
            SectionKind::Reply,
        )?)
    })?;
    if put {
        tell(
            context,
            &format!("{}: put in the section '{}'", one.path, spec.heading),
        );
    }
    streams::print(&format!("{}\n", one.shown_path()), context.color())?;
    if args.edit {
        super::on_the_way::edit(&one)?;
        let found = opened::open(&one)?;
        let section = found.read.value.section(SectionKind::Reply);
        let is_empty = section.is_none_or(|section| section.answer == Answer::Empty);
        let said = if is_empty {
            "the reply is still empty"
        } else {
            "the reply is there"
        };
        tell(context, &format!("{}: {said}", one.path));
    }
    Ok(ExitStatus::Fine)
}

fn has_feedback(check_in: &CheckIn) -> bool {
    let section = check_in.section(SectionKind::Feedback);
    section.is_some_and(|section| section.answer != Answer::Empty)
}

fn must_be_mine(one: &OneCheckIn, context: &Context) -> Result<(), Failure> {
    let me = &context.me(&one.store, &one.files.team)?.id;
    let person = &one.person.id;
    if me == person {
        return Ok(());
    }
    let message = format!("the reply is {person}'s to write, and you are {me}");
    Err(Failure::usage_with_hint(
        message,
        format!("if you are {person}: --as {person}"),
    ))
}

fn must_have_feedback(one: &OneCheckIn, check_in: &CheckIn) -> Result<(), Failure> {
    let (message, hint) = if check_in.status.value == Status::Skipped {
        (
            format!("{} says that the week is skipped", one.path),
            "there is nothing to answer in it",
        )
    } else if has_feedback(check_in) {
        return Ok(());
    } else {
        (
            format!("{} has no feedback yet", one.path),
            "'okr review' writes it",
        )
    };
    Err(Failure::usage_with_hint(message, hint))
}
