//! A week as it was known then: every key result with its value, word, pace and signals, and what was
//! open. Only check-ins up to that week are looked at.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use crate::model::measure::Pace;
use crate::model::{Confidence, Decimal, KeyResultRef, TaskState, Team, Week};
use crate::rules::signal::{self, Family, Limits, OpenObstacle, OpenTask, Signal, Situation};

use super::board::{Board, Course};
use super::facts::{ObstacleFact, Summary, TaskFact, Timeline};

/// One week of one cycle.
pub(super) struct Scene<'a> {
    pub week: Week,
    /// The day it is seen from: today in the current week, Sunday in one that is over.
    pub today: Date,
    pub board: &'a Board<'a>,
    pub views: Vec<View<'a>>,
    pub obstacles: Vec<Open<'a, ObstacleFact>>,
    pub tasks: Vec<Open<'a, TaskFact>>,
}

/// A key result in that week.
pub(super) struct View<'a> {
    pub course: &'a Course,
    /// The last value and its week.
    pub value: Option<(Week, Decimal)>,
    /// The last word and its week.
    pub said: Option<(Week, Confidence)>,
    /// Whether its owner spoke of it in exactly this week.
    pub is_fresh: bool,
    pub pace: Pace,
    pub signals: Vec<Signal>,
    pub at_risk: bool,
}

/// Something that is open, whose check-in has it.
pub(super) struct Open<'a, T> {
    pub person: usize,
    pub summary: &'a Summary,
    pub fact: &'a T,
}

impl<'a> Scene<'a> {
    /// The week as it was known at its end, or now where it has not ended.
    pub(super) fn of(
        week: Week,
        now: DateTime,
        board: &'a Board<'a>,
        team: &Team,
        timelines: &'a [Timeline],
    ) -> Self {
        let today = now.date().min(week.sunday());
        let mut scene = Self {
            week,
            today,
            board,
            views: Vec::new(),
            obstacles: Vec::new(),
            tasks: Vec::new(),
        };
        scene.gather(timelines);
        scene.views = scene.views(team);
        scene
    }

    fn gather(&mut self, timelines: &'a [Timeline]) {
        for (person, timeline) in timelines.iter().enumerate() {
            let Some(summary) = timeline.last(self.week) else {
                continue;
            };
            let open = summary.obstacles.iter().filter(|fact| !fact.resolved);
            self.obstacles.extend(open.map(|fact| Open {
                person,
                summary,
                fact,
            }));
            let open = summary
                .tasks
                .iter()
                .filter(|fact| fact.state == TaskState::Open);
            self.tasks.extend(open.map(|fact| Open {
                person,
                summary,
                fact,
            }));
        }
        let week = self.week;
        self.obstacles
            .sort_by_key(|open| (std::cmp::Reverse(open.fact.age(week)), open.person));
        self.tasks
            .sort_by_key(|open| (open.fact.due.unwrap_or(Date::MAX), open.person));
    }

    fn views(&self, team: &Team) -> Vec<View<'a>> {
        let mut obstacles: BTreeMap<&KeyResultRef, Vec<OpenObstacle>> = BTreeMap::new();
        for open in &self.obstacles {
            for slowed in &open.fact.slows {
                let weeks = open.fact.age(self.week);
                obstacles.entry(slowed).or_default().push(OpenObstacle {
                    title: &open.fact.title,
                    weeks,
                });
            }
        }
        let mut tasks: BTreeMap<&KeyResultRef, Vec<(&str, OpenTask)>> = BTreeMap::new();
        for open in &self.tasks {
            let (Some(owner), Some(due)) = (&open.fact.owner, open.fact.due) else {
                continue;
            };
            for about in &open.fact.about {
                let task = OpenTask {
                    text: &open.fact.text,
                    due,
                };
                tasks.entry(about).or_default().push((owner, task));
            }
        }
        let here = self
            .board
            .courses
            .iter()
            .filter(|c| c.history.first_week() <= self.week);
        here.map(|course| {
            let reference = &course.history.key_result.reference;
            let obstacles = obstacles.get(reference).map_or(&[][..], Vec::as_slice);
            let owner = course.history.owner().map(|owner| owner.as_str());
            let others = tasks.get(reference).into_iter().flatten();
            let others: Vec<OpenTask> = others
                .filter(|(by, _)| Some(*by) != owner)
                .map(|(_, task)| *task)
                .collect();
            self.view(course, team, obstacles, &others)
        })
        .collect()
    }

    fn view(
        &self,
        course: &'a Course,
        team: &Team,
        obstacles: &[OpenObstacle],
        others_tasks: &[OpenTask],
    ) -> View<'a> {
        let (history, week) = (&course.history, self.week);
        let pace = course.pace(week);
        let said = history.last_confidence(week);
        let behind = matches!(pace, Pace::Off(_, band) if band.is_behind());
        let removed = course.is_removed(week);
        let signals = signal::signals(&Situation {
            history,
            week,
            today: self.today,
            thresholds: &team.thresholds,
            limits: Limits::of(team),
            obstacles,
            others_tasks,
        });
        View {
            course,
            value: history.last_value(week),
            said,
            is_fresh: history.point(week).is_some(),
            pace,
            signals: if removed { Vec::new() } else { signals },
            at_risk: !removed && (behind || matches!(said, Some((_, Confidence::NotOk)))),
        }
    }

    /// Key results that count in that week: those removed do not.
    pub(super) fn counted(&self) -> impl Iterator<Item = &View<'a>> {
        self.views
            .iter()
            .filter(|view| !view.course.is_removed(self.week))
    }

    /// The view of the key result at a place of the board.
    pub(super) fn view_at(&self, index: usize) -> Option<&View<'a>> {
        let found = self
            .views
            .binary_search_by_key(&index, |view| view.course.index);
        found.ok().and_then(|at| self.views.get(at))
    }

    /// Whether nobody has spoken yet in this cycle.
    pub(super) fn is_silent(&self) -> bool {
        self.views
            .iter()
            .all(|view| view.value.is_none() && view.said.is_none())
    }
}

impl View<'_> {
    /// Whether what was said and what was measured disagree.
    pub(super) fn disagrees(&self) -> bool {
        self.signals
            .iter()
            .any(|signal| signal.id() == "said-not-measured")
    }

    /// The family it is talked about under.
    pub(super) fn family(&self) -> Option<Family> {
        signal::leading_family(&self.signals)
    }

    /// Its signals, those of the leading family first.
    pub(super) fn ordered_signals(&self) -> Vec<&Signal> {
        let leading = self.family();
        let mut signals: Vec<&Signal> = self.signals.iter().collect();
        signals.sort_by_key(|signal| (Some(signal.family()) != leading, signal.family()));
        signals
    }

    /// Weeks off pace; 0 where there is no verdict.
    pub(super) fn weeks_off(&self) -> Decimal {
        match self.pace {
            Pace::Off(weeks, _) => weeks,
            _ => Decimal::ZERO,
        }
    }
}
