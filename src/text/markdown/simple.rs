//! HTML of simple Markdown by a scan of its lines: headings, paragraphs, lists of one level, bold words,
//! links with a plain address, plain code. Most prose is such, and a scan costs a fifth of a parse. Whatever is not
//! plainly so is left to the parser in `html`, which a test holds this to.

use super::html::is_safe_url;
use super::ordinary::begins_plain;
use crate::text::source::is_hidden;

/// As `html::to_html`; `None` where the text is not simple.
pub(super) fn to_html(source: &str, shift: u8) -> Option<String> {
    // Without a branch a byte, which the compiler makes into a few instructions.
    let is_control = |byte: u8| ((byte < b' ') & (byte != b'\n')) | (byte == 0x7f);
    let is_odd = |c: char| !c.is_ascii() && (c.is_whitespace() || is_hidden(c));
    if source
        .bytes()
        .fold(false, |any, byte| any | is_control(byte))
    {
        return None;
    }
    if !source.is_ascii() && source.contains(is_odd) {
        return None;
    }
    let mut writing = Writing {
        out: String::with_capacity(source.len() * 3 / 2),
        shift,
        open: Open::Nothing,
        after_list: false,
    };
    for line in source.lines() {
        writing.line(line)?;
    }
    writing.close();
    Some(writing.out)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Paragraph,
    List,
}

struct Writing {
    out: String,
    shift: u8,
    open: Open,
    /// Whether the last block was a list, and empty lines came after it: an item would go on with it.
    after_list: bool,
}

impl Writing {
    fn line(&mut self, line: &str) -> Option<()> {
        if line.is_empty() {
            self.after_list |= self.open == Open::List;
            self.close();
            return Some(());
        }
        // Space at the end of a line may be a break.
        if line.ends_with(' ') {
            return None;
        }
        if let Some(item) = line.strip_prefix("- ") {
            return self.item(item);
        }
        if line.starts_with('#') {
            return self.heading(line);
        }
        match self.open {
            Open::List => return None,
            Open::Paragraph => self.out.push('\n'),
            Open::Nothing => self.out.push_str("<p>"),
        }
        self.open = Open::Paragraph;
        self.after_list = false;
        self.words(line)
    }

    fn heading(&mut self, line: &str) -> Option<()> {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        let words = line.get(level..)?.strip_prefix(' ')?;
        if level > 6 || line.ends_with('#') {
            return None;
        }
        self.close();
        self.after_list = false;
        let level = (level + usize::from(self.shift)).min(6).to_string();
        self.out.push_str("<h");
        self.out.push_str(&level);
        self.out.push('>');
        self.words(words)?;
        self.out.push_str("</h");
        self.out.push_str(&level);
        self.out.push_str(">\n");
        Some(())
    }

    fn item(&mut self, words: &str) -> Option<()> {
        if self.after_list {
            return None;
        }
        if self.open != Open::List {
            self.close();
            self.out.push_str("<ul>\n");
            self.open = Open::List;
        }
        self.out.push_str("<li>");
        self.words(words)?;
        self.out.push_str("</li>\n");
        Some(())
    }

    fn close(&mut self) {
        match self.open {
            Open::Nothing => {}
            Open::Paragraph => self.out.push_str("</p>\n"),
            Open::List => self.out.push_str("</ul>\n"),
        }
        self.open = Open::Nothing;
    }

    /// The words of a block, or of a line of it.
    fn words(&mut self, words: &str) -> Option<()> {
        if !begins_plain(words) {
            return None;
        }
        let mut rest = words;
        while let Some(at) = rest.bytes().position(is_mark) {
            let (before, mark) = rest.split_at(at);
            self.out.push_str(before);
            rest = match mark.as_bytes().first() {
                Some(b'>') => {
                    self.out.push_str("&gt;");
                    mark.get(1..)?
                }
                Some(b'[') if !before.ends_with('!') => self.link(mark.get(1..)?)?,
                Some(b'`') => self.code(mark.get(1..)?)?,
                Some(b'*') if before.ends_with([' ', '(']) => self.bold(mark.get(1..)?)?,
                _ => return None,
            };
        }
        self.out.push_str(rest);
        Some(())
    }

