//! Tasks of Plan and Follow-ups: the same across weeks by their texts, else by likeness.

use jiff::civil::Date;

use super::trace::{self, Entries, Pairs, trace};
use super::{Change, Context};
use crate::model::{CheckIn, SectionKind, Task, TaskState, Team, Week, carried};
use crate::text::likeness::{equal_pairs, unpaired};
use crate::text::prose::{Piece, Sentence, words};

/// One task, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskChange {
    /// What each check-in says of it; `None` where it does not.
    pub sides: Change<Option<TaskSide>>,
    /// Its index in each check-in's `tasks`.
    pub places: Change<Option<usize>>,
    /// How many weeks ago the first check-in had it, counted back from the newer one.
    pub weeks: u32,
    /// Whether it is open, and was due before the newer check-in was.
    pub is_overdue: bool,
    same_week: bool,
}

/// What one check-in says of a task.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TaskSide {
    /// What is to be done.
    pub text: String,
    /// Open, done or dropped.
    pub state: TaskState,
    /// Whose it is: the person's id, else what is written.
    pub owner: Option<String>,
    /// When it is due.
    pub due: Option<Date>,
    /// Plan or Follow-ups.
    pub section: SectionKind,
}

/// What became of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskEvent {
    /// It was not there before.
    New,
    /// It is done now.
    Done,
    /// It is dropped now.
    Dropped,
    /// It is still open.
    Carried,
    /// It was done or dropped, and is open again.
    Again,
    /// It was open, and is gone without a word.
    Vanished,
    /// It was done or dropped before, and is not repeated.
    Settled,
    /// It was done or dropped before, and is repeated.
    Same,
}

/// All tasks of two check-ins, and where those of each stand in `changes`.
pub(super) struct Changes {
    pub(super) changes: Vec<TaskChange>,
    pub(super) index: Change<Vec<usize>>,
}

pub(super) fn changes(before: Option<&CheckIn>, after: &CheckIn, context: &Context) -> Changes {
    let (old, new) = (before.map_or_else(Vec::new, Tasks::of), Tasks::of(after));
    let older = before.map(|before| (before, old.as_slice()));
    let trace::Trace { entries, index } = trace::<Tasks>(older, (after, &new), context);
    let changes = entries.into_iter().map(|entry| {
        let places = entry.places;
        let side = |sides: &[TaskSide], at: Option<usize>| at.map(|at| sides[at].clone());
        TaskChange {
            sides: Change::new(side(&old, places.before), side(&new, places.after)),
            places,
            weeks: entry.weeks,
            is_overdue: places
                .after
                .is_some_and(|r| is_overdue(&new[r], after.week, context.team)),
            same_week: before.is_some_and(|before| before.week == after.week),
        }
    });
    Changes {
        changes: changes.collect(),
        index,
    }
}

/// Which tasks of two check-ins of one person are the same: their places, by the older one's.
#[must_use]
pub fn same_tasks(before: &CheckIn, after: &CheckIn) -> Vec<(usize, usize)> {
    Tasks::pairs(&Tasks::of(before), &Tasks::of(after))
}

struct Tasks;

impl Entries for Tasks {
    type Entry = TaskSide;
    const NAME: &str = "tasks";

    fn of(check_in: &CheckIn) -> Vec<TaskSide> {
        check_in.tasks.iter().map(side).collect()
    }

    /// Equal ones first, then as tasks are the same across weeks.
    fn pairs(old: &[TaskSide], new: &[TaskSide]) -> Pairs {
        let mut pairs = equal_pairs(old, new);
        let (l, r) = unpaired(&pairs, old.len(), new.len());
        let texts = |sides: &[TaskSide], rest: &[usize]| -> Vec<String> {
            rest.iter()
                .map(|index| sides[*index].text.clone())
                .collect()
        };
        let same = carried::by_text(&texts(old, &l), &texts(new, &r));
        pairs.extend(same.iter().map(|(a, b)| (l[*a], r[*b])));
        pairs.sort_unstable();
        pairs
    }
}

