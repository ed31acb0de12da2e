//! What is wrong, where, and how to put it right. Which rules there are, and how severe each is, is
//! told in `rules`; here is only what one of them says about one place.

use crate::text::Span;

/// One thing that is wrong in the team's files. It never stops the reading of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's id, such as `empty-section`.
    pub rule: &'static str,
    /// The file, relative to the root, with `/`.
    pub path: String,
    /// The bytes it is about; an empty span is a place where something is missing.
    pub span: Span,
    /// Said to the person, in their own words where they have some, without a full stop.
    pub message: String,
    /// How to put it right.
    pub help: Option<String>,
    /// An edit that puts it right.
    pub fix: Option<Fix>,
    /// The section, key or item it belongs to: what stays the same when lines above move.
    pub place: String,
}

/// An edit of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, said in the imperative.
    pub title: String,
    /// Replacements that do not overlap, in order of place.
    pub edits: Vec<Edit>,
    /// Whether it may be made without looking: it can lose or invent nothing.
    pub safe: bool,
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Diagnostic {
    /// A diagnostic that has neither help nor fix yet.
    pub fn new(
        rule: &'static str,
        path: impl Into<String>,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        let (path, message) = (path.into(), message.into());
        Self {
            rule,
            path,
            span,
            message,
            help: None,
            fix: None,
            place: String::new(),
        }
    }

    /// The same with a remedy.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with an edit that puts it right.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The same tied to a section, key or item.
    #[must_use]
    pub fn in_place(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }
}

impl Fix {
    /// A safe replacement of one span.
    pub fn replace(title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        let edits = vec![Edit {
            span,
            text: text.into(),
        }];
        Self {
            title: title.into(),
            edits,
            safe: true,
        }
    }
}

/// How much a finding weighs; ordered from light to heavy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth a look.
    Warning,
    /// Must be put right.
    Error,
}

impl Severity {
    /// The word for it: `info`, `warning` or `error`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity that `word` names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Info, Self::Warning, Self::Error]
            .into_iter()
            .find(|known| known.word() == word)
    }
}
