//! What stood there last, told in a comment beside what is to be filled in.

use super::slot::filled;
use super::words::brief;
use crate::model::language::DraftWords;
use crate::model::{
    CheckIn, Confidence, Cycle, Decimal, KeyResult, KeyResultRef, Kind, Language, Week,
};

/// What the person's earlier check-ins of the cycle said last of a key result.
pub(super) struct Last {
    value: Option<(Week, Decimal)>,
    confidence: Option<(Week, Confidence)>,
}

impl Last {
    /// Of the key result, from check-ins in order of their weeks.
    pub(super) fn of(reference: &KeyResultRef, earlier: &[&CheckIn], cycle: &Cycle) -> Self {
        let readings = || {
            let newest_first = earlier.iter().rev();
            let of_cycle = newest_first.filter(|check_in| cycle.contains(check_in.week));
            of_cycle.filter_map(|check_in| Some((check_in.week, check_in.reading(reference)?)))
        };
        let value = readings().find_map(|(week, r)| Some((week, r.value.as_ref()?.value)));
        let confidence =
            readings().find_map(|(week, r)| Some((week, r.confidence.as_ref()?.value)));
        Self { value, confidence }
    }

    /// "last: 310 ms (2026-W46), target 150", for beside an empty value.
    pub(super) fn value(&self, key_result: &KeyResult, language: Language) -> String {
        let words = &language.wording().draft;
        let goal = goal(key_result, words);
        match (self.value, &key_result.kind) {
            (Some((week, value)), _) => {
                let value = value_words(key_result, value, language);
                let week = week.to_string();
                filled(
                    words.last,
                    &[("value", &value), ("week", &week), ("goal", &goal)],
                )
            }
            (None, Kind::Reach { start, .. }) => {
                let start = start.to_string();
                filled(words.start, &[("start", &start), ("goal", &goal)])
            }
            (None, _) => goal,
        }
    }

    /// "very-good, good or not-ok; last: good", for beside an empty confidence.
    pub(super) fn confidence(&self, words: &DraftWords) -> String {
        let levels: Vec<_> = Confidence::ALL
            .iter()
            .rev()
            .map(|word| word.word())
            .collect();
        let levels = one_of(&levels, words.or);
        match self.confidence {
            Some((_, last)) => filled(
                words.last_confidence,
                &[("words", &levels), ("last", last.word())],
            ),
            None => levels,
        }
    }
}

/// A value as a person says it: with its unit, or the milestone's name, or yes and no.
#[must_use]
pub fn value_words(key_result: &KeyResult, value: Decimal, language: Language) -> String {
    let [yes, no] = language.wording().draft.done;
    match &key_result.kind {
        Kind::Reach { .. } | Kind::Keep { .. } => match &key_result.unit {
            Some(unit) => format!("{value} {}", brief(unit)),
            None => value.to_string(),
        },
        Kind::Milestones(names) => {
            let reached = usize::try_from(value.trunc().mantissa()).unwrap_or(0);
            let name = reached.checked_sub(1).and_then(|at| names.get(at));
            name.map_or_else(
                || value.to_string(),
                |name| format!("{value}, {}", brief(name)),
            )
        }
        Kind::Done if value >= Decimal::ONE => yes.to_owned(),
        Kind::Done => no.to_owned(),
    }
}

/// What is to be reached, and how the value is written where that is not plain.
fn goal(key_result: &KeyResult, words: &DraftWords) -> String {
    match &key_result.kind {
        Kind::Reach { target, .. } => filled(words.target, &[("target", &target.to_string())]),
        Kind::Keep { at_least, at_most } => {
            let bound = |phrase: &str, bound: &Option<Decimal>| {
                bound.map(|bound| filled(phrase, &[("n", &bound.to_string())]))
            };
            let least = bound(words.at_least, at_least);
            let bounds = least.into_iter().chain(bound(words.at_most, at_most));
            let bounds = bounds.collect::<Vec<_>>().join(&format!(" {} ", words.and));
            filled(words.keep, &[("bounds", &bounds)])
        }
        Kind::Milestones(names) => {
            let names: Vec<String> = names.iter().map(|name| brief(name)).collect();
            let (count, names) = (names.len().to_string(), names.join(" · "));
            filled(words.milestones, &[("n", &count), ("names", &names)])
        }
        Kind::Done => one_of(&words.done, words.or),
    }
}

fn one_of(words: &[&str], or: &str) -> String {
    match words {
        [rest @ .., last] if !rest.is_empty() => format!("{} {or} {last}", rest.join(", ")),
        _ => words.join(", "),
    }
}
