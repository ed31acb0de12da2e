//! An obstacle has no task against it.

use super::{labels, obstacle_name, obstacle_place};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Obstacle, Task, TaskState};
use crate::rules::explanation::example;
use crate::rules::mention::names;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::Span;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "obstacle-without-plan",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "an open obstacle has no plan",
    asks: "Each open obstacle is named by a task, by one of its telling words or a key result it slows, or it says why there is no way round.",
    why: "An obstacle is overcome by who does what by when; one that cannot be overcome calls for a change of the OKR.",
    scope: Scope::CheckIn(check),
    example: example!(
        "obstacle-without-plan",
        "no-task-names-it",
        "ok-a-task-names-it"
    ),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    for obstacle in view.open_obstacles() {
        if obstacle.no_way_round.is_some() || view.is_reported(obstacle.body) {
            continue;
        }
        let mut tasks = view.check_in.tasks.iter();
        if tasks.any(|task| overcomes(view, task, obstacle)) {
            continue;
        }
        let message = format!("the plan against {} is missing", obstacle_name(obstacle));
        let plan = view.team.section(crate::model::SectionKind::Plan);
        let plan = plan.map_or("Plan", |spec| spec.heading.as_str());
        let help = format!(
            "add a task under '{plan}' that names it or a key result it slows, or write '- {}: why'",
            labels(view).no_way_round
        );
        let diagnostic = view.diagnostic(&RULE, Span::at(obstacle.title.span.end), message);
        found.push(
            diagnostic
                .with_help(help)
                .in_place(obstacle_place(obstacle)),
        );
    }
}

fn overcomes(view: &CheckInView<'_>, task: &Task, obstacle: &Obstacle) -> bool {
    let text = &task.text.value;
    let names_slowed = || {
        obstacle.slows.iter().any(|slowed| {
            let id = slowed.value.key_result.as_str();
            names(text, id) || names(text, &view.title(&slowed.value))
        })
    };
    task.state != TaskState::Dropped && (names(text, &obstacle.title.value) || names_slowed())
}
