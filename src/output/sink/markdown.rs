//! Markdown on a forge, in a comment or a summary. What an author wrote is shown as it is written, and
//! nothing in it is live: no HTML, link, mention, reference, closing keyword, quick action or table cell.

use std::borrow::Cow;

use crate::text::visible::one_line;

/// Signs in front of a name or number by which GitHub or GitLab refer to things.
const REFERRING: [char; 7] = ['#', '!', '~', '%', '$', '^', '&'];

/// A piece of Markdown that is being written.
#[derive(Clone, Debug, Default)]
pub struct Markdown(String);

impl Markdown {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Our own words.
    #[must_use]
    pub fn ours(mut self, text: &'static str) -> Self {
        self.0.push_str(text);
        self
    }

    /// A number.
    #[must_use]
    pub fn number(mut self, number: usize) -> Self {
        self.0.push_str(&number.to_string());
        self
    }

    /// Anybody's text, on one line, fit for a paragraph, a heading and a table's cell; at most
    /// `most` characters of it.
    #[must_use]
    pub fn text(mut self, text: &str, most: usize) -> Self {
        self.0.push_str(&inert(&cut(text, most)));
        self
    }

    /// The same, set as code.
    #[must_use]
    pub fn code(mut self, text: &str, most: usize) -> Self {
        self.0.push_str("<code>");
        self.0.push_str(&inert(&cut(text, most)));
        self.0.push_str("</code>");
        self
    }

    /// Another piece behind this one.
    #[must_use]
    pub fn then(mut self, piece: &Markdown) -> Self {
        self.0.push_str(&piece.0);
        self
    }

    /// What was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// The text on one line as inline Markdown. Signs of Markdown and HTML are escaped. What a forge makes
/// live after rendering (mentions, references, bare addresses) is broken by a `<span>` around its sign:
/// forges look for it in single stretches of text.
#[must_use]
pub fn inert(text: &str) -> String {
    written(text, |sign| format!("\\{sign}"))
}

/// The same where forges read HTML and no Markdown, as in a `<summary>`.
#[must_use]
pub fn inert_in_html(text: &str) -> String {
    written(text, |sign| format!("&#{};", u32::from(sign)))
}

fn written(text: &str, escaped: impl Fn(char) -> String) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        match character {
            '&' if next.is_alphanumeric() => out.push_str("<span>&amp;</span>"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' => out.push_str("&vert;"),
            sign if is_live(sign, &out, next) => out.push_str(&format!("<span>{sign}</span>")),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '$' | '#' => {
                out.push_str(&escaped(character));
            }
            other => out.push(other),
        }
    }
    out
}

/// Whether a forge would make something of the sign, between `before` and `next`.
fn is_live(sign: char, before: &str, next: char) -> bool {
    let ends = |word: &str| {
        let end = before.get(before.len().saturating_sub(word.len())..);
        end.is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    match sign {
        '@' => true,
        ':' => next == '/' || next.is_alphanumeric() || next == '+' || next == '-',
        '.' => ends("www"),
        '-' => next.is_ascii_digit() && before.ends_with(|c: char| c.is_ascii_alphabetic()),
        other => {
            REFERRING.contains(&other) && (next.is_alphanumeric() || matches!(next, '"' | '_'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_nothing_live() {
        let told = inert(
            "@grace fixes #12 (GH-3), see https://x.org, <img src=x> [l](u) `c` a|b\u{1b} ##[x]",
        );
        assert_eq!(
            told,
            "<span>@</span>grace fixes <span>#</span>12 (GH<span>-</span>3), see \
             https<span>:</span>//x.org, &lt;img src=x&gt; \\[l\\](u) \\`c\\` a&vert;b\\\\u{1b} \
             \\#\\#\\[x\\]"
        );
    }

    #[test]
    fn leaves_nothing_live_where_no_markdown_is_read() {
        assert_eq!(
            inert_in_html("*A* @b #1 <c>"),
            "&#42;A&#42; <span>@</span>b <span>#</span>1 &lt;c&gt;"
        );
    }

    #[test]
    fn cuts_at_a_character() {
        assert_eq!(Markdown::new().text("äöü", 2).as_str(), "äö…");
        assert_eq!(Markdown::new().code("äö", 2).as_str(), "<code>äö</code>");
    }
}
