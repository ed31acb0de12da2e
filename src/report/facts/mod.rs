//! What the whole team's pages need of each check-in: small, public, and kept for all of them, while
//! the texts are let go. Nothing private gets in here.
//!
//! ```text
//! summary   one check-in → its facts
//! naming    which obstacle a task speaks of
//! plain     an author's Markdown as plain text, cut at sentences
//! ```

mod naming;
pub(super) mod plain;
mod summary;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::history::CountedChange;
use crate::model::{
    Because, CheckIn, Confidence, Decimal, FieldOfChange, KeyResultRef, Okrs, Person, PersonId,
    SectionKind, Status, Subject, Task, TaskState, Team, Week,
};

use crate::text::fold::folded;

pub(super) use summary::{is_told, readings, summary};

/// A check-in without its private words; without any where it fails closed.
pub(super) struct Published {
    pub week: Week,
    pub status: Status,
    pub path: String,
    pub check_in: Option<CheckIn>,
    /// The line, from 1, at which something is odd, where there is no check-in.
    pub odd_line: usize,
}

impl Published {
    /// Takes the private words away.
    pub(super) fn of(check_in: CheckIn, team: &Team, okrs: &Okrs) -> Self {
        let public = crate::read::public(&check_in, team, okrs);
        let (week, status) = (check_in.week, check_in.status.value);
        let odd = check_in.withheld.as_ref().filter(|_| public.is_none());
        let before = odd.and_then(|odd| check_in.text.get(..odd.span.start));
        let odd_line = before.map_or(1, |before| before.matches('\n').count() + 1);
        Self {
            week,
            status,
            path: check_in.path,
            check_in: public,
            odd_line,
        }
    }
}

/// One person's check-ins in week order.
#[derive(Clone, Debug, Default)]
pub(super) struct Timeline {
    pub summaries: Vec<Arc<Summary>>,
    pub agreed: Vec<CountedChange>,
    /// The weeks whose check-in became ready only after it was due.
    pub late: BTreeSet<Week>,
}

/// What one check-in says, as far as anybody may read it.
#[derive(Clone, Debug)]
pub(super) struct Summary {
    pub week: Week,
    pub status: Status,
    pub withheld: bool,
    /// The line at which something is odd, where it is withheld.
    pub odd_line: usize,
    pub skipped: Option<String>,
    /// The day on which it was reviewed.
    pub reviewed_on: Option<Date>,
    pub readings: Vec<Said>,
    pub obstacles: Vec<ObstacleFact>,
    pub tasks: Vec<TaskFact>,
    pub changes: Vec<ChangeFact>,
    pub recognition: Option<String>,
    pub recognised_by: Option<PersonId>,
    /// The first sentence of Progress.
    pub line: String,
    /// What was written under a key result in Progress.
    pub notes: Vec<(KeyResultRef, String)>,
}

/// A value and a word for a key result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub reference: KeyResultRef,
    pub value: Option<Decimal>,
    pub confidence: Option<Confidence>,
}

/// An obstacle, with its past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ObstacleFact {
    pub title: Arc<str>,
    pub id: Arc<str>,
    pub slows: Vec<KeyResultRef>,
    pub own: bool,
    pub outside: bool,
    pub resolved: bool,
    pub no_way_round: bool,
    /// The check-in that had it first.
    pub first: Week,
    /// Whether it was open in the check-in before.
    pub was_open: bool,
    /// Its place in that check-in.
    pub before: Option<usize>,
}

/// A task, with its past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TaskFact {
    pub text: Arc<str>,
    pub state: TaskState,
    pub owner: Option<Arc<str>>,
    pub due: Option<Date>,
    pub section: SectionKind,
    /// The key results that it names, itself or through an obstacle of the same check-in.
    pub about: Vec<KeyResultRef>,
    /// The place of the obstacle it names.
    pub obstacle: Option<usize>,
    pub first: Week,
    /// What it was in the check-in before.
    pub before: Option<TaskState>,
    /// Its place in that check-in.
    pub was: Option<usize>,
}

/// A change of the OKRs, proposed or agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ChangeFact {
    pub subject: Subject,
    pub change: FieldOfChange,
    pub from: Option<String>,
    pub to: Option<String>,
    pub because: Option<Because>,
    pub agreed_by: Vec<PersonId>,
    pub is_agreed: bool,
}

