//! A line scan that cuts ordinary Markdown into blocks: headings, paragraphs, list items of one level,
//! and comments on lines of their own, each beginning and ending with a plain character. Nearly all
//! check-ins are such, and a scan costs a tenth of a parse. Whatever is not plainly so is left to the
//! parser in `outline`, which a test holds this to.

use memchr::{memchr, memchr_iter, memchr2, memmem};

use super::outline::{Block, BlockKind, task_box};
use crate::text::Span;
use crate::text::source::is_hidden;

/// The blocks of `text`, which begins at byte `base` of its file; `None` where it is not ordinary.
pub(super) fn blocks(text: &str, base: usize) -> Option<Vec<Block>> {
    // Other line ends and entities have meanings that no line shows by itself. A table has a line below
    // its head that begins with no plain character.
    memchr2(b'\r', b'&', text.as_bytes())
        .is_none()
        .then_some(())?;
    blocks_without_marks(text, base, memchr(b'<', text.as_bytes()).is_some())
}

/// The same of a text that has neither another line end than a line feed nor an entity.
pub(super) fn blocks_without_marks(text: &str, base: usize, has_html: bool) -> Option<Vec<Block>> {
    let mut scan = Scan {
        text,
        base,
        at: 0,
        blocks: Vec::with_capacity(text.len() / 64),
        open: None,
        in_list: false,
        has_html,
    };
    while scan.at < text.len() {
        scan.line()?;
    }
    scan.close()?;
    scan.end_list(text.len());
    Some(scan.blocks)
}

struct Scan<'t> {
    text: &'t str,
    base: usize,
    /// The beginning of the next line.
    at: usize,
    blocks: Vec<Block>,
    /// The words of the last block, where the next line may go on with them.
    open: Option<Span>,
    /// Whether the last block is a list item.
    in_list: bool,
    /// Whether a mark with which HTML begins stands anywhere.
    has_html: bool,
}

