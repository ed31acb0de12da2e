//! A key result with its burn-up: what the objective's and the person's page have in common.

use crate::model::measure::{self, Pace};
use crate::model::{Decimal, Definition, History, Kind, Week, decimal};
use crate::report::board::Course;
use crate::report::calendar;
use crate::report::chart::burnup::{BurnUp, PaceLine, Reading, burnup};
use crate::report::chart::squares::squares;
use crate::report::event::{Event, What};
use crate::report::facts::plain;
use crate::report::html::Html;
use crate::report::number;
use crate::report::scene::{Scene, View};
use crate::report::view::page::Who;
use crate::report::view::parts::{KeyResultPanel, Note};
use crate::rules::signal::Signal;

use super::parts::{held_weeks, mark};
use super::{Depth, Site};

/// Events of one picture.
const NOTES: usize = 6;

impl Site<'_> {
    /// The panel of a key result; ids on the page are made of its anchor.
    pub(super) fn panel(&self, scene: &Scene, view: &View, depth: Depth) -> KeyResultPanel {
        let (course, week) = (view.course, scene.week);
        let notes = self.notes(scene, course);
        let owner = course.history.owner();
        let signals: Vec<&Signal> = view.ordered_signals();
        let ask = self.ask(view, &signals);
        KeyResultPanel {
            anchor: course.anchor.clone(),
            number: course.number.clone(),
            title: course.title().to_owned(),
            href: self.objective_href(course, scene.board, depth),
            owner: owner.map_or_else(Who::default, |owner| self.who(owner.as_str(), depth)),
            said: self.said_in_line(view),
            lasting: self.lasting(view),
            now: match course.kind(week) {
                // The standing says it already.
                Kind::Done => String::new(),
                _ => self.value_now(view, week),
            },
            distance: self.panel_distance(view, week),
            signals: self.signs(view),
            chart: self.panel_chart(scene, view, &notes),
            notes: notes.into_iter().map(|(_, note)| note).collect(),
            facts: self.facts(scene, view),
            ask: (!ask.is_empty()).then_some(ask),
            numbers: self.numbers(course, week),
        }
    }

    fn panel_distance(&self, view: &View, week: Week) -> String {
        match view.course.kind(week) {
            Kind::Keep { .. } | Kind::Done => self.standing(view, week),
            _ => self.distance(view.pace),
        }
    }

    /// `for six weeks`, where the same was said in check-ins of at least two weeks.
    fn lasting(&self, view: &View) -> Option<String> {
        let (last, said) = view.said.filter(|_| view.is_fresh)?;
        let words = view.course.history.until(last).iter().rev();
        let same = words
            .filter_map(|point| Some((point.week, point.confidence?)))
            .take_while(|(_, word)| *word == said);
        let (first, _) = same.last()?;
        let weeks = usize::try_from(last.since(first) + 1)
            .ok()
            .filter(|weeks| *weeks > 1)?;
        Some(
            self.words
                .text("for-weeks.many", &[("n", &self.words.number(weeks))]),
        )
    }

    fn panel_chart(&self, scene: &Scene, view: &View, notes: &[(Week, Note)]) -> Html {
        let course = view.course;
        match course.kind(scene.week) {
            Kind::Keep { .. } => Html::written(squares(&held_weeks(course, scene.week))),
            Kind::Done => Html::default(),
            _ => Html::written(burnup(&self.burn_up(scene, view, notes))),
        }
    }

    fn burn_up<'v>(&self, scene: &Scene, view: &'v View, notes: &[(Week, Note)]) -> BurnUp<'v> {
        let (course, week) = (view.course, scene.week);
        let (history, cycle) = (&course.history, &course.history.cycle);
        let definition = history.definition(week);
        let (start, target) = ends(&definition.kind);
        let label = |value: Decimal| (decimal::to_f64(value), number::axis(self.words, value));
        let elapsed = |at: Week| f64::from(cycle.elapsed(at).saturating_sub(1));
        let known = history
            .definitions
            .iter()
            .filter(|d| d.from <= week)
            .collect::<Vec<_>>();
        let earlier = known.windows(2).filter_map(|pair| {
            let [old, new] = pair else { return None };
            Some((value_line(history, old), elapsed(new.from)))
        });
        let readings = history.until(week).iter().filter_map(|point| {
            Some(Reading {
                week: cycle.elapsed(point.week),
                value: decimal::to_f64(point.value?),
                mark: mark(point.confidence),
            })
        });
        let landing = measure::forecast(history, week).filter(|_| week < cycle.last_week());
        let flags = notes
            .iter()
            .map(|(at, note)| (cycle.elapsed(*at), note.letter));
        BurnUp {
            id: &course.anchor,
            title: self.chart_title(course, start, target),
            description: self.chart_description(view, week, start, landing),
            weeks: cycle.week_count(),
            today: cycle.elapsed(week),
            week_names: cycle
                .weeks()
                .map(|week| calendar::week(self.words, week))
                .collect(),
            start: label(start),
            middle: Some(label((start + target) / Decimal::TWO)),
            target: label(target),
            target_label: self.labelled("chart.target", course, target),
            plan: value_line(history, definition),
            plan_from: if known.len() > 1 {
                elapsed(definition.from)
            } else {
                0.0
            },
            earlier_plans: earlier.collect(),
            first_target: self.first_target(course, &known, target, elapsed(definition.from)),
            readings: readings.collect(),
            steps: matches!(definition.kind, Kind::Milestones(_)),
            landing: landing.map(|value| {
                (
                    decimal::to_f64(value),
                    self.labelled("chart.lands", course, value),
                )
            }),
            flags: flags.collect(),
        }
    }

    fn first_target(
        &self,
        course: &Course,
        known: &[&Definition],
        target: Decimal,
        until: f64,
    ) -> Option<(f64, f64, String)> {
        let (_, first) = ends(&known.first()?.kind);
        (first != target).then(|| {
            (
                decimal::to_f64(first),
                until,
                self.labelled("chart.first-target", course, first),
            )
        })
    }

    fn labelled(&self, key: &str, course: &Course, value: Decimal) -> String {
        let value = match key {
            "chart.lands" if matches!(course.history.key_result.kind, Kind::Milestones(_)) => {
                number::short(self.words, decimal::rounded(value, 1))
            }
            "chart.lands" => course.measure.planned(self.words, value),
            _ => course
                .measure
                .with_unit(self.words, number::short(self.words, value)),
        };
        self.words.text(key, &[("value", &value)])
    }

    fn chart_title(&self, course: &Course, start: Decimal, target: Decimal) -> String {
        let from = number::short(self.words, start);
        let to = course
            .measure
            .with_unit(self.words, number::short(self.words, target));
        let fillings = [("title", course.title()), ("from", &from), ("to", &to)];
        self.words.text("chart.title", &fillings)
    }

    fn chart_description(
        &self,
        view: &View,
        week: Week,
        start: Decimal,
        landing: Option<Decimal>,
    ) -> String {
        let measure = &view.course.measure;
        let mut told = Vec::new();
        if let Some((at, value)) = view.value {
            let fillings = [
                ("start", &*measure.value(self.words, start)),
                ("now", &measure.value(self.words, value)),
                ("week", &at.number().to_string()),
            ];
            told.push(self.words.text("chart.describe", &fillings));
        }
        if let (Pace::Off(..), Some(pace)) = (
            view.pace,
            measure::expected_value(&view.course.history, week),
        ) {
            let fillings = [
                ("pace", &*measure.planned(self.words, pace)),
                ("week", &week.number().to_string()),
                ("distance", &self.distance(view.pace)),
            ];
            told.push(self.words.text("chart.describe-pace", &fillings));
        }
        if let Some(landing) = landing {
            let landing = measure.planned(self.words, landing);
            told.push(
                self.words
                    .text("chart.describe-lands", &[("landing", &landing)]),
            );
        }
        told.join(" ")
    }

    /// Events with the weeks of their flags, lettered in order; two of one week share a flag.
    fn notes(&self, scene: &Scene, course: &Course) -> Vec<(Week, Note)> {
        if matches!(course.kind(scene.week), Kind::Keep { .. } | Kind::Done) {
            return Vec::new();
        }
        let mut events = self.events(scene, course);
        events.sort_by_key(|(week, _)| *week);
        let mut joined: Vec<(Week, String)> = Vec::new();
        for (week, text) in events {
            match joined.last_mut() {
                Some((last, told)) if *last == week => {
                    *told = self
                        .words
                        .text("note.join", &[("first", told.as_str()), ("second", &text)]);
                }
                _ => joined.push((week, text)),
            }
        }
        let skip = joined.len().saturating_sub(NOTES);
        let letters = 'a'..='z';
        let lettered = joined.into_iter().skip(skip).zip(letters);
        lettered
            .map(|((week, text), letter)| {
                (
                    week,
                    Note {
                        letter,
                        text: self.in_week(week, &text),
                    },
                )
            })
            .collect()
    }

    fn in_week(&self, week: Week, text: &str) -> String {
        let number = week.number().to_string();
        self.words
            .text("note.week", &[("week", &number), ("text", text)])
    }

    /// Obstacles that began, targets that changed, changes that are proposed.
    fn events(&self, scene: &Scene, course: &Course) -> Vec<(Week, String)> {
        let events = scene
            .board
            .events(&course.history.key_result.reference)
            .iter();
        let known: Vec<&Event> = events.filter(|event| event.week <= scene.week).collect();
        let told = known.iter().filter(|event| !event.is_settled(&known));
        told.map(|event| (event.week, self.event(event))).collect()
    }

    fn event(&self, event: &Event) -> String {
        match &event.what {
            What::Obstacle(title) => plain::first_sentence(title, 60),
            What::Change {
                field,
                from,
                to,
                agreed,
            } => {
                let [from, to] = [from, to].map(|text| self.goal_value(*field, text));
                let field = self.text(&format!("field.{}", field.word()));
                let key = if *agreed {
                    "note.target"
                } else {
                    "note.target-proposed"
                };
                let fillings = [("field", field.as_str()), ("from", &from), ("to", &to)];
                self.words.text(key, &fillings)
            }
        }
    }
}

