//! The full parser: any YAML, read through granit-parser, with every error worded and placed.
//!
//! Aliases, anchors, tags, directives and second documents are refused: nothing in these formats needs
//! them. After an error the reading goes on at the next key of the first column, so that one slip does
//! not hide the rest of the file.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};

use super::{
    Entry, KnownKeys, MAX_DEPTH, Node, Parsed, Problem, ProblemKind, Scalar, Span, Value, empty,
    plain,
};

/// Most errors told of one text; a text with more is not YAML.
const MAX_PROBLEMS: usize = 10;

/// Reads `text`, which begins at byte `base` of its file.
pub(super) fn parse(text: &str, base: usize) -> Parsed<'_> {
    let mut parsed = Parsed {
        root: empty(base),
        problems: Vec::new(),
    };
    let mut known = KnownKeys::default();
    let mut from = 0;
    while from < text.len() && parsed.problems.len() < MAX_PROBLEMS {
        let stopped_at = parse_part(&text[from..], base + from, &mut parsed, &mut known);
        let Some(stopped_at) = stopped_at else { break };
        let Some(next) = next_key_line(text, stopped_at.saturating_sub(base).max(from)) else {
            break;
        };
        from = next;
    }
    parsed
}

/// Reads one stretch to its end or to an error, whose place in the file it returns.
fn parse_part<'t>(
    text: &'t str,
    base: usize,
    parsed: &mut Parsed<'t>,
    known: &mut KnownKeys<'t>,
) -> Option<usize> {
    let mut tree = Tree {
        text,
        base,
        events: Parser::new_from_str(text),
        peeked: None,
        problems: Vec::new(),
    };
    let result = tree.document();
    let mut stopped_at = None;
    match result {
        Ok(entries) => merge(parsed, known, entries, &mut tree.problems),
        Err(Stop { entries, problem }) => {
            stopped_at = Some(problem.span.start);
            merge(parsed, known, entries, &mut tree.problems);
            tree.problems.push(problem);
        }
    }
    parsed.problems.append(&mut tree.problems);
    stopped_at
}

fn merge<'t>(
    parsed: &mut Parsed<'t>,
    known: &mut KnownKeys<'t>,
    added: Vec<Entry<'t>>,
    problems: &mut Vec<Problem>,
) {
    let Value::Mapping(entries) = &mut parsed.root.value else {
        return;
    };
    for entry in added {
        push_unique(entries, known, entry, problems);
    }
    if let (Some(first), Some(last)) = (entries.first(), entries.last()) {
        parsed.root.span = first.key_span.to(last.span());
    }
}

fn push_unique<'t>(
    entries: &mut Vec<Entry<'t>>,
    known: &mut KnownKeys<'t>,
    entry: Entry<'t>,
    problems: &mut Vec<Problem>,
) {
    if known.holds(entries, &entry.key) {
        let message = format!("the key '{}' is written twice", entry.key);
        let problem = Problem::new(ProblemKind::DuplicateKey, entry.key_span, message);
        problems.push(problem.with_help("keep one of the two; the first one is read"));
    } else {
        entries.push(entry);
    }
}

/// The first line after the one that holds `from` that begins with a key in the first column.
fn next_key_line(text: &str, from: usize) -> Option<usize> {
    let mut at = from.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    loop {
        at += text[at..].find('\n')? + 1;
        let line = text[at..].lines().next()?;
        let key = line
            .split(':')
            .next()
            .filter(|key| key.len() < line.len())?;
        let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if is_key {
            return Some(at);
        }
    }
}

/// An error after which this stretch cannot be read on; with the entries of the top read before.
struct Stop<'t> {
    entries: Vec<Entry<'t>>,
    problem: Problem,
}

struct Tree<'t> {
    text: &'t str,
    base: usize,
    events: Parser<'t, StrInput<'t>>,
    peeked: Option<(Event<'t>, Span)>,
    problems: Vec<Problem>,
}

