//! `okr task`

use super::load;
use super::one_check_in::OneCheckIn;
use super::one_judged::tell;
use super::opened;
use super::{Context, ExitStatus, Failure};
use crate::model::{CheckIn, PersonId, Status, Task, TaskState, Week};
use crate::text::{fold, likeness};

/// Tick or drop a task where it stands
///
/// Looks in the last check-ins for an open task of yours with these words, or the one that is nearest to
/// them, and changes its box and nothing else. One that is dropped says why.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr task done 'Run the load test'
  okr task done 'load test'                words that only one of your tasks has
  okr task drop 'Ask the vendor' --reason 'we have built it ourselves'
  okr task done 'Call them' --in ada       in Ada's check-in")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// It is done
    Done(Named),
    /// It will not be done
    Drop(Dropped),
}

#[derive(Debug, clap::Args)]
struct Named {
    /// Its words, or some that no other has
    #[arg(value_name = "TEXT")]
    text: String,
    /// Only in the check-in of this person
    #[arg(long = "in", value_name = "PERSON")]
    person: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Dropped {
    #[command(flatten)]
    named: Named,
    /// Why; it is added to the task's words
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// An open task, and the check-in in which it stands.
struct Found {
    person: PersonId,
    week: Week,
    text: String,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let (named, reason) = match &args.what {
        What::Done(named) => (named, None),
        What::Drop(dropped) => (&dropped.named, Some(one_line(&dropped.reason)?)),
    };
    let found = found(named, context)?;
    let week = found.week.to_string();
    let one = OneCheckIn::open(context, Some(found.person.as_str()), Some(&week))?;
    opened::edit(&one, |check_in: &CheckIn| {
        if reason.is_some() && check_in.status.value == Status::Reviewed {
            let message = format!(
                "{} is reviewed: in it boxes may be ticked, and no words change",
                one.path
            );
            let hint = "write '- [-]' and why in the next check-in";
            return Err(Failure::usage_with_hint(message, hint).into());
        }
        let is_it = |task: &&Task| task.state == TaskState::Open && task.text.value == found.text;
        let Some(task) = check_in.tasks.iter().find(is_it) else {
            let message = format!("'{}' is gone from {}", found.text, one.path);
            return Err(Failure::usage(message).into());
        };
        Ok(edited(&check_in.text, task, reason.as_deref()))
    })?;
    let word = if reason.is_some() { "dropped" } else { "done" };
    tell(context, &format!("{}: {word}: {}", one.path, found.text));
    Ok(ExitStatus::Fine)
}

/// The box ticked, or crossed and the reason behind the task's words.
fn edited(text: &str, task: &Task, reason: Option<&str>) -> String {
    let mark = if reason.is_some() { "[-]" } else { "[x]" };
    let mut edited = text.to_owned();
    if let Some(reason) = reason {
        edited.insert_str(task.text.span.end, &format!("; dropped: {reason}"));
    }
    edited.replace_range(task.state_span.start..task.state_span.end, mark);
    edited
}

fn one_line(reason: &str) -> Result<String, Failure> {
    let line = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() || line.contains(['<', '`']) {
        let message = "the reason is empty, or has a mark that would hide what follows";
        return Err(Failure::usage_with_hint(
            message,
            "say in plain words why it is dropped",
        ));
    }
    Ok(line)
}

/// The one open task that is meant.
fn found(named: &Named, context: &Context) -> Result<Found, Failure> {
    let store = context.store()?;
    let files = load::files(&store)?;
    let me = context.me(&store, &files.team)?.id.clone();
    let only = match &named.person {
        Some(word) => Some(context.person(Some(word), &store, &files.team)?.id.clone()),
        None => None,
    };
    let all = load::for_each_person(&files, |of| {
        if only.as_ref().is_some_and(|only| *only != of.person) {
            return Ok(Vec::new());
        }
        let last = load::last_spoken(&store, &files, &of.person)?;
        let is_mine = |task: &Task| match &task.owner {
            Some(owner) => owner.value == me.as_str() || of.person == me,
            None => of.person == me,
        };
        let tasks = last.iter().flat_map(|last| &last.tasks);
        let open =
            tasks.filter(|task| task.state == TaskState::Open && (is_mine(task) || only.is_some()));
        let week = last.as_ref().map(|last| last.week);
        let found = open.filter_map(|task| {
            Some(Found {
                person: of.person.clone(),
                week: week?,
                text: task.text.value.clone(),
            })
        });
        Ok(found.collect())
    })?;
    chosen(all.into_iter().flatten().collect(), &named.text)
}

/// The task with these words, else the only one that has them, else the only one that is like them.
fn chosen(all: Vec<Found>, text: &str) -> Result<Found, Failure> {
    let wanted = fold::folded(text);
    let (mut equal, mut holding, mut alike) = (Vec::new(), Vec::new(), Vec::new());
    for (index, found) in all.iter().enumerate() {
        let folded = fold::folded(&found.text);
        if folded == wanted {
            equal.push(index);
        } else if !wanted.is_empty() && folded.contains(&wanted) {
            holding.push(index);
        } else if likeness::likeness(&found.text, text) >= likeness::ALIKE {
            alike.push(index);
        }
    }
    let several = [equal, holding, alike]
        .into_iter()
        .find(|list| !list.is_empty());
    let several = several.unwrap_or_default();
    if let [one] = several.as_slice() {
        let mut all = all;
        return Ok(all.swap_remove(*one));
    }
    let told = |found: &Found| format!("'{}' ({} {})", found.text, found.person, found.week);
    if several.is_empty() {
        let message = format!("no open task of yours says '{text}'");
        let names: Vec<String> = all.iter().take(10).map(told).collect();
        let hint = match names.is_empty() {
            true => "'okr tasks' lists what is open".to_owned(),
            false => format!("yours are: {}", names.join(", ")),
        };
        return Err(Failure::usage_with_hint(message, hint));
    }
    let message = format!("'{text}' could be {} tasks", several.len());
    let names: Vec<String> = several.iter().map(|index| told(&all[*index])).collect();
    Err(Failure::usage_with_hint(
        message,
        format!("write more of one: {}", names.join(", ")),
    ))
}
