//! `okr agree`

use super::one_check_in::OneCheckIn;
use super::one_judged::tell;
use super::one_manager::open_fitting;
use super::opened;
use super::set::must_be_open;
use super::subject::{must_be_one_of_the_two, named, whose};
use super::{Context, ExitStatus, Failure, streams};
use crate::model::{CheckIn, FieldOfChange, Objective, OkrChange, PersonId, Subject};
use crate::scaffold;
use crate::store::{Content, Expected, RepoPath};
use crate::text::Source;

/// Agree to a proposed change of an objective or key result
///
/// Adds your name to what 'okr propose' wrote. Once both have agreed, --apply carries the change into the
/// objective's file, and no other byte of it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr agree p95-latency
  okr agree p95-latency --apply        and change okrs/CYCLE/OBJECTIVE.md
  okr agree faster-checkout/help-page --week 2026-W46")]
pub struct Args {
    /// The key result or the objective
    #[arg(value_name = "REF")]
    reference: String,
    /// Carry it into the objective's file, once both agree
    #[arg(long)]
    apply: bool,
    /// Whose check-in [default: that of the owner]
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Which week, such as 2026-W47 [default: the newest that proposes it]
    #[arg(long, value_name = "WEEK")]
    week: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let person = whose(
        &args.reference,
        args.person.as_deref(),
        args.week.as_deref(),
        context,
    )?;
    let is_about = |check_in: &CheckIn| {
        let name = |change: &OkrChange| change.subject.value.to_string();
        let is_it = |name: String| {
            name == args.reference || name.rsplit('/').next() == Some(args.reference.as_str())
        };
        check_in.okr_changes.iter().map(name).any(is_it)
    };
    let one = open_fitting(
        context,
        Some(person.as_str()),
        args.week.as_deref(),
        is_about,
    )?;
    let me = context.me(&one.store, &one.files.team)?.id.clone();
    must_be_one_of_the_two(&one.person, &me)?;
    let subject = subject(&one, &args.reference)?;
    let subject = &subject;
    let changed = opened::edit(&one, |check_in: &CheckIn| {
        let mut text = check_in.text.clone();
        let about = about(&one, check_in, subject)?;
        for (index, _) in about.iter().filter(|(_, change)| !agrees(change, &me)) {
            must_be_open(&one, check_in)?;
            text = scaffold::with_agreement(&text, *index, &me)?;
        }
        Ok(text)
    })?;
    let words = subject.to_string();
    if changed {
        tell(
            context,
            &format!("{}: {me} agrees to change {words}", one.path),
        );
    } else {
        tell(context, &format!("{}: {me} agrees already", one.path));
    }
    if args.apply {
        return apply(&one, subject, context);
    }
    if !context.is_quiet() {
        streams::advise(&format!(
            "once both agree, 'okr agree {words} --apply' changes the file"
        ));
    }
    Ok(ExitStatus::Fine)
}

fn agrees(change: &OkrChange, me: &PersonId) -> bool {
    change.agreed.iter().any(|agreed| agreed.value == *me)
}

/// What is named; of what a change adds, nothing is there yet.
fn subject(one: &OneCheckIn, text: &str) -> Result<Subject, Failure> {
    let check_in = one.found()?.read.value;
    let is_new = check_in.okr_changes.iter().any(|change| {
        change.change.value == FieldOfChange::Add && change.subject.value.to_string() == text
    });
    Ok(named(one, text, is_new)?.subject)
}

/// The changes of the subject, with their places in the list.
fn about<'c>(
    one: &OneCheckIn,
    check_in: &'c CheckIn,
    subject: &Subject,
) -> Result<Vec<(usize, &'c OkrChange)>, Failure> {
    let all = check_in.okr_changes.iter().enumerate();
    let found: Vec<_> = all
        .filter(|(_, change)| change.subject.value == *subject)
        .collect();
    if found.is_empty() {
        let words = subject.to_string();
        let message = format!("{} proposes no change of {words}", one.path);
        let hint = format!("'okr propose {words} FIELD VALUE --because REASON' does");
        return Err(Failure::usage_with_hint(message, hint));
    }
    Ok(found)
}

/// Carries every change of the subject that both agree on into the objective's file.
fn apply(one: &OneCheckIn, subject: &Subject, context: &Context) -> Result<ExitStatus, Failure> {
    let check_in = one.found()?.read.value;
    let manager = one.person.manager.as_ref();
    let about = about(one, &check_in, subject)?;
    let words = subject.to_string();
    if let Some((_, open)) = about
        .iter()
        .find(|(_, change)| !change.is_agreed(&one.person.id, manager))
    {
        let two = [Some(&one.person.id), manager];
        let missing: Vec<&str> = two
            .into_iter()
            .flatten()
            .filter(|person| !agrees(open, person))
            .map(PersonId::as_str)
            .collect();
        let missing = missing.join(" and ");
        let message = format!("{words} is not changed yet: {missing} has to agree");
        return Err(Failure::usage_with_hint(
            message,
            format!("okr agree {words} --as {missing} --apply"),
        ));
    }
    let objective = objective(one, subject)?;
    let path = RepoPath::new(objective.path.clone());
    let Some(Content::Text(bytes)) = one.store.read_path(&path)? else {
        return Err(Failure::usage(format!("{path} is no file that okr reads")));
    };
    let before = Source::new(bytes.clone()).text().to_owned();
    let mut text = before.clone();
    for (_, change) in &about {
        let refused =
            |problem: crate::text::Problem| Failure::usage(format!("{path}: {}", problem.message));
        let Some(applied) = scaffold::with_change_applied(&text, change).map_err(refused)? else {
            let message = format!("only you can write this change into {path}");
            let hint = format!("open it, and {} {words}", change.change.value.word());
            return Err(Failure::usage_with_hint(message, hint));
        };
        text = applied;
    }
    if text == before {
        tell(context, &format!("{path} says so already"));
        return Ok(ExitStatus::Fine);
    }
    one.store
        .write(&path, Expected::Unchanged(bytes), text.as_bytes())?;
    tell(context, &format!("{path}: changed as agreed"));
    Ok(ExitStatus::Fine)
}

fn objective<'o>(one: &'o OneCheckIn, subject: &Subject) -> Result<&'o Objective, Failure> {
    let cycle = one.files.team.cycle_of(one.week);
    let id = match subject {
        Subject::KeyResult(reference) => &reference.objective,
        Subject::Objective(id) => id,
    };
    let all = one.files.okrs.of_week(&cycle, one.week);
    all.into_iter()
        .find(|known| known.id == *id)
        .ok_or_else(|| {
            let message = format!("'{id}' is no objective of {cycle}");
            Failure::usage_with_hint(message, format!("write okrs/{}/{id}.md", cycle.id()))
        })
}
