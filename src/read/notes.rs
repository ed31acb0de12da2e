//! The collector of what is wrong while one file is read.

use super::rule;
use crate::diag::{Diagnostic, Fix};
use crate::model::schema::Key;
use crate::text::yaml::{Entry, Node, Value};
use crate::text::{Problem, ProblemKind, Span, fold};

/// Everything wrong with one file so far.
pub(super) struct Notes<'s> {
    path: &'s str,
    found: Vec<Diagnostic>,
}

impl<'s> Notes<'s> {
    pub(super) fn new(path: &'s str) -> Self {
        Self {
            path,
            found: Vec::new(),
        }
    }

    /// Notes one thing; the answer can still be given a help text.
    pub(super) fn note(
        &mut self,
        rule: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.found
            .push(Diagnostic::new(rule, self.path, span, message));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Whether something was noted by that rule.
    pub(super) fn has(&self, rule: &str) -> bool {
        self.found.iter().any(|known| known.rule == rule)
    }

    /// Notes what is wrong with the text as text.
    pub(super) fn problems(&mut self, problems: &[Problem]) {
        for problem in problems {
            let note = self.note(rule_of(problem.kind), problem.span, problem.message.clone());
            note.help.clone_from(&problem.help);
        }
    }

    /// Notes every key of a mapping that is not among `keys`, with the nearest that is.
    pub(super) fn unknown_keys(&mut self, node: &Node<'_>, keys: &[Key], of: &str) {
        let is_known = |entry: &&Entry<'_>| keys.iter().any(|key| key.name == entry.key);
        let mut unknown = node.entries().iter().filter(|entry| !is_known(entry));
        let Some(first) = unknown.next() else {
            return;
        };
        let mut taken: Vec<&str> = node.entries().iter().map(|e| e.key.as_ref()).collect();
        for entry in std::iter::once(first).chain(unknown) {
            let message = format!("{of} has no key '{}'", entry.key);
            let names = keys.iter().map(|key| key.name);
            match fold::nearest(&entry.key, names.clone()) {
                Some(near) => {
                    let note = self.note(rule::UNKNOWN_KEY, entry.key_span, message);
                    note.help = Some(format!("did you mean '{near}'?"));
                    if !taken.contains(&near) {
                        taken.push(near);
                        let title = format!("write '{near}'");
                        note.fix = Some(Fix::replace(title, entry.key_span, near));
                    }
                }
                None => {
                    let known = names.collect::<Vec<_>>().join(", ");
                    let note = self.note(rule::UNKNOWN_KEY, entry.key_span, message);
                    note.help = Some(format!("the keys are: {known}"));
                }
            }
        }
    }

    /// Notes that a value is not what it should be.
    pub(super) fn expected(&mut self, what: &str, node: &Node<'_>) -> &mut Diagnostic {
        let found = match &node.value {
            Value::Scalar(scalar) => format!("'{}'", scalar.text.trim()),
            _ => node.kind().to_owned(),
        };
        self.note(
            rule::BAD_VALUE,
            node.span,
            format!("expected {what}, found {found}"),
        )
    }

    /// The entries of a mapping; notes where it is something else than a mapping or nothing.
    pub(super) fn mapping<'n, 't>(&mut self, node: &'n Node<'t>, what: &str) -> &'n [Entry<'t>] {
        if !matches!(node.value, Value::Mapping(_) | Value::Null) {
            self.expected(what, node);
        }
        node.entries()
    }

    pub(super) fn found(self) -> Vec<Diagnostic> {
        let mut found = self.found;
        found.sort_by_key(|diagnostic| diagnostic.span);
        found
    }
}

fn rule_of(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Bytes => rule::NOT_UTF8,
        ProblemKind::HiddenCharacter => rule::HIDDEN_CHARACTER,
        ProblemKind::ConflictMarker => rule::CONFLICT_MARKER,
        ProblemKind::FrontMatter | ProblemKind::Yaml => rule::FRONT_MATTER,
        ProblemKind::DuplicateKey => rule::DUPLICATE_KEY,
        ProblemKind::Unclosed => rule::UNCLOSED,
    }
}
