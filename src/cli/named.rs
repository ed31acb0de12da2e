//! The objectives that some texts name, found by their files' names: where one person's check-ins are
//! compared, those of everyone else need not even be listed. Where that could miss one, as where a key
//! result is named by its short id, that is said, and all of them are to be read (`load`).

use memchr::{memchr_iter, memmem};
use rustc_hash::FxHashSet;

use super::Failure;
use super::load::{self, Files};
use crate::diag::Diagnostic;
use crate::model::{CheckIn, Cycle, Objective, ObjectiveId, Okrs, id};
use crate::read::{Read, rule};
use crate::store::Store;

/// Texts that name more than so many are read with all objectives.
const MOST_NAMES: usize = 64;

/// The objectives of some cycles that the texts seen so far name.
pub(super) struct Named<'a> {
    store: &'a Store,
    files: &'a Files,
    cycles: &'a [Cycle],
    asked: FxHashSet<String>,
    okrs: Okrs,
    /// Whether a text was met whose objectives cannot be told by their names.
    is_unsure: bool,
}

impl<'a> Named<'a> {
    /// None yet, of these cycles.
    pub(super) fn new(store: &'a Store, files: &'a Files, cycles: &'a [Cycle]) -> Self {
        Self {
            store,
            files,
            cycles,
            asked: FxHashSet::default(),
            okrs: Okrs::default(),
            is_unsure: false,
        }
    }

    /// Those that were found.
    pub(super) fn okrs(&self) -> &Okrs {
        &self.okrs
    }

    /// Reads the objectives that a check-in's text names.
    pub(super) fn add(&mut self, text: &[u8]) {
        let names = names(text).filter(|name| !self.asked.contains(*name));
        let names: FxHashSet<&str> = names.collect();
        // A change of an OKR may name an objective by its id alone.
        let may_change = memmem::find(text, b"okr-changes").is_some();
        if may_change || self.asked.len() + names.len() > MOST_NAMES {
            self.is_unsure = true;
        }
        if self.is_unsure || names.is_empty() {
            return;
        }
        let mut found = self.okrs.objectives().to_vec();
        for name in names {
            self.asked.insert(name.to_owned());
            // What is wrong with an objective is told where all of them are read.
            match self.objectives(name) {
                Ok(read) if read.iter().all(|of| of.diagnostics.is_empty()) => {
                    found.extend(read.into_iter().map(|of| of.value));
                }
                _ => self.is_unsure = true,
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        self.okrs = Okrs::new(found);
        self.okrs.has_others = !self.okrs.objectives().is_empty();
    }

    fn objectives(&self, name: &str) -> Result<Vec<Read<Objective>>, Failure> {
        let mut found = Vec::new();
        if ObjectiveId::new(name).is_ok() {
            for cycle in self.cycles {
                let path = format!("okrs/{cycle}/{name}.md");
                found.extend(load::objective(self.store, self.files, &path)?);
            }
        }
        Ok(found)
    }

    /// Whether a check-in that was read with these objectives says the same with all of them: each key result
    /// that it names is found, and by its long reference, and no heading could be the short id of one.
    pub(super) fn suffices(&self, check_in: &CheckIn, diagnostics: &[Diagnostic]) -> bool {
        if !self.cycles.iter().any(|of| of.contains(check_in.week)) {
            return true;
        }
        let readings = check_in.readings.iter().map(|reading| &reading.reference);
        let slowed = check_in.obstacles.iter().flat_map(|of| &of.slows);
        let mut references = readings.chain(slowed);
        let mut parts = check_in.sections.iter().flat_map(|section| &section.parts);
        let is_unknown = |of: &Diagnostic| of.rule == rule::UNKNOWN_KEY_RESULT;
        !self.is_unsure
            && self.okrs.has_others
            && !diagnostics.iter().any(is_unknown)
            && references.all(|reference| reference.span.of(&check_in.text).contains('/'))
            && parts.all(|part| self.is_told_apart(part.heading.value.trim_matches('`')))
    }

    /// Whether a heading names a key result of an objective that was looked for, or none.
    fn is_told_apart(&self, heading: &str) -> bool {
        match heading.split_once('/') {
            Some((objective, _)) => {
                self.asked.contains(objective) || id::why_not(objective).is_some()
            }
            None => id::why_not(heading).is_some(),
        }
    }
}

/// What stands in front of a slash and may be an objective's id.
fn names(text: &[u8]) -> impl Iterator<Item = &str> {
    let is_of_id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    memchr_iter(b'/', text).filter_map(move |slash| {
        let before = text[..slash].iter().rev();
        let len = before.take_while(|byte| is_of_id(**byte)).count();
        let name = std::str::from_utf8(&text[slash - len..slash]).ok();
        name.filter(|name| !name.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_stands_in_front_of_a_slash() {
        let text = "`fast/p95`: see https://x.org/a-b/c, and/or 3/4, É/x, Slows: up/b,one/c";
        let found: Vec<&str> = names(text.as_bytes()).collect();
        assert_eq!(found, ["fast", "org", "a-b", "and", "3", "up", "one"]);
    }
}
