//! What a person wrote in answer to a question, piece by piece, and what can be told of its words.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::in_words::{About, InWords};
use crate::model::{Answer, By, CheckIn, KeyResultRef, Language, Section, SectionKind, Team};
use crate::text::markdown::without_comments;
use crate::text::{Span, fold};

/// The text of a section before its parts, or of one part.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Piece<'a> {
    /// The section.
    pub section: &'a Section,
    /// The heading of the part; empty for what stands before the parts.
    pub heading: &'a str,
    /// The key result that the heading names.
    pub key_result: Option<&'a KeyResultRef>,
    /// Where the words stand.
    pub span: Span,
    /// The words, without comments.
    pub text: Cow<'a, str>,
}

impl Piece<'_> {
    /// That a rule speaks of it.
    pub(super) fn noticed(&self, rule: &'static str) -> InWords {
        let section = self.section.heading.value.clone();
        let heading = match self.heading {
            "" => section.clone(),
            heading => heading.to_owned(),
        };
        InWords {
            rule,
            section,
            about: About::Answer(heading, self.key_result.cloned()),
            span: self.span,
        }
    }
}

/// The pieces of the answers in which a person tells in prose how it goes: of their own sections but for
/// those of tasks, obstacles, changes and wishes. What is for the two people alone is left out.
pub(in crate::rules) fn pieces<'a>(check_in: &'a CheckIn, team: &Team) -> Vec<Piece<'a>> {
    let sections = check_in.sections.iter();
    let told = sections.filter(|section| is_told(section, team));
    told.flat_map(|section| of_section(check_in, section))
        .collect()
}

/// Whether the check-in has a piece at the place of this one that says the same, white space and case
/// aside.
pub(super) fn says_the_same(check_in: &CheckIn, team: &Team, piece: &Piece<'_>) -> bool {
    let sections = check_in.sections.iter();
    let mut same = sections
        .filter(|section| section.id == piece.section.id && is_told(section, team))
        .flat_map(|section| spans(check_in, section))
        .filter(|(heading, _, _)| *heading == piece.heading)
        .map(|(_, _, span)| without_comments(span.of(&check_in.text)));
    same.any(|text| fold::is_equal(&text, &piece.text))
}

fn is_told(section: &Section, team: &Team) -> bool {
    let is_prose = matches!(
        section.kind,
        Some(
            SectionKind::Progress
                | SectionKind::Behind
                | SectionKind::Confidence
                | SectionKind::Custom
        )
    );
    let by_person = || {
        let spec = section.id.as_ref().and_then(|id| team.section_by_id(id));
        spec.is_some_and(|spec| spec.by == By::Person)
    };
    is_prose && !section.private && section.answer == Answer::Text && by_person()
}

/// The pieces of one section.
pub(super) fn of_section<'a>(
    check_in: &'a CheckIn,
    section: &'a Section,
) -> impl Iterator<Item = Piece<'a>> {
    let pieces = spans(check_in, section).map(move |(heading, key_result, span)| Piece {
        section,
        heading,
        key_result,
        span: span.trimmed(&check_in.text),
        text: without_comments(span.of(&check_in.text)),
    });
    pieces.filter(|piece| has_words(&piece.text))
}

/// The heading, key result and place of each piece of a section.
fn spans<'a>(
    check_in: &CheckIn,
    section: &'a Section,
) -> impl Iterator<Item = (&'a str, Option<&'a KeyResultRef>, Span)> + use<'a> {
    let first = section.parts.first().map(|part| {
        let heading = part.heading.span.start;
        check_in.text[..heading]
            .rfind('\n')
            .map_or(heading, |at| at + 1)
    });
    let before = Span::new(section.body.start, first.unwrap_or(section.body.end));
    let parts = section.parts.iter().filter(|part| !part.private);
    let parts = parts.map(|part| {
        let heading = part.heading.value.as_str();
        (heading, part.key_result.as_ref(), part.body)
    });
    std::iter::once(("", None, before)).chain(parts)
}

/// The words of a text: letters and digits with what joins them.
pub(super) fn words(text: &str) -> Words<'_> {
    Words { rest: text }
}

