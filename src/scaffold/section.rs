//! Sections that are missing in a check-in, put where the team's order has them: the manager's for a
//! review, the person's answer. No byte of what is there changes.

use crate::model::language::is_none;
use crate::model::prompt::comment;
use crate::model::{
    Answer, By, CheckIn, FilledBy, KeyResult, Section, SectionKind, SectionSpec, Team,
};
use crate::text::markdown::BlockKind;
use crate::text::{Document, Problem, ProblemKind, Source, Span};

/// The text of `check_in` with the sections that are filled in a review, and in the feedback a part for
/// each of the `owned` key results, where they are missing.
///
/// # Errors
/// Something in the file would swallow what is written into it; the problem says where.
pub fn with_review_sections(
    check_in: &CheckIn,
    team: &Team,
    owned: &[&KeyResult],
) -> Result<String, Problem> {
    let mut insertions = Insertions::new(check_in, team);
    let asked = team.sections.iter().filter(|spec| {
        spec.filled_by == FilledBy::Reviewed && matches!(spec.by, By::Manager | By::Both)
    });
    for spec in asked {
        let parts = match spec.kind {
            SectionKind::Feedback => feedback_parts(check_in, team, owned),
            _ => Vec::new(),
        };
        insertions.section(spec, &parts);
    }
    insertions.made()
}

/// The text of `check_in` with the section of that kind, where it is missing.
///
/// # Errors
/// The team has no such section, or something in the file would swallow what is written into it.
pub fn with_section(check_in: &CheckIn, team: &Team, kind: SectionKind) -> Result<String, Problem> {
    let mut insertions = Insertions::new(check_in, team);
    if let Some(spec) = team.section(kind) {
        insertions.section(spec, &[]);
    }
    insertions.made()
}

/// The text of `check_in` whose section of OKR changes, where it says "None." or nothing, says `line`.
///
/// # Errors
/// Something in the file would swallow what is written into it.
pub fn with_change_told(check_in: &CheckIn, team: &Team, line: &str) -> Result<String, Problem> {
    let mut insertions = Insertions::new(check_in, team);
    let spec = team.section(SectionKind::OkrChanges);
    match (check_in.section(SectionKind::OkrChanges), spec) {
        (Some(section), _) => match section.answer {
            Answer::Text => {}
            Answer::Empty => insertions.behind(section, line),
            Answer::None => insertions.in_place_of_none(section, line),
        },
        (None, Some(spec)) => insertions.section(spec, &[line.to_owned()]),
        (None, None) => {}
    }
    insertions.made()
}

/// A part for each key result that the feedback has none for, as long as nobody has begun to write it in
/// another way.
fn feedback_parts(check_in: &CheckIn, team: &Team, owned: &[&KeyResult]) -> Vec<String> {
    let section = check_in.section(SectionKind::Feedback);
    let parts = section.map_or(&[][..], |section| &section.parts);
    if section.is_some_and(|section| section.answer == Answer::Text) {
        return Vec::new();
    }
    let marks = "#".repeat(usize::from(team.section_level) + 1);
    let missing = owned.iter().filter(|key_result| {
        let is_it = |known: &Option<_>| known.as_ref() == Some(&key_result.reference);
        !parts.iter().any(|part| is_it(&part.key_result))
    });
    let question = comment(team.language.wording().draft.feedback);
    missing
        .map(|key_result| format!("{marks} {}\n{question}", key_result.reference))
        .collect()
}

/// Texts that go into a check-in, each in place of a span.
struct Insertions<'a> {
    check_in: &'a CheckIn,
    team: &'a Team,
    edits: Vec<(Span, String)>,
    headings: usize,
}

impl<'a> Insertions<'a> {
    fn new(check_in: &'a CheckIn, team: &'a Team) -> Self {
        Self {
            check_in,
            team,
            edits: Vec::new(),
            headings: 0,
        }
    }

