//! Out of reach: what is needed from here is a multiple of the best four weeks so far.

use crate::diag::Severity;
use crate::model::measure::{self, Reach};
use crate::rules::explanation::example;
use crate::rules::{Group, Rule, Scope};

use super::{Signal, Situation};

/// See [`Rule::summary`].
pub(in crate::rules) static RULE: Rule = Rule {
    id: "out-of-reach",
    group: Group::Signal,
    severity: Some(Severity::Warning),
    summary: "what is needed a week is a multiple of the best four weeks so far",
    asks: "From the fourth check-in on, what is needed a week is below `times` times the best rate so far. Else, ask for the honest target.",
    why: "A goal that nobody can reach is followed closely and missed all the same.",
    scope: Scope::Signal,
    example: example!("out-of-reach", "needs-far-more", "ok-within-reach"),
};

pub(super) fn signal(situation: &Situation) -> Option<Signal> {
    let (history, week) = (situation.history, situation.week);
    let reach = measure::needed_against_best(history, week)?;
    let far = match reach {
        Reach::Times(times) => times >= situation.limits.out_of_reach,
        Reach::NoProgress => true,
    };
    let needed = measure::needed(history, week)?;
    far.then(|| Signal::OutOfReach {
        needed,
        best: measure::best_rate(history, week),
        reach,
    })
}
