//! One stretch of words in both check-ins: which sentences are the same, wherever in it they stand, and
//! where those that are gone are shown.

use super::content::{Entry, Stretch};
use super::section::{Block, Gone, Item, SentenceChange};
use crate::text::likeness::{MOST_COMPARISONS, closest, equal_pairs, unpaired};
use crate::text::markdown::PassageKind;
use crate::text::prose::{ALIKE, Piece, Sentence, edited, likeness};

/// What stands in the stretch: the newer one in its order; what is gone stands behind the sentence that
/// it stood behind, else before the one that it stood before, else in a block of its own.
pub(super) fn items(old: Option<&Stretch>, new: Option<&Stretch>, gone: &Gone) -> Vec<Item> {
    let (old_words, new_words) = (Words::of(old), Words::of(new));
    let pairs = pairs(&old_words.sentences, &new_words.sentences);
    let mut layout = Layout::new(&old_words, &new_words, pairs);
    let mut items = Vec::new();
    items.extend(
        std::mem::take(&mut layout.first)
            .into_iter()
            .map(Item::Block),
    );
    let mut at = 0;
    for entry in new.map_or(&[][..], |stretch| &stretch.entries) {
        match entry {
            Entry::Obstacle(index) => items.push(Item::Obstacle(*index)),
            Entry::Task(index) => items.push(Item::Task(*index)),
            Entry::Block(kind, sentences) => {
                let places = at..at + sentences.len();
                at = places.end;
                items.push(Item::Block(layout.block(*kind, places.clone())));
                let behind = places.flat_map(|place| std::mem::take(&mut layout.behind[place]));
                items.extend(behind.map(Item::Block));
            }
        }
    }
    for entry in old.map_or(&[][..], |stretch| &stretch.entries) {
        match entry {
            Entry::Obstacle(index) if gone.obstacles[*index] => items.push(Item::Obstacle(*index)),
            Entry::Task(index) if gone.tasks[*index] => items.push(Item::Task(*index)),
            _ => {}
        }
    }
    items
}

/// The sentences of a stretch, and the block that each is in.
struct Words<'s> {
    sentences: Vec<&'s Sentence>,
    blocks: Vec<(PassageKind, std::ops::Range<usize>)>,
}

impl<'s> Words<'s> {
    fn of(stretch: Option<&'s Stretch>) -> Self {
        let mut words = Self {
            sentences: Vec::new(),
            blocks: Vec::new(),
        };
        for entry in stretch.map_or(&[][..], |stretch| &stretch.entries) {
            if let Entry::Block(kind, sentences) = entry {
                let start = words.sentences.len();
                words.sentences.extend(sentences);
                words.blocks.push((*kind, start..words.sentences.len()));
            }
        }
        words
    }
}

/// Sentences that are the same, equal ones first, then those most alike, with their words where those
/// differ.
fn pairs(old: &[&Sentence], new: &[&Sentence]) -> Vec<(usize, usize, Option<Vec<Piece>>)> {
    let texts = |sentences: &[&Sentence]| -> Vec<String> {
        sentences
            .iter()
            .map(|sentence| sentence.text.clone())
            .collect()
    };
    let equal = equal_pairs(&texts(old), &texts(new));
    let (l, r) = unpaired(&equal, old.len(), new.len());
    let mut pairs: Vec<_> = equal.into_iter().map(|(l, r)| (l, r, None)).collect();
    if l.len() * r.len() <= MOST_COMPARISONS {
        let alike = closest(l.len(), r.len(), ALIKE, |a, b| {
            likeness(old[l[a]], new[r[b]])
        });
        pairs.extend(alike.iter().filter_map(|(a, b)| {
            let (l, r) = (l[*a], r[*b]);
            Some((l, r, Some(edited(old[l], new[r])?)))
        }));
    }
    pairs
}

/// What became of each sentence of the newer stretch, and what is shown beside it.
struct Layout<'s> {
    new: Vec<&'s Sentence>,
    /// What became of each; `None` where it is new.
    became: Vec<Option<SentenceChange>>,
    /// Sentences that are gone, right before and right behind each sentence.
    before: Vec<Vec<&'s Sentence>>,
    after: Vec<Vec<&'s Sentence>>,
    /// Blocks that are gone, at the top and behind the block of each sentence.
    first: Vec<Block>,
    behind: Vec<Vec<Block>>,
}

impl<'s> Layout<'s> {
    fn new(
        old: &Words<'s>,
        new: &Words<'s>,
        pairs: Vec<(usize, usize, Option<Vec<Piece>>)>,
    ) -> Self {
        let count = new.sentences.len();
        let mut layout = Self {
            new: new.sentences.clone(),
            became: vec![None; count],
            before: vec![Vec::new(); count],
            after: vec![Vec::new(); count],
            first: Vec::new(),
            behind: vec![Vec::new(); count],
        };
        let mut to_new = vec![None; old.sentences.len()];
        for (l, r, pieces) in pairs {
            to_new[l] = Some(r);
            let same = || SentenceChange::Same(new.sentences[r].text.clone());
            layout.became[r] = Some(pieces.map_or_else(same, SentenceChange::Edited));
        }
        let mut last = None;
        for (kind, block) in &old.blocks {
            let (mut previous, mut block_of_gone) = (None, Vec::new());
            let next = block.clone().find_map(|place| to_new[place]);
            for place in block.clone() {
                let sentence = old.sentences[place];
                match (to_new[place], previous) {
                    (Some(at), _) => previous = Some(at),
                    (None, Some(at)) => layout.after[at].push(sentence),
                    (None, None) => match next {
                        Some(at) => layout.before[at].push(sentence),
                        None => block_of_gone.push(SentenceChange::Removed(sentence.text.clone())),
                    },
                }
            }
            if !block_of_gone.is_empty() {
                let block = Block {
                    kind: *kind,
                    sentences: block_of_gone,
                };
                let target = last.map_or(&mut layout.first, |at: usize| &mut layout.behind[at]);
                target.push(block);
            }
            last = previous.or(last);
        }
        layout
    }

    /// The block of the sentences at `places`. What is gone stands before what came in its place.
    fn block(&mut self, kind: PassageKind, places: std::ops::Range<usize>) -> Block {
        let removed = |gone: &&Sentence| SentenceChange::Removed(gone.text.clone());
        let mut sentences = Vec::new();
        let mut added = Vec::new();
        for place in places {
            let Some(change) = self.became[place].take() else {
                added.push(SentenceChange::Added(self.new[place].text.clone()));
                continue;
            };
            sentences.extend(self.before[place].iter().map(removed));
            sentences.append(&mut added);
            sentences.push(change);
            sentences.extend(self.after[place].iter().map(removed));
        }
        sentences.append(&mut added);
        Block { kind, sentences }
    }
}
