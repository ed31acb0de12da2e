//! This week in five numbers, each a link to its block.

use crate::report::page::Site;
use crate::report::scene::Scene;
use crate::report::view::week::Tile;

use super::Pair;

impl Site<'_> {
    pub(super) fn tiles(&self, pair: &Pair) -> Vec<Tile> {
        let mut tiles = vec![self.checked_in_tile(pair.now)];
        if !pair.now.board.goals.is_empty() {
            tiles.push(self.risk_tile(pair));
            tiles.push(self.gap_tile(pair));
        }
        tiles.push(self.obstacle_tile(pair.now));
        tiles.push(self.overdue_tile(pair.now));
        tiles
    }

    fn checked_in_tile(&self, scene: &Scene) -> Tile {
        let week = scene.week;
        let done = self.ready_count(week);
        let owing = (0..self.timelines.len()).filter(|person| self.owes(*person, week));
        let said = |person: &usize| self.timelines.get(*person).and_then(|line| line.at(week));
        let (written, missing): (Vec<usize>, Vec<usize>) =
            owing.partition(|person| said(person).is_some());
        let written_by = || written.iter().filter_map(said);
        let left_out = written_by().filter(|summary| summary.withheld).count();
        let open = written_by().filter(|summary| !summary.is_ready()).count() - left_out;
        Tile {
            href: "#people",
            label: self.text("tile.checked-in"),
            number: done.to_string(),
            of: Some(self.of((written.len() + missing.len()).max(done))),
            detail: self.checked_in_detail(scene, &missing, (open, left_out)),
        }
    }

    fn checked_in_detail(
        &self,
        scene: &Scene,
        missing: &[usize],
        (open, left_out): (usize, usize),
    ) -> String {
        let due = self.is_due_over(scene.week);
        let missing = match missing.len() {
            0 => None,
            1 | 2 => {
                let people = missing
                    .iter()
                    .filter_map(|at| self.input.team.people.get(*at));
                let names: Vec<&str> = people.map(|person| person.first_name()).collect();
                let key = if due { "tile.missing" } else { "tile.not-yet" };
                Some(self.words.text(key, &[("names", &names.join(", "))]))
            }
            many => {
                let key = if due {
                    "tile.missing-many"
                } else {
                    "tile.not-yet-many"
                };
                Some(self.words.text(key, &[("n", &many.to_string())]))
            }
        };
        let counted =
            |key: &str, n: usize| (n > 0).then(|| self.words.text(key, &[("n", &n.to_string())]));
        let open = counted("tile.open", open);
        let left_out = counted("tile.left-out", left_out);
        let review = counted("tile.to-review", self.to_review_count(scene.week));
        let told: Vec<String> = [missing, left_out, open, review]
            .into_iter()
            .flatten()
            .collect();
        if told.is_empty() {
            self.text("tile.all-reviewed")
        } else {
            told.join(", ")
        }
    }

    fn risk_tile(&self, pair: &Pair) -> Tile {
        let count = |scene: &Scene| scene.counted().filter(|view| view.at_risk).count();
        let (now, before) = (count(pair.now), pair.before.map_or(0, count));
        let more = |key: &str, n: usize| {
            let form = if n == 1 { "one" } else { "many" };
            let number = self.words.number(n);
            self.words.text(&format!("{key}.{form}"), &[("n", &number)])
        };
        let detail = match now.cmp(&before) {
            _ if pair.before.is_none() => self.text("tile.first"),
            std::cmp::Ordering::Greater if before == 0 => self.text("tile.risk-none"),
            std::cmp::Ordering::Greater => more("tile.risk-more", now - before),
            std::cmp::Ordering::Less => more("tile.risk-less", before - now),
            std::cmp::Ordering::Equal => self.text("tile.risk-same"),
        };
        Tile {
            href: "#krs",
            label: self.text("tile.risk"),
            number: now.to_string(),
            of: Some(self.of(pair.now.counted().count())),
            detail,
        }
    }

    fn gap_tile(&self, pair: &Pair) -> Tile {
        let odd: Vec<&str> = numbers(pair.now);
        let before = pair.before.map(numbers).unwrap_or_default();
        let new: Vec<&str> = odd
            .iter()
            .copied()
            .filter(|number| !before.contains(number))
            .collect();
        let detail = match new.as_slice() {
            [] if pair.before.is_none() => self.text("tile.gap-first"),
            [] => self.text("tile.gap-none"),
            [one] => self.words.text("tile.gap-new.one", &[("numbers", one)]),
            [..] if new.len() <= 3 => self
                .words
                .text("tile.gap-new", &[("numbers", &new.join(", "))]),
            _ => self
                .words
                .text("tile.gap-new", &[("numbers", &new.len().to_string())]),
        };
        Tile {
            href: "#agree",
            label: self.text("tile.gap"),
            number: odd.len().to_string(),
            of: None,
            detail,
        }
    }

    fn obstacle_tile(&self, scene: &Scene) -> Tile {
        let oldest = scene
            .obstacles
            .iter()
            .map(|open| open.fact.age(scene.week))
            .max();
        let detail = match oldest {
            None => self.text("tile.no-obstacle"),
            Some(0) => self.text("tile.oldest-new"),
            Some(weeks) => {
                let weeks = self
                    .words
                    .count("weeks", usize::try_from(weeks).unwrap_or(0));
                self.words.text("tile.oldest", &[("weeks", &weeks)])
            }
        };
        Tile {
            href: "#obstacles",
            label: self.text("tile.obstacles"),
            number: scene.obstacles.len().to_string(),
            of: None,
            detail,
        }
    }

    fn overdue_tile(&self, scene: &Scene) -> Tile {
        let over = |due: Option<jiff::civil::Date>| due.is_some_and(|due| due < scene.today);
        let overdue = scene
            .tasks
            .iter()
            .filter(|open| over(open.fact.due))
            .count();
        let done = self.done_count(scene.week).to_string();
        Tile {
            href: "#followups",
            label: self.text("tile.overdue"),
            number: overdue.to_string(),
            of: (!scene.tasks.is_empty()).then(|| self.of(scene.tasks.len())),
            detail: self.words.text("tile.done", &[("n", &done)]),
        }
    }

    /// Tasks that became done in check-ins of the week.
    pub(super) fn done_count(&self, week: crate::model::Week) -> usize {
        let said = self
            .timelines
            .iter()
            .filter_map(|timeline| timeline.at(week));
        said.flat_map(|summary| &summary.tasks)
            .filter(|task| task.is_newly_done())
            .count()
    }

    fn of(&self, n: usize) -> String {
        self.words.text("of", &[("n", &n.to_string())])
    }
}

fn numbers<'s>(scene: &'s Scene) -> Vec<&'s str> {
    let odd = scene.counted().filter(|view| view.disagrees());
    odd.map(|view| view.course.number.as_str()).collect()
}
