//! Where on its line a byte stands, and how lines end.

use crate::text::yaml::Entry;

/// The place of the first byte of the line after the one that holds `at`.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    let newline = text[at..].find('\n');
    newline.map_or(text.len(), |offset| at + offset + 1)
}

/// The place of the first byte of the line that holds `at`.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The number of bytes before `at` on its line.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}

/// How the line that holds `at` ends; where it is the last one, how the one before does.
pub(super) fn line_end(text: &str, at: usize) -> &'static str {
    let newline = text[at..].find('\n').map(|offset| at + offset);
    let newline = newline.or_else(|| text[..at].rfind('\n'));
    let carriage = newline.is_some_and(|at| text[..at].ends_with('\r'));
    if carriage { "\r\n" } else { "\n" }
}

/// The place behind the colon of a key.
pub(super) fn after_colon(text: &str, entry: &Entry<'_>) -> Option<usize> {
    let rest = &text[entry.key_span.end..];
    let colon = entry.key_span.end + rest.len() - rest.trim_start().len();
    text[colon..].starts_with(':').then_some(colon + 1)
}
