//! The words that changed, sentence by sentence, for programs.

use serde::Serialize;

use crate::diff::{DescriptionChange, SectionChange, SentenceChange};
use crate::text::prose::Mark;

/// The words of an objective.
#[derive(Serialize)]
pub(super) struct Description<'d> {
    objective: &'d str,
    title: &'d str,
    sentences: Vec<Sentence<'d>>,
}

#[derive(Serialize)]
pub(super) struct Section<'d> {
    id: Option<&'d str>,
    heading: &'d str,
    sentences: Vec<Sentence<'d>>,
}

#[derive(Serialize)]
struct Sentence<'d> {
    change: &'static str,
    pieces: Vec<OnePiece<'d>>,
}

#[derive(Serialize)]
struct OnePiece<'d> {
    mark: &'static str,
    text: &'d str,
}

/// An objective's words for a program.
pub(super) fn description(change: &DescriptionChange) -> Description<'_> {
    let sentences = change.blocks.iter().flat_map(|block| &block.sentences);
    Description {
        objective: change.objective.as_str(),
        title: &change.title,
        sentences: sentences.filter_map(sentence).collect(),
    }
}

/// A section's words for a program.
pub(super) fn section(change: &SectionChange) -> Section<'_> {
    Section {
        id: change.id.as_deref(),
        heading: &change.heading,
        sentences: change.sentences().filter_map(sentence).collect(),
    }
}

fn sentence(change: &SentenceChange) -> Option<Sentence<'_>> {
    let whole = |mark, text| vec![OnePiece { mark, text }];
    Some(match change {
        SentenceChange::Same(_) => return None,
        SentenceChange::Removed(text) => Sentence {
            change: "removed",
            pieces: whole("removed", text),
        },
        SentenceChange::Added(text) => Sentence {
            change: "added",
            pieces: whole("added", text),
        },
        SentenceChange::Edited(pieces) => Sentence {
            change: "edited",
            pieces: pieces
                .iter()
                .map(|piece| OnePiece {
                    mark: match piece.mark {
                        Mark::Same => "same",
                        Mark::Removed => "removed",
                        Mark::Added => "added",
                    },
                    text: &piece.text,
                })
                .collect(),
        },
    })
}
