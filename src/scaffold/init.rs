//! What a new team begins with: `okr.yaml` and a first objective, both with comments that teach.

use super::slot::filled;
use super::words::brief;
use crate::model::{Cycle, Language, ObjectiveId, PersonId};
use crate::text::edit::{NewValue, flow_scalar};
use crate::text::fold;

/// What a team that writes a language begins with: its settings, an objective, and that one's title.
const fn templates(language: Language) -> (&'static str, &'static str, &'static str) {
    match language {
        Language::English => (
            include_str!("../../templates/init/okr.yaml"),
            include_str!("../../templates/init/objective.md"),
            "What we want to have reached",
        ),
        Language::German => (
            include_str!("../../templates/init/okr.de.yaml"),
            include_str!("../../templates/init/objective.de.md"),
            "Was wir erreicht haben wollen",
        ),
    }
}

/// The text of a new team's `.gitignore`: the report, which anybody can make again.
pub const IGNORED: &str = include_str!("../../templates/init/gitignore");

/// What is asked of whoever starts a team.
#[derive(Clone, Debug)]
pub struct NewTeam {
    /// The team's name.
    pub name: String,
    /// The language of its files and its report.
    pub language: Language,
    /// The current cycle.
    pub cycle: Cycle,
    /// An IANA time zone.
    pub time_zone: String,
    /// The people, at least one.
    pub people: Vec<NewPerson>,
    /// Whose reports all the others are.
    pub manager: Option<PersonId>,
    /// The title of the first objective, where there is one already.
    pub objective: Option<String>,
}

/// A person of a new team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The id.
    pub id: PersonId,
    /// The name as it is shown.
    pub name: String,
    /// The address under which they commit.
    pub email: Option<String>,
}

impl NewTeam {
    /// The text of `okr.yaml`.
    #[must_use]
    pub fn settings(&self) -> String {
        let people: Vec<String> = self
            .people
            .iter()
            .map(|person| self.person(person))
            .collect();
        let first = self
            .people
            .first()
            .map_or("ada", |person| person.id.as_str());
        let (settings, _, _) = templates(self.language);
        filled(
            settings,
            &[
                ("team", &flow_scalar(NewValue::Text(&brief(&self.name)))),
                ("cycle", self.cycle.id()),
                ("first", first),
                ("people", &people.join("\n")),
                ("time-zone", &flow_scalar(NewValue::Plain(&self.time_zone))),
            ],
        )
    }

    fn person(&self, person: &NewPerson) -> String {
        let scalar = |text: &str| flow_scalar(NewValue::Text(&brief(text)));
        let mut fields = vec![format!("name: {}", scalar(&person.name))];
        if let Some(email) = &person.email {
            fields.push(format!("email: {}", scalar(email)));
        }
        if let Some(manager) = self
            .manager
            .as_ref()
            .filter(|manager| **manager != person.id)
        {
            fields.push(format!("manager: {manager}"));
        }
        format!("  {}: {{ {} }}", person.id, fields.join(", "))
    }

    /// The id of the first objective: its title folded, where that is an id.
    #[must_use]
    pub fn objective_id(&self) -> String {
        let words = fold::slug(self.objective.as_deref().unwrap_or(""));
        ObjectiveId::new(&words).map_or("first-objective".to_owned(), |id| id.to_string())
    }

    /// The text of the first objective. Its owner is the first who is not the manager.
    #[must_use]
    pub fn objective(&self) -> String {
        let reports = |person: &&NewPerson| Some(&person.id) != self.manager.as_ref();
        let owner = self.people.iter().find(reports).or(self.people.first());
        let (_, objective, title) = templates(self.language);
        let title = self.objective.as_deref().unwrap_or(title);
        filled(
            objective,
            &[
                ("cycle", self.cycle.id()),
                ("id", &self.objective_id()),
                ("title", &flow_scalar(NewValue::Text(&brief(title)))),
                ("owner", owner.map_or("", |person| person.id.as_str())),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;
    use crate::text::Source;

    fn team(name: &str, objective: &str) -> NewTeam {
        let person = |id: &str, name: &str, email: Option<&str>| NewPerson {
            id: PersonId::new(id).unwrap(),
            name: name.to_owned(),
            email: email.map(str::to_owned),
        };
        NewTeam {
            name: name.to_owned(),
            language: Language::English,
            cycle: Cycle::of_calendar("2026-Q4").unwrap(),
            time_zone: "Europe/Oslo".to_owned(),
            people: vec![
                person("grace", "Grace Hopper", Some("grace@example.com")),
                person("ada", "Lovelace, Ada: \"the\" one", None),
            ],
            manager: Some(PersonId::new("grace").unwrap()),
            objective: Some(objective.to_owned()),
        }
    }

    #[test]
    fn writes_files_that_read_without_a_finding() {
        for (name, title) in [
            ("Payments", "Make checkout feel instant"),
            ("no", "Größe: {a}, #1 --- {{owner}}"),
            ("", "2026"),
        ] {
            for language in Language::ALL {
                let new = NewTeam {
                    language,
                    ..team(name, title)
                };
                let settings = read::team(&Source::new(new.settings().into_bytes()));
                assert_eq!(settings.diagnostics, [], "{}", new.settings());
                let read = settings.value;
                assert_eq!((read.name.as_str(), read.people.len()), (name, 2));
                assert_eq!(read.language, language);
                assert_eq!(read.people[1].name, new.people[1].name);
                assert_eq!(read.people[1].manager.as_ref().unwrap().as_str(), "grace");
                assert_eq!(read.people[0].manager, None);
                let id = ObjectiveId::new(&new.objective_id()).unwrap();
                let path = format!("okrs/2026-Q4/{id}.md");
                let source = Source::new(new.objective().into_bytes());
                let objective = read::objective(&source, &path, &new.cycle, &id, &read);
                assert_eq!(objective.diagnostics, [], "{}", new.objective());
                assert_eq!(objective.value.title, title);
                assert_eq!(objective.value.owner.unwrap().as_str(), "ada");
            }
        }
    }
}
