//! A signal in words: its numbers as one sentence, and the open question that it ends in.

use super::{Signal, Situation};
use crate::model::measure::{self, Band, Reach};
use crate::model::{Confidence, Decimal, FieldOfChange, Week, decimal};
use crate::rules::mention::quoted;

/// What was noticed, without a full stop.
pub(super) fn sentence(signal: &Signal, situation: &Situation<'_>) -> String {
    let words = Words(situation);
    let title = quoted(&situation.history.key_result.title);
    match signal {
        Signal::SaidNotMeasured {
            said,
            running,
            behind_since,
            fell_from,
        } => {
            let behind = behind_since.map(|since| (since, *running));
            words.said(&title, *said, behind, *fell_from)
        }
        Signal::TooSmooth {
            step,
            count,
            weekly,
        } => {
            let step = words.value(step.abs());
            let often = if *weekly { "every week, " } else { "" };
            format!("{title} moved by exactly {step} {often}{count} times running")
        }
        Signal::QuietObstacle {
            said,
            weeks,
            title: obstacle,
        } => {
            let (said, obstacle) = (word(*said), quoted(obstacle));
            format!("{title} is {said} and on pace, while {obstacle} is {weeks} weeks old")
        }
        Signal::Stalled { since } => format!("{title} has not moved since {since}"),
        Signal::WrongWay { since } => format!("{title} moves away from its target since {since}"),
        Signal::TargetMoved {
            field,
            from,
            to,
            week,
            by_the_first,
        } => words.moved(&title, *field, (*from, *to), *week, *by_the_first),
        Signal::OutOfReach {
            needed,
            best,
            reach,
        } => {
            let needed = words.rate(*needed);
            match best.filter(|_| *reach != Reach::NoProgress) {
                Some(best) => {
                    let best = words.rate(best);
                    format!("{title} needs {needed} a week, and made {best} a week at best")
                }
                None => format!("{title} needs {needed} a week, and has made no progress yet"),
            }
        }
        Signal::StuckLow { weeks, .. } => format!("{title} has been not OK for {weeks} weeks"),
        Signal::HelpLate { task, weeks } => {
            format!(
                "the task {} for {title} is {weeks} weeks over",
                quoted(task)
            )
        }
    }
}

/// The open question for the talk.
pub(super) fn question(signal: &Signal, situation: &Situation<'_>) -> String {
    let question = match signal {
        Signal::SaidNotMeasured {
            behind_since: Some(_),
            ..
        } => "what would make it jump?",
        Signal::SaidNotMeasured { .. } => {
            "what do you see coming that the chart does not show yet?"
        }
        Signal::TooSmooth { .. } => "how is this number taken?",
        Signal::QuietObstacle { title, .. } => {
            return format!(
                "ask: what happens to this number if {} stays?",
                quoted(title)
            );
        }
        Signal::Stalled { .. } => "what would move it next week?",
        Signal::WrongWay { .. } => "what pulls it back?",
        Signal::TargetMoved { .. } => "which part of the first goal did we let go, and who knows?",
        Signal::OutOfReach { .. } => {
            let goal = measure::goal(situation.kind());
            let goal = goal.map_or_else(|| "it".to_owned(), |goal| Words(situation).value(goal));
            return format!(
                "ask: what would have to be true for {goal}? If nothing is, what is the honest target?"
            );
        }
        Signal::StuckLow { .. } => "what did we change after the first of them?",
        Signal::HelpLate { .. } => "who can unblock this today?",
    };
    format!("ask: {question}")
}

fn word(said: Confidence) -> &'static str {
    match said {
        Confidence::VeryGood => "very good",
        Confidence::Good => "good",
        Confidence::NotOk => "not OK",
    }
}

/// The numbers of a situation as they are written.
struct Words<'a>(&'a Situation<'a>);

impl Words<'_> {
    fn value(&self, value: Decimal) -> String {
        let number = value.normalize();
        match self.0.history.key_result.unit.as_deref().map(str::trim) {
            None | Some("") => number.to_string(),
            Some("%") => format!("{number}%"),
            Some(unit) => format!("{number} {unit}"),
        }
    }

    /// A change a week, told with one place more than the definition is written with.
    fn rate(&self, rate: Decimal) -> String {
        let places = self.0.kind().places() + 1;
        self.value(decimal::rounded(rate.abs(), places))
    }

    fn now(&self) -> String {
        let last = self.0.history.last_value(self.0.week);
        last.map_or_else(String::new, |(_, value)| self.value(value))
    }

    /// `behind`: since when it is behind, and how many times running it was called so.
    fn said(
        &self,
        title: &str,
        said: Confidence,
        behind: Option<(Week, usize)>,
        fell_from: Option<Confidence>,
    ) -> String {
        let said = word(said);
        match (behind, fell_from) {
            (Some((since, running)), _) if running > 1 => {
                format!(
                    "{title} is called {said} {running} times running, yet is behind since {since}"
                )
            }
            (Some(_), _) => format!("{title} is called {said}, yet is behind"),
            (None, Some(from)) => {
                let (now, from) = (self.now(), word(from));
                format!("{title} is on pace at {now}, yet went from {from} to {said}")
            }
            (None, None) => format!("{title} is on pace at {}, yet is called {said}", self.now()),
        }
    }

    fn moved(
        &self,
        title: &str,
        field: FieldOfChange,
        (from, to): (Decimal, Decimal),
        week: Week,
        by_the_first: Option<Decimal>,
    ) -> String {
        let (field, from, to) = (field.word(), self.value(from), self.value(to));
        let moved = format!("the {field} of {title} went from {from} to {to} in {week}");
        let Some(weeks) = by_the_first else {
            return moved;
        };
        let band = Band::of(weeks, self.0.thresholds);
        let distance = decimal::rounded(weeks.abs(), 1).normalize();
        match band {
            Band::OnPace => format!("{moved}; against the first one it is on pace"),
            Band::Ahead => format!("{moved}; against the first one it is {distance} weeks ahead"),
            Band::Behind | Band::FarBehind => {
                format!("{moved}; against the first one it is {distance} weeks behind")
            }
        }
    }
}
