//! Check-ins by person and week: who has talked, who has not? In the order of `okr.yaml`, never by
//! count.

use crate::model::{Person, Status, Week};
use crate::report::facts::Summary;
use crate::report::html::Html;
use crate::report::page::parts::week_heads;
use crate::report::page::{Depth, Site};
use crate::report::scene::Scene;
use crate::report::view::parts::Cell;
use crate::report::view::week::{PeopleGrid, PersonRow};

/// Rows; a larger team shows those who have not checked in or wait for a review.
const MOST: usize = 60;
/// The class of a check-in of which nothing is shown.
const LEFT_OUT: &str = "u";
/// Names in the note.
const NAMED: usize = 6;

impl Site<'_> {
    pub(super) fn people(&self, scene: &Scene, depth: Depth) -> Option<PeopleGrid> {
        let here: Vec<usize> = (0..self.timelines.len())
            .filter(|person| self.is_shown(*person, scene))
            .collect();
        if here.is_empty() {
            return None;
        }
        let open: Vec<usize> = here
            .iter()
            .copied()
            .filter(|person| self.is_open(*person, scene.week))
            .collect();
        let shown: Vec<usize> = if here.len() > MOST {
            open.into_iter().take(MOST).collect()
        } else {
            here.clone()
        };
        let rows = shown
            .iter()
            .filter_map(|person| self.person_row(*person, scene, depth));
        let mut notes = self.missing_notes(scene);
        if shown.len() < here.len() {
            let (n, all) = (shown.len().to_string(), here.len().to_string());
            let note = self.words.html(
                "grid.note-only",
                &[("n", (&n).into()), ("all", (&all).into())],
            );
            notes.insert(0, note);
        }
        let rows: Vec<PersonRow> = rows.collect();
        let mut cells = rows.iter().flat_map(|row| &row.cells);
        Some(PeopleGrid {
            weeks: week_heads(scene.board, scene.week),
            left_out: cells.any(|cell| cell.class == LEFT_OUT),
            rows,
            notes,
        })
    }

    /// Whoever owes a check-in in a week of the cycle up to now, or has written one.
    fn is_shown(&self, person: usize, scene: &Scene) -> bool {
        scene
            .board
            .cycle
            .weeks()
            .take_while(|week| *week <= scene.week)
            .any(|week| {
                self.owes(person, week)
                    || self
                        .timelines
                        .get(person)
                        .is_some_and(|timeline| timeline.at(week).is_some())
            })
    }

    fn is_open(&self, person: usize, week: Week) -> bool {
        let said = self
            .timelines
            .get(person)
            .and_then(|timeline| timeline.at(week));
        match said.map(|summary| summary.status) {
            _ if said.is_some_and(|summary| summary.withheld) => true,
            None => self.owes(person, week),
            Some(Status::Reviewed | Status::Skipped) => false,
            Some(Status::Draft | Status::Ready | Status::Returned) => true,
        }
    }

    fn person_row(&self, at: usize, scene: &Scene, depth: Depth) -> Option<PersonRow> {
        let person = self.input.team.people.get(at)?;
        let first = person.first_name().to_owned();
        let rest = person
            .name
            .strip_prefix(first.as_str())
            .unwrap_or("")
            .trim()
            .to_owned();
        // Of the cells the newest alone is a link, so that touch targets keep apart.
        let cell = |week| {
            let cell = self.person_cell(at, week, scene, depth);
            let href = cell.href.clone().filter(|_| week == scene.week);
            Cell { href, ..cell }
        };
        let cells = scene.board.cycle.weeks().map(cell);
        let (done, due) = self.attendance(at, scene);
        let (n, all) = (done.to_string(), due.to_string());
        Some(PersonRow {
            first,
            rest,
            href: Some(format!("{}people/{}.html", depth.root(), person.id)),
            cells: cells.collect(),
            total: self.words.text("grid.total", &[("n", &n), ("all", &all)]),
        })
    }

    /// Check-ins that were made, and those that were due by now, in the cycle.
    pub(in crate::report::page) fn attendance(&self, at: usize, scene: &Scene) -> (usize, usize) {
        let weeks = scene
            .board
            .cycle
            .weeks()
            .take_while(|week| *week <= scene.week);
        let (mut done, mut due) = (0, 0);
        for week in weeks.filter(|week| self.owes(at, *week)) {
            let said = self
                .timelines
                .get(at)
                .and_then(|timeline| timeline.at(week));
            let ready = said.is_some_and(Summary::is_ready);
            done += usize::from(ready);
            due += usize::from(ready || self.is_due_over(week));
        }
        (done, due)
    }

    /// How a person's week looks, seen from the scene's.
    pub(in crate::report::page) fn person_cell(
        &self,
        at: usize,
        week: Week,
        scene: &Scene,
        depth: Depth,
    ) -> Cell {
        let cell = |class, word| Cell {
            class,
            word,
            href: None,
        };
        if week > scene.week {
            return cell("f", self.to_come(scene, "grid.ahead"));
        }
        let Some(said) = self
            .timelines
            .get(at)
            .and_then(|timeline| timeline.at(week))
        else {
            return match self.owes(at, week) {
                true if self.is_due_over(week) => cell("m", self.text("grid.missing")),
                true => cell("f", self.text("grid.ahead")),
                false => cell("f", self.text("grid.not-due")),
            };
        };
        let person = self.input.team.people.get(at);
        let late = self
            .timelines
            .get(at)
            .is_some_and(|timeline| timeline.late.contains(&week));
        let (class, word) = match said.status {
            _ if said.withheld => (LEFT_OUT, self.text("grid.left-out")),
            Status::Reviewed if late => ("l", self.text("grid.reviewed-late")),
            Status::Reviewed => ("d", self.text("status.reviewed")),
            Status::Ready => ("r", self.text("status.ready")),
            Status::Draft => ("w", self.text("status.draft")),
            Status::Returned => ("b", self.text("status.returned")),
            Status::Skipped => ("a", self.skipped_word(said)),
        };
        let linked = |p: &Person| format!("{}check-ins/{}/{week}.html", depth.root(), p.id);
        Cell {
            class,
            word,
            href: person.filter(|_| !said.withheld).map(linked),
        }
    }

    fn skipped_word(&self, said: &Summary) -> String {
        match &said.skipped {
            Some(reason) => self.words.text("grid.skipped", &[("reason", reason)]),
            None => self.text("status.skipped"),
        }
    }

    fn missing_notes(&self, scene: &Scene) -> Vec<Html> {
        let missing: Vec<&Person> = (0..self.timelines.len())
            .filter(|person| self.owes(*person, scene.week) && self.is_due_over(scene.week))
            .filter(|person| {
                self.timelines
                    .get(*person)
                    .is_some_and(|timeline| timeline.at(scene.week).is_none())
            })
            .filter_map(|person| self.input.team.people.get(person))
            .collect();
        let Some(first) = missing.first() else {
            return Vec::new();
        };
        let mut names: Vec<&str> = missing
            .iter()
            .take(NAMED)
            .map(|person| person.first_name())
            .collect();
        let more = self.words.text(
            "and-more",
            &[("n", &missing.len().saturating_sub(NAMED).to_string())],
        );
        if missing.len() > NAMED {
            names.push(&more);
        }
        let names = names.join(", ");
        let mut notes = vec![
            self.words
                .html("grid.note-missing", &[("names", (&names).into())]),
        ];
        if scene.week == self.newest {
            let command = format!("<code>okr draft {}</code>", first.id);
            let command = Html::written(command);
            notes.push(
                self.words
                    .html("grid.note-draft", &[("command", (&command).into())]),
            );
        }
        notes
    }

    /// How many wait for a review.
    pub(super) fn to_review_count(&self, week: Week) -> usize {
        let said = self
            .timelines
            .iter()
            .filter_map(|timeline| timeline.at(week));
        said.filter(|summary| summary.status == Status::Ready && !summary.withheld)
            .count()
    }

    /// Whether the moment at which a week's check-ins are due is over.
    pub(in crate::report) fn is_due_over(&self, week: Week) -> bool {
        let due = self.input.team.cadence.due;
        week.day(due.day).to_datetime(due.time) < self.input.now
    }
}
