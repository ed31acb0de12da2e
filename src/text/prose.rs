//! Sentences, how alike two of them are, and which of their words differ. What a text consists of before
//! that (paragraphs, items, rows) is told by [`passages`].

use std::cell::OnceCell;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::full_stop::is_of_word;
use super::likeness;
use super::markdown::{Passage, PassageKind, passages};
use super::words::add_words;

/// From this likeness on two sentences may be one, edited.
pub const ALIKE: f64 = 0.4;

/// Words are marked within a sentence where at least this part of them stays in its place; else the old one
/// goes and the new one comes, for nobody can read a sentence of which most is marked.
const STAYS: f64 = 0.5;

/// Words are marked in sentences of at most so many words and signs: it bounds the work.
const MOST_TOKENS: usize = 1000;

/// One sentence as Markdown on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its text, without white space at its ends.
    pub text: String,
    /// Words, signs, spaces, and what may not be cut, each a stretch of `text`.
    tokens: Vec<Range<usize>>,
    /// Hashes of its words, sorted; made where they are asked for.
    words: OnceCell<Vec<u64>>,
}

/// A stretch of a changed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Whether it stayed, went or came.
    pub mark: Mark,
    /// Markdown in which nothing (link, code, emphasis) is cut in two.
    pub text: String,
}

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// They are in both.
    Same,
    /// They are in the old text alone.
    Removed,
    /// They are in the new text alone.
    Added,
}

impl Sentence {
    /// The whole of a short Markdown text, such as a task's, as one sentence.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut all = Passage {
            kind: PassageKind::Paragraph,
            span: super::Span::default(),
            text: String::new(),
            whole: Vec::new(),
        };
        for passage in passages(text, 0) {
            if !all.text.is_empty() {
                all.text.push(' ');
            }
            let base = all.text.len();
            all.text.push_str(&passage.text);
            let moved = |range: Range<usize>| range.start + base..range.end + base;
            all.whole.extend(passage.whole.into_iter().map(moved));
        }
        let tokens = tokens(&all);
        Self::new(&all.text, &tokens)
    }

    fn new(text: &str, tokens: &[Range<usize>]) -> Self {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return Self {
                text: String::new(),
                tokens: Vec::new(),
                words: OnceCell::new(),
            };
        };
        let base = first.start;
        Self {
            text: text[base..last.end].to_owned(),
            tokens: tokens
                .iter()
                .map(|token| token.start - base..token.end - base)
                .collect(),
            words: OnceCell::new(),
        }
    }

    fn words(&self) -> &[u64] {
        self.words.get_or_init(|| {
            let tokens = self.tokens.iter().map(|token| &self.text[token.clone()]);
            let mut words: Vec<u64> = tokens.filter(|token| is_word(token)).map(hash).collect();
            words.sort_unstable();
            words
        })
    }

    fn slices(&self) -> Vec<&str> {
        self.tokens
            .iter()
            .map(|token| &self.text[token.clone()])
            .collect()
    }
}

/// The sentences of a passage, in order; a row, a heading or a line of code is one.
#[must_use]
pub fn sentences(passage: &Passage) -> Vec<Sentence> {
    let tokens = tokens(passage);
    let text = passage.text.as_str();
    if !matches!(
        passage.kind,
        PassageKind::Paragraph | PassageKind::Item { .. } | PassageKind::Quote
    ) {
        return vec![Sentence::new(text, &tokens)];
    }
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        at += 1;
        let (end, ends) = end_of_sentence(text, &tokens, at);
        at = end;
        if ends {
            sentences.push(Sentence::new(text, &tokens[start..end]));
            let is_space = |token: &Range<usize>| text[token.clone()].trim().is_empty();
            start = end + usize::from(tokens.get(end).is_some_and(is_space));
            at = start;
        }
    }
    if start < tokens.len() {
        sentences.push(Sentence::new(text, &tokens[start..]));
    }
    sentences
}

/// How alike two sentences are, from 0 to 1: twice the words they have in common, divided by the words
/// that each has (the Dice coefficient). Signs count only where there are no words.
#[must_use]
pub fn likeness(before: &Sentence, after: &Sentence) -> f64 {
    if before.text == after.text {
        return 1.0;
    }
    let common = likeness::common(before.words(), after.words());
    dice(common, before, after) * 0.99
}

/// The words of two texts in one line: what stayed, what went, what came. Swapping the texts swaps what
/// went and what came.
#[must_use]
pub fn words(before: &Sentence, after: &Sentence) -> Vec<Piece> {
    if before.text == after.text {
        return piece(Mark::Same, &after.text).into_iter().collect();
    }
    edited(before, after).unwrap_or_else(|| {
        let both = [
            piece(Mark::Removed, &before.text),
            piece(Mark::Added, &after.text),
        ];
        both.into_iter().flatten().collect()
    })
}

