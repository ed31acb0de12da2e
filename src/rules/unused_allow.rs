//! A comment allows what no rule finds.

use super::explanation::example;
use super::{Group, Rule, Scope};
use crate::diag::Severity;

/// See [`Rule::summary`]. What is wrong with such comments is found in `suppress`.
pub(super) static RULE: Rule = Rule {
    id: "unused-allow",
    group: Group::Format,
    severity: Some(Severity::Warning),
    summary: "a comment allows what the rule does not find",
    asks: "A comment `<!-- okr: allow(rule): reason -->` stands right above a place of which the rule has something to say, and goes when it has not.",
    why: "What is allowed without need hides what comes later.",
    scope: Scope::Suppression,
    example: example!("unused-allow", "nothing-found", "ok-needed"),
};
