//! Writing, or showing, what files become when they are mended. What that is stands in `scaffold`.

use std::io::Write;

use rustc_hash::FxHashMap;

use super::judge::Judged;
use super::load::Files;
use super::outputs::stop_token_of_runner;
use super::streams::{self, Out};
use super::{Context, Failure};
use crate::diag::Diagnostic;
use crate::output::github;
use crate::output::summary::counted;
use crate::read::{self, Place};
use crate::scaffold::{Mended, Mending};
use crate::store::{Content, Expected, RepoPath, Store, for_each};
use crate::text::Source;
use crate::text::unified::unified;

/// How files are mended.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(super) struct Asked {
    /// Also make repairs that need a look afterwards
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show the repairs, and write nothing; exit status 1 where there are some
    #[arg(long)]
    pub(super) diff: bool,
}

/// The files that are to be mended.
#[derive(Default)]
pub(super) struct Repairs {
    changes: Vec<Change>,
    /// How many reviewed check-ins are left as they are.
    frozen: usize,
}

/// One file, before and after.
struct Change {
    path: RepoPath,
    before: Vec<u8>,
    after: Vec<u8>,
    made: usize,
}

impl Repairs {
    /// What becomes of the files that were judged and whose paths `holds` says yes to.
    ///
    /// # Errors
    /// A file cannot be read.
    pub(super) fn new(
        asked: Asked,
        store: &Store,
        files: &Files,
        judged: &Judged,
        holds: impl Fn(&str) -> bool,
    ) -> Result<Self, Failure> {
        let mut found: FxHashMap<&str, Vec<&Diagnostic>> = FxHashMap::default();
        for located in &judged.findings {
            let diagnostic = &located.finding.diagnostic;
            found.entry(&diagnostic.path).or_default().push(diagnostic);
        }
        let check_ins = files.people.iter().flat_map(|person| &person.check_ins);
        let mut paths: Vec<&str> = check_ins.map(|(_, entry)| entry.path.as_str()).collect();
        paths.retain(|path| holds(path));
        paths.extend(found.keys());
        paths.sort_unstable();
        paths.dedup();
        let mending = Mending {
            team: &files.team,
            okrs: &files.okrs,
            unsafe_too: asked.unsafe_fixes,
        };
        let one = |path: &&str| {
            let found = found.get(path).map_or(&[][..], Vec::as_slice);
            change(store, &mending, path, found)
        };
        let outcomes = for_each(&paths, 1, one);
        let mut repairs = Self::default();
        for outcome in outcomes {
            match outcome? {
                Outcome::Changed(change) => repairs.changes.push(change),
                Outcome::Frozen => repairs.frozen += 1,
                Outcome::Fine => {}
            }
        }
        Ok(repairs)
    }

    /// Whether any file changes.
    pub(super) fn are_none(&self) -> bool {
        self.changes.is_empty()
    }

    /// Writes the files, each as it was read or not at all.
    ///
    /// # Errors
    /// The disk refuses, or a file was changed in the meantime.
    pub(super) fn write(&self, store: &Store) -> Result<(), Failure> {
        for change in &self.changes {
            let expected = Expected::Unchanged(change.before.clone());
            store.write(&change.path, expected, &change.after)?;
        }
        Ok(())
    }

    /// Shows the changes as a unified diff, without private words.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub(super) fn show(
        &self,
        store: &Store,
        files: &Files,
        context: &Context,
    ) -> Result<(), Failure> {
        let mut out = Out::new(context.color());
        let token = stop_token_of_runner();
        github::guarded(&mut out, token.as_deref(), |out| {
            for change in &self.changes {
                let path = format!("{}{}", store.prefix(), change.path);
                let shown = |bytes: &[u8]| public_text(change.path.as_str(), bytes, files);
                match (shown(&change.before), shown(&change.after)) {
                    (Some(before), Some(after)) => {
                        write!(out, "{}", unified(&path, &before, &after))?;
                    }
                    _ => streams::warn(&format!(
                        "{path} is not shown: it is odd, and may hold private words"
                    )),
                }
            }
            Ok(())
        })?;
        Ok(out.finish()?)
    }

    /// Says what was, or would be, mended.
    pub(super) fn tell(&self, asked: Asked) {
        let made: usize = self.changes.iter().map(|change| change.made).sum();
        let what = counted(made, "repair", "repairs");
        let files = counted(self.changes.len(), "file", "files");
        match (self.are_none(), asked.diff) {
            (true, _) => streams::tell("there is nothing to mend by itself"),
            (false, true) => {
                streams::tell(&format!("{what} to make in {files}; nothing was written"))
            }
            (false, false) => streams::tell(&format!("made {what} in {files}")),
        }
        if self.frozen > 0 {
            streams::tell(&counted(
                self.frozen,
                "reviewed check-in is frozen and stays as it is",
                "reviewed check-ins are frozen and stay as they are",
            ));
        }
    }
}

enum Outcome {
    Fine,
    Frozen,
    Changed(Change),
}

fn change(
    store: &Store,
    mending: &Mending<'_>,
    path: &str,
    found: &[&Diagnostic],
) -> Result<Outcome, Failure> {
    let path = RepoPath::new(path);
    if !path.is_plain() {
        return Ok(Outcome::Fine);
    }
    let Some(Content::Text(before)) = store.read_path(&path)? else {
        return Ok(Outcome::Fine);
    };
    Ok(match mending.file(path.as_str(), &before, found) {
        Mended::Fine => Outcome::Fine,
        Mended::Frozen => Outcome::Frozen,
        Mended::Changed { bytes, made } => Outcome::Changed(Change {
            path,
            before,
            after: bytes,
            made,
        }),
    })
}

/// A file's text without private words; none where it fails closed.
fn public_text(path: &str, bytes: &[u8], files: &Files) -> Option<String> {
    let source = Source::new(bytes.to_vec());
    let Ok(Place::CheckIn { person, week }) = read::place(path, &files.team) else {
        return Some(source.text().to_owned());
    };
    let read = read::check_in(&source, path, &person, week, &files.team, &files.okrs);
    let public = read::public(&read.value, &files.team, &files.okrs)?;
    Some(public.text)
}
