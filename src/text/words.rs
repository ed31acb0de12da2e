//! Where words begin and end: each word, sign and stretch of spaces of a text, by Unicode's rules
//! (UAX #29). What is made of them is in [`prose`](super::prose).

use std::ops::Range;

use similar::DiffableStr;

/// Adds the words, signs and spaces of `text[range]` to `found`, as places in `text`. They lie side by side.
/// ASCII, which nearly all texts are made of, is cut here; around other characters the rules are asked, from
/// the last space on up to the next one.
pub(super) fn add_words(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let bytes = &text.as_bytes()[..range.end];
    let mut at = range.start;
    // Behind a space and in front of another ASCII character words are cut whatever stands around.
    let (mut border, mut until_border) = (at, found.len());
    while at < bytes.len() {
        if at > 0 && bytes[at - 1] == b' ' && bytes[at] != b' ' {
            (border, until_border) = (at, found.len());
        }
        let end = end_of_word(bytes, at);
        let is_ascii = |at: usize| bytes.get(at).is_none_or(u8::is_ascii);
        if is_ascii(at) && is_ascii(end) && is_ascii(end + 1) {
            found.push(at..end);
            at = end;
            continue;
        }
        found.truncate(until_border);
        at = next_border(bytes, at);
        let mut start = border;
        for word in text[border..at].tokenize_unicode_words() {
            found.push(start..start + word.len());
            start += word.len();
        }
    }
}

/// The first place from `at` on behind a space and in front of another ASCII character; else the end.
fn next_border(bytes: &[u8], at: usize) -> usize {
    let is_border =
        |place: usize| bytes[place - 1] == b' ' && bytes[place] != b' ' && bytes[place].is_ascii();
    let mut places = at + 1..bytes.len();
    places
        .find(|place| is_border(*place))
        .unwrap_or(bytes.len())
}

/// The end of the ASCII word, sign or stretch of spaces at `at`.
fn end_of_word(bytes: &[u8], at: usize) -> usize {
    let is_core = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let from = |at: usize, is_inside: &dyn Fn(usize) -> bool| {
        let mut end = at + 1;
        while end < bytes.len() && is_inside(end) {
            end += 1;
        }
        end
    };
    match bytes[at] {
        b' ' => from(at, &|place| bytes[place] == b' '),
        b'\r' if bytes.get(at + 1) == Some(&b'\n') => at + 2,
        first if is_core(first) => from(at, &|place| {
            let next = bytes.get(place + 1).copied();
            is_core(bytes[place])
                || next.is_some_and(|next| joins(bytes[place - 1], bytes[place], next))
        }),
        _ => at + 1,
    }
}

/// Whether a sign joins what stands before and behind it, as in `3.14` and `e.g`.
fn joins(before: u8, sign: u8, behind: u8) -> bool {
    match sign {
        b'.' | b'\'' => {
            before.is_ascii_digit() && behind.is_ascii_digit()
                || before.is_ascii_alphabetic() && behind.is_ascii_alphabetic()
        }
        b',' | b';' => before.is_ascii_digit() && behind.is_ascii_digit(),
        b':' => before.is_ascii_alphabetic() && behind.is_ascii_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        add_words(text, 0..text.len(), &mut found);
        found.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn cuts_words_signs_and_spaces() {
        assert_eq!(
            cut("It's 3.5 %, e.g.  a-b: \u{201c}née\u{201d}."),
            [
                "It's", " ", "3.5", " ", "%", ",", " ", "e.g", ".", "  ", "a", "-", "b", ":", " ",
                "\u{201c}", "née", "\u{201d}", "."
            ]
        );
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(3000))]
        #[test]
        fn cuts_ascii_as_unicode_does(
            text in "([a-cA0-2_ .,;:'\"\r\n\t-]|é|負|\u{301}|\u{200d}|\u{1f469}|\u{1f1e9}|א|\u{a0}|\u{2028}|ア|–|…){0,24}"
        ) {
            proptest::prop_assert_eq!(cut(&text), text.tokenize_unicode_words());
        }
    }
}
