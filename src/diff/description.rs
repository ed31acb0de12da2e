//! What changed in the words of an objective: why it matters, and what it is not. Its fields are in
//! `definition`.

use super::content::{Entry, Stretch, StretchKey};
use super::definition::same;
use super::section::{Block, Gone, Item};
use super::stretch;
use crate::model::{Objective, ObjectiveId, Okrs};
use crate::text::markdown::passages;
use crate::text::prose::sentences;

/// The words of one objective.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescriptionChange {
    /// Which objective.
    pub objective: ObjectiveId,
    /// Its title, of the newer state.
    pub title: String,
    /// What stands in it, sentence by sentence, with what is gone.
    pub blocks: Vec<Block>,
}

/// The objectives whose words changed from `before` to `after`, in their order. Of one that is gone as a
/// whole nothing is told here.
#[must_use]
pub fn descriptions(before: &Okrs, after: &Okrs) -> Vec<DescriptionChange> {
    let changes = after.objectives().iter().filter_map(|objective| {
        let old = same(before, objective).map_or("", |old: &Objective| &old.description);
        let blocks = blocks(old, &objective.description);
        blocks
            .iter()
            .any(Block::is_fact)
            .then(|| DescriptionChange {
                objective: objective.id.clone(),
                title: objective.title.clone(),
                blocks,
            })
    });
    changes.collect()
}

fn blocks(before: &str, after: &str) -> Vec<Block> {
    if before == after {
        return Vec::new();
    }
    let none_are_gone = Gone {
        obstacles: Vec::new(),
        tasks: Vec::new(),
    };
    let (old, new) = (stretch_of(before), stretch_of(after));
    let items = stretch::items(Some(&old), Some(&new), &none_are_gone).into_iter();
    let blocks = items.filter_map(|item| match item {
        Item::Block(block) => Some(block),
        Item::Part { .. } | Item::Obstacle(_) | Item::Task(_) => None,
    });
    blocks.collect()
}

fn stretch_of(text: &str) -> Stretch {
    let passages = passages(text, 0);
    let blocks = passages
        .iter()
        .map(|passage| Entry::Block(passage.kind, sentences(passage)));
    Stretch {
        key: StretchKey::Beginning,
        heading: String::new(),
        entries: blocks.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cycle, Team};
    use crate::text::Source;
    use crate::text::prose::Mark;

    fn okrs(words: &str) -> Okrs {
        let text = format!("---\ntitle: T\nowner: ada\n---\n{words}");
        let cycle = Cycle::of_calendar("2026-Q4").unwrap();
        let id = ObjectiveId::new("fast").unwrap();
        let source = Source::new(text.into_bytes());
        let read = crate::read::objective(
            &source,
            "okrs/2026-Q4/fast.md",
            &cycle,
            &id,
            &Team::default(),
        );
        Okrs::new(vec![read.value])
    }

    #[test]
    fn tells_the_words_that_went_and_came() {
        let old = okrs("People leave where it takes long.\n\nIt is no rewrite.\n");
        let new = okrs("People leave where it\ntakes too long.\n\nIt is no rewrite.\n");
        let changes = descriptions(&old, &new);
        assert_eq!(changes.len(), 1);
        let sentences = changes[0].blocks.iter().flat_map(|block| &block.sentences);
        let added: Vec<String> = sentences
            .flat_map(super::super::SentenceChange::pieces)
            .filter(|piece| piece.mark == Mark::Added)
            .map(|piece| piece.text.trim().to_owned())
            .collect();
        assert_eq!(added, ["too"]);
    }

    #[test]
    fn says_nothing_of_words_that_are_wrapped_in_another_way() {
        let old = okrs("People leave where it takes long.\n");
        assert_eq!(
            descriptions(&old, &okrs("People leave\nwhere it takes long.\n")),
            []
        );
        assert_eq!(descriptions(&old, &Okrs::default()), []);
        assert_eq!(descriptions(&Okrs::default(), &old).len(), 1);
    }
}
