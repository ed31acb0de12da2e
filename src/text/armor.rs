//! Armored ciphertext that stands in a text: where each block is, and whether it can be whole. What is
//! in it, nobody here knows; it is opened and closed in `cli`.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::Span;

/// The line above the letters.
pub const BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----";
/// The line below them.
pub const END: &str = "-----END AGE ENCRYPTED FILE-----";

static BEGINS: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(BEGIN));

/// The letters of a line, but for the last one.
const LINE: usize = 64;

/// How every ciphertext begins: `age-encryption.org/v1` in base 64.
const VERSION: &str = "YWdlLWVuY3J5cHRpb24ub3JnL3Yx";

/// One block of armored ciphertext.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// All of it, with the code fence around it where there is one; no line end behind it.
    pub span: Span,
    /// From the first line of the armor to its last.
    pub armor: Span,
    /// Whether it has an end, and lines as armor has them. One that is not whole was cut or edited.
    pub is_whole: bool,
}

/// The blocks within a stretch of `text`, in order.
#[must_use]
pub fn blocks(text: &str, within: Span) -> Vec<Block> {
    let mut found = Vec::new();
    if BEGINS.find(within.of(text).as_bytes()).is_none() {
        return found;
    }
    let lines = lines(text, within);
    let mut at = 0;
    while at < lines.len() {
        if lines[at].of(text) != BEGIN {
            at += 1;
            continue;
        }
        let rest = &lines[at + 1..];
        let ends = |line: &&Span| matches!(line.of(text), END | BEGIN);
        let count = rest.iter().take_while(|line| !ends(line)).count();
        let has_end = rest.get(count).is_some_and(|line| line.of(text) == END);
        let letters: Vec<&str> = rest[..count].iter().map(|line| line.of(text)).collect();
        let last = if has_end {
            at + 1 + count
        } else {
            at + letters.iter().take_while(|line| are_letters(line)).count()
        };
        let armor = lines[at].to(lines[last]);
        found.push(Block {
            span: fenced(text, &lines, at, last).unwrap_or(armor),
            armor,
            is_whole: has_end && are_whole(&letters),
        });
        at = last + 1;
    }
    found
}

/// The armor with nothing but line feeds, as it was made.
#[must_use]
pub fn unwrapped(text: &str, block: &Block) -> String {
    let lines = block.armor.of(text).lines();
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Armor as it stands in a text: in a fence, so that no reader takes it for Markdown; no line end behind.
#[must_use]
pub fn wrapped(armor: &str, line_end: &str) -> String {
    let mut text = "```age".to_owned();
    for line in armor.lines().chain(["```"]) {
        text.push_str(line_end);
        text.push_str(line);
    }
    text
}

/// The lines, without white space behind them.
fn lines(text: &str, within: Span) -> Vec<Span> {
    let mut at = within.start;
    let mut lines = Vec::new();
    for line in within.of(text).split_inclusive('\n') {
        lines.push(Span::new(at, at + line.trim_end().len()));
        at += line.len();
    }
    lines
}

/// The fence around the lines from `first` to `last`.
fn fenced(text: &str, lines: &[Span], first: usize, last: usize) -> Option<Span> {
    let opening = lines.get(first.checked_sub(1)?)?;
    let closing = lines.get(last + 1)?;
    let fence = opening.of(text).strip_suffix("age")?.trim_end();
    let is_fence =
        fence.len() >= 3 && (fence.bytes().all(|b| b == b'`') || fence.bytes().all(|b| b == b'~'));
    (is_fence && closing.of(text) == fence).then(|| opening.to(*closing))
}

/// Whether a line is one of base 64.
fn are_letters(line: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    !line.is_empty() && line.bytes().all(is_letter)
}

fn are_whole(letters: &[&str]) -> bool {
    let Some((last, full)) = letters.split_last() else {
        return false;
    };
    full.iter().all(|line| line.len() == LINE)
        && (1..=LINE).contains(&last.len())
        && last.len() % 4 == 0
        && letters.iter().all(|line| are_letters(line))
        && letters[0].starts_with(VERSION)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn armor(letters: &str) -> String {
        format!("{BEGIN}\n{letters}\n{END}\n")
    }

    fn found(text: &str) -> Vec<(&str, bool)> {
        let blocks = blocks(text, Span::new(0, text.len()));
        let told = blocks
            .iter()
            .map(|block| (block.span.of(text), block.is_whole));
        told.collect()
    }

    #[test]
    fn finds_blocks_with_and_without_a_fence() {
        let whole = armor(&format!("{VERSION}AAAA"));
        let text = format!("a\n\n{}\n\nb\n{whole}c\n", wrapped(&whole, "\n"));
        let told = found(&text);
        assert_eq!(told.len(), 2);
        assert!(told[0].0.starts_with("```age\n-----B") && told[0].0.ends_with("-\n```"));
        assert!(told[1].0.starts_with(BEGIN) && told[1].0.ends_with(END));
        assert!(told.iter().all(|(_, whole)| *whole));
    }

    #[test]
    fn keeps_armor_as_it_was_through_any_line_end() {
        let whole = armor(&format!("{VERSION}AAAA"));
        let text = wrapped(&whole, "\r\n");
        let blocks = blocks(&text, Span::new(0, text.len()));
        assert_eq!(unwrapped(&text, &blocks[0]), whole);
    }

    #[test]
    fn tells_a_block_that_was_cut_or_edited() {
        for text in [
            format!("{BEGIN}\n{VERSION}AAAA\n"),
            armor("bm90IGFnZQ=="),
            armor(&format!("{VERSION}A\u{e4}AA")),
            armor(&format!("{VERSION}AAA")),
            armor(&format!("{VERSION}\n{VERSION}")),
            armor(""),
        ] {
            assert_eq!(found(&text).len(), 1, "{text}");
            assert!(!found(&text)[0].1, "{text}");
        }
    }
}
