//! `okr check --show-settings`: every rule with its weight, its limits and its first week, and where each
//! is said.

use std::fmt::Write;

use crate::diag::Severity;
use crate::model::rule_settings::{Origin, RULE_LIMITS, Weight};
use crate::model::{RuleSetting, Status, Team};
use crate::rules::{self, Rule};
use crate::text::Span;
use crate::text::source::line_column;

/// One line a setting; `text` is that of `okr.yaml`.
pub(super) fn shown_settings(team: &Team, text: &str) -> String {
    let mut table = Table {
        team,
        text,
        lines: String::new(),
    };
    if let Some(since) = team.rules.since {
        let from = table.line(since.span);
        table.row("(all)", "since", &since.value.to_string(), &from);
    }
    for rule in rules::all() {
        table.weights(rule);
        table.first_week(rule);
        table.limits(rule);
    }
    table.lines
}

struct Table<'t> {
    team: &'t Team,
    text: &'t str,
    lines: String,
}

impl Table<'_> {
    fn row(&mut self, rule: &str, what: &str, value: &str, from: &str) {
        let _ = writeln!(self.lines, "{rule:28}  {what:10}  {value:9}  {from}");
    }

    fn line(&self, span: Span) -> String {
        format!("okr.yaml:{}", line_column(self.text, span.start).line)
    }

    fn said(&self, setting: &RuleSetting, span: Span) -> String {
        match setting.origin {
            Origin::File => self.line(span),
            Origin::Option(option) => option.to_owned(),
        }
    }

    fn weight(&mut self, rule: &Rule, what: &str, (setting, weight): (&RuleSetting, Weight)) {
        let from = self.said(setting, weight.span);
        self.row(rule.id, what, word(weight.severity), &from);
    }

    fn weights(&mut self, rule: &Rule) {
        let settings = &self.team.rules;
        match settings.weight(rule.id, None) {
            Some(set) => self.weight(rule, "severity", set),
            None => self.row(rule.id, "severity", word(rule.severity), "default"),
        }
        if let Some((_, weight)) = settings
            .base
            .as_ref()
            .and_then(|base| base.weight(rule.id, None))
        {
            self.row(
                rule.id,
                "severity",
                word(weight.severity),
                "the base; the heavier counts",
            );
        }
        for status in Status::ALL {
            let set = settings.weight(rule.id, Some(*status));
            if let Some(set) = set.filter(|(_, weight)| weight.status.is_some()) {
                self.weight(rule, status.word(), set);
            }
        }
    }

    /// What is said of the rule, the last first.
    fn own(&self, rule: &Rule) -> Vec<&RuleSetting> {
        let all = self.team.rules.all.iter().rev();
        all.filter(|set| set.rule.value == rule.id).collect()
    }

    fn first_week(&mut self, rule: &Rule) {
        let since = self.own(rule).iter().find_map(|set| set.since);
        if let Some(since) = since {
            let from = self.line(since.span);
            self.row(rule.id, "since", &since.value.to_string(), &from);
        }
    }

    fn limits(&mut self, rule: &Rule) {
        for limit in RULE_LIMITS.iter().filter(|limit| limit.rule == rule.id) {
            let own = self.own(rule);
            let mut set = own.iter().flat_map(|set| set.limits.iter().rev());
            let set = set.find(|(key, _)| key.value == limit.key);
            let (value, from) = match set {
                Some((key, value)) => (value.to_string(), self.line(key.span)),
                None => (limit.default.to_string(), "default".to_owned()),
            };
            self.row(rule.id, limit.key, &value, &from);
        }
    }
}

fn word(severity: Option<Severity>) -> &'static str {
    severity.map_or("off", Severity::word)
}
