//! From diagnostics to findings: which rules run, what of a finding may be shown, and its fingerprint.
//! How much it weighs is told in `weigh`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::process::reviewed_is_frozen;
use super::suppress::{is_taken_back, suppressed, suppressed_in_okrs};
use super::view::asked_of;
use super::weigh::{may_speak, severity_of, weighed};
use super::{
    ChangeView, ChangedOkrsView, ChangedSettingsView, CheckInView, Group, OkrsView, Rule, Scope,
    TimelineView, all, find, reading, signal,
};
use crate::diag::{Diagnostic, Severity};
use crate::model::{CheckIn, FieldOfChange, KeyResultRef, Status, Team};

/// One thing that is wrong, as the team weighs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong, and where.
    pub diagnostic: Diagnostic,
    /// How much it weighs here.
    pub severity: Severity,
    /// What kind of problem it is.
    pub group: Group,
    /// Whether its place is, or may be, for the two people alone: no word of it may be shown.
    pub private: bool,
    /// 16 hexadecimal digits that stay the same when lines above move: of the rule, the path, the
    /// place, and the ordinal among those that share all three. Empty until [`fingerprinted`].
    pub fingerprint: String,
}

/// Everything that is wrong in those of one person's check-ins whose paths `holds` says yes to: `read` is
/// what reading them all reported. Sorted by path and place, with fingerprints.
#[must_use]
pub fn judge_person(
    view: &TimelineView<'_>,
    mut read: Vec<Diagnostic>,
    holds: impl Fn(&str) -> bool,
) -> Vec<Finding> {
    read.retain(|diagnostic| holds(&diagnostic.path));
    let mut reported: FxHashMap<&str, Vec<&Diagnostic>> = FxHashMap::default();
    for diagnostic in &read {
        let of_file = reported.entry(&diagnostic.path).or_default();
        of_file.push(diagnostic);
    }
    let mut findings = judge_timeline(view);
    findings.retain(|finding| holds(&finding.diagnostic.path));
    for check_in in view.check_ins.iter().filter(|known| holds(&known.path)) {
        let spans = reported
            .get(check_in.path.as_str())
            .map_or(&[][..], Vec::as_slice);
        let one = CheckInView::new(view, check_in, spans);
        findings.append(&mut judge_check_in(&one));
        let trail = view.trails.iter().find(|known| known.path == check_in.path);
        if let Some(trail) = trail {
            findings.append(&mut judge_change(&ChangeView {
                view: one,
                person: view.person,
                trail,
            }));
        }
    }
    let doubtful: Vec<String> = read
        .iter()
        .filter(|known| raises_doubt(known))
        .map(|known| known.path.clone())
        .collect();
    findings.append(&mut judge_reading(view, read));
    findings = suppressed(view, findings);
    for finding in &mut findings {
        if let Some(check_in) = check_in_at(view, &finding.diagnostic.path) {
            keep_private(finding, check_in, doubtful.contains(&check_in.path));
        }
    }
    fingerprinted(findings)
}

/// What the rules over one check-in find.
#[must_use]
pub fn judge_check_in(view: &CheckInView<'_>) -> Vec<Finding> {
    let found = run_check_in(view, |_| true);
    weighed(found, view.team, |_| Some(view.check_in))
}

/// What the rules over a check-in, its base and its past find.
fn judge_change(view: &ChangeView<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in all() {
        if let Scope::Change(check) = rule.scope {
            check(view, &mut found);
        }
    }
    weighed(found, view.view.team, |_| Some(view.view.check_in))
}

/// What the rules over the objectives and those of the base find. Sorted, with fingerprints.
#[must_use]
pub fn judge_changed_okrs(view: &ChangedOkrsView<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in all() {
        if let Scope::ChangedOkrs(check) = rule.scope {
            check(view, &mut found);
        }
    }
    fingerprinted(weighed(found, view.team, |_| None))
}

/// What the rules over the settings and those of the base find. Sorted, with fingerprints.
#[must_use]
pub fn judge_changed_settings(view: &ChangedSettingsView<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in all() {
        if let Scope::ChangedSettings(check) = rule.scope {
            check(view, &mut found);
        }
    }
    fingerprinted(weighed(found, view.after, |_| None))
}

