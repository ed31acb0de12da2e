//! What is wrong with a text as text, before anybody asks what it means.

use super::Span;

/// One thing wrong, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of thing.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
    /// Said to a person, without a full stop.
    pub message: String,
    /// How to put it right, where that can be said.
    pub help: Option<String>,
}

/// The kinds of problem, by what a reader can do about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProblemKind {
    /// Bytes that are not UTF-8, a NUL, or more of them than the limit.
    Bytes,
    /// A control, bidirectional or other character that a reader cannot see.
    HiddenCharacter,
    /// A line that a git merge left behind.
    ConflictMarker,
    /// The fences of the front matter: missing or never closed.
    FrontMatter,
    /// Front matter that is not YAML of the accepted kind.
    Yaml,
    /// A key written twice in one mapping.
    DuplicateKey,
    /// An HTML comment or a code fence that is never closed.
    Unclosed,
}

impl Problem {
    /// A problem without a remedy to offer.
    pub fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self {
            kind,
            span,
            message: message.into(),
            help: None,
        }
    }

    /// The same with a remedy.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
