//! Help late: a task that somebody else owns, for this key result or an obstacle of it, is long
//! overdue.

use super::{Signal, Situation};
use crate::diag::Severity;
use crate::rules::explanation::example;
use crate::rules::{Group, Rule, Scope};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "help-late",
    group: Group::Signal,
    severity: Some(Severity::Warning),
    summary: "a task of somebody else for a key result is long overdue",
    asks: "A task that somebody else owns, and that names the key result or an obstacle of it, is done before it is `weeks` whole weeks over, or is taken up by somebody who can.",
    why: "The owner cannot do it alone, and waits in silence.",
    scope: Scope::Signal,
    example: example!("help-late", "two-weeks-over", "ok-just-over"),
};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    let weeks_over = |due: jiff::civil::Date| {
        let days = due.until(situation.today).map_or(0, |span| span.get_days());
        u32::try_from(days / 7).unwrap_or(0)
    };
    let oldest = situation.others_tasks.iter().min_by_key(|task| task.due)?;
    let weeks = weeks_over(oldest.due);
    (weeks > 0 && weeks >= situation.limits.late_weeks).then(|| Signal::HelpLate {
        task: oldest.text.to_owned(),
        weeks,
    })
}
