//! The page of an objective: will we get there, and is it still the goal we set?

use crate::model::measure::{self, Pace};
use crate::model::{KeyResultRef, Week};
use crate::report::board::{Course, Goal, Standing};
use crate::report::calendar;
use crate::report::html::{Html, push_text};
use crate::report::number;
use crate::report::scene::{Scene, View};
use crate::report::view::objective::{ObjectivePage, Written};
use crate::report::view::page::{Fact, Step};
use crate::report::view::parts::TaskLine;
use crate::report::words::Filling;
use crate::text::markdown::html::to_html;

use super::week::plan_for;
use super::{Depth, Site};

/// Notes that are shown.
const WRITTEN: usize = 6;

impl Site<'_> {
    /// The page of the objective at `place` of the scene's board.
    pub(in crate::report) fn objective(
        &self,
        scene: &Scene,
        place: usize,
    ) -> Option<ObjectivePage> {
        let board = scene.board;
        let goal = board.goals.get(place)?;
        let depth = if board.cycle.contains(self.newest) {
            Depth::One
        } else {
            Depth::Two
        };
        let views: Vec<&View> = scene
            .views
            .iter()
            .filter(|view| view.course.goal == place)
            .collect();
        let courses: Vec<&Course> = views.iter().map(|view| view.course).collect();
        let mut page = self.page(goal.objective.title.clone(), "objectives", board, depth);
        page.shapes = self.shapes(board, scene.week);
        let (n, all) = (goal.number.to_string(), board.goals.len().to_string());
        let standing = board.standing(goal, scene.week, self.input.team);
        let silent = views
            .iter()
            .all(|view| view.value.is_none() && view.said.is_none());
        Some(ObjectivePage {
            page,
            eyebrow: self
                .words
                .text("objective.eyebrow", &[("n", &n), ("all", &all)]),
            title: goal.objective.title.clone(),
            lead: self.objective_lead(standing.as_ref(), &views, scene.week),
            facts: self.objective_facts(goal, depth),
            previous: self.goal_step(
                scene,
                place.checked_sub(1),
                "objective.previous",
                goal.number - 1,
            ),
            next: self.goal_step(scene, Some(place + 1), "objective.next", goal.number + 1),
            key_results: views
                .iter()
                .map(|view| self.panel(scene, view, depth))
                .collect(),
            words: self.levels(),
            written: self.written(scene, &views),
            changes: self.goal_changes(scene, goal),
            goal_unknown: self.goal_unknown(),
            goal_notes: views
                .iter()
                .filter_map(|view| self.goal_note(view))
                .collect(),
            story: Html::rendered(to_html(&goal.objective.description, 2)),
            heat_map: (!silent).then(|| self.heat_map(scene, &courses)),
            obstacles: self.in_the_way(scene, &courses),
            no_obstacle: self.text("way.none"),
        })
    }

    fn objective_lead(&self, standing: Option<&Standing>, views: &[&View], week: Week) -> Html {
        let Some(standing) = standing else {
            return Html::default();
        };
        let score = number::percent(self.words, standing.score);
        let score = ("score", Filling::Text(&score));
        match standing.pace {
            Pace::NotStarted => self.words.html("objective.not-started", &[]),
            Pace::Off(..) => {
                let expected = number::percent(self.words, standing.expected);
                let pace = self.distance(standing.pace);
                let forecast = self.forecast(views, week);
                let fillings = [
                    score,
                    ("expected", (&expected).into()),
                    ("pace", (&pace).into()),
                    ("forecast", (&forecast).into()),
                ];
                self.words.html("objective.lead", &fillings)
            }
            _ => self.words.html("objective.early", &[score]),
        }
    }

    /// Where the rate of the last four weeks leads; empty before there is one.
    fn forecast(&self, views: &[&View], week: Week) -> String {
        let lands = views.iter().filter_map(|view| {
            let history = &view.course.history;
            let kind = view.course.kind(week);
            let landing = measure::forecast(history, week)?;
            Some(measure::score(kind, landing) >= crate::model::Decimal::ONE)
        });
        let lands: Vec<bool> = lands.collect();
        let there = lands.iter().filter(|lands| **lands).count();
        let (n, all) = (self.words.number(there), self.words.number(lands.len()));
        match (there, lands.len()) {
            (_, 0) => String::new(),
            (0, _) => self.text("objective.none-lands"),
            (there, all) if there == all => self.text("objective.all-land"),
            (1, _) => self.words.text("objective.one-lands", &[("all", &all)]),
            _ => self
                .words
                .text("objective.some-land", &[("n", &n), ("all", &all)]),
        }
    }

    fn objective_facts(&self, goal: &Goal, depth: Depth) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let Some(owner) = &goal.objective.owner {
            let who = self.who(owner.as_str(), depth);
            facts.push(Fact {
                term: self.text("objective.owner"),
                text: link(&who),
            });
        }
        let others = [
            ("objective.serves", &goal.objective.parent),
            ("objective.carried-from", &goal.objective.carried_from),
        ];
        for (term, other) in others {
            let Some((cycle, id)) = other else { continue };
            facts.push(Fact {
                term: self.text(term),
                text: Html::text(&format!("{cycle}/{id}")),
            });
        }
        facts
    }

    fn goal_step(&self, scene: &Scene, place: Option<usize>, key: &str, number: usize) -> Step {
        let goal = place.and_then(|place| scene.board.goals.get(place));
        Step {
            href: goal.map(|goal| format!("{}.html", goal.objective.id)),
            label: self.words.text(key, &[("n", &number.to_string())]),
        }
    }

    /// The latest notes of the owners, newest first.
    fn written(&self, scene: &Scene, views: &[&View]) -> Vec<Written> {
        let mut found: Vec<(Week, &View, &str)> = Vec::new();
        for view in views {
            let Some(timeline) = view
                .course
                .owner
                .and_then(|owner| self.timelines.get(owner))
            else {
                continue;
            };
            let reference = &view.course.history.key_result.reference;
            let known = timeline.summaries.iter().filter(|summary| {
                summary.week <= scene.week && scene.board.cycle.contains(summary.week)
            });
            for summary in known {
                let note = summary.notes.iter().find(|(about, _)| about == reference);
                found.extend(note.map(|(_, text)| (summary.week, *view, text.as_str())));
            }
        }
        found.sort_by(|a, b| {
            b.0.cmp(&a.0)
                .then_with(|| a.1.course.number.cmp(&b.1.course.number))
        });
        let told = found
            .into_iter()
            .take(WRITTEN)
            .filter_map(|(week, view, text)| {
                let owner = view.course.history.owner()?;
                let said = view
                    .course
                    .history
                    .point(week)
                    .and_then(|point| point.confidence);
                let who = self.first_name(owner.as_str());
                let fillings = [("who", who.as_str()), ("number", &view.course.number)];
                Some(Written {
                    week: calendar::week(self.words, week),
                    who: self.words.text("written.by", &fillings),
                    text: text.to_owned(),
                    said: said.map(|said| self.said(said)).unwrap_or_default(),
                })
            });
        told.collect()
    }

    fn in_the_way(&self, scene: &Scene, courses: &[&Course]) -> Vec<TaskLine> {
        let here: Vec<&KeyResultRef> = courses
            .iter()
            .map(|course| &course.history.key_result.reference)
            .collect();
        let slows = |references: &[KeyResultRef]| references.iter().any(|r| here.contains(&r));
        let open = scene
            .obstacles
            .iter()
            .filter(|open| slows(&open.fact.slows));
        let line = |open: &super::super::scene::Open<super::super::facts::ObstacleFact>| {
            let plan = plan_for(open.summary, open.fact);
            let detail = plan.map(|task| {
                let due = self.due(task.due, scene.today);
                let owner = self.task_owner(task);
                let fillings = [("task", &*task.text), ("owner", &owner), ("due", &due)];
                self.words.text("obstacles.plan-line", &fillings)
            });
            TaskLine {
                done: false,
                text: open.fact.title.to_string(),
                age: Some(self.age(open.fact.age(scene.week))),
                detail: detail.or_else(|| Some(self.text("obstacles.no-plan"))),
                late: plan.and_then(|task| self.late(task.due, scene.today)),
            }
        };
        open.map(line).collect()
    }
}

/// A name, linked where there is a page.
pub(super) fn link(who: &crate::report::view::page::Who) -> Html {
    let name = Html::text(&who.name);
    match &who.href {
        None => name,
        Some(href) => {
            let mut html = String::from("<a href=\"");
            push_text(&mut html, href);
            html.push_str("\">");
            html.push_str(name.as_str());
            html.push_str("</a>");
            Html::written(html)
        }
    }
}
