//! What a person wrote in answer to a question, piece by piece, and what can be told of its words.

use std::borrow::Cow;

use crate::model::{Answer, By, CheckIn, KeyResultRef, Section, SectionKind, Team};
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

/// Words that say nothing which could be checked. An answer of these alone is vague.
const VAGUE: [&str; 148] = [
    "a",
    "about",
    "again",
    "ahead",
    "all",
    "almost",
    "already",
    "also",
    "always",
    "am",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "bad",
    "be",
    "been",
    "being",
    "better",
    "bit",
    "both",
    "busy",
    "but",
    "by",
    "change",
    "changes",
    "close",
    "come",
    "coming",
    "continue",
    "continued",
    "continues",
    "continuing",
    "currently",
    "delay",
    "delayed",
    "delays",
    "do",
    "doing",
    "done",
    "due",
    "end",
    "everything",
    "expected",
    "far",
    "few",
    "fine",
    "finish",
    "for",
    "forward",
    "from",
    "general",
    "generally",
    "getting",
    "go",
    "goes",
    "going",
    "good",
    "great",
    "had",
    "hard",
    "has",
    "have",
    "here",
    "hope",
    "hopefully",
    "i",
    "improve",
    "improved",
    "improving",
    "in",
    "is",
    "issue",
    "issues",
    "it",
    "just",
    "keep",
    "last",
    "later",
    "less",
    "little",
    "lot",
    "lots",
    "made",
    "make",
    "making",
    "minor",
    "more",
    "mostly",
    "moving",
    "my",
    "need",
    "needs",
    "new",
    "next",
    "nice",
    "no",
    "normal",
    "not",
    "nothing",
    "now",
    "of",
    "ok",
    "okay",
    "on",
    "ongoing",
    "our",
    "plan",
    "planned",
    "planning",
    "problem",
    "problems",
    "progress",
    "progressing",
    "pushing",
    "quite",
    "reasons",
    "schedule",
    "slow",
    "slowly",
    "smoothly",
    "so",
    "some",
    "soon",
    "steady",
    "still",
    "stuff",
    "that",
    "the",
    "there",
    "things",
    "this",
    "time",
    "to",
    "track",
    "usual",
    "various",
    "very",
    "was",
    "we",
    "week",
    "well",
    "with",
    "work",
    "worked",
    "working",
];

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

/// Whether no word of the text says anything that could be checked.
pub(super) fn is_vague(text: &str) -> bool {
    let mut all = words(text).peekable();
    all.peek().is_some() && all.all(is_vague_word) && !is_code_or_link(text)
}

fn is_vague_word(word: &str) -> bool {
    let folded = word.to_lowercase();
    let stem = folded.split(['\'', '’']).next().unwrap_or("");
    VAGUE.binary_search(&stem).is_ok()
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
    fn has_its_vague_words_in_order() {
        assert!(VAGUE.is_sorted());
    }

    #[test]
    fn calls_vague_what_says_nothing_that_could_be_checked() {
        for vague in [
            "Good progress this week.",
            "Ongoing",
            "We're still working on it, as planned.",
            "Some delays, nothing new.",
        ] {
            assert!(is_vague(vague), "{vague}");
        }
        for telling in [
            "Moved the vault call off the hot path.",
            "Done: 4f2a9c1",
            "See [it](x)",
            "340 to 310",
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
