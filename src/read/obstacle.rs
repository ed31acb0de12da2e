//! Obstacles: each part of the section, with its labelled items.

use super::check_in::Frame;
use super::notes::Notes;
use super::{reading, rule, section};
use crate::diag::Fix;
use crate::model::{KeyResultRef, Labels, Obstacle, Section, SectionKind, Team};
use crate::text::markdown::{BlockKind, without_comments};
use crate::text::{Document, Span, Spanned, document, fold};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Slows,
    OwnCause,
    OutsideCause,
    Resolved,
    NoWayRound,
}

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
            if section::is_placeholder(&part.heading.value, frame.team) {
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
                    item(document.text, block.words, &mut obstacle, frame, notes);
                }
            }
            obstacles.push(obstacle);
        }
    }
    obstacles
}

fn item(
    text: &str,
    words: Span,
    obstacle: &mut Obstacle,
    frame: &Frame<'_>,
    notes: &mut Notes<'_>,
) {
    let content = words.of(text);
    let Some(colon) = content.find(':') else {
        return;
    };
    let written = Span::new(words.start, words.start + colon).trimmed(text);
    let Some(label) = label(written, text, frame.team, notes) else {
        return;
    };
    let value = Span::new(words.start + colon + 1, words.end).trimmed(text);
    let said = without_comments(value.of(text)).trim().to_owned();
    if section::is_placeholder(&said, frame.team) {
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
fn label(written: Span, text: &str, team: &Team, notes: &mut Notes<'_>) -> Option<Label> {
    let word = fold::folded(written.of(text).trim_matches(['*', '_']));
    let names = names(team);
    if let Some((_, label)) = names.iter().find(|(name, _)| *name == word) {
        return Some(*label);
    }
    let near = fold::nearest(&word, names.iter().map(|(name, _)| name.as_str()))?.to_owned();
    let (_, label) = names.iter().find(|(name, _)| *name == near)?;
    let right = own_name(&labels(team), *label);
    let message = format!("'{}' seems to be the label '{right}'", written.of(text));
    let note = notes.note(rule::MISSPELT_LABEL, written, message);
    note.help = Some(format!("did you mean '{right}:'?"));
    note.fix = Some(Fix::replace(format!("write '{right}'"), written, right));
    Some(*label)
}

/// Whether a text is one of the labels.
pub(super) fn is_label(text: &str, team: &Team) -> bool {
    let word = fold::folded(text.trim_matches(['*', '_', ' ']));
    names(team).iter().any(|(name, _)| *name == word)
}

fn labels(team: &Team) -> Labels {
    team.section(SectionKind::Obstacles)
        .map_or_else(Labels::default, |spec| spec.labels.clone())
}

fn own_name(labels: &Labels, label: Label) -> String {
    match label {
        Label::Slows => &labels.slows,
        Label::OwnCause => &labels.own_cause,
        Label::OutsideCause => &labels.outside_cause,
        Label::Resolved => &labels.resolved,
        Label::NoWayRound => &labels.no_way_round,
    }
    .clone()
}

/// Every spelling of every label, folded: the team's, those of the process, and its other words.
fn names(team: &Team) -> Vec<(String, Label)> {
    let all = [
        Label::Slows,
        Label::OwnCause,
        Label::OutsideCause,
        Label::Resolved,
        Label::NoWayRound,
    ];
    let (own, default) = (labels(team), Labels::default());
    let mut names = Vec::new();
    for label in all {
        names.push((fold::folded(&own_name(&own, label)), label));
        let standard = fold::folded(&own_name(&default, label));
        if names.iter().all(|(name, _)| *name != standard) {
            names.push((standard, label));
        }
    }
    names.push(("subjective cause".to_owned(), Label::OwnCause));
    names.push(("objective cause".to_owned(), Label::OutsideCause));
    names
}
