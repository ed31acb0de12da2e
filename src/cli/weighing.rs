//! How much `check`'s findings weigh on this command line, and what fails it. Where each setting came
//! from is shown in `shown_settings`.

use clap::ValueEnum;

use super::Failure;
use crate::diag::Severity;
use crate::model::{RuleSetting, Team};
use crate::rules::{self, Rule};

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
