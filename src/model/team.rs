//! The team: people, cycle, cadence, sections, thresholds.

use std::sync::OnceLock;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;

use rustc_hash::FxHashMap;

use super::lexicon::Lexicon;
use super::schema::default_sections;
use super::{
    Allow, Cycle, Decimal, Language, PersonId, RuleSettings, SectionKind, SectionSpec, Week,
};

/// What `okr.yaml` says.
#[derive(Clone, Debug)]
pub struct Team {
    /// The team's name; empty where it has none.
    pub name: String,
    /// The language of drafts and the report.
    pub language: Language,
    /// The current cycle, where one is named.
    pub cycle: Option<Cycle>,
    /// The named cycles.
    pub cycles: Vec<Cycle>,
    /// The people, in the order of the file.
    pub people: Vec<Person>,
    /// When check-ins are due.
    pub cadence: Cadence,
    /// The heading level that opens a section, 1 to 5.
    pub section_level: u8,
    /// More text that counts as empty.
    pub placeholders: Vec<String>,
    /// How confidence is shown.
    pub confidence_words: ConfidenceWords,
    /// The sections, in their order.
    pub sections: Vec<SectionSpec>,
    /// The ids of sections that never leave their files.
    pub private: Vec<String>,
    /// Whether private text may stand in plain in its file.
    pub privacy: Privacy,
    /// How much the rules weigh, since when, and within which limits.
    pub rules: RuleSettings,
    /// From how many weeks on a key result is ahead, behind, far behind.
    pub thresholds: Thresholds,
    /// Where progress can be seen in commits.
    pub evidence: Vec<Evidence>,
    /// Comments that take back what a rule says of a place in `okr.yaml`, in its order.
    pub allows: Vec<Allow>,
    /// See [`Team::lexicon`].
    pub(crate) lexicon: OnceLock<Lexicon>,
    /// See [`Team::cycle_of`].
    pub(crate) calendar: OnceLock<Vec<Cycle>>,
    /// The places of many people in `people`, made when one is first looked for.
    pub(crate) places: OnceLock<FxHashMap<String, usize>>,
}

/// So many people are looked through one by one.
const FEW_PEOPLE: usize = 8;

/// One person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// The name as it is shown; the id where none is given.
    pub name: String,
    /// The addresses under which they commit.
    pub emails: Vec<String>,
    /// Their manager.
    pub manager: Option<PersonId>,
    /// The first week in which a check-in is owed.
    pub since: Option<Week>,
    /// The last week in which a check-in is owed.
    pub until: Option<Week>,
    /// The public age key.
    pub key: Option<String>,
}

/// When check-ins are due.
#[derive(Clone, Debug)]
pub struct Cadence {
    /// The weekday and time in the week it is about.
    pub due: Due,
    /// The team's time zone.
    pub time_zone: TimeZone,
    /// 1 or 2 weeks.
    pub every: u8,
}

/// A weekday and a time of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The weekday.
    pub day: Weekday,
    /// The time, in the team's time zone.
    pub time: Time,
}

/// How private text stands in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Privacy {
    /// In plain: whoever may read the repository may read it.
    #[default]
    Plain,
    /// Sealed for the two people of the check-in.
    Sealed,
}

/// How confidence is shown, never how it is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConfidenceWords {
    /// Very good, Good, Not OK.
    #[default]
    Words,
    /// Blue, Orange, Red.
    Colours,
    /// The words, each with a face.
    Faces,
}

/// Weeks off pace from which on a word is used; `behind` and `far_behind` are negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Ahead from here on.
    pub ahead: Decimal,
    /// Behind from here down.
    pub behind: Decimal,
    /// Far behind from here down.
    pub far_behind: Decimal,
}

/// One repository whose commits may carry evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its path.
    pub repository: String,
    /// The trailer that names a key result.
    pub trailer: String,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            ahead: Decimal::ONE,
            behind: Decimal::NEGATIVE_ONE,
            far_behind: Decimal::from(-3),
        }
    }
}

impl Default for Cadence {
    fn default() -> Self {
        let due = Due {
            day: Weekday::Friday,
            time: Time::constant(17, 0, 0, 0),
        };
        Self {
            due,
            time_zone: TimeZone::UTC,
            every: 1,
        }
    }
}

