//! The words that a check-in's body is read by, folded once for all files: headings of sections,
//! labels of obstacles, placeholders. A team makes its own once: [`Team::lexicon`]. The words of each
//! language are in [`super::language`], and all of them are read.

mod reach;

use memchr::memchr;
use rustc_hash::FxHashMap;

use self::reach::{Reach, may_be_of, private_reaches, public_reaches};
use super::language::LabelWords;
use super::schema::default_section;
use super::{Labels, Language, SectionKind, SectionSpec, Team};
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
    /// Every name of every section, the team's own first.
    names: Vec<SectionName>,
    /// The place in `names` of each.
    by_name: FxHashMap<String, usize>,
    /// The team's headings as they are written, and the section of each.
    as_written: FxHashMap<String, usize>,
    /// Every spelling of every label: the team's, and those of all languages.
    labels: Vec<(String, Label)>,
    own_labels: Labels,
    /// The folded names, in all languages, of private sections that the team does not ask for.
    private_names: Vec<String>,
    placeholders: Vec<String>,
    /// No text that is longer in bytes is a placeholder; folding changes a length by a few bytes.
    longest: usize,
    /// The same of labels.
    longest_label: usize,
    /// What headings have to be like to be private names, or near to one.
    private_reaches: Vec<Reach>,
    /// What they have to be like to be one of the others.
    public_reaches: Vec<Reach>,
    /// The bytes with which placeholders begin.
    first: Vec<u8>,
}

/// A heading that is read as a section.
#[derive(Clone, Debug)]
struct SectionName {
    folded: String,
    /// The number of its letters.
    letters: usize,
    /// See [`fold::letter_bits`].
    bits: u64,
    /// The section's place in the team's list.
    place: usize,
    /// Whether the section is for the two people alone.
    is_private: bool,
    origin: Origin,
}

impl SectionName {
    /// So many letters of a heading of another level may differ, where the section is private.
    fn most_slips(&self) -> usize {
        match self.origin {
            Origin::Team => (self.letters / 4).max(1),
            Origin::Own | Origin::Other => 1,
        }
    }
}

/// Whose name of a section it is. A team may change its language, so those of all are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// The team's.
    Team,
    /// The process's, in the team's language.
    Own,
    /// The process's, in another language.
    Other,
}

/// What may stand around a placeholder.
const WRAPPING: [char; 12] = ['.', ':', '!', '*', '_', ' ', '<', '>', '(', ')', '[', ']'];

impl Lexicon {
    pub(crate) fn new(team: &Team) -> Self {
        let obstacles = team.section(SectionKind::Obstacles);
        let own_labels = obstacles.map_or_else(Labels::default, |spec| spec.labels.clone());
        let own = team.placeholders.iter().map(String::as_str);
        let placeholders: Vec<String> = Language::ALL
            .iter()
            .flat_map(|language| language.wording().placeholders)
            .copied()
            .chain(own)
            .flat_map(|known| {
                [
                    fold::folded(known),
                    fold::folded(known.trim_matches(WRAPPING)),
                ]
            })
            .filter(|known| !known.is_empty())
            .collect();
        let longest = most_bytes(placeholders.iter());
        let first = placeholders.iter().filter_map(|known| known.bytes().next());
        let mut first: Vec<u8> = first.collect();
        first.sort_unstable();
        first.dedup();
        let names = section_names(team);
        let by_name = names.iter().enumerate();
        let by_name = by_name.map(|(place, name)| (name.folded.clone(), place));
        let by_name: FxHashMap<String, usize> = by_name.collect();
        let written = team.sections.iter().map(|spec| spec.heading.clone());
        let as_written = written.filter_map(|written| {
            let name = names.get(*by_name.get(&fold::heading(&written))?)?;
            Some((written, name.place))
        });
        let labels = spellings(&own_labels);
        let private_names = private_names(team);
        Self {
            private_reaches: private_reaches(&names, &private_names),
            public_reaches: public_reaches(&names),
            as_written: as_written.collect(),
            by_name,
            names,
            longest_label: most_bytes(labels.iter().map(|(name, _)| name)),
            labels,
            own_labels,
            private_names,
            placeholders,
            longest,
            first,
        }
    }

