//! The bytes of one file as text: UTF-8, lines, and what a reader cannot see.

use memchr::{memchr_iter, memchr2, memchr3, memmem};

use super::{Problem, ProblemKind, Span};

/// The largest file that is read, in bytes (1 MiB).
pub const MAX_FILE: usize = 1024 * 1024;

/// One file's text with the problems of its bytes. Offsets are those of the file: a byte that is not
/// UTF-8 is replaced by one `?`, never by more or fewer bytes.
#[derive(Clone, Debug, Default)]
pub struct Source {
    text: String,
    problems: Vec<Problem>,
    has_marks: bool,
}

/// Bytes that begin what no line shows by itself: HTML, entities, conflicts, other line ends. Most texts have
/// none, and need not be looked through for each.
pub(crate) const MARKS: [u8; 5] = [b'<', b'>', b'|', b'&', b'\r'];

/// A place as people count: line and column from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// From 1.
    pub line: usize,
    /// From 1, in characters (Unicode scalar values).
    pub column: usize,
}

impl Source {
    /// Reads bytes as text and looks for what a reader cannot see.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        let mut problems = Vec::new();
        let text = to_text(bytes, &mut problems);
        let has_marks = has_marks(&text);
        look_for_hidden(&text, &mut problems);
        if has_marks {
            look_for_conflicts(&text, &mut problems);
        }
        Self {
            text,
            problems,
            has_marks,
        }
    }

    /// Whether one of [`MARKS`] stands in it.
    pub(crate) fn has_marks(&self) -> bool {
        self.has_marks
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is wrong with the bytes.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The same with `spans` [`blanked`].
    #[must_use]
    pub fn without(&self, spans: &[Span]) -> Source {
        let kept = |problem: &&Problem| !spans.iter().any(|span| span.contains(problem.span));
        let problems = self.problems.iter().filter(kept).cloned().collect();
        Source {
            text: blanked(&self.text, spans),
            problems,
            has_marks: self.has_marks,
        }
    }
}

