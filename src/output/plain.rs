//! A file as one fact or sentence a line, so that a comparison of lines shows meaning.

use crate::text::markdown::{BlockKind, Passage, PassageKind, passages, without_comments};
use crate::text::prose::sentences;
use crate::text::source::MAX_FILE;
use crate::text::visible::one_line;
use crate::text::yaml::{Node, Value};
use crate::text::{Document, Source, Span, fold};

/// The lines; a file that cannot be read whole as it stands, with what is hidden in it shown.
#[must_use]
pub fn reading(source: &Source) -> String {
    let is_read = source.text().len() <= MAX_FILE;
    let document = is_read.then(|| Document::new(source));
    let mut lines: Vec<String> = Vec::new();
    if let Some(document) = document.filter(|document| document.problems.is_empty()) {
        if let Some(front_matter) = &document.front_matter {
            entries(&front_matter.root, "", &mut lines);
            lines.extend(comments(front_matter.span.of(document.text)));
            lines.push(String::new());
        }
        body(&document, &mut lines);
    } else {
        lines.extend(source.text().lines().map(str::to_owned));
    }
    let mut out = String::new();
    for line in lines {
        out.push_str(&one_line(&line));
        out.push('\n');
    }
    out
}

/// A mapping of scalars on one line, all else an entry a line.
fn entries(node: &Node<'_>, above: &str, lines: &mut Vec<String>) {
    for entry in node.entries() {
        let name = match above {
            "" => entry.key.to_string(),
            _ => format!("{above} {}", entry.key),
        };
        match &entry.value.value {
            Value::Mapping(inner) if !inner.iter().all(|it| scalar(&it.value).is_some()) => {
                entries(&entry.value, &name, lines);
            }
            Value::Sequence(items) if items.iter().any(|item| scalar(item).is_none()) => {
                let items = items.iter();
                lines.extend(items.map(|item| format!("{name}: {}", flat(item))));
            }
            _ => lines.push(format!("{name}: {}", flat(&entry.value))),
        }
    }
}

fn scalar(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::Null => Some(String::new()),
        Value::Scalar(scalar) => Some(scalar.text.to_string()),
        Value::Sequence(_) | Value::Mapping(_) => None,
    }
}

fn flat(node: &Node<'_>) -> String {
    match &node.value {
        Value::Null | Value::Scalar(_) => scalar(node).unwrap_or_default(),
        Value::Sequence(items) => items.iter().map(flat).collect::<Vec<_>>().join(", "),
        Value::Mapping(entries) => {
            let entry = entries.iter();
            let parts = entry.map(|entry| format!("{} {}", entry.key, flat(&entry.value)));
            parts.collect::<Vec<_>>().join(", ")
        }
    }
}

/// The comments of the front matter, in order. What looks like one within a text over several lines is
/// shown twice, which is better than not at all.
fn comments(yaml: &str) -> impl Iterator<Item = String> + '_ {
    yaml.lines().filter_map(|line| {
        let (mut quote, mut before) = (None, ' ');
        let start = line.char_indices().find_map(|(at, character)| {
            match (quote, character) {
                (None, '#') if before.is_whitespace() => return Some(at),
                (None, '"' | '\'') if !before.is_alphanumeric() => quote = Some(character),
                (Some(open), _) if open == character => quote = None,
                _ => {}
            }
            before = character;
            None
        })?;
        Some(line[start..].trim_end().to_owned())
    })
}

/// The passages, and between them what no passage holds: comments, the definitions of links and footnotes,
/// the language of a block of code. Taking a mark of the tool's away can make words public.
fn body(document: &Document<'_>, lines: &mut Vec<String>) {
    let comments = document.blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Comment { .. } => Some(block.span),
        _ => None,
    });
    let mut comments = comments.peekable();
    let mut at = document.body.start;
    for passage in passages(document.body.of(document.text), document.body.start) {
        while let Some(comment) = comments.next_if(|it| it.start < passage.span.start) {
            lines.push(fold::one_line(comment.of(document.text)));
        }
        let gap = Span::new(at.min(passage.span.start), passage.span.start);
        lines.extend(words_between(gap.of(document.text)));
        at = at.max(passage.span.end);
        said(&passage, document.text, lines);
    }
    lines.extend(comments.map(|comment| fold::one_line(comment.of(document.text))));
    let gap = Span::new(at, document.body.end);
    lines.extend(words_between(gap.of(document.text)));
}

