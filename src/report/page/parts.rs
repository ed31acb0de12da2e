//! Rows, words and marks that several pages show.

use crate::model::measure::{self, Pace};
use crate::model::{Confidence, ConfidenceWords, Decimal, Kind, Week, decimal};
use crate::report::board::{Board, Course};
use crate::report::chart::Mark;
use crate::report::chart::bullet::{Backdrop, Zones, bullet};
use crate::report::chart::sparkline::{Sparkline, sparkline};
use crate::report::chart::squares::{Held, squares};
use crate::report::html::Html;
use crate::report::number;
use crate::report::scene::{Scene, View};
use crate::report::view::parts::{HeatMap, HeatRow, Levels, Said, Sign, WeekHead};
use crate::rules::signal::{Family, Signal};

use super::{Site, even_zones};

/// The icon of a family.
pub(super) fn icon(family: Family) -> &'static str {
    match family {
        Family::Unexpected => "risk",
        Family::Deviation => "drift",
        Family::Reach => "reach",
    }
}

/// The mark of a word in a chart.
pub(super) fn mark(said: Option<Confidence>) -> Mark {
    match said {
        Some(Confidence::VeryGood) => Mark::VeryGood,
        Some(Confidence::Good) => Mark::Good,
        Some(Confidence::NotOk) => Mark::NotOk,
        None => Mark::Unsaid,
    }
}

/// The class of a word.
pub(super) fn class(said: Confidence) -> &'static str {
    match said {
        Confidence::VeryGood => "v",
        Confidence::Good => "g",
        Confidence::NotOk => "n",
    }
}

