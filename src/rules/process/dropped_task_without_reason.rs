//! A task is dropped and its text says no more than it did before.

use crate::diag::{Diagnostic, Severity};
use crate::model::{Task, TaskState, carried};
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "dropped-task-without-reason",
    group: Group::Process,
    severity: Some(Severity::Warning),
    summary: "a task is dropped without a reason",
    asks: "A dropped task says why in its text: `- [-] Rewrite the importer: the vendor now sends CSV`.",
    why: "What both agreed to do may turn out to be needless; that is worth a word.",
    scope: Scope::CheckIn(check),
    example: example!("dropped-task-without-reason", "only-the-box", "ok-says-why"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(before) = view.before else {
        return;
    };
    let is_dropped = |task: &Task| task.state == TaskState::Dropped;
    if !view.check_in.tasks.iter().any(is_dropped) {
        return;
    }
    let earlier: Vec<&Task> = before.tasks.iter().collect();
    let now: Vec<&Task> = view.check_in.tasks.iter().collect();
    for (index, at) in carried::equal_tasks(&earlier, &now) {
        let (was, task) = (earlier[index], now[at]);
        if !is_dropped(task) || is_dropped(was) {
            continue;
        }
        let name = if task.private {
            "this task".to_owned()
        } else {
            format!("the task {}", quoted(&task.text.value))
        };
        let message = format!("the reason why {name} is dropped is missing");
        let diagnostic = view.diagnostic(&RULE, Span::at(task.text.span.end), message);
        let place = if task.private {
            ""
        } else {
            task.text.value.as_str()
        };
        let help = "add to its text why it is dropped";
        found.push(diagnostic.with_help(help).in_place(format!("task {place}")));
    }
}
