//! How much `check`'s findings weigh on this command line, what fails it, and where each setting came
//! from.

use std::fmt::Write;

use clap::ValueEnum;

use super::Failure;
use crate::diag::Severity;
use crate::model::rule_settings::{Origin, RULE_LIMITS};
use crate::model::{RuleSetting, Status, Team};
use crate::rules::{self, Rule};
use crate::text::Span;
use crate::text::source::line_column;

/// How much findings weigh, and what fails.
#[derive(Debug, Default, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// What this rule finds is an error; may be given more than once
    #[arg(long, value_name = "RULE")]
    deny: Vec<String>,
    /// What this rule finds is a warning
    #[arg(long, value_name = "RULE")]
    warn: Vec<String>,
    /// What this rule finds is not told
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
    /// Warnings count as errors
    #[arg(long)]
    strict: bool,
    /// What is due must be ready: a missing check-in and one that is still a draft are errors
    /// [default: on a pull or merge request that is not a draft]
    #[arg(long)]
    ready: bool,
    /// From which weight on a finding makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    fail_level: FailLevel,
    /// Exit status 0 whatever is found
    #[arg(long)]
    exit_zero: bool,
    /// Print how much each rule weighs and where that is said, and check nothing
    #[arg(long)]
    pub(super) show_settings: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FailLevel {
    /// Errors
    #[default]
    Error,
    /// Errors and warnings
    Warning,
    /// Whatever is found
    Info,
}

impl Args {
    /// Adds what the command line says to what `okr.yaml` says.
    ///
    /// # Errors
    /// There is no rule of a name; the nearest is told.
    pub(super) fn apply(&self, team: &mut Team, is_finished: bool) -> Result<(), Failure> {
        let set = |option, rule: &Rule, severity| RuleSetting::of_option(option, rule.id, severity);
        if self.ready || is_finished {
            let option = if self.ready {
                "--ready"
            } else {
                "a change that is not a draft"
            };
            for id in ["not-ready", "missed-week"] {
                let rule = known(id)?;
                team.rules
                    .all
                    .push(set(option, rule, Some(Severity::Error)));
            }
        }
        let options = [
            ("--allow", &self.allow, None),
            ("--warn", &self.warn, Some(Severity::Warning)),
            ("--deny", &self.deny, Some(Severity::Error)),
        ];
        for (option, names, severity) in options {
            for name in names {
                team.rules.all.push(set(option, known(name)?, severity));
            }
        }
        Ok(())
    }

    /// Whether warnings count as errors.
    pub(super) fn is_strict(&self) -> bool {
        self.strict
    }

    /// Whether a finding of that weight makes the exit status 1.
    pub(super) fn fails(&self, severity: Severity) -> bool {
        let least = match self.fail_level {
            FailLevel::Error => Severity::Error,
            FailLevel::Warning => Severity::Warning,
            FailLevel::Info => Severity::Info,
        };
        !self.exit_zero && severity >= least
    }
}

fn known(name: &str) -> Result<&'static Rule, Failure> {
    rules::find(name).ok_or_else(|| {
        let hint = match rules::nearest(name) {
            Some(near) => format!("did you mean '{near}'?"),
            None => "'okr rules' lists them all".to_owned(),
        };
        Failure::usage_with_hint(format!("there is no rule '{name}'"), hint)
    })
}

/// Every rule with its weight, its limits and its first week, and where each is said; `settings` is the
/// text of `okr.yaml`.
pub(super) fn shown(team: &Team, settings: &str) -> String {
    let mut text = String::new();
    let line = |span: Span| format!("okr.yaml:{}", line_column(settings, span.start).line);
    let said = |setting: &RuleSetting, span: Span| match setting.origin {
        Origin::File => line(span),
        Origin::Option(option) => option.to_owned(),
    };
    let word = |severity: Option<Severity>| severity.map_or("off", Severity::word);
    let row = |text: &mut String, rule: &str, what: &str, value: &str, from: &str| {
        let _ = writeln!(text, "{rule:28}  {what:10}  {value:9}  {from}");
    };
    if let Some(since) = team.rules.since {
        row(
            &mut text,
            "(all)",
            "since",
            &since.value.to_string(),
            &line(since.span),
        );
    }
    for rule in rules::all() {
        match team.rules.weight(rule.id, None) {
            Some((setting, weight)) => {
                let from = said(setting, weight.span);
                row(&mut text, rule.id, "severity", word(weight.severity), &from);
            }
            None => row(
                &mut text,
                rule.id,
                "severity",
                word(rule.severity),
                "default",
            ),
        }
        for status in Status::ALL {
            if let Some((setting, weight)) = team.rules.weight(rule.id, Some(*status)) {
                if weight.status.is_some() {
                    let from = said(setting, weight.span);
                    row(
                        &mut text,
                        rule.id,
                        status.word(),
                        word(weight.severity),
                        &from,
                    );
                }
            }
        }
        let own: Vec<&RuleSetting> = team
            .rules
            .all
            .iter()
            .filter(|set| set.rule.value == rule.id)
            .collect();
        if let Some(since) = own.iter().rev().find_map(|set| set.since) {
            row(
                &mut text,
                rule.id,
                "since",
                &since.value.to_string(),
                &line(since.span),
            );
        }
        for limit in RULE_LIMITS.iter().filter(|limit| limit.rule == rule.id) {
            let set = own.iter().rev().flat_map(|set| set.limits.iter().rev());
            let set = set.clone().find(|(key, _)| key.value == limit.key);
            let (value, from) = match set {
                Some((key, value)) => (value.to_string(), line(key.span)),
                None => (limit.default.to_string(), "default".to_owned()),
            };
            row(&mut text, rule.id, limit.key, &value, &from);
        }
    }
    text
}
