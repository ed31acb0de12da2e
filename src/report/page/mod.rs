//! The pages: what was read becomes the views that the templates show.
//!
//! ```text
//! week/        this week and every week, block by block
//! objective    (how its goal changed: goal) · person · check_in/ · obstacles/ · agenda/
//! panel        a key result with its burn-up, for objective and person; figures under it
//! parts        rows, words and marks that several pages show
//! evidence     a signal as a sentence and an open question · in_words   what is noticed in the words
//! ```

pub(super) mod agenda;
pub(super) mod check_in;
mod evidence;
mod figures;
mod goal;
mod in_words;
pub(super) mod objective;
pub(super) mod obstacles;
mod panel;
mod parts;
pub(super) mod person;
pub(super) mod week;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Cycle, Okrs, Person, PersonId, Team, Week};

use super::board::{Board, Course};
use super::calendar;
use super::chart::bullet::{Zones, zones};
use super::chart::sparkline::PACE;
use super::facts::Timeline;
use super::html::Html;
use super::inline::Inline;
use super::input::{Audience, Input, Reach};
use super::number;
use super::scene::Scene;
use super::view::page::{Page, Who};
use super::words::Words;

/// From how many key results on the week page shows only those that stand out.
pub(super) const LARGE_TEAM: usize = 30;

/// Everything that pages are drawn from.
pub(super) struct Site<'a> {
    pub input: &'a Input<'a>,
    pub words: &'a Words,
    pub timelines: &'a [Timeline],
    /// What was known a week before; of the newest pages alone, and of those of earlier weeks.
    pub known_before: Option<&'a [Timeline]>,
    /// The week of `index.html`.
    pub newest: Week,
    /// Whether the cycle of that week has begun.
    pub begun: bool,
    /// By person the weeks for which a check-in is owed, skipped ones too.
    pub owing: Arc<Vec<BTreeSet<Week>>>,
    /// How far back git remembers what the pages are drawn from.
    pub reach: Reach,
    /// Style sheet and script, where each page has them in it.
    pub inline: Option<&'a Inline>,
}

impl<'a> Site<'a> {
    /// What the pages of some cycles are drawn from; `newest` is the week of `index.html`.
    pub(super) fn new(
        input: &'a Input<'a>,
        words: &'a Words,
        timelines: &'a [Timeline],
        newest: Week,
        boards: &[Board],
        inline: Option<&'a Inline>,
    ) -> Self {
        let cycles = || boards.iter().map(|board| &board.cycle);
        let today = input.now.date();
        Self {
            input,
            words,
            timelines,
            known_before: None,
            newest,
            begun: cycles()
                .any(|cycle| cycle.contains(newest) && cycle.first_week().monday() <= today),
            owing: Arc::new(owing(input.team, input.okrs, cycles())),
            reach: input.past.reach,
            inline,
        }
    }

    /// The same at the end of another week: what was known then, and a week before.
    pub(super) fn at<'b>(&self, then: &'b [Timeline], before: &'b [Timeline]) -> Site<'b>
    where
        'a: 'b,
    {
        Site {
            timelines: then,
            known_before: Some(before),
            owing: Arc::clone(&self.owing),
            ..*self
        }
    }
}

/// The weeks for which each person owes a check-in: an owner of a key result of the week's cycle,
/// without objectives everybody who has a manager; while they are of the team, in a week in which
/// check-ins are due.
fn owing<'c>(
    team: &Team,
    okrs: &Okrs,
    cycles: impl Iterator<Item = &'c Cycle>,
) -> Vec<BTreeSet<Week>> {
    let mut owing = vec![BTreeSet::new(); team.people.len()];
    for cycle in cycles {
        let keys = okrs
            .of_cycle(cycle.id())
            .flat_map(|objective| &objective.key_results);
        let owners: BTreeSet<&PersonId> = keys.filter_map(|key| key.owner.as_ref()).collect();
        for week in cycle.weeks().filter(|week| team.is_due_week(*week)) {
            for (person, weeks) in team.people.iter().zip(&mut owing) {
                let asked = if okrs.is_empty() {
                    person.manager.is_some()
                } else {
                    owners.contains(&person.id)
                };
                if asked && person.is_there(week) {
                    weeks.insert(week);
                }
            }
        }
    }
    owing
}

/// Where a page stands, and so how it links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// `index.html`
    Root,
    /// `weeks/…`, `people/…`, `objectives/…`
    One,
    /// `check-ins/ada/…`
    Two,
}

impl Depth {
    fn root(self) -> &'static str {
        match self {
            Self::Root => "",
            Self::One => "../",
            Self::Two => "../../",
        }
    }
}

