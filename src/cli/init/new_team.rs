//! What `okr init` is told: by flags, else by answers, else by defaults.

use jiff::tz::TimeZone;

use super::super::{Context, Failure, ask};
use super::Args;
use crate::model::{Cadence, Cycle, Language, PersonId, Team};
use crate::scaffold::{NewPerson, NewTeam};
use crate::store::Store;
use crate::text::fold;

/// Gathers a new team from flags, questions and defaults, in this order.
pub(super) struct Wizard<'w> {
    pub args: &'w Args,
    pub context: &'w Context,
    pub store: &'w Store,
    pub asks: bool,
}

impl Wizard<'_> {
    pub(super) fn team(&self) -> Result<NewTeam, Failure> {
        let name = self.text(&self.args.team, "Team", &self.folder_name(), |_| Ok(()))?;
        let language_code = self.text(&self.args.language, "Language", "en", |text| {
            language(text).map(|_| ())
        })?;
        let people = self.people()?;
        let manager = self.manager(&people)?;
        let zone = TimeZone::system();
        let zone = zone.iana_name().unwrap_or("UTC");
        let time_zone = self.text(&self.args.time_zone, "Time zone", zone, |text| {
            let hint = || format!("'{text}' is no time zone; write one like Europe/Oslo or UTC");
            TimeZone::get(text).map(|_| ()).map_err(|_| hint())
        })?;
        let quarter = self.quarter(&time_zone);
        let cycle = self.text(&self.args.cycle, "Cycle", quarter.id(), |text| {
            cycle(text).map(|_| ())
        })?;
        let cycle = cycle_of(&cycle)?;
        let question = "First objective, where you have one";
        let objective = self.text(&self.args.objective, question, "", |_| Ok(()))?;
        Ok(NewTeam {
            name,
            language: language(&language_code).unwrap_or_default(),
            cycle,
            time_zone,
            people,
            manager,
            objective: Some(objective).filter(|title| !title.is_empty()),
        })
    }

    /// What the flag says, else what is answered, else the default.
    fn text(
        &self,
        flag: &Option<String>,
        question: &str,
        default: &str,
        check: impl Fn(&str) -> Result<(), String>,
    ) -> Result<String, Failure> {
        let text = match flag {
            Some(text) => text.trim().to_owned(),
            None if self.asks => return ask::line(question, Some(default.to_owned()), check),
            None => default.to_owned(),
        };
        check(&text).map_err(Failure::usage)?;
        Ok(text)
    }

    fn folder_name(&self) -> String {
        let root = self.store.root().and_then(|root| root.file_name());
        root.map_or("Our team".to_owned(), |name| {
            name.to_string_lossy().into_owned()
        })
    }

    fn quarter(&self, time_zone: &str) -> Cycle {
        let time_zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
        let cadence = Cadence {
            time_zone,
            ..Cadence::default()
        };
        let team = Team {
            cadence,
            ..Team::default()
        };
        Cycle::quarter_of(self.context.today(&team))
    }

    fn people(&self) -> Result<Vec<NewPerson>, Failure> {
        let mut people = Vec::new();
        for text in &self.args.people {
            let person = person(text).map_err(|reason| {
                let hint = "write --person 'ada=Ada Lovelace <ada@example.com>'";
                Failure::usage_with_hint(format!("--person '{text}': {reason}"), hint)
            })?;
            must_be_another(&people, &person.id).map_err(Failure::usage)?;
            people.push(person);
        }
        if !people.is_empty() {
            return Ok(people);
        }
        if self.asks {
            return self.asked_people();
        }
        let email = self.store.user_email().filter(|_| self.args.yes);
        let me = email
            .as_deref()
            .and_then(|email| person(&format!("{0} <{email}>", local(email))).ok());
        me.map(|me| vec![me]).ok_or_else(|| {
            let hint =
                "okr init --person 'ada=Ada Lovelace <ada@example.com>', once for each person";
            Failure::usage_with_hint("nobody is named", hint)
        })
    }

    /// The first person is whoever answers; an empty name ends the list.
    fn asked_people(&self) -> Result<Vec<NewPerson>, Failure> {
        let mut people: Vec<NewPerson> = Vec::new();
        loop {
            let first = people.is_empty();
            let question = if first {
                "Your name"
            } else {
                "Another person's name (empty: no more)"
            };
            let needed = |text: &str| match text {
                "" if first => Err("the team needs at least one person".to_owned()),
                _ => Ok(()),
            };
            let name = ask::line(question, None, needed)?;
            if name.is_empty() {
                return Ok(people);
            }
            let default = person(&name).ok().map(|person| person.id.to_string());
            let id = ask::line("  id, for folders and tasks", default, |text| {
                let id = PersonId::new(text)?;
                must_be_another(&people, &id)
            })?;
            let email = self.store.user_email().filter(|_| first);
            let email = ask::line("  e-mail, as in their commits", email, |_| Ok(()))?;
            people.push(NewPerson {
                id: PersonId::new(&id).map_err(Failure::usage)?,
                name,
                email: Some(email).filter(|email| !email.is_empty()),
            });
        }
    }

    fn manager(&self, people: &[NewPerson]) -> Result<Option<PersonId>, Failure> {
        if let Some(id) = &self.args.manager {
            let ids = || people.iter().map(|person| person.id.as_str());
            return match people.iter().find(|person| person.id.as_str() == id) {
                Some(person) => Ok(Some(person.id.clone())),
                None => {
                    let names = ids().collect::<Vec<_>>().join(", ");
                    let hint = fold::nearest(id, ids()).map_or_else(
                        || format!("the people are: {names}"),
                        |near| format!("did you mean '{near}'?"),
                    );
                    let message = format!("--manager '{id}' is none of the people");
                    Err(Failure::usage_with_hint(message, hint))
                }
            };
        }
        if !self.asks || people.len() < 2 {
            return Ok(None);
        }
        let mut choices: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
        choices.push("none of them".to_owned());
        let chosen = ask::one_of("Who is the manager of the others?", &choices)?;
        Ok(people.get(chosen).map(|person| person.id.clone()))
    }
}

