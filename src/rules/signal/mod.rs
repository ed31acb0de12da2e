//! The nine signals: numbers that look smooth while something does not fit, work or goals that moved
//! away from what was agreed, goals that may be out of reach. Each is one file with one pure function
//! from a [`Situation`] to its evidence. None is about a person's effort. `timeline` asks them of a
//! person's last check-in, `evidence` puts their answers in words. Four more rules are about the words
//! of a check-in; `in_words` gives what three of them notice to the report.
//!
//! ```text
//! unexpected risk   said_not_measured · too_smooth · quiet_obstacle
//! deviation         stalled · wrong_way · target_moved
//! beyond reach      out_of_reach · stuck_low · help_late
//! in the words      vague_answer · copied_from_last_week · moved_without_evidence · manager_talks_more
//! ```

pub(super) mod copied_from_last_week;
mod evidence;
pub(super) mod help_late;
mod in_words;
pub(super) mod manager_talks_more;
pub(super) mod moved_without_evidence;
pub(super) mod out_of_reach;
pub(super) mod quiet_obstacle;
pub(super) mod said_not_measured;
pub(super) mod stalled;
pub(super) mod stuck_low;
pub(super) mod target_moved;
#[cfg(test)]
mod tests;
mod timeline;
pub(super) mod too_smooth;
pub(super) mod vague_answer;
pub(super) mod words;
pub(super) mod wrong_way;

pub use in_words::{About, Cause, InWords, in_words};
pub(super) use timeline::check;
pub use timeline::{late_since, tasks_for_others};

use jiff::civil::Date;

use crate::model::measure::{self, Pace, Reach};
use crate::model::{Confidence, Decimal, FieldOfChange, History, Kind, Team, Thresholds, Week};

/// The limits in force: the team's, else the defaults of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From how many equal steps in a row on a value is too smooth.
    pub smooth_steps: u32,
    /// From how many weeks on an open obstacle is no longer new.
    pub obstacle_weeks: u32,
    /// How many equal values stand for a standstill.
    pub stalled_values: u32,
    /// In how many check-ins in a row a value moves away.
    pub wrong_way_steps: u32,
    /// From how many times the best rate on a target is out of reach.
    pub out_of_reach: Decimal,
    /// In how many check-ins in a row "not OK" is stuck.
    pub stuck_check_ins: u32,
    /// From how many weeks over its date on somebody else's task is late.
    pub late_weeks: u32,
}

impl Limits {
    /// The limits of a team.
    #[must_use]
    pub fn of(team: &Team) -> Self {
        let rules = &team.rules;
        Self {
            smooth_steps: rules.count("too-smooth", "steps"),
            obstacle_weeks: rules.count("quiet-obstacle", "weeks"),
            stalled_values: rules.count("stalled", "values"),
            wrong_way_steps: rules.count("wrong-way", "check-ins"),
            out_of_reach: rules.limit("out-of-reach", "times"),
            stuck_check_ins: rules.count("stuck-low", "check-ins"),
            late_weeks: rules.count("help-late", "weeks"),
        }
    }
}

/// Whether there are at least `least` of something; a limit of 0 is none.
fn at_least(count: usize, least: u32) -> bool {
    count > 0 && u32::try_from(count).unwrap_or(u32::MAX) >= least
}

/// A key result as it was known in one week.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// Its values and words; what lies behind `week` is not looked at.
    pub history: &'a History,
    /// The week it is seen from.
    pub week: Week,
    /// The day it is seen from, for what is overdue.
    pub today: Date,
    /// When behind is behind.
    pub thresholds: &'a Thresholds,
    /// When a rule fires.
    pub limits: Limits,
    /// The open obstacles that slow it.
    pub obstacles: &'a [OpenObstacle<'a>],
    /// The open tasks for it or for one of its obstacles, which somebody else than its owner owns.
    pub others_tasks: &'a [OpenTask<'a>],
}

/// An obstacle that is open in the week of the situation.
#[derive(Clone, Copy, Debug)]
pub struct OpenObstacle<'a> {
    /// Its heading.
    pub title: &'a str,
    /// For how many weeks it has been open.
    pub weeks: u32,
}

/// A task that is open in the week of the situation.
#[derive(Clone, Copy, Debug)]
pub struct OpenTask<'a> {
    /// What is to be done.
    pub text: &'a str,
    /// When it was due.
    pub due: Date,
}

/// What was noticed, with its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// What was said and what was measured disagree.
    SaidNotMeasured {
        /// What was said last.
        said: Confidence,
        /// In how many check-ins in a row it was said.
        running: usize,
        /// Since when it is behind, while it was said; none where it is on pace.
        behind_since: Option<Week>,
        /// What was said before, where that was better.
        fell_from: Option<Confidence>,
    },
    /// The last steps are all equal.
    TooSmooth {
        /// The step, signed.
        step: Decimal,
        /// How many of them.
        count: usize,
        /// Whether there was one in every week.
        weekly: bool,
    },
    /// It looks well while an obstacle has been open for long.
    QuietObstacle {
        /// What was said last.
        said: Confidence,
        /// For how many weeks the obstacle has been open.
        weeks: u32,
        /// The obstacle's heading.
        title: String,
    },
    /// The value stands still, short of the target.
    Stalled {
        /// The first week with this value.
        since: Week,
    },
    /// The value moves away from the target.
    WrongWay {
        /// The first week in which it did.
        since: Week,
    },
    /// Start or target is not what it was when the cycle began.
    TargetMoved {
        /// Start or target.
        field: FieldOfChange,
        /// What it was first.
        from: Decimal,
        /// What it is.
        to: Decimal,
        /// When it was changed last.
        week: Week,
        /// Weeks off pace by the first definition.
        by_the_first: Option<Decimal>,
    },
    /// The rest needs far more than the best four weeks gave.
    OutOfReach {
        /// The change a week that is needed, signed.
        needed: Decimal,
        /// The best change a week so far, signed.
        best: Option<Decimal>,
        /// The one divided by the other.
        reach: Reach,
    },
    /// "Not OK" for long.
    StuckLow {
        /// The first week of it.
        since: Week,
        /// Weeks from then to the last check-in, both counted.
        weeks: u32,
    },
    /// Somebody else's task for it is late.
    HelpLate {
        /// The task that is late the longest.
        task: String,
        /// By how many whole weeks.
        weeks: u32,
    },
}