fn said(passage: &Passage, text: &str, lines: &mut Vec<String>) {
    let mark = match passage.kind {
        PassageKind::Heading => {
            lines.push(String::new());
            let whole = passage.span.of(text).trim_start();
            let level = whole.bytes().take_while(|byte| *byte == b'#').count();
            format!("{} ", "#".repeat(level.max(1)))
        }
        PassageKind::Item { depth } => format!("{}- ", "  ".repeat(depth)),
        PassageKind::Quote => "> ".to_owned(),
        _ => String::new(),
    };
    let whole = sentences(passage);
    let texts = whole.iter().map(|sentence| sentence.text.as_str());
    for (index, text) in texts.enumerate() {
        let mark = if index == 0 { mark.as_str() } else { "" };
        lines.push(format!("{mark}{text}"));
    }
}

/// The lines between two passages that are more than marks of lists, headings, quotes, tables and code.
fn words_between(gap: &str) -> Vec<String> {
    let is_mark =
        |c: char| c.is_whitespace() || c.is_ascii_digit() || "#>-*+=|:_~`.)[]\\".contains(c);
    let gap = without_comments(gap);
    let lines = gap.lines().filter(|line| !line.chars().all(is_mark));
    lines.map(fold::one_line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> String {
        reading(&Source::new(text.as_bytes().to_vec()))
    }

    #[test]
    fn puts_a_fact_or_a_sentence_on_each_line() {
        let text = "---\nstatus: ready\nkey-results:\n  a/b:\n    value: 310\n    confidence: good\n---\n# Ada\n\n\
                    ## Progress\nOne call less.\nIt holds\nsince Monday.\n\n- [ ] Run it (@ada)\n";
        assert_eq!(
            lines(text),
            "status: ready\nkey-results a/b: value 310, confidence good\n\n\n# Ada\n\n## Progress\nOne call less.\n\
             It holds since Monday.\n- [ ] Run it (@ada)\n"
        );
    }

    #[test]
    fn does_not_change_where_lines_are_wrapped_in_another_way() {
        let wrapped = "## A\nOne sentence here. And\nanother one.\n";
        assert_eq!(
            lines(wrapped),
            lines("## A\nOne sentence\nhere. And another one.\n")
        );
    }

    #[test]
    fn shows_the_marks_that_keep_words_private() {
        let text =
            "## A\n### Talk <!-- okr: private -->\nBetween us.\n### End\n<!--okr:private-->\n";
        assert_eq!(
            lines(text),
            "\n## A\n\n### Talk\n<!-- okr: private -->\nBetween us.\n\n### End\n<!--okr:private-->\n"
        );
    }

    #[test]
    fn hides_nothing_that_a_person_wrote() {
        let text = "---\nstatus: ready # as of noon\n# kept: \"a # b\"\nskipped: \"no # comment\"\n---\n## A\n\
            <!-- What\nelse? -->\nSee [the log][1] <!-- aside --> and[^2].\n\n[1]: https://x.example/log 'Title'\n\
            [^2]: footnote\n\n```rust\nlet x;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<b>html</b>\n\n[3]: /end\n";
        let shown = lines(text);
        for word in [
            "# as of noon",
            "# kept: \"a # b\"",
            "<!-- What else? -->",
            "<!-- aside -->",
            "[1]: https://x.example/log 'Title'",
            "[^2]: footnote",
            "rust",
            "let x;",
            "a | b",
            "1 | 2",
            "<b>html</b>",
            "[3]: /end",
        ] {
            assert_eq!(shown.matches(word).count(), 1, "{word} in\n{shown}");
        }
        assert!(!shown.contains("# comment\"\n# comment"), "{shown}");
        assert!(
            !shown.lines().any(|line| line == "---" || line == "```"),
            "{shown}"
        );
    }

    #[test]
    fn shows_what_cannot_be_read_as_it_stands() {
        assert_eq!(
            lines("---\nstatus: [\n---\n\u{1b}[2Jx\n").lines().count(),
            4
        );
        assert!(!lines("---\na: [\n---\n\u{1b}[2Jx\n").contains('\u{1b}'));
    }
}
