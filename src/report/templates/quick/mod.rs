//! The quick engine: draws pages whose templates keep to the plain part of the language, which ours all
//! do, or nothing.
//!
//! Taken: `extends`, blocks, `from … import`, macros, `if` with `not`, `and`, `or`, `==` a string,
//! `is none` and `length`, `for` with `loop.first` and `loop.last`, values by their path, `safe`.
//! Everything else (other filters and tests, `set`, white space control, …) is left to [`super::full`],
//! and so is every page on which something is missing, so that no message can be worse for it.
//!
//! ```text
//! parse   source → parts
//! link    parts of a page's files → steps
//! draw    steps and a view → the page
//! ```

mod draw;
mod link;
mod parse;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::tape::Tape;

/// The pages that it can draw.
pub(super) struct Quick {
    pages: BTreeMap<&'static str, Vec<Step>>,
}

impl Quick {
    /// Reads all templates: name and source.
    pub(super) fn of(sources: &[(&'static str, String)]) -> Self {
        let parsed = sources
            .iter()
            .filter_map(|(name, source)| Some((*name, parse::parse(source)?)));
        let files: link::Files = parsed.collect();
        let linked = sources
            .iter()
            .filter_map(|(name, _)| Some((*name, link::page(name, &files)?)));
        Self {
            pages: linked.collect(),
        }
    }

    /// Whether it can draw the page of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.pages.contains_key(name)
    }

    /// The page; none where the full engine has to draw it, or to say why it cannot be drawn.
    pub(super) fn draw(&self, name: &str, view: &Tape) -> Option<String> {
        draw::draw(self.pages.get(name)?, view)
    }
}

/// What is done in a row.
enum Step {
    Text(Box<str>),
    Print {
        value: Value,
        /// Whether it is printed as it stands.
        is_safe: bool,
    },
    Call {
        arguments: Vec<Value>,
        body: Arc<[Step]>,
    },
    /// The first whose condition holds.
    Choice(Vec<(Condition, Vec<Step>)>),
    Each {
        list: Value,
        body: Vec<Step>,
    },
}

enum Value {
    Literal(Box<str>),
    Truth(bool),
    Path(From, Vec<Look>),
    /// Whether the loop whose value is at that place is in its first round.
    IsFirst(usize),
    IsLast(usize),
}

/// Where a path begins.
#[derive(Clone, Copy)]
enum From {
    Page,
    /// An argument, or the value of a loop, by its place from the beginning of the page or macro.
    Place(usize),
}

enum Look {
    Field(Box<str>),
    Entry(usize),
}

enum Condition {
    IsTrue(Value),
    IsNothing(Value),
    Equals(Value, Box<str>),
    HasLen(Value, usize),
    IsLonger(Value, usize),
    Not(Box<Condition>),
    Any(Vec<Condition>),
    All(Vec<Condition>),
}
