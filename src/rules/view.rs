//! What a rule's check sees: a check-in beside the one before it, a person's check-ins, the objectives.

use std::cell::OnceCell;

use jiff::Timestamp;
use jiff::civil::Date;

use super::signal::words::{Piece, pieces};
use crate::diag::Diagnostic;
use crate::model::history::CountedChange;
use crate::model::{
    CheckIn, Cycle, FieldOfChange, FilledBy, KeyResult, KeyResultRef, Obstacle, Okrs, Person,
    PersonId, Reading, Section, SectionKind, Status, Task, Team, Trail,
};
use crate::text::Span;

/// One check-in, beside the one before it.
#[derive(Clone, Debug)]
pub struct CheckInView<'a> {
    /// The team.
    pub team: &'a Team,
    /// Everything under `okrs/`, as it is today.
    pub okrs: &'a Okrs,
    /// The agreed changes of key results in all check-ins of the team, in any order.
    pub changes: &'a [CountedChange],
    /// The check-in.
    pub check_in: &'a CheckIn,
    /// The same person's check-in before it that was not skipped.
    pub before: Option<&'a CheckIn>,
    /// What it must be complete for: `ready`, `reviewed`, or nothing (`skipped`).
    pub asked: Status,
    /// What reading it has reported: nothing is missing at those places.
    pub reported: &'a [&'a Diagnostic],
    /// What several rules ask for.
    pub derived: Derived<'a>,
}

/// What follows from a check-in, its team and its OKRs, each made when it is first asked for.
#[derive(Clone, Debug, Default)]
pub struct Derived<'a> {
    cycle: OnceCell<Cycle>,
    owned: OnceCell<Vec<&'a KeyResult>>,
    pieces: OnceCell<Vec<Piece<'a>>>,
}

/// All check-ins of one person.
#[derive(Clone, Copy, Debug)]
pub struct TimelineView<'a> {
    /// The team.
    pub team: &'a Team,
    /// Everything under `okrs/`, as it is today.
    pub okrs: &'a Okrs,
    /// The agreed changes of key results in all check-ins of the team, in any order.
    pub changes: &'a [CountedChange],
    /// Whose check-ins they are.
    pub person: &'a Person,
    /// Their check-ins, in the order of the weeks.
    pub check_ins: &'a [CheckIn],
    /// The day on which it is asked.
    pub today: Date,
    /// The moment at which it is asked: what is due until then was due.
    pub now: Timestamp,
    /// What became of those that are compared or asked git about; empty where none is.
    pub trails: &'a [Trail],
    /// Open tasks in the last check-ins of others that name a key result.
    pub tasks: &'a [NamingTask],
}

/// An open task that names a key result, in somebody's last check-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamingTask {
    /// The key result.
    pub key_result: KeyResultRef,
    /// Whose it is.
    pub asked_by: PersonId,
    /// The cycle in which the check-in is.
    pub cycle: String,
    /// Whose task it is, as written.
    pub owner: String,
    /// What is to be done.
    pub text: String,
    /// When it is due.
    pub due: Date,
}

/// One check-in beside its base, and who wrote it.
#[derive(Clone, Debug)]
pub struct ChangeView<'a> {
    /// The check-in.
    pub view: CheckInView<'a>,
    /// Whose it is.
    pub person: &'a Person,
    /// What became of it.
    pub trail: &'a Trail,
}

/// The objectives beside those of the base.
#[derive(Clone, Copy, Debug)]
pub struct ChangedOkrsView<'a> {
    /// The team.
    pub team: &'a Team,
    /// Everything under `okrs/` in the base.
    pub before: &'a Okrs,
    /// Everything under `okrs/` now.
    pub after: &'a Okrs,
    /// The changes that both agreed on, of all whom it concerns.
    pub agreed: &'a [CountedChange],
    /// The day on which it is asked.
    pub today: Date,
}

/// The settings beside those of the base.
#[derive(Clone, Copy, Debug)]
pub struct ChangedSettingsView<'a> {
    /// What `okr.yaml` said in the base.
    pub before: &'a Team,
    /// What it says now.
    pub after: &'a Team,
}

/// The objectives.
#[derive(Clone, Copy, Debug)]
pub struct OkrsView<'a> {
    /// The team.
    pub team: &'a Team,
    /// Everything under `okrs/`.
    pub okrs: &'a Okrs,
    /// The forges' files of who is asked to review what.
    pub codeowners: &'a [Codeowners<'a>],
}

