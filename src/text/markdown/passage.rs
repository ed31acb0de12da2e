//! Markdown cut into passages: what a reader takes as one stretch of words. Each is kept as Markdown on
//! one line, so that it reads the same however its lines were wrapped. Its sentences are cut in
//! [`prose`](crate::text::prose).

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::without_comments;
use crate::text::Span;

/// One paragraph, list item, heading, table row, or line of code or HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Its bytes in the file.
    pub span: Span,
    /// Its Markdown on one line, without marks of its kind (`-`, `#`, `>`) and without comments.
    pub text: String,
    /// The stretches of `text` that may never be cut: links, code, emphasis, addresses, HTML. In order.
    pub whole: Vec<Range<usize>>,
}

/// The kinds of passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PassageKind {
    /// A paragraph, also one of a list item behind its first.
    Paragraph,
    /// The first words of a list item.
    Item {
        /// How many list items it stands in; 0 is the outermost.
        depth: usize,
    },
    /// A heading.
    Heading,
    /// A paragraph in a quote.
    Quote,
    /// A row of a table, its cells with ` | ` between them.
    Row,
    /// A line of code; its white space is kept.
    Code,
}

/// The passages of `text`, which begins at byte `base` of its file, in order of place.
#[must_use]
pub fn passages(text: &str, base: usize) -> Vec<Passage> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut walk = Walk {
        source: text,
        base,
        ..Walk::default()
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        walk.take(&event, range);
    }
    walk.close();
    walk.passages
}

#[derive(Default)]
struct Walk<'t> {
    source: &'t str,
    base: usize,
    passages: Vec<Passage>,
    open: Option<Passage>,
    /// Where the source was left, to pick up what no event covers, such as the `\` of an escape.
    left_at: Option<usize>,
    items: usize,
    /// Whether the next words are the first of a list item.
    at_item: bool,
    quotes: usize,
    /// Cells of the table's row, up to this one.
    cells: usize,
    /// Within links and emphasis, which were taken whole.
    inline: usize,
    in_code: bool,
}

impl Walk<'_> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) if self.in_code => self.lines(range),
            Event::Html(_) => {}
            Event::InlineHtml(html) if html.starts_with("<!--") => self.left_at = Some(range.end),
            Event::Text(_) => self.words(range),
            Event::Code(_) | Event::InlineHtml(_) => self.whole(range),
            Event::SoftBreak | Event::HardBreak if self.inline == 0 => {
                self.push(" ");
                self.left_at = None;
            }
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. } => {
                self.whole(range);
                self.inline += 1;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.push(" | ");
                }
                self.cells += 1;
                self.left_at = None;
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.in_code = true;
            }
            Tag::HtmlBlock => self.html(range),
            Tag::Item => {
                self.close();
                self.items += 1;
                self.at_item = true;
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::Heading { .. } => self.open(PassageKind::Heading, range),
            Tag::TableHead | Tag::TableRow => {
                self.cells = 0;
                self.open(PassageKind::Row, range);
            }
            _ => self.close(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => self.inline = self.inline.saturating_sub(1),
            TagEnd::TableCell => {}
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Item => {
                self.close();
                self.items = self.items.saturating_sub(1);
                self.at_item = false;
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            _ => self.close(),
        }
    }

    fn open(&mut self, kind: PassageKind, range: Range<usize>) {
        self.close();
        self.open = Some(Passage {
            kind,
            span: Span::new(range.start, range.end).moved(self.base),
            text: String::new(),
            whole: Vec::new(),
        });
        self.left_at = None;
    }

    /// Ends the open passage; one without words is none.
    fn close(&mut self) {
        let Some(mut passage) = self.open.take() else {
            return;
        };
        if passage.kind != PassageKind::Code {
            passage.text.truncate(passage.text.trim_end().len());
        }
        if passage.kind == PassageKind::Row && passage.text.chars().all(|c| matches!(c, '|' | ' '))
        {
            return;
        }
        if !passage.text.trim().is_empty() {
            addresses(&passage.text, &mut passage.whole);
            self.passages.push(passage);
        }
    }

    fn words(&mut self, range: Range<usize>) {
        if self.inline == 0 {
            self.gap(&range);
            let source = self.source;
            self.push(&source[range]);
        }
    }

    fn whole(&mut self, range: Range<usize>) {
        if self.inline > 0 {
            return;
        }
        self.gap(&range);
        let source = self.source;
        let start = self.push("");
        self.push(&source[range]);
        if let Some(passage) = &mut self.open {
            passage.whole.push(start..passage.text.len());
        }
    }

    /// Opens a passage where none is, and takes what stands between the last words and these.
    fn gap(&mut self, range: &Range<usize>) {
        if self.open.is_none() {
            let kind = if self.at_item {
                let depth = self.items.saturating_sub(1);
                PassageKind::Item { depth }
            } else if self.quotes > 0 {
                PassageKind::Quote
            } else {
                PassageKind::Paragraph
            };
            self.at_item = false;
            self.open(kind, range.clone());
        }
        if let Some(left_at) = self.left_at.filter(|left_at| *left_at < range.start) {
            let source = self.source;
            self.push(&source[left_at..range.start]);
        }
        self.left_at = Some(range.end);
        if let Some(passage) = &mut self.open {
            passage.span.end = passage.span.end.max(range.end + self.base);
        }
    }

    /// Adds text with its white space folded; answers where it begins.
    fn push(&mut self, text: &str) -> usize {
        let Some(passage) = &mut self.open else {
            return 0;
        };
        let out = &mut passage.text;
        let start = out.len();
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            if index > 0 && !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            out.push_str(word);
        }
        start
    }

    /// Lines of code, each a passage.
    fn lines(&mut self, range: Range<usize>) {
        let mut at = range.start;
        let source = self.source;
        for line in source[range].split_inclusive('\n') {
            let (start, end) = (at, at + line.trim_end().len());
            at += line.len();
            if end > start {
                self.open(PassageKind::Code, start..end);
                if let Some(passage) = &mut self.open {
                    passage.text.push_str(line.trim_end());
                }
                self.close();
            }
        }
    }

    /// A block of HTML: its lines, without comments.
    fn html(&mut self, range: Range<usize>) {
        self.close();
        let source = self.source;
        let visible = without_comments(&source[range.clone()]);
        for line in visible.lines().filter(|line| !line.trim().is_empty()) {
            self.open(PassageKind::Paragraph, range.clone());
            self.push(line.trim());
            self.close();
        }
    }
}

