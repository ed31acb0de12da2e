//! How much a finding weighs: what the command line says, else `okr.yaml`, else the rule. A rule that is
//! off, or that holds only since a later week, finds nothing.

use super::{Finding, Group, Rule, find};
use crate::diag::{Diagnostic, Severity};
use crate::model::rule_settings::Origin;
use crate::model::{CheckIn, RuleSettings, Status, Team, Week};

/// Gives each diagnostic its severity; those that are off are gone.
pub(super) fn weighed<'a>(
    found: Vec<Diagnostic>,
    team: &Team,
    check_in_of: impl Fn(&str) -> Option<&'a CheckIn>,
) -> Vec<Finding> {
    let mut findings = Vec::with_capacity(found.len());
    for diagnostic in found {
        let group = find(diagnostic.rule).map_or(Group::Format, |rule| rule.group);
        let status = check_in_of(&diagnostic.path).map(|check_in| check_in.status.value);
        if is_before(&diagnostic, team) {
            continue;
        }
        let Some(severity) = severity_of(diagnostic.rule, status, team) else {
            continue;
        };
        findings.push(Finding {
            diagnostic,
            severity,
            group,
            private: false,
            fingerprint: String::new(),
        });
    }
    findings
}

/// How much a rule weighs in files of `status` (`None`: in a file that has none); `None` is off. Where a
/// change is judged, what the base says counts as well, and the heavier of both.
pub(super) fn severity_of(rule: &str, status: Option<Status>, team: &Team) -> Option<Severity> {
    let own = said_severity(rule, status, &team.rules);
    let set = team.rules.weight(rule, status);
    match &team.rules.base {
        Some(base) if set.is_none_or(|(setting, _)| setting.origin == Origin::File) => {
            own.max(said_severity(rule, status, base))
        }
        _ => own,
    }
}

/// How much a rule weighs by these settings alone. What is missing in a check-in that is being written is
/// still to be done, unless the team says otherwise of just that status.
pub(super) fn said_severity(
    rule: &str,
    status: Option<Status>,
    settings: &RuleSettings,
) -> Option<Severity> {
    let known = find(rule);
    let being_written = matches!(status, Some(Status::Draft | Status::Returned));
    let to_do = being_written && known.is_some_and(|rule| rule.group == Group::Complete);
    let set = settings.weight(rule, status);
    let severity = match (&set, known) {
        (Some((_, weight)), _) => weight.severity,
        (None, Some(rule)) => rule.severity,
        (None, None) => Some(Severity::Error),
    }?;
    let is_said_of_it = set
        .is_some_and(|(setting, weight)| weight.status.is_some() || setting.origin != Origin::File);
    Some(if to_do && !is_said_of_it {
        Severity::Info
    } else {
        severity
    })
}

/// Whether the rule can find anything at all: it is on, or some setting speaks of it.
pub(super) fn may_speak(rule: &Rule, team: &Team) -> bool {
    let is_set = |settings: &RuleSettings| settings.all.iter().any(|set| set.rule.value == rule.id);
    let is_set_in_base = || team.rules.base.as_ref().is_some_and(|base| is_set(base));
    rule.severity.is_some() || is_set(&team.rules) || is_set_in_base()
}

/// Whether the file is of a week before the rule holds.
fn is_before(diagnostic: &Diagnostic, team: &Team) -> bool {
    let is_before = |settings: &RuleSettings| {
        let since = settings.since(diagnostic.rule);
        let week = week_of(&diagnostic.path);
        week.zip(since).is_some_and(|(week, since)| week < since)
    };
    is_before(&team.rules) && team.rules.base.as_ref().is_none_or(|base| is_before(base))
}

/// The week that a check-in's path names, also where there is no such file.
fn week_of(path: &str) -> Option<Week> {
    let (_, name) = path.strip_prefix("check-ins/")?.split_once('/')?;
    Week::parse(name.strip_suffix(".md")?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RuleSetting;
    use crate::model::rule_settings::Weight;
    use crate::text::{Span, Spanned};

    fn team(rules: &[(&str, Option<Status>, Option<Severity>)]) -> Team {
        let mut team = Team::default();
        for (rule, status, severity) in rules {
            let mut setting = RuleSetting::of_option("--deny", rule, *severity);
            setting.origin = Origin::File;
            setting.weights = vec![Weight {
                status: *status,
                severity: *severity,
                span: Span::default(),
            }];
            team.rules.all.push(setting);
        }
        team
    }

    #[test]
    fn takes_the_severity_from_the_team_first() {
        let team = team(&[
            ("empty-section", None, None),
            ("bad-mark", None, Some(Severity::Info)),
        ]);
        assert_eq!(severity_of("empty-section", None, &team), None);
        assert_eq!(severity_of("bad-mark", None, &team), Some(Severity::Info));
        let error = Some(Severity::Error);
        assert_eq!(severity_of("missing-section", None, &team), error);
    }

    #[test]
    fn asks_nothing_of_a_draft_but_where_the_team_says_so() {
        let draft = Some(Status::Draft);
        let error = Some(Severity::Error);
        let none = team(&[]);
        assert_eq!(
            severity_of("missing-section", draft, &none),
            Some(Severity::Info)
        );
        let stricter = team(&[("missing-section", draft, error)]);
        assert_eq!(severity_of("missing-section", draft, &stricter), error);
    }

    #[test]
    fn leaves_files_of_earlier_weeks_alone() {
        let mut team = Team::default();
        let since = Week::parse("2026-W20").unwrap();
        team.rules.since = Some(Spanned::new(since, Span::default()));
        let at = |path: &str| Diagnostic::new("late", path, Span::at(0), "m");
        assert!(is_before(&at("check-ins/ada/2026-W19.md"), &team));
        assert!(!is_before(&at("check-ins/ada/2026-W20.md"), &team));
        assert!(!is_before(&at("okrs/2026-Q1/fast.md"), &team));
    }
}
