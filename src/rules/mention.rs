//! Whether a text speaks of a key result or an obstacle, and how a person's own words are quoted.

use std::cell::OnceCell;

use memchr::memmem;

use super::CheckInView;
use crate::model::{Answer, Cycle, KeyResult, KeyResultRef, Okrs, Section, id};
use crate::text::markdown::without_comments;
use crate::text::{Span, fold};

/// The longest quotation in a message, in characters.
const LONGEST_QUOTE: usize = 60;

/// The person's words in quotes, on one line, cut where they are long.
pub(super) fn quoted(words: &str) -> String {
    let one_line = fold::one_line(words);
    if one_line.chars().count() <= LONGEST_QUOTE {
        return format!("'{one_line}'");
    }
    let cut: String = one_line.chars().take(LONGEST_QUOTE - 1).collect();
    format!("'{}…'", cut.trim_end())
}

/// What a section says, folded for searching: without comments, and without the headings of empty
/// parts.
pub(super) struct Spoken<'a> {
    /// The whole file.
    text: &'a str,
    section: &'a Section,
    /// Mostly each key result has a part of its own, and nothing is searched.
    folded: OnceCell<String>,
    /// Whether some of it is sealed: nobody can say of what that does not speak.
    is_sealed: bool,
}

impl<'a> Spoken<'a> {
    pub(super) fn new(view: &CheckInView<'a>, section: &'a Section) -> Self {
        Self {
            text: &view.check_in.text,
            section,
            folded: OnceCell::new(),
            is_sealed: view.check_in.is_sealed(section.body),
        }
    }

    fn folded(&self) -> &str {
        self.folded.get_or_init(|| searchable(&self.words()))
    }

    fn words(&self) -> String {
        let (text, section) = (self.text, self.section);
        let first = section.parts.first().map(|part| part.heading.span.start);
        let intro = Span::new(section.body.start, first.unwrap_or(section.body.end));
        let mut words = intro.of(text).to_owned();
        for part in section
            .parts
            .iter()
            .filter(|part| part.answer == Answer::Text)
        {
            for span in [part.heading.span, part.body] {
                words.push('\n');
                words.push_str(span.of(text));
            }
        }
        words
    }

    /// Whether it speaks of the key result: under a heading of its own, or by its reference, title, or
    /// id, where no other of `known` has the same.
    pub(super) fn speaks_of(&self, key_result: &KeyResult, known: &[&KeyResult]) -> bool {
        let reference = &key_result.reference;
        let own_part =
            self.section.parts.iter().any(|part| {
                part.answer == Answer::Text && part.key_result.as_ref() == Some(reference)
            });
        own_part
            || self.is_sealed
            || self.has(&reference.to_string())
            || self.has(&key_result.title)
            || (is_only_one(reference, known) && self.has(reference.key_result.as_str()))
    }

    fn has(&self, words: &str) -> bool {
        let needle = fold::slug(words);
        let needle = format!("-{needle}-");
        needle.len() > 2 && memmem::find(self.folded().as_bytes(), needle.as_bytes()).is_some()
    }
}

fn is_only_one(reference: &KeyResultRef, known: &[&KeyResult]) -> bool {
    let same = known
        .iter()
        .filter(|other| other.reference.key_result == reference.key_result);
    same.count() < 2
}

/// The form of a text in which words are looked for: each has a hyphen before and behind it.
pub(super) fn searchable(words: &str) -> String {
    format!("-{}-", fold::slug(&without_comments(words)))
}

/// Whether `text` names the key result: its id stands in it as a word.
pub(super) fn speaks_of_id(text: &str, reference: &KeyResultRef) -> bool {
    let id = reference.key_result.as_str();
    searchable(text).contains(&format!("-{id}-"))
}

