//! What is still open in the last check-in and goes into the next one: tasks and obstacles, in the
//! person's own words, with the week in which each began.

use super::words::{brief, is_self_contained, without_comments};
use crate::model::carried::{self, first_weeks};
use crate::model::{CheckIn, KeyResultRef, Obstacle, SectionKind, Status, Task, TaskState, Week};
use crate::text::{Spanned, fold};

/// An open task.
pub(super) struct OpenTask {
    /// Text, owner and due date as written, on one line.
    pub line: String,
    /// Plan or Follow-ups.
    pub section: SectionKind,
    /// The heading of the part for the two people alone in which it stands, where it stands in one.
    pub private_part: Option<String>,
    /// The week of the first check-in that has it.
    pub since: Week,
    /// Whether it was due before the week of the draft.
    pub overdue: bool,
}

/// An open obstacle.
pub(super) struct OpenObstacle {
    /// The heading's words as written.
    pub title: String,
    /// Everything below the heading but comments.
    pub body: String,
    /// Whether it alone of its section is for the two people alone.
    pub private: bool,
    /// The week of the first check-in that has it.
    pub since: Week,
    /// The key results it slowed that the week of the draft does not have.
    pub gone: Vec<String>,
}

/// What is known of the week of the draft.
pub(super) struct Frame<'f> {
    /// The week.
    pub week: Week,
    /// The heading level of parts.
    pub part_level: u8,
    /// Whether a text names exactly one key result.
    pub is_key_result: &'f dyn Fn(&str) -> bool,
}

/// What was left open, and how much of it cannot be carried as it is written.
#[derive(Default)]
pub(super) struct Carried {
    pub tasks: Vec<OpenTask>,
    pub obstacles: Vec<OpenObstacle>,
    /// The check-in that it comes from.
    pub from: Option<Week>,
    /// Obstacles and tasks whose text would swallow what follows it, and sealed texts among them.
    pub left: usize,
}

impl Carried {
    /// What the last of the check-ins (in order of their weeks, skipped ones left out) leaves open.
    pub(super) fn from(earlier: &[&CheckIn], frame: &Frame<'_>) -> Self {
        let Some((last, before)) = earlier.split_last() else {
            return Self::default();
        };
        let mut found = Self {
            from: Some(last.week),
            ..Self::default()
        };
        found.left = sealed(last);
        let before = || before.iter().rev();
        let earlier = before().map(|known| (known.week, tasks(known)));
        let since = first_weeks(last.week, &tasks(last), earlier, carried::tasks);
        for (task, since) in last.tasks.iter().zip(since) {
            if task.state == TaskState::Open {
                found.task(last, task, since, frame.week);
            }
        }
        let earlier = before().map(|known| (known.week, obstacles(known)));
        let since = first_weeks(last.week, &obstacles(last), earlier, carried::obstacles);
        for (obstacle, since) in last.obstacles.iter().zip(since) {
            if obstacle.is_open() {
                found.obstacle(last, obstacle, since, frame);
            }
        }
        found
    }

    fn task(&mut self, last: &CheckIn, task: &Task, since: Week, week: Week) {
        let line = one_line(last.cut(task.text.span.to(task.details)));
        if !is_self_contained(&format!("- [ ] {line}"), 6) {
            self.left += 1;
            return;
        }
        let due = task.due.as_ref().map(|due| due.value);
        self.tasks.push(OpenTask {
            line,
            section: task.section,
            private_part: private_part(last, task),
            since,
            overdue: due.is_some_and(|due| due < week.monday()),
        });
    }

    fn obstacle(&mut self, last: &CheckIn, obstacle: &Obstacle, since: Week, frame: &Frame<'_>) {
        let title = one_line(last.cut(obstacle.title.span));
        let (body, gone) = known_slows(last, obstacle, frame.is_key_result);
        let body = without_comments(&body);
        let alone = is_self_contained(&format!("###### {title}"), 5);
        if !alone || !is_self_contained(&body, frame.part_level) {
            self.left += 1;
            return;
        }
        let section = last.section(SectionKind::Obstacles);
        self.obstacles.push(OpenObstacle {
            title,
            body,
            private: obstacle.private && section.is_some_and(|section| !section.private),
            since,
            gone,
        });
    }
}

/// How many sealed texts stand among the obstacles and tasks: what they say, nobody knows here.
fn sealed(last: &CheckIn) -> usize {
    let kinds = [
        SectionKind::Obstacles,
        SectionKind::Plan,
        SectionKind::FollowUps,
    ];
    let sections = kinds.iter().filter_map(|kind| last.section(*kind));
    let bodies: Vec<_> = sections.map(|section| section.body).collect();
    let sealed = last.seals.sealed.iter();
    sealed
        .filter(|sealed| bodies.iter().any(|body| body.contains(sealed.block.span)))
        .count()
}

/// The body of an obstacle without the key results that are not known any more, and those. A new cycle
/// has others.
fn known_slows(
    last: &CheckIn,
    obstacle: &Obstacle,
    is_key_result: &dyn Fn(&str) -> bool,
) -> (String, Vec<String>) {
    let body = obstacle.body.of(&last.text);
    let written = |slows: &Spanned<KeyResultRef>| last.cut(slows.span).to_owned();
    let (kept, gone): (Vec<String>, Vec<String>) = obstacle
        .slows
        .iter()
        .map(written)
        .partition(|name| is_key_result(name.trim_matches(['`', '.', ' '])));
    let (Some(first), Some(end), false) = (
        obstacle.slows.first(),
        obstacle.slows.last(),
        gone.is_empty(),
    ) else {
        return (body.to_owned(), Vec::new());
    };
    let within = |at: usize| at.saturating_sub(obstacle.body.start);
    let before = body.get(..within(first.span.start)).unwrap_or("");
    let after = body.get(within(end.span.end)..).unwrap_or("");
    (format!("{before}{}{after}", kept.join(", ")), gone)
}

/// Whether a check-in takes part in what is carried on.
pub(super) fn counts(check_in: &CheckIn) -> bool {
    check_in.status.value != Status::Skipped
}

fn tasks(check_in: &CheckIn) -> Vec<&Task> {
    check_in.tasks.iter().collect()
}

fn obstacles(check_in: &CheckIn) -> Vec<&Obstacle> {
    check_in.obstacles.iter().collect()
}

fn one_line(markdown: &str) -> String {
    fold::one_line(&without_comments(markdown))
}

/// The heading of the task's part, where the part is marked and its section is not.
fn private_part(check_in: &CheckIn, task: &Task) -> Option<String> {
    let section = check_in
        .sections
        .iter()
        .find(|section| section.body.contains(task.state_span) && !section.private)?;
    let part = section
        .parts
        .iter()
        .find(|part| part.private && part.body.contains(task.state_span))?;
    Some(brief(&part.heading.value))
}