    /// The section with its parts where it is missing, else the parts behind what is in it.
    fn section(&mut self, spec: &SectionSpec, parts: &[String]) {
        if let Some(section) = self.check_in.section_by_id(&spec.id) {
            for part in parts {
                self.behind(section, part);
            }
            return;
        }
        let skeleton = spec.skeleton(self.team.section_level);
        let whole: Vec<&str> = std::iter::once(skeleton.as_str())
            .chain(parts.iter().map(String::as_str))
            .collect();
        let whole = whole.join("\n\n");
        self.headings += 1;
        match self.neighbour(spec) {
            Neighbour::Before(section) => {
                let at = self.end_of(section);
                self.edits.push((Span::at(at), format!("\n\n{whole}")));
            }
            Neighbour::After(section) => {
                let text = &self.check_in.text;
                let at = text[..section.heading.span.start].rfind('\n');
                let at = Span::at(at.map_or(0, |newline| newline + 1));
                self.edits.push((at, format!("{whole}\n\n")));
            }
            Neighbour::None => {
                let at = self.check_in.text.trim_end().len();
                self.edits.push((Span::at(at), format!("\n\n{whole}")));
            }
        }
    }

    /// The nearest section before a missing one in the team's order, else the nearest after it.
    fn neighbour(&self, spec: &SectionSpec) -> Neighbour<'a> {
        let specs = &self.team.sections;
        let place = specs.iter().position(|known| known.id == spec.id);
        let (before, after) = specs.split_at(place.unwrap_or(specs.len()));
        let there = |spec: &SectionSpec| self.check_in.section_by_id(&spec.id);
        if let Some(section) = before.iter().rev().find_map(there) {
            return Neighbour::Before(section);
        }
        after
            .iter()
            .find_map(there)
            .map_or(Neighbour::None, Neighbour::After)
    }

    /// Behind everything in a section, one blank line below it.
    fn behind(&mut self, section: &Section, text: &str) {
        let at = self.end_of(section);
        self.edits.push((Span::at(at), format!("\n\n{text}")));
    }

    /// In place of the word "None." of a section.
    fn in_place_of_none(&mut self, section: &Section, text: &str) {
        let source = Source::new(self.check_in.text.clone().into_bytes());
        let document = Document::new(&source);
        let words = document.blocks.iter().find(|block| {
            let heading = matches!(
                block.kind,
                BlockKind::Heading { .. } | BlockKind::Comment { .. }
            );
            let none = is_none(block.words.of(document.text).trim());
            section.body.contains(block.span) && !heading && none
        });
        match words {
            Some(block) => {
                let span = block.words.trimmed(document.text);
                self.edits.push((span, text.to_owned()));
            }
            None => self.behind(section, text),
        }
    }

    fn end_of(&self, section: &Section) -> usize {
        self.check_in.text[..section.body.end].trim_end().len()
    }

    /// The text with everything in it, read again: as many sections more as were to come, and no new
    /// trouble.
    fn made(mut self) -> Result<String, Problem> {
        let text = &self.check_in.text;
        if self.edits.is_empty() {
            return Ok(text.clone());
        }
        self.edits.sort_by_key(|(span, _)| span.start);
        let is_crlf = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
        let mut edited = String::with_capacity(text.len() + 512);
        let mut at = 0;
        for (span, put) in &self.edits {
            edited.push_str(&text[at..span.start]);
            if is_crlf {
                edited.push_str(&put.replace('\n', "\r\n"));
            } else {
                edited.push_str(put);
            }
            at = span.end;
        }
        edited.push_str(&text[at..]);
        if self.is_sound(&edited) {
            Ok(edited)
        } else {
            Err(self.refused())
        }
    }

    fn is_sound(&self, edited: &str) -> bool {
        let level = self.team.section_level;
        let read = |text: &str| {
            let source = Source::new(text.as_bytes().to_vec());
            let document = Document::new(&source);
            (document.sections(level).len(), document.problems.len())
        };
        let (sections, problems) = read(&self.check_in.text);
        read(edited) == (sections + self.headings, problems)
    }

    fn refused(&self) -> Problem {
        let at = self.edits.first().map_or(Span::at(0), |(span, _)| *span);
        let message = "what would be written here would be taken for something else";
        Problem::new(ProblemKind::Unclosed, at, message)
            .with_help("is a comment or code block above it left open?")
    }
}

enum Neighbour<'a> {
    Before(&'a Section),
    After(&'a Section),
    None,
}