impl<'t> Tree<'t> {
    /// The entries of the first document's top mapping.
    fn document(&mut self) -> Result<Vec<Entry<'t>>, Stop<'t>> {
        let mut entries = Vec::new();
        let result = self.top(&mut entries);
        match result {
            Ok(()) => Ok(entries),
            Err(problem) => Err(Stop { entries, problem }),
        }
    }

    fn top(&mut self, entries: &mut Vec<Entry<'t>>) -> Result<(), Problem> {
        loop {
            match self.next()? {
                (Event::StreamStart, _) => {}
                (Event::DocumentStart(explicit, _), span) => {
                    if explicit {
                        return Err(self.refused(span, "a second YAML document"));
                    }
                }
                (Event::MappingStart(_, anchor, tag), span) => {
                    self.refuse_properties(anchor, tag.is_some(), span)?;
                    self.entries(entries, 0)?;
                }
                (Event::Scalar(text, ..), span) if text.is_empty() || text == "~" => {
                    let _ = span;
                }
                (Event::StreamEnd, _) => return Ok(()),
                (Event::DocumentEnd, _) => {}
                (_, span) => {
                    let message = "expected keys with values, such as 'status: draft'";
                    return Err(Problem::new(ProblemKind::Yaml, span, message));
                }
            }
        }
    }

    /// The next event that is no comment.
    fn next(&mut self) -> Result<(Event<'t>, Span), Problem> {
        if let Some(event) = self.peeked.take() {
            return Ok(event);
        }
        loop {
            let Some(event) = self.events.next() else {
                return Ok((Event::StreamEnd, Span::at(self.base + self.text.len())));
            };
            match event {
                Ok((Event::Comment(..), _)) => {}
                Ok((event, span)) => {
                    let range = span.byte_range().unwrap_or(0..0);
                    return Ok((event, Span::new(range.start, range.end).moved(self.base)));
                }
                Err(error) => return Err(self.scan_problem(&error)),
            }
        }
    }

    /// The entries of a mapping whose start was taken, through its end.
    fn entries(&mut self, entries: &mut Vec<Entry<'t>>, depth: usize) -> Result<Span, Problem> {
        let mut known = KnownKeys::default();
        loop {
            let (event, span) = self.next()?;
            let (key, key_span) = match event {
                Event::MappingEnd => return Ok(span),
                Event::Scalar(text, _, anchor, tag) => {
                    self.refuse_properties(anchor, tag.is_some(), span)?;
                    (text, span)
                }
                Event::Alias(_) => return Err(self.refused(span, "an alias")),
                _ => return Err(Problem::new(ProblemKind::Yaml, span, "a key must be text")),
            };
            if key == "<<" {
                return Err(self.refused(key_span, "a merge key"));
            }
            let value = self.node(depth + 1)?;
            let value = self.placed_after(key_span, value);
            push_unique(
                entries,
                &mut known,
                Entry {
                    key,
                    key_span,
                    value,
                },
                &mut self.problems,
            );
        }
    }

