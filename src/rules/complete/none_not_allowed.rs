//! "None." stands where a real answer is asked.

use super::is_plainly_asked;
use crate::diag::{Diagnostic, Severity};
use crate::model::{Answer, NoneAllowed};
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "none-not-allowed",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "\"None.\" stands where a real answer is asked",
    asks: "Progress is told in words, and a plan is needed while there is an open obstacle.",
    why: "No progress has a reason, and an obstacle without a plan stays; both are what the talk is for.",
    scope: Scope::CheckIn(check),
    example: example!("none-not-allowed", "progress", "ok-in-words"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let asking = view.team.sections.iter();
    for spec in asking.filter(|spec| spec.none != NoneAllowed::Yes) {
        let Some(section) = view.check_in.section_by_id(&spec.id) else {
            continue;
        };
        if section.answer != Answer::None || !is_plainly_asked(view, spec) {
            continue;
        }
        let reason = match spec.none {
            NoneAllowed::Yes => continue,
            NoneAllowed::No => "",
            NoneAllowed::WithoutObstacle if view.open_obstacles().next().is_none() => continue,
            NoneAllowed::WithoutObstacle => " while there is an open obstacle",
        };
        let heading = quoted(&section.heading.value);
        let message = format!("\"None.\" is no answer to {heading}{reason}");
        let answer = section.body.trimmed(&view.check_in.text);
        let diagnostic = view.diagnostic(&RULE, answer, message);
        found.push(
            diagnostic
                .with_help(spec.prompt.clone())
                .in_place(spec.id.clone()),
        );
    }
}
