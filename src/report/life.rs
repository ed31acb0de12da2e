//! An obstacle over all check-ins of its person: when it came, what became of it, and in which weeks an
//! action against it was due and not done.

use jiff::civil::Date;

use crate::model::{TaskState, Week};

use super::facts::{ObstacleFact, Summary, TaskFact, Timeline};

/// One obstacle from its first check-in to its last.
pub(super) struct Life<'a> {
    /// The last check-in that has it.
    pub summary: &'a Summary,
    /// What that one says of it.
    pub fact: &'a ObstacleFact,
    /// Whether any of its check-ins names an own cause: one that tells it resolved need not.
    pub own: bool,
    /// Whether any names an outside one.
    pub outside: bool,
    /// What became of it.
    pub end: End,
    /// Weeks in which an action was due that was not done, in order.
    pub missed: Vec<Week>,
}

/// What became of an obstacle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It is still open.
    Open,
    /// It was called resolved in that week.
    Resolved(Week),
    /// The check-in of that week no longer spoke of it.
    Gone(Week),
}

impl End {
    /// The week in which it ended.
    pub(super) fn week(self) -> Option<Week> {
        match self {
            Self::Open => None,
            Self::Resolved(week) | Self::Gone(week) => Some(week),
        }
    }
}

impl Life<'_> {
    /// Whole weeks from the first check-in to the end, or to `week` where it is open.
    pub(super) fn weeks(&self, week: Week) -> u32 {
        self.fact.age(self.end.week().unwrap_or(week))
    }
}

/// The obstacles that one person has told up to `week`, in the order in which they came; `today` is the
/// day it is seen from.
pub(super) fn lives(timeline: &Timeline, week: Week, today: Date) -> Vec<Life<'_>> {
    let mut lives: Vec<Life> = Vec::new();
    // By the place in the check-in before.
    let mut last: Vec<usize> = Vec::new();
    let spoken = timeline.summaries.iter().filter(|one| one.speaks());
    for summary in spoken.take_while(|one| one.week <= week) {
        let mut now = Vec::with_capacity(summary.obstacles.len());
        for fact in &summary.obstacles {
            let known = fact.before.and_then(|place| last.get(place)).copied();
            let at = known.unwrap_or(lives.len());
            let end = match fact.resolved {
                true => End::Resolved(resolved_in(known.and_then(|at| lives.get(at)), summary)),
                false => End::Open,
            };
            match lives.get_mut(at) {
                Some(life) => {
                    (life.summary, life.fact, life.end) = (summary, fact, end);
                    life.own |= fact.own;
                    life.outside |= fact.outside;
                }
                None => lives.push(Life {
                    summary,
                    fact,
                    own: fact.own,
                    outside: fact.outside,
                    end,
                    missed: Vec::new(),
                }),
            }
            now.push(at);
        }
        for at in last.iter().filter(|at| !now.contains(at)) {
            if let Some(life) = lives.get_mut(*at).filter(|life| life.end == End::Open) {
                life.end = End::Gone(summary.week);
            }
        }
        add_missed(&mut lives, &now, summary, today);
        last = now;
    }
    lives
}

/// Whether an own and whether an outside cause of an obstacle was named up to a check-in that has it: who
/// carries it on need not name them again.
pub(super) fn named_causes(timeline: &Timeline, of: &Summary, fact: &ObstacleFact) -> (bool, bool) {
    let (mut own, mut outside, mut place) = (fact.own, fact.outside, fact.before);
    let earlier = timeline.summaries.iter().rev();
    for summary in earlier.filter(|one| one.week < of.week && one.speaks()) {
        let Some(known) = place.and_then(|place| summary.obstacles.get(place)) else {
            break;
        };
        (own, outside, place) = (own || known.own, outside || known.outside, known.before);
    }
    (own, outside)
}

/// A resolved obstacle that is told again was resolved before.
fn resolved_in(known: Option<&Life>, summary: &Summary) -> Week {
    match known.map(|life| life.end) {
        Some(End::Resolved(week)) => week,
        _ => summary.week,
    }
}

