//! Edits of front matter by byte span: one scalar is set, and no other byte changes.
//!
//! Comments, order, quotes, indentation, line ends, byte order mark and final newline stay what they
//! were. The edited text is read again and compared with the text before; where anything but the one
//! key differs, or the front matter cannot be read, nothing is edited. How a value is spelt is in
//! `quote`; lists, mappings and whole entries are in [`collection`].

pub mod collection;
mod place;
mod quote;
mod tree;

use place::{column, line_end, next_line};

use super::yaml::{Entry, Node, Value};
use super::{Document, Problem, ProblemKind, Source, Span};

/// What is to stand as a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewValue<'v> {
    /// A number or a word of the format: written without quotes where YAML allows it.
    Plain(&'v str),
    /// Somebody's text: quoted where YAML would take it for a number, a day or yes and no.
    Text(&'v str),
}

impl NewValue<'_> {
    fn text(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Text(text) => text,
        }
    }
}

/// The text with the key at `path` (outermost first, not empty) set to `value`. Keys that are missing
/// are added at the end of the mapping they belong to; a file without front matter gets one.
///
/// # Errors
/// The problem that keeps the front matter from being edited, with its place in `text`.
pub fn set(text: &str, path: &[&str], value: NewValue<'_>) -> Result<String, Problem> {
    let source = Source::new(text.as_bytes().to_vec());
    let before = Document::new(&source);
    if let Some(problem) = before.problems.iter().find(|problem| is_obstacle(problem)) {
        return Err(problem.clone());
    }
    let edit = Edit { text, path, value };
    let replacement = edit.replacement(&before)?;
    let mut edited = String::with_capacity(text.len() + replacement.text.len());
    edited.push_str(&text[..replacement.span.start]);
    edited.push_str(&replacement.text);
    edited.push_str(&text[replacement.span.end..]);
    if edit.is_kept(&before, &edited) {
        Ok(edited)
    } else {
        Err(edit.refused(replacement.span))
    }
}

/// The value as it is written within braces or brackets, safe behind any key.
#[must_use]
pub fn flow_scalar(value: NewValue<'_>) -> String {
    quote::written(value, true)
}

/// Whether a problem makes the place of a key doubtful.
fn is_obstacle(problem: &Problem) -> bool {
    match problem.kind {
        ProblemKind::Bytes
        | ProblemKind::ConflictMarker
        | ProblemKind::FrontMatter
        | ProblemKind::Yaml
        | ProblemKind::DuplicateKey => true,
        ProblemKind::HiddenCharacter | ProblemKind::Unclosed => false,
    }
}

struct Edit<'e> {
    text: &'e str,
    path: &'e [&'e str],
    value: NewValue<'e>,
}

struct Replacement {
    span: Span,
    text: String,
}

impl Replacement {
    fn insert(at: usize, text: String) -> Self {
        let span = Span::at(at);
        Self { span, text }
    }
}

