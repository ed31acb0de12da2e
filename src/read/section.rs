//! The sections of a check-in: which of the team's each is, whether it is answered, and whether it is
//! for the two people alone.

use super::check_in::Frame;
use super::notes::Notes;
use super::rule;
use crate::diag::Fix;
use crate::model::objective::Resolved;
use crate::model::schema::PLACEHOLDERS;
use crate::model::{Answer, Part, Section, SectionSpec, Team};
use crate::text::markdown::{BlockKind, without_comments};
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
    let matched = matches(document, cut, frame.team);
    let mut result = ReadSections {
        sections: Vec::new(),
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
        let listed = spec.is_some_and(|spec| frame.team.is_private(&spec.id));
        let private = listed || marked.contains(&section.heading);
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
            answer: answer(document, section.blocks.clone(), frame.team),
            private,
            parts,
        });
    }
    result.odd = stray_heading(document, &result.private, frame.team, notes);
    result
}

/// Which section of the team a heading means.
struct Match<'t> {
    spec: Option<&'t SectionSpec>,
    misspelt: bool,
}

/// Headings that are right are matched first, so that a misspelt one never takes their place.
fn matches<'t>(
    document: &Document<'_>,
    cut: &[document::Section],
    team: &'t Team,
) -> Vec<Match<'t>> {
    let folded: Vec<String> = cut
        .iter()
        .map(|section| fold::heading(section.heading.of(document.text)))
        .collect();
    let exact = |heading: &str| team.sections.iter().find(|spec| is_heading(spec, heading));
    let taken: Vec<&str> = folded
        .iter()
        .filter_map(|heading| exact(heading))
        .map(|spec| spec.id.as_str())
        .collect();
    let near = |heading: &str| {
        let free = team
            .sections
            .iter()
            .filter(|spec| !taken.contains(&spec.id.as_str()));
        let names = free.flat_map(spec_headings);
        let name = fold::nearest(heading, names)?;
        team.sections
            .iter()
            .find(|spec| is_heading(spec, &fold::heading(name)))
    };
    folded
        .iter()
        .map(|heading| match exact(heading) {
            Some(spec) => Match {
                spec: Some(spec),
                misspelt: false,
            },
            None => {
                let spec = near(heading);
                Match {
                    spec,
                    misspelt: spec.is_some(),
                }
            }
        })
        .collect()
}

fn spec_headings(spec: &SectionSpec) -> impl Iterator<Item = &str> {
    std::iter::once(spec.heading.as_str()).chain(spec.aliases.iter().map(String::as_str))
}

fn is_heading(spec: &SectionSpec, folded: &str) -> bool {
    spec_headings(spec).any(|heading| fold::heading(heading) == folded)
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
    Spanned::new(
        without_comments(span.of(document.text)).trim().to_owned(),
        span,
    )
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
        let own = marked.contains(&part.heading);
        if own && !section_private {
            private.push(part.heading_line.to(part.body));
        }
        Part {
            key_result: match found {
                Resolved::One(key_result) => Some(key_result.reference.clone()),
                _ => None,
            },
            body: part.body,
            answer: answer(document, part.blocks.clone(), frame.team),
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
    team: &Team,
) -> Answer {
    let mut none = false;
    for block in &document.blocks[blocks] {
        if matches!(
            block.kind,
            BlockKind::Heading { .. } | BlockKind::Comment { .. } | BlockKind::Rule
        ) {
            continue;
        }
        let text = without_comments(block.words.of(document.text));
        let text = text.trim();
        if is_placeholder(text, team) {
            continue;
        }
        if none || !is_none(text) {
            return Answer::Text;
        }
        none = true;
    }
    if none { Answer::None } else { Answer::Empty }
}

/// "None." in any case, with or without its full stop.
fn is_none(text: &str) -> bool {
    text.trim_end_matches(['.', '!'])
        .eq_ignore_ascii_case("none")
}

/// Whether a text counts as nothing: blank, a placeholder, or a label with no or only a placeholder
/// behind it.
pub(super) fn is_placeholder(text: &str, team: &Team) -> bool {
    if is_bare_placeholder(text, team) {
        return true;
    }
    let Some((label, rest)) = text.split_once(':') else {
        return false;
    };
    is_bare_placeholder(rest, team) && super::obstacle::is_label(label, team)
}

fn is_bare_placeholder(text: &str, team: &Team) -> bool {
    let text = text.trim();
    if text.is_empty() || matches!(text, "[ ]" | "[x]" | "[X]" | "[-]") {
        return true;
    }
    let same = |known: &str| {
        let bare = |text: &str| {
            fold::folded(
                text.trim_matches(['.', ':', '!', '*', '_', ' ', '<', '>', '(', ')', '[', ']']),
            )
        };
        fold::folded(text) == fold::folded(known)
            || (!bare(known).is_empty() && bare(text) == bare(known))
    };
    PLACEHOLDERS.iter().any(|known| same(known))
        || team.placeholders.iter().any(|known| same(known))
}

/// A heading of another level that names a private section would leave its words in public: it is an
/// error, and the file is published not at all.
fn stray_heading(
    document: &Document<'_>,
    private: &[Span],
    team: &Team,
    notes: &mut Notes<'_>,
) -> Option<Spanned<String>> {
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
        let folded = fold::heading(written);
        let named = team.sections.iter().find(|spec| is_heading(spec, &folded));
        let private_named = team
            .sections
            .iter()
            .filter(|spec| team.is_private(&spec.id))
            .find(|spec| {
                is_heading(spec, &folded) || fold::nearest(&folded, spec_headings(spec)).is_some()
            });
        let Some(spec) = private_named.or(named.filter(|_| level < team.section_level)) else {
            continue;
        };
        let message = format!(
            "'{written}' has heading level {level}, sections have level {}",
            team.section_level
        );
        let mark = "#".repeat(usize::from(team.section_level));
        let note = notes.note(rule::MISSPELT_HEADING, text, message.clone());
        note.help = Some(format!("write '{mark} {}'", spec.heading));
        if private_named.is_some() {
            odd.get_or_insert_with(|| Spanned::new(message, text));
        }
    }
    odd
}
