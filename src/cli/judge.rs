//! Judging the team's files: each person's timeline is read, judged, and let go.

use super::Failure;
use super::codeowners::OwnersFiles;
use super::load::{self, Files, PersonFiles};
use super::others::{LateTasks, Others, Unsettled};
use super::owners::owners;
use super::past::{self, Past};
use super::window;
use crate::diag::{Diagnostic, Severity};
use crate::model::CheckIn;
use crate::model::history::{CountedChange, agreed_changes};
use crate::output::{Located, Summary};
use crate::rules::{self, ChangedOkrsView, ChangedSettingsView, Finding, OkrsView, TimelineView};
use crate::store::{Content, RepoPath, SETTINGS, Store, for_each};
use crate::text::Source;
use jiff::Timestamp;
use jiff::civil::Date;

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
    changes: Vec<CountedChange>,
    /// What others may have agreed on that concerns the person.
    unsettled: Unsettled,
    check_ins: usize,
    /// Whether check-ins that were not read may have changed what was found.
    is_cut: bool,
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
        let others = Others::new(self.store, files);
        let tasks = others.late_tasks(self.moment.today, &self.holds)?;
        let mut people = load::for_each_person(files, |person| match self.asked(person) {
            Some(count) => self.person(person, &[], &tasks, count).map(Some),
            None => Ok(None),
        })?;
        self.again_with_changes_of_others(&mut people, &others, &tasks)?;
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
        others: &[CountedChange],
        tasks: &LateTasks,
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
                unsettled: Unsettled::default(),
                check_ins: 0,
                is_cut: false,
            });
        };
        let own: Vec<CountedChange> = check_ins
            .iter()
            .flat_map(|c| agreed_changes(c, known))
            .collect();
        let changes: Vec<CountedChange> = own.iter().chain(others).cloned().collect();
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
            tasks: tasks.get(&person.person).map_or(&[], Vec::as_slice),
        };
        let diagnostics: Vec<Diagnostic> = diagnostics.into_iter().flatten().collect();
        let unsettled =
            Unsettled::new(files, &person.person, &check_ins, &diagnostics, &self.holds);
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
            unsettled,
            check_ins: count,
            is_cut,
        })
    }

    /// A key result that somebody else's check-in added, removed or handed over changes what is asked
    /// of a person. That is rare, so only then are their check-ins judged again.
    fn again_with_changes_of_others(
        &self,
        people: &mut [Option<Person>],
        others: &Others<'_>,
        tasks: &LateTasks,
    ) -> Result<(), Failure> {
        let judged = people.iter().flatten();
        let unsettled: Vec<&Unsettled> = judged.map(|person| &person.unsettled).collect();
        let mut said = others.changes(&unsettled, |index| people[index].is_some())?;
        for (index, person) in people.iter().enumerate() {
            let changes = person.iter().flat_map(|person| &person.changes);
            said.extend(changes.map(|change| (index, change.clone())));
        }
        let places: Vec<usize> = (0..people.len()).collect();
        let again = for_each(&places, 1, |&index| {
            let (Some(Some(known)), Some(person)) =
                (people.get(index), self.files.people.get(index))
            else {
                return Ok(None);
            };
            let concerns =
                |(other, change): &&(usize, _)| *other != index && known.unsettled.takes(change);
            let changes: Vec<CountedChange> = said
                .iter()
                .filter(concerns)
                .map(|(_, change)| change.clone())
                .collect();
            if changes.is_empty() {
                return Ok(None);
            }
            let judged = self.person(person, &changes, tasks, known.check_ins)?;
            Ok(Some((index, judged)))
        });
        let again = again.into_iter().collect::<Result<Vec<_>, Failure>>()?;
        for (index, judged) in again.into_iter().flatten() {
            people[index] = Some(judged);
        }
        Ok(())
    }

    /// Findings of `okr.yaml`, the objectives, and files that have no meaning where they stand.
    fn of_the_team(&self) -> Result<Vec<Located>, Failure> {
        let files = self.files;
        let mut read: Vec<Diagnostic> = files.team_diagnostics.clone();
        read.extend(files.okr_diagnostics.iter().cloned());
        read.extend(files.place_diagnostics.iter().cloned());
        let owners = OwnersFiles::read(self.store)?;
        // Who owns files changes with the settings and the objectives.
        let tells_owners =
            !owners.is_empty() && ((self.holds)(SETTINGS) || self.past.owners_changed(&owners)?);
        let whole = if tells_owners && files.okrs.has_others {
            Some(load::files_without_check_ins(self.store)?.okrs)
        } else {
            None
        };
        let codeowners = if tells_owners {
            owners.views(self.store.prefix())
        } else {
            Vec::new()
        };
        let view = OkrsView {
            team: &files.team,
            okrs: whole.as_ref().unwrap_or(&files.okrs),
            codeowners: &codeowners,
        };
        let (of_owners, of_team) = rules::judge_okrs(&view, read)
            .into_iter()
            .partition(|finding: &Finding| owners.text(&finding.diagnostic.path).is_some());
        let mut located = self.located(of_team)?;
        located.extend(of_owners.into_iter().map(|finding: Finding| {
            let path = finding.diagnostic.path.clone();
            Located::new(finding, owners.text(&path).unwrap_or_default(), "")
        }));
        Ok(located)
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
        for finding in held.filter(|finding| (self.holds)(&finding.diagnostic.path)) {
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
