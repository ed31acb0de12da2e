//! A view as one row of nodes: what a template looks at. It is written once a page, by `writer`,
//! and has all its texts in one.

mod writer;

use serde::Serialize;

pub(super) use writer::Unfit;
use writer::Writer;

/// A view. The first node is the view itself; what belongs to a node stands behind it.
#[derive(Debug, Default)]
pub(super) struct Tape {
    nodes: Vec<Node>,
    text: String,
}

#[derive(Debug)]
struct Node {
    /// Of a field, its name; of an entry of a list, nothing.
    name: &'static str,
    held: Held,
    /// The node after everything that belongs to this one.
    end: usize,
}

#[derive(Clone, Copy, Debug)]
enum Held {
    Nothing,
    Truth(bool),
    Number(i64),
    /// A place in the text.
    Text(usize, usize),
    /// The same, of HTML that is printed as it stands.
    Html(usize, usize),
    /// So many entries.
    List(usize),
    Fields,
}

/// A value of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen<'t> {
    Nothing,
    Truth(bool),
    Number(i64),
    Text(&'t str),
    Html(&'t str),
    /// So many entries.
    List(usize),
    Fields,
}

impl Tape {
    /// Reads a view.
    ///
    /// # Errors
    /// It holds something that no template can look at, such as a map or a fraction.
    pub(super) fn of(view: &impl Serialize) -> Result<Self, Unfit> {
        let mut tape = Self {
            nodes: Vec::with_capacity(512),
            text: String::with_capacity(16 << 10),
        };
        view.serialize(Writer::new(&mut tape, ""))?;
        Ok(tape)
    }

    /// What the node at a place holds.
    pub(super) fn seen(&self, at: usize) -> Option<Seen<'_>> {
        Some(match self.nodes.get(at)?.held {
            Held::Nothing => Seen::Nothing,
            Held::Truth(truth) => Seen::Truth(truth),
            Held::Number(number) => Seen::Number(number),
            Held::Text(from, to) => Seen::Text(self.text.get(from..to)?),
            Held::Html(from, to) => Seen::Html(self.text.get(from..to)?),
            Held::List(len) => Seen::List(len),
            Held::Fields => Seen::Fields,
        })
    }

    /// The field of that name of the node at a place.
    pub(super) fn field(&self, at: usize, name: &str) -> Option<usize> {
        let node = self.nodes.get(at)?;
        if !matches!(node.held, Held::Fields) {
            return None;
        }
        let mut next = at + 1;
        while next < node.end {
            let field = self.nodes.get(next)?;
            if field.name == name {
                return Some(next);
            }
            next = field.end;
        }
        None
    }

    /// The places of what directly belongs to a node.
    pub(super) fn inside(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes.get(at).map_or(0, |node| node.end);
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let here = next;
            next = self.nodes.get(here).filter(|_| here < end)?.end;
            Some(here)
        })
    }

    /// A field's name.
    pub(super) fn name(&self, at: usize) -> &'static str {
        self.nodes.get(at).map_or("", |node| node.name)
    }

    fn push(&mut self, name: &'static str, held: Held) -> usize {
        let at = self.nodes.len();
        let end = at + 1;
        self.nodes.push(Node { name, held, end });
        at
    }

    fn text(&mut self, text: &str) -> (usize, usize) {
        let from = self.text.len();
        self.text.push_str(text);
        (from, self.text.len())
    }
}
