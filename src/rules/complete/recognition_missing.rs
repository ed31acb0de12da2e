//! The manager recognises nothing.

use super::behind_heading;
use crate::diag::{Diagnostic, Severity};
use crate::model::{Answer, SectionKind};
use crate::rules::explanation::example;
use crate::rules::mention::quoted;
use crate::rules::{CheckInView, Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "recognition-missing",
    group: Group::Complete,
    severity: Some(Severity::Error),
    summary: "the manager's recognition is missing",
    asks: "A reviewed check-in names an effort that deserves to be seen.",
    why: "Real effort is recognised in public; a talk about gaps alone wears people out.",
    scope: Scope::CheckIn(check),
    example: example!("recognition-missing", "none", "ok-an-effort"),
};

fn check(view: &CheckInView<'_>, found: &mut Vec<Diagnostic>) {
    let kind = SectionKind::Recognition;
    let Some(spec) = view
        .team
        .section(kind)
        .filter(|spec| view.asks(spec.filled_by))
    else {
        return;
    };
    let section = view.check_in.section(kind);
    if section.is_some_and(|section| section.answer == Answer::Text) {
        return;
    }
    let message = format!("{} is missing", quoted(&spec.heading));
    let diagnostic = view.diagnostic(&RULE, behind_heading(view, kind), message);
    found.push(
        diagnostic
            .with_help(spec.prompt.clone())
            .in_place(spec.id.clone()),
    );
}