impl Default for Team {
    fn default() -> Self {
        Self {
            name: String::new(),
            language: Language::default(),
            cycle: None,
            cycles: Vec::new(),
            people: Vec::new(),
            cadence: Cadence::default(),
            section_level: 2,
            placeholders: Vec::new(),
            confidence_words: ConfidenceWords::Words,
            sections: default_sections(Language::default()),
            private: vec!["feedback".to_owned(), "reply".to_owned()],
            privacy: Privacy::Plain,
            rules: RuleSettings::default(),
            thresholds: Thresholds::default(),
            evidence: Vec::new(),
            allows: Vec::new(),
            lexicon: OnceLock::new(),
            calendar: OnceLock::new(),
            places: OnceLock::new(),
        }
    }
}

impl Person {
    /// The first word of the name.
    #[must_use]
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }

    /// Whether they are of the team in that week.
    #[must_use]
    pub fn is_there(&self, week: Week) -> bool {
        self.since.is_none_or(|since| since <= week) && self.until.is_none_or(|until| week <= until)
    }
}

impl Team {
    /// The person with this id.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&Person> {
        if self.people.len() <= FEW_PEOPLE {
            return self.people.iter().find(|person| person.id.as_str() == id);
        }
        let places = self.places.get_or_init(|| {
            // The first of a name is the one that is meant.
            let people = self.people.iter().enumerate().rev();
            let place = people.map(|(place, person)| (person.id.to_string(), place));
            place.collect()
        });
        let found = self.people.get(*places.get(id)?)?;
        (found.id.as_str() == id).then_some(found)
    }

    /// The person who commits under this address, case aside.
    #[must_use]
    pub fn person_by_email(&self, email: &str) -> Option<&Person> {
        let same = |known: &String| known.eq_ignore_ascii_case(email);
        self.people
            .iter()
            .find(|person| person.emails.iter().any(same))
    }

    /// The first section of that kind.
    #[must_use]
    pub fn section(&self, kind: SectionKind) -> Option<&SectionSpec> {
        self.sections.iter().find(|section| section.kind == kind)
    }

    /// The section with that id.
    #[must_use]
    pub fn section_by_id(&self, id: &str) -> Option<&SectionSpec> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// Whether the whole section is private.
    #[must_use]
    pub fn is_private(&self, section_id: &str) -> bool {
        self.private.iter().any(|id| id == section_id)
    }

    /// The current cycle: the one that is named, else the quarter that holds `today`.
    #[must_use]
    pub fn current_cycle(&self, today: Date) -> Cycle {
        self.cycle
            .clone()
            .unwrap_or_else(|| Cycle::quarter_of(today))
    }

    /// The cycle of a week: the current one where it holds the week, else a named one that does, else
    /// the calendar's of the same length.
    #[must_use]
    pub fn cycle_of(&self, week: Week) -> Cycle {
        let known = self.cycle.iter().chain(&self.cycles);
        let mut known = known.chain(self.calendar().iter());
        let found = known.find(|cycle| cycle.contains(week));
        found.map_or_else(|| self.cycle_at(week.day(Weekday::Thursday)), Cycle::clone)
    }

    /// The calendar's cycle of a day, of the same length as the current one.
    fn cycle_at(&self, day: Date) -> Cycle {
        match &self.cycle {
            Some(current) => current.alike_at(day),
            None => Cycle::quarter_of(day),
        }
    }

    /// Those of the years around the current cycle, which nearly all weeks are of. Whoever changes `cycle`
    /// does so before it is first asked for.
    fn calendar(&self) -> &[Cycle] {
        self.calendar.get_or_init(|| {
            let middle = self
                .cycle
                .as_ref()
                .map_or(2026, |cycle| cycle.from().year());
            let mut cycles: Vec<Cycle> = Vec::new();
            let years = middle.saturating_sub(2)..=middle.saturating_add(2);
            let months = years.flat_map(|year| (1..=12).map(move |month| (year, month)));
            for day in months.filter_map(|(year, month)| Date::new(year, month, 1).ok()) {
                if cycles.last().is_none_or(|last| last.to() < day) {
                    cycles.push(self.cycle_at(day));
                }
            }
            cycles
        })
    }

    /// The words that check-ins are read by, folded. Whoever changes `sections`, `private` or `placeholders` does so
    /// before the first check-in is read.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| Lexicon::new(self))
    }

    /// Every cycle that holds the week: the current one, named ones, and the calendar's quarter, half and
    /// year.
    #[must_use]
    pub fn cycles_holding(&self, week: Week) -> Vec<Cycle> {
        let thursday = week.day(Weekday::Thursday);
        let (year, month) = (thursday.year(), thursday.month());
        let ids = [
            format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            format!("{year:04}-H{}", (month - 1) / 6 + 1),
            format!("{year:04}"),
        ];
        let calendar = ids.iter().filter_map(|id| Cycle::of_calendar(id));
        let mut cycles: Vec<Cycle> = calendar.collect();
        for cycle in self.cycle.iter().chain(&self.cycles) {
            if cycle.contains(week) && !cycles.iter().any(|known| known.id() == cycle.id()) {
                cycles.push(cycle.clone());
            }
        }
        cycles
    }

    /// The cycle with this name: a named one, else the calendar's.
    #[must_use]
    pub fn cycle_by_id(&self, id: &str) -> Option<Cycle> {
        let named = self
            .cycles
            .iter()
            .chain(&self.cycle)
            .find(|cycle| cycle.id() == id);
        named.cloned().or_else(|| Cycle::of_calendar(id))
    }

    /// Whether a check-in is due in that week: each week, or every second one of its cycle.
    #[must_use]
    pub fn is_due_week(&self, week: Week) -> bool {
        self.cadence.every < 2 || self.cycle_of(week).elapsed(week).is_multiple_of(2)
    }

    /// The week that a check-in written on `today` is about: this one, or the due one that ends the
    /// stretch of two weeks.
    #[must_use]
    pub fn week_for(&self, today: Date) -> Week {
        let week = Week::of(today);
        if self.is_due_week(week) {
            week
        } else {
            week.plus(1)
        }
    }

    /// The moment at which the check-in of `week` is due.
    #[must_use]
    pub fn due_at(&self, week: Week) -> Option<jiff::Timestamp> {
        let moment = week
            .day(self.cadence.due.day)
            .to_datetime(self.cadence.due.time);
        self.cadence.time_zone.to_timestamp(moment).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn takes_the_quarter_where_no_cycle_is_named() {
        let team = Team::default();
        let week = Week::parse("2026-W47").unwrap();
        assert_eq!(team.cycle_of(week).id(), "2026-Q4");
        assert_eq!(team.current_cycle(date(2026, 11, 25)).id(), "2026-Q4");
    }

    #[test]
    fn knows_every_cycle_that_holds_a_week() {
        let named = Cycle::named("kickoff", date(2026, 8, 17), date(2026, 11, 13)).unwrap();
        let team = Team {
            cycles: vec![named],
            ..Team::default()
        };
        let ids = |week: &str| -> Vec<String> {
            let cycles = team.cycles_holding(Week::parse(week).unwrap());
            cycles.iter().map(|cycle| cycle.id().to_owned()).collect()
        };
        assert_eq!(ids("2026-W40"), ["2026-Q4", "2026-H2", "2026", "kickoff"]);
        assert_eq!(ids("2026-W53"), ["2026-Q4", "2026-H2", "2026"]);
    }

    #[test]
    fn prefers_a_named_cycle_that_holds_the_week() {
        let named = Cycle::named("kickoff", date(2026, 8, 17), date(2026, 11, 13)).unwrap();
        let team = Team {
            cycles: vec![named],
            ..Team::default()
        };
        assert_eq!(
            team.cycle_of(Week::parse("2026-W40").unwrap()).id(),
            "kickoff"
        );
        assert_eq!(
            team.cycle_of(Week::parse("2026-W47").unwrap()).id(),
            "2026-Q4"
        );
    }

    #[test]
    fn asks_every_second_week_of_the_cycle() {
        let cadence = Cadence {
            every: 2,
            ..Cadence::default()
        };
        let team = Team {
            cadence,
            ..Team::default()
        };
        assert!(!team.is_due_week(Week::parse("2026-W40").unwrap()));
        assert!(team.is_due_week(Week::parse("2026-W41").unwrap()));
        assert_eq!(team.week_for(date(2026, 9, 28)).to_string(), "2026-W41");
    }
}