/// Adds the addresses (`https://…`) in `text` that are in nothing whole yet.
fn addresses(text: &str, whole: &mut Vec<Range<usize>>) {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("://") {
        let start = text[..at]
            .rfind(|c: char| !c.is_ascii_alphabetic())
            .map_or(0, |before| before + 1);
        let start = (start..=at)
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(at);
        let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '|');
        let end = text[at..].find(ends).map_or(text.len(), |len| at + len);
        let address =
            text[start..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
        let range = start..start + address.len();
        let is_before = |other: &Range<usize>| other.end <= range.start;
        let next = whole.get(whole.partition_point(is_before));
        let is_new =
            next.is_none_or(|other| range.end <= other.start) && found.last().is_none_or(is_before);
        if start < at && range.end > at && is_new {
            found.push(range);
        }
    }
    if !found.is_empty() {
        whole.append(&mut found);
        whole.sort_by_key(|range| range.start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let mark = |kind| match kind {
            PassageKind::Paragraph => "p",
            PassageKind::Item { depth: 0 } => "-",
            PassageKind::Item { .. } => "--",
            PassageKind::Heading => "#",
            PassageKind::Quote => ">",
            PassageKind::Row => "|",
            PassageKind::Code => "c",
        };
        let passages = passages(text, 0);
        let told = passages
            .iter()
            .map(|p| format!("{} {}", mark(p.kind), p.text));
        told.collect()
    }

    #[test]
    fn reads_the_same_however_it_is_wrapped() {
        let wrapped = "One *two*\nthree [four\nfive](u).\n\n> six\n> seven\n";
        let flat = "One *two* three [four five](u).\n\n> six seven\n";
        assert_eq!(told(wrapped), told(flat));
        assert_eq!(
            told(flat),
            ["p One *two* three [four five](u).", "> six seven"]
        );
    }

    #[test]
    fn tells_items_rows_code_and_headings_apart() {
        let text = "#### H\n- a\n  - b\n\n  c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\nf(1)\n\n  g\n```\n";
        assert_eq!(
            told(text),
            [
                "# H", "- a", "-- b", "p c", "| x | y", "| 1 | 2", "c f(1)", "c   g"
            ]
        );
    }

    #[test]
    fn keeps_the_empty_cells_of_a_row_in_their_places() {
        let text = "| | x | y |\n|---|---|---|\n| a | | 1 |\n| | | |\n";
        assert_eq!(told(text), ["| | x | y", "| a | | 1"]);
    }

    #[test]
    fn keeps_escapes_and_drops_comments() {
        assert_eq!(
            told(r"a \*b\* &amp; c <!-- q --> d"),
            [r"p a \*b\* &amp; c d"]
        );
        assert_eq!(told("<!-- q -->\n<div>x</div>\n"), ["p <div>x</div>"]);
    }

    #[test]
    fn names_what_may_not_be_cut() {
        let text = "see [a b](u), `c d`, **e f** and https://x.org/a?b.";
        let passage = &passages(text, 0)[0];
        let whole: Vec<_> = passage
            .whole
            .iter()
            .map(|r| &passage.text[r.clone()])
            .collect();
        assert_eq!(whole, ["[a b](u)", "`c d`", "**e f**", "https://x.org/a?b"]);
    }

    #[test]
    fn says_where_a_passage_stands() {
        let text = "- [ ] do *it*\n- x\n";
        let spans: Vec<_> = passages(text, 0).iter().map(|p| p.span.of(text)).collect();
        assert_eq!(spans, ["[ ] do *it*", "x"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_at_characters(text in "([a-z*_`<>!\\[\\]()#|\\\\ \n-]|é|://|負|\u{301}){0,80}") {
            for passage in passages(&text, 7) {
                let mut end = 0;
                for whole in &passage.whole {
                    assert!(whole.start >= end && whole.end >= whole.start);
                    assert!(passage.text.get(whole.clone()).is_some());
                    end = whole.end;
                }
            }
        }
    }
}
