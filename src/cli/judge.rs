//! Judging the team's files: each person's timeline is read, judged, and let go.

use jiff::Timestamp;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Failure;
use super::load::{self, Files, PersonFiles};
use super::owners::{owner, owners};
use super::past::{self, Past};
use super::window;
use crate::diag::{Diagnostic, Severity};
use crate::model::history::{AgreedChange, agreed_changes};
use crate::model::{CheckIn, PersonId};
use crate::output::{Located, Summary};
use crate::rules::{
    self, ChangedOkrsView, ChangedSettingsView, Codeowners, Finding, NamingTask, OkrsView,
    TimelineView,
};
use crate::store::{Content, RepoPath, SETTINGS, Store, for_each};
use crate::text::Source;

/// Where forges look for who is asked to review what, in their order.
const CODEOWNERS: [&str; 4] = [
    ".github/CODEOWNERS",
    ".gitlab/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
];

/// Everything that was found, and what was looked at.
pub struct Judged {
    /// In order of path and place.
    pub findings: Vec<Located>,
    /// What was looked at and found.
    pub summary: Summary,
    /// Whether earlier check-ins, which were not read, may change what was found.
    pub is_cut: bool,
}

impl Judged {
    /// Makes errors of warnings.
    pub fn raise_warnings(&mut self) {
        for located in &mut self.findings {
            if located.finding.severity == Severity::Warning {
                located.finding.severity = Severity::Error;
            }
        }
        self.summary.errors += std::mem::take(&mut self.summary.warnings);
    }
}

/// When it is judged.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The day, in the team's time zone.
    pub today: Date,
    /// The moment: what is due until then was due.
    pub now: Timestamp,
}

/// What is kept of one person.
struct Person {
    findings: Vec<Located>,
    changes: Vec<AgreedChange>,
    check_ins: usize,
    /// Whether check-ins that were not read may have changed what was found.
    is_cut: bool,
}

/// What other people's check-ins have that changes what is asked of a person.
struct Others {
    changes: Vec<AgreedChange>,
    tasks: Vec<NamingTask>,
}

/// What is judged, and by what.
pub struct Judging<'j, H> {
    /// Where the files are.
    pub store: &'j Store,
    /// The settings and objectives.
    pub files: &'j Files,
    /// How the files were before, and who wrote them.
    pub past: &'j Past,
    /// When it is judged.
    pub moment: Moment,
    /// Whether the file at a path, relative to the root, is judged. Others are read where they are
    /// needed to judge these.
    pub holds: H,
}