impl Site<'_> {
    /// The frame of a page.
    fn page(&self, title: String, nav: &'static str, board: &Board, depth: Depth) -> Page {
        let team = self.input.team;
        let is_team = self.input.audience == Audience::Team;
        let commit = self.input.commit.as_ref();
        let large = board.courses.len() > LARGE_TEAM;
        Page {
            title,
            root: depth.root(),
            team: team.name.clone(),
            cycle: board.cycle.id().to_owned(),
            nav,
            objectives: (!board.goals.is_empty()).then_some(if large {
                "key-results.html"
            } else {
                "index.html#krs"
            }),
            people: self.begun,
            obstacles: self.has_obstacles(),
            shapes: Html::default(),
            commit: commit
                .filter(|_| is_team)
                .map(|commit| short_id(&commit.id)),
            commit_time: commit.map(|commit| calendar::moment(self.words, commit.time)),
            audience: self.text(if is_team {
                "audience.team"
            } else {
                "audience.published"
            }),
            again: self.input.again.clone(),
            unknown: match self.reach {
                Reach::None => Some(self.text("foot.no-git")),
                Reach::Cut => Some(self.text("foot.cut")),
                Reach::Whole => None,
            },
            inline: self.inline.cloned(),
        }
    }

    /// The zones of an even pace as of a week, and the band of the sparklines.
    fn shapes(&self, board: &Board, week: Week) -> Html {
        let shared = even_zones(
            board.cycle.elapsed(week).into(),
            board.cycle.week_count().into(),
            &self.input.team.thresholds,
        );
        Html::written(format!(
            "<g id=\"bands\">{}</g><g id=\"pace\">{PACE}</g>",
            zones(shared)
        ))
    }

    /// The word for a week to come; none in the many cells of a large team.
    fn to_come(&self, scene: &Scene, key: &str) -> String {
        match scene.views.len() > LARGE_TEAM {
            true => String::new(),
            false => self.text(key),
        }
    }

    /// A message without fillings.
    fn text(&self, key: &str) -> String {
        self.words.text(key, &[])
    }

    /// A person's name, and their page; the id where the team does not know them.
    fn who(&self, id: &str, depth: Depth) -> Who {
        match self.input.team.person(id) {
            Some(person) => Who {
                name: person.name.clone(),
                href: Some(format!("{}people/{}.html", depth.root(), person.id)),
            },
            None => Who {
                name: id.to_owned(),
                href: None,
            },
        }
    }

    /// The first name.
    fn first_name(&self, id: &str) -> String {
        self.input
            .team
            .person(id)
            .map_or(id, Person::first_name)
            .to_owned()
    }

    fn objective_href(&self, course: &Course, board: &Board, depth: Depth) -> String {
        let id = board
            .goals
            .get(course.goal)
            .map(|goal| goal.objective.id.as_str());
        let path = self.objective_path(id.unwrap_or_default(), board);
        format!("{}{path}#{}", depth.root(), course.anchor)
    }

    /// The page of an objective, from the root: those of the newest cycle need no folder of their own.
    pub(super) fn objective_path(&self, id: &str, board: &Board) -> String {
        if board.cycle.contains(self.newest) {
            format!("objectives/{id}.html")
        } else {
            format!("objectives/{}/{id}.html", board.cycle.id())
        }
    }

    /// `due today`, `due 4 Sep`, or that there is no date.
    fn due(&self, due: Option<Date>, today: Date) -> String {
        match due {
            None => self.text("task.no-date"),
            Some(due) if due == today => self.text("task.due-today"),
            Some(due) => {
                let date = calendar::short(self.words, due);
                self.words.text("task.due-on", &[("date", &date)])
            }
        }
    }

    /// How late a task is, in words.
    fn late(&self, due: Option<Date>, today: Date) -> Option<String> {
        let days = due?.until(today).map_or(0, |span| span.get_days());
        let days = usize::try_from(days).ok().filter(|days| *days > 0)?;
        Some(if days < 7 {
            self.words.count("days-over", days)
        } else {
            self.words.count("weeks-over", days / 7)
        })
    }

    /// `1.9 weeks behind`.
    fn distance(&self, pace: crate::model::measure::Pace) -> String {
        number::distance(self.words, pace)
    }
}

/// Zones of an even pace with `elapsed` of `total` weeks gone.
fn even_zones(elapsed: f64, total: f64, thresholds: &crate::model::Thresholds) -> Zones {
    let weeks = |value| crate::model::decimal::to_f64(value);
    Zones {
        expected: elapsed / total,
        behind: (elapsed + weeks(thresholds.behind)) / total,
        far_behind: (elapsed + weeks(thresholds.far_behind)) / total,
    }
}

fn short_id(id: &str) -> String {
    id.chars().take(7).collect()
}

/// Whether a scene's week lies before the first of its cycle, seen from today.
pub(super) fn has_not_begun(scene: &Scene) -> bool {
    scene.today < scene.board.cycle.first_week().monday()
}
