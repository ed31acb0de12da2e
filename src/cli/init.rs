//! `okr init`

use jiff::tz::TimeZone;

use super::{Context, ExitStatus, Failure, ask, streams};
use crate::model::{Cadence, Cycle, PersonId, Team};
use crate::scaffold::{NewPerson, NewTeam};
use crate::store::{At, Expected, RepoPath, SETTINGS, Store, StoreError};
use crate::text::fold;

/// Start a team: write okr.yaml and a first objective
///
/// Asks on a terminal what the flags do not say. Writes okr.yaml with comments that explain it, and a
/// first objective that shows the four kinds of key result. Nothing that is there is overwritten.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr init
  okr init --team Payments --manager grace \\
    --person 'grace=Grace Hopper <grace@example.com>' \\
    --person 'ada=Ada Lovelace <ada@example.com>'
  okr init --yes      ask nothing: git's user.email, this quarter, this machine's time zone")]
pub struct Args {
    /// The team's name [default: the folder's]
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// A person; may be given more than once
    #[arg(long = "person", value_name = "ID=NAME <EMAIL>")]
    people: Vec<String>,
    /// The id of the person to whom the others report
    #[arg(long, value_name = "ID")]
    manager: Option<String>,
    /// The current cycle, such as 2026-Q4, 2026-H2 or 2026 [default: this quarter]
    #[arg(long, value_name = "CYCLE")]
    cycle: Option<String>,
    /// The team's time zone, such as Europe/Oslo [default: this machine's]
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// The title of the first objective
    #[arg(long, value_name = "TITLE")]
    objective: Option<String>,
    /// Ask nothing, and take the defaults
    #[arg(long, short)]
    yes: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    must_be_new(context)?;
    let store = Store::open_new_root(&context.directory())?;
    let new = Wizard {
        args,
        context,
        store: &store,
        asks: !args.yes && streams::is_interactive(),
    }
    .team()?;
    let mut written = Vec::new();
    let folder = format!("okrs/{}", new.cycle.id());
    let taken = store
        .list()?
        .iter()
        .any(|entry| entry.path.as_str().starts_with("okrs/"));
    if !taken {
        let path = RepoPath::new(format!("{folder}/{}.md", new.objective_id()));
        store.write(&path, Expected::Absent, new.objective().as_bytes())?;
        written.push(path);
    }
    let path = RepoPath::new(SETTINGS);
    store.write(&path, Expected::Absent, new.settings().as_bytes())?;
    written.push(path);
    let paths: Vec<String> = written.iter().map(|path| format!("{path}\n")).collect();
    streams::print(&paths.concat(), context.color())?;
    if !context.is_quiet() {
        tell_next_steps(&new, &store, taken);
    }
    Ok(ExitStatus::Fine)
}

/// A folder that is no part of a team yet.
fn must_be_new(context: &Context) -> Result<(), Failure> {
    let folder = context.directory();
    let root = match Store::open(&folder, At::WorkTree) {
        Err(StoreError::NoRoot { .. }) => return Ok(()),
        Err(error) => return Err(error.into()),
        Ok(store) => store
            .root()
            .map(std::path::Path::to_owned)
            .unwrap_or_default(),
    };
    if folder.canonicalize().is_ok_and(|folder| folder == root) {
        let message = "okr.yaml exists already; nothing was written";
        return Err(Failure::usage_with_hint(
            message,
            "'okr draft' writes this week's check-in",
        ));
    }
    let message = format!("this folder belongs to the team in {}", root.display());
    let hint = "for a team of its own, make it a git repository first: git init";
    Err(Failure::usage_with_hint(message, hint))
}

fn tell_next_steps(new: &NewTeam, store: &Store, taken: bool) {
    let cycle = new.cycle.id();
    let mut steps = vec![
        "okr check    says what does not fit".to_owned(),
        "okr draft    scaffolds your first check-in".to_owned(),
    ];
    if !taken {
        let path = format!("okrs/{cycle}/{}.md", new.objective_id());
        steps.insert(
            0,
            format!("write your objectives as {path} shows; a file's name is its id"),
        );
    }
    if store.git_work_tree().is_none() {
        steps.push("git init     keeps its history".to_owned());
    }
    let noun = if new.people.len() == 1 {
        "person"
    } else {
        "people"
    };
    streams::tell(&format!(
        "{}: {} {noun}, cycle {cycle}\nnext:",
        new.name,
        new.people.len()
    ));
    for (index, step) in steps.iter().enumerate() {
        streams::tell(&format!("  {}. {step}", index + 1));
    }
}

/// Gathers a new team from flags, questions and defaults, in this order.
struct Wizard<'w> {
    args: &'w Args,
    context: &'w Context,
    store: &'w Store,
    asks: bool,
}

impl Wizard<'_> {
    fn team(&self) -> Result<NewTeam, Failure> {
        let name = self.text(&self.args.team, "Team", &self.folder_name(), |_| Ok(()))?;
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
