//! The figures under a chart: now, pace, rate, needed; and the numbers behind it.

use crate::model::measure::{self, Pace, Reach};
use crate::model::{Decimal, Kind, Week};
use crate::report::board::Course;
use crate::report::calendar;
use crate::report::html::Html;
use crate::report::number;
use crate::report::scene::{Scene, View};
use crate::report::view::page::Fact;
use crate::report::view::parts::NumberRow;

use super::Site;

impl Site<'_> {
    /// Now, pace, rate, needed, ratio; what is kept; which milestone is next.
    pub(super) fn facts(&self, scene: &Scene, view: &View) -> Vec<Fact> {
        let (course, week) = (view.course, scene.week);
        let (history, measure) = (&course.history, &course.measure);
        let fact = |key: &str, text: String| Fact {
            term: self.text(key),
            text: Html::text(&text),
        };
        let now = Html::text(&self.value_now(view, week));
        let bold = Html::written(format!("<b>{}</b>", now.as_str()));
        let mut facts = vec![Fact {
            term: self.text("fact.now"),
            text: bold,
        }];
        match course.kind(week) {
            Kind::Keep { .. } => {
                facts.push(fact(
                    "fact.bounds",
                    measure
                        .span(self.words, course.kind(week))
                        .unwrap_or_default(),
                ));
                facts.push(fact("fact.held", self.held(course, week)));
                return facts;
            }
            Kind::Done => return facts,
            Kind::Milestones(names) => {
                let reached = view.value.map_or(Decimal::ZERO, |(_, value)| value);
                let at = usize::try_from(reached.trunc().mantissa().max(0)).unwrap_or(usize::MAX);
                if let Some(next) = names.get(at) {
                    facts.push(fact("fact.next-milestone", next.clone()));
                }
            }
            Kind::Reach { .. } => {}
        }
        if let (Pace::Off(..), Some(pace)) = (view.pace, measure::expected_value(history, week)) {
            facts.push(fact("fact.pace", measure.planned(self.words, pace)));
        }
        let a_week = |rate: Decimal| {
            self.words
                .text("a-week", &[("n", &measure.signed_rate(self.words, rate))])
        };
        // As the forecast has it, of the weeks that end with the last value.
        let rate = view.value.and_then(|(at, _)| measure::rate(history, at));
        if let Some(rate) = rate {
            facts.push(fact("fact.rate", a_week(rate)));
        }
        if let Some(needed) = measure::needed(history, week) {
            facts.push(fact("fact.needed", a_week(needed)));
        }
        let ratio = match measure::needed_against_best(history, week) {
            Some(Reach::Times(times)) => Some(
                self.words
                    .text("fact.times", &[("n", &number::plain(self.words, times, 1))]),
            ),
            Some(Reach::NoProgress) => Some(self.text("fact.no-progress")),
            None => None,
        };
        facts.extend(ratio.map(|ratio| fact("fact.ratio", ratio)));
        facts
    }

    /// The numbers behind the chart, week by week.
    pub(super) fn numbers(&self, course: &Course, week: Week) -> Vec<NumberRow> {
        if matches!(course.kind(week), Kind::Done) || course.history.until(week).is_empty() {
            return Vec::new();
        }
        let none = self.text("no-value");
        let weeks = course.history.cycle.weeks().take_while(|at| *at <= week);
        let row = |at: Week| {
            let point = course.history.point(at);
            let value = point.and_then(|point| point.value);
            let pace = measure::expected_value(&course.history, at);
            let said = point.and_then(|point| point.confidence);
            NumberRow {
                week: calendar::week(self.words, at),
                value: value.map_or_else(
                    || none.clone(),
                    |value| course.measure.value(self.words, value),
                ),
                pace: pace.map_or_else(
                    || none.clone(),
                    |pace| course.measure.planned(self.words, pace),
                ),
                said: said.map_or_else(|| self.text("conf.none"), |said| self.level(said)),
            }
        };
        weeks.filter(|at| course.is_here(*at)).map(row).collect()
    }
}
