//! What people wrote in the retrospect of a cycle: where grades stand, and what is not answered yet.

use super::LEVEL;
use crate::model::language::RetrospectWords;
use crate::model::{Decimal, Language, decimal};
use crate::text::markdown::{BlockKind, without_comments};
use crate::text::source::line_column;
use crate::text::{Document, Source, Span, fold};

/// Something that is left to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// The line, from 1.
    pub line: usize,
    /// What is missing, in a few words.
    pub what: String,
}

/// Where something stands.
pub(super) struct Place {
    name: String,
    pub body: Span,
    /// The words behind `Grade:`.
    pub grade: Option<Span>,
    own_grade: Option<Span>,
    why: Option<Span>,
    heading: Span,
}

/// Where everything stands.
pub(super) struct Places {
    objectives: Vec<Place>,
    key_results: Vec<Place>,
    /// Whether any of the questions is there.
    pub has_questions: bool,
}

impl Places {
    pub(super) fn objective(&self, id: &str) -> Option<&Place> {
        self.objectives.iter().find(|place| place.name == id)
    }

    pub(super) fn key_result(&self, reference: &str) -> Option<&Place> {
        self.key_results
            .iter()
            .find(|place| place.name == reference)
    }
}

pub(super) fn places(document: &Document<'_>) -> Places {
    let text = document.text;
    let mut places = Places {
        objectives: Vec::new(),
        key_results: Vec::new(),
        has_questions: false,
    };
    for section in document.sections(LEVEL) {
        let words = section.heading.of(text).trim();
        places.has_questions |= is_question(words);
        let Some((id, _)) = words.split_once(':') else {
            continue;
        };
        let before_parts = section
            .parts
            .first()
            .map_or(section.body.end, |part| part.heading_line.start);
        let own = Span::new(section.body.start, before_parts);
        let mut place = place_of(document, id.trim(), section.heading, own);
        place.body = section.body;
        places.objectives.push(place);
        for part in &section.parts {
            let name = part.heading.of(text).trim();
            places
                .key_results
                .push(place_of(document, name, part.heading, part.body));
        }
    }
    places
}

fn place_of(document: &Document<'_>, name: &str, heading: Span, body: Span) -> Place {
    let labelled = |label: fn(&RetrospectWords) -> &str| {
        let items = document
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Item { .. }));
        let mut items = items.filter(|block| body.contains(block.span));
        items.find_map(|block| behind_label(document.text, block.words, label))
    };
    Place {
        name: name.to_owned(),
        body,
        grade: labelled(|words| words.grade),
        own_grade: labelled(|words| words.own_grade),
        why: labelled(|words| words.why),
        heading,
    }
}

/// The words of an item behind its label and colon.
fn behind_label(text: &str, words: Span, label: fn(&RetrospectWords) -> &str) -> Option<Span> {
    let written = words.of(text);
    let colon = written.find(':')?;
    let name = fold::folded(&written[..colon]);
    let is_label = |words: &RetrospectWords| name == fold::folded(label(words));
    retrospects()
        .any(is_label)
        .then(|| Span::new(words.start + colon + 1, words.end).trimmed(text))
}

/// What is left to say in a retrospect: own grades and why, and the questions. An own grade that is no
/// number from 0 to 1 is left, too.
#[must_use]
pub fn unanswered(text: &str) -> Vec<Unanswered> {
    let source = Source::new(text.as_bytes().to_vec());
    let document = Document::new(&source);
    let places = places(&document);
    let line = |span: Span| line_column(document.text, span.start).line;
    let mut left = Vec::new();
    for place in &places.key_results {
        let said = |span: Option<Span>| span.map_or("", |span| span.of(document.text));
        let (grade, why) = (said(place.own_grade), said(place.why));
        let what = match (is_empty(grade), is_empty(why)) {
            (true, true) => "your own grade, and why",
            (true, false) => "your own grade",
            _ if !is_grade(grade) => "your own grade as a number from 0 to 1",
            (false, true) => "why you give this grade",
            (false, false) => continue,
        };
        let line = line(place.heading);
        let what = format!("{what}: {}", place.name);
        left.push(Unanswered { line, what });
    }
    for section in document.sections(LEVEL) {
        let words = section.heading.of(document.text).trim();
        let is_answered = document.blocks[section.blocks.clone()].iter().any(|block| {
            let is_words = !matches!(
                block.kind,
                BlockKind::Heading { .. } | BlockKind::Comment { .. } | BlockKind::Rule
            );
            is_words && !is_empty(block.words.of(document.text))
        });
        if is_question(words) && !is_answered {
            let line = line(section.heading);
            left.push(Unanswered {
                line,
                what: words.to_owned(),
            });
        }
    }
    left.sort_by_key(|left| left.line);
    left
}

fn is_question(words: &str) -> bool {
    let words = fold::heading(words);
    retrospects()
        .flat_map(|known| &known.questions)
        .any(|(title, _)| fold::heading(title) == words)
}

/// The words of all languages.
fn retrospects() -> impl Iterator<Item = &'static RetrospectWords> {
    let all = Language::ALL.iter();
    all.map(|language| &language.wording().retrospect)
}

fn is_empty(words: &str) -> bool {
    let words = without_comments(words);
    let words = words.trim();
    words.is_empty()
        || Language::ALL.iter().any(|language| {
            let mut known = language.wording().placeholders.iter();
            known.any(|known| known.eq_ignore_ascii_case(words))
        })
}

/// Whether it begins with a number from 0 to 1.
fn is_grade(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or("");
    let first = first.trim_end_matches([',', ';', '.']);
    // With a decimal comma it can mean nothing else.
    let number = decimal::parse(&first.replace(',', "."));
    number.is_some_and(|number| number >= Decimal::ZERO && number <= Decimal::ONE)
}
