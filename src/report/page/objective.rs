//! The page of an objective: will we get there, and is it still the goal we set?

use crate::model::measure::{self, Pace};
use crate::model::{Because, FieldOfChange, KeyResultRef, Subject, Week};
use crate::report::board::{Course, Goal, Standing};
use crate::report::calendar;
use crate::report::facts::{ChangeFact, Summary};
use crate::report::html::{Html, push_text};
use crate::report::number;
use crate::report::scene::{Scene, View};
use crate::report::view::objective::{GoalChange, ObjectivePage, Written};
use crate::report::view::page::{Fact, Step};
use crate::report::view::parts::TaskLine;
use crate::report::words::Filling;
use crate::rules::signal::Signal;
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
        let score = number::percent(standing.score);
        let score = ("score", Filling::Text(&score));
        match standing.pace {
            Pace::NotStarted => self.words.html("objective.not-started", &[]),
            Pace::Off(..) => {
                let expected = number::percent(standing.expected);
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

    /// What both agreed to change, and what one of them proposed, newest first.
    fn goal_changes(&self, scene: &Scene, goal: &Goal) -> Vec<GoalChange> {
        let mut found: Vec<(Week, usize, &ChangeFact)> = Vec::new();
        for (person, timeline) in self.timelines.iter().enumerate() {
            let known = timeline.summaries.iter().filter(|summary| {
                summary.week <= scene.week && scene.board.cycle.contains(summary.week)
            });
            let changes = known.flat_map(|summary: &Summary| {
                summary
                    .changes
                    .iter()
                    .map(|change| (summary.week, person, change))
            });
            found.extend(changes.filter(|(_, _, change)| is_about(change, goal)));
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        found.dedup_by(|a, b| {
            a.2.subject == b.2.subject && a.2.change == b.2.change && a.2.to == b.2.to
        });
        let row = |(week, person, change): (Week, usize, &ChangeFact)| {
            let by: Vec<String> = change
                .agreed_by
                .iter()
                .map(|id| self.first_name(id.as_str()))
                .collect();
            GoalChange {
                week: calendar::week(self.words, week),
                what: self.change_html(scene, change),
                why: self.change_reason(person, change),
                open: !change.is_agreed,
                agreed: by.join(", "),
            }
        };
        found.into_iter().map(row).collect()
    }

    /// `2.3 target 120 → 70`, the old one struck through.
    pub(super) fn change_html(&self, scene: &Scene, change: &ChangeFact) -> Html {
        self.change_marked(scene, change, ["del", "ins"])
    }

    /// The same without marks.
    pub(super) fn change_words(&self, scene: &Scene, change: &ChangeFact) -> Html {
        self.change_marked(scene, change, ["span", "b"])
    }

    fn change_marked(&self, scene: &Scene, change: &ChangeFact, tags: [&str; 2]) -> Html {
        let number = self.subject(&change.subject, scene.board);
        let field = self.text(&format!("field.{}", change.change.word()));
        let marked = |tag: &str, text: &str| {
            let mut html = format!("<{tag}>");
            push_text(&mut html, text);
            html.push_str(&format!("</{tag}>"));
            Html::written(html)
        };
        match (change.change, &change.from, &change.to) {
            (FieldOfChange::Add | FieldOfChange::Remove, ..) | (_, None, _) | (_, _, None) => {
                self.words.html(
                    "goal.kind",
                    &[("number", (&number).into()), ("kind", (&field).into())],
                )
            }
            (_, Some(from), Some(to)) => {
                let (from, to) = (marked(tags[0], from), marked(tags[1], to));
                let fillings = [
                    ("number", (&number).into()),
                    ("field", (&field).into()),
                    ("from", (&from).into()),
                    ("to", (&to).into()),
                ];
                self.words.html("goal.set", &fillings)
            }
        }
    }

    fn change_reason(&self, person: usize, change: &ChangeFact) -> Option<String> {
        let reason = self.reason(change.because?);
        let who = self.input.team.people.get(person)?.first_name();
        Some(
            self.words
                .text("goal.because", &[("who", who), ("reason", &reason)]),
        )
    }

    pub(super) fn reason(&self, because: Because) -> String {
        self.text(&format!("because.{}", because.word()))
    }

    /// Pace against the first target, where the target was moved.
    fn goal_note(&self, view: &View) -> Option<String> {
        let moved = view.signals.iter().find_map(|signal| match signal {
            Signal::TargetMoved { by_the_first, .. } => *by_the_first,
            _ => None,
        })?;
        let band = measure::Band::of(moved, &self.input.team.thresholds);
        let fillings = [
            ("number", view.course.number.as_str()),
            ("first", &self.distance(Pace::Off(moved, band))),
            ("now", &self.distance(view.pace)),
        ];
        Some(self.words.text("goal.against", &fillings))
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
                let fillings = [
                    ("task", task.text.as_str()),
                    ("owner", &owner),
                    ("due", &due),
                ];
                self.words.text("obstacles.plan-line", &fillings)
            });
            TaskLine {
                done: false,
                text: open.fact.title.clone(),
                age: Some(self.age(open.fact.age(scene.week))),
                detail: detail.or_else(|| Some(self.text("obstacles.no-plan"))),
                late: plan.and_then(|task| self.late(task.due, scene.today)),
            }
        };
        open.map(line).collect()
    }
}

fn is_about(change: &ChangeFact, goal: &Goal) -> bool {
    match &change.subject {
        Subject::KeyResult(reference) => reference.objective == goal.objective.id,
        Subject::Objective(id) => *id == goal.objective.id,
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
