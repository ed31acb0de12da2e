//! The one way to the text that two people write in: it is opened, changed, and put back. Whatever has to
//! happen to private sections on the way happens in `on_the_way`.

use std::time::Duration;

use super::one_check_in::{Found, OneCheckIn};
use super::{Failure, on_the_way};
use crate::model::CheckIn;
use crate::store::StoreError;
use crate::text::Problem;

/// How long to wait for another `okr` that writes the same file, before the next try.
const PAUSE: Duration = Duration::from_millis(25);

/// How often it is tried.
const TRIES: usize = 40;

/// The check-in as its two people read it.
///
/// # Errors
/// It is not there, or cannot be read.
pub(super) fn open(one: &OneCheckIn) -> Result<Found, Failure> {
    on_the_way::open(one)
}

/// Writes `text` in place of what was opened.
///
/// # Errors
/// Somebody else changed the file since, or the disk refuses.
pub(super) fn put_back(one: &OneCheckIn, opened: &Found, text: &str) -> Result<(), Failure> {
    on_the_way::put_back(one, opened, text)
}

/// Opens, changes and puts back, again where somebody else writes at the same moment. Says whether any
/// byte changed.
///
/// # Errors
/// What `change` says, told with its place; the file cannot be read or written.
pub(super) fn edit(
    one: &OneCheckIn,
    change: impl Fn(&CheckIn) -> Result<String, Refusal>,
) -> Result<bool, Failure> {
    patiently(|| {
        let found = open(one)?;
        let before = &found.read.value;
        let text = change(before).map_err(|refusal| refusal.told(one, &before.text))?;
        if text == before.text {
            return Ok(false);
        }
        put_back(one, &found, &text).map(|()| true)
    })
}

/// Does it again while another `okr` writes the same file.
///
/// # Errors
/// What `work` says in the end.
pub(super) fn patiently<T>(work: impl Fn() -> Result<T, Failure>) -> Result<T, Failure> {
    for _ in 1..TRIES {
        match work() {
            Err(Failure::Store(
                StoreError::ChangedMeanwhile { .. } | StoreError::Locked { .. },
            )) => std::thread::sleep(PAUSE),
            done => return done,
        }
    }
    work()
}

/// Why a check-in is not changed.
pub(super) enum Refusal {
    /// The text cannot be edited there.
    Text(Problem),
    /// It is not to be.
    Words(Failure),
}

impl Refusal {
    fn told(self, one: &OneCheckIn, text: &str) -> Failure {
        match self {
            Self::Text(problem) => one.refused(text, &problem),
            Self::Words(failure) => failure,
        }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Text(problem)
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Words(failure)
    }
}
