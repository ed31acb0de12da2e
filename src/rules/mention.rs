//! Whether a text speaks of a key result or an obstacle, and how a person's own words are quoted.

use memchr::memmem;

use super::CheckInView;
use crate::model::{Answer, Cycle, KeyResult, KeyResultRef, Okrs, Section, id};
use crate::text::markdown::without_comments;
use crate::text::{Span, fold};

/// The longest quotation in a message, in characters.
const LONGEST_QUOTE: usize = 60;

/// The person's words in quotes, on one line, cut where they are long.
pub(super) fn quoted(words: &str) -> String {
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= LONGEST_QUOTE {
        return format!("'{one_line}'");
    }
    let cut: String = one_line.chars().take(LONGEST_QUOTE - 1).collect();
    format!("'{}…'", cut.trim_end())
}

/// What a section says, folded for searching: without comments, and without the headings of empty
/// parts.
pub(super) struct Spoken<'a> {
    section: &'a Section,
    folded: String,
    /// Whether some of it is sealed: nobody can say of what that does not speak.
    is_sealed: bool,
}

impl<'a> Spoken<'a> {
    pub(super) fn new(view: &CheckInView<'a>, section: &'a Section) -> Self {
        let text = &view.check_in.text;
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
        let folded = searchable(&words);
        Self {
            section,
            folded,
            is_sealed: view.check_in.is_sealed(section.body),
        }
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
        needle.len() > 2 && memmem::find(self.folded.as_bytes(), needle.as_bytes()).is_some()
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
    has_one_of(&searchable(text), &telling_words(title))
}

/// Whether a searchable text has one of the words.
pub(super) fn has_one_of(searchable: &str, words: &[String]) -> bool {
    let found = |word: &String| memmem::find(searchable.as_bytes(), word.as_bytes()).is_some();
    words.iter().any(found)
}

/// The words of a title that tell it from others: the long ones, else all of some length, else the
/// whole of it. Scripts without spaces count each pair of neighbouring characters as a word.
pub(super) fn telling_words(title: &str) -> Vec<String> {
    let slug = fold::slug(title);
    let words: Vec<&str> = slug.split('-').filter(|word| !word.is_empty()).collect();
    let mut pairs = Vec::new();
    for word in words.iter().filter(|word| !word.is_ascii()) {
        let letters: Vec<char> = word.chars().collect();
        let unspaced = letters
            .windows(2)
            .filter(|pair| pair.iter().all(|c| *c >= '\u{2e80}'));
        pairs.extend(unspaced.map(|pair| pair.iter().collect::<String>()));
    }
    for least in [5, 3] {
        let long = words.iter().filter(|word| word.chars().count() >= least);
        let mut telling: Vec<String> = long.map(|word| (*word).to_owned()).collect();
        telling.extend(pairs.iter().cloned());
        if !telling.is_empty() {
            return telling;
        }
    }
    vec![format!("-{slug}-")]
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
