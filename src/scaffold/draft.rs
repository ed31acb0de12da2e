//! A new check-in: every question in place, last values beside the empty ones, and what is still open.

mod open;

use super::carried::{Carried, Frame, counts};
use super::last::Last;
use super::slot::filled;
use super::words::{brief, heading};
use crate::model::history::agreed_changes;
use crate::model::language::DraftWords;
use crate::model::objective::Resolved;
use crate::model::prompt::comment;
use crate::model::{
    CheckIn, FieldOfChange, KeyResult, KeyResultRef, Okrs, Person, SectionKind, SectionSpec,
    Status, Team, Week,
};

const CHECK_IN: &str = include_str!("../../templates/draft/check-in.md");
const OBSTACLE: &str = include_str!("../../templates/draft/obstacle.md");

/// So many commits are told of one key result.
const MOST_COMMITS: usize = 20;

/// What a draft is made from.
#[derive(Clone, Copy, Debug)]
pub struct DraftInput<'a> {
    /// The team.
    pub team: &'a Team,
    /// The objectives.
    pub okrs: &'a Okrs,
    /// Whose check-in it is.
    pub person: &'a Person,
    /// Which week it is about.
    pub week: Week,
    /// The person's check-ins of earlier weeks, whole, in order of the weeks.
    pub earlier: &'a [&'a CheckIn],
    /// Commits since the last check-in that name a key result, oldest first.
    pub commits: &'a [Commit],
    /// What was missing in the last check-in, where that was returned: one message each.
    pub missing: &'a [String],
}

/// A commit that is evidence for a key result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The key result that its trailer names.
    pub key_result: KeyResultRef,
    /// The first digits of its id.
    pub short_id: String,
    /// The first line of its message.
    pub subject: String,
}

/// The text of a new check-in, in lines that end with a line feed.
#[must_use]
pub fn draft(input: &DraftInput<'_>) -> String {
    let cycle = input.team.cycle_of(input.week);
    let earlier: Vec<&CheckIn> = input
        .earlier
        .iter()
        .copied()
        .filter(|c| counts(c))
        .collect();
    let removed = removed(&earlier, input.person);
    let owned = input.okrs.owned_by(&input.person.id, cycle.id());
    let owned = owned.filter(|key_result| !removed.contains(&key_result.reference));
    let resolved = |text: &str| input.okrs.resolve(text, &cycle, input.week);
    let frame = Frame {
        week: input.week,
        part_level: input.team.section_level + 1,
        is_key_result: &|text| matches!(resolved(text), Resolved::One(_)),
    };
    let draft = Draft {
        input,
        key_results: owned
            .map(|key_result| {
                (
                    key_result,
                    Last::of(&key_result.reference, &earlier, &cycle),
                )
            })
            .collect(),
        carried: Carried::from(&earlier, &frame),
        last: earlier.last().copied(),
        words: &input.team.language.wording().draft,
    };
    let sections: Vec<String> = input
        .team
        .sections
        .iter()
        .map(|s| draft.section(s))
        .collect();
    filled(
        CHECK_IN,
        &[
            ("key-results", &draft.front_matter()),
            ("person", &heading(&input.person.name)),
            ("week", &input.week.to_string()),
            ("notes", &draft.notes()),
            ("sections", sections.join("\n\n").trim_end()),
        ],
    )
}

/// The key results that both agreed to remove.
fn removed(earlier: &[&CheckIn], person: &Person) -> Vec<KeyResultRef> {
    let changes = earlier
        .iter()
        .flat_map(|check_in| agreed_changes(check_in, person));
    changes
        .filter(|change| change.change == FieldOfChange::Remove)
        .map(|change| change.reference)
        .collect()
}

/// The last of them, which are the newest, with how many came before.
fn newest(mut commits: Vec<String>, words: &DraftWords) -> Vec<String> {
    let left = commits.len().saturating_sub(MOST_COMMITS);
    if left > 0 {
        commits.drain(..left);
        commits.insert(0, filled(words.older_commits, &[("n", &left.to_string())]));
    }
    commits
}

struct Draft<'a> {
    input: &'a DraftInput<'a>,
    key_results: Vec<(&'a KeyResult, Last)>,
    carried: Carried,
    last: Option<&'a CheckIn>,
    words: &'static DraftWords,
}

