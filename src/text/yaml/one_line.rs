//! Values that stand wholly on one line: plain and simple quoted scalars, flow lists and mappings of
//! those. The lines of the subset are in [`super::quick`].

use std::borrow::Cow;

use super::quick::{split_key, without_spaces_behind};
use super::{Entry, KnownKeys, MAX_DEPTH, Node, Scalar, Span, Value, plain};

/// A value that stands wholly on one line; a comment may follow.
pub(super) fn inline<'t>(text: &'t str, at: usize, depth: usize) -> Option<Node<'t>> {
    let mut flow = Flow {
        text,
        base: at,
        at: 0,
    };
    let node = match text.as_bytes().first()? {
        b'[' | b'{' => flow.collection(depth + 1)?,
        b'"' | b'\'' => flow.quoted()?,
        _ => return block_plain(text, at),
    };
    let rest = text[flow.at..].trim_start_matches(' ');
    let spaced = rest.len() < text.len() - flow.at;
    (rest.is_empty() || (spaced && rest.starts_with('#'))).then_some(node)
}

/// A plain scalar in block context: to the end of the line or to ` #`.
fn block_plain(text: &str, at: usize) -> Option<Node<'_>> {
    let has_marks = text.bytes().any(|byte| matches!(byte, b'#' | b':'));
    let comment = if has_marks {
        find_pair(text, b" #")
    } else {
        None
    };
    let content = without_spaces_behind(&text[..comment.unwrap_or(text.len())]);
    let is_key = || find_pair(content, b": ").is_some() || content.ends_with(':');
    if !starts_plain(content) || (has_marks && is_key()) {
        return None;
    }
    Some(plain(
        Cow::Borrowed(content),
        Span::new(at, at + content.len()),
    ))
}

/// Where two neighbouring bytes stand, both ASCII; the values looked through are short.
fn find_pair(text: &str, pair: &[u8; 2]) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    pairs.position(|(left, right)| [*left, *right] == *pair)
}

/// Whether a plain scalar may begin so; stricter than YAML, which allows some indicators before a
/// letter.
fn starts_plain(content: &str) -> bool {
    let Some(first) = content.chars().next() else {
        return false;
    };
    if first.is_ascii_alphanumeric() {
        return true;
    }
    let negative = first == '-' && content.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    negative
        || first.is_alphanumeric()
        || matches!(
            first,
            '/' | '.' | '_' | '(' | '+' | '$' | '<' | '~' | '=' | '^' | '…' | '“'
        )
}

/// A reader of flow collections and quoted scalars within one line.
struct Flow<'t> {
    text: &'t str,
    base: usize,
    at: usize,
}

impl<'t> Flow<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    fn span(&self, start: usize) -> Span {
        Span::new(self.base + start, self.base + self.at)
    }

    fn collection(&mut self, depth: usize) -> Option<Node<'t>> {
        if depth >= MAX_DEPTH {
            return None;
        }
        let start = self.at;
        let mapping = self.peek()? == b'{';
        let close = if mapping { b'}' } else { b']' };
        self.at += 1;
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        let mut known = KnownKeys::default();
        loop {
            self.spaces();
            if self.peek()? == close {
                break;
            }
            if mapping {
                let entry = self.pair(depth)?;
                if known.holds(&entries, &entry.key) {
                    return None;
                }
                entries.push(entry)
            } else {
                items.push(self.value(depth)?)
            }
            self.spaces();
            match self.peek()? {
                b',' => self.at += 1,
                byte if byte == close => break,
                _ => return None,
            }
        }
        self.at += 1;
        let value = if mapping {
            Value::Mapping(entries)
        } else {
            Value::Sequence(items)
        };
        Some(Node {
            span: self.span(start),
            value,
        })
    }

    fn pair(&mut self, depth: usize) -> Option<Entry<'t>> {
        let start = self.at;
        let (key, after) = split_key(&self.text[start..])?;
        self.at += key.len();
        let key_span = self.span(start);
        self.at = start + after;
        self.spaces();
        if matches!(self.peek()?, b',' | b'}') {
            return None;
        }
        let value = self.value(depth)?;
        Some(Entry {
            key: Cow::Borrowed(key),
            key_span,
            value,
        })
    }

    fn value(&mut self, depth: usize) -> Option<Node<'t>> {
        match self.peek()? {
            b'[' | b'{' => self.collection(depth + 1),
            b'"' | b'\'' => self.quoted(),
            _ => self.flow_plain(),
        }
    }

    fn flow_plain(&mut self) -> Option<Node<'t>> {
        let start = self.at;
        let rest = &self.text[start..];
        let ends = |byte| {
            matches!(
                byte,
                b',' | b']' | b'}' | b'[' | b'{' | b'#' | b':' | b'"' | b'\''
            )
        };
        let end = rest.bytes().position(ends)?;
        if !matches!(rest.as_bytes().get(end)?, b',' | b']' | b'}') {
            return None;
        }
        let content = without_spaces_behind(&rest[..end]);
        if !starts_plain(content) {
            return None;
        }
        self.at += content.len();
        Some(plain(Cow::Borrowed(content), self.span(start)))
    }

    /// A quoted scalar without escapes.
    fn quoted(&mut self) -> Option<Node<'t>> {
        let start = self.at;
        let quote = self.peek()?;
        let rest = &self.text[start + 1..];
        let end = rest
            .bytes()
            .position(|byte| byte == quote || byte == b'\\')?;
        let after = rest.as_bytes().get(end + 1).copied();
        if rest.as_bytes()[end] != quote || after == Some(quote) || after == Some(b':') {
            return None;
        }
        if rest[..end].starts_with(' ') && rest[..end].trim().is_empty() {
            return None;
        }
        self.at = start + end + 2;
        let scalar = Scalar {
            text: Cow::Borrowed(&rest[..end]),
            plain: false,
        };
        Some(Node {
            span: self.span(start),
            value: Value::Scalar(scalar),
        })
    }
}