/// The same of two sentences that differ; `None` where too little of them stays in its place to mark the
/// words.
#[must_use]
pub fn edited(before: &Sentence, after: &Sentence) -> Option<Vec<Piece>> {
    let too_long = before.tokens.len().max(after.tokens.len()) > MOST_TOKENS;
    if too_long || likeness(before, after) < ALIKE {
        return None;
    }
    // The algorithm decides ties by the side, so the sides are always taken in one order.
    let (pieces, stays) = if before.text < after.text {
        marked(
            &before.slices(),
            &after.slices(),
            [Mark::Removed, Mark::Added],
        )
    } else {
        let (mut pieces, stays) = marked(
            &after.slices(),
            &before.slices(),
            [Mark::Added, Mark::Removed],
        );
        for index in 1..pieces.len() {
            if pieces[index - 1].mark == Mark::Added && pieces[index].mark == Mark::Removed {
                pieces.swap(index - 1, index);
            }
        }
        (pieces, stays)
    };
    let stays = u32::try_from(stays).unwrap_or(u32::MAX);
    (dice(stays, before, after) >= STAYS).then_some(pieces)
}

/// Twice the words in common, divided by the words that each has.
fn dice(common: u32, before: &Sentence, after: &Sentence) -> f64 {
    let all = before.words().len() + after.words().len();
    if all == 0 {
        return 0.0;
    }
    2.0 * f64::from(common) / u32::try_from(all).map_or(f64::MAX, f64::from)
}

fn piece(mark: Mark, text: &str) -> Option<Piece> {
    let text = text.to_owned();
    (!text.is_empty()).then_some(Piece { mark, text })
}

/// Words of `left` and `right` in one line, and how many words stay; a change takes in what stands between it and the next one
/// where that is but spaces and signs.
fn marked(left: &[&str], right: &[&str], marks: [Mark; 2]) -> (Vec<Piece>, usize) {
    let mut pieces = Vec::new();
    let mut stays = 0;
    let mut open = [String::new(), String::new()];
    let close = |open: &mut [String; 2], pieces: &mut Vec<Piece>| {
        for (text, mark) in open.iter_mut().zip(marks) {
            pieces.extend(piece(mark, &std::mem::take(text)));
        }
    };
    let ops = capture_diff_slices(Algorithm::Myers, left, right);
    for (index, op) in ops.iter().enumerate() {
        let (l, r) = (&left[op.old_range()], &right[op.new_range()]);
        if let DiffOp::Equal { .. } = op {
            let is_inside = index > 0 && index + 1 < ops.len();
            if is_inside && !l.iter().any(|token| is_word(token)) {
                open.iter_mut().for_each(|text| text.push_str(&l.concat()));
                continue;
            }
            close(&mut open, &mut pieces);
            stays += l.iter().filter(|token| is_word(token)).count();
            pieces.extend(piece(Mark::Same, &l.concat()));
        } else {
            open[0].push_str(&l.concat());
            open[1].push_str(&r.concat());
        }
    }
    close(&mut open, &mut pieces);
    (pieces, stays)
}

/// The tokens of a passage: what may not be cut, and the words, signs and spaces between.
fn tokens(passage: &Passage) -> Vec<Range<usize>> {
    let text = passage.text.as_str();
    let mut tokens = Vec::new();
    let mut at = 0;
    for whole in &passage.whole {
        add_words(text, at..whole.start, &mut tokens);
        if !whole.is_empty() {
            tokens.push(whole.clone());
        }
        at = whole.end;
    }
    add_words(text, at..text.len(), &mut tokens);
    tokens
}

/// Where a full stop right before the token `at` ends, closing signs included, and whether a sentence ends
/// there: white space and no small letter follow, or the language is one without spaces.
fn end_of_sentence(text: &str, tokens: &[Range<usize>], at: usize) -> (usize, bool) {
    let token = |index: usize| tokens.get(index).map(|range| &text[range.clone()]);
    let last = token(at - 1).unwrap_or("");
    let is_wide = matches!(last, "。" | "！" | "？" | "｡");
    if !is_wide && !matches!(last, "." | "!" | "?" | "…") {
        return (at, false);
    }
    let closes = |sign: &str| {
        matches!(
            sign,
            "\"" | "'"
                | "”"
                | "’"
                | "“"
                | "‘"
                | "»"
                | "«"
                | ")"
                | "]"
                | "」"
                | "』"
                | "）"
                | "."
                | "!"
                | "?"
        )
    };
    let place = tokens.get(at - 1).map_or(0, |range| range.end);
    if last == "." && is_of_word(&text[..place], &text[place..]) {
        return (at, false);
    }
    let mut end = at;
    while token(end).is_some_and(closes) {
        end += 1;
    }
    let Some(next) = token(end) else {
        return (end, true);
    };
    let follows = token(end + 1).and_then(|follows| follows.chars().next());
    let goes_on = follows.is_none_or(char::is_lowercase);
    (end, is_wide || (next.trim().is_empty() && !goes_on))
}

fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}

fn hash(word: &str) -> u64 {
    use std::hash::{Hash, Hasher};
    let mut hasher = rustc_hash::FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let all = passages(text, 0);
        let sentences = all.iter().flat_map(sentences);
        sentences.map(|sentence| sentence.text).collect()
    }

    fn told(before: &str, after: &str) -> String {
        let pieces = words(&Sentence::of(before), &Sentence::of(after));
        let told = pieces.iter().map(|piece| match piece.mark {
            Mark::Same => piece.text.clone(),
            Mark::Removed => format!("[-{}-]", piece.text),
            Mark::Added => format!("[+{}+]", piece.text),
        });
        told.collect()
    }

    #[test]
    fn cuts_sentences_where_a_reader_would() {
        assert_eq!(
            cut("It rose, e.g. by 3.5 %. Why? (We asked.) \"No.\" Then v1.2 came."),
            [
                "It rose, e.g. by 3.5 %.",
                "Why?",
                "(We asked.)",
                "\"No.\"",
                "Then v1.2 came."
            ]
        );
        assert_eq!(
            cut("„Am 20. November liefen z. B. Kassen.“ Bis zum 3. Mai nicht."),
            [
                "„Am 20. November liefen z. B. Kassen.“",
                "Bis zum 3. Mai nicht."
            ]
        );
        assert_eq!(
            cut("試験をした。結果は良い。"),
            ["試験をした。", "結果は良い。"]
        );
        assert_eq!(
            cut("Read [it. Now](https://x.org/a.B). Go."),
            ["Read [it. Now](https://x.org/a.B).", "Go."]
        );
    }

    #[test]
    fn marks_the_words_that_changed() {
        assert_eq!(
            told(
                "p95 fell from 340 ms to 310 ms.",
                "p95 fell from 310 ms to 290 ms."
            ),
            "p95 fell from [-340-][+310+] ms to [-310-][+290+] ms."
        );
        assert_eq!(told("a b c d e", "a b x y e"), "a b [-c d-][+x y+] e");
        assert_eq!(
            told("負荷試験を実行する", "負荷試験を再実行する"),
            "負荷試験を[+再+]実行する"
        );
    }

    #[test]
    fn never_cuts_a_link_code_or_emphasis() {
        assert_eq!(
            told(
                "see [the run](https://x/1) and `a b` for more",
                "see [the run](https://x/2) and `a c` for more"
            ),
            "see [-[the run](https://x/1)-][+[the run](https://x/2)+] and [-`a b`-][+`a c`+] for more"
        );
    }

    #[test]
    fn replaces_a_sentence_that_has_little_in_common() {
        assert_eq!(
            told(
                "We asked the vendor for a quota.",
                "The load test runs at night now."
            ),
            "[-We asked the vendor for a quota.-][+The load test runs at night now.+]"
        );
    }

    proptest::proptest! {
        #[test]
        fn words_mirror_and_lose_nothing(before in "[a-c ,.`*]{0,30}", after in "[a-c ,.`*]{0,30}") {
            let (before, after) = (Sentence::of(&before), Sentence::of(&after));
            let there = words(&before, &after);
            let without = |pieces: &[Piece], mark| -> String {
                pieces.iter().filter(|p| p.mark != mark).map(|p| p.text.as_str()).collect()
            };
            assert_eq!(without(&there, Mark::Added), before.text);
            assert_eq!(without(&there, Mark::Removed), after.text);
            let back = words(&after, &before);
            let swapped: Vec<_> = back.iter().map(|p| (p.text.clone(), match p.mark {
                Mark::Same => Mark::Same,
                Mark::Removed => Mark::Added,
                Mark::Added => Mark::Removed,
            })).collect();
            let mut there: Vec<_> = there.into_iter().map(|p| (p.text, p.mark)).collect();
            let mut swapped = swapped;
            there.sort_by_key(|(text, mark)| (text.clone(), *mark as u8));
            swapped.sort_by_key(|(text, mark)| (text.clone(), *mark as u8));
            assert_eq!(there, swapped);
        }

        #[test]
        fn sentences_lose_only_the_space_between_them(text in "([A-Ca-c ,.!?`*()]|。|\"){0,60}") {
            for passage in passages(&text, 0) {
                let joined: String = sentences(&passage).iter().map(|s| s.text.replace(' ', "")).collect();
                assert_eq!(joined, passage.text.replace(' ', ""));
            }
        }
    }
}
