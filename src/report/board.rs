//! The objectives and key results of one cycle, numbered, each with its history and its pace in every
//! week: what all pages of that cycle are drawn from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::history::CountedChange;
use crate::model::measure::{self, Band, Pace};
use crate::model::{
    Cycle, Decimal, History, KeyResult, KeyResultRef, Kind, Objective, Point, Team, Week,
};

use super::edited::{counted, edited};
use super::event::{Event, events};
use super::facts::Timeline;
use super::input::Input;
use super::number::Measure;

/// One cycle.
pub(super) struct Board<'a> {
    pub cycle: Cycle,
    pub goals: Vec<Goal<'a>>,
    pub courses: Vec<Arc<Course>>,
    places: BTreeMap<KeyResultRef, usize>,
    events: Arc<BTreeMap<KeyResultRef, Vec<Event>>>,
    /// What was changed of the key results in their files alone.
    edited: Arc<Vec<CountedChange>>,
}

/// An objective and the places of its key results.
#[derive(Clone)]
pub(super) struct Goal<'a> {
    pub objective: &'a Objective,
    /// From 1, in the order of the week in which it appeared.
    pub number: usize,
    pub courses: std::ops::Range<usize>,
}

/// A key result over the weeks of the cycle.
pub(super) struct Course {
    /// Its place on the board.
    pub index: usize,
    pub history: History,
    pub measure: Measure,
    /// `2.1`, a label for reading.
    pub number: String,
    /// Made of ids alone.
    pub anchor: String,
    /// The owner's place among the people.
    pub owner: Option<usize>,
    /// The objective's place.
    pub goal: usize,
    /// One for each week of the cycle.
    paces: Vec<Pace>,
}

impl<'a> Board<'a> {
    /// The board of a cycle from what everybody said in it.
    pub(super) fn of(
        cycle: Cycle,
        objectives: Vec<&'a Objective>,
        input: &Input,
        timelines: &[Timeline],
    ) -> Self {
        let (team, edited) = (input.team, edited(input, &cycle));
        let histories = |objective: &'a Objective| -> Vec<(History, Option<usize>)> {
            let history = |key: &KeyResult| history(key, &cycle, team, timelines, &edited);
            objective.key_results.iter().map(history).collect()
        };
        let mut found: Vec<_> = objectives.into_iter().map(|o| (o, histories(o))).collect();
        found.sort_by_key(|(objective, histories)| {
            let first = histories
                .iter()
                .map(|(history, _)| history.first_week())
                .min();
            (first.unwrap_or(cycle.first_week()), objective.id.clone())
        });
        let mut board = Self {
            events: Arc::new(events(&cycle, timelines)),
            edited: Arc::default(),
            cycle,
            goals: Vec::new(),
            courses: Vec::new(),
            places: BTreeMap::new(),
        };
        for (objective, histories) in found {
            board.push(objective, histories, team);
        }
        board.edited = Arc::new(edited);
        board
    }

    /// The same board with other histories of some key results: those that `timelines` tell.
    pub(super) fn with(
        &self,
        others: &BTreeSet<KeyResultRef>,
        team: &Team,
        timelines: &[Timeline],
    ) -> Self {
        let mut board = Self {
            cycle: self.cycle.clone(),
            goals: self.goals.clone(),
            courses: self.courses.clone(),
            places: self.places.clone(),
            events: Arc::clone(&self.events),
            edited: Arc::clone(&self.edited),
        };
        for place in others.iter().filter_map(|other| self.places.get(other)) {
            if let Some(course) = board.courses.get_mut(*place) {
                let key = &course.history.key_result;
                let (history, _) = history(key, &self.cycle, team, timelines, &self.edited);
                *course = Arc::new(course.with(history, team));
            }
        }
        board
    }

    fn push(
        &mut self,
        objective: &'a Objective,
        histories: Vec<(History, Option<usize>)>,
        team: &Team,
    ) {
        let (from, number) = (self.courses.len(), self.goals.len() + 1);
        for (index, (history, owner)) in histories.into_iter().enumerate() {
            let reference = history.key_result.reference.clone();
            let course = Course {
                index: self.courses.len(),
                measure: Measure::of(&history),
                number: format!("{number}.{}", index + 1),
                anchor: format!("{}--{}", reference.objective, reference.key_result),
                owner,
                goal: self.goals.len(),
                paces: paces(&history, team),
                history,
            };
            self.places.insert(reference, self.courses.len());
            self.courses.push(Arc::new(course));
        }
        self.goals.push(Goal {
            objective,
            number,
            courses: from..self.courses.len(),
        });
    }

    /// The key result of that reference.
    pub(super) fn course(&self, reference: &KeyResultRef) -> Option<&Course> {
        self.places
            .get(reference)
            .and_then(|at| self.courses.get(*at))
            .map(Arc::as_ref)
    }

    /// What happened to a key result besides its values, in order of the weeks.
    pub(super) fn events(&self, reference: &KeyResultRef) -> &[Event] {
        self.events.get(reference).map_or(&[][..], Vec::as_slice)
    }

    /// `2.1` for each, those that are not of the cycle by their reference.
    pub(super) fn numbers(&self, references: &[KeyResultRef]) -> String {
        let number = |reference: &KeyResultRef| {
            self.course(reference)
                .map_or_else(|| reference.to_string(), |c| c.number.clone())
        };
        let mut numbers: Vec<String> = references.iter().map(number).collect();
        numbers.dedup();
        numbers.join(", ")
    }

    /// An objective's standing as of a week: its score, what pace expects, and the distance.
    pub(super) fn standing(&self, goal: &Goal, week: Week, team: &Team) -> Option<Standing> {
        let courses = || self.courses[goal.courses.clone()].iter().map(Arc::as_ref);
        let here: Vec<&Course> = courses().filter(|course| course.is_here(week)).collect();
        let histories: Vec<&History> = here.iter().map(|course| &course.history).collect();
        let score = measure::objective_score(&histories, week)?;
        let (mut expected, mut weights, mut judged, mut begun) =
            (Decimal::ZERO, Decimal::ZERO, false, false);
        for course in &here {
            let weight = course.history.definition(week).weight;
            expected += course.expected(week).unwrap_or(Decimal::ZERO) * weight;
            weights += weight;
            judged |= matches!(course.pace(week), Pace::Off(..));
            begun |= course.history.last_value(week).is_some();
        }
        let expected = expected.checked_div(weights).unwrap_or(Decimal::ZERO);
        let total = Decimal::from(self.cycle.week_count());
        let off = (score - expected) * total;
        let pace = match (judged, begun) {
            (true, _) => Pace::Off(off, Band::of(off, &team.thresholds)),
            (false, true) => Pace::TooEarly,
            (false, false) => Pace::NotStarted,
        };
        Some(Standing {
            score,
            expected,
            pace,
        })
    }
}