/// A forge's file of who is asked to review what.
#[derive(Clone, Copy, Debug)]
pub struct Codeowners<'a> {
    /// The file, from the top of the git work tree.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The root from the top of the git work tree: empty, or with a `/` at its end.
    pub prefix: &'a str,
}

impl<'a> CheckInView<'a> {
    /// The view of `check_in` by its own status.
    #[must_use]
    pub fn new(
        timeline: &TimelineView<'a>,
        check_in: &'a CheckIn,
        reported: &'a [&'a Diagnostic],
    ) -> Self {
        let before = timeline.before(check_in);
        Self {
            team: timeline.team,
            okrs: timeline.okrs,
            changes: timeline.changes,
            check_in,
            before,
            asked: asked_of(check_in.status.value),
            reported,
            derived: Derived::default(),
        }
    }

    /// The view of a check-in beside the one before it, for rules that ask nothing else.
    #[must_use]
    pub fn of_two(
        team: &'a Team,
        okrs: &'a Okrs,
        check_in: &'a CheckIn,
        before: Option<&'a CheckIn>,
    ) -> Self {
        Self {
            team,
            okrs,
            changes: &[],
            check_in,
            before,
            asked: asked_of(check_in.status.value),
            reported: &[],
            derived: Derived::default(),
        }
    }

    /// The cycle of its week.
    #[must_use]
    pub fn cycle(&self) -> &Cycle {
        let cycle = || self.team.cycle_of(self.check_in.week);
        self.derived.cycle.get_or_init(cycle)
    }

    /// Whether what is filled by that status must be filled.
    #[must_use]
    pub fn asks(&self, filled_by: FilledBy) -> bool {
        match filled_by {
            FilledBy::Ready => matches!(self.asked, Status::Ready | Status::Reviewed),
            FilledBy::Reviewed => self.asked == Status::Reviewed,
            FilledBy::Never => false,
        }
    }

    /// Whether the section of that kind must be filled.
    #[must_use]
    pub fn asks_section(&self, kind: SectionKind) -> bool {
        let spec = self.team.section(kind);
        spec.is_some_and(|spec| self.asks(spec.filled_by))
    }

    /// The section of that kind, where the team asks for it and it stands in the file.
    #[must_use]
    pub fn asked_section(&self, kind: SectionKind) -> Option<&'a Section> {
        self.check_in
            .section(kind)
            .filter(|_| self.asks_section(kind))
    }

    /// The key results of the cycle that the person owned in that week: those of today in the order of
    /// the objectives, then those that were handed over since.
    #[must_use]
    pub fn owned(&self) -> &[&'a KeyResult] {
        self.derived.owned.get_or_init(|| self.find_owned())
    }

    fn find_owned(&self) -> Vec<&'a KeyResult> {
        let okrs: &'a Okrs = self.okrs;
        let (cycle, week) = (self.cycle(), self.check_in.week);
        let person = &self.check_in.person;
        let mut owned: Vec<&KeyResult> = okrs.owned_by(person, cycle.id()).collect();
        for change in self
            .changes
            .iter()
            .filter(|change| cycle.contains(change.week))
        {
            let handed_over = change.change == FieldOfChange::Owner && week < change.week;
            if handed_over && written_id(change) == Some(person.as_str()) {
                owned.extend(okrs.key_result(&change.reference, cycle, week));
            }
        }
        owned.retain(|key_result| self.was_owned(key_result, cycle));
        let mut seen = Vec::new();
        owned.retain(|key_result| {
            let is_new = !seen.contains(&&key_result.reference);
            seen.push(&key_result.reference);
            is_new
        });
        owned
    }

    /// What the person tells in prose, piece by piece.
    pub(super) fn pieces(&self) -> &[Piece<'a>] {
        let pieces = || pieces(self.check_in, self.team);
        self.derived.pieces.get_or_init(pieces)
    }

    /// Whether the key result was there in the week, and was the person's.
    fn was_owned(&self, key_result: &KeyResult, cycle: &Cycle) -> bool {
        let week = self.check_in.week;
        let mut owner = key_result.owner.as_ref().map(|owner| owner.as_str());
        let mut owner_until = None;
        for change in self.changes {
            if change.reference != key_result.reference || !cycle.contains(change.week) {
                continue;
            }
            match change.change {
                FieldOfChange::Add if week < change.week => return false,
                FieldOfChange::Remove if change.week <= week => return false,
                FieldOfChange::Owner
                    if week < change.week
                        && owner_until.is_none_or(|until| change.week < until) =>
                {
                    owner_until = Some(change.week);
                    owner = written_id(change);
                }
                _ => {}
            }
        }
        owner == Some(self.check_in.person.as_str())
    }

    /// What the check-in before says of the key result.
    #[must_use]
    pub fn reading_before(&self, reference: &KeyResultRef) -> Option<&'a Reading> {
        self.before.and_then(|before| before.reading(reference))
    }

    /// The title of a key result, else its reference.
    #[must_use]
    pub fn title(&self, reference: &KeyResultRef) -> String {
        let known = self
            .okrs
            .key_result(reference, self.cycle(), self.check_in.week);
        known.map_or_else(|| reference.to_string(), |known| known.title.clone())
    }

    /// Whether reading has reported something within `span`.
    #[must_use]
    pub fn is_reported(&self, span: Span) -> bool {
        self.reported
            .iter()
            .any(|reported| span.contains(reported.span))
    }

    /// The open tasks of the section of that kind, where the team asks for it.
    pub fn open_tasks(&self) -> impl Iterator<Item = &'a Task> + '_ {
        let open = |task: &&Task| task.state == crate::model::TaskState::Open;
        self.check_in
            .tasks
            .iter()
            .filter(open)
            .filter(|task| self.asks_section(task.section))
    }

    /// The open obstacles, where the team asks for them.
    pub fn open_obstacles(&self) -> impl Iterator<Item = &'a Obstacle> + '_ {
        let asked = self.asks_section(SectionKind::Obstacles);
        self.check_in
            .obstacles
            .iter()
            .filter(move |obstacle| asked && obstacle.is_open())
    }

    /// Whether a merge conflict or an open comment was left in the file: nobody can tell what it says then,
    /// or what is missing in it.
    pub(super) fn is_in_doubt(&self) -> bool {
        let doubts = [
            &super::reading::CONFLICT_MARKER,
            &super::reading::UNCLOSED_COMMENT,
        ];
        doubts.iter().any(|rule| self.has_reported(rule))
    }

    /// Whether the front matter cannot be read to its end: what is missing in it may stand there.
    pub(super) fn is_front_matter_broken(&self) -> bool {
        self.has_reported(&super::reading::FRONT_MATTER)
    }

    /// Whether the section of that id is there, under a heading that is not read as one.
    pub(super) fn is_misread(&self, id: &str) -> bool {
        let misspelt = &super::reading::MISSPELT_HEADING;
        let mut reported = self.reported.iter();
        reported.any(|reported| reported.rule == misspelt.id && reported.place == id)
            && self.check_in.section_by_id(id).is_none()
    }

    fn has_reported(&self, rule: &super::Rule) -> bool {
        self.reported
            .iter()
            .any(|reported| reported.rule == rule.id)
    }

    /// A diagnostic about the check-in.
    pub(super) fn diagnostic(
        &self,
        rule: &'static super::Rule,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(rule.id, self.check_in.path.clone(), span, message)
    }
}

