//! A team's files, read and judged through the library alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use okr::diag::Diagnostic;
use okr::model::history::agreed_changes;
use okr::model::{CheckIn, Okrs, Team};
use okr::read::{self, Place};
use okr::rules::{self, Codeowners, Finding, OkrsView, TimelineView};
use okr::text::Source;

/// The day on which everything is judged: the Friday of 2026-W47.
pub const TODAY: Date = date(2026, 11, 20);

/// The noon of it: the check-in of its week is not due yet.
pub fn now() -> jiff::Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

/// Bytes by path, relative to the root.
pub struct TeamFiles(BTreeMap<String, Vec<u8>>);

/// The meaning of the files, and what reading them reported.
pub struct Meaning {
    pub team: Team,
    pub okrs: Okrs,
    pub check_ins: Vec<CheckIn>,
    /// What is wrong with settings, places and objectives.
    pub reported: Vec<Diagnostic>,
    /// What is wrong with check-ins.
    pub reported_in_check_ins: Vec<Diagnostic>,
}

impl TeamFiles {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), text.as_bytes().to_vec());
        Self(files.iter().map(owned).collect())
    }

    pub fn from_folder(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        collect(folder, folder, &mut files);
        files.remove("expected.txt");
        Self(files)
    }

    /// The text of a file as spans count it; empty where there is none.
    pub fn text(&self, path: &str) -> String {
        let bytes = self.0.get(path);
        bytes.map_or_else(String::new, |bytes| source(bytes).text().to_owned())
    }

    pub fn meaning(&self) -> Meaning {
        let read = read::team(&source(&self.0["okr.yaml"]));
        let mut meaning = Meaning {
            team: read.value,
            okrs: Okrs::default(),
            check_ins: Vec::new(),
            reported: read.diagnostics,
            reported_in_check_ins: Vec::new(),
        };
        let (mut check_ins, mut objectives) = (Vec::new(), Vec::new());
        for (path, bytes) in &self.0 {
            match read::place(path, &meaning.team) {
                Ok(Place::Objective { cycle, id }) => {
                    let read = read::objective(&source(bytes), path, &cycle, &id, &meaning.team);
                    objectives.push(read.value);
                    meaning.reported.extend(read.diagnostics);
                }
                Ok(Place::CheckIn { person, week }) => check_ins.push((path, person, week, bytes)),
                Ok(Place::Settings | Place::Other) => {}
                Err(diagnostic) => meaning.reported.push(*diagnostic),
            }
        }
        meaning.okrs = Okrs::new(objectives);
        for (path, person, week, bytes) in check_ins {
            let (team, okrs) = (&meaning.team, &meaning.okrs);
            let read = read::check_in(&source(bytes), path, &person, week, team, okrs);
            meaning.check_ins.push(read.value);
            meaning.reported_in_check_ins.extend(read.diagnostics);
        }
        meaning
    }

    /// Everything that every rule finds.
    pub fn judged(&self) -> Vec<Finding> {
        let meaning = self.meaning();
        let Meaning { team, okrs, .. } = &meaning;
        let changes: Vec<_> = meaning
            .check_ins
            .iter()
            .filter_map(|check_in| Some((check_in, team.person(check_in.person.as_str())?)))
            .flat_map(|(check_in, person)| agreed_changes(check_in, person))
            .collect();
        let owners = self.text("CODEOWNERS");
        let owners = Codeowners {
            path: "CODEOWNERS",
            text: &owners,
            prefix: "",
        };
        let view = OkrsView {
            team,
            okrs,
            codeowners: std::slice::from_ref(&owners),
        };
        let mut found = rules::judge_okrs(&view, meaning.reported.clone());
        for person in &team.people {
            let is_theirs = |check_in: &&CheckIn| check_in.person == person.id;
            let check_ins: Vec<_> = meaning
                .check_ins
                .iter()
                .filter(is_theirs)
                .cloned()
                .collect();
            let mut reported = meaning.reported_in_check_ins.clone();
            reported.retain(|known| check_ins.iter().any(|check_in| check_in.path == known.path));
            let view = TimelineView {
                team,
                okrs,
                changes: &changes,
                person,
                check_ins: &check_ins,
                today: TODAY,
                now: now(),
                trails: &[],
                tasks: &[],
            };
            found.append(&mut rules::judge_person(&view, reported, |_| true));
        }
        found
    }
}

/// The bytes of a file as text with places.
pub fn source(bytes: &[u8]) -> Source {
    Source::new(bytes.to_vec())
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}