/// See [`words`].
pub(super) struct Words<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let joins = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
        let behind = &self.rest[stretch(self.rest, |c| !joins(c))..];
        let (word, rest) = behind.split_at(stretch(behind, joins));
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }
}

/// The bytes of the characters that a text begins with and that are some.
fn stretch(text: &str, is_some: impl Fn(char) -> bool) -> usize {
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let character = if byte.is_ascii() {
            Some(char::from(*byte))
        } else {
            text[at..].chars().next()
        };
        match character.filter(|character| is_some(*character)) {
            Some(character) => at += character.len_utf8(),
            None => break,
        }
    }
    at
}

/// Whether a text has a word at all.
fn has_words(text: &str) -> bool {
    text.as_bytes()
        .first()
        .is_some_and(u8::is_ascii_alphanumeric)
        || words(text).next().is_some()
}

/// Whether no word of the text says anything that could be checked, in one of the languages.
pub(super) fn is_vague(text: &str) -> bool {
    let mut all = words(text).peekable();
    all.peek().is_some()
        && vague()
            .iter()
            .any(|known| words(text).all(|word| known.has(word)))
        && !is_code_or_link(text)
}

/// The words of one language that say nothing, in lower case.
struct Vague {
    words: FxHashSet<&'static str>,
}

/// No such word has more bytes.
const LONGEST: usize = 32;

impl Vague {
    fn new(words: &'static str) -> Self {
        Self {
            words: words.split_whitespace().collect(),
        }
    }

    fn has(&self, word: &str) -> bool {
        let end = if word.is_ascii() {
            word.bytes().position(|byte| byte == b'\'')
        } else {
            word.find(['\'', '’'])
        };
        let stem = end.map_or(word, |end| &word[..end]);
        if stem.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return self.words.contains(stem);
        }
        if !stem.is_ascii() {
            return self.words.contains(stem.to_lowercase().as_str());
        }
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..stem.len()) else {
            return false;
        };
        lower.copy_from_slice(stem.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).is_ok_and(|stem| self.words.contains(stem))
    }
}

/// The vague words of each language.
fn vague() -> &'static [Vague] {
    static VAGUE: OnceLock<Vec<Vague>> = OnceLock::new();
    VAGUE.get_or_init(|| {
        let languages = Language::ALL.iter();
        let words = languages.map(|language| language.wording().vague);
        words.map(Vague::new).collect()
    })
}

/// Whether the text names something that others can look at: a figure, a link, code, a picture.
pub(super) fn has_evidence(text: &str) -> bool {
    text.chars().any(char::is_numeric) || is_code_or_link(text)
}

fn is_code_or_link(text: &str) -> bool {
    text.contains('`') || text.contains("://") || text.contains("](")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_vague_what_says_nothing_that_could_be_checked() {
        for vague in [
            "Good progress this week.",
            "Ongoing",
            "We're still working on it, as planned.",
            "Some delays, nothing new.",
            "Gute Fortschritte, läuft weiter nach Plan.",
            "Es gab leider noch ein paar Verzögerungen.",
            "Wir sind dran.",
        ] {
            assert!(is_vague(vague), "{vague}");
        }
        for telling in [
            "Moved the vault call off the hot path.",
            "Done: 4f2a9c1",
            "See [it](x)",
            "340 to 310",
            "Den Aufruf des Tresors aus dem heißen Pfad genommen.",
            "Die Lieferanten warten auf den Vertrag.",
            "made die",
            "割り当て",
            "",
        ] {
            assert!(!is_vague(telling), "{telling}");
        }
    }

    #[test]
    fn knows_no_vague_word_that_is_longer_than_any() {
        let longest = vague()
            .iter()
            .flat_map(|known| &known.words)
            .map(|word| word.len());
        assert!(longest.max().unwrap() <= LONGEST);
    }

    #[test]
    fn takes_figures_links_and_code_for_evidence() {
        for text in [
            "from 340 ms",
            "see https://x.example",
            "`4f2a`",
            "![chart](c.png)",
        ] {
            assert!(has_evidence(text), "{text}");
        }
        assert!(!has_evidence("Moved the vault call off the hot path."));
    }
}