fn side(task: &Task) -> TaskSide {
    let Task {
        text,
        state,
        state_span: _,
        owner,
        due,
        details: _,
        section,
        private: _,
    } = task;
    TaskSide {
        text: text.value.clone(),
        state: *state,
        owner: owner.as_ref().map(|owner| owner.value.clone()),
        due: due.as_ref().map(|due| due.value),
        section: *section,
    }
}

/// Whether the task was due before the day on which the check-in of `week` is.
fn is_overdue(task: &TaskSide, week: Week, team: &Team) -> bool {
    let day = week.day(team.cadence.due.day);
    task.state == TaskState::Open && task.due.is_some_and(|due| due < day)
}

impl TaskChange {
    /// What became of it.
    #[must_use]
    pub fn event(&self) -> TaskEvent {
        let state = |side: &Option<TaskSide>| side.as_ref().map(|side| side.state);
        match (state(&self.sides.before), state(&self.sides.after)) {
            (None, Some(TaskState::Open)) => TaskEvent::New,
            (Some(TaskState::Open), Some(TaskState::Open)) => TaskEvent::Carried,
            (Some(_), Some(TaskState::Open)) => TaskEvent::Again,
            (Some(before), Some(after)) if before == after => TaskEvent::Same,
            (_, Some(TaskState::Done)) => TaskEvent::Done,
            (_, Some(TaskState::Dropped)) => TaskEvent::Dropped,
            (Some(TaskState::Open) | None, None) => TaskEvent::Vanished,
            (Some(_), None) => TaskEvent::Settled,
        }
    }

    /// As the newer check-in has it, else the older one.
    #[must_use]
    pub fn side(&self) -> Option<&TaskSide> {
        self.sides.after.as_ref().or(self.sides.before.as_ref())
    }

    /// Both due dates, where both check-ins have the task and they differ.
    #[must_use]
    pub fn due(&self) -> Option<Change<Option<Date>>> {
        let (before, after) = (self.sides.before.as_ref()?, self.sides.after.as_ref()?);
        (before.due != after.due).then_some(Change::new(before.due, after.due))
    }

    /// Whether its due date moved back.
    #[must_use]
    pub fn is_slipped(&self) -> bool {
        self.due().is_some_and(|due| match (due.before, due.after) {
            (Some(before), Some(after)) => after > before,
            (before, _) => before.is_some(),
        })
    }

    /// Both owners, where both check-ins have the task and they differ.
    #[must_use]
    pub fn owner(&self) -> Option<Change<Option<&str>>> {
        let (before, after) = (self.sides.before.as_ref()?, self.sides.after.as_ref()?);
        (before.owner != after.owner)
            .then(|| Change::new(before.owner.as_deref(), after.owner.as_deref()))
    }

    /// Whether both check-ins have it, in other words.
    #[must_use]
    pub fn is_reworded(&self) -> bool {
        match (&self.sides.before, &self.sides.after) {
            (Some(before), Some(after)) => before.text != after.text,
            _ => false,
        }
    }

    /// Its words, marked where both check-ins have it; without marks where it is new or gone.
    #[must_use]
    pub fn words(&self) -> Vec<Piece> {
        let after = Sentence::of(self.side().map_or("", |side| &side.text));
        match (&self.sides.before, &self.sides.after) {
            (Some(before), Some(_)) => words(&Sentence::of(&before.text), &after),
            _ => words(&after, &after),
        }
    }

    fn is_edited(&self) -> bool {
        self.is_reworded() || self.due().is_some() || self.owner().is_some()
    }

    /// Whether something happened; in another week it is worth saying that it is still open.
    #[must_use]
    pub fn is_fact(&self) -> bool {
        match self.event() {
            TaskEvent::Carried => !self.same_week || self.is_edited(),
            TaskEvent::Same => self.is_edited(),
            _ => true,
        }
    }
}