    /// Puts a value that is not written right after its key's colon.
    fn placed_after(&self, key: Span, mut value: Node<'t>) -> Node<'t> {
        if value.span.is_empty() && value.value == Value::Null {
            let rest = self.text.get(key.end - self.base..).unwrap_or("");
            value.span = Span::at(key.end + rest.find(':').map_or(0, |colon| colon + 1));
        }
        value
    }

    fn node(&mut self, depth: usize) -> Result<Node<'t>, Problem> {
        let (event, span) = self.next()?;
        if depth > MAX_DEPTH {
            let message = format!("nested more than {MAX_DEPTH} deep");
            return Err(Problem::new(ProblemKind::Yaml, span, message));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), span)?;
                Ok(scalar(text, style, span, self.text, self.base))
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), span)?;
                self.sequence(span, depth)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), span)?;
                let mut entries = Vec::new();
                let end = self.entries(&mut entries, depth)?;
                let outer = collection_span(span, end, entries.last().map(|entry| entry.span()));
                Ok(Node {
                    span: outer,
                    value: Value::Mapping(entries),
                })
            }
            Event::Alias(_) => Err(self.refused(span, "an alias")),
            _ => Err(Problem::new(ProblemKind::Yaml, span, "a value is missing")),
        }
    }

    fn sequence(&mut self, start: Span, depth: usize) -> Result<Node<'t>, Problem> {
        let mut items: Vec<Node<'t>> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                let first = items.first().map_or(start, |item| item.span);
                let start = if start.is_empty() { first } else { start };
                let span = collection_span(start, span, items.last().map(|item| item.span));
                // One with an explicit key (`?`) and no value may reach behind the one after it.
                let span = items.iter().fold(span, |whole, Node { span, .. }| {
                    Span::new(whole.start.min(span.start), whole.end.max(span.end))
                });
                return Ok(Node {
                    span,
                    value: Value::Sequence(items),
                });
            }
            self.peeked = Some((event, span));
            items.push(self.node(depth + 1)?);
        }
    }

    fn refuse_properties(&self, anchor: usize, tag: bool, span: Span) -> Result<(), Problem> {
        if anchor != 0 {
            Err(self.refused(span, "an anchor"))
        } else if tag {
            Err(self.refused(span, "a tag"))
        } else {
            Ok(())
        }
    }

    fn refused(&self, span: Span, what: &str) -> Problem {
        let message = format!("{what} is not accepted here");
        Problem::new(ProblemKind::Yaml, span, message)
            .with_help("write plain keys and values; nothing in this format needs more of YAML")
    }

    fn scan_problem(&self, error: &ScanError) -> Problem {
        let at = error
            .marker()
            .byte_offset()
            .unwrap_or(self.text.len())
            .min(self.text.len());
        let info = error.info();
        let (message, help) = worded(&info);
        let end = self.text[at..]
            .chars()
            .next()
            .map_or(at, |c| at + c.len_utf8());
        let problem = Problem::new(
            ProblemKind::Yaml,
            Span::new(at, end).moved(self.base),
            message,
        );
        match help {
            Some(help) => problem.with_help(help),
            None => problem,
        }
    }
}

/// The message for a person, with a remedy for the slips that people make most.
fn worded(info: &str) -> (String, Option<&'static str>) {
    let help = if info.contains("unknown anchor") {
        Some("put the value in quotes if it begins with '*'")
    } else if info.contains("mapping values are not allowed") {
        Some(
            "put a space behind the ':' of each key, also in the line above; a value that holds ': ' needs quotes",
        )
    } else if info.contains("tab") {
        Some("indent with spaces")
    } else if info.contains("cannot start any token") || info.contains("unexpected character") {
        Some("put the value in quotes")
    } else if info.contains("unclosed quote") {
        Some("close it with the same quote, or write the value without")
    } else if info.contains("document start")
        || info.contains("simple key")
        || info.contains("did not find expected key")
    {
        Some("write keys of one level with the same indentation")
    } else {
        None
    };
    // The scanner gives up on its own where a nesting comes faster than its events.
    if info.contains("recursion limit") {
        return (format!("nested more than {MAX_DEPTH} deep"), None);
    }
    let message = if info.contains("unknown anchor") {
        "an alias is not accepted here"
    } else {
        info
    };
    (format!("not YAML: {message}"), help)
}

fn scalar<'t>(
    text: Cow<'t, str>,
    style: ScalarStyle,
    span: Span,
    source: &'t str,
    base: usize,
) -> Node<'t> {
    if style == ScalarStyle::Plain {
        let written = if span.is_empty() {
            Cow::Borrowed("")
        } else {
            text
        };
        return plain(written, span);
    }
    let cut = Span::new(span.start - base, span.end - base).of(source);
    let kept = cut.trim_end_matches(['\n', '\r', ' ']).len();
    let span = Span::new(span.start, span.start + kept);
    Node {
        span,
        value: Value::Scalar(Scalar { text, plain: false }),
    }
}

