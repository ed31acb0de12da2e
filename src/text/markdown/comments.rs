//! HTML comments: invisible where Markdown is rendered. Where they stand is told by `outline`.

use std::borrow::Cow;

use crate::text::fold::{edit_distance, folded};

/// The text without its HTML comments.
#[must_use]
pub fn without_comments(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'<', text.as_bytes()).is_none() || !text.contains("<!--") {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        rest = rest[start..]
            .find("-->")
            .map_or("", |end| &rest[start + end + 3..]);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Whether what stands inside a comment is a mark for the tool, such as `okr: private`, or was meant as
/// one.
#[must_use]
pub fn seems_mark(inside: &str) -> bool {
    let inside = folded(inside);
    inside.starts_with("okr")
        || inside == "private"
        || edit_distance(&inside, "okr: private", 3) <= 3
}