/// Start and target as values.
fn ends(kind: &Kind) -> (Decimal, Decimal) {
    match kind {
        Kind::Reach { start, target } => (*start, *target),
        Kind::Milestones(names) => (Decimal::ZERO, Decimal::from(names.len())),
        Kind::Keep { .. } | Kind::Done => (Decimal::ZERO, Decimal::ONE),
    }
}

/// The plan of a definition as values over the elapsed weeks of the cycle.
fn value_line(history: &History, definition: &Definition) -> PaceLine {
    let (start, target) = ends(&definition.kind);
    let from = f64::from(
        history
            .cycle
            .elapsed(history.first_week())
            .saturating_sub(1),
    );
    let end = f64::from(history.cycle.week_count());
    let mut points = vec![(from, decimal::to_f64(start))];
    for (week, value) in &definition.planned {
        let at = f64::from(history.cycle.elapsed(*week));
        if at > from && history.cycle.contains(*week) {
            points.push((at, decimal::to_f64(*value)));
        }
    }
    if points.last().is_some_and(|(at, _)| *at < end) {
        points.push((end, decimal::to_f64(target)));
    }
    PaceLine { points }
}

/// The plan as scores over the weeks of the key result's own time.
pub(super) fn score_line(course: &Course, week: Week) -> PaceLine {
    let history = &course.history;
    let definition = history.definition(week);
    let (start, target) = ends(&definition.kind);
    let (start, way) = (decimal::to_f64(start), decimal::to_f64(target - start));
    let from = f64::from(
        history
            .cycle
            .elapsed(history.first_week())
            .saturating_sub(1),
    );
    let score = |(at, value): (f64, f64)| (at - from, (value - start) / way);
    PaceLine {
        points: value_line(history, definition)
            .points
            .into_iter()
            .map(score)
            .collect(),
    }
}
