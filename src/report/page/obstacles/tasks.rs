//! The team's tasks by the week in which they are due, overdue ones first; those done in the cycle last.

use crate::model::Week;
use crate::report::calendar;
use crate::report::facts::{Summary, TaskFact};
use crate::report::page::Site;
use crate::report::scene::Scene;
use crate::report::view::obstacles::{TaskGroup, TaskRow};

use super::key_result_tags;

/// Open tasks and done ones that are shown.
const OPEN: usize = 48;
const DONE: usize = 24;

/// When a task is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Overdue,
    ThisWeek,
    NextWeek,
    Later,
    Never,
}

impl When {
    const ALL: [Self; 5] = [
        Self::Overdue,
        Self::ThisWeek,
        Self::NextWeek,
        Self::Later,
        Self::Never,
    ];

    fn of(task: &TaskFact, scene: &Scene) -> Self {
        let Some(due) = task.due else {
            return Self::Never;
        };
        if due < scene.today {
            return Self::Overdue;
        }
        match Week::of(due).since(Week::of(scene.today)) {
            0 => Self::ThisWeek,
            1 => Self::NextWeek,
            _ => Self::Later,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Overdue => "state.overdue",
            Self::ThisWeek => "task.this-week",
            Self::NextWeek => "task.next-week",
            Self::Later => "task.later",
            Self::Never => "task.no-date",
        }
    }
}

impl Site<'_> {
    /// The open tasks; scenes have them by due date.
    pub(super) fn task_groups(&self, scene: &Scene) -> Vec<TaskGroup> {
        let shown = || scene.tasks.iter().take(OPEN);
        let group = |when: When| {
            let alike = shown().filter(|open| When::of(open.fact, scene) == when);
            TaskGroup {
                title: self.text(when.key()),
                rows: alike
                    .map(|open| self.action_row(scene, open.summary, open.fact, false))
                    .collect(),
            }
        };
        let groups = When::ALL.into_iter().map(group);
        groups.filter(|group| !group.rows.is_empty()).collect()
    }

    /// That none is open, or that there are more.
    pub(super) fn tasks_left(&self, scene: &Scene) -> Option<String> {
        match (scene.tasks.len(), scene.tasks.len().saturating_sub(OPEN)) {
            (0, _) => Some(self.text("tasks.none")),
            (_, 0) => None,
            (_, rest) => Some(self.words.text("tasks.more", &[("n", &rest.to_string())])),
        }
    }

    /// Those that became done in the cycle, newest first.
    pub(super) fn done_rows(&self, scene: &Scene) -> Vec<TaskRow> {
        let said = self
            .timelines
            .iter()
            .flat_map(|timeline| timeline.summaries.iter().map(AsRef::as_ref));
        let here = said.filter(|summary: &&Summary| {
            summary.week <= scene.week && scene.board.cycle.contains(summary.week)
        });
        let done = |summary| newly_done(summary).map(move |task| (summary, task));
        let mut done: Vec<(&Summary, &TaskFact)> = here.flat_map(done).collect();
        done.sort_by_key(|(summary, _)| std::cmp::Reverse(summary.week));
        done.truncate(DONE);
        let row = |(summary, task)| self.action_row(scene, summary, task, true);
        done.into_iter().map(row).collect()
    }

    fn action_row(&self, scene: &Scene, summary: &Summary, task: &TaskFact, done: bool) -> TaskRow {
        let obstacle = task.obstacle.and_then(|at| summary.obstacles.get(at));
        let numbers = scene.board.numbers(&task.about);
        let about = match obstacle {
            Some(obstacle) if numbers.is_empty() => obstacle.title.to_string(),
            Some(obstacle) => format!("{numbers} · {}", obstacle.title),
            None => numbers,
        };
        let owner = task.owner.as_deref();
        let known = owner.and_then(|owner| self.input.team.person(owner));
        let mut tags: Vec<String> = known.map(|p| super::owner_tag(&p.id)).into_iter().collect();
        key_result_tags(scene, &task.about, &mut tags);
        let late = self.late(task.due, scene.today).filter(|_| !done);
        let week = summary.week.number().to_string();
        let due = task.due.map(|due| calendar::short(self.words, due));
        TaskRow {
            tags: tags.join(" "),
            text: task.text.to_string(),
            about,
            owner: self.task_owner(task),
            first: calendar::week(self.words, task.first),
            due: due.unwrap_or_else(|| self.text("no-value")),
            late: late.is_some(),
            state: match late {
                Some(late) => late,
                None if done => self.words.text("task.done-in", &[("week", &week)]),
                None => self.task_state(task.due, scene.today),
            },
        }
    }
}

fn newly_done(summary: &Summary) -> impl Iterator<Item = &TaskFact> {
    summary.tasks.iter().filter(|task| task.is_newly_done())
}
