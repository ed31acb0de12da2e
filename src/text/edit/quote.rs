//! How a scalar is spelt: plain where that is safe everywhere, else in quotes.

use super::NewValue;
use crate::text::source::is_hidden;

/// Words that some YAML reader takes for something other than text.
const TAKEN: [&str; 10] = [
    "true", "false", "yes", "no", "on", "off", "y", "n", "null", "~",
];

/// The value as it is written behind its colon; `flow` within braces or brackets.
pub(super) fn written(value: NewValue<'_>, flow: bool) -> String {
    match value {
        NewValue::Plain(text) if is_plain(text, flow) && !is_nothing(text) => text.to_owned(),
        NewValue::Text(text) if is_plain(text, flow) && !is_taken(text) => text.to_owned(),
        NewValue::Plain(text) | NewValue::Text(text) => quoted(text),
    }
}

/// A key as it is written before its colon.
pub(super) fn key(text: &str) -> String {
    written(NewValue::Plain(text), true)
}

/// Whether every YAML reader takes the text, written without quotes, for one scalar.
fn is_plain(text: &str, flow: bool) -> bool {
    let negative = |text: &str| text.starts_with('-') && text[1..].starts_with(is_digit);
    let begins = text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '(' | '_'))
        || negative(text);
    let colon = text.contains(": ") || text.ends_with(':') || (flow && text.contains(':'));
    let forbidden =
        |c: char| is_hidden(c) || matches!(c, '\n' | '\r' | '\t' | '[' | ']' | '{' | '}' | '"');
    let breaks_flow = flow && text.contains([',', '#', '\'']);
    let ends_in_space = text.ends_with(char::is_whitespace);
    let unfit = colon || breaks_flow || ends_in_space || text.contains(" #");
    begins && !unfit && !text.contains(forbidden)
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

fn is_nothing(text: &str) -> bool {
    text.eq_ignore_ascii_case("null")
}

/// Whether a reader could take the text for a number, a day, yes or no, or nothing.
fn is_taken(text: &str) -> bool {
    let word = TAKEN.iter().any(|word| text.eq_ignore_ascii_case(word));
    word || text.starts_with(|c: char| is_digit(c) || c == '-')
}

/// In double quotes, or in single ones where those need no escape.
fn quoted(text: &str) -> String {
    let unprintable = |c: char| is_hidden(c) || matches!(c, '\n' | '\r' | '\t');
    if text.contains(['"', '\\']) && !text.contains(unprintable) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut spelt = String::with_capacity(text.len() + 2);
    spelt.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => spelt.extend(['\\', character]),
            '\n' => spelt.push_str("\\n"),
            '\r' => spelt.push_str("\\r"),
            '\t' => spelt.push_str("\\t"),
            _ if is_hidden(character) => {
                spelt.push_str(&format!("\\U{:08x}", u32::from(character)));
            }
            _ => spelt.push(character),
        }
    }
    spelt.push('"');
    spelt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_only_what_needs_it() {
        let text = |text| written(NewValue::Text(text), false);
        assert_eq!(text("holiday"), "holiday");
        assert_eq!(text("no"), "\"no\"");
        assert_eq!(text("2026"), "\"2026\"");
        assert_eq!(text("off: until May"), "\"off: until May\"");
        assert_eq!(text("the \"big\" one"), "'the \"big\" one'");
        assert_eq!(text("a\nb\\"), "\"a\\nb\\\\\"");
        assert_eq!(text(""), "\"\"");
    }

    #[test]
    fn leaves_numbers_and_words_of_the_format_plain() {
        let plain = |text| written(NewValue::Plain(text), true);
        assert_eq!(plain("-0.5"), "-0.5");
        assert_eq!(plain("not-ok"), "not-ok");
        assert_eq!(plain("true"), "true");
        assert_eq!(plain("95%"), "95%");
        assert_eq!(plain("a, b"), "\"a, b\"");
        assert_eq!(key("faster-checkout/p95"), "faster-checkout/p95");
    }
}
