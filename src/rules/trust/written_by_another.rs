//! The person's sections were written by somebody else of the team.

use super::{foreign, sections_by};
use crate::diag::{Diagnostic, Severity};
use crate::model::trail::{WrittenLine, normal};
use crate::model::{By, Status};
use crate::rules::mention::quoted;
use crate::rules::{ChangeView, Example, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "written-by-another",
    group: Group::Trust,
    severity: Some(Severity::Warning),
    summary: "the person's part was written by somebody else of the team",
    asks: "The lines of the person's sections come from commits of the person, or that name them as co-author. What is carried over from the check-in before does not count. Judged where git knows who wrote them (`--base`, `--history`).",
    why: "The person leads: a manager cannot write the draft for them unseen.",
    scope: Scope::Change(check),
    example: Some(Example {
        of: "the history of check-ins/ada/2026-W47.md",
        bad: "4f2a9c1  Grace Hopper   ## Progress  Moved the vault call.",
        told: "",
        good: "4f2a9c1  Ada Lovelace   ## Progress  Moved the vault call.",
    }),
};

fn check(view: &ChangeView<'_>, found: &mut Vec<Diagnostic>) {
    let check_in = view.view.check_in;
    if check_in.status.value == Status::Skipped || view.trail.editions.is_empty() {
        return;
    }
    let carried: Vec<String> = view
        .view
        .before
        .map_or_else(Vec::new, |before| before.text.lines().map(normal).collect());
    let mut lines: Vec<WrittenLine<'_>> = view.trail.lines(&check_in.text);
    for line in &mut lines {
        if carried.contains(&normal(line.text)) {
            line.edition = None;
        }
    }
    for section in sections_by(view, By::Person) {
        let Some(foreign) = foreign(view, &lines, section.body, &view.person.id, false) else {
            continue;
        };
        let heading = quoted(&section.heading.value);
        let name = &view.person.name;
        let message = format!("{heading} was written by {}, not by {name}", foreign.by);
        let help = "the person writes it; a shared commit names them as co-author";
        let place = section.id.clone().unwrap_or_default();
        let diagnostic = view.view.diagnostic(&RULE, foreign.span, message);
        found.push(diagnostic.with_help(help).in_place(place));
    }
}
