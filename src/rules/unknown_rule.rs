//! `okr.yaml` sets a rule that there is not, or a limit that the rule has not.

use super::explanation::example;
use super::{Group, OkrsView, Rule, Scope, find, nearest};
use crate::diag::{Diagnostic, Fix, Severity};
use crate::model::RuleSetting;
use crate::model::rule_settings::{Origin, RULE_LIMITS};

/// See [`Rule::summary`].
pub(super) static RULE: Rule = Rule {
    id: "unknown-rule",
    group: Group::Format,
    severity: Some(Severity::Error),
    summary: "a rule that there is not, or a limit that it has not",
    asks: "`rules` in `okr.yaml` and `<!-- okr: allow(…): … -->` name rules by their id (`okr rules` lists them), with the limits that `okr explain` tells.",
    why: "A misspelt name would change nothing, in silence.",
    scope: Scope::Okrs(check),
    example: example!("unknown-rule", "misspelt", "ok-known", "okr.yaml"),
};

fn check(view: &OkrsView<'_>, found: &mut Vec<Diagnostic>) {
    let of_file = view
        .team
        .rules
        .all
        .iter()
        .filter(|set| set.origin == Origin::File);
    for setting in of_file {
        if find(&setting.rule.value).is_none() {
            found.push(unknown("okr.yaml", &setting.rule.value, setting.rule.span));
        } else {
            limits(setting, found);
        }
    }
}

/// That there is no rule of that name, and which one may be meant.
pub(super) fn unknown(path: &str, name: &str, span: crate::text::Span) -> Diagnostic {
    let message = format!("there is no rule '{name}'");
    let help = match nearest(name) {
        Some(near) => format!("did you mean '{near}'?"),
        None => "'okr rules' lists them all".to_owned(),
    };
    let mut diagnostic = Diagnostic::new(RULE.id, path, span, message)
        .with_help(help)
        .in_place(name);
    diagnostic.fix = nearest(name).map(|near| Fix {
        safe: false,
        ..Fix::replace(format!("write '{near}'"), span, near)
    });
    diagnostic
}

fn limits(setting: &RuleSetting, found: &mut Vec<Diagnostic>) {
    let rule = setting.rule.value.as_str();
    let known = || RULE_LIMITS.iter().filter(|limit| limit.rule == rule);
    for (key, _) in &setting.limits {
        if known().any(|limit| limit.key == key.value) {
            continue;
        }
        let message = format!("'{rule}' has no limit '{}'", key.value);
        let keys: Vec<&str> = known().map(|limit| limit.key).collect();
        let help = if keys.is_empty() {
            "it has none; 'severity', 'since' and a status can be set".to_owned()
        } else {
            format!("its limits are: {}", keys.join(", "))
        };
        let diagnostic = Diagnostic::new(RULE.id, "okr.yaml", key.span, message);
        let place = format!("{rule} {}", key.value);
        found.push(diagnostic.with_help(help).in_place(place));
    }
}