    /// A link after its bracket; gives what follows it.
    fn link<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let (words, rest) = text.split_once("](")?;
        let (url, rest) = rest.split_once(')')?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/:.-#=@".contains(&byte);
        if words.is_empty() || words.bytes().any(is_mark) || words.contains('!') {
            return None;
        }
        if !is_safe_url(url) || !url.bytes().all(is_plain) {
            return None;
        }
        self.out.push_str("<a href=\"");
        self.out.push_str(url);
        self.out.push_str("\" rel=\"noopener noreferrer\">");
        self.out.push_str(words);
        self.out.push_str("</a>");
        Some(rest)
    }

    /// Bold words after their first star; gives what follows them.
    fn bold<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let (words, rest) = text.strip_prefix('*')?.split_once("**")?;
        let (first, last) = (words.bytes().next()?, words.bytes().next_back()?);
        if !first.is_ascii_alphanumeric() || !last.is_ascii_alphanumeric() {
            return None;
        }
        // Before another letter or star the end might be none.
        if words.bytes().any(is_mark)
            || !(rest.is_empty() || rest.starts_with([' ', '.', ',', ')']))
        {
            return None;
        }
        self.out.push_str("<strong>");
        self.out.push_str(words);
        self.out.push_str("</strong>");
        Some(rest)
    }

    /// Code after its quote; gives what follows it.
    fn code<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let (code, rest) = text.split_once('`')?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/:.-_ ,=".contains(&byte);
        if code.trim_ascii() != code || code.is_empty() || !code.bytes().all(is_plain) {
            return None;
        }
        if rest.starts_with('`') {
            return None;
        }
        self.out.push_str("<code>");
        self.out.push_str(code);
        self.out.push_str("</code>");
        Some(rest)
    }
}

/// Whether a byte may begin or end a mark, or is written otherwise.
fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'>' | b'&' | b'~' | b'|'
    )
}

#[cfg(test)]
mod tests {
    use super::super::html::parsed;
    use super::*;
    use proptest::prelude::*;

    const PIECES: &[&str] = &[
        "word",
        "two words",
        "Up, by 3.2 %.",
        "\"a\" 'b'",
        "é…",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n",
        "- ",
        "- item\n",
        "- other\n",
        "# ",
        "## Head\n",
        "###",
        " #",
        "1. ",
        "2) x",
        "* ",
        "+ ",
        "> ",
        "a > b",
        "[a](https://example.com/x-1)",
        "[b c](mailto:a@b.c)",
        "[x](javascript:y)",
        "![i](https://e.f/g)",
        "[a]",
        "[a]: https://b.c",
        "](",
        "`code`",
        "`a b`",
        "` a`",
        "``",
        "`",
        "**b**",
        " **b c**",
        " (**b**)",
        "_i_",
        "*",
        "~~s~~",
        "<b>",
        "<!-- c -->",
        "&amp;",
        "&",
        "| a | b |\n",
        "|---|---|\n",
        "a\n---\n",
        "===",
        "---",
        "\\",
        "!",
        "- [ ] x",
        "- [x] y\n",
        "    ",
        "\t",
        "\r\n",
        "\u{a0}",
        "\u{200b}",
        "https://example.com",
        ":",
        ".",
        "(x)",
        "text\n",
        "more text\n",
        "\n- item\n- other\n",
    ];

    fn markdown() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(PIECES), 0..10)
            .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8000))]
        #[test]
        fn writes_what_the_parser_gives_or_nothing(text in markdown(), shift in 0..4_u8) {
            if let Some(html) = to_html(&text, shift) {
                prop_assert_eq!(html, parsed(&text, shift), "{:?}", text);
            }
        }
    }

    #[test]
    fn takes_ordinary_prose() {
        let text = "### fast/p95\nMoved it ([log](https://example.com/a)),\nand `it` holds > 3.\n\n- one\n- two\n\nMore.\n";
        assert_eq!(
            to_html(text, 1).unwrap(),
            "<h4>fast/p95</h4>\n<p>Moved it (<a href=\"https://example.com/a\" rel=\"noopener noreferrer\">log</a>),\n\
             and <code>it</code> holds &gt; 3.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<p>More.</p>\n"
        );
    }
}
