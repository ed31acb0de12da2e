//! A section that the team asks for is not in the file.

use super::skeleton::skeleton;
use super::{is_plainly_asked, place_for};
use crate::diag::{Diagnostic, Severity};
use crate::model::NoneAllowed;
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "missing-section",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "a section that must be filled is not in the file",
    asks: "From `ready` on every section of the person stands in the file, from `reviewed` on the manager's, too.",
    why: "A section that is left out is a question that nobody sees unanswered.",
    scope: Scope::CheckIn(check),
    example: example!("missing-section", "behind-schedule", "ok-none"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    for spec in &view.team.sections {
        let is_there = view.check_in.section_by_id(&spec.id).is_some() || view.is_misread(&spec.id);
        if !is_plainly_asked(view, spec) || is_there {
            continue;
        }
        let message = format!("the section {} is missing", quoted(&spec.heading));
        let marks = "#".repeat(view.team.section_level.into());
        let none = match spec.none {
            NoneAllowed::No => "",
            NoneAllowed::Yes => "; \"None.\" is an answer",
            NoneAllowed::WithoutObstacle => "; \"None.\" is an answer where there is no obstacle",
        };
        let help = format!(
            "add '{marks} {}' and your answer below it{none}",
            spec.heading
        );
        let mut diagnostic = view.diagnostic(&RULE, place_for(view, &spec.id), message);
        diagnostic.fix = skeleton(view, spec);
        found.push(diagnostic.with_help(help).in_place(spec.id.clone()));
    }
}