impl Timeline {
    /// Reads the facts of one person's check-ins, which are in week order.
    pub(super) fn of(person: &Person, team: &Team, okrs: &Okrs, check_ins: &[Published]) -> Self {
        let mut timeline = Self::default();
        let mut before: Option<usize> = None;
        for (place, published) in check_ins.iter().enumerate() {
            let old = before.and_then(|place| {
                let check_in = check_ins.get(place)?.check_in.as_ref()?;
                Some((check_in, timeline.summaries.get(place)?.as_ref()))
            });
            let facts = summary(published, person, team, okrs, old);
            if facts.speaks() {
                before = Some(place);
            }
            timeline.summaries.push(Arc::new(facts));
            if let Some(check_in) = &published.check_in {
                timeline
                    .agreed
                    .extend(crate::model::history::agreed_changes(check_in, person));
            }
        }
        timeline
    }

    /// The check-in of exactly that week.
    pub(super) fn at(&self, week: Week) -> Option<&Summary> {
        let place = self
            .summaries
            .binary_search_by_key(&week, |summary| summary.week)
            .ok()?;
        self.summaries.get(place).map(Arc::as_ref)
    }

    /// The last check-in up to and with `week` that says something.
    pub(super) fn last(&self, week: Week) -> Option<&Summary> {
        self.summaries
            .iter()
            .rev()
            .map(Arc::as_ref)
            .find(|summary| summary.week <= week && summary.speaks())
    }
}

impl Summary {
    /// Whether there is something in it for others: it is neither skipped nor withheld.
    pub(super) fn speaks(&self) -> bool {
        self.status != Status::Skipped && !self.withheld
    }

    /// Whether the person has done their part, as far as anybody may read it.
    pub(super) fn is_ready(&self) -> bool {
        !self.withheld && matches!(self.status, Status::Ready | Status::Reviewed)
    }
}

impl ObstacleFact {
    /// Whole weeks since it was first told.
    pub(super) fn age(&self, week: Week) -> u32 {
        u32::try_from(week.since(self.first)).unwrap_or(0)
    }
}

impl TaskFact {
    /// Whether it became done in this check-in.
    pub(super) fn is_newly_done(&self) -> bool {
        self.state == TaskState::Done && self.before != Some(TaskState::Done)
    }
}

/// Whether the text speaks of the key result: by its reference, or by its id as a word.
pub(super) fn names(text: &str, reference: &KeyResultRef) -> bool {
    let id = reference.key_result.as_str();
    let Some(first) = id.as_bytes().first() else {
        return false;
    };
    memchr::memchr_iter(*first, text.as_bytes()).any(|at| {
        if !text.as_bytes()[at..].starts_with(id.as_bytes()) {
            return false;
        }
        let before = text[..at].chars().next_back();
        let after = text[at + id.len()..].chars().next();
        let inside = |c: char| c.is_alphanumeric() || c == '-';
        !before.is_some_and(inside) && !after.is_some_and(inside)
    })
}

/// The key results and the obstacle that a task is about; `titles` are those of the obstacles, folded.
fn about(
    task: &Task,
    known: &[&KeyResultRef],
    obstacles: &[ObstacleFact],
    titles: &[String],
) -> TaskAbout {
    let text = task.text.value.as_str();
    let mut key_results: Vec<KeyResultRef> = Vec::new();
    for reference in known.iter().filter(|reference| names(text, reference)) {
        if !key_results.contains(reference) {
            key_results.push((*reference).clone());
        }
    }
    let folded = match titles {
        [] => String::new(),
        _ => folded(text),
    };
    let obstacle = titles
        .iter()
        .position(|title| naming::is_named(&folded, title));
    if let Some(obstacle) = obstacle.and_then(|at| obstacles.get(at)) {
        for slowed in &obstacle.slows {
            if !key_results.contains(slowed) {
                key_results.push(slowed.clone());
            }
        }
    }
    key_results.shrink_to_fit();
    TaskAbout {
        key_results,
        obstacle,
    }
}

struct TaskAbout {
    key_results: Vec<KeyResultRef>,
    obstacle: Option<usize>,
}
