//! A check-in was ready only after it was due.

use jiff::Timestamp;

use crate::diag::{Diagnostic, Severity};
use crate::model::Status;
use crate::rules::{ChangeView, Example, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "late",
    group: Group::Process,
    severity: Some(Severity::Warning),
    summary: "a check-in was ready only after it was due",
    asks: "The first commit in which a check-in is ready is made before the check-in is due. Judged where git knows it (`--base`, `--history`); a commit that brings several weeks of one person at once, such as an import, makes nobody late.",
    why: "What is written after the talk is minutes, not preparation.",
    scope: Scope::Change(check),
    example: Some(Example {
        of: "the history of check-ins/ada/2026-W47.md, due on 2026-11-20 17:00",
        bad: "2026-11-23 09:10  status: ready",
        told: "",
        good: "2026-11-20 15:10  status: ready",
    }),
};

fn check(view: &ChangeView<'_>, found: &mut Vec<Diagnostic>) {
    let (team, check_in) = (view.view.team, view.view.check_in);
    if !view.trail.is_whole || view.trail.is_bulk || !is_ready(check_in.status.value) {
        return;
    }
    let ready = view
        .trail
        .editions
        .iter()
        .filter(|edition| is_ready(edition.status));
    let Some(first) = ready.map(|edition| edition.at).min() else {
        return;
    };
    let Some(due) = team.due_at(check_in.week).filter(|due| *due < first) else {
        return;
    };
    let local = |moment: Timestamp| {
        let zoned = moment.to_zoned(team.cadence.time_zone.clone());
        zoned.strftime("%Y-%m-%d %H:%M").to_string()
    };
    let (due, first) = (local(due), local(first));
    let message = format!("the check-in was due on {due} and ready on {first}");
    let help = "prepare it before the talk; a week of absence is skipped with its reason";
    let diagnostic = view.view.diagnostic(&RULE, check_in.status.span, message);
    found.push(diagnostic.with_help(help).in_place("status"));
}

fn is_ready(status: Status) -> bool {
    matches!(status, Status::Ready | Status::Reviewed)
}
