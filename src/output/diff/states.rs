//! States of obstacles, tasks and changes in words.

use crate::diff::{Direction, ObstacleChange, OkrChangeChange, StateKind, TaskChange};
use crate::output::figures::weeks;

/// A state: its word, its age, and whether it is good news. Those of lower rank are told first.
pub(super) struct State {
    pub(super) rank: u8,
    pub(super) word: &'static str,
    pub(super) age: String,
    pub(super) direction: Direction,
}

impl State {
    /// The state with the age that it is told with.
    fn of(state: crate::diff::State, old: u32) -> Self {
        let (word, age) = match state.kind {
            StateKind::New => ("new", String::new()),
            StateKind::Back => ("back", age(old)),
            StateKind::Still => ("still there", age(old)),
            StateKind::GoneUnresolved => ("gone, not resolved", String::new()),
            StateKind::Resolved if old > 0 && state.direction == Direction::Good => {
                ("resolved", format!("after {}", age(old)))
            }
            StateKind::Resolved => ("resolved", String::new()),
            StateKind::Done => ("done", String::new()),
            StateKind::Overdue => ("overdue", age(old)),
            StateKind::Again => ("open again", age(old)),
            StateKind::GoneUndone => ("gone, not done", String::new()),
            StateKind::Carried => ("carried", age(old)),
            StateKind::Dropped => ("dropped", String::new()),
            StateKind::Edited => ("edited", String::new()),
            StateKind::Agreed => ("agreed", String::new()),
            StateKind::Proposed => ("proposed", String::new()),
            StateKind::Withdrawn => ("withdrawn", String::new()),
        };
        Self {
            rank: state.rank,
            word,
            age,
            direction: state.direction,
        }
    }

    /// `still there, 3 weeks`.
    pub(super) fn words(&self) -> String {
        if self.age.is_empty() {
            return self.word.to_owned();
        }
        format!("{}, {}", self.word, self.age)
    }
}

fn age(old: u32) -> String {
    match old {
        0 => String::new(),
        old => weeks(old),
    }
}

/// How an obstacle is told; `None` where there is nothing to say.
pub(super) fn obstacle(change: &ObstacleChange) -> Option<State> {
    Some(State::of(change.state()?, change.weeks))
}

/// How a task is told; `None` where there is nothing to say.
pub(super) fn task(change: &TaskChange) -> Option<State> {
    Some(State::of(change.state()?, change.weeks))
}

/// How a change of the OKRs is told; `None` where there is nothing to say.
pub(super) fn okr_change(change: &OkrChangeChange) -> Option<State> {
    Some(State::of(change.state()?, 0))
}
