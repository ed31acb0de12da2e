//! Where a check-in stands in its process.

use jiff::civil::Date;

use super::Change;
use crate::model::{CheckIn, PersonId, Returned, Reviewed, Status, Week};

/// Status, and what was noted with it, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusChange {
    /// Both statuses; `None` where there is no check-in.
    pub status: Change<Option<Status>>,
    /// Who reviewed or returned it.
    pub by: Change<Option<PersonId>>,
    /// When it was reviewed or returned.
    pub on: Change<Option<Date>>,
    /// Why it was returned or skipped.
    pub reason: Change<Option<String>>,
    weeks: Change<Option<Week>>,
}

/// What one check-in notes.
struct Side {
    by: Option<PersonId>,
    on: Option<Date>,
    reason: Option<String>,
}

pub(super) fn change(before: Option<&CheckIn>, after: &CheckIn) -> StatusChange {
    let nothing = Side {
        by: None,
        on: None,
        reason: None,
    };
    let (old, new) = (before.map_or(nothing, side), side(after));
    StatusChange {
        status: Change::new(before.map(|b| b.status.value), Some(after.status.value)),
        by: Change::new(old.by, new.by),
        on: Change::new(old.on, new.on),
        reason: Change::new(old.reason, new.reason),
        weeks: Change::new(before.map(|b| b.week), Some(after.week)),
    }
}

fn side(check_in: &CheckIn) -> Side {
    let (mut by, mut on, mut reason) = (None, None, None);
    if let Some(Reviewed {
        by: who,
        on: when,
        span: _,
    }) = &check_in.reviewed
    {
        (by, on) = (who.as_ref(), when.as_ref());
    }
    if let Some(Returned {
        by: who,
        on: when,
        reason: why,
        span: _,
    }) = &check_in.returned
    {
        (by, on) = (by.or(who.as_ref()), on.or(when.as_ref()));
        reason = why.as_ref();
    }
    let reason = reason.or(check_in.skipped.as_ref());
    Side {
        by: by.map(|by| by.value.clone()),
        on: on.map(|on| on.value),
        reason: reason.map(|reason| reason.value.clone()),
    }
}

impl StatusChange {
    /// Whether anything is different; the day of a review always is in another week.
    #[must_use]
    pub fn is_fact(&self) -> bool {
        let Self {
            status,
            by,
            on,
            reason,
            weeks,
        } = self;
        let day_counts = weeks.is_same() && !on.is_same();
        !status.is_same() || !by.is_same() || !reason.is_same() || day_counts
    }
}
