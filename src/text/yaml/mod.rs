//! YAML with places: a tree of nodes, each with its byte span.
//!
//! [`quick`] takes the block subset that nearly all front matter is written in, and only ever accepts;
//! what it does not take goes to [`full`], a whole YAML parser, which also words every error. A test
//! holds the two together: where the quick one accepts, both give the same tree.

mod full;
mod one_line;
mod quick;

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Problem, ProblemKind, Span};

/// The largest front matter that is read, in bytes (64 KiB).
pub const MAX_SIZE: usize = 64 * 1024;
/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 32;

/// One value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<'t> {
    /// The bytes of the value: of a scalar with its quotes, of a collection from its first entry to
    /// the end of its last. Empty, at the end of the key, where nothing is written.
    pub span: Span,
    /// What it is.
    pub value: Value<'t>,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'t> {
    /// Nothing written, `~` or `null`.
    Null,
    /// A scalar; what it means is for the reader to say.
    Scalar(Scalar<'t>),
    /// A list.
    Sequence(Vec<Node<'t>>),
    /// A mapping, in the order of the file, each key once.
    Mapping(Vec<Entry<'t>>),
}

/// A scalar's text after quotes and escapes are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// Whether it was written without quotes, and so may be a number or yes/no.
    pub plain: bool,
}

/// One key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The key's text.
    pub key: Cow<'t, str>,
    /// The key's bytes, without the colon.
    pub key_span: Span,
    /// The value.
    pub value: Node<'t>,
}

impl Entry<'_> {
    /// Key and value together.
    #[must_use]
    pub fn span(&self) -> Span {
        self.key_span.to(self.value.span)
    }
}

impl<'t> Node<'t> {
    /// The entries of a mapping; none of anything else.
    #[must_use]
    pub fn entries(&self) -> &[Entry<'t>] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The value of the key, in a mapping that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry<'t>> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// The text of a scalar without quotes.
    #[must_use]
    pub fn plain_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) if scalar.plain => Some(&scalar.text),
            _ => None,
        }
    }

    /// What it is, for a message: "a list", "a mapping", "text", "nothing".
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "text",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a mapping",
        }
    }
}

/// A tree and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed<'t> {
    /// The top mapping; what could be read of it.
    pub root: Node<'t>,
    /// What could not.
    pub problems: Vec<Problem>,
}

/// Reads `text`, the front matter that begins at byte `base` of its file: [`parse`] where it is not
/// larger than [`MAX_SIZE`].
#[must_use]
pub fn parse_front_matter(text: &str, base: usize) -> Parsed<'_> {
    if text.len() > MAX_SIZE {
        let message = format!("{} bytes of YAML: at most {MAX_SIZE} are read", text.len());
        let problem = Problem::new(ProblemKind::Yaml, Span::at(base), message);
        return Parsed {
            root: empty(base),
            problems: vec![problem],
        };
    }
    parse(text, base)
}

/// Reads `text`, a part of a file that begins at byte `base` of it. The top must be a mapping.
#[must_use]
pub fn parse(text: &str, base: usize) -> Parsed<'_> {
    match quick::parse(text, base) {
        Some(root) => Parsed {
            root,
            problems: Vec::new(),
        },
        None => full::parse(text, base),
    }
}

fn empty<'t>(at: usize) -> Node<'t> {
    Node {
        span: Span::at(at),
        value: Value::Mapping(Vec::new()),
    }
}

/// What a plain scalar's text is: YAML's words for nothing are no text.
fn plain<'t>(text: Cow<'t, str>, span: Span) -> Node<'t> {
    let value = match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        _ => Value::Scalar(Scalar { text, plain: true }),
    };
    Node { span, value }
}

/// The keys of a mapping that is being read: a few are looked through, many are looked up, so that a
/// large mapping takes no time out of proportion.
#[derive(Default)]
struct KnownKeys<'t>(HashSet<Cow<'t, str>>);

impl<'t> KnownKeys<'t> {
    /// Whether `key` is among `entries`, which only grow from call to call and hold no key twice.
    fn holds(&mut self, entries: &[Entry<'t>], key: &str) -> bool {
        const FEW: usize = 16;
        if entries.len() <= FEW {
            return entries.iter().any(|entry| entry.key == key);
        }
        let added = &entries[self.0.len()..];
        self.0.extend(added.iter().map(|entry| entry.key.clone()));
        self.0.contains(key)
    }
}

/// Both parsers on one text, for the test that holds them together: the quick one's answer, where it
/// has one, beside the full one's.
#[doc(hidden)]
#[must_use]
pub fn both(text: &str) -> Option<(Node<'_>, Parsed<'_>)> {
    quick::parse(text, 0).map(|node| (node, full::parse(text, 0)))
}