/// The three risks that the process guards against, in the order in which they are talked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Smooth numbers, and something does not fit.
    Unexpected,
    /// Work or goal moved away from what was agreed.
    Deviation,
    /// It may exceed what the owner can do alone.
    Reach,
}

impl Family {
    /// All three, in order.
    pub const ALL: [Self; 3] = [Self::Unexpected, Self::Deviation, Self::Reach];

    /// The word for it: `unexpected`, `deviation`, `reach`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unexpected => "unexpected",
            Self::Deviation => "deviation",
            Self::Reach => "reach",
        }
    }

    /// The ids of its signals.
    #[must_use]
    pub fn signals(self) -> [&'static str; 3] {
        match self {
            Self::Unexpected => ["said-not-measured", "too-smooth", "quiet-obstacle"],
            Self::Deviation => ["stalled", "wrong-way", "target-moved"],
            Self::Reach => ["out-of-reach", "stuck-low", "help-late"],
        }
    }
}

impl Signal {
    /// The rule's id.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::SaidNotMeasured { .. } => "said-not-measured",
            Self::TooSmooth { .. } => "too-smooth",
            Self::QuietObstacle { .. } => "quiet-obstacle",
            Self::Stalled { .. } => "stalled",
            Self::WrongWay { .. } => "wrong-way",
            Self::TargetMoved { .. } => "target-moved",
            Self::OutOfReach { .. } => "out-of-reach",
            Self::StuckLow { .. } => "stuck-low",
            Self::HelpLate { .. } => "help-late",
        }
    }

    /// The family it belongs to.
    #[must_use]
    pub fn family(&self) -> Family {
        match self {
            Self::SaidNotMeasured { .. } | Self::TooSmooth { .. } | Self::QuietObstacle { .. } => {
                Family::Unexpected
            }
            Self::Stalled { .. } | Self::WrongWay { .. } | Self::TargetMoved { .. } => {
                Family::Deviation
            }
            Self::OutOfReach { .. } | Self::StuckLow { .. } | Self::HelpLate { .. } => {
                Family::Reach
            }
        }
    }
}

/// All signals of a key result, by family. One that has reached its target fires nothing but
/// [`Signal::SaidNotMeasured`].
#[must_use]
pub fn signals(situation: &Situation) -> Vec<Signal> {
    let said = said_not_measured::signal(situation);
    if situation.is_reached() {
        return said.into_iter().collect();
    }
    let others = [
        too_smooth::signal(situation),
        quiet_obstacle::signal(situation),
        stalled::signal(situation),
        wrong_way::signal(situation),
        target_moved::signal(situation),
        out_of_reach::signal(situation),
        stuck_low::signal(situation),
        help_late::signal(situation),
    ];
    said.into_iter()
        .chain(others.into_iter().flatten())
        .collect()
}

/// The family with most signals; ties go in the order of [`Family`].
#[must_use]
pub fn leading_family(signals: &[Signal]) -> Option<Family> {
    let count = |family: &Family| signals.iter().filter(|s| s.family() == *family).count();
    let most = Family::ALL
        .iter()
        .map(count)
        .max()
        .filter(|most| *most > 0)?;
    Family::ALL.into_iter().find(|family| count(family) == most)
}

impl Situation<'_> {
    fn pace(&self) -> Pace {
        measure::pace(self.history, self.week, self.thresholds)
    }

    fn is_behind(&self) -> bool {
        matches!(self.pace(), Pace::Off(_, band) if band.is_behind())
    }

    fn is_on_pace(&self) -> bool {
        matches!(self.pace(), Pace::Off(_, band) if !band.is_behind())
    }

    fn said(&self) -> Option<Confidence> {
        self.history
            .last_confidence(self.week)
            .map(|(_, said)| said)
    }

    fn kind(&self) -> &Kind {
        &self.history.definition(self.week).kind
    }

    fn is_reached(&self) -> bool {
        let value = self.history.last_value(self.week).map(|(_, value)| value);
        let moves = !matches!(self.kind(), Kind::Keep { .. });
        moves && value.is_some_and(|value| measure::score(self.kind(), value) >= Decimal::ONE)
    }

    /// Whether it goes from a start to a target in steps that can be compared.
    fn is_on_the_way(&self) -> bool {
        matches!(self.kind(), Kind::Reach { .. } | Kind::Milestones(_))
    }

    /// The values of the check-ins up to the week, in order.
    fn values(&self) -> Vec<(Week, Decimal)> {
        let points = self.history.until(self.week).iter();
        points
            .filter_map(|point| Some((point.week, point.value?)))
            .collect()
    }

    /// The words of the check-ins up to the week, newest first.
    fn words(&self) -> impl Iterator<Item = (Week, Confidence)> {
        let points = self.history.until(self.week).iter().rev();
        points.filter_map(|point| Some((point.week, point.confidence?)))
    }
}
