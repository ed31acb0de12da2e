//! What of the private text is sealed. A section that the team knows keeps its heading; every other
//! private section or part is private with its heading, and sealed with it.

use super::check_in::Frame;
use super::notes::Notes;
use super::rule;
use crate::model::language::is_none;
use crate::model::prompt::comment;
use crate::model::seal::SEALED_HEADING;
use crate::model::{PlainText, SealedText, Seals, Section};
use crate::text::armor::blocks;
use crate::text::markdown::BlockKind;
use crate::text::{Document, Span, document};

/// So many broken seals of one file are told.
const MOST_BROKEN: usize = 20;

/// A stretch that is for the two people alone.
struct Private {
    /// The line of its heading, where that is private, too.
    heading: Option<Span>,
    body: Span,
    level: u8,
}

pub(super) fn seals(
    document: &Document<'_>,
    cut: &[document::Section],
    sections: &[Section],
    frame: &Frame<'_>,
    notes: &mut Notes<'_>,
) -> Seals {
    let mut seals = Seals::default();
    for private in private(document, cut, sections, frame) {
        one(document, &private, frame, &mut seals, notes);
    }
    seals
}

fn private(
    document: &Document<'_>,
    cut: &[document::Section],
    sections: &[Section],
    frame: &Frame<'_>,
) -> Vec<Private> {
    let level = frame.team.section_level;
    let own_heading = |line: Span, words: &str| (words != SEALED_HEADING).then_some(line);
    let mut found = Vec::new();
    for (place, section) in cut.iter().zip(sections) {
        if section.private {
            let (heading, body) = match &section.id {
                Some(id) => (None, below_prompt(document, place, id, frame)),
                None => (
                    own_heading(place.heading_line, &section.heading.value),
                    place.body,
                ),
            };
            found.push(Private {
                heading,
                body,
                level,
            });
            continue;
        }
        let parts = place.parts.iter().zip(&section.parts);
        for (place, part) in parts.filter(|(_, part)| part.private) {
            found.push(Private {
                heading: own_heading(place.heading_line, &part.heading.value),
                body: place.body,
                level: level + 1,
            });
        }
    }
    found
}

/// The body without the marks and the question at its beginning, which are no secret.
fn below_prompt(
    document: &Document<'_>,
    place: &document::Section,
    id: &str,
    frame: &Frame<'_>,
) -> Span {
    let is_prompt = |span: Span| {
        let spec = frame.team.section_by_id(id);
        spec.is_some_and(|spec| comment(&spec.prompt) == span.of(document.text))
    };
    let is_ours = |span: Span, inside: Span| {
        inside.of(document.text).trim_start().starts_with("okr:") || is_prompt(span)
    };
    let mut start = place.body.start;
    for block in &document.blocks[place.blocks.clone()] {
        match block.kind {
            BlockKind::Comment { inside } if is_ours(block.span, inside) => start = block.span.end,
            // A mark may stand below another comment.
            BlockKind::Comment { .. } => {}
            _ => break,
        }
    }
    Span::new(start, place.body.end)
}

fn one(
    document: &Document<'_>,
    private: &Private,
    frame: &Frame<'_>,
    seals: &mut Seals,
    notes: &mut Notes<'_>,
) {
    let level = private.level;
    let mut start = private
        .heading
        .map_or(private.body.start, |line| line.start);
    let mut has_heading = private.heading.is_some();
    let blocks = blocks(document.text, private.body);
    let last = blocks.len();
    for index in 0..=last {
        let end = blocks
            .get(index)
            .map_or(private.body.end, |block| block.span.start);
        let span = whole_lines(Span::new(start, end), document.text);
        if has_heading || is_text(document, span, frame) {
            seals.plain.push(PlainText {
                span,
                has_heading,
                level,
            });
        }
        let Some(block) = blocks.get(index) else {
            break;
        };
        start = block.span.end;
        has_heading = false;
        let told = seals
            .sealed
            .iter()
            .filter(|sealed| !sealed.block.is_whole)
            .take(MOST_BROKEN)
            .count();
        if !block.is_whole && told < MOST_BROKEN {
            let message = "the sealed text is not whole: lines of it are gone or changed";
            let note = notes.note(rule::BROKEN_SEAL, block.span, message);
            note.help = Some("put it back as it was; git has the last whole one".to_owned());
        }
        seals.sealed.push(SealedText {
            heading: match (&private.heading, index) {
                (None, 0) => heading_above(document, private.body),
                _ => None,
            },
            block: block.clone(),
            level,
        });
    }
}

/// The stretch without white space at its ends, but from the beginning of its first line: what is sealed
/// stands where an indented line stood, and a fence is not indented.
fn whole_lines(stretch: Span, text: &str) -> Span {
    let span = stretch.trimmed(text);
    let before = Span::new(stretch.start, span.start).of(text);
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    Span::new(span.start - indent, span.end)
}

/// The line of the heading that stands for a sealed one.
fn heading_above(document: &Document<'_>, body: Span) -> Option<Span> {
    let end = document
        .blocks
        .partition_point(|block| block.span.start < body.start);
    let mut before = document.blocks[..end].iter().rev();
    let above = before.find(|block| matches!(block.kind, BlockKind::Heading { .. }))?;
    let BlockKind::Heading { text, .. } = above.kind else {
        return None;
    };
    let words = document.visible(text);
    (words.trim() == SEALED_HEADING).then_some(above.span)
}

/// Whether a reader would see anything there.
fn is_text(document: &Document<'_>, span: Span, frame: &Frame<'_>) -> bool {
    let starts_before = |at: usize| {
        document
            .blocks
            .partition_point(|block| block.span.start < at)
    };
    // The paragraph in which armor without a fence stands begins before the stretch behind it.
    let from = starts_before(span.start).saturating_sub(1);
    let blocks = &document.blocks[from..starts_before(span.end).max(from)];
    blocks.iter().any(|block| {
        let words = Span::new(
            block.words.start.max(span.start),
            block.words.end.min(span.end),
        );
        let is_words = !matches!(
            block.kind,
            BlockKind::Heading { .. } | BlockKind::Comment { .. } | BlockKind::Rule
        );
        if !is_words || words.is_empty() || words.start >= span.end {
            return false;
        }
        let text = document.visible(words);
        let text = text.trim();
        !text.is_empty() && !frame.lexicon.is_placeholder(text) && !is_none(text)
    })
}
