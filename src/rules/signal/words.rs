//! What a person wrote in answer to a question, piece by piece, and what can be told of its words.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::model::{Answer, By, CheckIn, KeyResultRef, Language, Section, SectionKind, Team};
use crate::text::Span;
use crate::text::markdown::without_comments;

/// The text of a section before its parts, or of one part.
pub(super) struct Piece<'a> {
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

/// The pieces of the answers in which a person tells in prose how it goes: of their own sections but for
/// those of tasks, obstacles, changes and wishes. What is for the two people alone is left out.
pub(super) fn pieces<'a>(check_in: &'a CheckIn, team: &Team) -> Vec<Piece<'a>> {
    let told = |section: &&Section| {
        let spec = section.id.as_ref().and_then(|id| team.section_by_id(id));
        let by_person = spec.is_some_and(|spec| spec.by == By::Person);
        let prose = matches!(
            section.kind,
            Some(
                SectionKind::Progress
                    | SectionKind::Behind
                    | SectionKind::Confidence
                    | SectionKind::Custom
            )
        );
        by_person && prose && !section.private && section.answer == Answer::Text
    };
    let sections = check_in.sections.iter().filter(told);
    sections
        .flat_map(|section| of_section(check_in, section))
        .collect()
}

/// The pieces of one section.
pub(super) fn of_section<'a>(check_in: &'a CheckIn, section: &'a Section) -> Vec<Piece<'a>> {
    let first = section.parts.first().map(|part| {
        let heading = part.heading.span.start;
        check_in.text[..heading]
            .rfind('\n')
            .map_or(heading, |at| at + 1)
    });
    let before = Span::new(section.body.start, first.unwrap_or(section.body.end));
    let piece = |heading, key_result, span: Span| Piece {
        section,
        heading,
        key_result,
        span: span.trimmed(&check_in.text),
        text: without_comments(span.of(&check_in.text)),
    };
    let parts = section.parts.iter().filter(|part| !part.private);
    let parts = parts.map(|part| {
        piece(
            part.heading.value.as_str(),
            part.key_result.as_ref(),
            part.body,
        )
    });
    let all = std::iter::once(piece("", None, before)).chain(parts);
    all.filter(|piece| words(&piece.text).next().is_some())
        .collect()
}

/// The words of a text: letters and digits with what joins them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let joins = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
    text.split(move |c| !joins(c))
        .filter(|word| !word.is_empty())
}

/// Whether no word of the text says anything that could be checked, in one of the languages.
pub(super) fn is_vague(text: &str) -> bool {
    let mut all = words(text).peekable();
    let is_said = all.peek().is_some();
    let all = || words(text);
    is_said
        && vague()
            .iter()
            .any(|known| all().all(|word| is_among(known, word)))
        && !is_code_or_link(text)
}

fn is_among(known: &FxHashSet<&str>, word: &str) -> bool {
    let folded = word.to_lowercase();
    let stem = folded.split(['\'', '’']).next().unwrap_or("");
    known.contains(stem)
}

/// The vague words of each language.
fn vague() -> &'static [FxHashSet<&'static str>] {
    static VAGUE: OnceLock<Vec<FxHashSet<&str>>> = OnceLock::new();
    VAGUE.get_or_init(|| {
        let languages = Language::ALL.iter();
        let words = languages.map(|language| language.wording().vague);
        words
            .map(|words| words.split_whitespace().collect())
            .collect()
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
