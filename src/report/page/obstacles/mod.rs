//! Obstacles and actions: what is stuck, for how long, and who moves next?
//!
//! ```text
//! rows    obstacles with their time lines
//! tasks   tasks by due week
//! ```

mod rows;
mod tasks;

use std::collections::BTreeSet;

use crate::model::{KeyResultRef, PersonId};
use crate::report::calendar;
use crate::report::html::Html;
use crate::report::life::{End, Life, lives};
use crate::report::scene::Scene;
use crate::report::view::obstacles::{Choice, ObstaclesPage};

use super::{Depth, Site};

/// An obstacle and the place of its person.
struct Told<'a> {
    person: usize,
    life: Life<'a>,
}

impl Site<'_> {
    /// Whether there is a page of obstacles: somebody has checked in.
    pub(in crate::report) fn has_obstacles(&self) -> bool {
        self.begun && !self.timelines.iter().all(|t| t.summaries.is_empty())
    }

    /// The page, as of the scene's week.
    pub(in crate::report) fn obstacles(&self, scene: &Scene) -> ObstaclesPage {
        let cycle = &scene.board.cycle;
        let title = self.text("stuck.title");
        let number = scene.week.number().to_string();
        let told = self.told(scene);
        let (open, ended): (Vec<&Told>, Vec<&Told>) =
            told.iter().partition(|told| told.life.end == End::Open);
        let weeks = [cycle.first_week(), cycle.last_week()].map(|w| calendar::week(self.words, w));
        let mut view = ObstaclesPage {
            page: self.page(title, "obstacles", scene.board, Depth::Root),
            eyebrow: self.words.text("week.title", &[("n", &number)]),
            lead: self.stuck_lead(scene, &open, &ended),
            weeks: self
                .words
                .text("dates.span", &[("from", &weeks[0]), ("to", &weeks[1])]),
            owners: self.owner_choices(scene, &told),
            key_results: key_result_choices(scene, &told),
            count: String::new(),
            open: self.open_group(scene, &open),
            ended: self.ended_group(scene, &ended),
            tasks: self.task_groups(scene),
            tasks_note: self.tasks_left(scene),
            done: self.done_rows(scene),
            done_title: String::new(),
        };
        view.done_title = self.words.count("stuck.done", view.done.len());
        let tasks = view.tasks.iter().map(|group| group.rows.len());
        let rows =
            view.open.rows.len() + view.ended.rows.len() + view.done.len() + tasks.sum::<usize>();
        let rows = rows.to_string();
        view.count = self
            .words
            .text("filter.count", &[("n", &rows), ("all", &rows)]);
        view
    }

    /// What is open, longest first, then what ended in the cycle, newest first.
    fn told(&self, scene: &Scene) -> Vec<Told<'_>> {
        let of = |(person, timeline)| {
            let lives = lives(timeline, scene.week, scene.today).into_iter();
            lives.map(move |life| Told { person, life })
        };
        let here = |told: &Told| match told.life.end.week() {
            None => true,
            Some(week) => scene.board.cycle.contains(week),
        };
        let all = self.timelines.iter().enumerate().flat_map(of);
        let mut told: Vec<Told> = all.filter(here).collect();
        told.sort_by_key(|told| {
            let end = told.life.end.week();
            let weeks = told.life.weeks(scene.week);
            (
                std::cmp::Reverse(end),
                std::cmp::Reverse(weeks),
                told.person,
            )
        });
        told
    }

    /// How many are open and since when; how many were resolved, and after how long.
    fn stuck_lead(&self, scene: &Scene, open: &[&Told], ended: &[&Told]) -> Html {
        let oldest = open.iter().map(|told| told.life.weeks(scene.week)).max();
        let n = open.len().to_string();
        let first = match oldest {
            None => self.words.html("stuck.none", &[]),
            Some(0) => self.words.html("stuck.all-new", &[("n", (&n).into())]),
            Some(weeks) => {
                let weeks = self.age(weeks);
                let fillings = [("n", (&n).into()), ("weeks", (&weeks).into())];
                self.words.html("stuck.open", &fillings)
            }
        };
        let resolved = ended
            .iter()
            .filter(|told| matches!(told.life.end, End::Resolved(_)));
        let mut ages: Vec<u32> = resolved.map(|told| told.life.weeks(scene.week)).collect();
        ages.sort_unstable();
        let Some(middle) = ages.get(ages.len() / 2) else {
            return first;
        };
        let weeks = match middle {
            0 => self.text("weeks.none"),
            weeks => self.age(*weeks),
        };
        let key = match ages.len() {
            1 => "stuck.resolved.one",
            _ => "stuck.resolved.many",
        };
        let n = ages.len().to_string();
        let second = self
            .words
            .html(key, &[("n", (&n).into()), ("weeks", (&weeks).into())]);
        Html::written(format!("{} {}", first.as_str(), second.as_str()))
    }

    /// Those who own an obstacle or a task, in the order of the team.
    fn owner_choices(&self, scene: &Scene, told: &[Told]) -> Vec<Choice> {
        let of_tasks = scene
            .tasks
            .iter()
            .filter_map(|open| open.fact.owner.as_deref());
        let owners: BTreeSet<&str> = of_tasks.collect();
        let people = self.input.team.people.iter().enumerate();
        let here = people.filter(|(at, person)| {
            owners.contains(person.id.as_str()) || told.iter().any(|told| told.person == *at)
        });
        here.map(|(_, person)| Choice {
            tag: owner_tag(&person.id),
            label: person.name.clone(),
        })
        .collect()
    }
}

/// The key results that are slowed or spoken of, in the order of the board.
fn key_result_choices(scene: &Scene, told: &[Told]) -> Vec<Choice> {
    let of_tasks = scene.tasks.iter().flat_map(|open| &open.fact.about);
    let slowed = told.iter().flat_map(|told| &told.life.fact.slows);
    let named: BTreeSet<&KeyResultRef> = of_tasks.chain(slowed).collect();
    let courses = scene.board.courses.iter();
    let here = courses.filter(|course| named.contains(&course.history.key_result.reference));
    here.map(|course| Choice {
        tag: format!("k-{}", course.anchor),
        label: format!("{} {}", course.number, course.title()),
    })
    .collect()
}

fn owner_tag(person: &PersonId) -> String {
    format!("o-{person}")
}

/// The tags of key results, for the filter.
fn key_result_tags(scene: &Scene, references: &[KeyResultRef], tags: &mut Vec<String>) {
    for reference in references {
        if let Some(course) = scene.board.course(reference) {
            tags.push(format!("k-{}", course.anchor));
        }
    }
}
