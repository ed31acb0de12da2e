//! `rules` in `okr.yaml` weighs a rule that there is not.

use super::explanation::example;
use super::signal::Family;
use super::{Group, OkrsView, Rule, Scope, find, nearest};
use crate::diag::{Diagnostic, Fix, Severity};
use crate::store::SETTINGS;

/// See [`Rule::summary`].
pub(super) static RULE: Rule = Rule {
    id: "unknown-rule",
    group: Group::Format,
    severity: Some(Severity::Warning),
    summary: "a rule is weighed in okr.yaml that there is not",
    asks: "The keys of `rules` in `okr.yaml` are ids of rules; `okr rules` lists them.",
    why: "A rule that is turned on or off under a misspelt name keeps its default.",
    scope: Scope::Okrs(check),
    example: example!("unknown-rule", "misspelt", "ok-known", "okr.yaml"),
};

fn check(view: &OkrsView<'_>, found: &mut Vec<Diagnostic>) {
    for (id, _) in &view.team.rules {
        if find(&id.value).is_some() || is_signal(&id.value) {
            continue;
        }
        let message = format!("there is no rule '{}'", id.value);
        let mut diagnostic = Diagnostic::new(RULE.id, SETTINGS, id.span, message);
        diagnostic.help = Some(match nearest(&id.value) {
            Some(near) => format!("did you mean '{near}'?"),
            None => "`okr rules` lists all of them".to_owned(),
        });
        diagnostic.fix =
            nearest(&id.value).map(|near| Fix::replace(format!("write '{near}'"), id.span, near));
        found.push(diagnostic.in_place(id.value.clone()));
    }
}

fn is_signal(id: &str) -> bool {
    Family::ALL
        .iter()
        .any(|family| family.signals().contains(&id))
}
