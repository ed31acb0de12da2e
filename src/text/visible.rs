//! Text for a reader who trusts nobody: hidden characters shown as escapes.

use std::borrow::Cow;

use super::source::is_hidden;

/// The text with every hidden character, and every line break, written as `\u{…}`: one line that can
/// be printed anywhere without being obeyed.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    escaped(text, |character| {
        is_hidden(character) || matches!(character, '\n' | '\r' | '\t')
    })
}

/// The same, but tabs and line feeds stay.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |character| is_hidden(character) || character == '\r')
}

fn escaped(text: &str, hide: impl Fn(char) -> bool) -> Cow<'_, str> {
    // Of visible ASCII nothing is hidden, and most texts are of that alone.
    let keeps_breaks = !hide('\n');
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte) | (keeps_breaks & (byte == b'\n'));
    let is_plain = text.bytes().fold(true, |all, byte| all & is_plain(byte));
    if is_plain || !text.chars().any(&hide) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if hide(character) {
            shown.push_str(&format!("\\u{{{:x}}}", u32::from(character)));
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_a_terminal_would_obey() {
        assert_eq!(one_line("a\u{1b}[31m\nb"), "a\\u{1b}[31m\\u{a}b");
        assert_eq!(lines("a\nb\u{202e}"), "a\nb\\u{202e}");
        assert!(matches!(one_line("plain"), Cow::Borrowed(_)));
    }
}
