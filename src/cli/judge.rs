//! Judging the team's files: each person's timeline is read, judged, and let go.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Failure;
use super::load::{self, Files, PersonFiles};
use crate::diag::{Diagnostic, Severity};
use crate::model::CheckIn;
use crate::model::history::{AgreedChange, agreed_changes};
use crate::output::{Located, Summary};
use crate::rules::{self, Finding, OkrsView, TimelineView};
use crate::store::{Content, RepoPath, Store};
use crate::text::Source;

/// Everything that was found, and what was looked at.
pub struct Judged {
    /// In order of path and place.
    pub findings: Vec<Located>,
    /// What was looked at and found.
    pub summary: Summary,
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
}

/// Judges every file whose path `holds` says yes to; others are read where they are needed to judge
/// these.
///
/// # Errors
/// Disk or git refuse.
pub fn all(
    store: &Store,
    files: &Files,
    moment: Moment,
    holds: impl Fn(&str) -> bool + Sync + Send,
) -> Result<Judged, Failure> {
    let asked = |person: &PersonFiles| {
        let count = person
            .check_ins
            .iter()
            .filter(|(_, entry)| holds(entry.path.as_str()))
            .count();
        let whole = holds(&format!("check-ins/{}/", person.person));
        (count > 0 || whole).then_some(count)
    };
    let mut people = load::for_each_person(files, |person| match asked(person) {
        Some(count) => one(store, files, person, &[], moment, count, &holds).map(Some),
        None => Ok(None),
    })?;
    again_with_changes_of_others(store, files, moment, &mut people, &holds)?;
    let mut findings = of_the_team(store, files, &holds)?;
    let mut summary = Summary {
        key_results: files
            .okrs
            .objectives()
            .iter()
            .map(|o| o.key_results.len())
            .sum(),
        objectives: files.okrs.objectives().len(),
        ..Summary::default()
    };
    for person in people.into_iter().flatten() {
        summary.check_ins += person.check_ins;
        summary.people += usize::from(person.check_ins > 0);
        findings.extend(person.findings);
    }
    findings.sort_by(|a, b| (&a.path, a.start).cmp(&(&b.path, b.start)));
    for located in &findings {
        summary.count(located.finding.severity);
    }
    Ok(Judged { findings, summary })
}

fn one(
    store: &Store,
    files: &Files,
    person: &PersonFiles,
    others: &[AgreedChange],
    moment: Moment,
    count: usize,
    holds: &(impl Fn(&str) -> bool + Sync + Send),
) -> Result<Person, Failure> {
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
        });
    };
    let own: Vec<AgreedChange> = check_ins
        .iter()
        .flat_map(|c| agreed_changes(c, known))
        .collect();
    let changes: Vec<AgreedChange> = own.iter().chain(others).cloned().collect();
    let view = TimelineView {
        team: &files.team,
        okrs: &files.okrs,
        changes: &changes,
        person: known,
        check_ins: &check_ins,
        today: moment.today,
        now: moment.now,
    };
    let found = rules::judge_person(&view, diagnostics.into_iter().flatten().collect());
    let text_of = |path: &str| {
        check_ins
            .iter()
            .find(|c| c.path == path)
            .map_or("", |c| &c.text)
    };
    let findings = found
        .into_iter()
        .filter(|finding| holds(&finding.diagnostic.path))
        .map(|finding| {
            let text = text_of(&finding.diagnostic.path);
            Located::new(finding, text, store.prefix())
        })
        .collect();
    Ok(Person {
        findings,
        changes: own,
        check_ins: count,
    })
}

/// A key result that somebody else's check-in added, removed or handed over changes what is asked of a
/// person. That is rare, so only then are their check-ins judged again.
fn again_with_changes_of_others(
    store: &Store,
    files: &Files,
    moment: Moment,
    people: &mut [Option<Person>],
    holds: &(impl Fn(&str) -> bool + Sync + Send),
) -> Result<(), Failure> {
    let changes: Vec<Vec<AgreedChange>> = people
        .iter()
        .map(|p| p.as_ref().map_or_else(Vec::new, |p| p.changes.clone()))
        .collect();
    if changes.iter().all(Vec::is_empty) {
        return Ok(());
    }
    for (index, person) in files.people.iter().enumerate() {
        let Some(Some(known)) = people.get(index) else {
            continue;
        };
        let others = changes
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index);
        let others: Vec<AgreedChange> = others.flat_map(|(_, list)| list).cloned().collect();
        let concerned = |change: &AgreedChange| {
            let owner = files
                .okrs
                .objectives()
                .iter()
                .flat_map(|objective| &objective.key_results)
                .find(|key_result| key_result.reference == change.reference)
                .and_then(|key_result| key_result.owner.as_ref());
            owner.is_none_or(|owner| *owner == person.person)
                || change.from.as_deref() == Some(person.person.as_str())
        };
        if others.iter().any(concerned) {
            let count = known.check_ins;
            people[index] = Some(one(store, files, person, &others, moment, count, holds)?);
        }
    }
    Ok(())
}

/// Findings of `okr.yaml`, the objectives, and files that have no meaning where they stand.
fn of_the_team(
    store: &Store,
    files: &Files,
    holds: &(impl Fn(&str) -> bool + Sync + Send),
) -> Result<Vec<Located>, Failure> {
    let mut read: Vec<Diagnostic> = files.team_diagnostics.clone();
    read.extend(files.okr_diagnostics.iter().cloned());
    read.extend(files.place_diagnostics.iter().cloned());
    let view = OkrsView {
        team: &files.team,
        okrs: &files.okrs,
    };
    let found: Vec<Finding> = rules::judge_okrs(&view, read);
    let mut located = Vec::new();
    for finding in found
        .into_iter()
        .filter(|finding| holds(&finding.diagnostic.path))
    {
        let path = RepoPath::new(finding.diagnostic.path.clone());
        let text = match if path.is_plain() {
            store.read_path(&path)?
        } else {
            None
        } {
            Some(Content::Text(bytes)) => Source::new(bytes).text().to_owned(),
            _ => String::new(),
        };
        located.push(Located::new(finding, &text, store.prefix()));
    }
    Ok(located)
}
