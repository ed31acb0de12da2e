//! States of obstacles, tasks and changes in words, and in which order they are told.

use crate::diff::{
    Direction, ObstacleChange, ObstacleEvent, OkrChangeChange, OkrChangeEvent, TaskChange,
    TaskEvent,
};
use crate::output::figures::weeks;

/// A state: its word, its age, and whether it is good news. Those of lower rank are told first.
pub(super) struct State {
    pub(super) rank: u8,
    pub(super) word: &'static str,
    pub(super) age: String,
    pub(super) direction: Direction,
}

impl State {
    fn new(rank: u8, word: &'static str, age: String, direction: Direction) -> Self {
        Self {
            rank,
            word,
            age,
            direction,
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

/// How an obstacle is told; `None` where there is nothing to say.
pub(super) fn obstacle(change: &ObstacleChange) -> Option<State> {
    if !change.is_fact() {
        return None;
    }
    let age = || {
        if change.weeks == 0 {
            String::new()
        } else {
            weeks(change.weeks)
        }
    };
    let (rank, word, age, direction) = match change.event() {
        ObstacleEvent::New => (0, "new", String::new(), Direction::Bad),
        ObstacleEvent::Back => (0, "back", age(), Direction::Bad),
        ObstacleEvent::Still => (1, "still there", age(), Direction::Neutral),
        ObstacleEvent::Vanished => (2, "gone, not resolved", String::new(), Direction::Bad),
        ObstacleEvent::Resolved => {
            let age = if change.weeks == 0 {
                String::new()
            } else {
                format!("after {}", age())
            };
            (3, "resolved", age, Direction::Good)
        }
        ObstacleEvent::Same => (3, "resolved", String::new(), Direction::Neutral),
        ObstacleEvent::Settled => return None,
    };
    Some(State::new(rank, word, age, direction))
}

/// How a task is told; `None` where there is nothing to say.
pub(super) fn task(change: &TaskChange) -> Option<State> {
    if !change.is_fact() {
        return None;
    }
    let age = if change.weeks == 0 {
        String::new()
    } else {
        weeks(change.weeks)
    };
    let (rank, word, age, direction) = match change.event() {
        TaskEvent::Done => (0, "done", String::new(), Direction::Good),
        TaskEvent::Carried if change.is_overdue => (1, "overdue", age, Direction::Bad),
        TaskEvent::New if change.is_overdue => (1, "overdue", age, Direction::Bad),
        TaskEvent::Again => (1, "open again", age, Direction::Bad),
        TaskEvent::Vanished => (2, "gone, not done", String::new(), Direction::Bad),
        TaskEvent::Carried => (3, "carried", age, Direction::Neutral),
        TaskEvent::Dropped => (4, "dropped", String::new(), Direction::Neutral),
        TaskEvent::Same => (4, "edited", String::new(), Direction::Neutral),
        TaskEvent::New => (5, "new", String::new(), Direction::Neutral),
        TaskEvent::Settled => return None,
    };
    Some(State::new(rank, word, age, direction))
}

/// How a change of the OKRs is told; `None` where there is nothing to say.
pub(super) fn okr_change(change: &OkrChangeChange) -> Option<State> {
    let (rank, word) = match change.event() {
        OkrChangeEvent::Agreed => (0, "agreed"),
        OkrChangeEvent::Proposed => (1, "proposed"),
        OkrChangeEvent::Edited => (1, "edited"),
        OkrChangeEvent::Withdrawn => (2, "withdrawn"),
        OkrChangeEvent::Settled | OkrChangeEvent::Same => return None,
    };
    Some(State::new(rank, word, String::new(), Direction::Neutral))
}