impl Site<'_> {
    /// A level in the team's words.
    pub(in crate::report) fn level(&self, said: Confidence) -> String {
        let form = match self.input.team.confidence_words {
            ConfidenceWords::Words => "",
            ConfidenceWords::Colours => ".colours",
            ConfidenceWords::Faces => ".faces",
        };
        self.text(&format!("conf.{}{form}", said.word()))
    }

    pub(super) fn levels(&self) -> Levels {
        Levels {
            very_good: self.level(Confidence::VeryGood),
            good: self.level(Confidence::Good),
            not_ok: self.level(Confidence::NotOk),
        }
    }

    /// A word with its shape.
    pub(super) fn said(&self, said: Confidence) -> Said {
        let rank = match said {
            Confidence::NotOk => 0,
            Confidence::Good => 2,
            Confidence::VeryGood => 3,
        };
        Said {
            class: class(said),
            word: self.level(said),
            rank,
            was: None,
        }
    }

    /// A word with its shape as HTML, for sentences.
    pub(super) fn said_html(&self, said: Confidence) -> Html {
        let word = Html::text(&self.level(said));
        Html::written(format!(
            "<span class=\"conf {}\">{}</span>",
            class(said),
            word.as_str()
        ))
    }

    /// What was said in this very week; where nothing was, that, and what was said last.
    pub(super) fn said_now(&self, view: &View) -> Said {
        let history = &view.course.history;
        match view.said {
            Some((week, said)) if view.is_fresh => {
                let before = history
                    .last_confidence(week.plus(-1))
                    .map(|(_, before)| before);
                let was = before
                    .filter(|before| *before != said)
                    .map(|before| self.was(before));
                Said {
                    was,
                    ..self.said(said)
                }
            }
            last => Said {
                class: "x",
                word: self.text(if view.is_fresh {
                    "conf.unsaid"
                } else {
                    "conf.none"
                }),
                rank: 1,
                was: last.map(|(_, said)| self.was(said)),
            },
        }
    }

    /// The same on one line: `No check-in, was Good`.
    pub(super) fn said_in_line(&self, view: &View) -> Said {
        let mut said = self.said_now(view);
        if let (false, Some((_, last))) = (view.is_fresh, view.said) {
            let level = self.level(last);
            said.word = self.words.text("conf.no-check-in-was", &[("said", &level)]);
        }
        said
    }

    pub(super) fn was(&self, said: Confidence) -> String {
        self.words.text("conf.was", &[("said", &self.level(said))])
    }

    /// A family by its icon and name.
    pub(super) fn family(&self, family: Family) -> Sign {
        Sign {
            icon: icon(family),
            word: self.text(&format!("family.{}", family.word())),
        }
    }

    /// A signal by its icon and name.
    pub(super) fn sign(&self, signal: &Signal) -> Sign {
        let word = match signal {
            Signal::OutOfReach {
                reach: measure::Reach::Times(times),
                ..
            } => {
                let times = number::plain(self.words, *times, 1);
                self.words.text("signal.out-of-reach", &[("n", &times)])
            }
            Signal::OutOfReach { .. } => self.text("signal.out-of-reach.none"),
            _ => self.text(&format!("signal.{}", signal.id())),
        };
        Sign {
            icon: icon(signal.family()),
            word,
        }
    }

    /// All signals of a key result, those of its leading family first.
    pub(super) fn signs(&self, view: &View) -> Vec<Sign> {
        view.ordered_signals()
            .into_iter()
            .map(|signal| self.sign(signal))
            .collect()
    }

    /// The value of today; with its week where it is not this one's.
    pub(super) fn value_now(&self, view: &View, week: Week) -> String {
        let Some((at, value)) = view.value else {
            let said = view
                .course
                .history
                .until(week)
                .iter()
                .any(|point| point.confidence.is_some());
            return self.text(if said { "value.unknown" } else { "no-value" });
        };
        let value = view.course.measure.value(self.words, value);
        if at == week {
            return value;
        }
        let number = at.number().to_string();
        self.words
            .text("value.at-week", &[("value", &value), ("week", &number)])
    }

    /// `51% · far behind, 3.3 weeks`, and what stands there for kinds without pace.
    pub(super) fn standing(&self, view: &View, week: Week) -> String {
        let Some(score) = view.course.score(week) else {
            return self.text("pace.not-started");
        };
        match (view.course.kind(week), view.pace) {
            (Kind::Keep { .. }, _) => self.held(view.course, week),
            (Kind::Done, pace) => {
                let done = score >= Decimal::ONE;
                match pace {
                    Pace::Off(..) if !done => number::standing(self.words, pace),
                    _ => self.text(if done { "pace.done" } else { "pace.open" }),
                }
            }
            (_, pace) => {
                let (score, pace) = (
                    number::percent(self.words, score),
                    number::standing(self.words, pace),
                );
                self.words
                    .text("score.standing", &[("score", &score), ("pace", &pace)])
            }
        }
    }

    /// `held in 9 of 10 check-ins`.
    pub(super) fn held(&self, course: &Course, week: Week) -> String {
        let values = course
            .history
            .until(week)
            .iter()
            .filter_map(|point| point.value);
        let held: Vec<bool> = values
            .map(|v| measure::is_held(course.kind(week), v))
            .collect();
        let n = held.iter().filter(|held| **held).count().to_string();
        self.words
            .text("pace.held", &[("n", &n), ("all", &held.len().to_string())])
    }

    /// Bullet graph or squares; nothing before there is a value.
    pub(super) fn score_chart(&self, view: &View, week: Week) -> Html {
        let course = view.course;
        let Some(score) = course.score(week) else {
            return Html::default();
        };
        let kind = course.kind(week);
        Html::written(match kind {
            Kind::Keep { .. } => squares(&held_weeks(course, week)),
            Kind::Done => String::new(),
            _ => {
                let notches = match kind {
                    Kind::Milestones(names) => names.len(),
                    _ => 0,
                };
                let backdrop = match view.pace {
                    Pace::Off(..) if course.is_even(week) => Backdrop::Shared,
                    Pace::Off(..) => Backdrop::Own(self.own_zones(course, week)),
                    _ => Backdrop::Plain,
                };
                bullet(decimal::to_f64(score), backdrop, notches)
            }
        })
    }

    fn own_zones(&self, course: &Course, week: Week) -> Zones {
        let thresholds = &self.input.team.thresholds;
        let history = &course.history;
        let elapsed = f64::from(measure::elapsed(history, week));
        if history.definition(week).planned.is_empty() {
            let total = history.cycle.last_week().since(history.first_week()) + 1;
            return even_zones(elapsed, f64::from(total.max(1)), thresholds);
        }
        let line = super::panel::score_line(course, week);
        let at = |weeks: f64| line.at(elapsed + weeks).unwrap_or(0.0);
        Zones {
            expected: at(0.0),
            behind: at(decimal::to_f64(thresholds.behind)),
            far_behind: at(decimal::to_f64(thresholds.far_behind)),
        }
    }

    /// Weeks off pace, or nothing for kinds without pace.
    pub(super) fn spark(&self, view: &View, week: Week) -> Html {
        let course = view.course;
        if matches!(course.kind(week), Kind::Keep { .. } | Kind::Done) {
            return Html::default();
        }
        let cycle = &course.history.cycle;
        let points = course.history.until(week).iter();
        let distances: Vec<(u32, f64)> = points
            .filter(|point| point.value.is_some())
            .filter_map(|point| match course.pace(point.week) {
                Pace::Off(off, _) => Some((cycle.elapsed(point.week), decimal::to_f64(off))),
                _ => None,
            })
            .collect();
        if distances.is_empty() {
            return Html::default();
        }
        let from = cycle.elapsed(course.history.first_week()).saturating_sub(1);
        Html::written(sparkline(&Sparkline {
            weeks: cycle.week_count(),
            from,
            distances: &distances,
            last: mark(view.said.map(|(_, said)| said)),
        }))
    }

    /// Confidence by week for some key results of a board.
    pub(super) fn heat_map(&self, scene: &Scene, courses: &[&Course]) -> HeatMap {
        let weeks: Vec<Week> = scene.board.cycle.weeks().collect();
        let row = |(index, course): (usize, &&Course)| HeatRow {
            number: course.number.clone(),
            title: course.title().to_owned(),
            gap: index > 0 && courses[index - 1].goal != course.goal,
            cells: weeks
                .iter()
                .map(|week| self.heat_cell(course, *week, scene.week))
                .collect(),
        };
        HeatMap {
            columns: weeks.len() + 1,
            rows: courses.iter().enumerate().map(row).collect(),
            weeks: week_heads(scene.board, scene.week),
            words: self.levels(),
        }
    }

    /// The score column for sorting.
    pub(super) fn change(&self, view: &View, week: Week) -> String {
        let history = &view.course.history;
        let now = history.point(week).and_then(|point| point.value);
        let before = history.last_value(week.plus(-1)).map(|(_, value)| value);
        match (
            now,
            before.or_else(|| measure::value_at(history, week.plus(-1))),
        ) {
            (Some(now), Some(before)) if !matches!(view.course.kind(week), Kind::Done) => {
                view.course.measure.change(self.words, now - before)
            }
            _ => self.text("no-value"),
        }
    }
}

/// Held or not in every week of the cycle.
pub(super) fn held_weeks(course: &Course, week: Week) -> Vec<Held> {
    let held = |at: Week| {
        if at > week {
            return Held::Ahead;
        }
        match course.history.point(at).and_then(|point| point.value) {
            None => Held::Unknown,
            Some(value) if measure::is_held(course.kind(at), value) => Held::Yes,
            Some(_) => Held::No,
        }
    };
    course.history.cycle.weeks().map(held).collect()
}

/// The columns of a grid.
pub(super) fn week_heads(board: &Board, now: Week) -> Vec<WeekHead> {
    let head = |week: Week| WeekHead {
        number: week.number().unsigned_abs(),
        now: week == now,
    };
    board.cycle.weeks().map(head).collect()
}