impl<'t> Scan<'t> {
    fn line(&mut self) -> Option<()> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let end = memchr(b'\n', rest).map_or(self.text.len(), |newline| start + newline + 1);
        let line = &self.text[start..end];
        let words = line.trim_ascii();
        self.at = end;
        match line.as_bytes().first() {
            _ if words.is_empty() => self.close(),
            Some(b'#') => self.heading(line, start),
            Some(b'-') => self.item(line, start),
            Some(b'<') => self.comment(start),
            Some(b'|') => self.table(line, start),
            Some(b'`') if line.starts_with("```") => self.code(line, start),
            _ => self.text(line, words, start),
        }
    }

    fn heading(&mut self, line: &str, start: usize) -> Option<()> {
        self.begin(start)?;
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        let words = line[level..].strip_prefix(' ')?.trim_ascii();
        let level = u8::try_from(level).ok().filter(|level| *level <= 6)?;
        let words = self.place(words, start, line);
        let written = words.of(self.text);
        (begins_plain(written) && self.is_inline_plain(written)).then_some(())?;
        let kind = BlockKind::Heading {
            level,
            text: words.moved(self.base),
        };
        self.push(kind, start, words);
        Some(())
    }

    fn item(&mut self, line: &str, start: usize) -> Option<()> {
        let words = line.strip_prefix("- ")?.trim_ascii_end();
        let (_, content) = match words.as_bytes() {
            [b'[', _, b']', b' ', ..] => words.split_at(4),
            _ => ("", words),
        };
        begins_plain(content).then_some(())?;
        self.begin(start)?;
        let words = self.place(words, start, line);
        self.push(BlockKind::Item { task: None }, start, words);
        self.open = Some(words);
        self.in_list = true;
        Some(())
    }

    fn text(&mut self, line: &str, words: &str, start: usize) -> Option<()> {
        begins_plain(words).then_some(())?;
        let place = self.place(words, start, line);
        if let (Some(open), Some(block)) = (&mut self.open, self.blocks.last_mut()) {
            open.end = place.end;
            block.span.end = self.base + start + line.len();
            return Some(());
        }
        // White space before a line that goes on with nothing: a part of an item, or code.
        (place.start == start).then_some(())?;
        self.begin(start)?;
        self.push(BlockKind::Text, start, place);
        self.open = Some(place);
        Some(())
    }

    /// A fenced block whose fences are the plainest. Its words are what stands in it.
    fn code(&mut self, line: &str, start: usize) -> Option<()> {
        let is_word = |byte: u8| byte.is_ascii_alphanumeric();
        let language = line.strip_prefix("```")?.strip_suffix('\n')?;
        language.bytes().all(is_word).then_some(())?;
        let inside = self.at;
        let len = memmem::find(&self.text.as_bytes()[inside..], b"\n```")?;
        let fence = inside + len + 1;
        let rest = &self.text[fence + 3..];
        let rest = rest
            .strip_prefix('\n')
            .or_else(|| rest.is_empty().then_some(""))?;
        let code = &self.text[inside..inside + len];
        let is_plain = |text: &str| {
            text.is_ascii() && !text.contains(|c: char| c.is_ascii_control() && c != '\n')
        };
        let is_closed_once = !code.contains("```");
        (is_closed_once && is_plain(code) && !code.trim().is_empty()).then_some(())?;
        self.begin(start)?;
        let words = Span::new(inside, inside + len).trimmed(self.text);
        self.at = self.text.len() - rest.len();
        // The line end behind the closing fence is not of the block.
        let end = fence + 3;
        self.push(BlockKind::Text, start, words);
        self.blocks.last_mut()?.span.end = self.base + end;
        Some(())
    }

    /// A table between blank lines, each of its lines of as many plain cells. Its words reach from the first
    /// cell to the last.
    fn table(&mut self, line: &str, start: usize) -> Option<()> {
        self.open.is_none().then_some(())?;
        let columns = plain_cells(line)?;
        let mut last = self.next_line();
        (rule_cells(last)? == columns).then_some(())?;
        while !self.next_is_blank() {
            last = self.next_line();
            (plain_cells(last)? == columns).then_some(())?;
        }
        let end = self.at - (last.len() - last.trim_ascii_end().len());
        let words = Span::new(start + CELL_MARK.len(), end - CELL_MARK.len());
        self.begin(start)?;
        self.push(BlockKind::Text, start, words);
        Some(())
    }

    /// Takes the next line, with its line end.
    fn next_line(&mut self) -> &'t str {
        let rest = &self.text[self.at..];
        let end = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |newline| newline + 1);
        self.at += end;
        &rest[..end]
    }

    fn next_is_blank(&self) -> bool {
        let rest = &self.text[self.at..];
        rest.lines()
            .next()
            .is_none_or(|line| line.trim_ascii().is_empty())
    }

    fn comment(&mut self, start: usize) -> Option<()> {
        let inside = self.text[start..].strip_prefix("<!--")?;
        let is_odd = inside.starts_with('>') || inside.starts_with("->");
        (!is_odd).then_some(())?;
        let len = memmem::find(inside.as_bytes(), b"-->")?;
        let behind = start + 4 + len + 3;
        let rest = &self.text.as_bytes()[behind..];
        let end = memchr(b'\n', rest).map_or(self.text.len(), |newline| behind + newline + 1);
        self.text[behind..end]
            .trim_ascii()
            .is_empty()
            .then_some(())?;
        self.begin(start)?;
        let kind = BlockKind::Comment {
            inside: Span::new(start + 4, behind - 3).moved(self.base),
        };
        self.at = behind;
        self.push(kind, start, Span::at(start));
        self.at = end;
        Some(())
    }

    /// Ends what stands above a new block.
    fn begin(&mut self, start: usize) -> Option<()> {
        self.close()?;
        self.end_list(start);
        Some(())
    }

    /// Ends the words of the last block.
    fn close(&mut self) -> Option<()> {
        let Some(words) = self.open.take() else {
            return Some(());
        };
        let block = self.blocks.last_mut()?;
        let text = words.of(self.text);
        block.words = words.moved(self.base);
        if let BlockKind::Item { task } = &mut block.kind
            && let Some((found, rest)) = task_box(text, block.words)
        {
            *task = Some(found);
            block.words = rest;
        }
        self.is_inline_plain(text).then_some(())
    }

    /// Whether text has no HTML, and its last character is visible whatever the marks in it mean.
    fn is_inline_plain(&self, text: &str) -> bool {
        let has_html = self.has_html && memchr(b'<', text.as_bytes()).is_some();
        !has_html && ends_plain(text)
    }

    /// An item reaches to the next block.
    fn end_list(&mut self, end: usize) {
        if let (true, Some(block)) = (self.in_list, self.blocks.last_mut()) {
            block.span.end = self.base + end;
        }
        self.in_list = false;
    }

    fn push(&mut self, kind: BlockKind, start: usize, words: Span) {
        self.blocks.push(Block {
            kind,
            span: Span::new(start, self.at).moved(self.base),
            words: words.moved(self.base),
            depth: 0,
        });
    }

    /// Where `words`, a stretch of `line`, stand.
    fn place(&self, words: &str, start: usize, line: &str) -> Span {
        let before = words.as_ptr() as usize - line.as_ptr() as usize;
        Span::new(start + before, start + before + words.len())
    }
}

/// What stands before the words of a table's line; as long as what stands behind them.
const CELL_MARK: &str = "| ";

/// How many cells a line of a table has; `None` where one is not plain.
fn plain_cells(line: &str) -> Option<usize> {
    let is_plain = |cell: &str| {
        let bytes = cell.as_bytes();
        let is_inside = |byte: &u8| byte.is_ascii_alphanumeric() || b" .,-".contains(byte);
        let ends = [bytes.first(), bytes.last()];
        let are_visible = ends
            .iter()
            .all(|end| end.is_some_and(u8::is_ascii_alphanumeric));
        are_visible && bytes.iter().all(is_inside)
    };
    cells(line, is_plain)
}

