//! A team of two with an objective of four key results, one of each kind.
#![allow(dead_code)]

use std::sync::LazyLock;

use okr::model::{CheckIn, Cycle, ObjectiveId, Okrs, PersonId, Team, Week};
use okr::read;
use okr::text::Source;

const TEAM: &str = "people:\n  ada: { name: Ada, manager: grace }\n  grace: { name: Grace }\n";
const OBJECTIVE: &str = "---\nowner: ada\nkey-results:\n  a: { start: 1, target: 9, unit: '%' }\n  \
    b: { keep: { at-most: 0.1 } }\n  c: { milestones: [one, two] }\n  d: { done: true }\n---\n";

pub struct Fixture {
    pub team: Team,
    pub okrs: Okrs,
    pub cycle: Cycle,
    pub objective: ObjectiveId,
    pub person: PersonId,
    pub week: Week,
}

pub static FIXTURE: LazyLock<Fixture> = LazyLock::new(|| {
    let team = read::team(&Source::new(TEAM.into())).value;
    let cycle = Cycle::of_calendar("2026-Q4").expect("a quarter");
    let objective = ObjectiveId::new("o").expect("an id");
    let source = Source::new(OBJECTIVE.into());
    let read = read::objective(&source, "okrs/2026-Q4/o.md", &cycle, &objective, &team);
    let okrs = Okrs::new(vec![read.value]);
    let person = PersonId::new("ada").expect("an id");
    let week = Week::parse("2026-W47").expect("a week");
    Fixture { team, okrs, cycle, objective, person, week }
});

impl Fixture {
    /// The public part of a check-in of the fixture's person.
    pub fn public(&self, bytes: &[u8], week: Week) -> Option<CheckIn> {
        let source = Source::new(bytes.to_vec());
        let path = format!("check-ins/{}/{week}.md", self.person);
        let read = read::check_in(&source, &path, &self.person, week, &self.team, &self.okrs);
        read::public(&read.value, &self.team, &self.okrs)
    }
}
