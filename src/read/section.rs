//! The sections of a check-in: which of the team's each is, whether it is answered, and whether it is
//! for the two people alone.

use super::check_in::Frame;
use super::notes::Notes;
use super::rule;
use crate::diag::Fix;
use crate::model::language::is_none;
use crate::model::objective::Resolved;
use crate::model::{Answer, Part, Section, SectionSpec, Team};
use crate::text::markdown::{Block, BlockKind};
use crate::text::{Document, Span, Spanned, document, fold};

/// The sections, and what is private in them.
pub(super) struct ReadSections {
    pub sections: Vec<Section>,
    /// Sections and parts with their headings.
    pub private: Vec<Span>,
    /// A heading that could make private words public.
    pub odd: Option<Spanned<String>>,
}

pub(super) fn sections(
    document: &Document<'_>,
    cut: &[document::Section],
    marked: &[Span],
    frame: &Frame<'_>,
    notes: &mut Notes<'_>,
) -> ReadSections {
    let matched = matches(document, cut, frame);
    let mut result = ReadSections {
        sections: Vec::with_capacity(cut.len()),
        private: Vec::new(),
        odd: None,
    };
    for (section, found) in cut.iter().zip(matched) {
        report(
            document,
            section,
            &found,
            &result.sections,
            frame.team,
            notes,
        );
        let spec = found.spec;
        let listed = match spec {
            Some(spec) => frame.team.is_private(&spec.id),
            None => names_private(section.heading.of(document.text), frame),
        };
        let private = listed || marked.binary_search(&section.heading).is_ok();
        if private {
            result.private.push(section.heading_line.to(section.body));
        }
        let parts = parts(
            document,
            section,
            marked,
            private,
            frame,
            &mut result.private,
        );
        result.sections.push(Section {
            id: spec.map(|spec| spec.id.clone()),
            kind: spec.map(|spec| spec.kind),
            heading: words(document, section.heading),
            misspelt: found.misspelt,
            body: section.body,
            answer: answer(document, section.blocks.clone(), frame),
            private,
            parts,
        });
    }
    let stray = stray_heading(document, &result.private, frame, notes);
    let blocks = document.blocks.iter();
    let unspaced = blocks.filter_map(|block| heading_without_space(document, block, frame, notes));
    result.odd = unspaced.fold(stray, |odd, found| odd.or(Some(found)));
    result
}

/// Whether a heading that the team does not ask for names a private section of the process.
fn names_private(heading: &str, frame: &Frame<'_>) -> bool {
    frame.lexicon.names_private(&fold::heading(heading))
}

/// Which section of the team a heading means.
struct Match<'t> {
    spec: Option<&'t SectionSpec>,
    misspelt: bool,
}

/// Headings that are right are matched first, so that a misspelt one never takes their place.
fn matches<'f>(
    document: &Document<'_>,
    cut: &[document::Section],
    frame: &Frame<'f>,
) -> Vec<Match<'f>> {
    let exact: Vec<Option<&SectionSpec>> = cut
        .iter()
        .map(|section| frame.section_written(section.heading.of(document.text)))
        .collect();
    let is_free = |place: usize| {
        let spec = frame.team.sections.get(place);
        spec.is_some_and(|spec| !exact.iter().flatten().any(|taken| taken.id == spec.id))
    };
    let near = |heading: &str| {
        let place = (frame.lexicon).misspelt(&fold::heading(heading), is_free)?;
        frame.team.sections.get(place)
    };
    cut.iter()
        .zip(&exact)
        .map(|(section, exact)| {
            let heading = section.heading.of(document.text);
            let near = if exact.is_none() { near(heading) } else { None };
            Match {
                spec: exact.or(near),
                misspelt: near.is_some(),
            }
        })
        .collect()
}

