//! A file as one fact or sentence a line, so that a comparison of lines shows meaning.

use crate::text::markdown::{BlockKind, PassageKind, passages, seems_mark};
use crate::text::prose::sentences;
use crate::text::source::MAX_FILE;
use crate::text::visible::one_line;
use crate::text::yaml::{Node, Value};
use crate::text::{Document, Source};

/// The lines; a file that cannot be read whole as it stands, with what is hidden in it shown.
#[must_use]
pub fn reading(source: &Source) -> String {
    let is_read = source.text().len() <= MAX_FILE;
    let document = is_read.then(|| Document::new(source));
    let mut lines: Vec<String> = Vec::new();
    if let Some(document) = document.filter(|document| document.problems.is_empty()) {
        if let Some(front_matter) = &document.front_matter {
            entries(&front_matter.root, "", &mut lines);
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

/// The passages, and between them the tool's own marks: taking one away can make words public.
fn body(document: &Document<'_>, lines: &mut Vec<String>) {
    let marks = document.blocks.iter().filter(|block| match block.kind {
        BlockKind::Comment { inside } => seems_mark(inside.of(document.text)),
        _ => false,
    });
    let mut marks = marks.map(|block| block.span).peekable();
    for passage in passages(document.body.of(document.text), document.body.start) {
        while let Some(mark) = marks.next_if(|mark| mark.start < passage.span.start) {
            lines.push(mark.of(document.text).trim().to_owned());
        }
        let mark = match passage.kind {
            PassageKind::Heading => {
                lines.push(String::new());
                let whole = passage.span.of(document.text).trim_start();
                let level = whole.bytes().take_while(|byte| *byte == b'#').count();
                format!("{} ", "#".repeat(level.max(1)))
            }
            PassageKind::Item { depth } => format!("{}- ", "  ".repeat(depth)),
            PassageKind::Quote => "> ".to_owned(),
            _ => String::new(),
        };
        let whole = sentences(&passage);
        let texts = whole.iter().map(|sentence| sentence.text.as_str());
        for (index, text) in texts.enumerate() {
            let mark = if index == 0 { mark.as_str() } else { "" };
            lines.push(format!("{mark}{text}"));
        }
    }
    lines.extend(marks.map(|mark| mark.of(document.text).trim().to_owned()));
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
        assert_eq!(lines("## A\n<!-- What else? -->\nx\n"), lines("## A\nx\n"));
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
