//! `okr draft`

use super::interview::{self, StandardInput};
use super::one_check_in::OneCheckIn;
use super::one_judged::{self, Judged};
use super::{Context, ExitStatus, Failure, on_the_way, streams};
use crate::diag::Severity;
use crate::model::{CheckIn, Status};
use crate::scaffold::{self, DraftInput};

/// The most messages about a returned check-in that the next draft repeats.
const MOST_MISSING: usize = 20;

/// Scaffold a check-in: the questions, last values, what is still open
///
/// Writes check-ins/PERSON/WEEK.md with every question in place, the last values as comments beside the
/// empty ones, and the open tasks and obstacles of the last check-in. A file that is there already is
/// never touched.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr draft                      mine, of this week
  okr draft --edit               and open it in $VISUAL or $EDITOR
  okr draft --ask                and answer question by question
  okr draft ada --week 2026-W47  somebody's, of another week
  okr draft --print              show it and write nothing")]
pub struct Args {
    /// Whose check-in [default: mine]
    person: Option<String>,
    /// Which week, such as 2026-W47 [default: this one]
    #[arg(long, value_name = "WEEK")]
    week: Option<String>,
    /// Open it in $VISUAL or $EDITOR, and say afterwards what is left to do
    #[arg(long)]
    edit: bool,
    /// Ask the questions one by one, and write the answers in; may be left and taken up again
    #[arg(long, conflicts_with = "edit")]
    ask: bool,
    /// Print it and write nothing
    #[arg(long, conflicts_with_all = ["edit", "ask"])]
    print: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let one = OneCheckIn::open(context, args.person.as_deref(), args.week.as_deref())?;
    if args.print {
        let earlier = one.earlier()?;
        let missing = missing_in_a_returned_one(&earlier, context)?;
        streams::print(&text(&one, &earlier, &missing), context.color())?;
        return Ok(ExitStatus::Fine);
    }
    match one.find()? {
        Some(_) if args.edit || args.ask => {}
        Some(found) => tell_that_it_is_there(&one, &found.read.value, context),
        None => {
            let earlier = one.earlier()?;
            let missing = missing_in_a_returned_one(&earlier, context)?;
            let text = text(&one, &earlier, &missing);
            one.create(&text)?;
            tell_what_was_drafted(&one, &text, &earlier, context);
        }
    }
    streams::print(&format!("{}\n", one.shown_path()), context.color())?;
    if args.ask {
        if !interview::ask(&one, &mut StandardInput)? {
            streams::tell("\n'okr draft --ask' goes on where you left");
            return Ok(ExitStatus::Fine);
        }
        return one_judged::tell_what_is_left(&one, context);
    }
    if args.edit {
        on_the_way::edit(&one)?;
        return one_judged::tell_what_is_left(&one, context);
    }
    Ok(ExitStatus::Fine)
}

fn text(one: &OneCheckIn, earlier: &[CheckIn], missing: &[String]) -> String {
    scaffold::draft(&DraftInput {
        team: &one.files.team,
        okrs: &one.files.okrs,
        person: &one.person,
        week: one.week,
        earlier: &earlier.iter().collect::<Vec<_>>(),
        commits: &super::evidence::commits(one, earlier),
        missing,
    })
}

/// What is missing in the last check-in, where it is returned.
fn missing_in_a_returned_one(
    earlier: &[CheckIn],
    context: &Context,
) -> Result<Vec<String>, Failure> {
    let mut spoken = earlier.iter().rev();
    let last = spoken.find(|check_in| check_in.status.value != Status::Skipped);
    let Some(last) = last.filter(|last| last.status.value == Status::Returned) else {
        return Ok(Vec::new());
    };
    let (person, week) = (last.person.to_string(), last.week.to_string());
    let one = OneCheckIn::open(context, Some(&person), Some(&week))?;
    let as_ready = scaffold::with_status(&last.text, Status::Ready)
        .map_err(|problem| one.refused(&last.text, &problem))?;
    let mut judged = Judged::new(&one, as_ready.as_bytes(), context)?;
    judged.ask_for_everything();
    let errors = judged.findings.into_iter().map(|located| located.finding);
    let errors = errors.filter(|finding| finding.severity == Severity::Error);
    Ok(errors
        .map(|finding| finding.diagnostic.message)
        .take(MOST_MISSING)
        .collect())
}

fn tell_that_it_is_there(one: &OneCheckIn, check_in: &CheckIn, context: &Context) {
    let status = check_in.status.value;
    streams::tell(&format!(
        "{} is there already ({}); nothing was changed",
        one.path,
        status.word()
    ));
    if context.is_quiet() {
        return;
    }
    match status {
        Status::Draft | Status::Returned => streams::advise("'okr ready' says what is left to do"),
        Status::Skipped => {
            streams::advise("to hold it after all, write 'status: draft' in its first lines");
        }
        Status::Ready | Status::Reviewed => {}
    }
}

fn tell_what_was_drafted(one: &OneCheckIn, text: &str, earlier: &[CheckIn], context: &Context) {
    if context.is_quiet() {
        return;
    }
    let (monday, sunday) = (one.week.monday(), one.week.sunday());
    streams::tell(&format!(
        "drafted {}'s check-in of {}, {monday} to {sunday}",
        one.person.name, one.week
    ));
    let draft = one.read(text.as_bytes()).value;
    let counts = [
        counted(draft.readings.len(), "key result", "to fill in"),
        counted(draft.tasks.len(), "open task", "carried over"),
        counted(draft.obstacles.len(), "open obstacle", "carried over"),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if !counts.is_empty() {
        streams::tell(&counts.join(", "));
    }
    if draft.readings.is_empty() && !one.files.okrs.is_empty() {
        let cycle = one.files.team.cycle_of(one.week);
        streams::warn(&format!(
            "{} owns no key result of {cycle}: no check-in is owed",
            one.person.id
        ));
    }
    warn_of_an_odd_week(one);
    warn_of_a_returned_one(one, earlier);
    streams::advise("answer the questions in it; 'okr ready' says what is left");
}

fn counted(count: usize, noun: &str, what: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {noun} {what}")),
        _ => Some(format!("{count} {noun}s {what}")),
    }
}

/// What was sent back may be waiting to be mended.
fn warn_of_a_returned_one(one: &OneCheckIn, earlier: &[CheckIn]) {
    let Some(last) = earlier.last() else { return };
    if last.status.value != Status::Returned {
        return;
    }
    let reason = last
        .returned
        .as_ref()
        .and_then(|returned| returned.reason.as_ref());
    let reason = reason.map_or(String::new(), |reason| format!(": {}", reason.value));
    streams::warn(&format!("{} was returned{reason}", last.path));
    let (person, week) = (&one.person.id, last.week);
    streams::advise(&format!(
        "once it is mended: okr ready {person} --week {week}"
    ));
}

/// A week in which nothing is owed is probably not the one that was meant.
fn warn_of_an_odd_week(one: &OneCheckIn) {
    let (team, week) = (&one.files.team, one.week);
    if !one.person.is_there(week) {
        streams::warn(&format!(
            "okr.yaml has {} in the team in other weeks only",
            one.person.id
        ));
    } else if !team.is_due_week(week) {
        streams::warn(&format!(
            "no check-in is due in {week}; the next one is in {}",
            week.plus(1)
        ));
    }
}
