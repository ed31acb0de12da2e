//! Markdown to HTML in which nothing of an author's is active.
//!
//! Raw HTML becomes text before rendering, so that only our own writer emits tags. Links are kept where
//! their scheme is http, https or mailto; images become links. No attribute but `href`, `class` and
//! `start` is written, no style, no id.

use std::borrow::Cow;

use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Renders `source`; a heading of level `n` becomes one of `n + shift`, at most 6.
#[must_use]
pub fn to_html(source: &str, shift: u8) -> String {
    let Some(html) = super::simple::to_html(source, shift) else {
        return parsed(source, shift);
    };
    debug_assert_eq!(html, parsed(source, shift));
    html
}

/// The same by the parser.
pub(super) fn parsed(source: &str, shift: u8) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut out = String::with_capacity(source.len() * 3 / 2);
    let mut safe = Safe {
        shift,
        open_links: Vec::new(),
        in_comment: false,
    };
    let events = Parser::new_ext(source, options).filter_map(|event| safe.event(event));
    let mut heads = Heads::default();
    html::push_html(
        &mut out,
        events.flat_map(|event| heads.event(event).into_iter().flatten()),
    );
    out
}

/// The same without the paragraph around a text of one paragraph.
#[must_use]
pub fn to_inline_html(source: &str) -> String {
    let html = to_html(source, 3);
    let inner = html
        .trim()
        .strip_prefix("<p>")
        .and_then(|rest| rest.strip_suffix("</p>"));
    match inner {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => html,
    }
}

/// Text as HTML text, safe also in a quoted attribute. Hidden characters are shown as escapes.
#[must_use]
pub fn escaped(text: &str) -> String {
    let shown = crate::text::visible::lines(text);
    let mut out = String::with_capacity(shown.len() + 8);
    for character in shown.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Whether a link to `url` may be written: an absolute address of a known, passive scheme.
#[must_use]
pub fn is_safe_url(url: &str) -> bool {
    let lower = url
        .get(..8.min(url.len()))
        .unwrap_or("")
        .to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme));
    known && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

struct Safe {
    shift: u8,
    /// Whether each open link or image was written as a link.
    open_links: Vec<bool>,
    /// Whether a comment goes on from the line before: an HTML block comes line by line.
    in_comment: bool,
}

impl Safe {
    fn event<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => self.html_as_text(&html),
            Event::Text(text) => Some(Event::Text(shown(text))),
            Event::Code(text) => Some(Event::Code(shown(text))),
            Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => {
                self.in_comment = false;
                Some(Event::End(TagEnd::Paragraph))
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.open(&dest_url)
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self
                .open_links
                .pop()
                .filter(|written| *written)
                .map(|_| tag("</a>")),
            Event::Start(Tag::Heading { level, .. }) => {
                let level = self.shifted(level);
                Some(Event::Start(Tag::Heading {
                    level,
                    id: None,
                    classes: vec![],
                    attrs: vec![],
                }))
            }
            Event::End(TagEnd::Heading(level)) => {
                Some(Event::End(TagEnd::Heading(self.shifted(level))))
            }
            Event::Start(Tag::Table(columns)) => Some(Event::Start(Tag::Table(vec![
                    Alignment::None;
                    columns.len()
                ]))),
            Event::Start(Tag::CodeBlock(_)) => Some(tag("<pre><code>")),
            Event::End(TagEnd::CodeBlock) => Some(tag("</code></pre>\n")),
            Event::TaskListMarker(done) => Some(tag(if done {
                "<span class=\"box on\"></span> "
            } else {
                "<span class=\"box\"></span> "
            })),
            other => Some(other),
        }
    }

    /// An author's HTML as text; comments are not for the reader.
    fn html_as_text<'e>(&mut self, html: &str) -> Option<Event<'e>> {
        let html = match html.split_once("-->") {
            Some((_, rest)) if self.in_comment => rest,
            None if self.in_comment => return None,
            _ => html,
        };
        let opened = html.rfind("<!--");
        self.in_comment = opened.is_some_and(|at| !html[at..].contains("-->"));
        let kept = super::without_comments(html);
        let text = crate::text::visible::lines(&kept).into_owned();
        (!text.trim().is_empty()).then(|| Event::Text(CowStr::from(text)))
    }

    fn open<'e>(&mut self, url: &str) -> Option<Event<'e>> {
        let safe = is_safe_url(url);
        self.open_links.push(safe);
        safe.then(|| {
            let href = escaped(url);
            let html = format!("<a href=\"{href}\" rel=\"noopener noreferrer\">");
            Event::InlineHtml(CowStr::from(html))
        })
    }

    fn shifted(&self, level: HeadingLevel) -> HeadingLevel {
        let number = (level as usize + usize::from(self.shift)).min(6);
        HeadingLevel::try_from(number).unwrap_or(HeadingLevel::H6)
    }
}

/// Puts a dash into empty heads of a table, which readers of the page aloud would miss.
#[derive(Default)]
struct Heads {
    in_head: bool,
    is_empty: bool,
}

