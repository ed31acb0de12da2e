//! The manager's sections were written by somebody else.

use super::{foreign, sections_by};
use crate::diag::{Diagnostic, Severity};
use crate::model::By;
use crate::rules::mention::quoted;
use crate::rules::{ChangeView, Example, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "feedback-not-by-manager",
    group: Group::Trust,
    severity: Some(Severity::Warning),
    summary: "the manager's part was not written by the manager",
    asks: "The lines of the manager's sections come from commits of the manager, under any of their addresses in `okr.yaml` or by the mailmap, or that name them as co-author. Judged where git knows who wrote them (`--base`, `--history`).",
    why: "Feedback that the person wrote themselves is no feedback, and recognition even less.",
    scope: Scope::Change(check),
    example: Some(Example {
        of: "the history of check-ins/ada/2026-W47.md",
        bad: "4f2a9c1  Ada Lovelace   ## Feedback  Well done.",
        told: "",
        good: "4f2a9c1  Grace Hopper   ## Feedback  Well done.",
    }),
};

fn check(view: &ChangeView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(manager) = &view.person.manager else {
        return;
    };
    if view.trail.editions.is_empty() {
        return;
    }
    let lines = view.trail.lines(&view.view.check_in.text);
    for section in sections_by(view, By::Manager) {
        let Some(foreign) = foreign(view, &lines, section.body, manager, true) else {
            continue;
        };
        let heading = quoted(&section.heading.value);
        let message = format!(
            "{heading} was written by {}, not by the manager",
            foreign.by
        );
        let help = "the manager writes it; an address of theirs is added to okr.yaml, a shared commit \
                    names them as co-author";
        let place = section.id.clone().unwrap_or_default();
        let diagnostic = view.view.diagnostic(&RULE, foreign.span, message);
        found.push(diagnostic.with_help(help).in_place(place));
    }
}
