//! Key results with both weeks: what moved, and is it enough?

use crate::model::measure::{self, Pace};
use crate::model::{Decimal, Kind, Week};
use crate::report::board::Course;
use crate::report::calendar;
use crate::report::facts::{Said, Summary};
use crate::report::number;
use crate::report::page::{Depth, Site};
use crate::report::view::check_in::Row;
use crate::report::view::parts::Said as SaidView;

use super::Talk;

impl Site<'_> {
    pub(super) fn rows_title(&self, talk: &Talk) -> String {
        let after = talk.summary.week.number().to_string();
        match talk.before {
            Some((_, before)) => {
                let before = before.week.number().to_string();
                self.words
                    .text("checkin.krs", &[("before", &before), ("after", &after)])
            }
            None => self.words.text("checkin.krs-first", &[("after", &after)]),
        }
    }

    /// One row for each key result that the check-in speaks of, by number.
    pub(super) fn rows(&self, talk: &Talk) -> Vec<Row> {
        let mut rows: Vec<(usize, Row)> = talk
            .summary
            .readings
            .iter()
            .map(|said| {
                let course = talk.scene.board.course(&said.reference);
                let place = course.map_or(usize::MAX, |course| course.index);
                let row = course.map(|course| self.row_of(talk, said, course));
                (place, row.unwrap_or_else(|| self.bare_row(said)))
            })
            .collect();
        rows.sort_by_key(|(place, _)| *place);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// A key result that the cycle does not have.
    fn bare_row(&self, said: &Said) -> Row {
        Row {
            title: said.reference.to_string(),
            now: said.value.map_or_else(
                || self.text("value.unknown"),
                |value| number::short(self.words, value),
            ),
            said: said
                .confidence
                .map(|said| self.said(said))
                .unwrap_or_default(),
            ..Row::default()
        }
    }

    fn row_of(&self, talk: &Talk, said: &Said, course: &Course) -> Row {
        let week = talk.summary.week;
        let before = talk.before.map(|(_, summary)| summary);
        let old = before.and_then(|summary| {
            summary
                .readings
                .iter()
                .find(|old| old.reference == said.reference)
        });
        let start = match course.kind(week) {
            Kind::Reach { start, .. } => Some(*start),
            _ => None,
        };
        let old_value = old.and_then(|old| old.value);
        let measure = &course.measure;
        let view = talk.scene.view_at(course.index);
        let has_way = !matches!(course.kind(week), Kind::Keep { .. } | Kind::Done);
        let change = said
            .value
            .zip(old_value.or(start.filter(|_| before.is_none())));
        Row {
            number: course.number.clone(),
            title: course.title().to_owned(),
            href: Some(self.objective_href(course, talk.scene.board, Depth::Two)),
            before: old_value.map(|value| measure.value(self.words, value)),
            now: said.value.map_or_else(
                || self.text("value.unknown"),
                |value| measure.value(self.words, value),
            ),
            change: change
                .filter(|_| has_way || matches!(course.kind(week), Kind::Keep { .. }))
                .map_or_else(
                    || self.text("no-value"),
                    |(now, old)| measure.change(self.words, now - old),
                ),
            needed: self.needed(course, week),
            said: self.said_of_row(said, old, before),
            pace: view
                .map(|view| self.pace_of_row(course, view.pace, week))
                .unwrap_or_default(),
            pace_before: before
                .filter(|before| has_way && course.history.cycle.contains(before.week))
                .and_then(|before| self.pace_before(course, before.week)),
            chart: view
                .map(|view| {
                    if has_way {
                        self.spark(view, week)
                    } else {
                        self.score_chart(view, week)
                    }
                })
                .unwrap_or_default(),
        }
    }

    fn needed(&self, course: &Course, week: Week) -> Option<String> {
        let before = week.plus(-1);
        let needed = measure::needed(&course.history, before)
            .filter(|needed| !needed.is_zero() && course.history.cycle.contains(before))?;
        let direction = measure::direction(course.kind(week))?;
        if needed * direction <= Decimal::ZERO {
            return None;
        }
        let needed = course.measure.signed_rate(self.words, needed);
        Some(self.words.text("checkin.needed", &[("n", &needed)]))
    }

    fn said_of_row(&self, said: &Said, old: Option<&Said>, before: Option<&Summary>) -> SaidView {
        let Some(now) = said.confidence else {
            return SaidView {
                class: "x",
                word: self.text("conf.unsaid"),
                rank: 1,
                was: None,
            };
        };
        let was = old
            .and_then(|old| old.confidence)
            .zip(before)
            .map(|(old, before)| {
                if old == now {
                    let week = before.week.number().to_string();
                    self.words.text("checkin.same", &[("week", &week)])
                } else {
                    self.was(old)
                }
            });
        SaidView {
            was,
            ..self.said(now)
        }
    }

    fn pace_of_row(&self, course: &Course, pace: Pace, week: Week) -> String {
        match course.kind(week) {
            Kind::Keep { .. } => {
                let bounds = course
                    .measure
                    .span(self.words, course.kind(week))
                    .unwrap_or_default();
                format!("{} · {bounds}", self.distance(pace))
            }
            Kind::Done => self.text("pace.none"),
            _ => self.distance(pace),
        }
    }

    fn pace_before(&self, course: &Course, week: Week) -> Option<String> {
        let pace = course.pace(week);
        matches!(pace, Pace::Off(..)).then(|| {
            let week = calendar::week(self.words, week);
            let fillings = [("distance", &*self.distance(pace)), ("week", &week)];
            self.words.text("pace.then", &fillings)
        })
    }
}
