//! The parts of a draft that tell what is still open: obstacles, tasks, proposed changes.

use super::super::carried::{OpenObstacle, OpenTask};
use super::super::slot::filled;
use super::super::words::{brief, heading};
use super::Draft;
use crate::model::language::ChangeWords;
use crate::model::prompt::comment;
use crate::model::{OkrChange, SectionKind, Subject, Week};
use crate::text::Spanned;

impl Draft<'_> {
    pub(super) fn obstacles(&self) -> Vec<String> {
        let part = |obstacle: &OpenObstacle| {
            let mark = if obstacle.private {
                " <!-- okr: private -->"
            } else {
                ""
            };
            let title = format!("{} {}{mark}", self.hashes(1), obstacle.title);
            let gone = match obstacle.gone.as_slice() {
                [] => String::new(),
                gone => {
                    let keys = brief(&gone.join(", "));
                    format!(" {}", filled(self.words.slowed, &[("keys", &keys)]))
                }
            };
            let age = comment(&filled(
                self.words.open_obstacle,
                &[
                    ("age", &self.age(obstacle.since)),
                    ("slowed", &gone),
                    ("label", &self.resolved_label()),
                ],
            ));
            format!("{title}\n{age}\n{}", obstacle.body)
        };
        self.carried.obstacles.iter().map(part).collect()
    }

    /// The open tasks of a section, those of private parts under their heading.
    pub(super) fn tasks(&self, section: SectionKind) -> Vec<String> {
        let of_section = || self.carried.tasks.iter().filter(|t| t.section == section);
        let mut parts: Vec<Option<&str>> =
            of_section().map(|t| t.private_part.as_deref()).collect();
        parts.sort_unstable();
        parts.dedup();
        let list = |part: Option<&str>| {
            let tasks = of_section().filter(|task| task.private_part.as_deref() == part);
            let lines: Vec<String> = tasks.map(|task| self.task(task)).collect();
            let lines = lines.join("\n");
            match part {
                Some(title) => {
                    let hashes = self.hashes(1);
                    format!("{hashes} {} <!-- okr: private -->\n{lines}", heading(title))
                }
                None => lines,
            }
        };
        parts.into_iter().map(list).collect()
    }

    /// The changes that the last check-in proposes and not both agree on, told in comments.
    pub(super) fn proposals(&self) -> Vec<String> {
        let Some(last) = self.last else {
            return Vec::new();
        };
        let person = self.input.person;
        let open = last
            .okr_changes
            .iter()
            .filter(|change| !change.is_agreed(&person.id, person.manager.as_ref()));
        let told: Vec<String> = open
            .map(|change| {
                let change = proposed(change, &self.input.team.language.wording().change);
                let week = last.week.to_string();
                comment(&filled(
                    self.words.proposed,
                    &[("week", &week), ("change", &change)],
                ))
            })
            .collect();
        if told.is_empty() {
            told
        } else {
            vec![told.join("\n")]
        }
    }

    fn task(&self, task: &OpenTask) -> String {
        let late = if task.overdue { self.words.overdue } else { "" };
        let age = filled(self.words.open_task, &[("age", &self.age(task.since))]);
        format!("- [ ] {} {}", task.line, comment(&format!("{age}{late}")))
    }

    /// "since 2026-W44, for 3 weeks"
    fn age(&self, since: Week) -> String {
        let weeks = self.input.week.since(since);
        let phrase = if weeks == 1 {
            self.words.age_one
        } else {
            self.words.age
        };
        filled(
            phrase,
            &[("week", &since.to_string()), ("n", &weeks.to_string())],
        )
    }

    fn resolved_label(&self) -> String {
        let spec = self.input.team.section(SectionKind::Obstacles);
        let labels = spec.map(|spec| spec.labels.clone());
        labels.unwrap_or_default().resolved
    }
}

/// "faster-checkout/p95-latency, target from 150 to 200"
fn proposed(change: &OkrChange, words: &ChangeWords) -> String {
    let subject = match &change.subject.value {
        Subject::KeyResult(reference) => reference.to_string(),
        Subject::Objective(id) => id.to_string(),
    };
    let part = |phrase: &str, slot: &str, text: &Option<Spanned<String>>| {
        let text = text.as_ref().map(|text| brief(&text.value));
        let told = text.map(|text| format!(" {}", filled(phrase, &[(slot, &text)])));
        told.unwrap_or_default()
    };
    let from = part(words.from, "from", &change.from);
    let to = part(words.to, "to", &change.to);
    format!("{subject}, {}{from}{to}", words.field(change.change.value))
}