/// The text with every byte of `spans` a space but line ends, so that all other places stay what they were.
#[must_use]
pub fn blanked(text: &str, spans: &[Span]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for span in spans {
        let end = span.end.min(bytes.len());
        for byte in &mut bytes[span.start.min(end)..end] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Line and column of the byte `at` in `text`; past the end counts as the end.
#[must_use]
pub fn line_column(text: &str, at: usize) -> LineColumn {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let bom = if line_start == 0 && before.starts_with('\u{feff}') {
        1
    } else {
        0
    };
    LineColumn {
        line: memchr_iter(b'\n', before.as_bytes()).count() + 1,
        column: before[line_start..].chars().count() + 1 - bom,
    }
}

fn to_text(bytes: Vec<u8>, problems: &mut Vec<Problem>) -> String {
    let mut bytes = match String::from_utf8(bytes) {
        Ok(text) => return text,
        Err(error) => error.into_bytes(),
    };
    let mut from = 0;
    while let Err(error) = std::str::from_utf8(&bytes[from..]) {
        let start = from + error.valid_up_to();
        let len = error.error_len().unwrap_or(bytes.len() - start);
        if problems.is_empty() {
            let message = format!("byte {:#04x} is not UTF-8", bytes[start]);
            let problem = Problem::new(ProblemKind::Bytes, Span::new(start, start + len), message);
            problems.push(problem.with_help("save the file as UTF-8"));
        }
        bytes[start..start + len].fill(b'?');
        from = start + len;
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn look_for_hidden(text: &str, problems: &mut Vec<Problem>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(offset) = first_unusual(&bytes[at..]) {
        at += offset;
        // An unusual byte after usual ones begins a character.
        let Some(character) = text[at..].chars().next() else {
            return;
        };
        let byte_order_mark = at == 0 && character == '\u{feff}';
        if is_hidden(character) && !byte_order_mark {
            problems.push(hidden(character, at));
            if problems.len() >= 20 {
                return;
            }
        }
        at += character.len_utf8();
    }
}

/// Without a branch a byte, which the compiler makes into a few instructions.
fn has_marks(text: &str) -> bool {
    let [a, b, c, d, e] = MARKS;
    let bytes = text.as_bytes();
    memchr3(a, b, c, bytes).is_some() || memchr2(d, e, bytes).is_some()
}

/// The first byte that is neither visible ASCII nor ordinary white space. Looks at whole stretches
/// first, without a branch a byte, which the compiler makes into a few instructions.
fn first_unusual(bytes: &[u8]) -> Option<usize> {
    const STRETCH: usize = 64;
    let is_unusual = |byte: u8| !matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t');
    let stretches = bytes.chunks_exact(STRETCH);
    let usual = stretches
        .take_while(|stretch| {
            !stretch
                .iter()
                .fold(false, |any, byte| any | is_unusual(*byte))
        })
        .count();
    let from = usual * STRETCH;
    let found = bytes[from..].iter().position(|byte| is_unusual(*byte))?;
    Some(from + found)
}

/// Whether all are visible ASCII or spaces. Without a branch a byte, as above.
pub(crate) fn is_ascii_text(text: &str) -> bool {
    let is_other = |byte: u8| !(b' '..=b'~').contains(&byte);
    !text.bytes().fold(false, |any, byte| any | is_other(byte))
}

/// The same of several lines.
pub(crate) fn is_ascii_lines(text: &str) -> bool {
    let is_other = |byte: u8| !(b' '..=b'~').contains(&byte) & (byte != b'\n');
    !text.bytes().fold(false, |any, byte| any | is_other(byte))
}

fn hidden(character: char, at: usize) -> Problem {
    let span = Span::new(at, at + character.len_utf8());
    if character == '\0' {
        return Problem::new(
            ProblemKind::Bytes,
            span,
            "a NUL byte: this is not a text file",
        );
    }
    let code = u32::from(character);
    let message = format!(
        "the hidden character U+{code:04X} ({})",
        hidden_name(character)
    );
    Problem::new(ProblemKind::HiddenCharacter, span, message).with_help("delete it")
}

/// Whether a reader of the text cannot see this character, though it may change what they read.
/// Tab, line feed and carriage return are not hidden; joiners inside words (ZWJ, ZWNJ) are needed by
/// several scripts and by emoji, so they are not either.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

fn hidden_name(character: char) -> &'static str {
    match character {
        '\u{200b}' | '\u{2060}' | '\u{feff}' => "a space of no width",
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "it changes the direction of the text"
        }
        '\u{2028}' | '\u{2029}' => "a line separator",
        '\u{e0000}'..='\u{e007f}' => "a tag character",
        '\u{1b}' => "escape, it starts a terminal command",
        _ => "a control character",
    }
}

fn look_for_conflicts(text: &str, problems: &mut Vec<Problem>) {
    let markers = ["<<<<<<<", ">>>>>>>", "|||||||"];
    let has = |marker: &&str| memmem::find(text.as_bytes(), marker.as_bytes()).is_some();
    if memchr3(b'<', b'>', b'|', text.as_bytes()).is_none() || !markers.iter().any(has) {
        return;
    }
    let mut inside = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let start = if content.starts_with('\u{feff}') {
            3
        } else {
            0
        };
        let marker = conflict_marker(&content[start..], inside);
        if let Some(opens) = marker {
            inside = opens;
            let span = Span::new(at + start, at + content.len());
            let problem = Problem::new(
                ProblemKind::ConflictMarker,
                span,
                "a merge conflict was left here",
            );
            problems.push(problem.with_help("keep one side or both, and delete the marker lines"));
        }
        at += line.len();
    }
}

/// Whether a line is a conflict marker, and if so whether a conflict is open after it.
fn conflict_marker(line: &str, inside: bool) -> Option<bool> {
    let is = |marker: &str| {
        line.strip_prefix(marker)
            .is_some_and(|r| r.is_empty() || r.starts_with(' '))
    };
    if is("<<<<<<<") {
        Some(true)
    } else if is(">>>>>>>") {
        Some(false)
    } else if inside && (line == "=======" || is("|||||||")) {
        Some(true)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_offsets_where_bytes_are_not_utf8() {
        let source = Source::new(b"a\xff\xfeb\xe2\x82".to_vec());
        assert_eq!(source.text(), "a??b??");
        assert_eq!(source.problems().len(), 1);
        assert_eq!(source.problems()[0].span, Span::new(1, 2));
    }

    #[test]
    fn counts_columns_in_characters() {
        let text = "é: ü\nnaïve x";
        assert_eq!(
            line_column(text, text.len()),
            LineColumn { line: 2, column: 8 }
        );
        assert_eq!(
            line_column("\u{feff}---", 3),
            LineColumn { line: 1, column: 1 }
        );
    }

    #[test]
    fn finds_hidden_characters_but_not_a_leading_byte_order_mark() {
        let source = Source::new("\u{feff}a\u{202e}b\u{1b}".as_bytes().to_vec());
        let spans: Vec<_> = source.problems().iter().map(|p| p.span.start).collect();
        assert_eq!(spans, [4, 8]);
    }

    #[test]
    fn finds_conflict_markers_but_not_a_setext_underline() {
        let text = b"Title\n=======\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n".to_vec();
        let source = Source::new(text);
        assert_eq!(source.problems().len(), 3);
    }

    #[test]
    fn blanks_spans_and_keeps_every_other_place() {
        let source = Source::new("a sécret\nb".as_bytes().to_vec());
        let blank = source.without(&[Span::new(2, 9)]);
        assert_eq!(blank.text(), "a        \nb");
    }
}
