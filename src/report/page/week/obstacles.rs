//! Open obstacles, oldest first: what is in the way, for how long, and what are we doing?

use crate::model::{TaskState, Week};
use crate::report::chart::age::age;
use crate::report::facts::{ObstacleFact, Summary, TaskFact};
use crate::report::html::{Html, push_text};
use crate::report::life::named_causes;
use crate::report::page::{LARGE_TEAM, Site};
use crate::report::scene::{Open, Scene};
use crate::report::view::week::{ObstacleRow, Obstacles};

/// Rows.
const MOST: usize = 30;
/// Of a large team.
const MOST_OF_MANY: usize = 12;

impl Site<'_> {
    /// The open obstacles; none where nobody has said anything yet.
    pub(super) fn week_obstacles(&self, scene: &Scene) -> Option<Obstacles> {
        if !self
            .timelines
            .iter()
            .any(|timeline| timeline.last(scene.week).is_some())
        {
            return None;
        }
        let oldest = scene
            .obstacles
            .iter()
            .map(|open| open.fact.age(scene.week))
            .max();
        let most = match scene.views.len() > LARGE_TEAM {
            true => MOST_OF_MANY,
            false => MOST,
        };
        let rows = scene.obstacles.iter().take(most);
        let rows = rows
            .map(|open| self.obstacle_row(scene, open, oldest.unwrap_or(0)))
            .collect();
        let rest = scene.obstacles.len().saturating_sub(most);
        let note = match (scene.obstacles.len(), rest) {
            (0, _) => Some(self.no_obstacle(scene.week)),
            (_, 0) => None,
            _ => Some(self.words.text("and-more", &[("n", &rest.to_string())])),
        };
        Some(Obstacles { rows, note })
    }

    fn obstacle_row(&self, scene: &Scene, open: &Open<ObstacleFact>, oldest: u32) -> ObstacleRow {
        let fact = open.fact;
        let weeks = fact.age(scene.week);
        let owner = self.input.team.people.get(open.person);
        let timeline = self.timelines.get(open.person);
        let causes = timeline.map_or((fact.own, fact.outside), |timeline| {
            named_causes(timeline, open.summary, fact)
        });
        let owner = owner.map_or("", |person| person.first_name());
        let numbers = scene.board.numbers(&fact.slows);
        let about = match numbers.is_empty() {
            true => owner.to_owned(),
            false => {
                let fillings = [("numbers", numbers.as_str()), ("owner", owner)];
                self.words.text("obstacles.about", &fillings)
            }
        };
        ObstacleRow {
            weeks,
            bar: Html::written(age(weeks, oldest)),
            age: self.age(weeks),
            title: fact.title.to_string(),
            about,
            cause: match causes {
                (true, true) => Some(self.text("cause.both")),
                (true, false) => Some(self.text("cause.own")),
                (false, true) => Some(self.text("cause.outside")),
                (false, false) => None,
            },
            plan: self.plan(scene, open),
        }
    }

    /// `New`, or for how many weeks.
    pub(in crate::report::page) fn age(&self, weeks: u32) -> String {
        match weeks {
            0 => self.text("new"),
            weeks => self
                .words
                .count("weeks", usize::try_from(weeks).unwrap_or(0)),
        }
    }

    pub(in crate::report::page) fn plan(&self, scene: &Scene, open: &Open<ObstacleFact>) -> Html {
        let Some(task) = plan_for(open.summary, open.fact) else {
            let key = if open.fact.no_way_round {
                "obstacles.no-way-round"
            } else {
                "obstacles.no-plan"
            };
            return Html::text(&self.text(key));
        };
        let mut due = String::new();
        match self.late(task.due, scene.today) {
            Some(late) => {
                due.push_str("<b>");
                push_text(&mut due, &late);
                due.push_str("</b>");
            }
            None => push_text(&mut due, &self.due(task.due, scene.today)),
        }
        let (owner, due) = (self.task_owner(task), Html::written(due));
        let fillings = [
            ("task", (&*task.text).into()),
            ("owner", (&owner).into()),
            ("due", (&due).into()),
        ];
        self.words.html("obstacles.plan-line", &fillings)
    }

    /// That none is open, and how long the last one was.
    pub(in crate::report::page) fn no_obstacle(&self, week: Week) -> String {
        let said = self
            .timelines
            .iter()
            .flat_map(|timeline| &timeline.summaries);
        let resolved = said
            .filter(|summary| summary.week <= week)
            .flat_map(|summary| {
                summary
                    .obstacles
                    .iter()
                    .map(move |fact| (summary.week, fact))
            })
            .filter(|(_, fact)| fact.resolved && fact.was_open);
        let mut told = self.text("obstacles.none");
        if let Some((at, fact)) = resolved.max_by_key(|(at, _)| *at) {
            let weeks = self
                .words
                .count("weeks", usize::try_from(fact.age(at)).unwrap_or(0));
            told.push(' ');
            told.push_str(&self.words.text("obstacles.last", &[("weeks", &weeks)]));
        }
        told
    }
}

/// The open task that answers an obstacle: one that names it, else one for a key result it slows.
pub(in crate::report::page) fn plan_for<'s>(
    summary: &'s Summary,
    obstacle: &ObstacleFact,
) -> Option<&'s TaskFact> {
    let open = || {
        summary
            .tasks
            .iter()
            .filter(|task| task.state == TaskState::Open)
    };
    let place = summary
        .obstacles
        .iter()
        .position(|other| std::ptr::eq(other, obstacle));
    let named = open().find(|task| task.obstacle.is_some() && task.obstacle == place);
    let about = |task: &&TaskFact| {
        task.obstacle.is_none()
            && task
                .about
                .iter()
                .any(|about| obstacle.slows.contains(about))
    };
    named.or_else(|| open().find(about))
}
