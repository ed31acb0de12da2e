//! Confidence by week: who believes in it, and since when?

use std::cmp::Reverse;

use crate::model::measure::Pace;
use crate::model::{Confidence, Status, Week};
use crate::report::board::{Course, Goal};
use crate::report::page::{LARGE_TEAM, Site};
use crate::report::scene::Scene;
use crate::report::view::parts::{Cell, HeatMap, HeatRow};

impl Site<'_> {
    /// One row a key result; in large teams one an objective, with its lowest word.
    pub(super) fn week_heat(&self, scene: &Scene) -> Option<HeatMap> {
        if scene.is_silent() {
            return None;
        }
        let courses: Vec<&Course> = scene.views.iter().map(|view| view.course).collect();
        if courses.len() <= LARGE_TEAM {
            return Some(self.heat_map(scene, &courses));
        }
        let mut map = self.heat_map(scene, &[]);
        map.rows = scene
            .board
            .goals
            .iter()
            .map(|goal| self.goal_row(scene, goal))
            .collect();
        Some(map)
    }

    fn goal_row(&self, scene: &Scene, goal: &Goal) -> HeatRow {
        let courses = &scene.board.courses[goal.courses.clone()];
        let cell = |week: Week| {
            if week > scene.week {
                return Cell {
                    class: "f",
                    ..Cell::default()
                };
            }
            let said = courses.iter().filter(|course| course.is_here(week));
            let cells = said.filter_map(|course| {
                let said = course.history.point(week)?.confidence?;
                Some((Reverse(said), self.heat_cell(course, week, scene.week)))
            });
            let lowest = cells.max_by_key(|(said, _)| *said).map(|(_, cell)| cell);
            lowest.unwrap_or_else(|| match courses.first() {
                Some(course) => self.heat_cell(course, week, scene.week),
                None => Cell::default(),
            })
        };
        HeatRow {
            number: goal.number.to_string(),
            title: goal.objective.title.clone(),
            gap: false,
            cells: scene.board.cycle.weeks().map(cell).collect(),
        }
    }

    /// A key result's word in a week, seen from `now`.
    pub(in crate::report::page) fn heat_cell(
        &self,
        course: &Course,
        week: Week,
        now: Week,
    ) -> Cell {
        let cell = |class, word| Cell {
            class,
            word,
            href: None,
        };
        if week > now {
            return cell("f", self.text("heat.ahead"));
        }
        if !course.is_here(week) {
            return cell("e", self.text("heat.not-there"));
        }
        let Some(said) = course
            .history
            .point(week)
            .and_then(|point| point.confidence)
        else {
            let skipped = course
                .owner
                .and_then(|owner| self.timelines.get(owner)?.at(week));
            let skipped = skipped.is_some_and(|summary| summary.status == Status::Skipped);
            return cell(
                "x",
                self.text(if skipped {
                    "status.skipped"
                } else {
                    "conf.none"
                }),
            );
        };
        let level = self.level(said);
        let behind = matches!(course.pace(week), Pace::Off(_, band) if band.is_behind());
        let on_pace = matches!(course.pace(week), Pace::Off(_, band) if !band.is_behind());
        let told = |key| self.words.text(key, &[("said", &level)]);
        match said {
            Confidence::VeryGood if behind => cell("v off", told("heat.behind")),
            Confidence::Good if behind => cell("g off", told("heat.behind")),
            Confidence::NotOk if on_pace => cell("n off", told("heat.on-pace")),
            Confidence::VeryGood => cell("v", level),
            Confidence::Good => cell("g", level),
            Confidence::NotOk => cell("n", level),
        }
    }
}
