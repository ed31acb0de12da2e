//! The page of what changed between check-ins, or in all that a change touches: the facts of `diff` in the
//! parts of the report, as one self-contained page.
//!
//! ```text
//! rows       key results before and after
//! items      obstacles, tasks and changes of OKRs, each with its state
//! overview   a row for each check-in, the objectives, what cannot be compared
//! prose      the words, edited ones marked
//! ```

mod items;
mod overview;
mod prose;
mod rows;

use super::ReportError;
use super::html::Html;
use super::inline::{Inline, unlinked};
use super::templates::{Overrides, Templates, messages};
use super::view::changes::{ChangesPage, CheckIn, Words as WordsView};
use super::view::page::{Fact, Page};
use super::words::Words;
use crate::diff::{Comparison, Diff, SectionChange};
use crate::model::{Team, Week};

/// What the page is made from.
#[derive(Clone, Copy)]
pub struct Changes<'a> {
    /// What changed.
    pub comparison: &'a Comparison,
    /// The team.
    pub team: &'a Team,
    /// The command that makes it again.
    pub again: &'a str,
    /// The team's own templates, style sheet and messages, by file name.
    pub overrides: &'a Overrides,
}

/// The page, with everything that it needs in it. Nothing private is in it.
///
/// # Errors
/// The first fault of a template or message file.
pub fn changes_page(changes: &Changes) -> Result<String, ReportError> {
    let words = Words::load(changes.team.language, messages(changes.overrides))?;
    let templates = Templates::load(&words, changes.overrides)?;
    let inline = Inline::of(&templates, false);
    let drawing = Drawing {
        words: &words,
        team: changes.team,
    };
    let page = templates.render("changes.html", &drawing.page(changes, inline))?;
    Ok(unlinked(&page, None))
}

/// What every part is drawn with.
struct Drawing<'a> {
    words: &'a Words,
    team: &'a Team,
}

impl Drawing<'_> {
    fn page(&self, changes: &Changes, inline: Inline) -> ChangesPage {
        let comparison = changes.comparison;
        let check_ins: Vec<CheckIn> = comparison
            .diffs
            .iter()
            .map(|diff| self.check_in(diff))
            .collect();
        let definitions = self.definitions(&comparison.definitions);
        let descriptions: Vec<WordsView> = comparison
            .descriptions
            .iter()
            .map(|change| self.prose(&change.title, &change.blocks))
            .collect();
        let one = match comparison.diffs.as_slice() {
            [one] => Some(one),
            _ => None,
        };
        let title = one.map_or_else(|| self.text("changes.title"), |diff| self.title(diff));
        let weeks = comparison.diffs.iter().map(|diff| diff.to);
        let cycle = weeks
            .max()
            .map(|week| self.team.cycle_of(week).id().to_owned());
        let untold = self.untold(&comparison.untold);
        ChangesPage {
            eyebrow: one.map_or_else(String::new, |_| self.text("changes.title")),
            facts: self.facts(comparison),
            overview: match one {
                Some(_) => Vec::new(),
                None => self.overview(&comparison.diffs),
            },
            nothing: check_ins.is_empty()
                && untold.is_empty()
                && definitions.is_empty()
                && descriptions.is_empty(),
            untold,
            definitions,
            descriptions,
            check_ins,
            page: Page {
                title: title.clone(),
                team: self.team.name.clone(),
                cycle: cycle.unwrap_or_default(),
                audience: self.text("audience.team"),
                again: changes.again.to_owned(),
                inline: Some(inline),
                ..Page::default()
            },
            title,
        }
    }

    fn check_in(&self, diff: &Diff) -> CheckIn {
        let lists = [
            self.okr_changes(diff),
            self.obstacles(diff),
            self.tasks(diff),
        ];
        let words = diff.sections.iter().filter(|section| section.is_fact());
        CheckIn {
            anchor: anchor(diff),
            title: self.title(diff),
            against: self.against(diff),
            reason: diff.status.reason.after.clone(),
            rows: self.rows(diff),
            lists: lists.into_iter().flatten().collect(),
            words: words
                .flat_map(|section| self.section(diff, section))
                .collect(),
            nothing: diff.is_empty(),
        }
    }

    /// How many check-ins and fields are compared; of one check-in against what.
    fn facts(&self, comparison: &Comparison) -> Vec<Fact> {
        let fact = |key: &str, text: String| Fact {
            term: self.text(key),
            text: Html::text(&text),
        };
        if let [one] = comparison.diffs.as_slice() {
            return vec![fact("changes.compared", self.against(one))];
        }
        let counts = [
            (
                "changes.check-ins",
                comparison.diffs.len() + comparison.untold.len(),
            ),
            ("changes.fields", comparison.definitions.len()),
        ];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        counts
            .map(|(key, count)| fact(key, count.to_string()))
            .collect()
    }

    /// `Ada Lovelace, week 47`.
    fn title(&self, diff: &Diff) -> String {
        self.whose(diff.person.as_str(), diff.to)
    }

    fn whose(&self, person: &str, week: Week) -> String {
        let known = self.team.person(person);
        let name = known.map_or(person, |person| person.name.as_str());
        let number = week.number().to_string();
        self.words
            .text("changes.of", &[("person", name), ("n", &number)])
    }

    /// `against week 46 · Ready`.
    fn against(&self, diff: &Diff) -> String {
        let status = |status: Option<crate::model::Status>| {
            status.map_or_else(String::new, |status| {
                self.text(&format!("status.{}", status.word()))
            })
        };
        let (before, after) = (
            status(diff.status.status.before),
            status(diff.status.status.after),
        );
        let is_itself = diff.from == Some(diff.to);
        let status = match is_itself && before != after {
            true => format!("{before} → {after}"),
            false => after,
        };
        let against = match diff.from {
            None => self.text("changes.first"),
            Some(_) if is_itself => self.text("changes.itself"),
            Some(from) => {
                let number = from.number().to_string();
                self.words.text("changes.against", &[("n", &number)])
            }
        };
        format!("{against} · {status}")
    }

    fn section(&self, diff: &Diff, section: &SectionChange) -> Vec<WordsView> {
        let heading = match section.heading.as_str() {
            "" => self.text("changes.outside"),
            heading => heading.to_owned(),
        };
        self.parts(diff, section, &heading)
    }

    fn text(&self, key: &str) -> String {
        self.words.text(key, &[])
    }
}

/// A place on the page, of ids alone.
fn anchor(diff: &Diff) -> String {
    format!("{}-{}", diff.person, diff.to)
}
