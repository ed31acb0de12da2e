//! Layer 3: what changed between two check-ins of one person, and between two states of the objectives
//! (`definition`, `description`), in meaning; several of them at once are a `comparison`. Only what
//! `read::public` gave may be handed in.
//!
//! ```text
//! Diff
//! ├─ StatusChange       draft, ready, returned, reviewed (status)
//! ├─ KeyResultChange    value, score, pace, confidence, definition (key_result)
//! ├─ OkrChangeChange    proposed, agreed, no longer proposed (okr_change)
//! ├─ ObstacleChange     new, still there, resolved, vanished, reworded (obstacle)
//! ├─ TaskChange         new, done, carried, dropped, vanished, slipped, reworded (task)
//! └─ SectionChange      the document in its own order, each sentence with what became of it (section)
//! ```
//! All of them are kept, also what stayed as it was, so that a page can print the whole check-in;
//! [`Diff::facts`] gives those that say that something happened. How old an obstacle or a task is comes
//! from the person's earlier check-ins (`trace`). The renderings are in `output` and `report`.

mod change;
mod comparison;
mod content;
mod definition;
mod description;
mod key_result;
mod obstacle;
mod okr_change;
mod section;
mod state;
mod status;
mod stretch;
mod task;
#[cfg(test)]
mod tests;
mod trace;

pub use change::{Change, Direction};
pub use comparison::{Comparison, Untold, Why};
pub use definition::{DefinitionChange, definitions};
pub use description::{DescriptionChange, descriptions};
pub use key_result::{Concern, KeyResultChange, Standing};
pub use obstacle::{ObstacleChange, ObstacleEvent, ObstacleSide, ObstacleWords, same_obstacles};
pub use okr_change::{OkrChangeChange, OkrChangeEvent, Terms};
pub use section::{Block, Item, SectionChange, SentenceChange};
pub use state::{State, StateKind};
pub use status::StatusChange;
pub use task::{TaskChange, TaskEvent, TaskSide, same_tasks};
pub use trace::Traces;

use crate::model::history::{CountedChange, agreed_changes};
use crate::model::{CheckIn, Okrs, PersonId, Status, Team, Week};

/// What a diff needs besides the two check-ins.
pub struct Context<'a> {
    /// The team.
    pub team: &'a Team,
    /// All objectives.
    pub okrs: &'a Okrs,
    /// The person's public check-ins in the order of the weeks; how old things are, and the pace, come
    /// from those before the week in question.
    pub timeline: &'a [CheckIn],
    /// The changes of key results that were agreed, of everyone whose check-ins were read.
    pub agreed: Vec<CountedChange>,
    /// Kept by those who make several outlines of the same two check-ins.
    traces: Option<Traces>,
}

impl<'a> Context<'a> {
    /// The surroundings of one person's check-ins, with the changes agreed in them.
    #[must_use]
    pub fn new(team: &'a Team, okrs: &'a Okrs, timeline: &'a [CheckIn]) -> Self {
        let agreed = timeline.iter().filter_map(|check_in| {
            let person = team.person(check_in.person.as_str())?;
            Some(agreed_changes(check_in, person))
        });
        Self {
            team,
            okrs,
            timeline,
            agreed: agreed.flatten().collect(),
            traces: None,
        }
    }

    /// The same with what was found of the same two check-ins, where fewer of those before were known.
    #[must_use]
    pub fn with_traces(self, traces: Traces) -> Self {
        Self {
            traces: Some(traces),
            ..self
        }
    }

    /// What was found, to be used again.
    #[must_use]
    pub fn into_traces(self) -> Traces {
        self.traces.unwrap_or_default()
    }

    /// The check-ins before `week`, the newest first; skipped ones say nothing and are left out.
    fn earlier(&self, week: Week) -> impl Iterator<Item = &'a CheckIn> + use<'a> {
        let end = self
            .timeline
            .partition_point(|check_in| check_in.week < week);
        self.timeline[..end]
            .iter()
            .rev()
            .filter(|check_in| check_in.status.value != Status::Skipped)
    }
}

/// What changed between two check-ins of one person.
#[derive(Clone, Debug)]
pub struct Diff {
    /// Whose they are.
    pub person: PersonId,
    /// The week before; `None` where there was no check-in before.
    pub from: Option<Week>,
    /// The week after.
    pub to: Week,
    /// Where the check-in stands.
    pub status: StatusChange,
    /// The key results that either of them speaks of, in the order of the newer one.
    pub key_results: Vec<KeyResultChange>,
    /// The changes of OKRs, in the order of the newer one.
    pub okr_changes: Vec<OkrChangeChange>,
    /// The obstacles, in the order of the newer one, those that are gone last.
    pub obstacles: Vec<ObstacleChange>,
    /// The tasks of Plan and Follow-ups, in the order of the newer one, those that are gone last.
    pub tasks: Vec<TaskChange>,
    /// The newer document in its own order, with what is gone from the older one.
    pub sections: Vec<SectionChange>,
}