impl<H: Fn(&str) -> bool + Sync + Send> Judging<'_, H> {
    /// Judges everything that is held.
    ///
    /// # Errors
    /// Disk or git refuse.
    pub fn all(&self) -> Result<Judged, Failure> {
        let files = self.files;
        let tasks = self.tasks_for_others()?;
        let mut people = load::for_each_person(files, |person| match self.asked(person) {
            Some(count) => {
                let others = Others::new(Vec::new(), tasks.get(&person.person));
                self.person(person, &others, count).map(Some)
            }
            None => Ok(None),
        })?;
        self.again_with_changes_of_others(&mut people, &tasks)?;
        let mut findings = self.of_the_team()?;
        findings.append(&mut self.of_the_change()?);
        let objectives = files.okrs.objectives();
        let mut summary = Summary {
            key_results: objectives.iter().map(|o| o.key_results.len()).sum(),
            objectives: objectives.len(),
            ..Summary::default()
        };
        let is_cut = people.iter().flatten().any(|person| person.is_cut);
        for person in people.into_iter().flatten() {
            summary.check_ins += person.check_ins;
            summary.people += usize::from(person.check_ins > 0);
            findings.extend(person.findings);
        }
        findings.sort_by(|a, b| (&a.path, a.start).cmp(&(&b.path, b.start)));
        for located in &findings {
            summary.count(located.finding.severity);
        }
        Ok(Judged {
            findings,
            summary,
            is_cut,
        })
    }

    /// How many check-ins of a person are judged; `None` where nothing of theirs is.
    fn asked(&self, person: &PersonFiles) -> Option<usize> {
        let held = person.check_ins.iter();
        let held = held.filter(|(_, entry)| (self.holds)(entry.path.as_str()));
        let count = held.count();
        let whole = (self.holds)(&format!("check-ins/{}/", person.person));
        (count > 0 || whole).then_some(count)
    }

    fn person(
        &self,
        person: &PersonFiles,
        others: &Others,
        count: usize,
    ) -> Result<Person, Failure> {
        let (store, files) = (self.store, self.files);
        let read = load::timeline(store, files, &person.person)?;
        let (check_ins, diagnostics): (Vec<CheckIn>, Vec<_>) = read
            .into_iter()
            .map(|read| (read.value, read.diagnostics))
            .unzip();
        let Some(known) = files.team.person(person.person.as_str()) else {
            return Ok(Person {
                findings: Vec::new(),
                changes: Vec::new(),
                check_ins: 0,
                is_cut: false,
            });
        };
        let own: Vec<AgreedChange> = check_ins
            .iter()
            .flat_map(|c| agreed_changes(c, known))
            .collect();
        let changes: Vec<AgreedChange> = own.iter().chain(&others.changes).cloned().collect();
        let trails = self.past.trails(store, files, &check_ins, &self.holds)?;
        let view = TimelineView {
            team: &files.team,
            okrs: &files.okrs,
            changes: &changes,
            person: known,
            check_ins: &check_ins,
            today: self.moment.today,
            now: self.moment.now,
            trails: &trails,
            tasks: &others.tasks,
        };
        let diagnostics = diagnostics.into_iter().flatten().collect();
        let found = rules::judge_person(&view, diagnostics, &self.holds);
        let is_cut = window::is_too_short(&view, files, &self.holds);
        let text_of = |path: &str| {
            let found = check_ins.iter().find(|c| c.path == path);
            found.map_or("", |c| &c.text)
        };
        let findings = found
            .into_iter()
            .map(|finding| {
                let text = text_of(&finding.diagnostic.path);
                Located::new(finding, text, store.prefix())
            })
            .collect();
        Ok(Person {
            findings,
            changes: own,
            check_ins: count,
            is_cut,
        })
    }

    /// The late tasks in everybody's last check-in, by the person whose key result each names. Where one
    /// person alone is judged, nobody else's check-ins are read.
    fn tasks_for_others(&self) -> Result<FxHashMap<PersonId, Vec<NamingTask>>, Failure> {
        let mut by_owner: FxHashMap<PersonId, Vec<NamingTask>> = FxHashMap::default();
        let files = self.files;
        let asked = files
            .people
            .iter()
            .filter(|person| self.asked(person).is_some());
        if asked.count() < 2 {
            return Ok(by_owner);
        }
        let tasks = load::for_each_person(files, |person| {
            let last = match self.asked(person) {
                Some(_) => load::last_spoken(self.store, files, &person.person)?,
                None => None,
            };
            Ok(last.map_or_else(Vec::new, |last| {
                rules::tasks_for_others(&last, &files.team, &files.okrs, self.moment.today)
            }))
        })?;
        for task in tasks.into_iter().flatten() {
            if let Some(owner) = owner(&files.okrs, &task.key_result) {
                by_owner.entry(owner.clone()).or_default().push(task);
            }
        }
        Ok(by_owner)
    }

    /// A key result that somebody else's check-in added, removed or handed over changes what is asked
    /// of a person. That is rare, so only then are their check-ins judged again.
    fn again_with_changes_of_others(
        &self,
        people: &mut [Option<Person>],
        tasks: &FxHashMap<PersonId, Vec<NamingTask>>,
    ) -> Result<(), Failure> {
        let said: Vec<(usize, AgreedChange)> = people
            .iter()
            .enumerate()
            .flat_map(|(index, person)| {
                let changes = person.iter().flat_map(|person| &person.changes);
                changes.map(move |change| (index, change.clone()))
            })
            .collect();
        let concerned = self.concerned(&said);
        let again = for_each(&concerned, 1, |&index| {
            let (Some(Some(known)), Some(person)) =
                (people.get(index), self.files.people.get(index))
            else {
                return Ok(None);
            };
            let of_others = said.iter().filter(|(other, _)| *other != index);
            let changes = of_others.map(|(_, change)| change.clone()).collect();
            let others = Others::new(changes, tasks.get(&person.person));
            let judged = self.person(person, &others, known.check_ins)?;
            Ok(Some((index, judged)))
        });
        let again = again.into_iter().collect::<Result<Vec<_>, Failure>>()?;
        for (index, judged) in again.into_iter().flatten() {
            people[index] = Some(judged);
        }
        Ok(())
    }

    /// The places of the people whom a change in somebody else's check-in concerns.
    fn concerned(&self, said: &[(usize, AgreedChange)]) -> Vec<usize> {
        let owners: Vec<Option<&PersonId>> = said
            .iter()
            .map(|(_, change)| owner(&self.files.okrs, &change.reference))
            .collect();
        let is_concerned = |index: &usize| {
            let person = &self.files.people[*index].person;
            said.iter().zip(&owners).any(|((other, change), owner)| {
                let is_theirs = owner.is_none_or(|owner| owner == person);
                let was_theirs = change.from.as_deref() == Some(person.as_str());
                other != index && (is_theirs || was_theirs)
            })
        };
        (0..self.files.people.len()).filter(is_concerned).collect()
    }

    /// Findings of `okr.yaml`, the objectives, and files that have no meaning where they stand.
    fn of_the_team(&self) -> Result<Vec<Located>, Failure> {
        let files = self.files;
        let mut read: Vec<Diagnostic> = files.team_diagnostics.clone();
        read.extend(files.okr_diagnostics.iter().cloned());
        read.extend(files.place_diagnostics.iter().cloned());
        let codeowners = self.codeowners();
        let codeowners = codeowners.as_ref().map(|(path, text)| Codeowners {
            path,
            text,
            prefix: self.store.prefix(),
        });
        let view = OkrsView {
            team: &files.team,
            okrs: &files.okrs,
            codeowners: codeowners.as_ref(),
        };
        self.located(rules::judge_okrs(&view, read))
    }

    /// The file by which a forge asks for reviews, where it can be read through the team's store: its root is
    /// the top of the repository.
    fn codeowners(&self) -> Option<(&'static str, String)> {
        if !self.store.prefix().is_empty() {
            return None;
        }
        // A link on the way to one is not this team's trouble.
        CODEOWNERS
            .iter()
            .find_map(|path| match self.store.read_path(&RepoPath::new(*path)) {
                Ok(Some(Content::Text(bytes))) => {
                    Some((*path, Source::new(bytes).text().to_owned()))
                }
                _ => None,
            })
    }

    /// Whether what is said of a file is told. Who owns files changes with the settings.
    fn tells(&self, path: &str) -> bool {
        (self.holds)(path) || (CODEOWNERS.contains(&path) && (self.holds)(SETTINGS))
    }

    /// Findings of what changed since the base besides the check-ins that are there.
    fn of_the_change(&self) -> Result<Vec<Located>, Failure> {
        let files = self.files;
        let gone = self.past.gone(self.store, files)?;
        let mut found = rules::judge_gone(&gone, &files.team);
        if let Some(before) = self.past.settings_before() {
            let after = &files.team;
            found.append(&mut rules::judge_changed_settings(&ChangedSettingsView {
                before,
                after,
            }));
        }
        if let Some(before) = self.past.okrs_before() {
            let agreed = past::agreed_by(self.store, files, &owners(before, &files.okrs))?;
            found.append(&mut rules::judge_changed_okrs(&ChangedOkrsView {
                team: &files.team,
                before,
                after: &files.okrs,
                agreed: &agreed,
                today: self.moment.today,
            }));
        }
        self.located(found)
    }

    fn located(&self, found: Vec<Finding>) -> Result<Vec<Located>, Failure> {
        let mut located = Vec::new();
        let held = found.into_iter();
        for finding in held.filter(|finding| self.tells(&finding.diagnostic.path)) {
            let path = RepoPath::new(finding.diagnostic.path.clone());
            let content = if path.is_plain() {
                self.store.read_path(&path)?
            } else {
                None
            };
            let text = match content {
                Some(Content::Text(bytes)) => Source::new(bytes).text().to_owned(),
                _ => String::new(),
            };
            located.push(Located::new(finding, &text, self.store.prefix()));
        }
        Ok(located)
    }
}

impl Others {
    fn new(changes: Vec<AgreedChange>, tasks: Option<&Vec<NamingTask>>) -> Self {
        Self {
            changes,
            tasks: tasks.cloned().unwrap_or_default(),
        }
    }
}