impl Edit<'_> {
    fn replacement(&self, document: &Document<'_>) -> Result<Replacement, Problem> {
        let Some(front_matter) = &document.front_matter else {
            let end = line_end(self.text, document.body.start);
            let keys = self.block(self.path, 0, end);
            let text = format!("---{end}{keys}---{end}");
            return Ok(Replacement::insert(document.body.start, text));
        };
        if front_matter.root.entries().is_empty() {
            let at = front_matter.span.end;
            let keys = self.block(self.path, 0, line_end(self.text, at));
            return Ok(Replacement::insert(at, keys));
        }
        self.in_mapping(&front_matter.root, self.path)
    }

    /// The replacement that sets the key at `path` within `mapping`.
    fn in_mapping(&self, mapping: &Node<'_>, path: &[&str]) -> Result<Replacement, Problem> {
        let Some((key, rest)) = path.split_first() else {
            return Err(self.refused(mapping.span));
        };
        let Some(entry) = mapping.get(key) else {
            return self.added(mapping, path);
        };
        let flow = self.is_flow(mapping);
        match &entry.value.value {
            Value::Mapping(_) if !rest.is_empty() => self.in_mapping(&entry.value, rest),
            Value::Null if !rest.is_empty() => self.below_nothing(entry, rest, flow),
            Value::Null | Value::Scalar(_) if rest.is_empty() => self.in_place_of(entry, flow),
            _ => Err(self.unexpected(entry)),
        }
    }

    /// In place of the scalar, or of nothing, that the entry holds.
    fn in_place_of(&self, entry: &Entry<'_>, flow: bool) -> Result<Replacement, Problem> {
        if self.is_set(&entry.value) {
            return Ok(Replacement::insert(entry.value.span.end, String::new()));
        }
        let value = quote::written(self.value, flow);
        if !entry.value.span.is_empty() {
            let span = self.whole_scalar(entry)?;
            return Ok(Replacement { span, text: value });
        }
        let at = self.after_colon(entry)?;
        Ok(Replacement::insert(at, format!(" {value}")))
    }

    /// The bytes of a scalar; of a block scalar from its indicator.
    fn whole_scalar(&self, entry: &Entry<'_>) -> Result<Span, Problem> {
        let span = entry.value.span;
        let from = self.after_colon(entry)?;
        let between = Span::new(from, span.start);
        let indicator = between.trimmed(self.text);
        if !indicator.of(self.text).starts_with(['|', '>']) {
            return Ok(span);
        }
        if indicator.of(self.text).contains('#') {
            return Err(self.refused(indicator));
        }
        Ok(indicator.to(span))
    }

    /// Keys under an entry that holds nothing yet.
    fn below_nothing(
        &self,
        entry: &Entry<'_>,
        path: &[&str],
        flow: bool,
    ) -> Result<Replacement, Problem> {
        if !entry.value.span.is_empty() {
            let span = entry.value.span;
            let text = format!("{{ {} }}", self.flow(path));
            return Ok(Replacement { span, text });
        }
        let colon = self.after_colon(entry)?;
        if flow {
            let text = format!(" {{ {} }}", self.flow(path));
            return Ok(Replacement::insert(colon, text));
        }
        let at = next_line(self.text, colon);
        let indent = column(self.text, entry.key_span.start) + 2;
        let keys = self.block(path, indent, line_end(self.text, colon));
        Ok(Replacement::insert(at, keys))
    }

    /// A key that the mapping does not have, behind its last one.
    fn added(&self, mapping: &Node<'_>, path: &[&str]) -> Result<Replacement, Problem> {
        let entries = mapping.entries();
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
            let text = format!(" {} ", self.flow(path));
            return Ok(Replacement::insert(mapping.span.start + 1, text));
        };
        let end = last.span().end;
        if self.is_flow(mapping) {
            let text = format!(", {}", self.flow(path));
            return Ok(Replacement::insert(end, text));
        }
        let indent = column(self.text, first.key_span.start);
        let keys = self.block(path, indent, line_end(self.text, end));
        Ok(Replacement::insert(next_line(self.text, end), keys))
    }

    /// The keys of `path` one below the other, the value behind the last.
    fn block(&self, path: &[&str], indent: usize, line_end: &str) -> String {
        let mut lines = String::new();
        for (depth, key) in path.iter().enumerate() {
            let margin = " ".repeat(indent + 2 * depth);
            lines.push_str(&format!("{margin}{}:", quote::key(key)));
            if depth + 1 == path.len() {
                lines.push_str(&format!(" {}", quote::written(self.value, false)));
            }
            lines.push_str(line_end);
        }
        lines
    }

    /// The keys of `path` on one line: `a: { b: value }`.
    fn flow(&self, path: &[&str]) -> String {
        let value = quote::written(self.value, true);
        let wrap = |inner: String, (depth, key): (usize, &&str)| {
            let key = quote::key(key);
            if depth + 1 == path.len() {
                format!("{key}: {inner}")
            } else {
                format!("{key}: {{ {inner} }}")
            }
        };
        path.iter().enumerate().rev().fold(value, wrap)
    }

    fn is_flow(&self, mapping: &Node<'_>) -> bool {
        mapping.span.of(self.text).starts_with('{')
    }

    /// The place behind the colon of a key.
    fn after_colon(&self, entry: &Entry<'_>) -> Result<usize, Problem> {
        place::after_colon(self.text, entry).ok_or_else(|| self.refused(entry.key_span))
    }

    /// Whether the value stands there already.
    fn is_set(&self, node: &Node<'_>) -> bool {
        match &node.value {
            Value::Scalar(scalar) => {
                let spelt = scalar.plain || matches!(self.value, NewValue::Text(_));
                scalar.text == self.value.text() && spelt
            }
            _ => false,
        }
    }

    /// Whether `edited` has all that was there before, and the value at its path.
    fn is_kept(&self, before: &Document<'_>, edited: &str) -> bool {
        let source = Source::new(edited.as_bytes().to_vec());
        let after = Document::new(&source);
        let Some(front_matter) = &after.front_matter else {
            return false;
        };
        let same_body = after.body.of(edited) == before.body.of(self.text);
        let sound = !after.problems.iter().any(is_obstacle);
        let root = before.front_matter.as_ref().map(|before| &before.root);
        sound && same_body && self.is_kept_in(root, &front_matter.root, self.path)
    }

    fn is_kept_in(&self, before: Option<&Node<'_>>, after: &Node<'_>, path: &[&str]) -> bool {
        let Some((key, rest)) = path.split_first() else {
            return after.text() == Some(self.value.text());
        };
        let old = before.map_or(&[][..], Node::entries);
        let new = after.entries();
        let known = old.iter().any(|entry| entry.key == *key);
        let count = old.len() + usize::from(!known);
        let same = |(old, new): (&Entry<'_>, &Entry<'_>)| {
            let equal = old.key == *key || is_same(&old.value, &new.value);
            old.key == new.key && equal
        };
        let value = |entries: &[Entry<'_>]| entries.iter().position(|entry| entry.key == *key);
        let Some(at) = value(new) else { return false };
        let old_value = value(old).map(|at| &old[at].value);
        new.len() == count
            && old.iter().zip(new).all(same)
            && self.is_kept_in(old_value, &new[at].value, rest)
    }

    fn unexpected(&self, entry: &Entry<'_>) -> Problem {
        let expected = if self.path.last().is_some_and(|last| entry.key == *last) {
            "one value"
        } else {
            "keys with values"
        };
        let found = entry.value.kind();
        let message = format!("'{}' holds {found}, expected {expected}", entry.key);
        let help = format!("set '{}' by hand", self.path.join(": "));
        Problem::new(ProblemKind::Yaml, entry.span(), message).with_help(help)
    }

    fn refused(&self, span: Span) -> Problem {
        let message = "this is written in a way that cannot be edited without touching more";
        let help = format!("set '{}' by hand", self.path.join(": "));
        Problem::new(ProblemKind::Yaml, span, message).with_help(help)
    }
}

/// Whether two values are the same, wherever they stand.
fn is_same(left: &Node<'_>, right: &Node<'_>) -> bool {
    match (&left.value, &right.value) {
        (Value::Mapping(left), Value::Mapping(right)) => {
            let same = |(left, right): (&Entry<'_>, &Entry<'_>)| {
                left.key == right.key && is_same(&left.value, &right.value)
            };
            left.len() == right.len() && left.iter().zip(right).all(same)
        }
        (Value::Sequence(left), Value::Sequence(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(l, r)| is_same(l, r))
        }
        (left, right) => left == right,
    }
}

#[cfg(test)]
mod tests;
