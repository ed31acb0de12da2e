//! An open task has no due date.

use super::{task_name, task_place};
use crate::diag::{Diagnostic, Severity};
use crate::rules::explanation::example;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "task-without-due-date",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "an open task has no due date",
    asks: "Each open task of the plan and of the follow-ups says by when: `(@owner, due 2026-11-27)`.",
    why: "Without a day nobody can see that it is late.",
    scope: Scope::CheckIn(check),
    example: example!("task-without-due-date", "owner-alone", "ok-both"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    for task in view.open_tasks() {
        if task.due.is_some() || view.is_reported(task.details) {
            continue;
        }
        let message = format!("the due date of {} is missing", task_name(task));
        let help = "write '(@person, due 2026-11-27)' at its end";
        let diagnostic = view.diagnostic(&RULE, Span::at(task.text.span.end), message);
        found.push(diagnostic.with_help(help).in_place(task_place(task)));
    }
}
