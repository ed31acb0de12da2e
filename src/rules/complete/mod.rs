//! The group *complete*: the questions of a check-in are answered. One file a rule; the list of all
//! rules is in `rules`. A file is judged by what it is asked to be ([`CheckInView::asks`]); that nothing
//! of a draft is an error yet is decided in `judge`.
//!
//! [`CheckInView::asks`]: super::CheckInView::asks

pub(super) mod confidence_without_reason;
pub(super) mod empty_section;
pub(super) mod feedback_missing;
pub(super) mod missing_confidence;
pub(super) mod missing_section;
pub(super) mod missing_value;
pub(super) mod none_not_allowed;
pub(super) mod obstacle_vanished;
pub(super) mod obstacle_without_cause;
pub(super) mod obstacle_without_key_result;
pub(super) mod obstacle_without_plan;
pub(super) mod okr_changes_disagree;
pub(super) mod progress_without_key_result;
pub(super) mod recognition_missing;
mod skeleton;
pub(super) mod task_unaccounted;
pub(super) mod task_without_due_date;
pub(super) mod task_without_owner;
pub(super) mod unknown_task_owner;

use super::CheckInView;
use super::mention::quoted;
use crate::model::{Labels, Obstacle, SectionKind, SectionSpec, Task};
use crate::text::Span;

/// Whether a section is asked for by the three rules that hold for sections of all kinds; the others
/// have a rule of their own, which says more.
fn is_plainly_asked(view: &CheckInView<'_>, spec: &SectionSpec) -> bool {
    let own_rule = matches!(
        spec.kind,
        SectionKind::Confidence | SectionKind::Feedback | SectionKind::Recognition
    );
    let without_okrs = spec.kind == SectionKind::OkrChanges && view.okrs.is_empty();
    view.asks(spec.filled_by) && !own_rule && !without_okrs
}

/// Whether the plan stands under a heading that is not read as one: nobody can tell what is in it.
fn is_plan_misread(view: &CheckInView<'_>) -> bool {
    let plan = view.team.section(SectionKind::Plan);
    plan.is_some_and(|plan| view.is_misread(&plan.id))
}

/// Where a section would stand that is missing: behind the nearest one before it in the team's order,
/// else behind the front matter.
fn place_for(view: &CheckInView<'_>, id: &str) -> Span {
    let check_in = view.check_in;
    let specs = &view.team.sections;
    let index = specs
        .iter()
        .position(|spec| spec.id == id)
        .unwrap_or(specs.len());
    let before = specs[..index].iter().rev();
    let behind = before
        .filter_map(|spec| check_in.section_by_id(&spec.id))
        .next();
    let behind = behind.map(|section| section.heading.span.to(section.body));
    let top = Span::new(0, check_in.front_matter.end);
    Span::at(behind.unwrap_or(top).trimmed(&check_in.text).end)
}

/// The place behind the heading of a section, else where it would stand.
fn behind_heading(view: &CheckInView<'_>, kind: SectionKind) -> Span {
    let missing = || {
        let spec = view.team.section(kind);
        place_for(view, spec.map_or("", |spec| spec.id.as_str()))
    };
    let section = view.check_in.section(kind);
    section.map_or_else(missing, |section| Span::at(section.heading.span.end))
}

/// How a task is named in a message; a private one is not quoted.
fn task_name(task: &Task) -> String {
    if task.private {
        return "this task".to_owned();
    }
    format!("the task {}", quoted(&task.text.value))
}

/// How an obstacle is named in a message; a private one is not quoted.
fn obstacle_name(obstacle: &Obstacle) -> String {
    if obstacle.private {
        return "this obstacle".to_owned();
    }
    quoted(&obstacle.title.value)
}

/// What a task is called where a finding must stay the same: its text, of a private one nothing.
fn task_place(task: &Task) -> String {
    let text = if task.private {
        ""
    } else {
        task.text.value.as_str()
    };
    format!("task {text}")
}

/// What an obstacle is called where a finding must stay the same.
fn obstacle_place(obstacle: &Obstacle) -> String {
    let id = if obstacle.private {
        ""
    } else {
        obstacle.id.as_str()
    };
    format!("obstacle {id}")
}

/// The labels of an obstacle's items, as the team writes them.
fn labels(view: &CheckInView<'_>) -> Labels {
    let spec = view.team.section(SectionKind::Obstacles);
    spec.map(|spec| spec.labels.clone()).unwrap_or_default()
}
