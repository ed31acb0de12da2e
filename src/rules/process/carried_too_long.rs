//! An open task of the last check-in has been carried for weeks.

use crate::diag::{Diagnostic, Severity};
use crate::model::{Task, TaskState, Week, carried};
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{Group, Rule, Scope, TimelineView};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "carried-too-long",
    group: Group::Process,
    severity: Some(Severity::Warning),
    summary: "an open task of the last check-in has been carried for weeks",
    asks: "A task that is open for `weeks` weeks or more is done, cut into what can be done, or dropped with a reason. Its age is counted from the first check-in that has it.",
    why: "What is carried from week to week is decided against without anybody saying so.",
    scope: Scope::Timeline(check),
    example: example!("carried-too-long", "for-four-weeks", "ok-for-three-weeks"),
};

fn check(view: &TimelineView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(last) = view.last() else {
        return;
    };
    let least = view.team.rules.count(RULE.id, "weeks");
    let open: Vec<&Task> = last
        .tasks
        .iter()
        .filter(|task| task.state == TaskState::Open)
        .collect();
    for (task, first) in open.iter().zip(first_weeks(view, last.week, &open)) {
        let weeks = u32::try_from(last.week.since(first)).unwrap_or(0);
        if weeks == 0 || weeks < least {
            continue;
        }
        let name = if task.private {
            "this task".to_owned()
        } else {
            format!("the task {}", quoted(&task.text.value))
        };
        let message = format!("{name} is open since {first}, {weeks} weeks");
        let help = "do it, cut it into what can be done, or drop it with '[-]' and say why";
        let span = task.text.span;
        let place = if task.private {
            ""
        } else {
            task.text.value.as_str()
        };
        let diagnostic = Diagnostic::new(RULE.id, last.path.clone(), span, message);
        found.push(diagnostic.with_help(help).in_place(format!("task {place}")));
    }
}

/// The week of the first check-in that has each of the open tasks.
fn first_weeks(view: &TimelineView<'_>, last: Week, open: &[&Task]) -> Vec<Week> {
    let mut first = vec![last; open.len()];
    // Each task as the check-in after had it, while it can be followed.
    let mut followed: Vec<(usize, &Task)> = open.iter().copied().enumerate().collect();
    for earlier in view.spoken().rev().filter(|known| known.week < last) {
        if followed.is_empty() {
            break;
        }
        let before: Vec<&Task> = earlier.tasks.iter().collect();
        let now: Vec<&Task> = followed.iter().map(|(_, task)| *task).collect();
        let pairs = carried::tasks(&before, &now);
        followed = pairs
            .iter()
            .filter(|(b, _)| before[*b].state == TaskState::Open)
            .map(|(b, n)| (followed[*n].0, before[*b]))
            .collect();
        for (place, _) in &followed {
            first[*place] = earlier.week;
        }
    }
    first
}