fn report(
    document: &Document<'_>,
    section: &document::Section,
    found: &Match<'_>,
    before: &[Section],
    team: &Team,
    notes: &mut Notes<'_>,
) {
    let written = section.heading.of(document.text);
    match found.spec {
        Some(spec)
            if before
                .iter()
                .any(|other| other.id.as_deref() == Some(&spec.id)) =>
        {
            let message = format!("the section '{}' stands twice", spec.heading);
            let note = notes.note(rule::DUPLICATE_SECTION, section.heading, message);
            note.help = Some("join the two under one heading".to_owned());
            note.place.clone_from(&spec.id);
        }
        Some(spec) if found.misspelt => {
            let message = format!("'{written}' seems to be the section '{}'", spec.heading);
            let title = format!("write '{}'", spec.heading);
            let note = notes.note(rule::MISSPELT_HEADING, section.heading, message);
            note.help = Some(format!("did you mean '{}'?", spec.heading));
            note.fix = Some(Fix::replace(title, section.heading, spec.heading.clone()));
            note.place.clone_from(&spec.id);
        }
        Some(_) => {}
        None => {
            let at = if section.heading.is_empty() {
                section.heading_line
            } else {
                section.heading
            };
            let message = format!("the team does not ask for a section '{written}'");
            let known: Vec<_> = team.sections.iter().map(|s| s.heading.as_str()).collect();
            let note = notes.note(rule::UNKNOWN_SECTION, at, message);
            note.help = Some(format!(
                "it is kept; the sections are: {}",
                known.join(", ")
            ));
        }
    }
}

fn words(document: &Document<'_>, span: Span) -> Spanned<String> {
    Spanned::new(document.visible(span).trim().to_owned(), span)
}

fn parts(
    document: &Document<'_>,
    section: &document::Section,
    marked: &[Span],
    section_private: bool,
    frame: &Frame<'_>,
    private: &mut Vec<Span>,
) -> Vec<Part> {
    let part = |part: &document::Part| {
        let heading = words(document, part.heading);
        let found = frame
            .okrs
            .resolve(heading.value.trim_matches('`'), &frame.cycle, frame.week);
        let own = marked.binary_search(&part.heading).is_ok();
        if own && !section_private {
            private.push(part.heading_line.to(part.body));
        }
        Part {
            key_result: match found {
                Resolved::One(key_result) => Some(key_result.reference.clone()),
                _ => None,
            },
            body: part.body,
            answer: answer(document, part.blocks.clone(), frame),
            private: own || section_private,
            heading,
        }
    };
    section.parts.iter().map(part).collect()
}

/// Whether the blocks hold an answer: any visible text that is no placeholder and no bare label.
pub(super) fn answer(
    document: &Document<'_>,
    blocks: std::ops::Range<usize>,
    frame: &Frame<'_>,
) -> Answer {
    let mut none = false;
    for block in &document.blocks[blocks] {
        if matches!(
            block.kind,
            BlockKind::Heading { .. } | BlockKind::Comment { .. } | BlockKind::Rule
        ) {
            continue;
        }
        if block.words.len() > frame.lexicon.longest_nothing() && document.is_all_visible() {
            return Answer::Text;
        }
        let text = document.visible(block.words);
        let text = text.trim();
        if frame.lexicon.is_placeholder(text) {
            continue;
        }
        if none || !is_none(text) {
            return Answer::Text;
        }
        none = true;
    }
    if none { Answer::None } else { Answer::Empty }
}