/// One thing that happened between two check-ins.
#[derive(Clone, Copy, Debug)]
pub enum Fact<'d> {
    /// It stands elsewhere in its process.
    Status(&'d StatusChange),
    /// Value, score, pace, confidence or definition changed.
    KeyResult(&'d KeyResultChange),
    /// A change of an OKR was proposed, agreed or edited.
    OkrChange(&'d OkrChangeChange),
    /// An obstacle came, stayed or went.
    Obstacle(&'d ObstacleChange),
    /// A task came, stayed or went.
    Task(&'d TaskChange),
    /// Words came or went in a section.
    Words(&'d SectionChange),
}

/// What changed from `before` to `after`; everything is new where there is no `before`.
#[must_use]
pub fn diff(before: Option<&CheckIn>, after: &CheckIn, context: &Context) -> Diff {
    Outline::new(before, after, context).into_diff(before, after, context)
}

/// What changed but for words: all that depends on the check-ins before, at a small part of the work. Where
/// it asks for more of those, it can be made again before the rest is.
pub struct Outline {
    key_results: Vec<KeyResultChange>,
    obstacles: obstacle::Changes,
    tasks: task::Changes,
}

impl Outline {
    /// What changed from `before` to `after`.
    #[must_use]
    pub fn new(before: Option<&CheckIn>, after: &CheckIn, context: &Context) -> Self {
        Self {
            key_results: key_result::changes(before, after, context),
            obstacles: obstacle::changes(before, after, context),
            tasks: task::changes(before, after, context),
        }
    }

    /// The key results.
    #[must_use]
    pub fn key_results(&self) -> &[KeyResultChange] {
        &self.key_results
    }

    /// For how many weeks each obstacle and task has been there, counted back from the newer check-in.
    pub fn weeks(&self) -> impl Iterator<Item = u32> {
        let obstacles = self.obstacles.changes.iter().map(|obstacle| obstacle.weeks);
        obstacles.chain(self.tasks.changes.iter().map(|task| task.weeks))
    }

    /// The whole, of the same two check-ins.
    #[must_use]
    pub fn into_diff(self, before: Option<&CheckIn>, after: &CheckIn, context: &Context) -> Diff {
        let Self {
            key_results,
            obstacles,
            tasks,
        } = self;
        let sections = section::changes(before, after, &obstacles, &tasks, context);
        Diff {
            person: after.person.clone(),
            from: before.map(|before| before.week),
            to: after.week,
            status: status::change(before, after),
            key_results,
            okr_changes: okr_change::changes(before, after, context.team),
            obstacles: obstacles.changes,
            tasks: tasks.changes,
            sections,
        }
    }
}

/// The check-in that `week` is compared with: the last one before it that was not skipped.
#[must_use]
pub fn previous(timeline: &[CheckIn], week: Week) -> Option<&CheckIn> {
    let earlier = timeline
        .iter()
        .rev()
        .filter(|check_in| check_in.week < week);
    earlier
        .into_iter()
        .find(|check_in| check_in.status.value != Status::Skipped)
}

impl Diff {
    /// What happened: first what concerns the whole, then numbers, obstacles, tasks and words.
    pub fn facts(&self) -> impl Iterator<Item = Fact<'_>> {
        let Self {
            person: _,
            from: _,
            to: _,
            status,
            key_results,
            okr_changes,
            obstacles,
            tasks,
            sections,
        } = self;
        let status = std::iter::once(status)
            .filter(|s| s.is_fact())
            .map(Fact::Status);
        let key_results = key_results
            .iter()
            .filter(|k| k.is_fact())
            .map(Fact::KeyResult);
        let okr_changes = okr_changes
            .iter()
            .filter(|c| c.is_fact())
            .map(Fact::OkrChange);
        let obstacles = obstacles.iter().filter(|o| o.is_fact()).map(Fact::Obstacle);
        let tasks = tasks.iter().filter(|t| t.is_fact()).map(Fact::Task);
        let words = sections.iter().filter(|s| s.is_fact()).map(Fact::Words);
        status
            .chain(key_results)
            .chain(okr_changes)
            .chain(obstacles)
            .chain(tasks)
            .chain(words)
    }

    /// Whether nothing happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts().next().is_none()
    }
}
