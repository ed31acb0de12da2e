//! An open task belongs to somebody who is not of the team.

use super::{task_name, task_place};
use crate::diag::{Diagnostic, Severity};
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::fold;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "unknown-task-owner",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "the owner of an open task is not in okr.yaml",
    asks: "The owner of a task is the id of a person of the team.",
    why: "A task of somebody whom the tool does not know is on nobody's list.",
    scope: Scope::CheckIn(check),
    example: example!("unknown-task-owner", "misspelt", "ok-of-the-team"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let ids = || view.team.people.iter().map(|person| person.id.as_str());
    for task in view.open_tasks() {
        let Some(owner) = &task.owner else {
            continue;
        };
        if view.team.person(&owner.value).is_some() || view.is_reported(owner.span) {
            continue;
        }
        let message = if task.private {
            "the owner of this task is not in okr.yaml".to_owned()
        } else {
            format!(
                "{}, who owns {}, is not in okr.yaml",
                quoted(&owner.value),
                task_name(task)
            )
        };
        let first_word = owner.value.split_whitespace().next().unwrap_or_default();
        let help = match fold::nearest(&owner.value, ids()) {
            Some(near) => format!("did you mean '@{near}'?"),
            None if ids().any(|id| id == first_word) => {
                format!("put a comma after '@{first_word}'")
            }
            None => format!("write one of: {}", ids().collect::<Vec<_>>().join(", ")),
        };
        let diagnostic = view.diagnostic(&RULE, owner.span, message);
        found.push(diagnostic.with_help(help).in_place(task_place(task)));
    }
}