impl Heads {
    fn event<'e>(&mut self, event: Event<'e>) -> [Option<Event<'e>>; 2] {
        match &event {
            Event::Start(Tag::TableHead) => self.in_head = true,
            Event::End(TagEnd::TableHead) => self.in_head = false,
            Event::Start(Tag::TableCell) => self.is_empty = true,
            Event::End(TagEnd::TableCell) if self.in_head && self.is_empty => {
                return [Some(Event::Text(CowStr::Borrowed("–"))), Some(event)];
            }
            _ => self.is_empty = false,
        }
        [None, Some(event)]
    }
}

/// One of our own tags.
fn tag<'e>(html: &'static str) -> Event<'e> {
    Event::InlineHtml(CowStr::Borrowed(html))
}

fn shown(text: CowStr<'_>) -> CowStr<'_> {
    match crate::text::visible::lines(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(shown) => CowStr::from(shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renders_ordinary_markdown() {
        assert_eq!(
            to_html("# A\n\nb *c* `d`\n", 2),
            "<h3>A</h3>\n<p>b <em>c</em> <code>d</code></p>\n"
        );
        assert_eq!(to_inline_html("b *c*"), "b <em>c</em>");
    }

    #[test]
    fn makes_text_of_raw_html() {
        let html = to_html("<script>alert(1)</script>\n\nx <b onclick=y>z</b>\n", 0);
        assert!(!html.contains("<script") && !html.contains("<b"), "{html}");
        assert!(html.contains("&lt;script&gt;"), "{html}");
    }

    #[test]
    fn drops_comments() {
        assert_eq!(
            to_html("a <!-- secret --> b\n\n<!-- secret -->\n", 0)
                .matches("secret")
                .count(),
            0
        );
    }

    #[test]
    fn drops_comments_of_several_lines() {
        for text in [
            "a\n\n<!-- b\nsecret\n\nsecret -->\n\nc\n",
            "<!--\nsecret\n--> c\n",
            "- a <!-- b\n  secret --> c\n",
            "<div>\n<!-- b\nsecret\n-->\n</div>\n\nc\n",
        ] {
            let html = to_html(text, 0);
            assert!(
                !html.contains("secret") && html.contains('c'),
                "{text:?}: {html}"
            );
        }
    }

    #[test]
    fn keeps_links_of_passive_schemes_only() {
        assert!(
            to_html("[a](https://example.com/?q=1&b=\"2)", 0)
                .contains("href=\"https://example.com/")
        );
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "data:text/html,x",
            "vbscript:x",
            "//h/x",
            "x.md",
        ] {
            let html = to_html(&format!("[a](<{url}>) ![b](<{url}>)"), 0);
            assert!(!html.contains("href") && !html.contains("src"), "{html}");
        }
    }

    #[test]
    fn makes_a_link_of_an_image() {
        let html = to_html("![pixel](https://example.com/p.png)", 0);
        assert!(
            html.contains("<a href=\"https://example.com/p.png\"") && !html.contains("<img"),
            "{html}"
        );
    }

    #[test]
    fn an_empty_head_of_a_table_gets_a_dash() {
        let html = to_html("| |b|\n|-|-|\n|1| |\n", 0);
        assert!(html.contains("<th>–</th><th>b</th>"), "{html}");
        assert!(html.contains("<td></td>"), "{html}");
    }

    #[test]
    fn writes_no_style_and_no_input() {
        let html = to_html(
            "|a|b|\n|:-:|--:|\n|1|2|\n\n- [x] t\n\n```js\"x\n1\n```\n",
            0,
        );
        assert!(
            !html.contains("style") && !html.contains("<input") && !html.contains("language"),
            "{html}"
        );
    }

    /// Pieces that an attack is put together from.
    const PIECES: [&str; 28] = [
        "<script>",
        "</script>",
        "<img src=x onerror=a()>",
        "<svg onload=a()>",
        "<b ",
        "onclick=\"a()\"",
        "<a href='javascript:a()'>",
        "[x](javascript:a())",
        "[x](<data:text/html,x>)",
        "![x](http://h/x.png)",
        "[x](http://h \"t\\\"on=a\")",
        "<!--",
        "-->",
        "`",
        "```\n",
        "\n\n",
        "\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "|a|b|\n|-|:-:|\n|c|d|\n",
        "&lt;script&gt;",
        "&#x6a;avascript:",
        "<style>",
        "<iframe src=//h>",
        "\u{202e}",
        "a",
    ];

    proptest::proptest! {
        /// What an independent sanitiser would take out, we do not write.
        #[test]
        fn leaves_nothing_for_a_sanitiser_to_take_out(
            pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..24),
            shift in 0_u8..4,
        ) {
            let html = to_html(&pieces.concat(), shift);
            let mut sanitiser = ammonia::Builder::default();
            sanitiser
                .add_tag_attributes("span", &["class"])
                .link_rel(Some("noopener noreferrer"))
                .url_schemes(["http", "https", "mailto"].into());
            let clean = sanitiser.clean(&html).to_string();
            let tags = |text: &str| text.matches('<').count();
            proptest::prop_assert_eq!(tags(&clean), tags(&html), "{}\n{}", html, clean);
            proptest::prop_assert!(!html.contains("<img") && !html.contains("<script"), "{}", html);
        }
    }
}
