//! An obstacle has no task against it.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::{is_plan_misread, labels, obstacle_name, obstacle_place};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Obstacle, TaskState};
use crate::rules::explanation::example;
use crate::rules::mention::Searched;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::{Span, fold};

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
    if is_plan_misread(view) {
        return;
    }
    let plan = OnceCell::new();
    for obstacle in view.open_obstacles() {
        if obstacle.no_way_round.is_some() || view.is_reported(obstacle.body) {
            continue;
        }
        let plan = plan.get_or_init(|| planned(view));
        let is_planned = plan.as_ref().is_some_and(|plan| {
            plan.has_telling_word(&obstacle.id)
                || slowed_names(view, obstacle).any(|slug| plan.has_telling_word(&slug))
        });
        if is_planned {
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

/// The texts of the tasks that are not dropped, to be searched; `None` where there is none.
fn planned(view: &CheckInView<'_>) -> Option<Searched> {
    let tasks = view.check_in.tasks.iter();
    let mut kept = tasks
        .filter(|task| task.state != TaskState::Dropped)
        .map(|task| task.text.value.as_str())
        .peekable();
    kept.peek()?;
    Some(Searched::new(kept))
}

/// The folded names of the key results that the obstacle slows: their ids, then their titles.
fn slowed_names<'a>(
    view: &'a CheckInView<'_>,
    obstacle: &'a Obstacle,
) -> impl Iterator<Item = Cow<'a, str>> + 'a {
    let slowed = obstacle.slows.iter().map(|slowed| &slowed.value);
    let ids = slowed.clone();
    let ids = ids.map(|reference| Cow::Borrowed(reference.key_result.as_str()));
    ids.chain(slowed.map(|reference| Cow::Owned(fold::slug(&view.title(reference)))))
}