impl<'a> TimelineView<'a> {
    /// The check-ins that were not skipped, in the order of the weeks.
    pub fn spoken(&self) -> impl DoubleEndedIterator<Item = &'a CheckIn> + use<'a> {
        let all = self.check_ins.iter();
        all.filter(|check_in| check_in.status.value != Status::Skipped)
    }

    /// The last check-in that was not skipped.
    #[must_use]
    pub fn last(&self) -> Option<&'a CheckIn> {
        self.spoken().next_back()
    }

    /// The check-in before `check_in` that was not skipped.
    #[must_use]
    pub fn before(&self, check_in: &CheckIn) -> Option<&'a CheckIn> {
        let earlier = self.check_ins.iter().rev();
        earlier
            .filter(|known| known.week < check_in.week)
            .find(|known| known.status.value != Status::Skipped)
    }
}

/// The person from whom a key result is handed over, as written.
fn written_id(change: &CountedChange) -> Option<&str> {
    change
        .from
        .as_deref()
        .map(|from| from.trim_start_matches('@'))
}

/// What a file of that status is judged as: one that is being written, as `ready`.
pub(super) fn asked_of(status: Status) -> Status {
    match status {
        Status::Draft | Status::Returned | Status::Ready => Status::Ready,
        Status::Reviewed => Status::Reviewed,
        Status::Skipped => Status::Skipped,
    }
}
