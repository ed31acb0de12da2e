//! The status of a check-in took a step that is not allowed.

use crate::diag::{Diagnostic, Severity};
use crate::model::Status;
use crate::rules::{ChangeView, Example, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "status-step",
    group: Group::Process,
    severity: Some(Severity::Error),
    summary: "the status of a check-in took a step that is not allowed",
    asks: "From base to head a check-in goes from draft over ready to reviewed, or is returned and prepared again. One that is reviewed stays so, and one that was handed in is not skipped afterwards. Judged with `--base`.",
    why: "A step back would take back what both agreed on.",
    scope: Scope::Change(check),
    example: Some(Example {
        of: "a change of check-ins/ada/2026-W47.md",
        bad: "-status: reviewed\n+status: draft",
        told: "",
        good: "-status: draft\n+status: ready",
    }),
};

fn check(view: &ChangeView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(base) = &view.trail.base else {
        return;
    };
    let (from, to) = (base.status.value, view.view.check_in.status.value);
    if from == to || is_allowed(from, to) {
        return;
    }
    let help = match from {
        Status::Reviewed => "keep it reviewed; what is new belongs in the next check-in",
        _ => "take it up as it is: an absence is told before the check-in is handed in",
    };
    let message = format!("the check-in was {} and is now {}", from.word(), to.word());
    let span = view.view.check_in.status.span;
    let diagnostic = view.view.diagnostic(&RULE, span, message);
    found.push(diagnostic.with_help(help).in_place("status"));
}

/// Whether steps that are allowed lead from one to the other.
fn is_allowed(from: Status, to: Status) -> bool {
    match from {
        Status::Draft | Status::Skipped => true,
        Status::Ready | Status::Returned => to != Status::Skipped,
        Status::Reviewed => false,
    }
}
