//! Task items: `- [ ] text (@owner, due 2026-11-27)`.

use super::check_in::Frame;
use super::notes::Notes;
use super::{fields, rule};
use crate::diag::Fix;
use crate::model::language::behind_due;
use crate::model::{Section, SectionKind, Task, TaskState};
use crate::text::markdown::{BlockKind, TaskBox};
use crate::text::{Document, Span, Spanned, document, fold};

/// The tasks of Plan and Follow-ups, in the order of the file.
pub(super) fn tasks(
    document: &Document<'_>,
    cut: &[document::Section],
    sections: &[Section],
    frame: &Frame<'_>,
    notes: &mut Notes<'_>,
) -> Vec<Task> {
    let mut tasks = Vec::new();
    for (place, section) in cut.iter().zip(sections) {
        let Some(kind @ (SectionKind::Plan | SectionKind::FollowUps)) = section.kind else {
            continue;
        };
        for block in &document.blocks[place.blocks.clone()] {
            let BlockKind::Item { task: written } = block.kind else {
                continue;
            };
            let (found, words) = match written {
                Some(found) => (found, block.words),
                None => match box_without_space(document.text, block.words, notes) {
                    Some(found) => found,
                    None => continue,
                },
            };
            if frame.lexicon.is_placeholder(words.of(document.text)) {
                continue;
            }
            let private = section.private
                || section
                    .parts
                    .iter()
                    .any(|part| part.private && part.body.contains(block.span));
            tasks.push(task(document, &found, words, kind, private, notes));
        }
    }
    tasks
}

/// A box that was written `[]`, and the words behind it: it is read as an open one.
fn box_without_space(text: &str, words: Span, notes: &mut Notes<'_>) -> Option<(TaskBox, Span)> {
    let rest = words.of(text).strip_prefix("[]")?;
    if !rest.starts_with(' ') {
        return None;
    }
    let span = Span::new(words.start, words.start + 2);
    let note = notes.note(rule::BAD_VALUE, span, "'[]' is no box of a task");
    note.help = Some("write '[ ]', with a space between the brackets".to_owned());
    note.fix = Some(Fix::replace("write '[ ]'", span, "[ ]"));
    let behind = Span::new(span.end, words.end).trimmed(text);
    Some((TaskBox { span, mark: b' ' }, behind))
}

fn task(
    document: &Document<'_>,
    found: &TaskBox,
    words: Span,
    section: SectionKind,
    private: bool,
    notes: &mut Notes<'_>,
) -> Task {
    let text = document.text;
    let details = details(text, words);
    let said = Span::new(words.start, details.map_or(words.end, |d| d.start)).trimmed(text);
    let (owner, due) = details.map_or((None, None), |span| owner_and_due(text, span, notes));
    Task {
        text: Spanned::new(fold::one_line(&document.visible(said)), said),
        state: match found.mark {
            b'x' => TaskState::Done,
            b'-' => TaskState::Dropped,
            _ => TaskState::Open,
        },
        state_span: found.span,
        owner,
        due,
        details: details.unwrap_or(Span::at(words.end)),
        section,
        private,
    }
}

/// The last round brackets at the end of the text that hold an owner or a due date.
fn details(text: &str, words: Span) -> Option<Span> {
    let content = words.of(text).trim_end_matches(['.', ' ']);
    let inner = content.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let fields = inner[open + 1..].split(',').map(str::trim);
    let known = |field: &str| field.starts_with('@') || due_text(field).is_some();
    let is_details = fields.into_iter().any(known);
    is_details.then(|| Span::new(words.start + open, words.start + content.len()))
}

/// The day behind a word for "due", as written. Some words mean that only before a day.
fn due_text(field: &str) -> Option<&str> {
    let found = behind_due(field)?;
    let is_due = !found.needs_day || meant_or_right(found.day);
    is_due.then_some(found.day)
}

fn meant_or_right(day: &str) -> bool {
    fields::to_date(day).is_some() || fields::meant_date(day).is_some()
}

fn owner_and_due(
    text: &str,
    details: Span,
    notes: &mut Notes<'_>,
) -> (Option<Spanned<String>>, Option<Spanned<jiff::civil::Date>>) {
    let (mut owner, mut due) = (None, None);
    let mut at = details.start + 1;
    for field in Span::new(at, details.end - 1).of(text).split(',') {
        let span = Span::new(at, at + field.len()).trimmed(text);
        at += field.len() + 1;
        let field = span.of(text);
        if let Some(name) = field.strip_prefix('@') {
            let name = name.trim();
            if !name.is_empty() && owner.is_none() {
                owner = Some(Spanned::new(name.to_owned(), span));
            }
        } else if let Some(day) = due_text(field) {
            let span = Span::new(span.end - day.len(), span.end);
            match fields::to_date(day) {
                Some(date) => due = Some(Spanned::new(date, span)),
                None if day.is_empty() => {}
                None => {
                    let message = format!("'{day}' is no day");
                    let note = notes.note(rule::BAD_VALUE, span, message);
                    let word = field[..field.len() - day.len()].trim_end();
                    note.help = Some(format!("write it like '{word} 2026-11-27'"));
                    note.fix = fields::meant_date(day)
                        .map(|day| Fix::replace(format!("write '{day}'"), span, day));
                }
            }
        }
    }
    (owner, due)
}