/// Adds the weeks in which a task that answers an obstacle was due, where it was open after that.
fn add_missed(lives: &mut [Life], places: &[usize], summary: &Summary, today: Date) {
    let seen = today.min(summary.week.sunday());
    let late =
        |task: &&TaskFact| task.state == TaskState::Open && task.due.is_some_and(|due| due < seen);
    for task in summary.tasks.iter().filter(late) {
        let at = task.obstacle.and_then(|place| places.get(place));
        let (Some(life), Some(due)) = (at.and_then(|at| lives.get_mut(*at)), task.due) else {
            continue;
        };
        let week = Week::of(due);
        if let Err(place) = life.missed.binary_search(&week) {
            life.missed.insert(place, week);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SectionKind, Status};
    use std::sync::Arc;

    fn week(number: i8) -> Week {
        Week::parse(&format!("2026-W{number}")).unwrap()
    }

    fn fact(title: &str, first: i8, before: Option<usize>, resolved: bool) -> ObstacleFact {
        ObstacleFact {
            title: title.into(),
            id: title.into(),
            slows: Vec::new(),
            own: false,
            outside: false,
            resolved,
            no_way_round: false,
            first: week(first),
            was_open: before.is_some(),
            before,
        }
    }

    fn summary(number: i8, obstacles: Vec<ObstacleFact>) -> Arc<Summary> {
        Arc::new(Summary {
            week: week(number),
            status: Status::Ready,
            withheld: false,
            odd_line: 1,
            skipped: None,
            reviewed_on: None,
            readings: Vec::new(),
            obstacles,
            tasks: Vec::new(),
            changes: Vec::new(),
            recognition: None,
            recognised_by: None,
            line: String::new(),
            notes: Vec::new(),
        })
    }

    #[test]
    fn an_obstacle_is_one_from_its_first_check_in_to_its_end() {
        let timeline = Timeline {
            summaries: vec![
                summary(
                    40,
                    vec![fact("a", 40, None, false), fact("b", 40, None, false)],
                ),
                summary(41, vec![fact("a", 40, Some(0), false)]),
                summary(
                    42,
                    vec![fact("c", 42, None, false), fact("a", 40, Some(0), true)],
                ),
            ],
            ..Timeline::default()
        };
        let lives = lives(&timeline, week(42), week(42).sunday());
        let told: Vec<_> = lives
            .iter()
            .map(|life| (&*life.fact.title, life.end))
            .collect();
        assert_eq!(
            told,
            [
                ("a", End::Resolved(week(42))),
                ("b", End::Gone(week(41))),
                ("c", End::Open)
            ]
        );
        assert_eq!(lives[0].weeks(week(42)), 2);
    }

    #[test]
    fn a_resolved_obstacle_keeps_the_causes_that_were_named_before() {
        let open = ObstacleFact {
            own: true,
            ..fact("a", 40, None, false)
        };
        let outside = ObstacleFact {
            outside: true,
            ..fact("a", 40, Some(0), false)
        };
        let timeline = Timeline {
            summaries: vec![
                summary(40, vec![open]),
                summary(41, vec![outside]),
                summary(42, vec![fact("a", 40, Some(0), true)]),
            ],
            ..Timeline::default()
        };
        let lives = lives(&timeline, week(42), week(42).sunday());
        assert!(lives[0].own && lives[0].outside);
        let last = &timeline.summaries[2];
        let named = named_causes(&timeline, last, &last.obstacles[0]);
        assert_eq!(named, (true, true));
    }

    #[test]
    fn an_action_that_was_due_and_is_open_marks_its_week() {
        let mut late = summary(41, vec![fact("a", 40, None, false)]);
        Arc::make_mut(&mut late).tasks.push(TaskFact {
            text: "do it".into(),
            state: TaskState::Open,
            owner: None,
            due: Some(week(40).sunday()),
            section: SectionKind::Plan,
            about: Vec::new(),
            obstacle: Some(0),
            first: week(40),
            before: None,
            was: None,
        });
        let timeline = Timeline {
            summaries: vec![late],
            ..Timeline::default()
        };
        let lives = lives(&timeline, week(41), week(41).sunday());
        assert_eq!(lives[0].missed, [week(40)]);
    }
}
