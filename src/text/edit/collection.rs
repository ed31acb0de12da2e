//! Edits of front matter that are more than one scalar: an item of a list, a mapping on one line, a whole
//! entry. As with a scalar, what becomes of the text is read again: it must be the old tree with that one
//! change, and the same body, else nothing is edited.

use super::place::{after_colon, column, line_end, line_start, next_line};
pub use super::tree::Step;
use super::tree::Tree;
use super::{NewValue, is_obstacle, quote};
use crate::text::yaml::{Entry, Node, Value};
use crate::text::{Document, Problem, ProblemKind, Source, Span};

/// A value of any shape, written on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flow<'v> {
    /// One scalar.
    Scalar(NewValue<'v>),
    /// A list.
    List(Vec<Flow<'v>>),
    /// A mapping, in its order, each key once.
    Mapping(Vec<(&'v str, Flow<'v>)>),
}

/// The text with the key of the top mapping set to `value`; what it held before is gone.
///
/// # Errors
/// The problem that keeps the front matter from being edited, with its place in `text`.
pub fn put(text: &str, key: &str, value: &Flow<'_>) -> Result<String, Problem> {
    edited(
        text,
        &[Step::Key(key)],
        &|edit, mapping| {
            let Some(entry) = mapping.get(key) else {
                return edit.added(mapping, key, &value.to_string());
            };
            let span = entry.value.span;
            let is_block = span.of(text).contains('\n');
            if is_block {
                let span = edit.lines_of(entry)?;
                let end = line_end(text, span.start);
                return Some((span, format!("{}: {value}{end}", quote::key(key))));
            }
            if span.is_empty() {
                return Some((Span::at(after_colon(text, entry)?), format!(" {value}")));
            }
            Some((span, value.to_string()))
        },
        &|tree| {
            tree.set(key, Tree::of_flow(value));
            true
        },
    )
}

/// The text with `item` behind the last item of the list at `path`, whose last step is a key. Where the
/// key holds nothing or is missing, a list is made; where it holds one scalar, that becomes the first item.
///
/// # Errors
/// The problem that keeps the front matter from being edited, with its place in `text`.
pub fn push(text: &str, path: &[Step<'_>], item: &Flow<'_>) -> Result<String, Problem> {
    let Some(Step::Key(key)) = path.last().copied() else {
        return Err(refused(Span::at(0)));
    };
    edited(
        text,
        path,
        &|edit, mapping| {
            let Some(entry) = mapping.get(key) else {
                return edit.added_list(mapping, key, item);
            };
            edit.pushed(entry, item)
        },
        &|tree| tree.push(key, Tree::of_flow(item)),
    )
}

/// The text without the entry at `path`, whose last step is a key, and without the lines it stands on.
///
/// # Errors
/// The problem that keeps the front matter from being edited, with its place in `text`; there is none such.
pub fn remove(text: &str, path: &[Step<'_>]) -> Result<String, Problem> {
    let Some(Step::Key(key)) = path.last().copied() else {
        return Err(refused(Span::at(0)));
    };
    edited(
        text,
        path,
        &|edit, mapping| {
            let entry = mapping.get(key)?;
            if edit.is_flow(mapping) {
                return edit.cut_from_flow(mapping, entry);
            }
            Some((edit.lines_of(entry)?, String::new()))
        },
        &|tree| tree.remove(key),
    )
}

/// The text with `value` as a new entry behind the last one of the mapping at `path`, whose last step is
/// the new key.
///
/// # Errors
/// The problem that keeps the front matter from being edited, with its place in `text`; the key is there.
pub fn add(text: &str, path: &[Step<'_>], value: &Flow<'_>) -> Result<String, Problem> {
    let Some(Step::Key(key)) = path.last().copied() else {
        return Err(refused(Span::at(0)));
    };
    edited(
        text,
        path,
        &|edit, mapping| {
            if mapping.get(key).is_some() {
                return None;
            }
            edit.added(mapping, key, &value.to_string())
        },
        &|tree| {
            tree.set(key, Tree::of_flow(value));
            true
        },
    )
}

impl std::fmt::Display for Flow<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Scalar(value) => f.write_str(&quote::written(*value, true)),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(f, "[{}]", items.join(", "))
            }
            Self::Mapping(entries) => {
                let entry =
                    |(key, value): &(&str, Flow<'_>)| format!("{}: {value}", quote::key(key));
                let entries: Vec<String> = entries.iter().map(entry).collect();
                write!(f, "{{ {} }}", entries.join(", "))
            }
        }
    }
}

/// What is replaced, and by what; `None` where it cannot be done.
type Replacement = Option<(Span, String)>;

/// Makes the replacement in the mapping that holds the last step of `path`, and holds the outcome against
/// the tree as `change` makes it.
fn edited(
    text: &str,
    path: &[Step<'_>],
    replacement: &dyn Fn(&Edit<'_>, &Node<'_>) -> Replacement,
    change: &dyn Fn(&mut Tree) -> bool,
) -> Result<String, Problem> {
    let source = Source::new(text.as_bytes().to_vec());
    let before = Document::new(&source);
    if let Some(problem) = before.problems.iter().find(|problem| is_obstacle(problem)) {
        return Err(problem.clone());
    }
    let Some(front_matter) = &before.front_matter else {
        return Err(missing(before.body.start));
    };
    let above = &path[..path.len().saturating_sub(1)];
    let mut expected = Tree::of(&front_matter.root);
    let (Some(mapping), Some(changed)) = (walked(&front_matter.root, above), expected.walk(above))
    else {
        return Err(refused(front_matter.span));
    };
    let edit = Edit {
        text,
        end: front_matter.span.end,
    };
    let Some((span, put)) = replacement(&edit, mapping).filter(|_| change(changed)) else {
        return Err(refused(mapping.span));
    };
    let mut edited = String::with_capacity(text.len() + put.len());
    edited.push_str(&text[..span.start]);
    edited.push_str(&put);
    edited.push_str(&text[span.end..]);
    if is_as_expected(&before, &edited, &expected) {
        Ok(edited)
    } else {
        Err(refused(span))
    }
}

fn is_as_expected(before: &Document<'_>, edited: &str, expected: &Tree) -> bool {
    let source = Source::new(edited.as_bytes().to_vec());
    let after = Document::new(&source);
    let sound = !after.problems.iter().any(is_obstacle);
    let same_body = after.body.of(edited) == before.body.of(before.text);
    let root = after
        .front_matter
        .as_ref()
        .map(|after| Tree::of(&after.root));
    sound && same_body && root.as_ref() == Some(expected)
}

fn walked<'n, 't>(root: &'n Node<'t>, path: &[Step<'_>]) -> Option<&'n Node<'t>> {
    let mut node = root;
    for step in path {
        node = match (step, &node.value) {
            (Step::Key(key), _) => &node.get(key)?.value,
            (Step::Item(at), Value::Sequence(items)) => items.get(*at)?,
            (Step::Item(_), _) => return None,
        };
    }
    Some(node)
}

/// The text, and where its front matter ends.
struct Edit<'t> {
    text: &'t str,
    end: usize,
}

impl Edit<'_> {
    fn is_flow(&self, mapping: &Node<'_>) -> bool {
        mapping.span.of(self.text).starts_with('{')
    }

    /// Whether a list is written within brackets. One that is not may begin with an item that is.
    fn is_bracketed(&self, list: &Node<'_>, items: &[Node<'_>]) -> bool {
        let begins = list.span.of(self.text).starts_with('[');
        begins
            && items
                .first()
                .is_none_or(|first| first.span.start > list.span.start)
    }

    /// A key with its value behind the last one of the mapping.
    fn added(&self, mapping: &Node<'_>, key: &str, value: &str) -> Replacement {
        let entry = format!("{}: {value}", quote::key(key));
        let (Some(first), Some(last)) = (mapping.entries().first(), mapping.entries().last())
        else {
            return self.first_of(mapping, &entry);
        };
        if self.is_flow(mapping) {
            return Some((Span::at(last.span().end), format!(", {entry}")));
        }
        let at = self.line_behind(last.span().end);
        let margin = " ".repeat(column(self.text, first.key_span.start));
        Some((
            Span::at(at),
            format!("{margin}{entry}{}", self.line_end(at)),
        ))
    }

    /// The first entry of a mapping that has none: of the whole front matter, or within its braces.
    fn first_of(&self, mapping: &Node<'_>, entry: &str) -> Replacement {
        if self.is_flow(mapping) {
            return Some((Span::at(mapping.span.start + 1), format!(" {entry} ")));
        }
        mapping.entries().is_empty().then(|| {
            (
                Span::at(self.end),
                format!("{entry}{}", self.line_end(self.end)),
            )
        })
    }

    /// A key with a list of one item: mappings one below the other, anything else on the key's line.
    fn added_list(&self, mapping: &Node<'_>, key: &str, item: &Flow<'_>) -> Replacement {
        let is_block = matches!(item, Flow::Mapping(_)) && !self.is_flow(mapping);
        if !is_block {
            return self.added(mapping, key, &format!("[{item}]"));
        }
        let margin = mapping
            .entries()
            .first()
            .map_or(0, |first| column(self.text, first.key_span.start));
        let end = self.line_end(mapping.span.end);
        let value = format!("{end}{}- {item}", " ".repeat(margin + 2));
        let (span, text) = self.added(mapping, key, &value)?;
        let space = format!(": {end}");
        Some((span, text.replacen(&space, &format!(":{end}"), 1)))
    }

    /// An item behind the last one of the list that the entry holds.
    fn pushed(&self, entry: &Entry<'_>, item: &Flow<'_>) -> Replacement {
        let node = &entry.value;
        match &node.value {
            Value::Sequence(items) if self.is_bracketed(node, items) => {
                let inside = node.span.end.checked_sub(1)?;
                let last = items.last().map_or(inside, |last| last.span.end);
                let text = if items.is_empty() {
                    item.to_string()
                } else {
                    format!(", {item}")
                };
                Some((Span::at(last), text))
            }
            Value::Sequence(items) => {
                let last = items.last()?;
                let at = self.line_behind(last.span.end);
                let first = line_start(self.text, items.first()?.span.start);
                let dash = self.text[first..].find('-')?;
                let margin = &self.text[first..first + dash];
                let is_margin = margin.bytes().all(|byte| byte == b' ');
                is_margin.then(|| {
                    (
                        Span::at(at),
                        format!("{margin}- {item}{}", self.line_end(at)),
                    )
                })
            }
            Value::Null if node.span.is_empty() => self.first_item(entry, item),
            Value::Scalar(_) if !node.span.of(self.text).contains('\n') => {
                let first = node.span.of(self.text);
                Some((node.span, format!("[{first}, {item}]")))
            }
            _ => None,
        }
    }

    /// The first item below a key that holds nothing.
    fn first_item(&self, entry: &Entry<'_>, item: &Flow<'_>) -> Replacement {
        let colon = after_colon(self.text, entry)?;
        let starts_line = self.text
            [line_start(self.text, entry.key_span.start)..entry.key_span.start]
            .trim()
            .is_empty();
        if !starts_line || !matches!(item, Flow::Mapping(_)) {
            return Some((Span::at(colon), format!(" [{item}]")));
        }
        let at = self.line_behind(colon);
        let margin = " ".repeat(column(self.text, entry.key_span.start) + 2);
        Some((
            Span::at(at),
            format!("{margin}- {item}{}", self.line_end(at)),
        ))
    }

    /// The whole lines of an entry of a block mapping; `None` where its key does not begin its line.
    fn lines_of(&self, entry: &Entry<'_>) -> Option<Span> {
        let start = line_start(self.text, entry.key_span.start);
        let colon = after_colon(self.text, entry)?;
        let before = &self.text[start..entry.key_span.start];
        let end = self.line_behind(entry.value.span.end.max(colon));
        before
            .trim_matches(['\u{feff}', ' '])
            .is_empty()
            .then(|| Span::new(start, end))
    }

    /// An entry within braces, with the comma that parts it from its neighbour.
    fn cut_from_flow(&self, mapping: &Node<'_>, entry: &Entry<'_>) -> Replacement {
        let entries = mapping.entries();
        let place = entries.iter().position(|known| known.key == entry.key)?;
        let span = match (place.checked_sub(1), entries.get(place + 1)) {
            (Some(before), _) => Span::new(entries[before].span().end, entry.span().end),
            (None, Some(next)) => Span::new(entry.key_span.start, next.key_span.start),
            (None, None) => entry.span(),
        };
        Some((span, String::new()))
    }

    /// The place behind the line on which something ends at `end`.
    fn line_behind(&self, end: usize) -> usize {
        if self.text[..end].ends_with('\n') {
            end
        } else {
            next_line(self.text, end)
        }
    }

    fn line_end(&self, at: usize) -> &'static str {
        line_end(self.text, at)
    }
}

fn missing(at: usize) -> Problem {
    let message = "the front matter is missing";
    Problem::new(ProblemKind::FrontMatter, Span::at(at), message)
        .with_help("begin the file with '---', 'status: draft', '---'")
}

fn refused(span: Span) -> Problem {
    let message = "this is written in a way that cannot be edited without touching more";
    Problem::new(ProblemKind::Yaml, span, message).with_help("edit it by hand")
}

#[cfg(test)]
mod tests;
