//! The fix for a section that is not in the file: its heading and question, at its place in the team's
//! order.

use crate::diag::Fix;
use crate::model::SectionSpec;
use crate::rules::CheckInView;
use crate::rules::mention::quoted;
use crate::text::{Document, Source, Span, fold};

/// The edit that adds the section; none where it would not be read as one, such as below an unclosed
/// comment.
pub(super) fn skeleton(view: &CheckInView<'_>, spec: &SectionSpec) -> Option<Fix> {
    let check_in = view.check_in;
    if check_in.withheld.is_some() {
        return None;
    }
    let level = view.team.section_level;
    let mut text = spec.skeleton(level);
    let at = match place(view, &spec.id) {
        Place::Behind(at) => {
            text.insert_str(0, "\n\n");
            at
        }
        Place::Before(at) => {
            text.push_str("\n\n");
            at
        }
    };
    if check_in.text.contains("\r\n") {
        text = text.replace('\n', "\r\n");
    }
    if !is_read(&check_in.text, at, &text, spec, level) {
        return None;
    }
    let title = format!("add the section {}", quoted(&spec.heading));
    Some(Fix::replace(title, Span::at(at), text))
}

enum Place {
    /// Behind text that stands there.
    Behind(usize),
    /// Before a heading.
    Before(usize),
}

/// Behind the nearest section before it in the team's order, else before the nearest one after it, else
/// at the end of the file.
fn place(view: &CheckInView<'_>, id: &str) -> Place {
    let (check_in, specs) = (view.check_in, &view.team.sections);
    let own = specs.iter().position(|spec| spec.id == id);
    let own = own.unwrap_or(specs.len());
    let standing = |spec: &SectionSpec| check_in.section_by_id(&spec.id);
    if let Some(before) = specs[..own].iter().rev().find_map(standing) {
        let span = before.heading.span.to(before.body);
        return Place::Behind(line_end(&check_in.text, span.trimmed(&check_in.text).end));
    }
    if let Some(after) = specs[own..].iter().find_map(standing) {
        let above = &check_in.text[..after.heading.span.start];
        return Place::Before(above.rfind('\n').map_or(0, |newline| newline + 1));
    }
    Place::Behind(line_end(&check_in.text, check_in.text.trim_end().len()))
}

/// Behind the blanks that follow `at` on its line, which may belong to what stands before them.
fn line_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + rest.len() - rest.trim_start_matches([' ', '\t']).len()
}

/// Whether a reader of the file with the text at that place finds one section more.
fn is_read(file: &str, at: usize, text: &str, spec: &SectionSpec, level: u8) -> bool {
    let (Some(above), Some(below)) = (file.get(..at), file.get(at..)) else {
        return false;
    };
    let count = |text: String| {
        let source = Source::new(text.into_bytes());
        let document = Document::new(&source);
        let named = |heading: Span| {
            fold::heading(heading.of(document.text)) == fold::heading(&spec.heading)
        };
        let sections = document.sections(level);
        let own = sections
            .iter()
            .filter(|section| named(section.heading))
            .count();
        (sections.len(), own)
    };
    let (all, own) = count(file.to_owned());
    count(format!("{above}{text}{below}")) == (all + 1, own + 1)
}
