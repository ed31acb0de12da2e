//! Fixes put into the bytes of a file: edits that do not overlap, and no other byte. A fix that would
//! leave the file worse to read than it was is not made.

use crate::diag::{Edit, Fix};
use crate::text::{Document, Source};

/// From how many fixes on none is tried by itself where all of them together do harm.
const MOST_TRIED: usize = 50;

/// A file after its fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// All its bytes.
    pub bytes: Vec<u8>,
    /// How many fixes were made.
    pub made: usize,
}

/// The bytes with those fixes that can be made together, in the order of their places; of two that
/// overlap the first is made.
#[must_use]
pub fn repaired(bytes: &[u8], fixes: &[Fix]) -> Repaired {
    let mut sorted: Vec<&Fix> = fixes.iter().filter(|fix| !fix.edits.is_empty()).collect();
    sorted.sort_by_key(|fix| fix.edits[0].span);
    let taken = compatible(bytes, &sorted);
    let all = edited(bytes, &taken);
    let before = problems(bytes);
    if problems(&all) <= before {
        return Repaired {
            bytes: all,
            made: taken.len(),
        };
    }
    let mut harmless: Vec<&Fix> = Vec::new();
    for fix in taken.into_iter().take(MOST_TRIED) {
        harmless.push(fix);
        if problems(&edited(bytes, &harmless)) > before {
            harmless.pop();
        }
    }
    Repaired {
        bytes: edited(bytes, &harmless),
        made: harmless.len(),
    }
}

/// The fixes of which no two overlap, and that fit into the file; one of two that are the same.
fn compatible<'f>(bytes: &[u8], fixes: &[&'f Fix]) -> Vec<&'f Fix> {
    let mut taken: Vec<&Fix> = Vec::new();
    let mut edits: Vec<&Edit> = Vec::new();
    for fix in fixes {
        let fits = fix.edits.iter().all(|edit| edit.span.end <= bytes.len());
        // Sorted by place, only the last ones can be in the way.
        let near = edits.iter().rev().take(64);
        let free = fix
            .edits
            .iter()
            .all(|edit| near.clone().all(|other| !collide(edit, other)));
        if fits && free {
            edits.extend(&fix.edits);
            taken.push(fix);
        }
    }
    taken
}

/// Whether both touch the same bytes, or are the same insertion.
fn collide(edit: &Edit, other: &Edit) -> bool {
    let (a, b) = (edit.span, other.span);
    if a.is_empty() && b.is_empty() {
        return a == b && edit.text == other.text;
    }
    a.start < b.end && b.start < a.end
}

fn edited(bytes: &[u8], fixes: &[&Fix]) -> Vec<u8> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = Vec::with_capacity(bytes.len() + 64);
    let mut at = 0;
    for edit in edits {
        out.extend_from_slice(bytes.get(at..edit.span.start).unwrap_or(&[]));
        out.extend_from_slice(edit.text.as_bytes());
        at = edit.span.end;
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or(&[]));
    out
}

/// How much is wrong with the text as text.
fn problems(bytes: &[u8]) -> usize {
    let source = Source::new(bytes.to_vec());
    Document::new(&source).problems.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn fix(start: usize, end: usize, text: &str) -> Fix {
        Fix::replace("", Span::new(start, end), text)
    }

    #[test]
    fn makes_what_does_not_overlap_and_keeps_every_other_byte() {
        let bytes = b"\xef\xbb\xbfone\r\ntwo\xff\r\nthree";
        let found = repaired(
            bytes,
            &[
                fix(8, 11, "2"),
                fix(3, 6, "1"),
                fix(4, 5, "x"),
                fix(99, 100, "y"),
            ],
        );
        assert_eq!(found.bytes, b"\xef\xbb\xbf1\r\n2\xff\r\nthree");
        assert_eq!(found.made, 2);
    }

    #[test]
    fn makes_insertions_at_one_place_in_their_order_and_each_once() {
        let found = repaired(
            b"ab",
            &[
                fix(1, 1, "1"),
                fix(1, 1, "2"),
                fix(1, 1, "1"),
                fix(1, 2, "B"),
            ],
        );
        assert_eq!(found.bytes, b"a12B");
        assert_eq!(found.made, 3);
    }

    #[test]
    fn leaves_out_what_would_break_the_front_matter() {
        let text = b"---\nstatus: redy\nowner: x\n---\n";
        let found = repaired(text, &[fix(12, 16, "ready"), fix(17, 22, "status")]);
        assert_eq!(found.bytes, b"---\nstatus: ready\nowner: x\n---\n");
        assert_eq!(found.made, 1);
    }
}
