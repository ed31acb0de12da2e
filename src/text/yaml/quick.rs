//! The quick parser: accepts the block subset that nearly all front matter is written in, or nothing.
//!
//! Taken: block mappings and block lists indented by spaces, plain scalars on one line, simple quoted
//! scalars, one-line flow lists and mappings of those, comments and blank lines. Everything else
//! (tabs, several lines of one scalar, block scalars, anchors, tags, directives, duplicate keys) is
//! left to [`super::full`], so that no message can be worse for it.

use std::borrow::Cow;

use crate::text::source::{is_ascii_lines, is_ascii_text, is_hidden};

use super::one_line::inline;
use super::{Entry, KnownKeys, MAX_DEPTH, Node, Span, Value, empty};

/// The tree, or `None` for whatever is not plainly in the subset.
pub(super) fn parse(text: &str, base: usize) -> Option<Node<'_>> {
    let mut lines = Lines {
        text,
        base,
        at: 0,
        current: None,
        is_ascii: is_ascii_lines(text),
    };
    lines.advance()?;
    let Some(first) = lines.current else {
        return Some(empty(base));
    };
    if first.indent != 0 || first.is_item() {
        return None;
    }
    let root = lines.mapping(0, 0)?;
    lines.current.is_none().then_some(root)
}

/// One line with content: where its content begins, and the content without comment and white space.
#[derive(Clone, Copy)]
struct Line<'t> {
    indent: usize,
    start: usize,
    content: &'t str,
}

impl Line<'_> {
    fn is_item(&self) -> bool {
        self.content == "-" || self.content.starts_with("- ")
    }
}

struct Lines<'t> {
    text: &'t str,
    base: usize,
    at: usize,
    current: Option<Line<'t>>,
    /// Whether all lines are visible ASCII, so that none is to be looked at alone.
    is_ascii: bool,
}

impl<'t> Lines<'t> {
    /// Moves to the next line with content; `None` where a line is not in the subset.
    fn advance(&mut self) -> Option<()> {
        self.current = None;
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let line = rest[..end].strip_suffix('\r').unwrap_or(&rest[..end]);
            let start = self.at;
            self.at += (end + 1).min(rest.len());
            let indent = spaces_before(line);
            let content = without_spaces_behind(&line[indent..]);
            if !self.is_ascii && !is_ascii_text(content) && content.chars().any(is_unusual) {
                return None;
            }
            match content.as_bytes() {
                [] | [b'#', ..] => continue,
                [b'-', b'-', b'-', ..] | [b'.', b'.', b'.', ..] => return None,
                _ => {}
            }
            self.current = Some(Line {
                indent,
                start: start + indent,
                content,
            });
            return Some(());
        }
        Some(())
    }

    fn mapping(&mut self, indent: usize, depth: usize) -> Option<Node<'t>> {
        if depth >= MAX_DEPTH {
            return None;
        }
        let mut entries: Vec<Entry<'t>> = Vec::new();
        let mut known = KnownKeys::default();
        while let Some(line) = self.current {
            if line.indent != indent {
                if line.indent > indent {
                    return None;
                }
                break;
            }
            if line.is_item() {
                break;
            }
            let entry = self.entry(line, indent, depth)?;
            if known.holds(&entries, &entry.key) {
                return None;
            }
            entries.push(entry);
        }
        let span = entries.first()?.key_span.to(entries.last()?.span());
        Some(Node {
            span,
            value: Value::Mapping(entries),
        })
    }

    fn entry(&mut self, line: Line<'t>, indent: usize, depth: usize) -> Option<Entry<'t>> {
        let (key, after) = split_key(line.content)?;
        let key_span = Span::new(line.start, line.start + key.len()).moved(self.base);
        let rest = &line.content[after..];
        let rest = &rest[spaces_before(rest)..];
        let start = line.start + line.content.len() - rest.len();
        let value = if rest.is_empty() || rest.starts_with('#') {
            self.advance()?;
            self.below(key_span.end, indent, depth)?
        } else {
            let value = inline(rest, self.base + start, depth)?;
            self.advance()?;
            if self.current.is_some_and(|next| next.indent > indent) {
                return None;
            }
            value
        };
        Some(Entry {
            key: Cow::Borrowed(key),
            key_span,
            value,
        })
    }

    /// The value of a key with nothing behind it: what is indented below, or nothing.
    fn below(&mut self, key_end: usize, indent: usize, depth: usize) -> Option<Node<'t>> {
        let nothing = Node {
            span: Span::at(key_end + 1),
            value: Value::Null,
        };
        match self.current {
            Some(line) if line.indent > indent && line.is_item() => {
                self.sequence(line.indent, depth + 1)
            }
            Some(line) if line.indent > indent => self.mapping(line.indent, depth + 1),
            Some(line) if line.indent == indent && line.is_item() => {
                self.sequence(indent, depth + 1)
            }
            _ => Some(nothing),
        }
    }

    fn sequence(&mut self, indent: usize, depth: usize) -> Option<Node<'t>> {
        if depth >= MAX_DEPTH {
            return None;
        }
        let mut items: Vec<Node<'t>> = Vec::new();
        while let Some(line) = self.current {
            if line.indent != indent || !line.is_item() {
                if line.indent > indent {
                    return None;
                }
                break;
            }
            items.push(self.item(line, indent, depth)?);
        }
        let span = items.first()?.span.to(items.last()?.span);
        Some(Node {
            span,
            value: Value::Sequence(items),
        })
    }

    /// One `- …`: a scalar, a flow collection, or the first line of a mapping.
    fn item(&mut self, line: Line<'t>, indent: usize, depth: usize) -> Option<Node<'t>> {
        let rest = &line.content[1..];
        let rest = &rest[spaces_before(rest)..];
        let start = line.start + line.content.len() - rest.len();
        if rest.is_empty() || rest.starts_with(['-', '#']) {
            return None;
        }
        if !rest.starts_with(['{', '[', '"', '\'']) && split_key(rest).is_some() {
            let inner = indent + (start - line.start);
            self.current = Some(Line {
                indent: inner,
                start,
                content: rest,
            });
            return self.mapping(inner, depth + 1);
        }
        let value = inline(rest, self.base + start, depth)?;
        self.advance()?;
        if self.current.is_some_and(|next| next.indent > indent) {
            return None;
        }
        Some(value)
    }
}

