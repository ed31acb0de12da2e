//! One file cut into front matter and sections, each with its byte span.

use std::borrow::Cow;

use memchr::memchr;

use super::markdown::{
    Block, BlockKind, Outline, outline, outline_without_marks, without_comments,
};
use super::yaml::{self, Node};
use super::{Problem, ProblemKind, Source, Span};

/// A file with front matter and a Markdown body.
#[derive(Debug)]
pub struct Document<'t> {
    /// The whole text of the file.
    pub text: &'t str,
    /// The front matter; `None` where the file has none.
    pub front_matter: Option<FrontMatter<'t>>,
    /// Everything behind the front matter.
    pub body: Span,
    /// The body's blocks, in order.
    pub blocks: Vec<Block>,
    /// What is wrong with the text as text, in order of place.
    pub problems: Vec<Problem>,
    /// Whether the text has a mark with which comments begin.
    may_have_comments: bool,
}

/// The YAML between the fences at the top of a file.
#[derive(Debug)]
pub struct FrontMatter<'t> {
    /// The YAML, without the fences.
    pub span: Span,
    /// The closing fence; empty where it is missing.
    pub closing: Span,
    /// The keys and values.
    pub root: Node<'t>,
}

/// A stretch of the body under one heading of the section level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading's words.
    pub heading: Span,
    /// The heading's whole line.
    pub heading_line: Span,
    /// From behind the heading to the next one of its level or above.
    pub body: Span,
    /// Indices of its blocks in [`Document::blocks`], the heading itself left out.
    pub blocks: std::ops::Range<usize>,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A stretch of a section under a heading one level below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The heading's words.
    pub heading: Span,
    /// The heading's whole line.
    pub heading_line: Span,
    /// From behind the heading to the next one of its level or above.
    pub body: Span,
    /// Indices of its blocks, the heading itself left out.
    pub blocks: std::ops::Range<usize>,
}

impl<'t> Document<'t> {
    /// Cuts a source up. Never fails: what is wrong stands in `problems`.
    #[must_use]
    pub fn new(source: &'t Source) -> Self {
        let mut document = Self::with_front_matter(source);
        let (body, start) = (document.body.of(document.text), document.body.start);
        let Outline { blocks, problems } = if source.has_marks() {
            outline(body, start)
        } else {
            outline_without_marks(body, start)
        };
        document.blocks = blocks;
        document.problems.extend(problems);
        document.problems.sort_by_key(|problem| problem.span);
        document
    }

    /// The same without the blocks of the body, for who asks for the front matter alone.
    #[must_use]
    pub fn with_front_matter(source: &'t Source) -> Self {
        let text = source.text();
        let mut problems = source.problems().to_vec();
        let (front_matter, body_start) = split_front_matter(text, &mut problems);
        problems.sort_by_key(|problem| problem.span);
        Self {
            text,
            front_matter,
            body: Span::new(body_start, text.len()),
            blocks: Vec::new(),
            problems,
            may_have_comments: source.has_marks() && memchr(b'<', text.as_bytes()).is_some(),
        }
    }

    /// Whether a comment of HTML or of YAML may stand in it.
    #[must_use]
    pub fn may_have_comments(&self) -> bool {
        let yaml = self.front_matter.as_ref();
        let yaml = yaml.map_or("", |front_matter| front_matter.span.of(self.text));
        self.may_have_comments || memchr(b'#', yaml.as_bytes()).is_some()
    }

    /// Whether nothing in its body is hidden by HTML comments.
    #[must_use]
    pub fn is_all_visible(&self) -> bool {
        !self.may_have_comments
    }

    /// What stands there, without HTML comments.
    #[must_use]
    pub fn visible(&self, span: Span) -> Cow<'t, str> {
        let text = span.of(self.text);
        if self.may_have_comments {
            without_comments(text)
        } else {
            Cow::Borrowed(text)
        }
    }

    /// The sections whose headings have `level` (1 to 6), with the parts one level below.
    #[must_use]
    pub fn sections(&self, level: u8) -> Vec<Section> {
        let end = self.text.len();
        self.headings(level, 0..self.blocks.len(), end)
            .into_iter()
            .map(|stretch| {
                let parts = self.headings(level + 1, stretch.blocks.clone(), stretch.body.end);
                Section {
                    heading: stretch.heading,
                    heading_line: stretch.heading_line,
                    body: stretch.body,
                    blocks: stretch.blocks,
                    parts,
                }
            })
            .collect()
    }

    /// The stretches under headings of exactly `level`, each up to the next heading of that level or
    /// above, or to `end`.
    fn headings(&self, level: u8, among: std::ops::Range<usize>, end: usize) -> Vec<Part> {
        let mut stretches: Vec<Part> = Vec::new();
        let mut open = false;
        for index in among.clone() {
            let block = &self.blocks[index];
            let BlockKind::Heading { level: found, text } = block.kind else {
                continue;
            };
            if found > level {
                continue;
            }
            if let (true, Some(last)) = (open, stretches.last_mut()) {
                last.body.end = block.span.start;
                last.blocks.end = index;
            }
            open = found == level;
            if open {
                stretches.push(Part {
                    heading: text,
                    heading_line: block.span,
                    body: Span::new(block.span.end, end),
                    blocks: index + 1..among.end,
                });
            }
        }
        stretches
    }
}