fn language(code: &str) -> Result<Language, String> {
    let found = Language::ALL.into_iter().find(|known| known.code() == code);
    let codes = || Language::ALL.map(Language::code).join(", ");
    found.ok_or_else(|| format!("'{code}' is no language; write one of: {}", codes()))
}

fn must_be_another(people: &[NewPerson], id: &PersonId) -> Result<(), String> {
    if people.iter().any(|known| known.id == *id) {
        return Err(format!("two people have the id '{id}'"));
    }
    Ok(())
}

fn cycle(text: &str) -> Result<Cycle, String> {
    let message = || format!("'{text}' is no cycle; write one like 2026-Q4, 2026-H2 or 2026");
    Cycle::of_calendar(text).ok_or_else(message)
}

fn cycle_of(text: &str) -> Result<Cycle, Failure> {
    cycle(text).map_err(Failure::usage)
}

/// Reads `ada=Ada Lovelace <ada@example.com>`; without an id the first name is one, and the address may
/// be left out.
fn person(text: &str) -> Result<NewPerson, String> {
    let (id, rest) = match text.split_once('=') {
        Some((id, rest)) => (Some(id.trim()), rest.trim()),
        None => (None, text.trim()),
    };
    let (name, email) = match rest.split_once('<') {
        Some((name, email)) => (name.trim(), Some(email.trim_end_matches('>').trim())),
        None => (rest, None),
    };
    if name.is_empty() {
        return Err("the name is missing".to_owned());
    }
    let first = name.split_whitespace().next().unwrap_or(name);
    let id = id.map_or_else(|| fold::slug(first), str::to_owned);
    Ok(NewPerson {
        id: PersonId::new(&id)?,
        name: name.to_owned(),
        email: email.filter(|email| !email.is_empty()).map(str::to_owned),
    })
}

fn local(email: &str) -> &str {
    email.split('@').next().unwrap_or(email)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_person_with_or_without_id_and_address() {
        let told = |text: &str| {
            let person = person(text).map_err(|_| ())?;
            Ok::<_, ()>((person.id.to_string(), person.name, person.email))
        };
        let ada = |email: Option<&str>| {
            Ok((
                "ada".to_owned(),
                "Ada Lovelace".to_owned(),
                email.map(str::to_owned),
            ))
        };
        assert_eq!(told("ada=Ada Lovelace <a@b.c>"), ada(Some("a@b.c")));
        assert_eq!(told("Ada Lovelace"), ada(None));
        for text in ["", "ada=", "con=Con", "É=E", "<a@b.c>"] {
            assert_eq!(told(text), Err(()), "{text}");
        }
    }
}
