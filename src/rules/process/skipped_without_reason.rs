//! A skipped check-in does not say why.

use crate::diag::{Diagnostic, Severity};
use crate::model::Status;
use crate::rules::explanation::example;
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "skipped-without-reason",
    group: Group::Process,
    severity: Some(Severity::Error),
    summary: "a skipped check-in does not say why",
    asks: "A skipped check-in has `skipped: <reason>` in its front matter.",
    why: "A planned absence is not held against anyone; a week that is merely left out is a missed one.",
    scope: Scope::CheckIn(check),
    example: example!("skipped-without-reason", "no-reason", "ok-holiday"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let status = &view.check_in.status;
    let reason = view.check_in.skipped.as_ref();
    let has_reason = reason.is_some_and(|reason| !reason.value.trim().is_empty());
    let is_unread = view.is_reported(view.check_in.front_matter);
    if status.value != Status::Skipped || has_reason || is_unread {
        return;
    }
    let message = "the check-in is skipped, and does not say why";
    let help = "write 'skipped: <reason>' below the status (`okr skip` does)";
    found.push(
        view.diagnostic(&RULE, status.span, message)
            .with_help(help)
            .in_place("skipped"),
    );
}