/// How far an objective is.
pub(super) struct Standing {
    /// A fraction.
    pub score: Decimal,
    /// A fraction.
    pub expected: Decimal,
    pub pace: Pace,
}

impl Course {
    /// The same key result with another history.
    fn with(&self, history: History, team: &Team) -> Self {
        Self {
            index: self.index,
            measure: Measure::of(&history),
            number: self.number.clone(),
            anchor: self.anchor.clone(),
            owner: self.owner,
            goal: self.goal,
            paces: paces(&history, team),
            history,
        }
    }

    /// The pace as of a week of the cycle.
    pub(super) fn pace(&self, week: Week) -> Pace {
        let place = usize::try_from(week.since(self.history.cycle.first_week())).ok();
        let last = self.paces.last().copied().unwrap_or(Pace::NotStarted);
        place.map_or(Pace::NotStarted, |place| {
            self.paces.get(place).copied().unwrap_or(last)
        })
    }

    /// Whether it was there in that week: added, and not yet removed.
    pub(super) fn is_here(&self, week: Week) -> bool {
        self.history.first_week() <= week && !self.is_removed(week)
    }

    /// Whether it had been removed by then.
    pub(super) fn is_removed(&self, week: Week) -> bool {
        self.history.removed.is_some_and(|removed| removed <= week)
    }

    /// The kind as it was defined in that week.
    pub(super) fn kind(&self, week: Week) -> &Kind {
        &self.history.definition(week).kind
    }

    /// The raw score of the last value, a fraction.
    pub(super) fn score(&self, week: Week) -> Option<Decimal> {
        let (_, value) = self.history.last_value(week)?;
        Some(measure::score(self.kind(week), value))
    }

    /// The score that is expected by the end of a week, a fraction: that of the plan; 1 for a level to
    /// hold; for yes/no its own until the last week.
    pub(super) fn expected(&self, week: Week) -> Option<Decimal> {
        match self.kind(week) {
            Kind::Keep { .. } => Some(Decimal::ONE),
            Kind::Done if week < self.history.cycle.last_week() => self.score(week),
            Kind::Done => Some(Decimal::ONE),
            kind => measure::expected_value(&self.history, week).map(|v| measure::score(kind, v)),
        }
    }

    /// Whether it goes an even way from the first week of the cycle to its last.
    pub(super) fn is_even(&self, week: Week) -> bool {
        self.history.definition(week).planned.is_empty() && self.history.added.is_none()
    }

    /// The title.
    pub(super) fn title(&self) -> &str {
        &self.history.key_result.title
    }
}

/// The pace as of each week of the cycle.
fn paces(history: &History, team: &Team) -> Vec<Pace> {
    let pace = |week| measure::pace(history, week, &team.thresholds);
    history.cycle.weeks().map(pace).collect()
}

fn history(
    key: &KeyResult,
    cycle: &Cycle,
    team: &Team,
    timelines: &[Timeline],
    edited: &[CountedChange],
) -> (History, Option<usize>) {
    let owner = key
        .owner
        .as_ref()
        .and_then(|id| team.people.iter().position(|p| p.id == *id));
    let timeline = owner.and_then(|owner| timelines.get(owner));
    let said = timeline.map_or(&[][..], |timeline| &timeline.summaries);
    let points = said
        .iter()
        .filter(|summary| cycle.contains(summary.week))
        .filter_map(|summary| {
            let said = summary
                .readings
                .iter()
                .find(|said| said.reference == key.reference)?;
            Some(Point {
                week: summary.week,
                value: said.value,
                confidence: said.confidence,
            })
        });
    let points: Vec<Point> = points.collect();
    let of_this = |change: &&CountedChange| change.reference == key.reference;
    let agreed = timelines
        .iter()
        .flat_map(|timeline| timeline.agreed.iter().filter(of_this));
    let first_said = points.first().map(|point| point.week);
    let changes = counted(
        &key.reference,
        agreed.cloned().collect(),
        edited,
        first_said,
    );
    (History::new(key, cycle, points, &changes), owner)
}
