//! An open task of the check-in before is neither open, done nor dropped in this one.

use super::{behind_heading, is_plan_misread, task_name, task_place};
use crate::diag::{Diagnostic, Severity};
use crate::model::{SectionKind, Task, TaskState, carried};
use crate::rules::explanation::example;
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "task-unaccounted",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "an open task of the check-in before is not accounted for",
    asks: "An open task of the last check-in stands in the next one: open, done or dropped.",
    why: "What both agreed to do is done, or somebody says why not.",
    scope: Scope::CheckIn(check),
    example: example!("task-unaccounted", "gone", "ok-done"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(before) = view.before.filter(|_| view.asks_section(SectionKind::Plan)) else {
        return;
    };
    if is_plan_misread(view) {
        return;
    }
    let is_open = |task: &Task| task.state == TaskState::Open;
    if !before.tasks.iter().any(is_open) {
        return;
    }
    let mut earlier: Vec<&Task> = before.tasks.iter().collect();
    // A task that comes again each week stands there done and open: the open one is asked for.
    earlier.sort_by_key(|task| !is_open(task));
    let now: Vec<&Task> = view.check_in.tasks.iter().collect();
    let open = earlier.iter().filter(|task| is_open(task)).count();
    let equal = carried::equal_tasks(&earlier, &now);
    let is_paired = |index: usize| equal.binary_search_by_key(&index, |pair| pair.0).is_ok();
    // The open ones come first, and mostly nobody has reworded one.
    if (0..open).all(is_paired) {
        return;
    }
    let pairs = carried::tasks(&earlier, &now);
    for (index, task) in earlier.iter().enumerate() {
        let may_be_sealed = task.private && !view.check_in.seals.sealed.is_empty();
        if !is_open(task) || may_be_sealed || pairs.iter().any(|(known, _)| *known == index) {
            continue;
        }
        let name = if task.private {
            "a private task".to_owned()
        } else {
            task_name(task)
        };
        let message = format!("{name} of {} is not accounted for", before.week);
        let help =
            "write it again: '- [ ]' where it is open, '- [x]' done, '- [-]' dropped and why";
        let place = behind_heading(view, SectionKind::Plan);
        let diagnostic = view.diagnostic(&RULE, place, message);
        found.push(diagnostic.with_help(help).in_place(task_place(task)));
    }
}
