//! A signal as a sentence with its numbers, and as an open question.

use crate::model::measure::{Band, Pace, Reach};
use crate::model::{Confidence, Decimal, FieldOfChange, Week};
use crate::report::html::Html;
use crate::report::number;
use crate::report::scene::View;
use crate::report::words::Filling;
use crate::rules::signal::Signal;

use super::Site;

impl Site<'_> {
    /// The sentences of some signals, one after the other.
    pub(super) fn evidence(&self, view: &View, signals: &[&Signal]) -> Html {
        let sentences: Vec<Html> = signals
            .iter()
            .map(|signal| self.sentence(view, signal))
            .collect();
        let joined: Vec<&str> = sentences.iter().map(Html::as_str).collect();
        Html::written(joined.join(" "))
    }

    fn sentence(&self, view: &View, signal: &Signal) -> Html {
        match signal {
            Signal::SaidNotMeasured { .. } => self.said_sentence(view, signal),
            Signal::TooSmooth {
                step,
                count,
                weekly,
            } => self.smooth_sentence(view, *step, *count, *weekly),
            Signal::QuietObstacle { said, weeks, title } => {
                let (said, weeks) = (self.said_html(*said), self.weeks_in_words(*weeks));
                let fillings = [
                    ("said", (&said).into()),
                    ("weeks", (&weeks).into()),
                    ("title", title.into()),
                ];
                self.words.html("quiet.open", &fillings)
            }
            Signal::Stalled { since } => self.since("stalled.since", *since),
            Signal::WrongWay { since } => self.since("wrong.since", *since),
            Signal::TargetMoved {
                field,
                from,
                to,
                week,
                by_the_first,
            } => {
                let change = Moved {
                    field: *field,
                    from: *from,
                    to: *to,
                    week: *week,
                };
                self.moved_sentence(view, &change, *by_the_first)
            }
            Signal::OutOfReach {
                needed,
                best,
                reach,
            } => self.reach_sentence(view, *needed, best.filter(|_| *reach != Reach::NoProgress)),
            Signal::StuckLow { weeks, .. } => {
                let said = self.said_html(Confidence::NotOk);
                let weeks = self.weeks_in_words(*weeks);
                self.words.html(
                    "stuck.weeks",
                    &[("said", (&said).into()), ("weeks", (&weeks).into())],
                )
            }
            Signal::HelpLate { task, weeks } => {
                let late = self
                    .words
                    .count("weeks-over", usize::try_from(*weeks).unwrap_or(0));
                self.words.html(
                    "late.task",
                    &[("task", task.into()), ("late", (&late).into())],
                )
            }
        }
    }

    fn smooth_sentence(&self, view: &View, step: Decimal, count: usize, weekly: bool) -> Html {
        let step = view.course.measure.step(self.words, step);
        let count = self.words.number(count);
        let key = if weekly {
            "smooth.steps"
        } else {
            "smooth.steps-n"
        };
        self.words
            .html(key, &[("step", (&step).into()), ("n", (&count).into())])
    }

    fn reach_sentence(&self, view: &View, needed: Decimal, best: Option<Decimal>) -> Html {
        let measure = &view.course.measure;
        let needed = measure.rate(self.words, needed);
        let needed = ("needed", Filling::Text(&needed));
        match best.map(|best| measure.rate(self.words, best)) {
            Some(best) => self
                .words
                .html("reach.needed", &[needed, ("best", (&best).into())]),
            None => self.words.html("reach.none", &[needed]),
        }
    }

    fn said_sentence(&self, view: &View, signal: &Signal) -> Html {
        let Signal::SaidNotMeasured {
            said,
            running,
            behind_since,
            fell_from,
        } = signal
        else {
            return Html::default();
        };
        let word = self.said_html(*said);
        let said = ("said", Filling::Html(&word));
        if let Some(since) = behind_since {
            let running_weeks = u32::try_from(*running).unwrap_or(0);
            let weeks = self.weeks_in_words(running_weeks);
            let since = since.number().to_string();
            if *running > 1 {
                let fillings = [said, ("weeks", (&weeks).into()), ("since", (&since).into())];
                return self.words.html("said.behind", &fillings);
            }
            let distance = self.distance(view.pace);
            return self.words.html(
                "said.behind-once",
                &[said, ("distance", (&distance).into())],
            );
        }
        let value = view
            .value
            .map(|(_, value)| view.course.measure.value(self.words, value));
        let value = value.unwrap_or_default();
        let value = ("value", Filling::Text(&value));
        match fell_from {
            Some(from) => {
                let from = self.said_html(*from);
                self.words.html(
                    "said.on-pace-fell",
                    &[value, ("from", (&from).into()), said],
                )
            }
            None => self.words.html("said.on-pace", &[value, said]),
        }
    }

    fn moved_sentence(&self, view: &View, change: &Moved, by_the_first: Option<Decimal>) -> Html {
        let measure = &view.course.measure;
        let from = measure.with_unit(self.words, number::short(self.words, change.from));
        let to = measure.with_unit(self.words, number::short(self.words, change.to));
        let week = change.week.number().to_string();
        let (key, field) = match change.field {
            FieldOfChange::Start => ("moved.start", self.text("moved.field.start")),
            _ => ("moved.target", self.text("moved.field.target")),
        };
        let mut fillings = vec![
            ("from", Filling::Text(&from)),
            ("to", Filling::Text(&to)),
            ("week", Filling::Text(&week)),
        ];
        let Some(weeks) = by_the_first else {
            return self.words.html(key, &fillings);
        };
        let band = Band::of(weeks, &self.input.team.thresholds);
        let distance = self.distance(Pace::Off(weeks, band));
        fillings.extend([("field", (&field).into()), ("distance", (&distance).into())]);
        self.words.html("moved.against", &fillings)
    }

    fn since(&self, key: &str, week: Week) -> Html {
        self.words
            .html(key, &[("week", (&week.number().to_string()).into())])
    }

    /// `three weeks`.
    pub(super) fn weeks_in_words(&self, weeks: u32) -> String {
        let weeks = usize::try_from(weeks).unwrap_or(0);
        let form = if weeks == 1 {
            "weeks.one"
        } else {
            "weeks.many"
        };
        self.words.text(form, &[("n", &self.words.number(weeks))])
    }

    /// The open question of the first signal; one for both where a value is smooth and called good.
    pub(super) fn ask(&self, view: &View, signals: &[&Signal]) -> String {
        let has = |id: &str| signals.iter().any(|signal| signal.id() == id);
        let Some(first) = signals.first() else {
            return String::new();
        };
        match first {
            Signal::SaidNotMeasured {
                behind_since: Some(_),
                ..
            } if has("too-smooth") => self.text("ask.too-smooth-and-said"),
            Signal::SaidNotMeasured {
                behind_since: Some(_),
                ..
            } => self.text("ask.said.behind"),
            Signal::SaidNotMeasured { .. } => self.text("ask.said.on-pace"),
            Signal::QuietObstacle { title, .. } => {
                self.words.text("ask.quiet-obstacle", &[("title", title)])
            }
            Signal::Stalled { .. } if has("target-moved") => self.text("ask.target-moved"),
            Signal::OutOfReach { .. } => {
                let week = view
                    .value
                    .map_or(view.course.history.cycle.last_week(), |(w, _)| w);
                let goal = crate::model::measure::goal(view.course.kind(week));
                let goal = goal.map(|goal| view.course.measure.value(self.words, goal));
                self.words
                    .text("ask.out-of-reach", &[("target", &goal.unwrap_or_default())])
            }
            other => self.text(&format!("ask.{}", other.id())),
        }
    }
}

struct Moved {
    field: FieldOfChange,
    from: Decimal,
    to: Decimal,
    week: Week,
}
