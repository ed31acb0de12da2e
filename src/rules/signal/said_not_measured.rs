//! Said ≠ measured: confident while behind, or not OK while on pace.

use crate::diag::Severity;
use crate::model::measure::{self, Pace};
use crate::model::{Confidence, Week};
use crate::rules::explanation::example;
use crate::rules::{Group, Rule, Scope};

use super::{Signal, Situation};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "said-not-measured",
    group: Group::Signal,
    severity: Some(Severity::Warning),
    summary: "what is said of a key result and what is measured of it do not fit",
    asks: "The last confidence and the pace agree: Good or Very good is not behind, Not OK is not on pace. Where they do not, ask what the one knows that the other does not show.",
    why: "Most surprises of the last week were known to somebody before: in the number, or in the feeling.",
    scope: Scope::Signal,
    example: example!(
        "said-not-measured",
        "good-while-behind",
        "ok-not-ok-while-behind"
    ),
};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    let said = situation.said()?;
    let disagrees = match said {
        Confidence::NotOk => situation.is_on_pace(),
        Confidence::Good | Confidence::VeryGood => situation.is_behind(),
    };
    if !disagrees {
        return None;
    }
    let running: Vec<Week> = situation
        .words()
        .take_while(|(_, word)| *word == said)
        .map(|(week, _)| week)
        .collect();
    let before = situation.words().nth(running.len()).map(|(_, word)| word);
    Some(Signal::SaidNotMeasured {
        said,
        running: running.len(),
        behind_since: behind_since(situation, &running).filter(|_| said != Confidence::NotOk),
        fell_from: before.filter(|word| *word > said),
    })
}

/// The first of the newest check-ins in a row that were behind; the week itself where none was yet.
fn behind_since(situation: &Situation, newest_first: &[Week]) -> Option<Week> {
    let behind = |week: &&Week| {
        let pace = measure::pace(situation.history, **week, situation.thresholds);
        matches!(pace, Pace::Off(_, band) if band.is_behind())
    };
    newest_first
        .iter()
        .take_while(behind)
        .last()
        .copied()
        .or(Some(situation.week))
}