/// The key results of a cycle that `text` speaks of: the id of each stands in it as a word, and, where
/// others have the same id, that of its objective, too.
pub fn key_results_in<'o>(text: &str, okrs: &'o Okrs, cycle: &Cycle) -> Vec<&'o KeyResult> {
    let text = searchable(text);
    let borders: Vec<usize> = text.match_indices('-').map(|(at, _)| at).collect();
    let mut found = Vec::new();
    for (index, start) in borders.iter().enumerate() {
        let ends = borders[index + 1..].iter();
        for end in ends.take_while(|end| **end - start <= id::MAX_LEN + 1) {
            let word = &text[start + 1..*end];
            let named = || {
                let all = okrs.with_id(word);
                all.filter(|(objective, _)| objective.cycle.id() == cycle.id())
            };
            let is_only_one = named().count() < 2;
            let told = named().filter(|(objective, _)| {
                is_only_one || text.contains(&format!("-{}-", objective.id))
            });
            found.extend(told.map(|(_, key_result)| key_result));
        }
    }
    found
}

/// Whether `text` names `title`: it has one of its telling words.
pub(super) fn names(text: &str, title: &str) -> bool {
    let text = fold::one_line(&without_comments(text));
    Searched::new([text.as_str()]).has_telling_word(&fold::slug(title))
}

/// Texts in which telling words are looked for, also within longer words.
pub(super) struct Searched {
    /// In lower case, each on a line of its own.
    texts: String,
    /// Made where letters of other scripts, or several words in their order, are looked for.
    folded: OnceCell<String>,
}

impl Searched {
    /// Each of the texts is one line without comments, as those of tasks are.
    pub(super) fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut joined = String::new();
        for text in texts {
            joined.push_str(text);
            joined.push('\n');
        }
        joined.make_ascii_lowercase();
        Self {
            texts: joined,
            folded: OnceCell::new(),
        }
    }

    /// Whether one of the words is there that tell a title from others: the long ones of its folded
    /// form, else all of some length, else the whole of it. Scripts without spaces count each pair of
    /// neighbouring characters as a word.
    pub(super) fn has_telling_word(&self, slug: &str) -> bool {
        let words = || slug.split('-').filter(|word| !word.is_empty());
        let pairs = if slug.is_ascii() {
            Vec::new()
        } else {
            words().flat_map(pairs_of_letters).collect()
        };
        for least in [5, 3] {
            let mut long = words()
                .filter(|word| word.chars().count() >= least)
                .peekable();
            if long.peek().is_some() || !pairs.is_empty() {
                return long.any(|word| self.has(word)) || pairs.iter().any(|pair| self.has(pair));
            }
        }
        self.has(&format!("-{slug}-"))
    }

    fn has(&self, word: &str) -> bool {
        let is_simple = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let texts = if is_simple {
            &self.texts
        } else {
            self.folded.get_or_init(|| {
                let lines: Vec<String> = self.texts.lines().map(searchable).collect();
                lines.join("\n")
            })
        };
        memmem::find(texts.as_bytes(), word.as_bytes()).is_some()
    }
}

/// The pairs of neighbouring characters of a word that is written without spaces.
fn pairs_of_letters(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let unspaced = letters
        .windows(2)
        .filter(|pair| pair.iter().all(|c| *c >= '\u{2e80}'));
    unspaced.map(|pair| pair.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_on_one_line_and_cuts_what_is_long() {
        assert_eq!(quoted(" Sandbox\n quota "), "'Sandbox quota'");
        let long = quoted(&"word ".repeat(40));
        assert!(
            long.chars().count() <= LONGEST_QUOTE + 2 && long.ends_with("…'"),
            "{long}"
        );
    }

    #[test]
    fn takes_one_telling_word_for_a_name() {
        assert!(names(
            "Ask the vendor for a larger quota",
            "Sandbox quota of the card vault"
        ));
        assert!(!names("Run the load test", "Missing staging data"));
        assert!(names("Call them when the API is down", "API down"));
        assert!(names("割り当てを増やす", "割り当て不足"));
        assert!(!names("anything", "?"));
    }
}