    /// The section that a heading names, as its place in the team's list. Mostly it is written as the
    /// team writes it.
    pub(crate) fn section_written(&self, heading: &str) -> Option<usize> {
        let found = self.as_written.get(heading).copied();
        found.or_else(|| self.section(&fold::heading(heading)))
    }

    /// The section that a folded heading names, as its place in the team's list.
    pub(crate) fn section(&self, folded: &str) -> Option<usize> {
        let place = self.by_name.get(folded)?;
        self.names.get(*place).map(|name| name.place)
    }

    /// The section of which a folded heading is a misspelt name, among those that are free and all that
    /// are private: no slip of the pen makes a private section public. Of two that are as near it is the
    /// private one, else none.
    pub(crate) fn misspelt(&self, folded: &str, is_free: impl Fn(usize) -> bool) -> Option<usize> {
        let near = self.names.iter().filter_map(|name| {
            let distance = fold::distance_if_near(folded, &name.folded)?;
            let is_meant = distance <= 1 || name.origin != Origin::Other;
            let is_asked = name.is_private || is_free(name.place);
            (is_meant && is_asked).then_some((distance, !name.is_private, name.place))
        });
        let near: Vec<_> = near.collect();
        let (least, is_public, place) = near.iter().min().copied()?;
        let is_tied = is_public
            && (near.iter()).any(|(distance, _, other)| *distance == least && *other != place);
        (!is_tied).then_some(place)
    }

    /// The private section of which a folded heading of any level may be a misspelt name. Headings of
    /// other levels are people's own words, so that fewer letters may differ.
    pub(crate) fn near_private(&self, folded: &str) -> Option<usize> {
        let (letters, bits) = (folded.chars().count(), fold::letter_bits(folded));
        let mut private = self.names.iter().filter(|name| name.is_private);
        let near = private.find(|name| {
            let most = name.most_slips();
            // A letter that is written in place of another one takes one away and brings one.
            let may_be = (name.bits ^ bits).count_ones() as usize <= 2 * most;
            may_be
                && name.letters.abs_diff(letters) <= most
                && fold::distance_if_near(folded, &name.folded)
                    .is_some_and(|distance| distance <= most)
        });
        near.map(|name| name.place)
    }

    /// Whether a folded heading, which names no section of the team, names one of the process that is for
    /// the two people alone, or nearly does.
    pub(crate) fn names_private(&self, folded: &str) -> bool {
        let is_meant = |name: &String| {
            fold::distance_if_near(folded, name).is_some_and(|distance| distance <= 1)
        };
        self.private_names.iter().any(is_meant)
    }

    /// Whether a heading, as written, may be the name of a private section, or near to one. Most headings of
    /// other levels than that of sections have other letters, and need not be folded.
    pub(crate) fn may_name_private(&self, heading: &str) -> bool {
        may_be_of(&self.private_reaches, heading)
    }

    /// Whether it may be the name of another section.
    pub(crate) fn may_name_public(&self, heading: &str) -> bool {
        may_be_of(&self.public_reaches, heading)
    }

    /// The most bytes of a text that says nothing: a placeholder, a bare label, or "None.".
    pub(crate) fn longest_nothing(&self) -> usize {
        self.longest + self.longest_label
    }

    /// The label that a text is; one that it seems to be, misspelt, where it is none.
    pub(crate) fn label(&self, text: &str) -> Option<(Label, Spelling)> {
        let word = fold::heading(text.trim_matches(['*', '_']));
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
        if text.len() > self.longest + self.longest_label {
            return false;
        }
        let Some(colon) = memchr(b':', text.as_bytes()) else {
            return false;
        };
        let (label, rest) = (&text[..colon], &text[colon + 1..]);
        let is_label = || {
            let word = fold::heading(label.trim_matches(['*', '_', ' ']));
            self.labels.iter().any(|(name, _)| *name == word)
        };
        self.is_bare_placeholder(rest) && is_label()
    }

