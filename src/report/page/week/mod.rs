//! This week and every week: where could we be surprised? One file a block, in the order of the page.

mod feed;
mod heat;
mod lead;
mod legend;
mod matrix;
mod obstacles;
pub(super) use obstacles::plan_for;
mod people;
mod table;
mod talk;
mod tasks;
mod tiles;
mod unreadable;

use crate::model::Week;
use crate::report::beside;
use crate::report::board::Board;
use crate::report::calendar;
use crate::report::chart::cycle::cycle;
use crate::report::html::Html;
use crate::report::scene::Scene;
use crate::report::view::page::{Link, Step};
use crate::report::view::week::{KeyResultsPage, WeekPage};

use super::{Depth, Site, has_not_begun};

/// A week beside the one before, which tells what is new.
pub(in crate::report) struct Pair<'a> {
    pub now: &'a Scene<'a>,
    /// None in the first week of a cycle.
    pub before: Option<&'a Scene<'a>>,
}

impl Site<'_> {
    /// The page of a week; `depth` is `Root` for `index.html`.
    pub(in crate::report) fn week(&self, pair: &Pair, depth: Depth) -> WeekPage {
        let (scene, board) = (pair.now, pair.now.board);
        let number = scene.week.number().to_string();
        let title = self.words.text("week.title", &[("n", &number)]);
        let mut page = self.page(title.clone(), "week", board, depth);
        page.shapes = self.shapes(board, scene.week);
        let begun = !has_not_begun(scene);
        let anybody = begun.then(|| self.people(scene, depth)).flatten();
        let talks = begun && !scene.is_silent();
        let tasks = begun.then(|| self.week_tasks(scene)).flatten();
        let mut view = WeekPage {
            page,
            dates: calendar::span(self.words, scene.week),
            title,
            lead: self.lead(scene),
            previous: self.step("week.previous", scene.week.plus(-1), board, depth),
            next: self.step("week.next", scene.week.plus(1), board, depth),
            cycle_text: self.cycle_text(scene),
            cycle_bar: Html::written(cycle(
                board.cycle.elapsed(scene.week),
                board.cycle.week_count(),
                "cyc",
            )),
            unreadable: self.unreadable(scene),
            tiles: if begun { self.tiles(pair) } else { Vec::new() },
            talk: talks.then(|| self.talk(pair, depth)),
            feed: begun.then(|| self.feed(pair)).flatten(),
            table: self.week_table(scene, depth),
            heat_map: talks.then(|| self.week_heat(scene)).flatten(),
            matrix: talks.then(|| self.matrix(scene, depth)).flatten(),
            people: anybody,
            tasks,
            obstacles: begun.then(|| self.week_obstacles(scene)).flatten(),
            legend: if talks { self.legend() } else { Vec::new() },
            beside: self.beside(depth),
        };
        view.point_tiles();
        view
    }

    /// All key results on one page.
    pub(in crate::report) fn key_results(&self, scene: &Scene) -> KeyResultsPage {
        let mut page = self.page(
            self.text("krs.title"),
            "objectives",
            scene.board,
            Depth::Root,
        );
        page.shapes = self.shapes(scene.board, scene.week);
        let number = scene.week.number().to_string();
        KeyResultsPage {
            page,
            eyebrow: self.words.text("week.title", &[("n", &number)]),
            table: self.full_table(scene, Depth::Root),
        }
    }

    /// The calendar, the feed and the data: where the report is a folder.
    fn beside(&self, depth: Depth) -> Vec<Link> {
        if depth != Depth::Root || self.inline.is_some() {
            return Vec::new();
        }
        let link = |(key, file): (&str, &str)| Link {
            href: file.to_owned(),
            label: self.text(key),
        };
        beside::places(self.input).map(link).collect()
    }

    fn step(&self, key: &str, week: Week, board: &Board, depth: Depth) -> Step {
        let number = week.number().to_string();
        let there = board.cycle.contains(week) && week <= self.newest || self.has_page(week);
        Step {
            href: there.then(|| format!("{}weeks/{week}.html", depth.root())),
            label: self.words.text(key, &[("n", &number)]),
        }
    }

    /// Whether a week outside the cycle has a page of its own.
    fn has_page(&self, week: Week) -> bool {
        week <= self.newest
            && self.timelines.iter().any(|timeline| {
                timeline.summaries.iter().any(|summary| {
                    let cycle = self.input.team.cycle_of(summary.week);
                    cycle.contains(week)
                })
            })
    }

    fn cycle_text(&self, scene: &Scene) -> String {
        let n = scene.board.cycle.elapsed(scene.week).to_string();
        let all = scene.board.cycle.week_count().to_string();
        self.words.text("week.cycle", &[("n", &n), ("all", &all)])
    }
}
