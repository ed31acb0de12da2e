//! Follow-ups: did we do what we agreed?

use jiff::civil::Date;

use crate::model::Week;
use crate::report::calendar;
use crate::report::facts::TaskFact;
use crate::report::page::Site;
use crate::report::scene::{Open, Scene};
use crate::report::view::week::{TaskRow, Tasks};

/// Rows; what is due later is counted.
const MOST: usize = 8;

impl Site<'_> {
    /// The open tasks; none where there is no check-in yet.
    pub(super) fn week_tasks(&self, scene: &Scene) -> Option<Tasks> {
        let anybody = self
            .timelines
            .iter()
            .any(|timeline| timeline.last(scene.week).is_some());
        if !anybody {
            return None;
        }
        let rows = scene
            .tasks
            .iter()
            .take(MOST)
            .map(|open| self.task_row(scene, open))
            .collect();
        let rest = scene.tasks.len().saturating_sub(MOST);
        let note = match (scene.tasks.len(), rest) {
            (0, _) => Some(self.text("tasks.none")),
            (_, 0) => None,
            _ => Some(self.words.text("tasks.more", &[("n", &rest.to_string())])),
        };
        Some(Tasks { rows, note })
    }

    fn task_row(&self, scene: &Scene, open: &Open<TaskFact>) -> TaskRow {
        let task = open.fact;
        let late = self.late(task.due, scene.today);
        TaskRow {
            text: task.text.to_string(),
            about: scene.board.numbers(&task.about),
            owner: self.task_owner(task),
            due: task
                .due
                .map(|due| calendar::short(self.words, due))
                .unwrap_or_default(),
            sort: task.due.map_or_else(
                || "99999999".to_owned(),
                |due| format!("{:04}{:02}{:02}", due.year(), due.month(), due.day()),
            ),
            late: late.is_some(),
            state: late.unwrap_or_else(|| self.task_state(task.due, scene.today)),
        }
    }

    /// The first name of a task's owner; what is written where the team does not know them.
    pub(in crate::report::page) fn task_owner(&self, task: &TaskFact) -> String {
        task.owner
            .as_deref()
            .map(|owner| self.first_name(owner))
            .unwrap_or_default()
    }

    /// When an open task that is not late is due: today, this week, next week, later.
    pub(in crate::report::page) fn task_state(&self, due: Option<Date>, today: Date) -> String {
        let Some(due) = due else {
            return self.text("task.no-date");
        };
        let weeks = Week::of(due).since(Week::of(today));
        self.text(match weeks {
            _ if due == today => "task.today",
            0 => "task.this-week",
            1 => "task.next-week",
            _ => "task.later",
        })
    }
}