    fn is_bare_placeholder(&self, text: &str) -> bool {
        let text = text.trim();
        if text.is_empty() || matches!(text, "[ ]" | "[x]" | "[X]" | "[-]") {
            return true;
        }
        if text.len() > self.longest {
            return false;
        }
        let is_known = |text: &str| {
            let first = text.bytes().next().unwrap_or(b' ');
            // Other letters may have a lower case that begins with any byte.
            let may_be = !first.is_ascii() || self.first.contains(&first.to_ascii_lowercase());
            may_be && self.placeholders.contains(&fold::folded(text))
        };
        let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = text.as_bytes();
        let inner = if is_bare(bytes.first()) && is_bare(bytes.last()) {
            text
        } else {
            text.trim_matches(WRAPPING)
        };
        is_known(text) || (inner.len() < text.len() && is_known(inner))
    }
}

/// Whether a word is written as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Right,
    Wrong,
}

/// The team's own headings and aliases, then those of all languages that mean nothing else here.
fn section_names(team: &Team) -> Vec<SectionName> {
    let mut names: Vec<SectionName> = Vec::new();
    let mut add = |heading: &str, place: usize, spec: &SectionSpec, origin: Origin| {
        let folded = fold::heading(heading);
        if names.iter().all(|known| known.folded != folded) {
            let is_private = team.is_private(&spec.id);
            names.push(SectionName {
                letters: folded.chars().count(),
                bits: fold::letter_bits(&folded),
                folded,
                place,
                is_private,
                origin,
            });
        }
    };
    for (place, spec) in team.sections.iter().enumerate() {
        add(&spec.heading, place, spec, Origin::Team);
        for alias in &spec.aliases {
            add(alias, place, spec, Origin::Team);
        }
    }
    for language in Language::ALL {
        let origin = if language == team.language {
            Origin::Own
        } else {
            Origin::Other
        };
        for (place, spec) in team.sections.iter().enumerate() {
            let words = language.wording().section(spec.kind);
            let headings = words.iter().flat_map(|words| {
                std::iter::once(words.heading).chain(words.aliases.iter().copied())
            });
            for heading in headings {
                add(heading, place, spec, origin);
            }
        }
    }
    names
}

/// The names of the private sections that are not among the team's: what a person writes under one of
/// them all the same stays private.
fn private_names(team: &Team) -> Vec<String> {
    let ids = team.private.iter();
    let others = ids.filter(|id| team.section_by_id(id).is_none());
    let mut names = Vec::new();
    for id in others {
        names.push(fold::heading(id));
        for language in Language::ALL {
            let spec = default_section(id, language);
            let words = spec.and_then(|spec| language.wording().section(spec.kind));
            let headings = words.into_iter().flat_map(|words| {
                std::iter::once(words.heading).chain(words.aliases.iter().copied())
            });
            names.extend(headings.map(fold::heading));
        }
    }
    names
}

/// The most bytes of a text that may fold to one of the words.
fn most_bytes<'w>(words: impl Iterator<Item = &'w String>) -> usize {
    words.map(String::len).max().unwrap_or(0) * 2 + 16
}

fn spellings(own: &Labels) -> Vec<(String, Label)> {
    let all = [
        Label::Slows,
        Label::OwnCause,
        Label::OutsideCause,
        Label::Resolved,
        Label::NoWayRound,
    ];
    let mut names: Vec<(String, Label)> = Vec::new();
    let mut add = |word: &str, label: Label| {
        let folded = fold::heading(word);
        if names.iter().all(|(name, _)| *name != folded) {
            names.push((folded, label));
        }
    };
    for label in all {
        add(word_of(own, label), label);
    }
    for language in Language::ALL {
        for label in all {
            for word in words_of(&language.wording().labels, label) {
                add(word, label);
            }
        }
    }
    names
}

fn words_of(words: &LabelWords, label: Label) -> &'static [&'static str] {
    match label {
        Label::Slows => words.slows,
        Label::OwnCause => words.own_cause,
        Label::OutsideCause => words.outside_cause,
        Label::Resolved => words.resolved,
        Label::NoWayRound => words.no_way_round,
    }
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
