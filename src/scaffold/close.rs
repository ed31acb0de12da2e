//! The end of a cycle as a text: a grade for each key result from its last value, room for a person's own
//! beside it, and what was good, what was bad, what to try. What people wrote in it is read in [`written`].

mod written;

pub use written::{Unanswered, unanswered};

use super::last::value_words;
use super::slot::filled;
use super::words::{brief, heading};
use crate::model::language::RetrospectWords;
use crate::model::measure::{clamped, objective_score, score};
use crate::model::prompt::comment;
use crate::model::{Cycle, Decimal, History, Kind, Language, Objective, Week};
use crate::text::{Document, Source, Span};

/// The heading level of objectives and questions; key results are one below.
const LEVEL: u8 = 2;

/// A cycle as of one of its weeks.
#[derive(Clone, Debug)]
pub struct Closing<'a> {
    /// The cycle.
    pub cycle: &'a Cycle,
    /// The language in which it is told.
    pub language: Language,
    /// The week up to which values count.
    pub week: Week,
    /// Its objectives with the histories of their key results, in their order.
    pub objectives: Vec<(&'a Objective, Vec<History>)>,
}

impl Closing<'_> {
    /// The whole text, for where there is none yet.
    #[must_use]
    pub fn text(&self) -> String {
        let words = self.words();
        let title = filled(words.title, &[("cycle", self.cycle.id())]);
        let mut parts = vec![format!("# {title}"), comment(words.note)];
        parts.extend(
            self.objectives
                .iter()
                .map(|(objective, _)| self.objective(objective)),
        );
        parts.extend(self.questions());
        parts.join("\n\n") + "\n"
    }

    fn words(&self) -> &'static RetrospectWords {
        &self.language.wording().retrospect
    }

    fn questions(&self) -> impl Iterator<Item = String> {
        let question = |(title, asked): &(&str, &str)| format!("## {title}\n{}", comment(asked));
        self.words().questions.iter().map(question)
    }

    /// `text` with its grades brought up to date, and what it has not yet put behind it; every other byte
    /// stays.
    #[must_use]
    pub fn brought_up_to_date(&self, text: &str) -> String {
        let source = Source::new(text.as_bytes().to_vec());
        let document = Document::new(&source);
        let places = written::places(&document);
        let mut edits: Vec<(Span, String)> = Vec::new();
        let mut missing = Vec::new();
        for (objective, histories) in &self.objectives {
            let Some(place) = places.objective(objective.id.as_str()) else {
                missing.push(self.objective(objective));
                continue;
            };
            edits.extend(
                place
                    .grade
                    .map(|span| (span, self.objective_grade(histories))),
            );
            let mut added = String::new();
            for history in histories {
                let reference = history.key_result.reference.to_string();
                match places.key_result(&reference) {
                    Some(place) => {
                        edits.extend(place.grade.map(|span| (span, self.grade(history))))
                    }
                    None => added.push_str(&format!("\n\n{}", self.key_result(history))),
                }
            }
            let end = place.body.start + place.body.of(text).trim_end().len();
            edits.extend((!added.is_empty()).then(|| (Span::at(end), added)));
        }
        edits.sort_by_key(|(span, _)| *span);
        let is_crlf = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
        let mut result = replaced(text, &edits, is_crlf);
        if !places.has_questions {
            missing.extend(self.questions());
        }
        if !missing.is_empty() {
            let added = format!("\n\n{}\n", missing.join("\n\n"));
            result.truncate(result.trim_end().len());
            result.push_str(&with_line_ends(&added, is_crlf));
        }
        result
    }

    fn objective(&self, objective: &Objective) -> String {
        let known = self
            .objectives
            .iter()
            .find(|(known, _)| known.id == objective.id);
        let histories = known.map_or(&[][..], |(_, histories)| histories);
        let mut parts = vec![format!(
            "## {}: {}\n- {}: {}",
            objective.id,
            heading(&objective.title),
            self.words().grade,
            self.objective_grade(histories)
        )];
        parts.extend(histories.iter().map(|history| self.key_result(history)));
        parts.join("\n\n")
    }

    fn key_result(&self, history: &History) -> String {
        let key_result = &history.key_result;
        let words = self.words();
        format!(
            "### {}\n{}\n\n- {}: {}\n- {}:\n- {}:",
            key_result.reference,
            heading(&key_result.title),
            words.grade,
            self.grade(history),
            words.own_grade,
            words.why,
        )
    }

    /// "0.52 (310 ms in 2026-W47; from 480 ms to 150 ms)"
    #[must_use]
    pub fn grade(&self, history: &History) -> String {
        if let Some(removed) = history.removed.filter(|removed| *removed <= self.week) {
            let removed = removed.to_string();
            return filled(self.words().removed, &[("week", &removed)]);
        }
        let goal = self.goal(history);
        match (
            self.key_result_score(history),
            history.last_value(self.week),
        ) {
            (Some(score), Some((week, value))) => filled(
                self.words().of_value,
                &[
                    ("score", &rounded(score)),
                    ("value", &self.value(history, value)),
                    ("week", &week.to_string()),
                    ("goal", &goal),
                ],
            ),
            _ => filled(self.words().no_value, &[("goal", &goal)]),
        }
    }

    /// The score of the last value, from 0 to 1; `None` where there is no value or the key result is gone.
    #[must_use]
    pub fn key_result_score(&self, history: &History) -> Option<Decimal> {
        if history.removed.is_some_and(|removed| removed <= self.week) {
            return None;
        }
        let (_, value) = history.last_value(self.week)?;
        Some(clamped(score(&history.definition(self.week).kind, value)))
    }

    /// The weighted mean of an objective, as it is written.
    #[must_use]
    pub fn objective_grade(&self, histories: &[History]) -> String {
        let histories: Vec<&History> = histories.iter().collect();
        let score = objective_score(&histories, self.week);
        score.map_or_else(|| self.words().none.to_owned(), rounded)
    }

    fn value(&self, history: &History, value: Decimal) -> String {
        value_words(&history.key_result, value, self.language)
    }

    /// What was to be reached, by the definition of that week.
    fn goal(&self, history: &History) -> String {
        let words = self.words();
        match &history.definition(self.week).kind {
            Kind::Reach { start, target } => filled(
                words.reach,
                &[
                    ("from", &self.value(history, *start)),
                    ("to", &self.value(history, *target)),
                ],
            ),
            Kind::Keep { at_least, at_most } => self.bounds(history, *at_least, *at_most),
            Kind::Milestones(names) => {
                let last = names.last().map_or("", String::as_str);
                filled(
                    words.milestones,
                    &[("n", &names.len().to_string()), ("last", &brief(last))],
                )
            }
            Kind::Done => words.done.to_owned(),
        }
    }

    fn bounds(
        &self,
        history: &History,
        at_least: Option<Decimal>,
        at_most: Option<Decimal>,
    ) -> String {
        let words = &self.language.wording().draft;
        let bound = |phrase: &str, value: Option<Decimal>| {
            value.map(|value| filled(phrase, &[("n", &self.value(history, value))]))
        };
        let bounds = [
            bound(words.at_least, at_least),
            bound(words.at_most, at_most),
        ];
        let bounds: Vec<String> = bounds.into_iter().flatten().collect();
        let bounds = bounds.join(&format!(" {} ", words.and));
        filled(words.keep, &[("bounds", &bounds)])
    }
}

/// With two places, halves away from zero.
fn rounded(score: Decimal) -> String {
    use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    format!(
        "{:.2}",
        score.round_dp_with_strategy(2, MidpointAwayFromZero)
    )
}

fn replaced(text: &str, edits: &[(Span, String)], is_crlf: bool) -> String {
    let mut result = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for (span, put) in edits {
        result.push_str(&text[at..span.start]);
        result.push_str(&with_line_ends(put, is_crlf));
        at = span.end;
    }
    result.push_str(&text[at..]);
    result
}

fn with_line_ends(text: &str, is_crlf: bool) -> String {
    if is_crlf {
        text.replace('\n', "\r\n")
    } else {
        text.to_owned()
    }
}
