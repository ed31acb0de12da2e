//! The languages that a team can write in. Each is one table of words ([`Wording`]) in a file of its own;
//! what a file says is read in all of them at once, what the tool writes is in the team's. The words of the
//! report are in `templates/report/`.

mod english;
mod german;

use super::{Because, Confidence, FieldOfChange, Labels, SectionKind};

/// A language, chosen by `language` in `okr.yaml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// `en`
    #[default]
    English,
    /// `de`
    German,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Their codes, in the same order.
    pub const CODES: [&str; 2] = [Self::English.code(), Self::German.code()];

    /// The code in `okr.yaml` and in `lang` of a page.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Its table.
    #[must_use]
    pub const fn wording(self) -> &'static Wording {
        match self {
            Self::English => &english::WORDING,
            Self::German => &german::WORDING,
        }
    }
}

/// Every word of one language that stands in a team's files. Texts with `{{…}}` have slots.
#[derive(Debug)]
pub struct Wording {
    /// The sections of the process, each once.
    pub sections: [SectionWords; 11],
    /// The labels of an obstacle's items.
    pub labels: LabelWords,
    /// Answers that say that there is nothing to say, without their full stop. The first is written.
    pub none: &'static [&'static str],
    /// Text that counts as no answer, compared without case and outer punctuation.
    pub placeholders: &'static [&'static str],
    /// The words in front of the day on which a task is due. The first is written, and is a mistake
    /// without a day; the others are words like any other where no day follows.
    pub due: &'static [&'static str],
    /// Words that say nothing which could be checked, in lower case, between white space.
    pub vague: &'static str,
    /// The levels of confidence as people say them: very good, good, not OK; compared in lower case.
    pub confidence: [&'static [&'static str]; 3],
    /// What stands before the decimals of a number. In files it is always a point.
    pub decimal: char,
    /// How a thing that is done or not is said to be done.
    pub yes: &'static [&'static str],
    /// How it is said not to be.
    pub no: &'static [&'static str],
    /// What a draft says.
    pub draft: DraftWords,
    /// What `okr draft --ask` asks.
    pub interview: InterviewWords,
    /// How a proposed change is told.
    pub change: ChangeWords,
    /// The retrospect of a cycle.
    pub retrospect: RetrospectWords,
}

/// The words of one section.
#[derive(Debug)]
pub struct SectionWords {
    /// Which.
    pub kind: SectionKind,
    /// Its heading.
    pub heading: &'static str,
    /// Other headings that are read as this one.
    pub aliases: &'static [&'static str],
    /// Its question.
    pub prompt: &'static str,
}

/// The labels of an obstacle's items; of each the first is written, all are read.
#[derive(Debug)]
pub struct LabelWords {
    /// Which key results it slows.
    pub slows: &'static [&'static str],
    /// The subjective cause.
    pub own_cause: &'static [&'static str],
    /// The objective cause.
    pub outside_cause: &'static [&'static str],
    /// How it was resolved.
    pub resolved: &'static [&'static str],
    /// Why there is no way round it.
    pub no_way_round: &'static [&'static str],
}

