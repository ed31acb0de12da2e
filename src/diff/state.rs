//! In which state an obstacle, a task or a change of the OKRs is told, whether that is good news, and in
//! which order.

use super::{
    Direction, ObstacleChange, ObstacleEvent, OkrChangeChange, OkrChangeEvent, TaskChange,
    TaskEvent,
};

/// A state. Those of lower rank are told first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Its place in the order.
    pub rank: u8,
    /// Which one.
    pub kind: StateKind,
    /// Whether it is good news.
    pub direction: Direction,
}

/// Which state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StateKind {
    /// It was not there before.
    New,
    /// An obstacle that was resolved, and is there again.
    Back,
    /// An obstacle that still stands in the way.
    Still,
    /// An obstacle that is gone without a word.
    GoneUnresolved,
    /// An obstacle that is resolved.
    Resolved,
    /// A task that is done.
    Done,
    /// A task that is open and late.
    Overdue,
    /// A task that was done, and is open again.
    Again,
    /// A task that is gone without a word.
    GoneUndone,
    /// A task that is still open.
    Carried,
    /// A task that is dropped.
    Dropped,
    /// Something whose words alone changed.
    Edited,
    /// A change of the OKRs that both have agreed to.
    Agreed,
    /// A change of the OKRs that one proposes.
    Proposed,
    /// A change of the OKRs that is no longer proposed.
    Withdrawn,
}

impl State {
    fn new(rank: u8, kind: StateKind, direction: Direction) -> Self {
        Self {
            rank,
            kind,
            direction,
        }
    }
}

impl ObstacleChange {
    /// How it is told; `None` where there is nothing to say.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        let (rank, kind, direction) = match self.event() {
            _ if !self.is_fact() => return None,
            ObstacleEvent::New => (0, StateKind::New, Direction::Bad),
            ObstacleEvent::Back => (0, StateKind::Back, Direction::Bad),
            ObstacleEvent::Still => (1, StateKind::Still, Direction::Neutral),
            ObstacleEvent::Vanished => (2, StateKind::GoneUnresolved, Direction::Bad),
            ObstacleEvent::Resolved => (3, StateKind::Resolved, Direction::Good),
            ObstacleEvent::Same => (3, StateKind::Resolved, Direction::Neutral),
            ObstacleEvent::Settled => return None,
        };
        Some(State::new(rank, kind, direction))
    }
}

impl TaskChange {
    /// How it is told; `None` where there is nothing to say.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        let (rank, kind, direction) = match self.event() {
            _ if !self.is_fact() => return None,
            TaskEvent::Done => (0, StateKind::Done, Direction::Good),
            TaskEvent::Carried | TaskEvent::New if self.is_overdue => {
                (1, StateKind::Overdue, Direction::Bad)
            }
            TaskEvent::Again => (1, StateKind::Again, Direction::Bad),
            TaskEvent::Vanished => (2, StateKind::GoneUndone, Direction::Bad),
            TaskEvent::Carried => (3, StateKind::Carried, Direction::Neutral),
            TaskEvent::Dropped => (4, StateKind::Dropped, Direction::Neutral),
            TaskEvent::Same => (4, StateKind::Edited, Direction::Neutral),
            TaskEvent::New => (5, StateKind::New, Direction::Neutral),
            TaskEvent::Settled => return None,
        };
        Some(State::new(rank, kind, direction))
    }
}

impl OkrChangeChange {
    /// How it is told; `None` where there is nothing to say.
    #[must_use]
    pub fn state(&self) -> Option<State> {
        let (rank, kind) = match self.event() {
            OkrChangeEvent::Agreed => (0, StateKind::Agreed),
            OkrChangeEvent::Proposed => (1, StateKind::Proposed),
            OkrChangeEvent::Edited => (1, StateKind::Edited),
            OkrChangeEvent::Withdrawn => (2, StateKind::Withdrawn),
            OkrChangeEvent::Settled | OkrChangeEvent::Same => return None,
        };
        Some(State::new(rank, kind, Direction::Neutral))
    }
}
