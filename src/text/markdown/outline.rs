//! The blocks of a Markdown text, each with its place and its visible words.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::ordinary;
use crate::text::source::is_hidden;
use crate::text::{Problem, ProblemKind, Span};

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// All its bytes; of a list item with its nested blocks.
    pub span: Span,
    /// From its first visible character to its last; empty where nothing is visible. Of a list item:
    /// its first paragraph, without a task box.
    pub words: Span,
    /// How many list items it stands in.
    pub depth: usize,
}

/// The kinds of block that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading that is not in a list, a quote, code or HTML.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        text: Span,
    },
    /// A list item.
    Item {
        /// The box at its beginning, where it is a task.
        task: Option<TaskBox>,
    },
    /// A paragraph, table, quote's paragraph, code or HTML.
    Text,
    /// A horizontal rule.
    Rule,
    /// An HTML comment: the bytes between `<!--` and `-->`.
    Comment {
        /// What stands between the marks.
        inside: Span,
    },
}

/// The box of a task item, `[ ]`, `[x]` or `[-]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskBox {
    /// The three bytes of the box.
    pub span: Span,
    /// The byte in it, in lower case.
    pub mark: u8,
}

/// The blocks of a text, and comments or fences that are never closed.
#[derive(Debug, Default)]
pub struct Outline {
    /// In order of place.
    pub blocks: Vec<Block>,
    /// What is not closed.
    pub problems: Vec<Problem>,
}

/// Cuts `text`, which begins at byte `base` of its file, into blocks.
#[must_use]
pub fn outline(text: &str, base: usize) -> Outline {
    match ordinary::blocks(text, base) {
        Some(blocks) => Outline {
            blocks,
            problems: Vec::new(),
        },
        None => outline_of_any(text, base),
    }
}

/// The same of a text that has none of [`crate::text::source::MARKS`].
#[must_use]
pub(crate) fn outline_without_marks(text: &str, base: usize) -> Outline {
    match ordinary::blocks_without_marks(text, base, false) {
        Some(blocks) => Outline {
            blocks,
            problems: Vec::new(),
        },
        None => outline_of_any(text, base),
    }
}

/// The same by the parser that renders: for whatever is not ordinary, and what the quick way is held to.
#[must_use]
pub fn outline_of_any(text: &str, base: usize) -> Outline {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut walk = Walk {
        text,
        base,
        out: Outline::default(),
        ..Walk::default()
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        walk.take(&event, range);
    }
    walk.finish()
}

#[derive(Default)]
struct Walk<'t> {
    text: &'t str,
    base: usize,
    out: Outline,
    /// Where visible text goes: an index of `out.blocks`.
    target: Option<usize>,
    items: usize,
    quotes: usize,
    /// Within an image, whose text is its description.
    images: usize,
    in_code: bool,
}