/// What a draft says.
#[derive(Debug)]
pub struct DraftWords {
    /// `{{from}}`, `{{to}}`: the days of the week.
    pub days: &'static str,
    /// `{{week}}`, `{{reason}}`: the last check-in came back.
    pub returned: &'static str,
    /// What follows is missing in it.
    pub lacks: &'static str,
    /// It is to be complete now.
    pub complete: &'static str,
    /// `{{n}}`, `{{week}}`: something could not be carried over.
    pub left: &'static str,
    /// Commits of the week follow.
    pub commits: &'static str,
    /// `{{n}}`: older commits are left out.
    pub older_commits: &'static str,
    /// The heading of the obstacle that shows how one is written.
    pub obstacle: &'static str,
    /// What is asked of a manager about each key result.
    pub feedback: &'static str,
    /// `{{keys}}`: the key results that an obstacle slowed and that are gone.
    pub slowed: &'static str,
    /// `{{age}}`, `{{slowed}}`, `{{label}}`: an obstacle that is carried over.
    pub open_obstacle: &'static str,
    /// `{{week}}`: since when, for one week.
    pub age_one: &'static str,
    /// `{{week}}`, `{{n}}`: since when, for several weeks.
    pub age: &'static str,
    /// `{{age}}`: a task that is carried over.
    pub open_task: &'static str,
    /// Behind it, where its day has gone by.
    pub overdue: &'static str,
    /// `{{week}}`, `{{change}}`: a change that is proposed and not agreed.
    pub proposed: &'static str,
    /// The last word of a list of alternatives.
    pub or: &'static str,
    /// Between two bounds.
    pub and: &'static str,
    /// `{{value}}`, `{{week}}`, `{{goal}}`: the last value.
    pub last: &'static str,
    /// `{{start}}`, `{{goal}}`: no value yet.
    pub start: &'static str,
    /// `{{words}}`, `{{last}}`: the last confidence.
    pub last_confidence: &'static str,
    /// `{{target}}`
    pub target: &'static str,
    /// `{{n}}`
    pub at_least: &'static str,
    /// `{{n}}`
    pub at_most: &'static str,
    /// `{{bounds}}`
    pub keep: &'static str,
    /// `{{n}}`, `{{names}}`: milestones.
    pub milestones: &'static str,
    /// Done, and not done, as values are told.
    pub done: [&'static str; 2],
    /// The label of evidence.
    pub evidence: &'static str,
}

/// What `okr draft --ask` asks.
#[derive(Debug)]
pub struct InterviewWords {
    /// How to skip and to leave.
    pub how: &'static str,
    /// `{{title}}`, `{{last}}`
    pub value: &'static str,
    /// `{{value}}`, `{{week}}`
    pub last: &'static str,
    /// `{{title}}`
    pub confidence: &'static str,
    /// `{{title}}`
    pub progress: &'static str,
    /// In place of the question of the section.
    pub obstacle: &'static str,
    /// In place of the question of the section.
    pub plan: &'static str,
    /// What an obstacle slows.
    pub slows: &'static str,
    /// Its own cause.
    pub own_cause: &'static str,
    /// Its outside cause.
    pub outside_cause: &'static str,
    /// Another obstacle.
    pub more_obstacles: &'static str,
    /// The day of a task.
    pub due: &'static str,
    /// Another task.
    pub more_tasks: &'static str,
}

/// How a proposed change is told.
#[derive(Debug)]
pub struct ChangeWords {
    /// `{{from}}`
    pub from: &'static str,
    /// `{{to}}`
    pub to: &'static str,
    /// Target, start, title, unit, weight, owner, add, remove, as [`super::FieldOfChange`] has them.
    pub fields: [&'static str; 8],
    /// Too easy, too hard, unnecessary, outside cause, as [`super::Because`] has them.
    pub because: [&'static str; 4],
}

/// The retrospect of a cycle.
#[derive(Debug)]
pub struct RetrospectWords {
    /// `{{cycle}}`
    pub title: &'static str,
    /// What grades are.
    pub note: &'static str,
    /// The label of what is computed.
    pub grade: &'static str,
    /// The label of a person's own grade.
    pub own_grade: &'static str,
    /// The label of its reason.
    pub why: &'static str,
    /// No grade.
    pub none: &'static str,
    /// `{{week}}`
    pub removed: &'static str,
    /// `{{score}}`, `{{value}}`, `{{week}}`, `{{goal}}`
    pub of_value: &'static str,
    /// `{{goal}}`
    pub no_value: &'static str,
    /// `{{from}}`, `{{to}}`
    pub reach: &'static str,
    /// `{{n}}`, `{{last}}`
    pub milestones: &'static str,
    /// Done or not.
    pub done: &'static str,
    /// Headings and questions.
    pub questions: [(&'static str, &'static str); 3],
}

impl Wording {
    /// The words of a section; a team's own has none.
    #[must_use]
    pub fn section(&self, kind: SectionKind) -> Option<&SectionWords> {
        self.sections.iter().find(|section| section.kind == kind)
    }
}

impl ChangeWords {
    /// What changes.
    #[must_use]
    pub fn field(&self, field: FieldOfChange) -> &'static str {
        self.fields.get(field as usize).copied().unwrap_or_default()
    }

    /// Why.
    #[must_use]
    pub fn because(&self, because: Because) -> &'static str {
        let word = self.because.get(because as usize);
        word.copied().unwrap_or_default()
    }
}

impl LabelWords {
    /// The labels as they are written.
    #[must_use]
    pub fn written(&self) -> Labels {
        let first = |words: &[&str]| words.first().copied().unwrap_or_default().to_owned();
        Labels {
            slows: first(self.slows),
            own_cause: first(self.own_cause),
            outside_cause: first(self.outside_cause),
            resolved: first(self.resolved),
            no_way_round: first(self.no_way_round),
        }
    }
}

/// "None." in any of the languages and in any case, with or without its full stop.
#[must_use]
pub fn is_none(text: &str) -> bool {
    let said = text.trim_end_matches(['.', '!']);
    let is_said = |known: &str| said.eq_ignore_ascii_case(known);
    said.len() < 16
        && Language::ALL
            .iter()
            .any(|language| language.wording().none.iter().any(|known| is_said(known)))
}

/// The confidence that a person means by these words, in any of the languages; lower case.
#[must_use]
pub fn confidence(folded: &str) -> Option<Confidence> {
    let levels = [Confidence::VeryGood, Confidence::Good, Confidence::NotOk];
    Language::ALL.iter().find_map(|language| {
        let words = language.wording().confidence.into_iter();
        let mut levels = words.zip(levels);
        let found = levels.find(|(words, _)| words.contains(&folded));
        found.map(|(_, level)| level)
    })
}

/// Whether a text says of something that it is done, or that it is not, in any of the languages.
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
    Language::ALL.iter().find_map(|language| {
        let wording = language.wording();
        let is_no = wording.no.contains(&text);
        wording
            .yes
            .contains(&text)
            .then_some(true)
            .or(is_no.then_some(false))
    })
}

