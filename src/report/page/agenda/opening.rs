//! The beginning of a talk: what went well, and what became of what was agreed.

use crate::model::{Confidence, TaskState};
use crate::report::facts::{TaskFact, plain};
use crate::report::page::Site;
use crate::report::page::check_in::Talk;
use crate::report::scene::View;
use crate::report::view::agenda::Point;

/// Lines that are shown of each.
const WELL: usize = 4;
const SINCE: usize = 6;
/// Key results whose move is told.
const MOVES: usize = 2;

impl Site<'_> {
    /// Recognition, obstacles out of the way, words that rose, values that moved towards their target.
    pub(super) fn went_well(&self, talk: &Talk) -> Vec<Point> {
        let mut told: Vec<String> = Vec::new();
        if let Some(text) = &talk.summary.recognition {
            told.push(self.quoted(&plain::sentences(text, 200)));
        }
        let resolved = talk
            .summary
            .obstacles
            .iter()
            .filter(|fact| fact.resolved && fact.was_open);
        for fact in resolved {
            let age = fact.age(talk.summary.week);
            let key = match age {
                0 => "agenda.resolved-new",
                _ => "agenda.resolved",
            };
            let fillings = [("title", &*fact.title), ("weeks", &self.age(age))];
            told.push(self.words.text(key, &fillings));
        }
        let views = self.views_of(talk);
        told.extend(views.iter().filter_map(|view| self.rise(talk, view)));
        told.extend(self.moves(talk, &views));
        let done = talk.summary.tasks.iter().find(|task| task.is_newly_done());
        if let Some(task) = done.filter(|_| told.is_empty()) {
            told.push(self.words.text("agenda.done", &[("task", &task.text)]));
        }
        if told.is_empty() {
            let person = talk.person.first_name();
            told.push(self.words.text("agenda.well-none", &[("person", person)]));
        }
        told.truncate(WELL);
        told.into_iter()
            .map(|text| Point {
                text,
                ..Point::default()
            })
            .collect()
    }

    /// The key results that the check-in speaks of, in the order of the board.
    pub(super) fn views_of<'t>(&self, talk: &Talk<'t>) -> Vec<&'t View<'t>> {
        let readings = talk.summary.readings.iter();
        let mut views: Vec<&View> = readings
            .filter_map(|said| {
                let course = talk.scene.board.course(&said.reference)?;
                talk.scene.view_at(course.index)
            })
            .collect();
        views.sort_by_key(|view| view.course.index);
        views
    }

    fn rise(&self, talk: &Talk, view: &View) -> Option<String> {
        let (from, to) = self.words_moved(talk, view)?;
        let fillings = [
            ("title", view.course.title()),
            ("from", &self.level(from)),
            ("to", &self.level(to)),
        ];
        (to > from).then(|| self.words.text("agenda.rose", &fillings))
    }

    /// What was said before and now, where the two differ.
    pub(super) fn words_moved(&self, talk: &Talk, view: &View) -> Option<(Confidence, Confidence)> {
        let history = &view.course.history;
        let now = history.point(talk.summary.week)?.confidence?;
        let (_, before) = history.last_confidence(talk.summary.week.plus(-1))?;
        (now != before).then_some((before, now))
    }

    fn moves(&self, talk: &Talk, views: &[&View]) -> Vec<String> {
        let week = talk.summary.week;
        let towards = |view: &&View| self.weeks_moved(view, week).filter(|weeks| *weeks > 0.0);
        let mut moved: Vec<(f64, &View)> = views
            .iter()
            .filter_map(|view| Some((towards(view)?, *view)))
            .collect();
        moved.sort_by(|a, b| b.0.total_cmp(&a.0));
        let told = moved.iter().take(MOVES).filter_map(|(_, view)| {
            let (now, before) = self.values(view, week)?;
            let measure = &view.course.measure;
            let fillings = [
                ("title", view.course.title()),
                ("from", &measure.number(self.words, before)),
                ("to", &measure.value(self.words, now)),
            ];
            Some(self.words.text("agenda.moved", &fillings))
        });
        told.collect()
    }

    /// Tasks that were open in the check-in before: done, still open, or no longer mentioned.
    pub(super) fn agreed_before(&self, talk: &Talk) -> Vec<Point> {
        let now = &talk.summary.tasks;
        let carried = now.iter().filter(|task| task.before.is_some());
        let mut points: Vec<Point> = carried
            .filter(|task| task.is_newly_done() || task.state == TaskState::Open)
            .map(|task| self.agreed(talk, task))
            .collect();
        let old = talk.before.map_or(&[][..], |(_, before)| &before.tasks);
        let open = old.iter().enumerate().filter(|(at, task)| {
            let kept = now.iter().any(|now| now.was == Some(*at));
            task.state == TaskState::Open && !kept
        });
        points.extend(open.map(|(_, task)| Point {
            done: Some(false),
            text: task.text.to_string(),
            detail: Some(self.text("agenda.not-mentioned")),
            late: None,
        }));
        points.sort_by_key(|point| (point.done != Some(true), point.late.is_none()));
        let rest = points.len().saturating_sub(SINCE);
        points.truncate(SINCE);
        if rest > 0 || points.is_empty() {
            let text = match rest {
                0 => self.text("agenda.nothing-agreed"),
                rest => self.words.text("and-more", &[("n", &rest.to_string())]),
            };
            points.push(Point {
                text,
                ..Point::default()
            });
        }
        points
    }

    /// The text in the quotation marks of the language.
    pub(in crate::report::page) fn quoted(&self, text: &str) -> String {
        let (open, close) = (self.text("quote.open"), self.text("quote.close"));
        format!("{open}{text}{close}")
    }

    fn agreed(&self, talk: &Talk, task: &TaskFact) -> Point {
        let today = talk.scene.today;
        let done = task.state == TaskState::Done;
        let owner = self.task_owner(task);
        let state = if done {
            self.text("state.done").to_lowercase()
        } else {
            self.due(task.due, today)
        };
        let parts: Vec<&str> = [owner.as_str(), &state]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        Point {
            done: Some(done),
            text: task.text.to_string(),
            detail: Some(parts.join(", ")),
            late: self.late(task.due, today).filter(|_| !done),
        }
    }
}