impl Walk<'_> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) | Event::Code(text) => {
                if !self.in_code && text.contains('<') && matches!(event, Event::Text(_)) {
                    self.look_for_open_comment(range.clone());
                }
                if text.chars().any(|c| !c.is_whitespace() && !is_hidden(c)) {
                    self.see(range);
                }
            }
            Event::InlineHtml(html) if html.starts_with("<!--") => {
                self.comment(range);
            }
            Event::Rule => {
                self.push(BlockKind::Rule, range);
                self.target = None;
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Item => {
                self.target = Some(self.push(BlockKind::Item { task: None }, range));
                self.items += 1;
            }
            Tag::Heading { level, .. } if self.items == 0 && self.quotes == 0 => {
                let kind = BlockKind::Heading {
                    level: level_number(*level),
                    text: Span::default(),
                };
                self.target = Some(self.push(kind, range));
            }
            Tag::Paragraph if self.is_empty_item() => {}
            Tag::Heading { .. } | Tag::Paragraph | Tag::Table(_) => {
                self.target = Some(self.push(BlockKind::Text, range));
            }
            Tag::CodeBlock(kind) => {
                self.target = Some(self.push(BlockKind::Text, range.clone()));
                self.in_code = true;
                if matches!(kind, CodeBlockKind::Fenced(_))
                    && !is_closed_fence(&self.text[range.clone()])
                {
                    self.unclosed(
                        range.start,
                        3,
                        "this code fence is never closed",
                        "close it with the same fence on a line of its own",
                    );
                }
            }
            Tag::List(_) => self.target = None,
            Tag::BlockQuote(_) => {
                self.quotes += 1;
                self.target = None;
            }
            Tag::HtmlBlock => self.html_block(range),
            Tag::Image { .. } => {
                self.images += 1;
                self.see(range);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item => {
                self.items = self.items.saturating_sub(1);
                self.target = None;
            }
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.target = None;
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.target = None;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Table | TagEnd::HtmlBlock => {
                self.target = None;
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            _ => {}
        }
    }

    /// A `<!--` that was read as text opens a comment that is never closed, unless it is escaped.
    fn look_for_open_comment(&mut self, range: Range<usize>) {
        for (offset, _) in self.text[range.clone()].match_indices('<') {
            let at = range.start + offset;
            let escaped = self.text[..at].ends_with('\\');
            if !escaped && self.text[at..].starts_with("<!--") {
                self.unclosed(at, 4, "this comment is never closed", "close it with '-->'");
            }
        }
    }

    /// Whether text would be the first of a list item.
    fn is_empty_item(&self) -> bool {
        self.target.is_some_and(|index| {
            let block = &self.out.blocks[index];
            matches!(block.kind, BlockKind::Item { .. }) && block.words.is_empty()
        })
    }

    fn push(&mut self, kind: BlockKind, range: Range<usize>) -> usize {
        let span = Span::new(range.start, range.end).moved(self.base);
        let words = Span::at(span.start);
        self.out.blocks.push(Block {
            kind,
            span,
            words,
            depth: self.items,
        });
        self.out.blocks.len() - 1
    }

    /// Notes visible text at `range`.
    fn see(&mut self, range: Range<usize>) {
        let seen = Span::new(range.start, range.end)
            .trimmed(self.text)
            .moved(self.base);
        let target = match self.target {
            Some(index) => index,
            None => self.push(BlockKind::Text, range),
        };
        self.target = Some(target);
        let block = &mut self.out.blocks[target];
        block.words = if block.words.is_empty() {
            seen
        } else {
            block.words.to(seen)
        };
    }

    fn comment(&mut self, range: Range<usize>) {
        let inside = Span::new(range.start + 4, range.end.saturating_sub(3)).moved(self.base);
        let target = self.target;
        self.push(BlockKind::Comment { inside }, range);
        self.target = target;
    }

    /// An HTML block: its comments, and whether anything else in it is visible.
    fn html_block(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        let mut at = 0;
        let mut seen: Option<Span> = None;
        while let Some(start) = text[at..].find("<!--").map(|found| at + found) {
            seen = join(seen, visible_html(text, at..start));
            let Some(end) = text[start + 4..]
                .find("-->")
                .map(|found| start + 4 + found + 3)
            else {
                self.unclosed(
                    range.start + start,
                    4,
                    "this comment is never closed",
                    "close it with '-->'",
                );
                at = text.len();
                break;
            };
            self.comment(range.start + start..range.start + end);
            at = end;
        }
        seen = join(seen, visible_html(text, at..text.len()));
        if let Some(seen) = seen {
            let index = self.push(BlockKind::Text, range.clone());
            self.out.blocks[index].words = seen.moved(self.base + range.start);
        }
    }

    fn unclosed(&mut self, at: usize, len: usize, message: &str, help: &str) {
        let span = Span::new(at, at + len).moved(self.base);
        self.out
            .problems
            .push(Problem::new(ProblemKind::Unclosed, span, message).with_help(help));
    }

    fn finish(mut self) -> Outline {
        for block in &mut self.out.blocks {
            let words = block.words;
            match &mut block.kind {
                BlockKind::Heading { text, .. } => *text = words,
                BlockKind::Item { task } => {
                    let local = Span::new(words.start - self.base, words.end - self.base);
                    if let Some((found, rest)) = task_box(local.of(self.text), words) {
                        *task = Some(found);
                        block.words = rest;
                    }
                }
                _ => {}
            }
        }
        self.out.blocks.sort_by_key(|block| block.span.start);
        self.out
    }
}

fn join(left: Option<Span>, right: Option<Span>) -> Option<Span> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.to(right)),
        (left, right) => left.or(right),
    }
}

