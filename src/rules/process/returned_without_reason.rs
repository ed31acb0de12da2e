//! A returned check-in does not say why.

use crate::diag::{Diagnostic, Severity};
use crate::model::{Returned, Status};
use crate::rules::explanation::example;
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
    example: example!("returned-without-reason", "no-reason", "ok-all"),
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
    let has = |field: fn(&Returned) -> bool| returned.is_some_and(field);
    let asked = [
        ("by whom", has(|returned| returned.by.is_some())),
        ("when", has(|returned| returned.on.is_some())),
        ("why", has(|returned| returned.reason.is_some())),
    ];
    let missing = asked.iter().filter(|(_, is_said)| !is_said);
    let missing: Vec<&str> = missing.map(|(what, _)| *what).collect();
    if missing.is_empty() {
        return;
    }
    let missing = missing.join(", ");
    let message = format!("the check-in is returned, and does not say {missing}");
    let help = "write 'returned: { by: <person>, on: <day>, reason: <what is missing> }' (`okr return` does)";
    let place = returned.map_or(status.span, |returned| returned.span);
    found.push(
        view.diagnostic(&RULE, place, message)
            .with_help(help)
            .in_place("returned"),
    );
}
