//! A check-in was due and is not ready.

use crate::diag::{Diagnostic, Severity};
use crate::model::Status;
use crate::rules::explanation::example;
use crate::rules::{Group, Rule, Scope, TimelineView};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "not-ready",
    group: Group::Process,
    severity: Some(Severity::Warning),
    summary: "a check-in was due and is not ready",
    asks: "When a check-in is due, the person has prepared it and marked it ready. With `okr check --ready` one that is not is an error.",
    why: "A talk without preparation is small talk; the manager may cancel it.",
    scope: Scope::Timeline(check),
    example: example!("not-ready", "still-a-draft", "ok-ready"),
};

fn check(view: &TimelineView<'_>, found: &mut Vec<Diagnostic>) {
    for check_in in view.check_ins {
        let state = match check_in.status.value {
            Status::Draft => "still a draft",
            Status::Returned => "returned and not ready again",
            Status::Ready | Status::Reviewed | Status::Skipped => continue,
        };
        let is_due = |due: jiff::Timestamp| due <= view.now;
        let Some(due) = view.team.due_at(check_in.week).filter(|due| is_due(*due)) else {
            continue;
        };
        let local = due.to_zoned(view.team.cadence.time_zone.clone());
        let message = format!(
            "the check-in was due on {} and is {state}",
            local.strftime("%Y-%m-%d %H:%M")
        );
        let help = format!("answer what is open, then 'okr ready {}'", view.person.id);
        let span = check_in.status.span;
        let diagnostic = Diagnostic::new(RULE.id, check_in.path.clone(), span, message);
        found.push(diagnostic.with_help(help).in_place("status"));
    }
}