/// The day behind the word for "due", where a text begins with one.
#[must_use]
pub fn behind_due(text: &str) -> Option<DueText<'_>> {
    let mut found: Option<(usize, usize, &str)> = None;
    for language in Language::ALL {
        for (place, word) in language.wording().due.iter().enumerate() {
            // The longest: one may begin with another.
            let is_longest = found.is_none_or(|(length, _, _)| length <= word.len());
            if let Some(day) = behind(text, word).filter(|_| is_longest) {
                found = Some((word.len(), place, day));
            }
        }
    }
    found.map(|(_, place, day)| DueText {
        day,
        needs_day: place > 0,
    })
}

/// What stands behind the word for "due".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueText<'t> {
    /// The day as written, maybe empty.
    pub day: &'t str,
    /// Whether the word means a due date only where a day follows.
    pub needs_day: bool,
}

fn behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let first = text.as_bytes().first()?;
    if !word.as_bytes().first()?.eq_ignore_ascii_case(first) {
        return None;
    }
    let first = text.get(..word.len())?;
    if !first.eq_ignore_ascii_case(word) {
        return None;
    }
    let rest = &text[word.len()..];
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::default_sections;
    use crate::text::fold;

    #[test]
    fn every_language_has_every_section_once() {
        for language in Language::ALL {
            for spec in default_sections(language) {
                let sections = &language.wording().sections;
                let of_kind = sections.iter().filter(|words| words.kind == spec.kind);
                assert_eq!(of_kind.count(), 1, "{language:?} {}", spec.id);
            }
        }
    }

    #[test]
    fn no_heading_means_two_sections() {
        let mut seen: Vec<(String, SectionKind)> = Vec::new();
        for language in Language::ALL {
            for words in &language.wording().sections {
                for heading in std::iter::once(&words.heading).chain(words.aliases) {
                    let folded = fold::heading(heading);
                    let other = seen.iter().find(|(known, _)| *known == folded);
                    assert!(
                        other.is_none_or(|(_, kind)| *kind == words.kind),
                        "{heading}"
                    );
                    seen.push((folded, words.kind));
                }
            }
        }
    }

    #[test]
    fn the_document_names_all_that_is_read() {
        let document = include_str!("../../docs/languages.md");
        for wording in Language::ALL.map(Language::wording) {
            let labels = &wording.labels;
            let headings = wording.sections.iter().flat_map(|words| {
                std::iter::once(words.heading).chain(words.aliases.iter().copied())
            });
            let lists = [
                labels.slows,
                labels.own_cause,
                labels.outside_cause,
                labels.resolved,
                labels.no_way_round,
            ];
            let cells = headings.chain(lists.into_iter().flatten().copied());
            for word in cells {
                let is_there = document
                    .lines()
                    .filter(|line| line.starts_with('|'))
                    .flat_map(|line| line.split(['|', ',']))
                    .any(|cell| cell.trim() == word);
                assert!(is_there, "{word}");
            }
            for word in wording.none {
                assert!(document.contains(&format!("\"{word}.\"")), "{word}");
            }
        }
    }

    #[test]
    fn says_none_in_every_language() {
        for text in ["None.", "none", "NONE!", "Keine.", "keine", "Nichts."] {
            assert!(is_none(text), "{text}");
        }
        for text in ["", "None of it", "Keine Zeit", "Kein"] {
            assert!(!is_none(text), "{text}");
        }
    }

    #[test]
    fn finds_the_day_of_a_task_in_every_language() {
        let day = |text| behind_due(text).map(|found| (found.day, found.needs_day));
        assert_eq!(day("due 2026-11-27"), Some(("2026-11-27", false)));
        assert_eq!(day("Fällig: 2026-11-27"), Some(("2026-11-27", false)));
        assert_eq!(day("bis 2026-11-27"), Some(("2026-11-27", true)));
        assert_eq!(day("fällig am 2026-11-27"), Some(("2026-11-27", true)));
        assert_eq!(day("due"), Some(("", false)));
        assert_eq!(day("duet 1"), None);
        assert_eq!(day("@ada"), None);
    }
}
