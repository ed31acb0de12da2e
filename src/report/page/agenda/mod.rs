//! The agenda of a talk: what do we talk about, in which order, in how many minutes? The person leads,
//! and the sheet says so.
//!
//! ```text
//! topics    key results, those with signals first, each with one open question
//! answers   what the person wrote, question by question
//! opening   what went well, what became of what was agreed
//! minutes   minutes that add up
//! ```

mod answers;
mod minutes;
mod opening;
mod topics;

use crate::model::{Answer, CheckIn, SectionKind, Status};
use crate::report::facts::{ChangeFact, plain};
use crate::report::input::Audience;
use crate::report::view::agenda::{Agenda, AgendaPage, Block, Line, Point};
use crate::report::view::page::Link;

use super::check_in::Talk;
use super::{Depth, Site};

/// Minutes of a talk, where nothing else is asked for.
pub(in crate::report) const LENGTH: u32 = 30;

/// Rules about words that an agenda has room for.
const WORDS: usize = 2;

/// Characters of what the person asks for.
const ASKS: usize = 420;

impl Site<'_> {
    /// Whether there is an agenda page of this check-in: the person's last, for the team alone.
    pub(in crate::report) fn has_agenda(&self, talk: &Talk) -> bool {
        self.input.audience == Audience::Team && talk.next.is_none() && talk.summary.speaks()
    }

    /// The sheet of paper.
    pub(in crate::report) fn agenda_page(&self, talk: &Talk, length: u32) -> AgendaPage {
        let agenda = self.agenda(talk, length);
        let board = talk.scene.board;
        let mut page = self.page(agenda.title.clone(), "people", board, Depth::Two);
        page.shapes = self.shapes(board, talk.summary.week);
        page.unknown = None;
        let (person, week) = (&talk.person.id, talk.summary.week);
        let number = week.number().to_string();
        AgendaPage {
            page,
            check_in: Some(Link {
                href: format!("../../check-ins/{person}/{week}.html"),
                label: self.words.text("checkin.title", &[("n", &number)]),
            }),
            agenda,
        }
    }

    /// What is talked about in `length` minutes. Nothing private is in it.
    pub(in crate::report) fn agenda(&self, talk: &Talk, length: u32) -> Agenda {
        let person = talk.person.first_name();
        let check_in = talk.published.check_in.as_ref();
        let (topics, general) = self.topics(talk, length);
        let number = talk.summary.week.number().to_string();
        let names = self.two_names(talk);
        let fillings = [("names", names.as_str()), ("n", &number)];
        let block = |key: &str, minutes: u32, lines| Block {
            title: self.text(key),
            minutes: self.minutes(minutes),
            lines,
        };
        let for_whom = |who: &str| self.words.text("agenda.feedback", &[("who", who)]);
        Agenda {
            eyebrow: self
                .words
                .text("agenda.eyebrow", &[("n", &length.to_string())]),
            title: self.words.text("agenda.title", &fillings),
            facts: self.agenda_facts(talk),
            note: check_in.and_then(|check_in| self.unanswered(check_in)),
            well: block("agenda.well", minutes::START, self.went_well(talk)),
            since: block("agenda.since", minutes::SINCE, self.agreed_before(talk)),
            changed: self.changed_line(talk),
            topics,
            general,
            changes: block("agenda.changes", minutes::CHANGES, self.decisions(talk)),
            next: block("agenda.next", minutes::NEXT, Vec::new()),
            feedback: [Some(person.to_owned()), self.manager(talk)]
                .into_iter()
                .flatten()
                .map(|who| for_whom(&who))
                .collect(),
            after: self.afterwards(talk),
            between: Vec::new(),
        }
    }

    fn minutes(&self, n: u32) -> String {
        self.words.text("agenda.minutes", &[("n", &n.to_string())])
    }

    /// The manager's first name.
    fn manager(&self, talk: &Talk) -> Option<String> {
        let manager = talk.person.manager.as_ref()?;
        Some(self.first_name(manager.as_str()))
    }

    fn two_names(&self, talk: &Talk) -> String {
        let person = talk.person.name.as_str();
        match &talk.person.manager {
            Some(manager) => {
                let manager = self.who(manager.as_str(), Depth::Two).name;
                self.words
                    .text("checkin.and", &[("first", person), ("second", &manager)])
            }
            None => person.to_owned(),
        }
    }

    fn agenda_facts(&self, talk: &Talk) -> Vec<Line> {
        let line = |key: &str, text: String| Line {
            label: self.text(key),
            text,
        };
        let person = talk.person.first_name();
        let leads = match self.manager(talk) {
            Some(manager) => {
                let fillings = [("person", person), ("manager", &manager)];
                self.words.text("agenda.leads-both", &fillings)
            }
            None => person.to_owned(),
        };
        let mut facts = vec![line("agenda.leads", leads)];
        if let Some(check_in) = &talk.published.check_in {
            let status = self.text(&format!("status.{}", check_in.status.value.word()));
            let (n, all) = self.answered(check_in);
            let (n, all) = (n.to_string(), all.to_string());
            let fillings = [("status", status.as_str()), ("n", &n), ("all", &all)];
            facts.push(line(
                "agenda.check-in",
                self.words.text("agenda.answered", &fillings),
            ));
        }
        if let Some((_, before)) = talk.before {
            let number = before.week.number().to_string();
            facts.push(line(
                "agenda.last",
                self.words.text("week.title", &[("n", &number)]),
            ));
        }
        facts
    }

    /// The questions that a draft leaves open, by their headings.
    fn unanswered(&self, check_in: &CheckIn) -> Option<String> {
        if !matches!(check_in.status.value, Status::Draft | Status::Returned) {
            return None;
        }
        let open = self.questions(check_in).into_iter();
        let open = open.filter(|(_, is_answered)| !is_answered);
        let open: Vec<String> = open.map(|(name, _)| name).collect();
        let key = if open.is_empty() {
            "agenda.not-ready"
        } else {
            "agenda.open-questions"
        };
        Some(self.words.text(key, &[("names", &open.join(", "))]))
    }

    /// `Since week 35: values moved 2 of 3, …` on one line.
    fn changed_line(&self, talk: &Talk) -> Option<String> {
        let (_, before) = talk.before?;
        let counts = self.since_before(talk, before);
        let facts = counts.facts.iter().map(|fact| {
            let text = plain::text_of(fact.text.as_str());
            format!("{} {text}", fact.term)
        });
        let facts: Vec<String> = facts.collect();
        Some(format!("{}: {}", counts.title, facts.join(" · ")))
    }

    /// The changes of the OKRs that are to be decided, or that none is proposed.
    fn decisions(&self, talk: &Talk) -> Vec<Point> {
        let person = talk.person.first_name();
        if talk.summary.changes.is_empty() {
            let text = self.words.text("agenda.no-changes", &[("person", person)]);
            return vec![Point {
                text,
                ..Point::default()
            }];
        }
        let changes = talk.summary.changes.iter();
        changes.map(|change| self.decision(talk, change)).collect()
    }

    fn decision(&self, talk: &Talk, change: &ChangeFact) -> Point {
        let what = plain::text_of(self.change_words(talk.scene, change).as_str());
        let reason = change.because.map(|because| {
            let reason = self.reason(because);
            self.words.text("change.because", &[("reason", &reason)])
        });
        let agrees = change.agreed_by.iter().map(|by| {
            let who = self.first_name(by.as_str());
            self.words.text("change.agrees", &[("who", &who)])
        });
        let state = if change.is_agreed {
            self.text("state.agreed")
        } else {
            self.text("agenda.decide")
        };
        let detail: Vec<String> = std::iter::once(state).chain(agrees).collect();
        Point {
            text: format!("{what}{}", reason.unwrap_or_default()),
            detail: Some(detail.join(", ")),
            ..Point::default()
        }
    }

    /// What the person needs.
    pub(super) fn asks(&self, check_in: &CheckIn) -> Option<Line> {
        let spec = self.input.team.section(SectionKind::Asks)?;
        let section = check_in.section_by_id(&spec.id)?;
        if section.private || section.answer != Answer::Text {
            return None;
        }
        let text = plain::plain(check_in.cut(section.body));
        Some(Line {
            label: spec.heading.clone(),
            text: plain::sentences(&text, ASKS),
        })
    }

    /// What is noticed in the words, each with its question.
    pub(super) fn words_line(&self, talk: &Talk) -> Option<Line> {
        let asking = self.asking_of_words(talk);
        let told = asking.iter().take(WORDS).map(|asking| {
            let evidence = plain::text_of(asking.evidence.as_str());
            format!("{evidence} {}", asking.ask)
        });
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| Line {
            label: self.text("agenda.words"),
            text: told.join(" "),
        })
    }

    /// The sentence about the command for afterwards: before its code, the code, after it.
    fn afterwards(&self, talk: &Talk) -> (String, String, String) {
        let command = format!("okr review {} {} --edit", talk.person.id, talk.summary.week);
        let sentence = self.words.raw("agenda.after").unwrap_or_default();
        let (before, after) = sentence.split_once("{command}").unwrap_or((sentence, ""));
        (before.to_owned(), command, after.to_owned())
    }
}
