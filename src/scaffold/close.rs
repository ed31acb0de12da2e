//! The end of a cycle as a text: a grade for each key result from its last value, room for a person's own
//! beside it, and what was good, what was bad, what to try. What people wrote in it is read in [`written`].

mod written;

pub use written::{Unanswered, unanswered};

use super::last::value_words;
use super::words::{brief, heading};
use crate::model::measure::{clamped, objective_score, score};
use crate::model::prompt::comment;
use crate::model::{Cycle, Decimal, History, Kind, Objective, Week};
use crate::text::{Document, Source, Span};

/// The label of what is computed.
const GRADE: &str = "Grade";
/// The label of a person's own grade.
const OWN_GRADE: &str = "Own grade";
/// The label of its reason.
const WHY: &str = "Why";

/// The heading level of objectives and questions; key results are one below.
const LEVEL: u8 = 2;

/// What is asked of a cycle that is over.
const QUESTIONS: [(&str, &str); 3] = [
    ("What was good", "What worked, and should stay as it is?"),
    ("What was bad", "What did not work, and what did it cost?"),
    (
        "What to try",
        "What will you do in another way in the next cycle?",
    ),
];

/// A cycle as of one of its weeks.
#[derive(Clone, Debug)]
pub struct Closing<'a> {
    /// The cycle.
    pub cycle: &'a Cycle,
    /// The week up to which values count.
    pub week: Week,
    /// Its objectives with the histories of their key results, in their order.
    pub objectives: Vec<(&'a Objective, Vec<History>)>,
}

impl Closing<'_> {
    /// The whole text, for where there is none yet.
    #[must_use]
    pub fn text(&self) -> String {
        let note = comment(
            "A grade is the score of the last value, from 0 to 1; 'okr close' keeps it up to date. The own \
             grade is yours, from 0 to 1, with the reason: no number knows what was learnt on the way.",
        );
        let mut parts = vec![format!("# {} in retrospect", self.cycle), note];
        parts.extend(
            self.objectives
                .iter()
                .map(|(objective, _)| self.objective(objective)),
        );
        let question = |(title, asked): &(&str, &str)| format!("## {title}\n{}", comment(asked));
        parts.extend(QUESTIONS.iter().map(question));
        parts.join("\n\n") + "\n"
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
            missing.extend(
                QUESTIONS
                    .iter()
                    .map(|(title, asked)| format!("## {title}\n{}", comment(asked))),
            );
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
            "## {}: {}\n- {GRADE}: {}",
            objective.id,
            heading(&objective.title),
            self.objective_grade(histories)
        )];
        parts.extend(histories.iter().map(|history| self.key_result(history)));
        parts.join("\n\n")
    }

    fn key_result(&self, history: &History) -> String {
        let key_result = &history.key_result;
        format!(
            "### {}\n{}\n\n- {GRADE}: {}\n- {OWN_GRADE}:\n- {WHY}:",
            key_result.reference,
            heading(&key_result.title),
            self.grade(history)
        )
    }

    /// "0.52 (310 ms in 2026-W47; from 480 ms to 150 ms)"
    #[must_use]
    pub fn grade(&self, history: &History) -> String {
        if let Some(removed) = history.removed.filter(|removed| *removed <= self.week) {
            return format!("none (removed in {removed})");
        }
        let goal = goal(history, self.week);
        match (
            self.key_result_score(history),
            history.last_value(self.week),
        ) {
            (Some(score), Some((week, value))) => {
                let value = value_words(&history.key_result, value);
                format!("{} ({value} in {week}; {goal})", rounded(score))
            }
            _ => format!("0.00 (no value; {goal})"),
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
        score.map_or_else(|| "none".to_owned(), rounded)
    }
}

/// What was to be reached, by the definition of that week.
fn goal(history: &History, week: Week) -> String {
    let key_result = &history.key_result;
    match &history.definition(week).kind {
        Kind::Reach { start, target } => format!(
            "from {} to {}",
            value_words(key_result, *start),
            value_words(key_result, *target)
        ),
        Kind::Keep { at_least, at_most } => {
            let bound = |word: &str, value: &Option<Decimal>| {
                value.map(|value| format!("{word} {}", value_words(key_result, value)))
            };
            let bounds = [bound("at least", at_least), bound("at most", at_most)];
            let bounds: Vec<String> = bounds.into_iter().flatten().collect();
            format!("keep {}", bounds.join(" and "))
        }
        Kind::Milestones(names) => {
            let last = names.last().map_or("", String::as_str);
            format!("{} milestones, the last {}", names.len(), brief(last))
        }
        Kind::Done => "done or not".to_owned(),
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
