//! Teams to report on: the example of this repository, and small ones written in a test.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use jiff::civil::DateTime;
use okr::model::{CheckIn, Okrs, PersonId, Team, Week};
use okr::read::{self, Place};
use okr::report::{Audience, BuildError, Commit, Input, Overrides, Past, build};
use okr::text::Source;

/// Files by path, as a repository holds them.
pub type Files = BTreeMap<String, String>;

/// The pages of a report by path.
pub type Pages = BTreeMap<String, String>;

/// How a report is asked for.
#[derive(Clone, Default)]
pub struct Ask {
    pub now: Option<DateTime>,
    pub audience: Audience,
    pub overrides: Overrides,
    pub base_url: Option<&'static str>,
}

/// The example that ships with the program.
pub fn example() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-repo");
    let mut files = Files::new();
    gather(&root, &root, &mut files);
    files
}

fn gather(root: &Path, folder: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

fn source(text: &str) -> Source {
    Source::new(text.as_bytes().to_vec())
}

/// The report of some files.
pub fn report(files: &Files, ask: &Ask) -> Result<Pages, BuildError<String>> {
    let team = read::team(&source(&files["okr.yaml"])).value;
    let mut objectives = Vec::new();
    let mut check_ins: BTreeMap<PersonId, Vec<(String, Week)>> = BTreeMap::new();
    for (path, text) in files {
        match read::place(path, &team) {
            Ok(Place::Objective { cycle, id }) => {
                let read = read::objective(&source(text), path, &cycle, &id, &team);
                objectives.push(read.value);
            }
            Ok(Place::CheckIn { person, week }) => {
                check_ins
                    .entry(person)
                    .or_default()
                    .push((path.clone(), week));
            }
            _ => {}
        }
    }
    objectives
        .sort_by(|a: &okr::model::Objective, b| (a.cycle.id(), &a.id).cmp(&(b.cycle.id(), &b.id)));
    let okrs = Okrs::new(objectives);
    let read_all = |person: &PersonId| -> Vec<CheckIn> {
        let own = check_ins.get(person).map_or(&[][..], Vec::as_slice);
        let one = |(path, week): &(String, Week)| {
            read::check_in(&source(&files[path]), path, person, *week, &team, &okrs).value
        };
        own.iter().map(one).collect()
    };
    pages(&team, &okrs, &read_all, ask)
}

fn pages(
    team: &Team,
    okrs: &Okrs,
    check_ins: &(dyn Fn(&PersonId) -> Vec<CheckIn> + Sync),
    ask: &Ask,
) -> Result<Pages, BuildError<String>> {
    let pages = Mutex::new(Pages::new());
    let time: DateTime = "2026-11-20T15:00".parse().unwrap();
    let input = Input {
        team,
        okrs,
        check_ins,
        past: Past::none(),
        unreadable: Vec::new(),
        now: ask.now.unwrap_or(time),
        commit: Some(Commit {
            id: "3f9c2e1aa0b1c2d3e4f5".to_owned(),
            time,
        }),
        audience: ask.audience,
        again: "okr report --at 3f9c2e1".to_owned(),
        overrides: &ask.overrides,
        base_url: ask.base_url,
        calendar: Some("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
    };
    build(&input, &|path: &str, bytes: &[u8]| -> Result<(), String> {
        let text = String::from_utf8(bytes.to_vec()).map_err(|error| error.to_string())?;
        match pages.lock().unwrap().insert(path.to_owned(), text) {
            None => Ok(()),
            Some(_) => Err(format!("{path} is written twice")),
        }
    })?;
    Ok(pages.into_inner().unwrap())
}
