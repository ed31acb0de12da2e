//! What of several check-ins is told first: what became better or worse, and how many obstacles and tasks
//! are in which state.

use super::states::State;
use crate::diff::{Concern, Direction, KeyResultChange};
use crate::model::Team;
use crate::model::measure::Pace;
use crate::output::figures::{self, confidences};

/// So many obstacles or tasks are in one state.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Count {
    rank: u8,
    word: &'static str,
    pub(super) is_bad: bool,
    count: usize,
}

impl Count {
    /// `2 new`.
    pub(super) fn words(&self) -> String {
        format!("{} {}", self.count, self.word)
    }
}

/// How many values became better.
pub(super) fn better(changes: &[KeyResultChange]) -> usize {
    let better = |change: &&KeyResultChange| change.value_direction() == Direction::Good;
    changes.iter().filter(better).count()
}

/// The key results that somebody should look at: the name of each, and why.
pub(super) fn worse(changes: &[KeyResultChange], team: &Team) -> Vec<(String, String)> {
    let worse = changes.iter().filter_map(|change| {
        let Concern { confidence, pace } = change.concern()?;
        let name = change.reference.key_result.to_string();
        let said =
            confidence.map(|said| confidences(said.map(|it| Some(*it)), team.confidence_words));
        let why: Vec<String> = said.into_iter().chain(pace.map(in_weeks)).collect();
        Some((name, why.join(", ")))
    });
    worse.collect()
}

/// `6.8 weeks behind`.
fn in_weeks(pace: Pace) -> String {
    figures::pace(pace).replace(' ', " weeks ")
}

/// How many there are in each state, in the order in which states are told.
pub(super) fn tally(states: impl Iterator<Item = State>) -> Vec<Count> {
    let mut counts: Vec<Count> = Vec::new();
    for state in states {
        match counts.iter_mut().find(|known| known.word == state.word) {
            Some(known) => known.count += 1,
            None => counts.push(Count {
                rank: state.rank,
                word: state.word,
                is_bad: state.direction == Direction::Bad,
                count: 1,
            }),
        }
    }
    counts.sort_unstable();
    counts
}