/// The visible text of HTML without comments: what is left without tags.
fn visible_html(text: &str, range: Range<usize>) -> Option<Span> {
    let mut in_tag = false;
    let mut seen: Option<Span> = None;
    for (offset, character) in text[range.clone()].char_indices() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if in_tag || character.is_whitespace() => {}
            _ => {
                let at = range.start + offset;
                seen = join(seen, Some(Span::new(at, at + character.len_utf8())));
            }
        }
    }
    seen
}

/// A task box at the beginning of an item's words, and the words behind it.
pub(super) fn task_box(text: &str, words: Span) -> Option<(TaskBox, Span)> {
    let bytes = text.as_bytes();
    let [b'[', mark @ (b' ' | b'x' | b'X' | b'-'), b']', rest @ ..] = bytes else {
        return None;
    };
    if !rest.is_empty() && !rest[0].is_ascii_whitespace() {
        return None;
    }
    let found = TaskBox {
        span: Span::new(words.start, words.start + 3),
        mark: mark.to_ascii_lowercase(),
    };
    let skipped = text.len() - text[3..].trim_start().len();
    Some((found, Span::new(words.start + skipped, words.end)))
}

/// Whether a fenced block ends with a fence as long as the one it began with.
fn is_closed_fence(block: &str) -> bool {
    let bare = |line: &str| line.trim_matches([' ', '\t', '>', '\r']).to_owned();
    let mut lines = block.trim_end().lines();
    let Some(opening) = lines.next().map(bare) else {
        return true;
    };
    let Some(mark) = opening.chars().next() else {
        return true;
    };
    let width = opening.chars().take_while(|c| *c == mark).count();
    lines
        .next_back()
        .map(bare)
        .is_some_and(|last| last.chars().count() >= width && last.chars().all(|c| c == mark))
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, String)> {
        let name = |kind: &BlockKind| match kind {
            BlockKind::Heading { level, .. } => format!("h{level}"),
            BlockKind::Item { task: Some(found) } => format!("task {}", found.mark as char),
            BlockKind::Item { task: None } => "item".to_owned(),
            BlockKind::Text => "text".to_owned(),
            BlockKind::Rule => "rule".to_owned(),
            BlockKind::Comment { .. } => "comment".to_owned(),
        };
        let blocks = outline(text, 0).blocks;
        blocks
            .iter()
            .map(|b| (name(&b.kind), b.words.of(text).to_owned()))
            .collect()
    }

    fn pair(kind: &str, words: &str) -> (String, String) {
        (kind.to_owned(), words.to_owned())
    }

    #[test]
    fn tells_blocks_and_their_visible_words() {
        let text = "# T\n\nA *b* c.\n\n- [ ] do it (@ada)\n- [-] no\n- [ ]\n-\n\n---\n<!-- q -->\n";
        assert_eq!(
            told(text),
            [
                pair("h1", "T"),
                pair("text", "A *b* c."),
                pair("task  ", "do it (@ada)"),
                pair("task -", "no"),
                pair("task  ", ""),
                pair("item", ""),
                pair("rule", ""),
                pair("comment", ""),
            ]
        );
    }

    #[test]
    fn keeps_a_comment_out_of_the_words_of_a_heading() {
        let text = "## Feedback <!-- okr: private -->\n";
        assert_eq!(told(text), [pair("h2", "Feedback"), pair("comment", "")]);
    }

    #[test]
    fn sees_text_in_html_but_not_in_comments_and_tags() {
        assert_eq!(told("<!-- a -->\n"), [pair("comment", "")]);
        assert_eq!(told("<div>\n<br>\n</div>\n"), []);
        assert_eq!(told("<div>x</div>\n"), [pair("text", "x")]);
    }

    #[test]
    fn reports_what_is_never_closed() {
        let at = |text: &str| {
            outline(text, 0)
                .problems
                .iter()
                .map(|p| p.span.start)
                .collect::<Vec<_>>()
        };
        assert_eq!(at("a\n\n<!-- open\n\n## x\n"), [3]);
        assert_eq!(at("a <!-- open\n"), [2]);
        assert_eq!(at("```\ncode\n"), [0]);
        assert_eq!(at("```\ncode\n```\n"), Vec::<usize>::new());
        assert_eq!(at("`<!--`\n"), Vec::<usize>::new());
    }

    #[test]
    fn keeps_the_text_of_nested_items_apart() {
        let text = "- a\n  - b\n\n  c\n";
        assert_eq!(
            told(text),
            [pair("item", "a"), pair("item", "b"), pair("text", "c")]
        );
    }
}
