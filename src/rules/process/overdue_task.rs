//! An open task of the last check-in is past its due date.

use crate::diag::{Diagnostic, Severity};
use crate::model::{Status, TaskState};
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{Group, Rule, Scope, TimelineView};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "overdue-task",
    group: Group::Process,
    severity: Some(Severity::Warning),
    summary: "an open task of the last check-in is past its due date",
    asks: "An open task is done by its day, gets another one, or is dropped with a reason.",
    why: "Actions that slip without a word are how a plan dies.",
    scope: Scope::Timeline(check),
    example: example!("overdue-task", "past-its-day", "ok-done"),
};

fn check(view: &TimelineView<'_>, found: &mut Vec<Diagnostic>) {
    let written = view.check_ins.iter().rev();
    let Some(last) = written
        .into_iter()
        .find(|last| last.status.value != Status::Skipped)
    else {
        return;
    };
    for task in last
        .tasks
        .iter()
        .filter(|task| task.state == TaskState::Open)
    {
        let Some(due) = task.due.as_ref().filter(|due| due.value < view.today) else {
            continue;
        };
        let name = if task.private {
            "this task".to_owned()
        } else {
            format!("the task {}", quoted(&task.text.value))
        };
        let message = format!("{name} was due on {}", due.value);
        let help = "tick it with '[x]', give it another day, or drop it with '[-]' and say why";
        let diagnostic = Diagnostic::new(RULE.id, last.path.clone(), due.span, message);
        let place = if task.private {
            ""
        } else {
            task.text.value.as_str()
        };
        found.push(diagnostic.with_help(help).in_place(format!("task {place}")));
    }
}
