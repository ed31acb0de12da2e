//! A check-in was reviewed or returned by somebody who is not the person's manager.

use crate::diag::{Diagnostic, Severity};
use crate::model::{PersonId, Status};
use crate::rules::explanation::example;
use crate::rules::{CheckInView, Group, Rule, Scope};
use crate::text::Spanned;

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "reviewer-is-not-manager",
    group: Group::Process,
    severity: Some(Severity::Warning),
    summary: "a check-in was reviewed or returned by somebody who is not the manager",
    asks: "`by` under `reviewed` and `returned` is the person's manager in `okr.yaml`. Where managers changed, set `since` for this rule.",
    why: "A check-in is a talk of two people, never more.",
    scope: Scope::CheckIn(check),
    example: example!(
        "reviewer-is-not-manager",
        "by-a-colleague",
        "ok-by-the-manager"
    ),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let check_in = view.check_in;
    let (by, what) = match check_in.status.value {
        Status::Reviewed => {
            let reviewed = check_in.reviewed.as_ref();
            (
                reviewed.and_then(|reviewed| reviewed.by.as_ref()),
                "reviewed",
            )
        }
        Status::Returned => {
            let returned = check_in.returned.as_ref();
            (
                returned.and_then(|returned| returned.by.as_ref()),
                "returned",
            )
        }
        Status::Draft | Status::Ready | Status::Skipped => return,
    };
    let (Some(by), Some(person)) = (by, view.team.person(check_in.person.as_str())) else {
        return;
    };
    let Some(manager) = person
        .manager
        .as_ref()
        .filter(|manager| **manager != by.value)
    else {
        return;
    };
    let Spanned { value, span } = by;
    let message = format!(
        "{} {what} it, and the manager of {} is {}",
        name(view, value),
        person.name,
        name(view, manager)
    );
    let help = format!("write 'by: {manager}', or put the manager right in okr.yaml");
    let diagnostic = view.diagnostic(&RULE, *span, message);
    found.push(diagnostic.with_help(help).in_place(what));
}

fn name(view: &CheckInView<'_>, id: &PersonId) -> String {
    let known = view.team.person(id.as_str());
    known.map_or_else(|| id.to_string(), |person| person.name.clone())
}