/// How many cells the line below a table's head has.
fn rule_cells(line: &str) -> Option<usize> {
    let is_rule = |cell: &str| {
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    cells(line, is_rule)
}

fn cells(line: &str, is_right: impl Fn(&str) -> bool) -> Option<usize> {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let inner = line.strip_prefix(CELL_MARK)?.strip_suffix(" |")?;
    let mut count = 0;
    for cell in inner.split(" | ") {
        is_right(cell).then_some(())?;
        count += 1;
    }
    Some(count)
}

/// Whether a line opens no block and no inline mark.
pub(super) fn begins_plain(text: &str) -> bool {
    match text.as_bytes() {
        [b'0'..=b'9', ..] => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let marker = rest.strip_prefix(['.', ')']);
            marker.is_none_or(|rest| rest.starts_with(|c: char| !c.is_whitespace()))
        }
        [b'`', next, ..] => next.is_ascii_alphanumeric(),
        [first, ..] if first.is_ascii() => {
            first.is_ascii_alphabetic() || br#""'(@$%/.,;!?"#.contains(first)
        }
        _ => text.chars().next().is_some_and(is_visible),
    }
}

/// Whether the last character of text is visible whatever the marks in it mean.
fn ends_plain(text: &str) -> bool {
    match text.as_bytes() {
        [.., before, b'`'] => before.is_ascii_alphanumeric(),
        [.., b')'] => {
            !memchr_iter(b']', text.as_bytes()).any(|at| text.as_bytes().get(at + 1) == Some(&b'('))
        }
        [.., last] if last.is_ascii() => {
            last.is_ascii_alphanumeric() || br#""'.,;:!?%/"#.contains(last)
        }
        _ => text.chars().next_back().is_some_and(is_visible),
    }
}

fn is_visible(character: char) -> bool {
    !character.is_whitespace() && !is_hidden(character)
}

#[cfg(test)]
mod tests {
    use super::super::outline::outline_of_any;
    use super::*;
    use proptest::prelude::*;

    /// Lines and pieces of lines between the ordinary and the odd.
    const PIECES: &[&str] = &[
        "# ",
        "## ",
        "### ",
        "#",
        "- ",
        "- [ ] ",
        "- [x] ",
        "- [",
        "* ",
        "1. ",
        "12) ",
        "+ ",
        "> ",
        "---",
        "===",
        "```",
        "```\n",
        "```rs",
        "  ```\n",
        "````\n",
        "~~~",
        "`code`",
        "`",
        "` `",
        "**bold**",
        "*",
        "_x_",
        "[a](b)",
        "[a]",
        "](",
        "[a]: b",
        "<!-- c -->",
        "<!--",
        "-->",
        "<!-->",
        "<b>",
        "<",
        "&amp;",
        "&nbsp;",
        "|",
        ":-:",
        "\\",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "word",
        "two words",
        "9",
        "3.2",
        "| a | b |\n",
        "|---|---|\n",
        "- | -\n",
        "a | b\n",
        "--|--\n",
        ".",
        ")",
        "(@ada, due 2026-11-27)",
        "é",
        "…",
        "\u{200b}",
        "\u{a0}",
        ":",
        "~~a~~",
        "![i](j)",
        "https://example.com",
        "text\n",
        "- item\n",
        "## Heading\n",
        "  more\n",
    ];

    const ORDINARY: &[&str] = &[
        "\n",
        "text\n",
        "text, (more).\n",
        "- item\n",
        "- [ ] task (@ada)\n",
        "## Heading\n",
        "### a/b\n",
        "  more\n",
        "3.2 (of 4)\n",
        "a | b\n",
        "<!-- c -->\n",
        "a `b` **c** [d](e) f\n",
        "```\ncode\n```\n",
        "| a | b |\n| --- | --: |\n| c d | 3.2 |\n",
        "| e | f |\n",
        "```sh\n  $ okr <x> &amp; -- [ ]\n\n# more\n```\n",
        "é…\n",
    ];

    /// Mostly ordinary lines, so that many are taken, with odd pieces among them.
    fn markdown() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => prop::sample::select(ORDINARY),
            1 => prop::sample::select(PIECES),
        ];
        prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn says_what_the_parser_says_or_nothing(text in markdown()) {
            if let Some(found) = blocks(&text, 7) {
                let parsed = outline_of_any(&text, 7);
                prop_assert_eq!(parsed.problems, vec![]);
                prop_assert_eq!(found, parsed.blocks, "{:?}", text);
            }
        }
    }

    #[test]
    fn takes_an_ordinary_check_in() {
        let text = "# Ada, 2026-W47\n\n## Progress\n### fast/p95\nMoved **it** ([log](https://example.com/a)),\n\
                    and it holds.\n\n<!-- What moved? -->\n## Plan\n- [ ] Run `it`\n  twice (@ada, due 2026-11-27)\n\
                    - [x] Ask\n\n- Own cause: late\n\n## Obstacles\nNone.\n\n```sh\nokr check\n```\n\n| run | result |\n| --- | --: |\n| last | 3 |\n\nMore.\n";
        let found = blocks(text, 0).unwrap();
        assert_eq!(found, outline_of_any(text, 0).blocks);
        assert_eq!(found.len(), 14);
    }
}