/// A heading of another level that names a private section would leave its words in public: it is an
/// error, and the file is published not at all.
fn stray_heading(
    document: &Document<'_>,
    private: &[Span],
    frame: &Frame<'_>,
    notes: &mut Notes<'_>,
) -> Option<Spanned<String>> {
    let team = frame.team;
    let mut odd = None;
    for block in &document.blocks {
        let BlockKind::Heading { level, text } = block.kind else {
            continue;
        };
        let hidden = private.iter().any(|span| span.contains(block.span));
        if level == team.section_level || hidden {
            continue;
        }
        let written = text.of(document.text);
        let may_be_public = level < team.section_level && frame.lexicon.may_name_public(written);
        if !may_be_public && !frame.lexicon.may_name_private(written) {
            continue;
        }
        let folded = fold::heading(written);
        let named = frame.section(&folded);
        let is_private = |spec: &&SectionSpec| team.is_private(&spec.id);
        let near = || {
            let place = frame.lexicon.near_private(&folded)?;
            team.sections.get(place)
        };
        let private_named = named.filter(is_private).or_else(near);
        let Some(spec) = private_named.or(named.filter(|_| level < team.section_level)) else {
            if frame.lexicon.names_private(&folded) {
                let message = format!(
                    "'{written}' is private at heading level {} alone",
                    team.section_level
                );
                let note = notes.note(rule::MISSPELT_HEADING, text, message.clone());
                note.help = Some(format!(
                    "give it level {}, or other words",
                    team.section_level
                ));
                odd.get_or_insert_with(|| Spanned::new(message, text));
            }
            continue;
        };
        let message = format!(
            "'{written}' has heading level {level}, sections have level {}",
            team.section_level
        );
        let mark = "#".repeat(usize::from(team.section_level));
        let note = notes.note(rule::MISSPELT_HEADING, text, message.clone());
        note.help = Some(format!("write '{mark} {}'", spec.heading));
        note.place.clone_from(&spec.id);
        // Where the words are the section's own there is nothing to guess but the level.
        note.fix = marks_of(document, block.span, text).map(|marks| Fix {
            safe: named.is_some(),
            ..Fix::replace(
                format!("write '{mark} {}'", spec.heading),
                marks.to(text),
                format!("{mark} {}", spec.heading),
            )
        });
        if private_named.is_some() {
            odd.get_or_insert_with(|| Spanned::new(message, text));
        }
    }
    odd
}

/// A line such as `##Plan`, which Markdown takes for text. One that names a private section is told.
fn heading_without_space(
    document: &Document<'_>,
    block: &Block,
    frame: &Frame<'_>,
    notes: &mut Notes<'_>,
) -> Option<Spanned<String>> {
    let text = document.text;
    let is_code = || {
        ["```", "~~~"]
            .iter()
            .any(|fence| block.span.of(text).starts_with(fence))
    };
    let is_prose = matches!(block.kind, BlockKind::Text | BlockKind::Item { .. });
    let has_mark = || memchr::memchr(b'#', block.words.of(text).as_bytes()).is_some();
    if !is_prose || !has_mark() || is_code() {
        return None;
    }
    let mut odd = None;
    let mut at = block.words.start;
    for line in block.words.of(text).split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len();
        let words = span.of(text).trim_start_matches('#');
        let marks = span.len() - words.len();
        if marks == 0 || words.starts_with([' ', '\t']) {
            continue;
        }
        let folded = fold::heading(words);
        let spec = frame.section(&folded);
        let is_private = spec.map_or_else(
            || frame.lexicon.names_private(&folded),
            |spec| frame.team.is_private(&spec.id),
        );
        if spec.is_none() && !is_private {
            continue;
        }
        let mark = "#".repeat(usize::from(frame.team.section_level));
        let message = format!("'{}' is no heading: a space is missing", span.of(text));
        let title = format!("write '{mark} {words}'");
        let note = notes.note(rule::MISSPELT_HEADING, span, message.clone());
        note.help = Some(title.clone());
        note.fix = Some(Fix::replace(title, span, format!("{mark} {words}")));
        note.place = spec.map_or_else(String::new, |spec| spec.id.clone());
        if is_private {
            odd.get_or_insert_with(|| Spanned::new(message, span));
        }
    }
    odd
}

/// The marks in front of a heading's words; `None` where it is underlined in place of them.
fn marks_of(document: &Document<'_>, heading: Span, words: Span) -> Option<Span> {
    let before = Span::new(heading.start, words.start);
    let marks = before.of(document.text);
    let is_marks = marks.starts_with('#') && marks.trim_end().bytes().all(|byte| byte == b'#');
    is_marks.then_some(before)
}
