//! An obstacle has no task against it.

use super::{labels, obstacle_name, obstacle_place};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Obstacle, TaskState};
use crate::rules::explanation::example;
use crate::rules::mention::{has_one_of, searchable, telling_words};
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
    let mut plan: Option<Vec<String>> = None;
    for obstacle in view.open_obstacles() {
        if obstacle.no_way_round.is_some() || view.is_reported(obstacle.body) {
            continue;
        }
        let plan = plan.get_or_insert_with(|| planned(view));
        let is_named = |words: &[String]| plan.iter().any(|task| has_one_of(task, words));
        let is_planned = !plan.is_empty()
            && (is_named(&telling_words(&obstacle.title.value))
                || slowed_words(view, obstacle).any(|words| is_named(&words)));
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

/// The texts of the tasks that are not dropped, to be searched.
fn planned(view: &CheckInView<'_>) -> Vec<String> {
    let tasks = view.check_in.tasks.iter();
    let kept = tasks.filter(|task| task.state != TaskState::Dropped);
    kept.map(|task| searchable(&task.text.value)).collect()
}

/// The words of the key results that the obstacle slows: of their ids, then of their titles.
fn slowed_words<'a>(
    view: &'a CheckInView<'_>,
    obstacle: &'a Obstacle,
) -> impl Iterator<Item = Vec<String>> + 'a {
    let slowed = obstacle.slows.iter().map(|slowed| &slowed.value);
    let ids = slowed.clone();
    let ids = ids.map(|reference| telling_words(reference.key_result.as_str()));
    ids.chain(slowed.map(|reference| telling_words(&view.title(reference))))
}
