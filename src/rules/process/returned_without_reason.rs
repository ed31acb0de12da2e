//! A returned check-in does not say why.

use crate::diag::{Diagnostic, Severity};
use crate::model::Status;
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "returned-without-reason",
    group: Group::Process,
    severity: Some(Severity::Error),
    summary: "a returned check-in does not say by whom, when or why",
    asks: "A returned check-in has `returned: { by, on, reason }` in its front matter.",
    why: "The person can only prepare better what they know to be missing.",
    scope: Scope::CheckIn(check),
    example: None,
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let status = &view.check_in.status;
    if status.value != Status::Returned {
        return;
    }
    let returned = view.check_in.returned.as_ref();
    if returned.is_some_and(|returned| view.is_reported(returned.span)) {
        return;
    }
    let is_missing = [
        (
            "the reason",
            returned.is_none_or(|returned| returned.reason.is_none()),
        ),
        (
            "by whom",
            returned.is_none_or(|returned| returned.by.is_none()),
        ),
        (
            "when",
            returned.is_none_or(|returned| returned.on.is_none()),
        ),
    ];
    let missing: Vec<&str> = is_missing
        .iter()
        .filter(|(_, is)| *is)
        .map(|(what, _)| *what)
        .collect();
    if missing.is_empty() {
        return;
    }
    let message = format!(
        "the check-in is returned, and does not say {}",
        missing.join(", ")
    );
    let help = "write 'returned: { by: <person>, on: <day>, reason: <what is missing> }' (`okr return` does)";
    let place = returned.map_or(status.span, |returned| returned.span);
    found.push(
        view.diagnostic(&RULE, place, message)
            .with_help(help)
            .in_place("returned"),
    );
}
