//! An author's Markdown as plain text, cut at sentences. It goes through the one renderer, so that
//! comments are gone; what comes out is text and is escaped again where it is printed.

use crate::text::full_stop::is_of_word;
use crate::text::markdown::html::to_html;

/// The text without any mark-up; blocks are joined by a space, a block without a full stop gets one.
pub(in crate::report) fn plain(markdown: &str) -> String {
    text_of(&to_html(markdown, 0))
}

/// The text of HTML that our own code has written.
pub(in crate::report) fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = if rest.as_bytes()[at] == b'<' {
            let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
            let tag = &rest[at..end];
            if is_block_end(tag) {
                end_sentence(&mut out);
            } else if tag == "</td>" || tag == "</th>" {
                out.push(' ');
            }
            &rest[end..]
        } else {
            entity(&mut out, &rest[at..])
        };
    }
    out.push_str(rest);
    crate::text::fold::one_line(&out)
}

fn is_block_end(tag: &str) -> bool {
    tag.starts_with("</")
        && ["p>", "li>", "h1>", "h2>", "h3>", "h4>", "h5>", "h6>", "tr>"]
            .iter()
            .any(|end| tag.ends_with(end))
}

fn end_sentence(out: &mut String) {
    let kept = out.trim_end().len();
    out.truncate(kept);
    if !out.is_empty() && !out.ends_with(['.', '!', '?', ':', '…', ';']) {
        out.push('.');
    }
    out.push(' ');
}

/// Takes the entity that `rest` begins with; gives what is left.
fn entity<'r>(out: &mut String, rest: &'r str) -> &'r str {
    for (entity, character) in [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
    ] {
        if let Some(rest) = rest.strip_prefix(entity) {
            out.push(character);
            return rest;
        }
    }
    out.push('&');
    &rest[1..]
}

/// The first sentence of at least four words, with those before it, cut at a word where it is longer
/// than `most` characters: `7.3 %.` alone says nothing that the number beside it does not.
pub(in crate::report) fn first_sentence(text: &str, most: usize) -> String {
    let mut end = 0;
    while let Some(next) = sentence_end(&text[end..]) {
        end += next;
        if text[..end].split_whitespace().count() >= 4 {
            break;
        }
    }
    shortened(text[..end].trim_end(), most)
}

/// As many whole sentences as fit into `most` characters, at least the first, cut at a word where
/// that is longer.
pub(in crate::report) fn sentences(text: &str, most: usize) -> String {
    let mut end = 0;
    while let Some(next) = sentence_end(&text[end..]) {
        if text[..end + next].chars().count() > most {
            break;
        }
        end += next;
        end += text[end..].len() - text[end..].trim_start().len();
        if end == text.len() {
            break;
        }
    }
    if end == 0 {
        shortened(text, most)
    } else {
        text[..end].trim_end().to_owned()
    }
}

/// One past the first full stop that ends a sentence.
fn sentence_end(text: &str) -> Option<usize> {
    if text.is_empty() {
        return None;
    }
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if matches!(character, '。' | '！' | '？') {
            return Some(end);
        }
        let is_stop = matches!(character, '.' | '!' | '?') && text[end..].starts_with(' ');
        if is_stop && !is_of_word(&text[..end], &text[end..]) {
            return Some(end);
        }
    }
    Some(text.len())
}

fn shortened(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let at_word = text[..cut]
        .rfind(' ')
        .filter(|at| *at * 2 > cut)
        .unwrap_or(cut);
    format!("{} …", text[..at_word].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_comments_are_gone() {
        let text = plain(
            "### Head\n\nMoved *the* `call` <!-- secret --> [off](https://a.b) & on\n\n- one\n- two\n",
        );
        assert_eq!(text, "Head. Moved the call off & on. one. two.");
        assert_eq!(plain("| a | b |\n|---|---|\n| c | d |\n"), "a b. c d.");
        assert_eq!(plain("<script>x</script>"), "<script>x</script>.");
    }

    #[test]
    fn cuts_at_sentences_and_words() {
        assert_eq!(
            first_sentence("Up by 2.5 ms. Then more.", 80),
            "Up by 2.5 ms."
        );
        assert_eq!(
            first_sentence("7.3 %. Second rise in a row. No.", 80),
            "7.3 %. Second rise in a row."
        );
        assert_eq!(first_sentence("one two three four", 11), "one two …");
        assert_eq!(sentences("One. Two. Three is longer.", 10), "One. Two.");
        assert_eq!(sentences("", 10), "");
    }
}
