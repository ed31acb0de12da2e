//! Obstacles: each part of the section, with its labelled items.

use memchr::memchr;

use super::check_in::Frame;
use super::notes::Notes;
use super::{reading, rule};
use crate::diag::Fix;
use crate::model::lexicon::{Label, Spelling};
use crate::model::{KeyResultRef, Obstacle, Section, SectionKind};
use crate::text::armor::blocks;
use crate::text::markdown::BlockKind;
use crate::text::{Document, Span, Spanned, document, fold};

/// The obstacles, in the order of the file.
pub(super) fn obstacles(
    document: &Document<'_>,
    cut: &[document::Section],
    sections: &[Section],
    frame: &Frame<'_>,
    notes: &mut Notes<'_>,
) -> Vec<Obstacle> {
    let mut obstacles = Vec::new();
    for (place, section) in cut.iter().zip(sections) {
        if section.kind != Some(SectionKind::Obstacles) {
            continue;
        }
        for (place, part) in place.parts.iter().zip(&section.parts) {
            let is_sealed = part.private && !blocks(document.text, part.body).is_empty();
            if is_sealed || frame.lexicon.is_placeholder(&part.heading.value) {
                continue;
            }
            let mut obstacle = Obstacle {
                id: fold::slug(&part.heading.value),
                title: part.heading.clone(),
                slows: Vec::new(),
                own_cause: None,
                outside_cause: None,
                resolved: None,
                no_way_round: None,
                body: part.body,
                private: part.private,
            };
            for block in &document.blocks[place.blocks.clone()] {
                if matches!(block.kind, BlockKind::Item { .. }) {
                    item(document, block.words, &mut obstacle, frame, notes);
                }
            }
            obstacles.push(obstacle);
        }
    }
    obstacles
}

fn item(
    document: &Document<'_>,
    words: Span,
    obstacle: &mut Obstacle,
    frame: &Frame<'_>,
    notes: &mut Notes<'_>,
) {
    let text = document.text;
    let content = words.of(text);
    let Some(colon) = memchr(b':', content.as_bytes()) else {
        return;
    };
    let written = Span::new(words.start, words.start + colon).trimmed(text);
    let Some(label) = label(written, text, frame, notes) else {
        return;
    };
    let value = Span::new(words.start + colon + 1, words.end).trimmed(text);
    let said = document.visible(value).trim().to_owned();
    if frame.lexicon.is_placeholder(&said) {
        return;
    }
    let said = Spanned::new(said, value);
    match label {
        Label::Slows => obstacle.slows.extend(slows(text, value, frame, notes)),
        Label::OwnCause => obstacle.own_cause = Some(said),
        Label::OutsideCause => obstacle.outside_cause = Some(said),
        Label::Resolved => obstacle.resolved = Some(said),
        Label::NoWayRound => obstacle.no_way_round = Some(said),
    }
}

fn slows(
    text: &str,
    value: Span,
    frame: &Frame<'_>,
    notes: &mut Notes<'_>,
) -> Vec<Spanned<KeyResultRef>> {
    let mut slows = Vec::new();
    let mut at = value.start;
    for name in value.of(text).split([',', ';']) {
        let span = Span::new(at, at + name.len()).trimmed(text);
        at += name.len() + 1;
        let name = span.of(text).trim_matches(['`', '.', ' ']);
        if name.is_empty() || frame.okrs.is_empty() {
            continue;
        }
        if let Some(found) = reading::key_result(name, span, frame, notes) {
            slows.push(Spanned::new(found.reference.clone(), span));
        }
    }
    slows
}

/// The label that is written, also where it is misspelt.
fn label(written: Span, text: &str, frame: &Frame<'_>, notes: &mut Notes<'_>) -> Option<Label> {
    let (label, spelling) = frame.lexicon.label(written.of(text))?;
    if spelling == Spelling::Right {
        return Some(label);
    }
    let right = frame.lexicon.label_word(label);
    let message = format!("'{}' seems to be the label '{right}'", written.of(text));
    let note = notes.note(rule::MISSPELT_LABEL, written, message);
    note.help = Some(format!("did you mean '{right}:'?"));
    note.fix = Some(Fix::replace(format!("write '{right}'"), written, right));
    Some(label)
}
