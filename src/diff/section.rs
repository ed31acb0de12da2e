//! The newer document in its own order, each sentence with what became of it, and what is gone from the
//! older one beside the place where it stood. Which sentences are the same is told in `stretch`.

use rustc_hash::FxHashMap;

use super::content::{Content, Index, Stretch, StretchKey, contents};
use super::{Change, Context, obstacle, stretch, task};
use crate::model::{CheckIn, KeyResultRef, SectionKind};
use crate::text::markdown::PassageKind;
use crate::text::prose::{Mark, Piece};

/// One section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionChange {
    /// The team's id of it; `None` for one that the team does not know.
    pub id: Option<String>,
    /// Which section of the process it is.
    pub kind: Option<SectionKind>,
    /// The heading as the newer check-in has it, else the older one; empty for what stands in no section.
    pub heading: String,
    /// Which of the two check-ins has it.
    pub is_in: Change<bool>,
    /// What stands in it.
    pub items: Vec<Item>,
}

/// What stands in a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// The heading of a part.
    Part {
        /// The heading as written.
        heading: String,
        /// The key result that it names.
        key_result: Option<KeyResultRef>,
        /// Which of the two check-ins has it.
        mark: Mark,
    },
    /// An obstacle: an index in [`Diff::obstacles`](super::Diff::obstacles).
    Obstacle(usize),
    /// A task: an index in [`Diff::tasks`](super::Diff::tasks).
    Task(usize),
    /// Words.
    Block(Block),
}

/// A paragraph, item, heading, row or line of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: PassageKind,
    /// Its sentences, in order, and those that are gone.
    pub sentences: Vec<SentenceChange>,
}

/// One sentence as Markdown on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SentenceChange {
    /// Both check-ins have it.
    Same(String),
    /// It is gone.
    Removed(String),
    /// It is new.
    Added(String),
    /// It was edited.
    Edited(Vec<Piece>),
}

/// Which obstacles and tasks the newer check-in does not have.
pub(super) struct Gone {
    pub(super) obstacles: Vec<bool>,
    pub(super) tasks: Vec<bool>,
}

pub(super) fn changes(
    before: Option<&CheckIn>,
    after: &CheckIn,
    obstacles: &obstacle::Changes,
    tasks: &task::Changes,
    context: &Context,
) -> Vec<SectionChange> {
    let index = |obstacles, tasks| Index { obstacles, tasks };
    let old = before.map_or_else(Vec::new, |before| {
        let index = index(&obstacles.index.before, &tasks.index.before);
        contents(before, index, context.team)
    });
    let index = index(&obstacles.index.after, &tasks.index.after);
    let new = contents(after, index, context.team);
    let gone = Gone {
        obstacles: obstacles
            .changes
            .iter()
            .map(|o| o.sides.after.is_none())
            .collect(),
        tasks: tasks
            .changes
            .iter()
            .map(|t| t.sides.after.is_none())
            .collect(),
    };
    paired(&old, &new, |content| &content.key)
        .filter_map(|(old, new)| section(old, new, &gone))
        .collect()
}

/// Both lists by key: the newer one in its order, then what only the older one has.
fn paired<'c, T, K: std::hash::Hash + Eq + 'c>(
    old: &'c [T],
    new: &'c [T],
    key: impl Fn(&'c T) -> &'c K + Copy + 'c,
) -> impl Iterator<Item = (Option<&'c T>, Option<&'c T>)> {
    let mut places: FxHashMap<&K, &T> = old.iter().map(|entry| (key(entry), entry)).collect();
    let both: Vec<_> = new
        .iter()
        .map(|entry| (places.remove(key(entry)), Some(entry)))
        .collect();
    let gone = old
        .iter()
        .filter(move |entry| places.contains_key(key(entry)));
    both.into_iter()
        .chain(gone.map(|entry| (Some(entry), None)))
}

fn section(old: Option<&Content>, new: Option<&Content>, gone: &Gone) -> Option<SectionChange> {
    let Content {
        key: _,
        id,
        kind,
        heading,
        stretches: _,
    } = new.or(old)?;
    let (old_ones, new_ones) = (stretches(old), stretches(new));
    let mut items = Vec::new();
    for (old, new) in paired(old_ones, new_ones, |stretch| &stretch.key) {
        let inside = stretch::items(old, new, gone);
        if !inside.is_empty() {
            items.extend(part(old, new));
            items.extend(inside);
        }
    }
    Some(SectionChange {
        id: id.clone(),
        kind: *kind,
        heading: heading.clone(),
        is_in: Change::new(old.is_some(), new.is_some()),
        items,
    })
}

fn stretches(content: Option<&Content>) -> &[Stretch] {
    content.map_or(&[], |content| &content.stretches)
}

/// The heading of a part; none at the beginning of a section, and of an obstacle, which has its own.
fn part(old: Option<&Stretch>, new: Option<&Stretch>) -> Option<Item> {
    let Stretch {
        key,
        heading,
        entries: _,
    } = new.or(old)?;
    let key_result = match key {
        StretchKey::Beginning | StretchKey::Obstacle(_) => return None,
        StretchKey::KeyResult(reference) => Some(reference.clone()),
        StretchKey::Heading(_) => None,
    };
    let mark = match (old, new) {
        (Some(_), None) => Mark::Removed,
        (None, _) => Mark::Added,
        _ => Mark::Same,
    };
    Some(Item::Part {
        heading: heading.clone(),
        key_result,
        mark,
    })
}

impl SectionChange {
    /// Its sentences, with what became of them.
    pub fn sentences(&self) -> impl Iterator<Item = &SentenceChange> {
        let blocks = self.items.iter().filter_map(|item| match item {
            Item::Block(block) => Some(block),
            Item::Part { .. } | Item::Obstacle(_) | Item::Task(_) => None,
        });
        blocks.flat_map(|block| &block.sentences)
    }

    /// Whether words came or went.
    #[must_use]
    pub fn is_fact(&self) -> bool {
        self.sentences()
            .any(|sentence| !matches!(sentence, SentenceChange::Same(_)))
    }
}

impl Block {
    /// Whether words came or went.
    #[must_use]
    pub fn is_fact(&self) -> bool {
        let is_same = |sentence: &SentenceChange| matches!(sentence, SentenceChange::Same(_));
        !self.sentences.iter().all(is_same)
    }
}

impl SentenceChange {
    /// Its words, each stretch with what became of it.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        let whole = |mark, text: &String| {
            let text = text.clone();
            vec![Piece { mark, text }]
        };
        match self {
            Self::Same(text) => whole(Mark::Same, text),
            Self::Removed(text) => whole(Mark::Removed, text),
            Self::Added(text) => whole(Mark::Added, text),
            Self::Edited(pieces) => pieces.clone(),
        }
    }
}