/// A flow collection ends with its bracket, a block collection with its last entry.
fn collection_span(start: Span, end: Span, last: Option<Span>) -> Span {
    if end.is_empty() {
        start.to(last.unwrap_or(start))
    } else {
        start.to(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<(ProblemKind, usize)> {
        parse(text, 0)
            .problems
            .iter()
            .map(|p| (p.kind, p.span.start))
            .collect()
    }

    #[test]
    fn refuses_what_the_formats_do_not_need() {
        assert_eq!(problems("a: &x 1\n"), [(ProblemKind::Yaml, 6)]);
        assert_eq!(problems("a: *x\n"), [(ProblemKind::Yaml, 3)]);
        assert_eq!(problems("a: !t 1\n"), [(ProblemKind::Yaml, 6)]);
        assert_eq!(problems("<<: x\n"), [(ProblemKind::Yaml, 0)]);
        assert_eq!(problems("a: b\n---\nc: d\n"), [(ProblemKind::Yaml, 5)]);
        assert_eq!(problems("- a\n"), [(ProblemKind::Yaml, 0)]);
    }

    #[test]
    fn reads_on_after_an_error() {
        let parsed = parse("a: 1\nb: [1\nc: 2\nd: 3\n", 100);
        let keys: Vec<_> = parsed
            .root
            .entries()
            .iter()
            .map(|e| e.key.as_ref())
            .collect();
        assert_eq!(keys, ["a", "d"]);
        assert_eq!(parsed.problems.len(), 1);
    }

    #[test]
    fn reports_a_duplicate_key_and_keeps_the_first() {
        let parsed = parse("a: 1\nb: 2\na: 3\n", 0);
        assert_eq!(parsed.root.get("a").unwrap().value.text(), Some("1"));
        assert_eq!(parsed.problems[0].span, Span::new(10, 11));
    }

    #[test]
    fn reports_a_duplicate_key_among_many() {
        let mut text: String = (0..100).map(|n| format!("k{n}: {n}\n")).collect();
        text += "k7: again\nk99: again\n";
        let parsed = parse(&text, 0);
        assert_eq!(parsed.root.entries().len(), 100);
        assert_eq!(parsed.problems.len(), 2);
    }

    #[test]
    fn stops_at_deep_nesting() {
        let text = format!("a: {}", "[".repeat(80_000));
        assert!(!parse(&text, 0).problems.is_empty());
        let text = format!("a: {}1{}", "[".repeat(40), "]".repeat(40));
        assert!(
            parse(&text, 0).problems[0]
                .message
                .contains("nested more than 32")
        );
    }

    #[test]
    fn gives_a_block_scalar_the_span_of_its_text() {
        let text = "a: |\n  x\n  y\nb: 1\n";
        let parsed = parse(text, 0);
        assert_eq!(parsed.root.get("a").unwrap().value.span.of(text), "x\n  y");
    }

    #[test]
    fn agrees_with_the_quick_parser_where_that_accepts() {
        for text in [
            "status: ready\nkey-results:\n  a/b: { value: 310, confidence: good }\n",
            "a: [x, 'y z', \"q\"]\nb:\n- k: 1\n  l: 2\n- m\nc:\n",
            "a: # nothing\nb: 2026-11-20 # day\n\n# end\n",
            "a:\n  b:\n    - c: [1, 2]\n      d: {}\n  e: ~\n",
            "due: friday 17:00\n",
        ] {
            let (quick, full) = super::super::both(text).unwrap_or_else(|| panic!("{text:?}"));
            assert_eq!(full.problems, [], "{text:?}");
            assert_eq!(quick, full.root, "{text:?}");
        }
    }

    #[test]
    fn keeps_every_item_inside_of_its_list() {
        fn check(node: &Node<'_>) {
            match &node.value {
                Value::Sequence(items) => {
                    for item in items {
                        assert!(node.span.contains(item.span), "{item:?} in {:?}", node.span);
                        check(item);
                    }
                }
                Value::Mapping(entries) => entries.iter().for_each(|entry| check(&entry.value)),
                Value::Null | Value::Scalar(_) => {}
            }
        }
        let odd = "S:\n-\n\n-\n- ?\n-\n:\n-\n-\n\n-\n- :9  -\n:\n-\n-\n\n-\n- :$I\r?";
        check(&parse(odd, 4).root);
    }
}
