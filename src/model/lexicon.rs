//! The words that a check-in's body is read by, folded once for all files: headings of sections,
//! labels of obstacles, placeholders. A team makes its own once: [`Team::lexicon`].

use super::schema::PLACEHOLDERS;
use super::{Labels, SectionKind, SectionSpec, Team};
use crate::text::fold;

/// One label of an obstacle's item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Slows,
    OwnCause,
    OutsideCause,
    Resolved,
    NoWayRound,
}

/// The folded words of one team.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    /// Every heading and alias, with its section's place in the team's list.
    headings: Vec<(String, usize)>,
    /// Every spelling of every label: the team's, those of the process, and its other words.
    labels: Vec<(String, Label)>,
    own_labels: Labels,
    placeholders: Vec<String>,
    /// No text that is longer in bytes is a placeholder; folding changes a length by a few bytes.
    longest: usize,
}

/// What may stand around a placeholder.
const WRAPPING: [char; 12] = ['.', ':', '!', '*', '_', ' ', '<', '>', '(', ')', '[', ']'];

impl Lexicon {
    pub(crate) fn new(team: &Team) -> Self {
        let obstacles = team.section(SectionKind::Obstacles);
        let own_labels = obstacles.map_or_else(Labels::default, |spec| spec.labels.clone());
        let own = team.placeholders.iter().map(String::as_str);
        let placeholders: Vec<String> = PLACEHOLDERS
            .into_iter()
            .chain(own)
            .flat_map(|known| {
                [
                    fold::folded(known),
                    fold::folded(known.trim_matches(WRAPPING)),
                ]
            })
            .filter(|known| !known.is_empty())
            .collect();
        let longest = placeholders.iter().map(String::len).max().unwrap_or(0) * 2 + 16;
        let headings = team.sections.iter().enumerate().flat_map(|(place, spec)| {
            spec_headings(spec).map(move |heading| (fold::heading(heading), place))
        });
        let headings = headings.collect();
        Self {
            headings,
            labels: spellings(&own_labels),
            own_labels,
            placeholders,
            longest,
        }
    }

    /// The section that a folded heading names, as its place in the team's list.
    pub(crate) fn section(&self, folded: &str) -> Option<usize> {
        let found = self.headings.iter().find(|(heading, _)| heading == folded);
        found.map(|(_, place)| *place)
    }

    /// The sections of which a folded heading may be a misspelt name.
    pub(crate) fn near(&self, folded: &str) -> impl Iterator<Item = usize> {
        let near = self
            .headings
            .iter()
            .filter(|(heading, _)| fold::is_near(folded, heading));
        near.map(|(_, place)| *place)
    }

    /// The label that a text is; one that it seems to be, misspelt, where it is none.
    pub(crate) fn label(&self, text: &str) -> Option<(Label, Spelling)> {
        let word = fold::folded(text.trim_matches(['*', '_']));
        let label_of = |name: &str| self.labels.iter().find(|(known, _)| known == name);
        if let Some((_, label)) = label_of(&word) {
            return Some((*label, Spelling::Right));
        }
        let near = fold::nearest(&word, self.labels.iter().map(|(name, _)| name.as_str()))?;
        label_of(near).map(|(_, label)| (*label, Spelling::Wrong))
    }

    /// The team's own word for a label.
    pub(crate) fn label_word(&self, label: Label) -> &str {
        word_of(&self.own_labels, label)
    }

    /// Whether a text counts as nothing: blank, a placeholder, or a label with no or only a placeholder
    /// behind it.
    pub(crate) fn is_placeholder(&self, text: &str) -> bool {
        if self.is_bare_placeholder(text) {
            return true;
        }
        let Some((label, rest)) = text.split_once(':') else {
            return false;
        };
        let is_label = || {
            let word = fold::folded(label.trim_matches(['*', '_', ' ']));
            self.labels.iter().any(|(name, _)| *name == word)
        };
        self.is_bare_placeholder(rest) && is_label()
    }

    fn is_bare_placeholder(&self, text: &str) -> bool {
        let text = text.trim();
        if text.is_empty() || matches!(text, "[ ]" | "[x]" | "[X]" | "[-]") {
            return true;
        }
        let is_known = |text: &str| {
            let folded = fold::folded(text);
            self.placeholders.contains(&folded)
        };
        text.len() <= self.longest && (is_known(text) || is_known(text.trim_matches(WRAPPING)))
    }
}

/// Whether a word is written as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Right,
    Wrong,
}

/// The heading of a section and its aliases, as written.
pub(crate) fn spec_headings(spec: &SectionSpec) -> impl Iterator<Item = &str> {
    std::iter::once(spec.heading.as_str()).chain(spec.aliases.iter().map(String::as_str))
}

fn spellings(own: &Labels) -> Vec<(String, Label)> {
    let all = [
        Label::Slows,
        Label::OwnCause,
        Label::OutsideCause,
        Label::Resolved,
        Label::NoWayRound,
    ];
    let default = Labels::default();
    let mut names = Vec::new();
    for label in all {
        names.push((fold::folded(word_of(own, label)), label));
        let standard = fold::folded(word_of(&default, label));
        if names.iter().all(|(name, _)| *name != standard) {
            names.push((standard, label));
        }
    }
    names.push(("subjective cause".to_owned(), Label::OwnCause));
    names.push(("objective cause".to_owned(), Label::OutsideCause));
    names
}

fn word_of(labels: &Labels, label: Label) -> &str {
    match label {
        Label::Slows => &labels.slows,
        Label::OwnCause => &labels.own_cause,
        Label::OutsideCause => &labels.outside_cause,
        Label::Resolved => &labels.resolved,
        Label::NoWayRound => &labels.no_way_round,
    }
}