/// The front matter and the place where the body begins.
fn split_front_matter<'t>(
    text: &'t str,
    problems: &mut Vec<Problem>,
) -> (Option<FrontMatter<'t>>, usize) {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let Some(opening) = fence(&text[start..]) else {
        return (None, start);
    };
    let yaml_start = start + opening;
    let mut at = yaml_start;
    while at < text.len() {
        let line = first_line(&text[at..]);
        if line.starts_with("---") && fence(line) == Some(line.len()) {
            let yaml_span = Span::new(yaml_start, at);
            let parsed = yaml::parse_front_matter(yaml_span.of(text), yaml_start);
            problems.extend(parsed.problems);
            let closing = Span::new(at, at + line.len());
            let front_matter = FrontMatter {
                span: yaml_span,
                closing,
                root: parsed.root,
            };
            return (Some(front_matter), at + line.len());
        }
        at += line.len();
    }
    unclosed_front_matter(text, start, yaml_start, problems)
}

/// Front matter without a closing fence: the YAML is read up to the first line that can be none, so
/// that one missing line does not hide the file.
fn unclosed_front_matter<'t>(
    text: &'t str,
    start: usize,
    yaml_start: usize,
    problems: &mut Vec<Problem>,
) -> (Option<FrontMatter<'t>>, usize) {
    let message = "the front matter is not closed";
    let span = Span::new(start, start + 3);
    let problem = Problem::new(ProblemKind::FrontMatter, span, message);
    problems.push(problem.with_help("put a line with '---' below the last key"));
    let mut end = yaml_start;
    for line in text[yaml_start..].split_inclusive('\n') {
        if line.starts_with('#') || line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    let yaml_span = Span::new(yaml_start, end);
    let parsed = yaml::parse_front_matter(yaml_span.of(text), yaml_start);
    problems.extend(parsed.problems);
    let front_matter = FrontMatter {
        span: yaml_span,
        closing: Span::at(end),
        root: parsed.root,
    };
    (Some(front_matter), end)
}

/// The first line with its line end.
fn first_line(text: &str) -> &str {
    let end = memchr(b'\n', text.as_bytes());
    &text[..end.map_or(text.len(), |newline| newline + 1)]
}

/// The file up to the end of its front matter; all of it where that is not plain to see. For who asks for
/// nothing behind it.
#[must_use]
pub fn front_of(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut fences = 0;
    let mut at = 0;
    while fences < 2 && at < bytes.len() {
        let rest = &bytes[at..];
        let end = memchr(b'\n', rest).map_or(rest.len(), |newline| newline + 1);
        let is_fence = rest[..end].trim_ascii_end() == b"---";
        if fences == 0 && !is_fence {
            return bytes;
        }
        fences += usize::from(is_fence);
        at += end;
    }
    bytes.truncate(at);
    bytes
}

/// The length of a fence line at the beginning of `text`, its line end included.
fn fence(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("---")?;
    let end = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
    rest[..end].trim().is_empty().then_some(3 + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new(text.as_bytes().to_vec())
    }

    #[test]
    fn cuts_front_matter_and_sections() {
        let text =
            "---\nstatus: draft\n---\n# Title\n\n## Progress\n### a/b\nDone.\n\n## Plan\n- [ ] x\n";
        let source = source(text);
        let document = Document::new(&source);
        let front_matter = document.front_matter.as_ref().unwrap();
        assert_eq!(front_matter.span.of(text), "status: draft\n");
        let sections = document.sections(2);
        let headings: Vec<_> = sections.iter().map(|s| s.heading.of(text)).collect();
        assert_eq!(headings, ["Progress", "Plan"]);
        assert_eq!(sections[0].parts[0].heading.of(text), "a/b");
        assert_eq!(sections[0].parts[0].body.of(text), "Done.\n\n");
        assert_eq!(document.problems, []);
    }

    #[test]
    fn ends_a_section_at_a_heading_above_it() {
        let text = "## A\nx\n# Top\ny\n## B\n";
        let source = source(text);
        let sections = Document::new(&source).sections(2);
        assert_eq!(sections[0].body.of(text), "x\n");
        assert_eq!(sections.len(), 2);
    }

    #[test]
    fn sees_no_heading_in_code_quotes_and_html() {
        let text = "## A\n```\n## code\n```\n> ## quote\n\n<!--\n## comment\n-->\n<div>\n## html\n</div>\n";
        let source = source(text);
        assert_eq!(Document::new(&source).sections(2).len(), 1);
    }

    #[test]
    fn reads_on_where_the_closing_fence_is_missing() {
        let text = "---\nstatus: draft\n\n# T\n## Progress\nx\n";
        let source = source(text);
        let document = Document::new(&source);
        assert_eq!(document.problems[0].kind, ProblemKind::FrontMatter);
        assert!(
            document
                .front_matter
                .as_ref()
                .unwrap()
                .root
                .get("status")
                .is_some()
        );
        assert_eq!(document.sections(2).len(), 1);
    }

    #[test]
    fn refuses_front_matter_that_is_too_large() {
        let text = format!("---\na: {}\n---\n## A\n", "x".repeat(yaml::MAX_SIZE));
        let source = source(&text);
        let document = Document::new(&source);
        assert_eq!(document.problems.len(), 1);
        assert!(document.problems[0].message.contains("bytes of YAML"));
        assert_eq!(document.sections(2).len(), 1);
    }

    #[test]
    fn reads_a_byte_order_mark_and_crlf() {
        let text = "\u{feff}---\r\nstatus: draft\r\n---\r\n## A\r\nx\r\n";
        let source = source(text);
        let document = Document::new(&source);
        assert_eq!(document.problems, []);
        assert_eq!(document.sections(2)[0].heading.of(text), "A");
    }
}
