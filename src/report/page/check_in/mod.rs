//! The page of a check-in: what changed since the last one, in value, words and promises?
//!
//! ```text
//! rows        key results with both weeks
//! sections    the document in the team's own order
//! items       obstacles, tasks and OKR changes, each with its state
//! aside       counts, and what is worth asking
//! source      the lines that changed between the two files
//! ```

mod aside;
mod items;
mod rows;
mod sections;
mod source;

pub(in crate::report::page) use sections::is_expected;

use crate::model::{CheckIn, Person, Status, Week};
use crate::report::calendar;
use crate::report::facts::{Published, Summary};
use crate::report::html::Html;
use crate::report::input::Audience;
use crate::report::scene::Scene;
use crate::report::view::check_in::{Banner, CheckInPage};
use crate::report::view::page::{Fact, Step};

use super::{Depth, Site};

/// One check-in with all that its page is drawn from.
pub(in crate::report) struct Talk<'a> {
    pub person: &'a Person,
    pub published: &'a Published,
    pub summary: &'a Summary,
    /// The last one before it that speaks.
    pub before: Option<(&'a Published, &'a Summary)>,
    /// The weeks of the neighbours that have a page.
    pub previous: Option<Week>,
    pub next: Option<Week>,
    /// The week as it was known then.
    pub scene: &'a Scene<'a>,
}

impl Site<'_> {
    /// The page of one check-in.
    pub(in crate::report) fn check_in(&self, talk: &Talk) -> CheckInPage {
        let week = talk.summary.week;
        let number = week.number().to_string();
        let name = talk.person.name.as_str();
        let title = self
            .words
            .text("checkin.page", &[("person", name), ("n", &number)]);
        let mut page = self.page(title, "people", talk.scene.board, Depth::Two);
        page.shapes = self.shapes(talk.scene.board, week);
        let manager = talk.person.manager.as_ref();
        let manager = manager.map(|manager| self.who(manager.as_str(), Depth::Two).name);
        let is_team = self.input.audience == Audience::Team;
        let check_in = talk.published.check_in.as_ref();
        let told = check_in.filter(|_| talk.summary.status != Status::Skipped);
        let sections = told.map(|c| self.sections(talk, c)).unwrap_or_default();
        CheckInPage {
            page,
            person: name.to_owned(),
            person_href: format!("../../people/{}.html", talk.person.id),
            manager,
            title: self.words.text("checkin.title", &[("n", &number)]),
            facts: check_in.map(|c| self.check_in_facts(c)).unwrap_or_default(),
            file: is_team.then(|| talk.published.path.clone()),
            previous: self.neighbour("week.previous", talk.previous, week.plus(-1)),
            next: self.neighbour("week.next", talk.next, week.plus(1)),
            agenda: self.has_agenda(talk).then(|| {
                let (person, week) = (&talk.person.id, week);
                format!("../../agendas/{person}/{week}.html")
            }),
            changed: sections
                .iter()
                .any(|section| section.entries.iter().any(|item| item.is_marked())),
            banner: self.banner(talk),
            rows_title: self.rows_title(talk),
            rows: self.rows(talk),
            sections,
            summary: talk
                .before
                .filter(|_| told.is_some())
                .map(|(_, before)| self.since_before(talk, before)),
            asking: self.asking(talk),
            source: told.filter(|_| is_team).and_then(|c| self.source(talk, c)),
        }
    }

    fn neighbour(&self, key: &str, there: Option<Week>, otherwise: Week) -> Step {
        let number = there.unwrap_or(otherwise).number().to_string();
        Step {
            href: there.map(|week| format!("{week}.html")),
            label: self.words.text(key, &[("n", &number)]),
        }
    }

    fn check_in_facts(&self, check_in: &CheckIn) -> Vec<Fact> {
        let fact = |key: &str, text: String| Fact {
            term: self.text(key),
            text: Html::text(&text),
        };
        let status = self.text(&format!("status.{}", check_in.status.value.word()));
        let mut facts = vec![fact("checkin.status", status)];
        if check_in.status.value == Status::Skipped {
            return facts;
        }
        let (answered, all) = self.answered(check_in);
        let fillings = [("n", &*answered.to_string()), ("all", &all.to_string())];
        facts.push(fact(
            "checkin.answered",
            self.words.text("checkin.questions", &fillings),
        ));
        if let Some(reviewed) = &check_in.reviewed {
            let on = reviewed
                .on
                .as_ref()
                .map(|on| calendar::weekday(self.words, on.value));
            let by = reviewed.by.as_ref().map(|by| by.value.as_str());
            let by = by.map(|by| self.who(by, Depth::Two).name);
            let fillings = [
                ("date", &*on.unwrap_or_default()),
                ("who", &by.unwrap_or_default()),
            ];
            facts.push(fact(
                "checkin.reviewed",
                self.words.text("checkin.reviewed-by", &fillings),
            ));
        }
        facts
    }

    /// Why there is nothing to read, or why it was sent back.
    fn banner(&self, talk: &Talk) -> Option<Banner> {
        let Some(check_in) = &talk.published.check_in else {
            return Some(Banner {
                title: self.text("checkin.unreadable"),
                text: self.text("checkin.unreadable-why"),
            });
        };
        if check_in.status.value == Status::Skipped {
            return Some(Banner {
                title: self.text("checkin.skipped"),
                text: talk.summary.skipped.clone().unwrap_or_default(),
            });
        }
        let returned = check_in.returned.as_ref();
        let returned = returned.filter(|_| check_in.status.value == Status::Returned)?;
        let by = returned
            .by
            .as_ref()
            .map(|by| self.first_name(by.value.as_str()));
        let on = returned
            .on
            .as_ref()
            .map(|on| calendar::short(self.words, on.value));
        let fillings = [
            ("who", &*by.unwrap_or_default()),
            ("date", &on.unwrap_or_default()),
        ];
        Some(Banner {
            title: self.words.text("checkin.returned", &fillings),
            text: returned
                .reason
                .as_ref()
                .map(|reason| reason.value.clone())
                .unwrap_or_default(),
        })
    }
}
