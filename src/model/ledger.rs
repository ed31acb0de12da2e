//! What is on a person's list: the tasks and obstacles of their last check-in, each with the week in which
//! it began. Which is which from week to week is told in `carried`.

use jiff::civil::Date;

use super::{CheckIn, KeyResultRef, Status, TaskState, Week, carried};

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
    entries(
        timeline,
        |check_in| &check_in.tasks,
        carried::tasks,
        |last, task| Entry {
            what: What::Task(task.state),
            text: task.text.value.clone(),
            owner: match &task.owner {
                Some(owner) => owner.value.clone(),
                None => last.person.to_string(),
            },
            due: task.due.as_ref().map(|due| due.value),
            ..entry(last)
        },
    )
}

/// The obstacles of the last check-in that was not skipped.
#[must_use]
pub fn obstacles(timeline: &[CheckIn]) -> Vec<Entry> {
    entries(
        timeline,
        |check_in| &check_in.obstacles,
        carried::obstacles,
        |last, obstacle| Entry {
            what: What::Obstacle(obstacle.is_open()),
            text: obstacle.title.value.clone(),
            key_results: obstacle
                .slows
                .iter()
                .map(|slowed| slowed.value.clone())
                .collect(),
            ..entry(last)
        },
    )
}

/// What all entries of a check-in have in common.
fn entry(check_in: &CheckIn) -> Entry {
    Entry {
        what: What::Obstacle(false),
        text: String::new(),
        owner: check_in.person.to_string(),
        due: None,
        key_results: Vec::new(),
        since: check_in.week,
        week: check_in.week,
        path: check_in.path.clone(),
    }
}

fn entries<E>(
    timeline: &[CheckIn],
    of: impl Fn(&CheckIn) -> &[E],
    pairs: impl Fn(&[&E], &[&E]) -> Vec<(usize, usize)>,
    told: impl Fn(&CheckIn, &E) -> Entry,
) -> Vec<Entry> {
    let mut spoken = timeline
        .iter()
        .rev()
        .filter(|check_in| check_in.status.value != Status::Skipped);
    let Some(last) = spoken.next() else {
        return Vec::new();
    };
    let listed: Vec<&E> = of(last).iter().collect();
    let earlier = spoken.map(|check_in| (check_in.week, of(check_in).iter().collect()));
    let since = carried::first_weeks(last.week, &listed, earlier, pairs);
    let all = listed.into_iter().zip(since);
    all.map(|(entry, since)| Entry {
        since,
        ..told(last, entry)
    })
    .collect()
}
