//! A comment allows what a rule finds, and does not say why.

use super::explanation::example;
use super::{Group, Rule, Scope};
use crate::diag::Severity;

/// See [`Rule::summary`]. What is wrong with such comments is found in `suppress`.
pub(super) static RULE: Rule = Rule {
    id: "allow-without-reason",
    group: Group::Format,
    severity: Some(Severity::Error),
    summary: "a comment allows what a rule finds, and does not say why",
    asks: "`<!-- okr: allow(rule): reason -->` gives its reason; without one it allows nothing.",
    why: "Whoever reads it next must be able to tell whether it still holds.",
    scope: Scope::Suppression,
    example: example!("allow-without-reason", "no-reason", "ok-with-its-reason"),
};
