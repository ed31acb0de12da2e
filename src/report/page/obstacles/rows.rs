//! Obstacles, each with its time line.

use crate::report::calendar;
use crate::report::chart::time_line::{TimeLine, time_line};
use crate::report::facts::ObstacleFact;
use crate::report::html::Html;
use crate::report::life::{End, Life};
use crate::report::page::{Depth, Site};
use crate::report::scene::{Open, Scene};
use crate::report::view::obstacles::{Group, Row};
use crate::report::view::page::{Fact, Link};

use super::{Told, key_result_tags, owner_tag};

/// Rows of each group; what is more is counted.
const OPEN: usize = 24;
const ENDED: usize = 12;

/// What is named as a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    Outside,
    Own,
    Both,
    None,
}

impl Cause {
    const ALL: [Self; 4] = [Self::Outside, Self::Own, Self::Both, Self::None];

    fn of(life: &Life) -> Self {
        match (life.outside, life.own) {
            (true, false) => Self::Outside,
            (false, true) => Self::Own,
            (true, true) => Self::Both,
            (false, false) => Self::None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Own => "own",
            Self::Both => "both",
            Self::None => "none",
        }
    }
}

impl Site<'_> {
    pub(super) fn open_group(&self, scene: &Scene, open: &[&Told]) -> Group {
        let note = match open.len() {
            0 => Some(self.no_obstacle(scene.week)),
            _ => None,
        };
        self.group(scene, open, OPEN, note)
    }

    pub(super) fn ended_group(&self, scene: &Scene, ended: &[&Told]) -> Group {
        let note = ended.is_empty().then(|| self.text("stuck.no-resolved"));
        self.group(scene, ended, ENDED, note)
    }

    fn group(&self, scene: &Scene, told: &[&Told], most: usize, note: Option<String>) -> Group {
        let rest = told.len().saturating_sub(most);
        let more = || self.words.text("and-more", &[("n", &rest.to_string())]);
        Group {
            rows: told
                .iter()
                .take(most)
                .map(|told| self.life_row(scene, told))
                .collect(),
            causes: self.cause_counts(told),
            note: note.or_else(|| (rest > 0).then(more)),
        }
    }

    /// How many name which cause; nothing where there is none.
    fn cause_counts(&self, told: &[&Told]) -> Vec<Fact> {
        let count = |cause| {
            let alike = told.iter().filter(|told| Cause::of(&told.life) == cause);
            alike.count()
        };
        let counted = Cause::ALL.into_iter().map(|cause| (cause, count(cause)));
        counted
            .filter(|(_, n)| *n > 0)
            .map(|(cause, n)| Fact {
                term: self.text(&format!("cause.{}", cause.word())),
                text: Html::text(&n.to_string()),
            })
            .collect()
    }

    fn life_row(&self, scene: &Scene, told: &Told) -> Row {
        let (life, fact) = (&told.life, told.life.fact);
        let cause = Cause::of(life);
        let person = self.input.team.people.get(told.person);
        let mut tags: Vec<String> = person
            .map(|person| owner_tag(&person.id))
            .into_iter()
            .collect();
        tags.push(format!("c-{}", cause.word()));
        key_result_tags(scene, &fact.slows, &mut tags);
        let gone = matches!(life.end, End::Gone(_)).then(|| self.text("state.gone"));
        let open = Open {
            person: told.person,
            summary: life.summary,
            fact,
        };
        Row {
            tags: tags.join(" "),
            title: fact.title.to_string(),
            state: gone,
            slows: self.slowed(scene, fact),
            owner: person
                .map(|person| self.who(person.id.as_str(), Depth::Root))
                .unwrap_or_default(),
            cause: (cause != Cause::None).then(|| self.text(&format!("cause.{}", cause.word()))),
            line: Html::written(time_line(&drawn(scene, life, &flags(scene, life)))),
            span: self.life_span(scene, life),
            missed: self.missed(life),
            plan: match life.end {
                End::Open => self.plan(scene, &open),
                _ => Html::default(),
            },
        }
    }

    fn slowed(&self, scene: &Scene, fact: &ObstacleFact) -> Vec<Link> {
        let link = |reference| {
            let course = scene.board.course(reference)?;
            Some(Link {
                href: self.objective_href(course, scene.board, Depth::Root),
                label: course.number.clone(),
            })
        };
        fact.slows.iter().filter_map(link).collect()
    }

    /// `6 weeks, since W41`, or from when to when.
    fn life_span(&self, scene: &Scene, life: &Life) -> String {
        let first = calendar::week(self.words, life.fact.first);
        let weeks = life.weeks(scene.week);
        match life.end.week() {
            None if weeks == 0 => self.text("new"),
            None => {
                let weeks = self.age(weeks);
                let fillings = [("weeks", weeks.as_str()), ("week", &first)];
                self.words.text("stuck.since", &fillings)
            }
            Some(end) => {
                let weeks = match weeks {
                    0 => self.text("weeks.none"),
                    weeks => self.age(weeks),
                };
                let end = calendar::week(self.words, end);
                let fillings = [("weeks", weeks.as_str()), ("from", &first), ("to", &end)];
                self.words.text("stuck.from-to", &fillings)
            }
        }
    }

    fn missed(&self, life: &Life) -> Option<String> {
        let weeks = life
            .missed
            .iter()
            .map(|week| calendar::week(self.words, *week));
        let weeks: Vec<String> = weeks.collect();
        (!weeks.is_empty()).then(|| {
            self.words
                .text("stuck.missed", &[("weeks", &weeks.join(", "))])
        })
    }
}

/// The weeks of the cycle, from 1, in which an action was due and not done.
fn flags(scene: &Scene, life: &Life) -> Vec<u32> {
    let cycle = &scene.board.cycle;
    let missed = life.missed.iter().filter(|week| cycle.contains(**week));
    missed.map(|week| cycle.elapsed(*week)).collect()
}

fn drawn<'f>(scene: &Scene, life: &Life, flags: &'f [u32]) -> TimeLine<'f> {
    let cycle = &scene.board.cycle;
    let first = life.fact.first;
    TimeLine {
        weeks: cycle.week_count(),
        today: cycle.elapsed(scene.week),
        from: if cycle.contains(first) {
            cycle.elapsed(first)
        } else {
            0
        },
        until: life.end.week().map(|week| cycle.elapsed(week)),
        flags,
    }
}
