//! A reviewed check-in does not say who reviewed it, or when.

use crate::diag::{Diagnostic, Severity};
use crate::model::Status;
use crate::rules::explanation::example;
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "reviewed-without-names",
    group: Group::Process,
    severity: Some(Severity::Error),
    summary: "a reviewed check-in does not say by whom or when",
    asks: "A reviewed check-in has `reviewed: { by, on }` in its front matter.",
    why: "A review is a talk between two people; the file says who they were, and when.",
    scope: Scope::CheckIn(check),
    example: example!("reviewed-without-names", "no-day", "ok-both"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let status = &view.check_in.status;
    if status.value != Status::Reviewed {
        return;
    }
    let reviewed = view.check_in.reviewed.as_ref();
    if reviewed.is_some_and(|reviewed| view.is_reported(reviewed.span)) {
        return;
    }
    let by = reviewed.is_some_and(|reviewed| reviewed.by.is_some());
    let on = reviewed.is_some_and(|reviewed| reviewed.on.is_some());
    let missing = match (by, on) {
        (true, true) => return,
        (true, false) => "when",
        (false, true) => "by whom",
        (false, false) => "by whom and when",
    };
    let message = format!("the check-in is reviewed, and does not say {missing}");
    let help = "write 'reviewed: { by: <person>, on: <day> }' (`okr review` does)";
    let place = reviewed.map_or(status.span, |reviewed| reviewed.span);
    found.push(
        view.diagnostic(&RULE, place, message)
            .with_help(help)
            .in_place("reviewed"),
    );
}
