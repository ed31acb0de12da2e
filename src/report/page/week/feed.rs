//! Since the week before: what changed?

use crate::model::measure;
use crate::model::{Confidence, FieldOfChange, Person, Subject, Week, decimal};
use crate::report::facts::{ChangeFact, Summary};
use crate::report::html::Html;
use crate::report::page::{LARGE_TEAM, Site};
use crate::report::scene::{Scene, View};
use crate::report::view::week::{Feed, FeedGroup, FeedLine};

use super::Pair;

/// Lines of one kind that are shown.
const CONFIDENCE: usize = 12;
const VALUES: usize = 4;
const OBSTACLES: usize = 8;
const RECOGNITION: usize = 6;

impl Site<'_> {
    /// None in a week before which nothing was recorded.
    pub(super) fn feed(&self, pair: &Pair) -> Option<Feed> {
        let scene = pair.now;
        let first = self
            .timelines
            .iter()
            .flat_map(|timeline| &timeline.summaries);
        let first = first.map(|summary| summary.week).min()?;
        let before = scene.week.plus(-1);
        if before < first {
            return None;
        }
        let groups = [
            ("feed.confidence", self.confidence_lines(scene)),
            ("feed.values", self.value_lines(scene)),
            ("feed.goals", self.goal_lines(scene)),
            ("feed.obstacles", self.obstacle_lines(scene)),
            ("feed.tasks", self.task_lines(scene)),
            ("feed.recognition", self.recognition_lines(scene)),
        ];
        let told = groups.into_iter().filter(|(_, lines)| !lines.is_empty());
        Some(Feed {
            title: self
                .words
                .text("feed.title", &[("n", &before.number().to_string())]),
            groups: told
                .map(|(key, lines)| FeedGroup {
                    title: self.text(key),
                    lines,
                })
                .collect(),
        })
    }

    /// Every move of confidence; of a large team's the falls first, and how many more.
    fn confidence_lines(&self, scene: &Scene) -> Vec<FeedLine> {
        let moved = scene.counted().filter_map(|view| {
            let history = &view.course.history;
            let now = history.point(scene.week)?.confidence?;
            let (_, before) = history.last_confidence(scene.week.plus(-1))?;
            (now != before).then_some((view, before, now))
        });
        let mut moved: Vec<(&View, Confidence, Confidence)> = moved.collect();
        let all = moved.len();
        if scene.views.len() > LARGE_TEAM {
            moved.sort_by_key(|(_, before, now)| now > before);
            moved.truncate(CONFIDENCE);
        }
        let rest = all - moved.len();
        let lines = moved.into_iter();
        let mut lines: Vec<FeedLine> = lines
            .map(|(view, before, now)| self.confidence_line(view, before, now))
            .collect();
        if rest > 0 {
            let text = Html::text(&self.words.count("feed.more", rest));
            lines.push(FeedLine { mark: "·", text });
        }
        lines
    }

    fn confidence_line(&self, view: &View, before: Confidence, now: Confidence) -> FeedLine {
        let (from, to) = (self.said_html(before), self.said_html(now));
        let number = ("number", (&view.course.number).into());
        let text = self.words.html(
            "feed.said",
            &[number, ("from", (&from).into()), ("to", (&to).into())],
        );
        FeedLine {
            mark: if now > before { "↑" } else { "↓" },
            text,
        }
    }

    /// The largest moves in weeks of pace; then how many more.
    fn value_lines(&self, scene: &Scene) -> Vec<FeedLine> {
        let mut moved: Vec<(f64, &View)> = scene
            .counted()
            .filter_map(|view| Some((self.weeks_moved(view, scene.week)?, view)))
            .collect();
        moved.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        let shown = moved.iter().take(VALUES);
        let mut lines: Vec<FeedLine> = shown
            .filter_map(|(weeks, view)| self.value_line(view, scene.week, *weeks))
            .collect();
        let rest = moved.len().saturating_sub(VALUES);
        let silent: Vec<&str> = scene
            .counted()
            .filter(|view| {
                view.course
                    .history
                    .point(scene.week)
                    .and_then(|p| p.value)
                    .is_none()
            })
            .map(|view| view.course.number.as_str())
            .collect();
        let mut parts = Vec::new();
        if rest > 0 {
            parts.push(self.words.count("feed.more", rest));
        }
        if !silent.is_empty() && silent.len() <= 4 {
            parts.push(
                self.words
                    .text("feed.no-value", &[("numbers", &silent.join(", "))]),
            );
        }
        if !parts.is_empty() {
            lines.push(FeedLine {
                mark: "·",
                text: Html::text(&parts.join(", ")),
            });
        }
        lines
    }

    /// How far the value moved this week, in weeks of an even way; plus is towards the target.
    pub(in crate::report::page) fn weeks_moved(&self, view: &View, week: Week) -> Option<f64> {
        let (now, before) = self.values(view, week)?;
        if now == before {
            return None;
        }
        let kind = view.course.kind(week);
        let total = f64::from(view.course.history.cycle.week_count());
        let score = |value| decimal::to_f64(measure::score(kind, value));
        Some((score(now) - score(before)) * total)
    }

    pub(in crate::report::page) fn values(
        &self,
        view: &View,
        week: Week,
    ) -> Option<(crate::model::Decimal, crate::model::Decimal)> {
        let history = &view.course.history;
        let now = history.point(week)?.value?;
        let before = history.last_value(week.plus(-1)).map(|(_, value)| value);
        Some((
            now,
            before.or_else(|| measure::value_at(history, week.plus(-1)))?,
        ))
    }

    fn value_line(&self, view: &View, week: Week, weeks: f64) -> Option<FeedLine> {
        let (now, before) = self.values(view, week)?;
        let measure = &view.course.measure;
        let (from, to) = (
            measure.number(self.words, before),
            measure.value(self.words, now),
        );
        let fillings = [
            ("number", (&view.course.number).into()),
            ("title", view.course.title().into()),
            ("from", (&from).into()),
            ("to", (&to).into()),
        ];
        let mark = if weeks < 0.0 { "↘" } else { "↗" };
        Some(FeedLine {
            mark,
            text: self.words.html("feed.moved", &fillings),
        })
    }

    fn goal_lines(&self, scene: &Scene) -> Vec<FeedLine> {
        let said = self
            .timelines
            .iter()
            .filter_map(|timeline| timeline.at(scene.week));
        let changes = said.flat_map(|summary| &summary.changes);
        changes
            .map(|change| self.goal_line(scene, change))
            .collect()
    }

    fn goal_line(&self, scene: &Scene, change: &ChangeFact) -> FeedLine {
        let state = self.text(if change.is_agreed {
            "feed.agreed"
        } else {
            "feed.proposed"
        });
        let number = self.subject(&change.subject, scene.board);
        let field = self.text(&format!("field.{}", change.change.word()));
        let (from, to) = (change.from.as_deref(), change.to.as_deref());
        let text = match (change.change, from, to) {
            (FieldOfChange::Add | FieldOfChange::Remove, ..) | (_, None, _) | (_, _, None) => {
                let fillings = [
                    ("number", (&number).into()),
                    ("kind", (&field).into()),
                    ("state", (&state).into()),
                ];
                self.words.html("feed.goal-kind", &fillings)
            }
            (changed, Some(from), Some(to)) => {
                let [from, to] = [from, to].map(|text| self.goal_value(changed, text));
                let fillings = [
                    ("number", (&number).into()),
                    ("field", (&field).into()),
                    ("from", (&from).into()),
                    ("to", (&to).into()),
                    ("state", (&state).into()),
                ];
                self.words.html("feed.goal", &fillings)
            }
        };
        FeedLine {
            mark: if change.is_agreed { "✓" } else { "→" },
            text,
        }
    }

    /// `2.1`, or the title of an objective; the reference where the board knows neither.
    pub(in crate::report::page) fn subject(
        &self,
        subject: &Subject,
        board: &crate::report::board::Board,
    ) -> String {
        match subject {
            Subject::KeyResult(reference) => board.numbers(std::slice::from_ref(reference)),
            Subject::Objective(id) => {
                let goal = board.goals.iter().find(|goal| goal.objective.id == *id);
                goal.map_or_else(|| id.to_string(), |goal| goal.objective.title.clone())
            }
        }
    }

    fn obstacle_lines(&self, scene: &Scene) -> Vec<FeedLine> {
        let said = || {
            self.timelines
                .iter()
                .filter_map(|timeline| timeline.at(scene.week))
        };
        let mut lines = Vec::new();
        let all = said().flat_map(|summary| &summary.obstacles);
        let new: Vec<_> = all
            .clone()
            .filter(|fact| !fact.resolved && fact.first == scene.week)
            .collect();
        for fact in new.iter().take(OBSTACLES) {
            let numbers = scene.board.numbers(&fact.slows);
            let fillings = [
                ("numbers", (&numbers).into()),
                ("title", (&*fact.title).into()),
            ];
            lines.push(FeedLine {
                mark: "+",
                text: self.words.html("feed.obstacle", &fillings),
            });
        }
        if new.len() > OBSTACLES {
            let n = (new.len() - OBSTACLES).to_string();
            let text = self
                .words
                .html("feed.more-obstacles", &[("n", (&n).into())]);
            lines.push(FeedLine { mark: "+", text });
        }
        for fact in all
            .filter(|fact| fact.resolved && fact.was_open)
            .take(OBSTACLES)
        {
            let numbers = scene.board.numbers(&fact.slows);
            let age = fact.age(scene.week);
            let weeks = self.words.count("weeks", usize::try_from(age).unwrap_or(0));
            let fillings = [
                ("numbers", (&numbers).into()),
                ("title", (&*fact.title).into()),
                ("weeks", (&weeks).into()),
            ];
            let key = if age == 0 {
                "feed.resolved-new"
            } else {
                "feed.resolved"
            };
            lines.push(FeedLine {
                mark: "✓",
                text: self.words.html(key, &fillings),
            });
        }
        lines
    }

    fn task_lines(&self, scene: &Scene) -> Vec<FeedLine> {
        let mut lines = Vec::new();
        let done = self.done_count(scene.week);
        if done > 0 {
            let text = Html::text(&self.words.count("feed.done", done));
            lines.push(FeedLine { mark: "✓", text });
        }
        let over = |due: Option<jiff::civil::Date>| due.is_some_and(|due| due < scene.today);
        let overdue: Vec<&str> = scene
            .tasks
            .iter()
            .filter(|open| over(open.fact.due))
            .map(|open| &*open.fact.text)
            .collect();
        if let Some(first) = overdue.first() {
            let form = if overdue.len() == 1 {
                "feed.overdue.one"
            } else {
                "feed.overdue.many"
            };
            let fillings = [
                ("n", &*overdue.len().to_string()),
                (
                    "what",
                    &crate::report::facts::plain::first_sentence(first, 70),
                ),
            ];
            lines.push(FeedLine {
                mark: "!",
                text: Html::text(&self.words.text(form, &fillings)),
            });
        }
        lines
    }

    fn recognition_lines(&self, scene: &Scene) -> Vec<FeedLine> {
        let told = self.recognised(scene.week).into_iter().take(RECOGNITION);
        told.map(|text| FeedLine {
            mark: "★",
            text: Html::text(&text),
        })
        .collect()
    }

    /// The week's recognition, a sentence each, and what was added since to the check-ins before.
    pub(super) fn recognised(&self, week: Week) -> Vec<String> {
        let mut told = Vec::new();
        for (at, person) in self.input.team.people.iter().enumerate() {
            let Some(timeline) = self.timelines.get(at) else {
                continue;
            };
            let before = self.known_before.and_then(|known| known.get(at));
            let is_new = |summary: &Summary| {
                let known = before.and_then(|before| before.at(summary.week));
                known.is_some_and(|known| known.recognition.is_none())
            };
            let here = timeline.summaries.iter().map(AsRef::as_ref);
            let here = here
                .filter(|summary| summary.week == week || summary.week < week && is_new(summary));
            told.extend(
                here.filter_map(|summary: &Summary| self.recognition_line(person, summary)),
            );
        }
        told
    }

    fn recognition_line(&self, person: &Person, summary: &Summary) -> Option<String> {
        let text = summary.recognition.as_ref()?;
        let by = summary.recognised_by.as_ref();
        let by = by.map(|by| self.first_name(by.as_str()));
        let fillings = [
            ("by", &*by.unwrap_or_default()),
            ("person", person.first_name()),
            ("text", text),
        ];
        Some(self.words.text("feed.recognised", &fillings))
    }
}
