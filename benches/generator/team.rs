//! The team itself: its people, and the objectives of each of its cycles; the words of
//! `okr.yaml` and of the objectives' files.

use std::fmt::Write;

use super::calendar::Week;
use super::key_result::{Change, KeyResult, Kind};
use super::random::Random;
use super::words::{AIMS, AREAS, BIRDS, COLOURS, Facts, sentences};
use super::{Size, sentences as choices};

/// A manager has at most this many people.
const PEOPLE_PER_MANAGER: usize = 8;
const PEOPLE_PER_OBJECTIVE: usize = 3;

pub struct Team {
    pub people: Vec<Person>,
    pub cycles: Vec<Cycle>,
}

pub struct Person {
    pub id: String,
    pub name: String,
    /// Index of the manager; the first person has none.
    pub manager: Option<usize>,
}

pub struct Cycle {
    pub id: String,
    pub weeks: Vec<Week>,
    pub objectives: Vec<Objective>,
}

pub struct Objective {
    pub id: String,
    pub title: String,
    /// Index of the person.
    pub owner: usize,
    pub parent: Option<String>,
    pub key_results: Vec<KeyResult>,
    why: String,
}

impl Team {
    pub fn new(size: Size, random: &Random) -> Self {
        assert!(
            size.people <= 2_000,
            "the vocabulary names at most 2,000 people"
        );
        let people = (0..size.people).map(Person::new).collect();
        let mut cycles: Vec<Cycle> = Vec::new();
        for week in Week::last(size.weeks) {
            let id = week.quarter();
            if cycles.last().is_none_or(|cycle| cycle.id != id) {
                let random = &mut random.fork(cycles.len());
                let objectives = objectives(size.people, &id, random);
                cycles.push(Cycle {
                    id,
                    weeks: Vec::new(),
                    objectives,
                });
            }
            if let Some(cycle) = cycles.last_mut() {
                cycle.weeks.push(week);
            }
        }
        Self { people, cycles }
    }

    /// `okr.yaml` while `cycle` is the current one.
    pub fn file(&self, cycle: &Cycle) -> String {
        let since = self.cycles[0].weeks[0];
        let mut text = format!("team: Generated\ncycle: {}\npeople:\n", cycle.id);
        for person in &self.people {
            let Person { id, name, manager } = person;
            let _ = write!(text, "  {id}: {{ name: {name}, email: {id}@example.com");
            if let Some(manager) = manager {
                let _ = write!(text, ", manager: {}", self.people[*manager].id);
            }
            let _ = writeln!(text, ", since: {since} }}");
        }
        text.push_str("check-in:\n  due: friday 17:00\n  time-zone: UTC\n");
        text
    }
}

impl Person {
    fn new(index: usize) -> Self {
        let colour = COLOURS[index % COLOURS.len()];
        let bird = BIRDS[(index / COLOURS.len() + index) % BIRDS.len()];
        Self {
            id: format!("{colour}-{bird}"),
            name: format!("{} {}", capital(colour), capital(bird)),
            manager: index
                .checked_sub(1)
                .map(|others| others / PEOPLE_PER_MANAGER),
        }
    }
}

impl Objective {
    /// Its file in this week of the cycle (0 is the first).
    pub fn file(&self, team: &Team, week: usize) -> String {
        let owner = &team.people[self.owner].id;
        let mut text = format!("---\ntitle: {}\nowner: {owner}\n", self.title);
        if let Some(parent) = &self.parent {
            let _ = writeln!(text, "parent: {parent}");
        }
        text.push_str("key-results:\n");
        for key_result in &self.key_results {
            let other = key_result.owner != self.owner;
            let owner = other.then(|| team.people[key_result.owner].id.as_str());
            key_result.front_matter(week, owner, &mut text);
        }
        let _ = writeln!(text, "---\n{}", self.why);
        text
    }

    /// Whether a change of a target takes effect in this week of the cycle.
    pub fn changes_in(&self, week: usize) -> bool {
        self.key_results
            .iter()
            .any(|it| it.change_in(week).is_some())
    }
}

impl KeyResult {
    /// The former and the new target, where this is the week of the cycle of an agreed change.
    pub fn change_in(&self, week: usize) -> Option<(i64, i64)> {
        match self.kind {
            Kind::Target {
                target,
                change: Some(change),
                ..
            } if change.week == week => Some((target, change.target)),
            _ => None,
        }
    }
}

fn objectives(people: usize, cycle: &str, random: &mut Random) -> Vec<Objective> {
    let shift = random.below(AREAS.len());
    let mut all: Vec<Objective> = Vec::new();
    for index in 0..people.div_ceil(PEOPLE_PER_OBJECTIVE) {
        let (aim, title) = AIMS[index % AIMS.len()];
        let area = AREAS[(index / AIMS.len() + index % AIMS.len() + shift) % AREAS.len()];
        let owner = index * PEOPLE_PER_OBJECTIVE;
        let last = (owner + PEOPLE_PER_OBJECTIVE).min(people);
        let first = all.first().filter(|_| random.chance(30));
        let parent = first.map(|objective| format!("{cycle}/{}", objective.id));
        let mut why = String::new();
        sentences(&mut why, random, choices::WHY, 3, &Facts::NONE);
        all.push(Objective {
            id: format!("{aim}-{area}"),
            title: title.replace("{}", &area.replace('-', " ")),
            owner,
            parent,
            key_results: key_results(owner..last, random),
            why,
        });
    }
    all
}

/// One for each person, and more often than not one more.
fn key_results(people: std::ops::Range<usize>, random: &mut Random) -> Vec<KeyResult> {
    let mut all = Vec::new();
    let extra = random.chance(60).then_some(people.start);
    for owner in people.chain(extra) {
        let mut key_result = KeyResult::new(random, owner, &all);
        if let Kind::Target {
            start,
            target,
            change,
            ..
        } = &mut key_result.kind
        {
            // The first person has no manager who could agree.
            if owner > 0 && random.chance(5) {
                let easier = *target + (*start - *target) / 4;
                *change = Some(Change {
                    week: 4 + random.below(5),
                    target: easier,
                });
            }
        }
        all.push(key_result);
    }
    all
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