impl Draft<'_> {
    /// The owned key results with empty values; nothing where there are none.
    fn front_matter(&self) -> String {
        let language = self.input.team.language;
        let mut lines = String::new();
        for (key_result, last) in &self.key_results {
            if lines.is_empty() {
                lines.push_str("key-results:\n");
            }
            let title = brief(&key_result.title);
            lines.push_str(&format!("  {}:  # {title}\n", key_result.reference));
            lines.push_str(&format!(
                "    value:  # {}\n",
                last.value(key_result, language)
            ));
            lines.push_str(&format!(
                "    confidence:  # {}\n",
                last.confidence(self.words)
            ));
        }
        lines
    }

    /// Which days the week has, and what the person should know before they begin.
    fn notes(&self) -> String {
        let week = self.input.week;
        let (from, to) = (week.monday().to_string(), week.sunday().to_string());
        let days = filled(self.words.days, &[("from", &from), ("to", &to)]);
        let mut notes = vec![comment(&days)];
        if let Some(last) = self.last
            && last.status.value == Status::Returned
        {
            let returned = last.returned.as_ref().and_then(|r| r.reason.as_ref());
            let reason = returned.map_or(String::new(), |reason| format!(": {}", reason.value));
            let missing = self
                .input
                .missing
                .iter()
                .map(|line| format!("\n- {}", brief(line)));
            let week = last.week.to_string();
            let mut note = filled(self.words.returned, &[("week", &week), ("reason", &reason)]);
            if missing.len() > 0 {
                note.push_str(&format!("\n{}", self.words.lacks));
                note.extend(missing);
            }
            notes.push(comment(&format!("{note}\n{}", self.words.complete)));
        }
        if let (Some(from), 1..) = (self.carried.from, self.carried.left) {
            let (count, from) = (self.carried.left.to_string(), from.to_string());
            let note = filled(self.words.left, &[("n", &count), ("week", &from)]);
            notes.push(comment(&note));
        }
        notes.join("\n")
    }

    fn section(&self, spec: &SectionSpec) -> String {
        let mut text = format!("{} {}", self.hashes(0), brief(&spec.heading));
        if self.was_marked(spec) {
            text.push_str(" <!-- okr: private -->");
        }
        text.push('\n');
        text.push_str(&comment(&self.question(spec)));
        for part in self.parts(spec) {
            text.push_str("\n\n");
            text.push_str(&part);
        }
        text
    }

    /// The question of a section; that of obstacles shows how to write one.
    fn question(&self, spec: &SectionSpec) -> String {
        if spec.kind != SectionKind::Obstacles {
            return spec.prompt.clone();
        }
        let key_result = self.key_results.first();
        let labels = &spec.labels;
        let example = filled(
            OBSTACLE,
            &[
                ("heading", &self.hashes(1)),
                ("title", self.words.obstacle),
                ("slows", &labels.slows),
                ("own-cause", &labels.own_cause),
                ("outside-cause", &labels.outside_cause),
                (
                    "key-result",
                    &key_result.map_or("…".to_owned(), |(key_result, _)| {
                        key_result.reference.to_string()
                    }),
                ),
            ],
        );
        format!("{}\n\n{}", spec.prompt, example)
    }

    fn parts(&self, spec: &SectionSpec) -> Vec<String> {
        match spec.kind {
            SectionKind::Progress => self.progress(),
            SectionKind::Obstacles => self.obstacles(),
            SectionKind::Plan | SectionKind::FollowUps => self.tasks(spec.kind),
            SectionKind::OkrChanges => self.proposals(),
            _ => Vec::new(),
        }
    }

    /// A part for each key result, with its commits.
    fn progress(&self) -> Vec<String> {
        let part = |(key_result, _): &(&KeyResult, Last)| {
            let title = format!("{} {}", self.hashes(1), key_result.reference);
            let of_this = |commit: &&Commit| commit.key_result == key_result.reference;
            let commits: Vec<String> = self
                .input
                .commits
                .iter()
                .filter(of_this)
                .map(|commit| format!("{} {}", brief(&commit.short_id), brief(&commit.subject)))
                .collect();
            if commits.is_empty() {
                return title;
            }
            let commits = newest(commits, self.words);
            let note = comment(&format!("{}\n{}", self.words.commits, commits.join("\n")));
            format!("{title}\n{note}")
        };
        self.key_results.iter().map(part).collect()
    }

    /// Whether the last check-in had this section marked as private, and something is carried in it.
    fn was_marked(&self, spec: &SectionSpec) -> bool {
        let section = self.last.and_then(|last| last.section_by_id(&spec.id));
        let marked = section.is_some_and(|section| section.private);
        marked && !self.input.team.is_private(&spec.id) && !self.parts(spec).is_empty()
    }

    /// The marks of a section's heading, or of one `below` levels below it.
    fn hashes(&self, below: u8) -> String {
        "#".repeat(usize::from(self.input.team.section_level + below))
    }
}
