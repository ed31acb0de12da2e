//! `okr task`

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::load;
use super::one_check_in::OneCheckIn;
use super::one_judged::tell;
use super::opened;
use super::{Context, ExitStatus, Failure};
use crate::model::{CheckIn, PersonId, SectionKind, Status, Task, TaskState, Week};
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
    /// The one that stands in this line of its file, where several have the same words
    #[arg(long, value_name = "LINE")]
    line: Option<usize>,
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
    owner: Option<String>,
    due: Option<Date>,
    line: usize,
    /// How many open tasks of the same words, owner and day stand above it.
    above: usize,
}

impl Found {
    /// The open tasks of a check-in, in its order.
    fn all(check_in: &CheckIn) -> Vec<(&Task, Self)> {
        let ends: Vec<usize> = memchr::memchr_iter(b'\n', check_in.text.as_bytes()).collect();
        let mut above: FxHashMap<(&str, Option<&str>, Option<Date>), usize> = FxHashMap::default();
        let open = check_in
            .tasks
            .iter()
            .filter(|task| task.state == TaskState::Open);
        let found = open.map(|task| {
            let owner = task.owner.as_ref().map(|owner| owner.value.as_str());
            let due = task.due.as_ref().map(|due| due.value);
            let count = above.entry((&task.text.value, owner, due)).or_default();
            *count += 1;
            let found = Self {
                person: check_in.person.clone(),
                week: check_in.week,
                text: task.text.value.clone(),
                owner: owner.map(str::to_owned),
                due,
                line: ends.partition_point(|end| *end < task.state_span.start) + 1,
                above: *count - 1,
            };
            (task, found)
        });
        found.collect()
    }

    /// Whether a task is open and says the same.
    fn is(&self, task: &Task) -> bool {
        task.state == TaskState::Open
            && task.text.value == self.text
            && task.owner.as_ref().map(|owner| &owner.value) == self.owner.as_ref()
            && task.due.as_ref().map(|due| due.value) == self.due
    }

    fn told(&self) -> String {
        let mut details = format!("{} {}, line {}", self.person, self.week, self.line);
        if let Some(owner) = &self.owner {
            details.push_str(&format!(", @{owner}"));
        }
        if let Some(due) = self.due {
            details.push_str(&format!(", due {due}"));
        }
        format!("'{}' ({details})", self.text)
    }
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
        let mut same = check_in.tasks.iter().filter(|task| found.is(task));
        let Some(task) = same.nth(found.above) else {
            let message = format!("'{}' is gone from {}", found.text, one.path);
            return Err(Failure::usage(message).into());
        };
        let edited = edited(&check_in.text, task, reason.as_deref());
        let after = one.read(edited.as_bytes()).value;
        if said(check_in, task) != said(&after, task) {
            let message = "the reason would change more than the task's words";
            let hint = "say it without brackets, an owner or a day";
            return Err(Failure::usage_with_hint(message, hint).into());
        }
        Ok(edited)
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

/// A task's section, owner and day.
type Said<'c> = (SectionKind, Option<&'c str>, Option<Date>);

/// What all tasks say but for the words and the box of the one that is edited.
fn said<'c>(check_in: &'c CheckIn, edited: &Task) -> Vec<(Said<'c>, Option<(TaskState, &'c str)>)> {
    let tasks = check_in.tasks.iter().map(|task| {
        let owner = task.owner.as_ref().map(|owner| owner.value.as_str());
        let due = task.due.as_ref().map(|due| due.value);
        let is_other = task.state_span.start != edited.state_span.start;
        let words = is_other.then_some((task.state, task.text.value.as_str()));
        ((task.section, owner, due), words)
    });
    tasks.collect()
}

fn one_line(reason: &str) -> Result<String, Failure> {
    let line = fold::one_line(reason);
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
        let Some(last) = load::last_spoken(&store, &files, &of.person)? else {
            return Ok(Vec::new());
        };
        let person = files.team.person(of.person.as_str());
        let manager = person.and_then(|person| person.manager.as_ref());
        let is_one_of_two = of.person == me || manager == Some(&me);
        let is_mine = |task: &Task| {
            let owner = task.owner.as_ref();
            of.person == me || owner.is_some_and(|owner| owner.value == me.as_str())
        };
        // What is private is named to nobody but its two people.
        let open = Found::all(&last).into_iter().filter(|(task, _)| {
            let is_known = !task.private || is_one_of_two;
            is_known && (is_mine(task) || only.is_some())
        });
        Ok(open.map(|(_, found)| found).collect())
    })?;
    let all = all.into_iter().flatten();
    let is_there = |found: &Found| named.line.is_none_or(|line| found.line == line);
    chosen(all.filter(is_there).collect(), &named.text)
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
    if several.is_empty() {
        let message = format!("no open task of yours says '{text}'");
        let names: Vec<String> = all.iter().take(10).map(Found::told).collect();
        let hint = match names.is_empty() {
            true => "'okr tasks' lists what is open".to_owned(),
            false => format!("yours are: {}", names.join(", ")),
        };
        return Err(Failure::usage_with_hint(message, hint));
    }
    let message = format!("'{text}' could be {} tasks", several.len());
    let names: Vec<String> = several.iter().map(|index| all[*index].told()).collect();
    Err(Failure::usage_with_hint(
        message,
        format!("write more of one, or --line: {}", names.join(", ")),
    ))
}
