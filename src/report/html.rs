//! The sink: text becomes HTML here and nowhere else. Templates print through [`push_text`]
//! (`templates.rs` sets it as their formatter); charts and sentences use it directly.

use serde::{Serialize, Serializer};

use crate::text::source::is_hidden;

/// HTML that our own code has written: it is printed as it stands. Text of a file gets in only
/// through [`push_text`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Takes HTML that was put together from our own tags and escaped text.
    #[must_use]
    pub(super) fn written(html: String) -> Self {
        Self(html)
    }

    /// Plain text as HTML.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        push_text(&mut html, text);
        Self(html)
    }

    /// Takes the HTML that `text::markdown` has rendered from an author's Markdown.
    #[must_use]
    pub fn rendered(html: String) -> Self {
        Self(html)
    }

    /// The HTML itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing would be printed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What HTML is called where a page's view is read (`templates/tape.rs`); anywhere else it is a string.
pub(super) const MARK: &str = "Html";

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(MARK, &self.0)
    }
}

/// Appends text so that it is text in element content and in a quoted attribute alike. Characters
/// that would be obeyed unseen (controls, direction marks, tags) are shown as `\u{…}`.
pub fn push_text(out: &mut String, text: &str) {
    // Without a branch a byte, which the compiler makes into a few instructions.
    let is_odd = |byte: u8| {
        !(b' '..=b'~').contains(&byte) | matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')
    };
    if !text.bytes().fold(false, |any, byte| any | is_odd(byte)) {
        return out.push_str(text);
    }
    let mut plain = 0;
    let mut at = 0;
    while let Some(odd) = text[at..].bytes().position(is_odd) {
        let start = at + odd;
        let Some(character) = text[start..].chars().next() else {
            break;
        };
        at = start + character.len_utf8();
        let entity = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            _ if is_hidden(character) => "",
            _ => continue,
        };
        out.push_str(&text[plain..start]);
        plain = at;
        if entity.is_empty() {
            out.push_str(&format!("\\u{{{:x}}}", u32::from(character)));
        } else {
            out.push_str(entity);
        }
    }
    out.push_str(&text[plain..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_quotes_of_a_text_stay_text() {
        let html = Html::text("<b onclick=\"x\">Tom & 'Jerry'</b>");
        assert_eq!(
            html.as_str(),
            "&lt;b onclick=&quot;x&quot;&gt;Tom &amp; &#39;Jerry&#39;&lt;/b&gt;"
        );
    }

    #[test]
    fn direction_marks_and_controls_are_shown() {
        assert_eq!(
            Html::text("a\u{202e}b\u{1b}c\n").as_str(),
            "a\\u{202e}b\\u{1b}c\n"
        );
        assert_eq!(Html::text("é–“”\u{301}").as_str(), "é–“”\u{301}");
    }
}
