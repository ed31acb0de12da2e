//! What a team says of the rules: how much each weighs, since which week, and within which limits. The
//! rules themselves are in `rules`; here is the table of the limits that a team can set.

use super::{Decimal, Status, Week};
use crate::diag::Severity;
use crate::text::{Span, Spanned};

/// A number that a rule goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleLimit {
    /// The rule's id.
    pub rule: &'static str,
    /// The key in `okr.yaml`.
    pub key: &'static str,
    /// What it is where a team says nothing.
    pub default: i64,
    /// What it counts, for messages and documents.
    pub hint: &'static str,
}

macro_rules! limits {
    ($($rule:literal, $key:literal, $default:literal, $hint:literal;)*) => {
        /// Every limit that a team can set.
        pub const RULE_LIMITS: &[RuleLimit] = &[
            $(RuleLimit { rule: $rule, key: $key, default: $default, hint: $hint }),*
        ];
    };
}

limits! {
    "carried-too-long", "weeks", 4, "weeks for which a task is carried";
    "too-smooth", "steps", 5, "equal steps in a row";
    "quiet-obstacle", "weeks", 3, "weeks for which an obstacle is open";
    "stalled", "values", 3, "equal values in a row";
    "wrong-way", "check-ins", 2, "check-ins in a row that move away";
    "out-of-reach", "times", 2, "times the best rate so far";
    "stuck-low", "check-ins", 3, "check-ins in a row that are not OK";
    "help-late", "weeks", 2, "whole weeks past the due date";
    "copied-from-last-week", "words", 6, "words from which on an answer counts";
    "manager-talks-more", "times", 1, "times the words of the person";
}

/// What is said of all rules, in `okr.yaml` and then on the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSettings {
    /// Files of earlier weeks are not judged.
    pub since: Option<Spanned<Week>>,
    /// In the order in which they are said; what is said later counts.
    pub all: Vec<RuleSetting>,
    /// What is said in the base of a change: it may add to that, and take nothing of it back.
    pub base: Option<Box<RuleSettings>>,
}

/// What is said of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSetting {
    /// The rule's id, as written.
    pub rule: Spanned<String>,
    /// Where it is said.
    pub origin: Origin,
    /// How much it weighs: in files of one status, or of every status that is not named.
    pub weights: Vec<Weight>,
    /// Files of earlier weeks are not judged by it.
    pub since: Option<Spanned<Week>>,
    /// Its limits, by key as written.
    pub limits: Vec<(Spanned<String>, Decimal)>,
}

/// How much a rule weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// In files of this status; `None` in all.
    pub status: Option<Status>,
    /// `None` is off.
    pub severity: Option<Severity>,
    /// Where it is written.
    pub span: Span,
}

/// Where a setting is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In `okr.yaml`; its spans are bytes of it.
    File,
    /// By this option of the command line.
    Option(&'static str),
}

impl RuleSettings {
    /// What is said last of a rule, in order from the last to the first.
    fn of<'s, 'r>(&'s self, rule: &'r str) -> impl Iterator<Item = &'s RuleSetting> + use<'s, 'r> {
        let all = self.all.iter().rev();
        all.filter(move |setting| setting.rule.value == rule)
    }

    /// How much a rule weighs in files of `status`, and where that is said; `None` where nothing is.
    #[must_use]
    pub fn weight(&self, rule: &str, status: Option<Status>) -> Option<(&RuleSetting, Weight)> {
        self.of(rule)
            .find_map(|setting| Some((setting, setting.weight(status)?)))
    }

    /// The first week whose files a rule judges.
    #[must_use]
    pub fn since(&self, rule: &str) -> Option<Week> {
        let own = self.of(rule).find_map(|setting| setting.since);
        own.or(self.since).map(|since| since.value)
    }

    /// A limit of a rule: the team's, else the default of [`RULE_LIMITS`].
    #[must_use]
    pub fn limit(&self, rule: &str, key: &str) -> Decimal {
        let set = self.of(rule).find_map(|setting| setting.limit(key));
        let known = || {
            RULE_LIMITS
                .iter()
                .find(|known| known.rule == rule && known.key == key)
        };
        set.unwrap_or_else(|| known().map_or(Decimal::ZERO, |known| known.default.into()))
    }

    /// The same as a whole number.
    #[must_use]
    pub fn count(&self, rule: &str, key: &str) -> u32 {
        u32::try_from(self.limit(rule, key)).unwrap_or(u32::MAX)
    }
}

impl RuleSetting {
    /// What is said of one rule by an option of the command line.
    #[must_use]
    pub fn of_option(option: &'static str, rule: &str, severity: Option<Severity>) -> Self {
        let weight = Weight {
            status: None,
            severity,
            span: Span::default(),
        };
        Self {
            rule: Spanned::new(rule.to_owned(), Span::default()),
            origin: Origin::Option(option),
            weights: vec![weight],
            since: None,
            limits: Vec::new(),
        }
    }

    /// The weight in files of `status`: the one of that status, else the one of all.
    #[must_use]
    pub fn weight(&self, status: Option<Status>) -> Option<Weight> {
        let of = |status: Option<Status>| {
            let mut found = self.weights.iter().rev();
            found.find(|weight| weight.status == status).copied()
        };
        status
            .and_then(|status| of(Some(status)))
            .or_else(|| of(None))
    }

    /// The limit with that key.
    #[must_use]
    pub fn limit(&self, key: &str) -> Option<Decimal> {
        let mut set = self.limits.iter().rev();
        set.find(|(known, _)| known.value == key)
            .map(|(_, value)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(rule: &str, weights: &[(Option<Status>, Option<Severity>)]) -> RuleSetting {
        let span = Span::default();
        let weight = |(status, severity): &(Option<Status>, Option<Severity>)| Weight {
            status: *status,
            severity: *severity,
            span,
        };
        RuleSetting {
            rule: Spanned::new(rule.to_owned(), span),
            origin: Origin::File,
            weights: weights.iter().map(weight).collect(),
            since: None,
            limits: Vec::new(),
        }
    }

    #[test]
    fn takes_the_weight_of_the_status_before_that_of_all() {
        let of_file = setting(
            "late",
            &[
                (Some(Status::Reviewed), None),
                (None, Some(Severity::Error)),
            ],
        );
        let mut settings = RuleSettings {
            since: None,
            all: vec![of_file],
            base: None,
        };
        let weight = |settings: &RuleSettings, status| {
            settings
                .weight("late", status)
                .map(|(_, weight)| weight.severity)
        };
        assert_eq!(weight(&settings, Some(Status::Reviewed)), Some(None));
        assert_eq!(
            weight(&settings, Some(Status::Ready)),
            Some(Some(Severity::Error))
        );
        let option = RuleSetting::of_option("--warn", "late", Some(Severity::Warning));
        settings.all.push(option);
        assert_eq!(
            weight(&settings, Some(Status::Reviewed)),
            Some(Some(Severity::Warning))
        );
    }

    #[test]
    fn has_a_default_for_every_limit() {
        let settings = RuleSettings::default();
        for limit in RULE_LIMITS {
            assert_eq!(
                settings.limit(limit.rule, limit.key),
                limit.default.into(),
                "{}",
                limit.rule
            );
        }
        assert_eq!(settings.count("too-smooth", "steps"), 5);
    }
}
