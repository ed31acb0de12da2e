//! A file cut into segments that are merged each by itself: entries of the front matter, headings, list
//! items, paragraphs. Joined, they are the file again, byte for byte.

use crate::text::markdown::{Block, BlockKind};
use crate::text::yaml::{Entry, Node, Value};
use crate::text::{Document, Source, Span, fold};

/// A file of more segments, or with a longer heading, is left to a merge of lines: it bounds the work, and
/// no check-in has a tenth of that.
const MOST_SEGMENTS: usize = 4_000;
const LONGEST_HEADING: usize = 500;

/// How deep mappings of the front matter are cut: `key-results`, a key result, its value.
const DEEPEST: usize = 3;

/// One piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Where it stands and what it is: segments of different places are never the same.
    pub place: String,
    /// By what it is known again.
    pub name: String,
    /// Its text, without white space at its end.
    pub text: String,
    /// The white space behind it.
    pub gap: String,
}

/// Whether a text can be read whole.
pub(super) fn is_readable(text: &str) -> bool {
    let source = Source::new(text.as_bytes().to_vec());
    Document::new(&source).problems.is_empty()
}

/// The segments of a text; `None` where it cannot be read whole, or is not of the size that people write.
pub(super) fn segments(text: &str) -> Option<Vec<Segment>> {
    let source = Source::new(text.as_bytes().to_vec());
    let document = Document::new(&source);
    if !document.problems.is_empty() || document.blocks.len() > MOST_SEGMENTS {
        return None;
    }
    let is_long = |block: &Block| match block.kind {
        BlockKind::Heading { text, .. } => text.len() > LONGEST_HEADING,
        _ => false,
    };
    if document.blocks.iter().any(is_long) {
        return None;
    }
    let mut cuts = Cuts::new(text);
    if let Some(front_matter) = &document.front_matter {
        cuts.cut(front_matter.span.start, "front matter", "");
        cuts.mapping(&front_matter.root, "front matter", 0);
        cuts.cut(front_matter.closing.start, "front matter", "---");
    }
    cuts.body(&document);
    (cuts.cuts.len() <= MOST_SEGMENTS).then(|| cuts.done())
}

struct Cuts<'t> {
    text: &'t str,
    /// Where each segment begins, with its place and name; in order.
    cuts: Vec<(usize, String, String)>,
}

impl<'t> Cuts<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            cuts: vec![(0, "top".to_owned(), String::new())],
        }
    }

    /// Begins a segment at the beginning of the line that holds `at`; never before the last one.
    fn cut(&mut self, at: usize, place: &str, name: &str) {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        if self.cuts.last().is_some_and(|(last, _, _)| start > *last) {
            self.cuts.push((start, place.to_owned(), name.to_owned()));
        }
    }

    fn mapping(&mut self, node: &Node<'_>, place: &str, depth: usize) {
        for entry in node.entries() {
            self.cut(entry.key_span.start, place, &entry.key);
            let is_block = matches!(entry.value.value, Value::Mapping(_)) && self.is_block(entry);
            if is_block && depth < DEEPEST {
                self.mapping(&entry.value, &format!("{place}/{}", entry.key), depth + 1);
            }
        }
    }

    /// Whether the value stands on lines of its own.
    fn is_block(&self, entry: &Entry<'_>) -> bool {
        let between = Span::new(entry.key_span.end, entry.value.span.start);
        between.of(self.text).contains('\n')
    }

    fn body(&mut self, document: &Document<'_>) {
        let mut headings: Vec<(u8, String)> = Vec::new();
        let mut end = document.body.start;
        self.cut(end, "body", "");
        for block in &document.blocks {
            if block.span.start < end {
                continue;
            }
            end = block.span.end;
            let words = block.words.of(document.text);
            let place = |headings: &[(u8, String)]| {
                let names = headings.iter().map(|(_, name)| name.as_str());
                format!("body/{}", names.collect::<Vec<_>>().join("/"))
            };
            match block.kind {
                BlockKind::Heading { level, .. } => {
                    headings.retain(|(above, _)| *above < level);
                    headings.push((level, fold::heading(words)));
                    self.cut(block.span.start, &place(&headings), "#");
                }
                BlockKind::Item { .. } => {
                    let place = format!("{}/item", place(&headings));
                    self.cut(block.span.start, &place, item_name(words));
                }
                _ => {
                    let place = format!("{}/text", place(&headings));
                    let whole = block.span.of(document.text);
                    self.cut(block.span.start, &place, &fold::folded(whole));
                }
            }
        }
    }

    fn done(self) -> Vec<Segment> {
        let ends = self.cuts.iter().skip(1).map(|(start, _, _)| *start);
        let ends: Vec<usize> = ends.chain([self.text.len()]).collect();
        let cuts = self.cuts.into_iter().zip(ends);
        let segments = cuts.map(|((start, place, name), end)| {
            let whole = &self.text[start..end];
            let text = whole.trim_end();
            Segment {
                place,
                name,
                text: text.to_owned(),
                gap: whole[text.len()..].to_owned(),
            }
        });
        segments.collect()
    }
}

/// An item's words without what changes most: who does it and until when.
fn item_name(words: &str) -> &str {
    let details = words
        .rfind('(')
        .filter(|at| words[*at..].contains(['@', ')']));
    words[..details.unwrap_or(words.len())].trim_end()
}
