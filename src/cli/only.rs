//! The files and folders that a command was asked for by name. What `check` does with them is in
//! `selection`.

use std::path::PathBuf;

use rustc_hash::FxHashSet;

use super::judge::Judged;
use super::load::Files;
use super::{Context, Failure, window};
use crate::store::Store;

/// The paths that were asked for, relative to the root.
pub(super) struct Only {
    asked: Vec<(PathBuf, String)>,
}

impl Only {
    pub(super) fn new(
        paths: &[PathBuf],
        context: &Context,
        store: &Store,
    ) -> Result<Self, Failure> {
        let mut asked = Vec::new();
        for path in paths {
            // Without a work tree, paths are those in the commit.
            let relative = match store.root() {
                Some(_) => store.relative(&context.directory().join(path)),
                None => path.to_str().map(|path| path.trim_matches('/').to_owned()),
            };
            let relative = relative.ok_or_else(|| {
                let message = format!("{} is not below the folder of okr.yaml", path.display());
                Failure::usage_with_hint(message, "name files and folders of the team")
            })?;
            asked.push((path.clone(), relative));
        }
        Ok(Self { asked })
    }

    /// The first of them; empty for the root, and where nothing was asked for.
    pub(super) fn first(&self) -> &str {
        self.asked.first().map_or("", |(_, asked)| asked.as_str())
    }

    /// The people's folders in which everything stands that was asked for; `None` where it may stand
    /// anywhere.
    pub(super) fn folders(&self) -> Option<Vec<String>> {
        let folder = |asked: &String| {
            let mut names = asked.strip_prefix("check-ins/")?.split('/');
            let name = names.next().filter(|name| !name.is_empty())?;
            Some(format!("check-ins/{name}"))
        };
        let all = self.asked.iter().map(|(_, asked)| folder(asked));
        let mut folders = all.collect::<Option<Vec<String>>>()?;
        folders.sort_unstable();
        folders.dedup();
        (!folders.is_empty()).then_some(folders)
    }

    /// Whether each of them is named like one check-in.
    pub(super) fn are_check_ins(&self) -> bool {
        let mut all = self.asked.iter().map(|(_, asked)| asked.as_str());
        !self.asked.is_empty() && all.all(window::is_named_like_a_check_in)
    }

    pub(super) fn holds(&self, path: &str) -> bool {
        let below = |asked: &str| {
            asked.is_empty()
                || path == asked
                || path
                    .strip_prefix(asked)
                    .is_some_and(|rest| rest.starts_with('/'))
        };
        self.asked.is_empty() || self.asked.iter().any(|(_, asked)| below(asked))
    }

    /// A path that names nothing must not pass by silence.
    pub(super) fn must_be_known(&self, files: &Files, judged: &Judged) -> Result<(), Failure> {
        if self.asked.is_empty() {
            return Ok(());
        }
        let check_ins = files.people.iter().flat_map(|person| &person.check_ins);
        let mut known: FxHashSet<&str> = check_ins.map(|(_, entry)| entry.path.as_str()).collect();
        known.extend(
            files
                .okrs
                .objectives()
                .iter()
                .map(|objective| objective.path.as_str()),
        );
        known.extend(
            judged
                .findings
                .iter()
                .map(|located| located.finding.diagnostic.path.as_str()),
        );
        known.insert(crate::store::SETTINGS);
        let known: Vec<&str> = known.into_iter().collect();
        self.must_hold_some_of(&known)
    }

    /// Each path that was asked for must name one of `known`.
    pub(super) fn must_hold_some_of(&self, known: &[&str]) -> Result<(), Failure> {
        for (written, asked) in &self.asked {
            let below = |path: &&str| {
                asked.is_empty()
                    || *path == asked
                    || path
                        .strip_prefix(asked.as_str())
                        .is_some_and(|rest| rest.starts_with('/'))
            };
            if !known.iter().any(below) {
                let message = format!("{} holds no check-in and no objective", written.display());
                let hint = "check-ins stand at check-ins/<person>/<week>.md, objectives at okrs/<cycle>/<objective>.md";
                return Err(Failure::usage_with_hint(message, hint));
            }
        }
        Ok(())
    }
}
