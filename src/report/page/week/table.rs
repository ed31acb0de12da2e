//! Key results: how far, how fast, how sure?

use crate::model::{Kind, decimal};
use crate::report::board::Goal;
use crate::report::number;
use crate::report::page::{Depth, LARGE_TEAM, Site};
use crate::report::scene::{Scene, View};
use crate::report::view::page::Who;
use crate::report::view::parts::{KeyResultGroup, KeyResultRow, KeyResultTable};

use super::talk::ordered;

/// Rows of a large team's week page.
const MOST: usize = 16;

impl Site<'_> {
    /// The table of a week page; in large teams of those that stand out, with a link to all.
    pub(super) fn week_table(&self, scene: &Scene, depth: Depth) -> Option<KeyResultTable> {
        if scene.views.is_empty() {
            return None;
        }
        if scene.views.len() <= LARGE_TEAM {
            return Some(self.full_table(scene, depth));
        }
        let mut odd: Vec<&View> = ordered(scene);
        let risky = scene
            .counted()
            .filter(|view| view.at_risk && view.signals.is_empty());
        odd.extend(risky);
        odd.truncate(MOST);
        let mut table = self.table(scene, depth, |view| {
            odd.iter()
                .any(|other| std::ptr::eq(other.course, view.course))
        });
        let all = scene.views.len().to_string();
        table.more = Some(self.words.text("krs.shown", &[("n", &all)]));
        table.all_href =
            (scene.week == self.newest).then(|| format!("{}key-results.html", depth.root()));
        Some(table)
    }

    /// The table of all key results.
    pub(super) fn full_table(&self, scene: &Scene, depth: Depth) -> KeyResultTable {
        self.table(scene, depth, |_| true)
    }

    fn table(
        &self,
        scene: &Scene,
        depth: Depth,
        is_shown: impl Fn(&View) -> bool,
    ) -> KeyResultTable {
        let shown: Vec<&View> = scene.views.iter().filter(|view| is_shown(view)).collect();
        let groups = scene
            .board
            .goals
            .iter()
            .enumerate()
            .filter_map(|(place, goal)| {
                let rows: Vec<KeyResultRow> = shown
                    .iter()
                    .filter(|view| view.course.goal == place)
                    .map(|view| self.row(scene, view, depth))
                    .collect();
                (!rows.is_empty()).then(|| KeyResultGroup {
                    title: goal.objective.title.clone(),
                    href: Some(self.goal_href(scene, goal, depth)),
                    standing: self.goal_standing(scene, goal),
                    rows,
                })
            });
        let thresholds = &self.input.team.thresholds;
        let short = |value: crate::model::Decimal| number::short(self.words, value.abs());
        let (from, to) = (short(thresholds.behind), short(thresholds.far_behind));
        let n = shown.len().to_string();
        KeyResultTable {
            groups: groups.collect(),
            count: self.words.text("krs.count", &[("n", &n)]),
            empty: self
                .words
                .text("krs.empty", &[("n", &self.words.number(shown.len()))]),
            more: None,
            all_href: None,
            keeps: shown
                .iter()
                .any(|view| matches!(view.course.kind(scene.week), Kind::Keep { .. })),
            far: self.words.text("krs.far", &[("n", &to)]),
            behind: self
                .words
                .text("krs.behind", &[("from", &from), ("to", &to)]),
        }
    }

    fn goal_href(&self, scene: &Scene, goal: &Goal, depth: Depth) -> String {
        let path = self.objective_path(goal.objective.id.as_str(), scene.board);
        format!("{}{path}", depth.root())
    }

    fn goal_standing(&self, scene: &Scene, goal: &Goal) -> String {
        let Some(standing) = scene.board.standing(goal, scene.week, self.input.team) else {
            return String::new();
        };
        let pace = number::standing(self.words, standing.pace);
        let score = number::percent(self.words, standing.score);
        self.words
            .text("score.standing", &[("score", &score), ("pace", &pace)])
    }

    fn row(&self, scene: &Scene, view: &View, depth: Depth) -> KeyResultRow {
        let (course, week) = (view.course, scene.week);
        let removed = course.history.removed.filter(|_| course.is_removed(week));
        let tags = [(view.at_risk, "risk"), (view.disagrees(), "gap")];
        let tags: Vec<&str> = tags
            .into_iter()
            .filter(|(on, _)| *on)
            .map(|(_, tag)| tag)
            .collect();
        let owner = course.history.owner();
        KeyResultRow {
            anchor: course.anchor.clone(),
            tags: tags.join(" "),
            number: course.number.clone(),
            title: course.title().to_owned(),
            href: self.objective_href(course, scene.board, depth),
            owner: owner.map_or_else(Who::default, |owner| self.who(owner.as_str(), depth)),
            removed: removed.map(|at| {
                self.words
                    .text("krs.removed", &[("week", &at.number().to_string())])
            }),
            sort_pace: decimal::rounded(view.weeks_off(), 2).to_string(),
            sort_score: course
                .score(week)
                .map_or_else(String::new, |score| decimal::rounded(score, 3).to_string()),
            chart: self.score_chart(view, week),
            standing: self.standing(view, week),
            now: self.value_now(view, week),
            now_note: self
                .is_outdated(view, week)
                .then(|| self.text("value.outdated")),
            span: course.measure.span(self.words, course.kind(week)),
            change: self.change(view, week),
            spark: self.spark(view, week),
            said: self.said_now(view),
            signals: self.signs(view),
        }
    }

    /// Whether there was no value in the last two weeks in which check-ins were due.
    pub(in crate::report::page) fn is_outdated(
        &self,
        view: &View,
        week: crate::model::Week,
    ) -> bool {
        let Some((last, _)) = view.value else {
            return false;
        };
        let owner = view.course.owner;
        let missed = (1..=week.since(last))
            .map(|weeks| last.plus(weeks))
            .filter(|at| {
                owner.is_some_and(|owner| self.owes(owner, *at))
                    && (*at < week || self.is_due_over(*at))
            });
        missed.count() >= 2
    }
}
