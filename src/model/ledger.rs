//! What is on a person's list: the tasks and obstacles of their last check-in, each with the week in which
//! it began. Which is which from week to week is told in `carried`.

use jiff::civil::Date;

use super::{CheckIn, KeyResultRef, Obstacle, Status, Task, TaskState, Week, carried};

/// A task of somebody's last check-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub what: What,
    /// Its words.
    pub text: String,
    /// Whose it is: an id, else what is written.
    pub owner: String,
    /// When it is due.
    pub due: Option<Date>,
    /// The key results that it is about.
    pub key_results: Vec<KeyResultRef>,
    /// The first check-in that has it.
    pub since: Week,
    /// The last one.
    pub week: Week,
    /// The file of the last one.
    pub path: String,
    /// Where in it, in bytes.
    pub start: usize,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A task.
    Task(TaskState),
    /// An obstacle, and whether it is open.
    Obstacle(bool),
}

impl Entry {
    /// Whether something is still to be done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self.what,
            What::Task(TaskState::Open) | What::Obstacle(true)
        )
    }

    /// Whether it is open and its day is over.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.is_open() && self.due.is_some_and(|due| due < today)
    }

    /// How old it is, in weeks.
    #[must_use]
    pub fn age(&self, today: Date) -> u32 {
        u32::try_from(Week::of(today).since(self.since)).unwrap_or(0)
    }
}

/// The tasks of the last check-in that was not skipped; `timeline` is in the order of the weeks.
#[must_use]
pub fn tasks(timeline: &[CheckIn]) -> Vec<Entry> {
    let pairs = |before: &CheckIn, after: &CheckIn| {
        let (before, after): (Vec<&Task>, Vec<&Task>) =
            (before.tasks.iter().collect(), after.tasks.iter().collect());
        carried::tasks(&before, &after)
    };
    entries(timeline, pairs, |last| {
        let of = |task: &Task| {
            let owner = task.owner.as_ref().map(|owner| owner.value.clone());
            (
                What::Task(task.state),
                task.text.value.clone(),
                owner,
                task.due.as_ref().map(|due| due.value),
                Vec::new(),
                task.state_span.start,
            )
        };
        last.tasks.iter().map(of).collect()
    })
}

/// The obstacles of the last check-in that was not skipped.
#[must_use]
pub fn obstacles(timeline: &[CheckIn]) -> Vec<Entry> {
    let pairs = |before: &CheckIn, after: &CheckIn| {
        let (before, after): (Vec<&Obstacle>, Vec<&Obstacle>) = (
            before.obstacles.iter().collect(),
            after.obstacles.iter().collect(),
        );
        carried::obstacles(&before, &after)
    };
    entries(timeline, pairs, |last| {
        let of = |obstacle: &Obstacle| {
            let slows = obstacle.slows.iter().map(|slowed| slowed.value.clone());
            (
                What::Obstacle(obstacle.is_open()),
                obstacle.title.value.clone(),
                None,
                None,
                slows.collect(),
                obstacle.title.span.start,
            )
        };
        last.obstacles.iter().map(of).collect()
    })
}

type Said = (
    What,
    String,
    Option<String>,
    Option<Date>,
    Vec<KeyResultRef>,
    usize,
);

fn entries(
    timeline: &[CheckIn],
    pairs: impl Fn(&CheckIn, &CheckIn) -> Vec<(usize, usize)>,
    said: impl Fn(&CheckIn) -> Vec<Said>,
) -> Vec<Entry> {
    let spoken: Vec<&CheckIn> = timeline
        .iter()
        .filter(|check_in| check_in.status.value != Status::Skipped)
        .collect();
    let Some((last, before)) = spoken.split_last() else {
        return Vec::new();
    };
    let all = said(last);
    let mut since = vec![last.week; all.len()];
    // By the place in the last check-in, the place in the one that is looked at.
    let mut places: Vec<Option<usize>> = (0..all.len()).map(Some).collect();
    let mut after: &CheckIn = last;
    for earlier in before.iter().rev() {
        if places.iter().all(Option::is_none) {
            break;
        }
        let pairs = pairs(earlier, after);
        for (place, since) in places.iter_mut().zip(&mut since) {
            let found = pairs.iter().find(|(_, now)| Some(*now) == *place);
            *place = found.map(|(then, _)| *then);
            if place.is_some() {
                *since = earlier.week;
            }
        }
        after = earlier;
    }
    let all = all.into_iter().zip(since);
    let entry = |((what, text, owner, due, key_results, start), since): (Said, Week)| Entry {
        what,
        text,
        owner: owner.unwrap_or_else(|| last.person.to_string()),
        due,
        key_results,
        since,
        week: last.week,
        path: last.path.clone(),
        start,
    };
    all.map(entry).collect()
}
