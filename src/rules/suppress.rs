//! What comments in a file take back: each finding of the rule they name in the place below them. One that
//! gives no reason takes nothing back and is a finding itself, as is one that takes nothing back although
//! its rule was asked.

use super::weigh::{may_speak, severity_of, weighed};
use super::{
    Finding, OkrsView, Rule, Scope, TimelineView, allow_without_reason, find, unknown_rule,
    unused_allow,
};
use crate::diag::Diagnostic;
use crate::model::{Allow, CheckIn};
use crate::text::Span;

/// The findings of one person without those that are taken back, and with what is wrong with the comments.
pub(super) fn suppressed(view: &TimelineView<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    let with_comments = view
        .check_ins
        .iter()
        .filter(|check_in| !check_in.allows.is_empty());
    for check_in in with_comments {
        let file = File {
            path: &check_in.path,
            allows: &check_in.allows,
        };
        let found = file.taken_back(&mut findings, |rule| was_asked(view, check_in, rule));
        findings.append(&mut weighed(found, view.team, |_| Some(check_in)));
    }
    findings
}

/// The same of the findings in `okr.yaml` and the objectives. What a change does to them is not taken back
/// by a comment in them.
pub(super) fn suppressed_in_okrs(view: &OkrsView<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    let settings = ("okr.yaml", view.team.allows.as_slice());
    let objectives = view.okrs.objectives().iter();
    let objectives =
        objectives.map(|objective| (objective.path.as_str(), objective.allows.as_slice()));
    let is_on =
        |rule: &Rule| may_speak(rule, view.team) && severity_of(rule.id, None, view.team).is_some();
    for (path, allows) in std::iter::once(settings).chain(objectives) {
        let file = File { path, allows };
        let found = file.taken_back(&mut findings, is_on);
        findings.append(&mut weighed(found, view.team, |_| None));
    }
    findings
}

/// Whether a comment takes the finding back.
pub(super) fn is_taken_back(check_in: &CheckIn, diagnostic: &Diagnostic) -> bool {
    taken_back_by(&check_in.allows, diagnostic).is_some()
}

/// Whether a comment takes back what a rule finds at a place.
pub(super) fn is_allowed(check_in: &CheckIn, rule: &str, span: Span) -> bool {
    check_in
        .allows
        .iter()
        .any(|allow| allows(allow, rule, span))
}

fn allows(allow: &Allow, rule: &str, span: Span) -> bool {
    let is_below = allow.covers.start <= span.start && span.start <= allow.covers.end;
    allow.has_reason && allow.rule.value == rule && is_below
}

fn taken_back_by(allows: &[Allow], diagnostic: &Diagnostic) -> Option<usize> {
    allows
        .iter()
        .position(|allow| self::allows(allow, diagnostic.rule, diagnostic.span))
}

/// A file with such comments.
struct File<'f> {
    path: &'f str,
    allows: &'f [Allow],
}

impl File<'_> {
    /// Takes the findings away, and gives what is wrong with the comments.
    fn taken_back(
        &self,
        findings: &mut Vec<Finding>,
        was_asked: impl Fn(&Rule) -> bool,
    ) -> Vec<Diagnostic> {
        if self.allows.is_empty() {
            return Vec::new();
        }
        let mut used = vec![false; self.allows.len()];
        findings.retain(|finding| {
            let diagnostic = &finding.diagnostic;
            let place = (diagnostic.path == self.path)
                .then(|| taken_back_by(self.allows, diagnostic))
                .flatten();
            if let Some(place) = place {
                used[place] = true;
            }
            place.is_none()
        });
        let with_use = self.allows.iter().zip(used);
        with_use
            .filter_map(|(allow, used)| self.wrong_with(allow, used, &was_asked))
            .collect()
    }

    fn wrong_with(
        &self,
        allow: &Allow,
        used: bool,
        was_asked: impl Fn(&Rule) -> bool,
    ) -> Option<Diagnostic> {
        let name = allow.rule.value.as_str();
        let Some(rule) = find(name) else {
            return Some(unknown_rule::unknown(self.path, name, allow.rule.span));
        };
        let told = |rule: &Rule, message: String| {
            Diagnostic::new(rule.id, self.path, allow.span, message).in_place(name)
        };
        if !allow.has_reason {
            let message = format!("the reason to allow '{name}' is missing");
            let help = "write 'okr: allow(rule): reason' in the comment; without a reason nothing is allowed";
            return Some(told(&allow_without_reason::RULE, message).with_help(help));
        }
        if used || !was_asked(rule) {
            return None;
        }
        let message = format!("'{name}' finds nothing here, so nothing is to be allowed");
        let help = "delete the comment, or put it right above the place";
        Some(told(&unused_allow::RULE, message).with_help(help))
    }
}

/// Whether the rule was asked about this file: it is on, it needs nothing that is not there, and it
/// speaks of more than a person's last check-in.
fn was_asked(view: &TimelineView<'_>, check_in: &CheckIn, rule: &Rule) -> bool {
    let status = Some(check_in.status.value);
    let is_on = may_speak(rule, view.team) && severity_of(rule.id, status, view.team).is_some();
    let is_last = view.last().is_some_and(|last| last.path == check_in.path);
    let is_asked = match rule.scope {
        // Whether these can speak depends on what git still knows.
        Scope::Change(_) | Scope::ChangedOkrs(_) | Scope::ChangedSettings(_) => false,
        Scope::Signal | Scope::Timeline(_) => is_last,
        Scope::Reading | Scope::CheckIn(_) | Scope::Okrs(_) | Scope::Suppression => true,
    };
    is_on && is_asked
}
