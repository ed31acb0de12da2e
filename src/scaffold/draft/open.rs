//! The parts of a draft that tell what is still open: obstacles, tasks, proposed changes.

use super::super::carried::{OpenObstacle, OpenTask};
use super::super::words::{brief, heading};
use super::Draft;
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
                gone => format!(" It slowed {}.", brief(&gone.join(", "))),
            };
            let age = comment(&format!(
                "Open {}.{gone} Still so? Bring it up to date; if it is gone, add: - {}: how",
                self.age(obstacle.since),
                self.resolved_label()
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
                let change = proposed(change);
                comment(&format!(
                    "Proposed in {}, not agreed by both: {change}",
                    last.week
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
        let late = if task.overdue { ", overdue" } else { "" };
        let age = comment(&format!("open {}{late}", self.age(task.since)));
        format!("- [ ] {} {age}", task.line)
    }

    /// "since 2026-W44, for 3 weeks"
    fn age(&self, since: Week) -> String {
        match self.input.week.since(since) {
            1 => format!("since {since}, for 1 week"),
            weeks => format!("since {since}, for {weeks} weeks"),
        }
    }

    fn resolved_label(&self) -> &str {
        let spec = self.input.team.section(SectionKind::Obstacles);
        spec.map_or("Resolved", |spec| &spec.labels.resolved)
    }
}

/// "faster-checkout/p95-latency, target from 150 to 200"
fn proposed(change: &OkrChange) -> String {
    let subject = match &change.subject.value {
        Subject::KeyResult(reference) => reference.to_string(),
        Subject::Objective(id) => id.to_string(),
    };
    let part = |word: &str, text: &Option<Spanned<String>>| {
        let text = text
            .as_ref()
            .map(|text| format!(" {word} {}", brief(&text.value)));
        text.unwrap_or_default()
    };
    let (from, to) = (part("from", &change.from), part("to", &change.to));
    format!("{subject}, {}{from}{to}", change.change.value.word())
}