/// How many spaces a line begins with.
fn spaces_before(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

pub(super) fn without_spaces_behind(text: &str) -> &str {
    let spaces = text.bytes().rev().take_while(|byte| *byte == b' ').count();
    &text[..text.len() - spaces]
}

/// Characters that YAML refuses or takes for white space, and those that no reader sees.
fn is_unusual(character: char) -> bool {
    matches!(character, '\t' | '\r')
        || is_hidden(character)
        || matches!(character, '\u{fffe}' | '\u{ffff}')
}

/// The key at the beginning of `content` and the place after its colon.
pub(super) fn split_key(content: &str) -> Option<(&str, usize)> {
    let is_of_key = |byte: u8| IS_OF_KEY[usize::from(byte)];
    let end = content.bytes().position(|byte| !is_of_key(byte))?;
    let is_key = matches!(content.as_bytes()[end..], [b':'] | [b':', b' ', ..]);
    let (key, _) = content.split_at(end);
    let is_key = is_key && end > 0 && !key.starts_with('-') && key != "null";
    is_key.then_some((key, end + 1))
}

/// Which bytes a key without quotes is made of.
static IS_OF_KEY: [bool; 256] = {
    let mut is_of_key = [false; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        is_of_key[byte as usize] =
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/' | b'.');
        byte += 1;
    }
    is_of_key
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_ordinary_front_matter() {
        let text = "status: ready # done\nkey-results:\n  a/b:\n    value: 310\n    confidence: good\n\
                    reviewed: { by: grace, on: 2026-11-20 }\nokr-changes:\n  - key-result: a/b\n    \
                    agreed: [ada, grace]\n";
        let root = parse(text, 10).unwrap();
        assert_eq!(root.get("status").unwrap().value.text(), Some("ready"));
        let reading = root.get("key-results").unwrap().value.get("a/b").unwrap();
        let value = &reading.value.get("value").unwrap().value;
        assert_eq!(value.span.start, 10 + text.find("310").unwrap());
        assert_eq!(root.get("okr-changes").unwrap().value.kind(), "a list");
    }

    #[test]
    fn leaves_everything_unusual_to_the_full_parser() {
        for text in [
            "a: |\n  b\n",
            "a: &x b\n",
            "a: *x\n",
            "a: !t b\n",
            "a: b\na: c\n",
            "a: b\n  c\n",
            "\ta: b\n",
            "a: b: c\n",
            "a: \"x\\n\"\n",
            "- a\n",
            "a: [b\n",
            "? a\n",
            "a:\n- - b\n",
            "a: {b}\n",
            "a: @b\n",
            "a: \u{84}\n",
            "a: b\tc\n",
            "a: b\rc\n",
            "a: x\u{ffff}\n",
        ] {
            assert!(parse(text, 0).is_none(), "{text:?}");
        }
    }
}
