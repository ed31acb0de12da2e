//! The words that changed, by section and part: what stayed wholly as it was is left out.

use crate::diff::{Block, DescriptionChange, Diff, Item, SentenceChange};

/// What stands for the heading of words that have none.
const OUTSIDE: &str = "Outside the sections";

/// A section in which words changed.
pub(super) struct SectionWords<'d> {
    pub(super) heading: &'d str,
    pub(super) parts: Vec<PartWords<'d>>,
}

/// A part in which words changed; the beginning of a section has no heading.
pub(super) struct PartWords<'d> {
    pub(super) heading: Option<&'d str>,
    pub(super) blocks: Vec<&'d Block>,
}

/// The sections in which words changed, in the order of the newer check-in.
pub(super) fn changed(diff: &Diff) -> Vec<SectionWords<'_>> {
    let facts = diff.sections.iter().filter(|section| section.is_fact());
    let words = facts.map(|section| {
        let mut parts = vec![PartWords {
            heading: None,
            blocks: Vec::new(),
        }];
        for item in &section.items {
            let heading = match item {
                Item::Part { heading, .. } => Some(heading.as_str()),
                Item::Obstacle(index) => diff.obstacles[*index]
                    .side()
                    .map(|side| side.title.as_str()),
                Item::Task(_) => continue,
                Item::Block(block) => {
                    if let Some(part) = parts.last_mut().filter(|_| block.is_fact()) {
                        part.blocks.push(block);
                    }
                    continue;
                }
            };
            parts.push(PartWords {
                heading,
                blocks: Vec::new(),
            });
        }
        parts.retain(|part| !part.blocks.is_empty());
        SectionWords {
            heading: match section.heading.as_str() {
                "" => OUTSIDE,
                heading => heading,
            },
            parts,
        }
    });
    words.collect()
}

/// The words of an objective that changed, under its title.
pub(super) fn of_objective(change: &DescriptionChange) -> SectionWords<'_> {
    let blocks = change.blocks.iter().filter(|block| block.is_fact());
    SectionWords {
        heading: &change.title,
        parts: vec![PartWords {
            heading: None,
            blocks: blocks.collect(),
        }],
    }
}

/// Whether all of a block came.
pub(super) fn is_added(block: &Block) -> bool {
    block
        .sentences
        .iter()
        .all(|sentence| matches!(sentence, SentenceChange::Added(_)))
}

/// Whether all of a block went.
pub(super) fn is_removed(block: &Block) -> bool {
    block
        .sentences
        .iter()
        .all(|sentence| matches!(sentence, SentenceChange::Removed(_)))
}
