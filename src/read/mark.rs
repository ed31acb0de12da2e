//! The tool's own comments in a body: `<!-- okr: private -->` and `<!-- okr: allow(rule): reason -->`.
//!
//! Everything odd about them fails closed: a word that is not known, or a private mark that belongs to
//! no section or part, keeps the whole file from being published.

use super::notes::Notes;
use super::rule;
use crate::text::fold::{edit_distance, folded};
use crate::text::markdown::{Block, BlockKind};
use crate::text::{Document, Section, Span, Spanned};

/// What the marks of a document say.
pub(super) struct Marks {
    /// The headings (their words) that are marked private, in their order.
    pub private: Vec<Span>,
    /// The first odd mark.
    pub odd: Option<Spanned<String>>,
}

enum Mark {
    Private,
    Allow,
    Unknown,
}

pub(super) fn marks(document: &Document<'_>, sections: &[Section], notes: &mut Notes<'_>) -> Marks {
    let mut found = Marks {
        private: Vec::new(),
        odd: None,
    };
    let is_comment = |block: &Block| matches!(block.kind, BlockKind::Comment { .. });
    if !document.blocks.iter().any(is_comment) {
        return found;
    }
    let headings = headings(sections);
    for (index, block) in document.blocks.iter().enumerate() {
        let BlockKind::Comment { inside } = block.kind else {
            continue;
        };
        match mark(inside.of(document.text)) {
            None | Some(Mark::Allow) => {}
            Some(Mark::Private) => match heading_of(document, index, &headings) {
                Some(heading) => found.private.push(heading),
                None => {
                    let message = "this private mark belongs to no section or part";
                    let help = "put it behind the heading, on the same line";
                    odd(&mut found, block, message, help, notes);
                }
            },
            Some(Mark::Unknown) => {
                let message = "this 'okr:' comment has no meaning";
                let help = "write '<!-- okr: private -->' or '<!-- okr: allow(rule): reason -->'";
                odd(&mut found, block, message, help, notes);
            }
        }
    }
    found
}

fn odd(found: &mut Marks, block: &Block, message: &str, help: &str, notes: &mut Notes<'_>) {
    notes.note(rule::BAD_MARK, block.span, message).help = Some(help.to_owned());
    found
        .odd
        .get_or_insert_with(|| Spanned::new(message.to_owned(), block.span));
}

/// What a comment's inside means; `None` for an ordinary comment.
fn mark(inside: &str) -> Option<Mark> {
    let text = folded(inside);
    if let Some(word) = text.strip_prefix("okr:") {
        let word = word.trim();
        return Some(match word {
            "private" => Mark::Private,
            _ if word.starts_with("allow(") && word.contains(')') => Mark::Allow,
            _ => Mark::Unknown,
        });
    }
    let seems = edit_distance(&text, "okr: private", 3) <= 3
        || text.starts_with("okr ")
        || text == "private";
    seems.then_some(Mark::Unknown)
}

/// The headings of sections and parts in their order: the line of each, and its words.
fn headings(sections: &[Section]) -> Vec<(Span, Span)> {
    let mut headings: Vec<(Span, Span)> = Vec::new();
    for section in sections {
        headings.push((section.heading_line, section.heading));
        let parts = section.parts.iter();
        headings.extend(parts.map(|part| (part.heading_line, part.heading)));
    }
    headings
}

/// The heading that the comment at `index` follows: on the same line, or right below with nothing but
/// comments between.
fn heading_of(document: &Document<'_>, index: usize, headings: &[(Span, Span)]) -> Option<Span> {
    let comment = &document.blocks[index];
    let before = document.blocks[..index].iter().rev();
    let heading = before
        .into_iter()
        .find(|block| !matches!(block.kind, BlockKind::Comment { .. }))?;
    if !matches!(heading.kind, BlockKind::Heading { .. }) || comment.depth > 0 {
        return None;
    }
    let at = headings.binary_search_by_key(&heading.span, |(line, _)| *line);
    at.ok().map(|at| headings[at].1)
}
