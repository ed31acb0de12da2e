//! `okr ready`

use super::one_check_in::OneCheckIn;
use super::streams::{self, Out};
use super::{Context, ExitStatus, Failure};
use crate::diag::Severity;
use crate::model::Status;
use crate::model::history::{AgreedChange, agreed_changes};
use crate::output::{Located, Summary, full, summary};
use crate::rules::{self, TimelineView};
use crate::scaffold;
use crate::store::NewCommit;

/// Check a check-in and mark it as prepared
///
/// Judges it as 'okr check' judges a ready one. Where something is missing, says what, and changes
/// nothing; else sets 'status: ready', and with --commit commits the file on a branch of its own.
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
    if args.commit && one.store.git_work_tree().is_none() {
        let message = "there is no git repository to commit to";
        return Err(Failure::usage_with_hint(
            message,
            "leave out --commit, or 'git init' first",
        ));
    }
    let text = scaffold::mark_ready(&before.text)
        .map_err(|problem| one.refused(&before.text, &problem))?;
    let judged = judged(&one, text.as_bytes(), context)?;
    if judged.summary.errors > 0 {
        return refuse(&one, judged, context);
    }
    if text == before.text {
        tell(context, &format!("{} is ready already", one.path));
    } else {
        one.replace(&found, &text)?;
        tell(context, &format!("{} is ready now", one.path));
    }
    tell_of_warnings(&one, &judged.summary, context);
    if args.commit {
        commit(&one, context)?;
    }
    Ok(ExitStatus::Fine)
}

/// Says, after its person has written in it, what is wrong or left to do by its own status.
pub(super) fn tell_what_is_left(
    one: &OneCheckIn,
    context: &Context,
) -> Result<ExitStatus, Failure> {
    let found = one.found()?;
    let Judged { findings, summary } = judged(one, &found.bytes, context)?;
    let mut out = Out::new(context.color());
    full::write_findings(&mut out, &findings)?;
    out.finish()?;
    tell(context, &format!("{}: {}", one.path, summary.found()));
    Ok(if summary.errors > 0 {
        ExitStatus::Findings
    } else {
        ExitStatus::Fine
    })
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

/// What was found in one check-in.
struct Judged {
    findings: Vec<Located>,
    summary: Summary,
}

/// Judges the file as if it held `bytes`, beside the person's other check-ins.
fn judged(one: &OneCheckIn, bytes: &[u8], context: &Context) -> Result<Judged, Failure> {
    let read = one.read(bytes);
    let mut check_ins = one.others()?;
    let at = check_ins.partition_point(|check_in| check_in.week < one.week);
    check_ins.insert(at, read.value);
    let changes: Vec<AgreedChange> = check_ins
        .iter()
        .flat_map(|check_in| agreed_changes(check_in, &one.person))
        .collect();
    let view = TimelineView {
        team: &one.files.team,
        okrs: &one.files.okrs,
        changes: &changes,
        person: &one.person,
        check_ins: &check_ins,
        today: context.today(&one.files.team),
        now: context.now(&one.files.team),
        trails: &[],
        tasks: &[],
    };
    let text = &check_ins[at].text;
    let found = rules::judge_person(&view, read.diagnostics);
    let findings: Vec<Located> = found
        .into_iter()
        .filter(|finding| finding.diagnostic.path == one.path.as_str())
        .map(|finding| Located::new(finding, text, one.store.prefix()))
        .collect();
    let mut summary = Summary::default();
    for located in &findings {
        summary.count(located.finding.severity);
    }
    Ok(Judged { findings, summary })
}

/// Tells what keeps it from being ready.
fn refuse(one: &OneCheckIn, judged: Judged, context: &Context) -> Result<ExitStatus, Failure> {
    let Judged { mut findings, .. } = judged;
    findings.retain(|located| located.finding.severity == Severity::Error);
    let mut out = Out::new(context.color());
    full::write_findings(&mut out, &findings)?;
    out.finish()?;
    let left = summary::counted(findings.len(), "thing is", "things are");
    let message = format!(
        "{} is not ready: {left} missing or wrong; nothing was changed",
        one.path
    );
    streams::tell(&message);
    Ok(ExitStatus::Findings)
}

fn tell(context: &Context, message: &str) {
    if !context.is_quiet() {
        streams::tell(message);
    }
}

fn tell_of_warnings(one: &OneCheckIn, summary: &Summary, context: &Context) {
    if summary.warnings > 0 && !context.is_quiet() {
        let warnings = summary::counted(summary.warnings, "warning", "warnings");
        streams::advise(&format!("{warnings}: okr check {}", one.shown_path()));
    }
}

fn commit(one: &OneCheckIn, context: &Context) -> Result<(), Failure> {
    let (person, week) = (&one.person, one.week);
    let branch = format!("check-in/{}/{week}", person.id);
    let now = context.now(&one.files.team);
    let offset = one.files.team.cadence.time_zone.to_offset(now);
    let made = one.store.commit_file(
        &one.path,
        NewCommit {
            branch: &branch,
            message: &format!("Check-in of {}, {week}\n", person.name),
            seconds: now.as_second(),
            offset_minutes: offset.seconds() / 60,
        },
    )?;
    match made {
        Some(commit) => {
            tell(
                context,
                &format!("committed {} on the branch {branch}", commit.short_id),
            );
            if !context.is_quiet() {
                streams::advise(&format!("git push origin {branch}"));
            }
        }
        None => tell(context, &format!("the branch {branch} has it already")),
    }
    Ok(())
}
