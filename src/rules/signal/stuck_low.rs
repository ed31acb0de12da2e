//! Stuck low: not OK in the last check-ins.

use crate::diag::Severity;
use crate::model::{Confidence, Week};
use crate::rules::explanation::example;
use crate::rules::{Group, Rule, Scope};

use super::{Signal, Situation, at_least};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "stuck-low",
    group: Group::Signal,
    severity: Some(Severity::Warning),
    summary: "a key result has been not OK for long",
    asks: "After `check-ins` check-ins in a row that are not OK something is changed: the plan, the help, or the goal.",
    why: "Saying it every week and changing nothing teaches everybody not to say it.",
    scope: Scope::Signal,
    example: example!("stuck-low", "three-times", "ok-twice"),
};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    let low = |word: &(Week, Confidence)| word.1 == Confidence::NotOk;
    let weeks: Vec<Week> = situation
        .words()
        .take_while(low)
        .map(|(week, _)| week)
        .collect();
    let (newest, since) = (*weeks.first()?, *weeks.last()?);
    let lasting = u32::try_from(newest.since(since) + 1).unwrap_or(0);
    at_least(weeks.len(), situation.limits.stuck_check_ins).then_some(Signal::StuckLow {
        since,
        weeks: lasting,
    })
}