/// What is to be said of check-ins of the base that are gone. Sorted, with fingerprints.
#[must_use]
pub fn judge_gone(gone: &[CheckIn], team: &Team) -> Vec<Finding> {
    let found = gone.iter().filter_map(reviewed_is_frozen::gone).collect();
    fingerprinted(weighed(found, team, |_| None))
}

/// What the rules over one person's check-ins find, those over single ones left out.
#[must_use]
pub fn judge_timeline(view: &TimelineView<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in all() {
        if let Scope::Timeline(check) = rule.scope {
            check(view, &mut found);
        }
    }
    signal::check(view, &mut found);
    weighed(found, view.team, |path| check_in_at(view, path))
}

/// What the rules over the objectives find; `read` is what reading them reported. Sorted, with
/// fingerprints.
#[must_use]
pub fn judge_okrs(view: &OkrsView<'_>, read: Vec<Diagnostic>) -> Vec<Finding> {
    let mut found = read;
    for rule in all() {
        if let Scope::Okrs(check) = rule.scope {
            check(view, &mut found);
        }
    }
    let findings = weighed(found, view.team, |_| None);
    fingerprinted(suppressed_in_okrs(view, findings))
}

/// What reading one person's check-ins reported, as the team weighs it. A key result that both agreed
/// to remove is not unknown in the check-ins of its cycle.
#[must_use]
pub fn judge_reading(view: &TimelineView<'_>, mut read: Vec<Diagnostic>) -> Vec<Finding> {
    read.retain(|diagnostic| {
        diagnostic.rule != reading::UNKNOWN_KEY_RESULT.id || !is_removed(view, diagnostic)
    });
    weighed(read, view.team, |path| check_in_at(view, path))
}

/// What is left to do before the check-in can have the status `asked`, `ready` or `reviewed`: what the
/// rules of the group *complete* would find. Rules that the team turned off ask for nothing.
#[must_use]
pub fn left_to_do(view: &CheckInView<'_>, asked: Status) -> Vec<Diagnostic> {
    let view = CheckInView {
        asked: asked_of(asked),
        ..view.clone()
    };
    let mut found = run_check_in(&view, |group| group == Group::Complete);
    found.retain(|diagnostic| {
        let severity = severity_of(diagnostic.rule, Some(view.asked), view.team);
        severity == Some(Severity::Error) && !is_taken_back(view.check_in, diagnostic)
    });
    found.sort_by_key(|diagnostic| diagnostic.span);
    found
}

/// The findings sorted by path, place and rule, each with its fingerprint.
#[must_use]
pub fn fingerprinted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|left, right| {
        let key = |finding: &Finding| (finding.diagnostic.span, finding.diagnostic.rule);
        let by_path = left.diagnostic.path.cmp(&right.diagnostic.path);
        by_path.then_with(|| key(left).cmp(&key(right)))
    });
    let mut ordinals: FxHashMap<u64, u32> = FxHashMap::default();
    for finding in &mut findings {
        let mut hash = hash_of(&finding.diagnostic);
        let ordinal = ordinals.entry(hash).or_insert(0);
        hash = continued(hash, &ordinal.to_le_bytes());
        *ordinal += 1;
        finding.fingerprint = format!("{hash:016x}");
    }
    findings
}

fn run_check_in(view: &CheckInView<'_>, takes: impl Fn(Group) -> bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if view.is_in_doubt() {
        return found;
    }
    let is_asked = view.asked != Status::Skipped;
    for rule in of_check_ins() {
        let runs = takes(rule.group) && (is_asked || rule.group != Group::Complete);
        if let (Scope::CheckIn(check), true) = (rule.scope, runs && may_speak(rule, view.team)) {
            check(view, &mut found);
        }
    }
    found
}

/// The rules over one check-in.
fn of_check_ins() -> &'static [&'static Rule] {
    static OF_CHECK_INS: LazyLock<Vec<&Rule>> = LazyLock::new(|| {
        let of_one = |rule: &&Rule| matches!(rule.scope, Scope::CheckIn(_));
        all().iter().copied().filter(of_one).collect()
    });
    &OF_CHECK_INS
}

