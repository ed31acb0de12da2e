//! A tree of front matter without its places: what an edit must come to. The edits are in `collection`.

use super::collection::Flow;
use crate::text::yaml::{Entry, Node, Value};

/// One step down the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'s> {
    /// To the value of a key.
    Key(&'s str),
    /// To an item of a list, counted from 0.
    Item(usize),
}

/// A tree without places; a mapping without entries is nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    Null,
    Scalar(String),
    List(Vec<Tree>),
    Mapping(Vec<(String, Tree)>),
}

impl Tree {
    pub(super) fn of(node: &Node<'_>) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Scalar(scalar) => Self::Scalar(scalar.text.to_string()),
            Value::Sequence(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Mapping(entries) if entries.is_empty() => Self::Null,
            Value::Mapping(entries) => {
                let entry = |entry: &Entry<'_>| (entry.key.to_string(), Self::of(&entry.value));
                Self::Mapping(entries.iter().map(entry).collect())
            }
        }
    }

    pub(super) fn of_flow(flow: &Flow<'_>) -> Self {
        match flow {
            Flow::Scalar(value) => Self::Scalar(value.text().to_owned()),
            Flow::List(items) => Self::List(items.iter().map(Self::of_flow).collect()),
            Flow::Mapping(entries) => {
                let entry =
                    |(key, value): &(&str, Flow<'_>)| ((*key).to_owned(), Self::of_flow(value));
                Self::Mapping(entries.iter().map(entry).collect())
            }
        }
    }

    pub(super) fn walk(&mut self, path: &[Step<'_>]) -> Option<&mut Self> {
        let mut tree = self;
        for step in path {
            tree = match (step, tree) {
                (Step::Key(key), tree) => tree.get(key)?,
                (Step::Item(at), Self::List(items)) => items.get_mut(*at)?,
                (Step::Item(_), _) => return None,
            };
        }
        Some(tree)
    }

    fn get(&mut self, key: &str) -> Option<&mut Self> {
        let Self::Mapping(entries) = self else {
            return None;
        };
        entries
            .iter_mut()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value)
    }

    pub(super) fn set(&mut self, key: &str, value: Self) {
        if let Some(known) = self.get(key) {
            *known = value;
        } else if let Self::Mapping(entries) = self {
            entries.push((key.to_owned(), value));
        } else if *self == Self::Null {
            *self = Self::Mapping(vec![(key.to_owned(), value)]);
        }
    }

    pub(super) fn push(&mut self, key: &str, item: Self) -> bool {
        match self.get(key) {
            None => self.set(key, Self::List(vec![item])),
            Some(Self::List(items)) => items.push(item),
            Some(Self::Mapping(_)) => return false,
            Some(Self::Null) => self.set(key, Self::List(vec![item])),
            Some(Self::Scalar(first)) => {
                let first = Self::Scalar(std::mem::take(first));
                self.set(key, Self::List(vec![first, item]));
            }
        }
        true
    }

    pub(super) fn remove(&mut self, key: &str) -> bool {
        let Self::Mapping(entries) = self else {
            return false;
        };
        let before = entries.len();
        entries.retain(|(known, _)| known != key);
        let is_gone = entries.len() < before;
        if entries.is_empty() {
            *self = Self::Null;
        }
        is_gone
    }
}