/// Whether after this nobody can say where private words begin and end.
fn raises_doubt(diagnostic: &Diagnostic) -> bool {
    [
        &reading::BAD_MARK,
        &reading::CONFLICT_MARKER,
        &reading::MISSPELT_HEADING,
        &reading::UNCLOSED_COMMENT,
    ]
    .iter()
    .any(|rule| rule.id == diagnostic.rule)
}

/// Marks a finding in a private place, and in all of the body where the file is withheld and its
/// private places are in doubt. What reading says there could quote the text, and so could what any
/// rule says where there is doubt: the rule's summary is said instead.
fn keep_private(finding: &mut Finding, check_in: &CheckIn, in_doubt: bool) {
    let diagnostic = &mut finding.diagnostic;
    let withheld = in_doubt && check_in.withheld.is_some();
    let of_body = diagnostic.span.start >= check_in.front_matter.end;
    let known = check_in.is_private(diagnostic.span);
    finding.private = known || (withheld && of_body);
    let is_reading =
        || find(diagnostic.rule).is_none_or(|rule| matches!(rule.scope, Scope::Reading));
    let quotes = (known && is_reading()) || (withheld && of_body && !raises_doubt(diagnostic));
    if let (true, Some(rule)) = (quotes, find(diagnostic.rule)) {
        diagnostic.message = rule.summary.to_owned();
        diagnostic.place.clear();
    }
}

fn check_in_at<'a>(view: &TimelineView<'a>, path: &str) -> Option<&'a CheckIn> {
    view.check_ins.iter().find(|check_in| check_in.path == path)
}

/// Whether the reference at the diagnostic's place was removed in the cycle of its check-in.
fn is_removed(view: &TimelineView<'_>, diagnostic: &Diagnostic) -> bool {
    let Some(check_in) = check_in_at(view, &diagnostic.path) else {
        return false;
    };
    let written = check_in.cut(diagnostic.span).trim_matches(['"', '\'', '`']);
    let is_named = |reference: &KeyResultRef| match KeyResultRef::parse(written) {
        Some(long) => *reference == long,
        None => reference.key_result.as_str() == written,
    };
    let cycle = view.team.cycle_of(check_in.week);
    view.changes.iter().any(|change| {
        let removes = change.change == FieldOfChange::Remove;
        removes && cycle.contains(change.week) && is_named(&change.reference)
    })
}

/// FNV-1a, 64 bits, so that a fingerprint is the same on every machine and in every version.
fn hash_of(diagnostic: &Diagnostic) -> u64 {
    let place = if diagnostic.place.is_empty() {
        &diagnostic.message
    } else {
        &diagnostic.place
    };
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for part in [diagnostic.rule, &diagnostic.path, place] {
        hash = continued(hash, part.as_bytes());
        hash = continued(hash, &[0]);
    }
    hash
}

fn continued(hash: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(hash, step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn finding(start: usize, place: &str) -> Finding {
        let diagnostic = Diagnostic::new("empty-section", "a.md", Span::at(start), "m");
        Finding {
            diagnostic: diagnostic.in_place(place),
            severity: Severity::Error,
            group: Group::Complete,
            private: false,
            fingerprint: String::new(),
        }
    }

    fn prints(findings: Vec<Finding>) -> Vec<String> {
        fingerprinted(findings)
            .into_iter()
            .map(|finding| finding.fingerprint)
            .collect()
    }

    #[test]
    fn keeps_fingerprints_when_lines_above_move() {
        let before = prints(vec![
            finding(10, "plan"),
            finding(20, "plan"),
            finding(30, "behind"),
        ]);
        let after = prints(vec![
            finding(90, "behind"),
            finding(50, "plan"),
            finding(60, "plan"),
        ]);
        assert_eq!(before, after);
        assert_ne!(before[0], before[1]);
    }

    #[test]
    fn has_the_same_fingerprint_on_every_machine() {
        assert_eq!(prints(vec![finding(0, "plan")]), ["0abfb85245684c7b"]);
    }
}
