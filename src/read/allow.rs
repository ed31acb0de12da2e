//! `<!-- okr: allow(rule): reason -->` in a body, and `# okr: allow(rule): reason` in front matter and in
//! `okr.yaml`: what
//! each names, and the place it speaks of, which is what stands below it.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::model::Allow;
use crate::text::markdown::{Block, BlockKind};
use crate::text::{Document, Span, Spanned};

/// How each of the tool's comments begins.
static MARK: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("okr:"));

/// The comments of a file that take back what a rule says, in the order of the file.
pub(super) fn allows(document: &Document<'_>) -> Vec<Allow> {
    let text = document.text;
    if !document.may_have_comments() || MARK.find(text.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let Some(front_matter) = &document.front_matter {
        in_front_matter(text, front_matter.span, &mut found);
    }
    for (index, block) in document.blocks.iter().enumerate() {
        let BlockKind::Comment { inside } = block.kind else {
            continue;
        };
        if let Some((rule, has_reason)) = parsed(text, inside) {
            found.push(Allow {
                rule,
                has_reason,
                span: block.span,
                covers: below(document, index).trimmed(text),
            });
        }
    }
    found
}

/// The comments of `okr.yaml`, which is YAML alone.
pub(super) fn allows_of_settings(text: &str) -> Vec<Allow> {
    let mut found = Vec::new();
    if MARK.find(text.as_bytes()).is_some() {
        in_front_matter(text, Span::new(0, text.len()), &mut found);
    }
    found
}

/// The rule that a comment names, and whether it says why.
fn parsed(text: &str, inside: Span) -> Option<(Spanned<String>, bool)> {
    let lower = inside.of(text).to_ascii_lowercase();
    let trimmed = lower.trim_start();
    let mut at = inside.start + (lower.len() - trimmed.len());
    let rest = trimmed.strip_prefix("okr:")?;
    at += "okr:".len() + (rest.len() - rest.trim_start().len());
    let rest = rest.trim_start().strip_prefix("allow(")?;
    at += "allow(".len();
    let (name, reason) = rest.split_once(')')?;
    let span = Span::new(at, at + name.len()).trimmed(text);
    let reason = reason.trim().strip_prefix(':').unwrap_or("");
    Some((
        Spanned::new(name.trim().to_owned(), span),
        !reason.trim().is_empty(),
    ))
}

/// What a comment of the body speaks of: a heading with all below it, else one paragraph or item.
fn below(document: &Document<'_>, index: usize) -> Span {
    let comment = &document.blocks[index];
    let text = document.text;
    let is_comment = |block: &&Block| matches!(block.kind, BlockKind::Comment { .. });
    let same_line = |block: &&Block| {
        !text[block.span.start.min(comment.span.start)..comment.span.start].contains('\n')
    };
    let mut before = document.blocks[..index].iter().rev();
    let before = before.find(|block| !is_comment(block)).filter(same_line);
    let mut after = document.blocks[index + 1..].iter();
    let after = after.find(|block| !is_comment(block));
    let is_heading = |block: &&Block| matches!(block.kind, BlockKind::Heading { .. });
    match (before.filter(is_heading), after) {
        (Some(heading), _) => stretch(document, heading),
        (None, Some(block)) if is_heading(&block) => stretch(document, block),
        (None, Some(block)) => block.span,
        (None, None) => Span::at(comment.span.end),
    }
}

/// A heading with everything up to the next one of its level or above.
fn stretch(document: &Document<'_>, heading: &Block) -> Span {
    let BlockKind::Heading { level, .. } = heading.kind else {
        return heading.span;
    };
    let ends = |block: &&Block| {
        let is_next = block.span.start > heading.span.start;
        is_next && matches!(block.kind, BlockKind::Heading { level: other, .. } if other <= level)
    };
    let end = document.blocks.iter().find(ends);
    Span::new(
        heading.span.start,
        end.map_or(document.text.len(), |block| block.span.start),
    )
}

/// The comments of YAML, each above a key: it speaks of the key and what is under it.
fn in_front_matter(text: &str, span: Span, found: &mut Vec<Allow>) {
    let mut lines = Vec::new();
    let mut at = span.start;
    for line in span.of(text).split_inclusive('\n') {
        lines.push(Span::new(at, at + line.len()));
        at += line.len();
    }
    let indent = |line: &Span| {
        let line = line.of(text);
        line.len() - line.trim_start().len()
    };
    let is_comment = |line: &Span| line.of(text).trim_start().starts_with('#');
    let is_blank = |line: &Span| line.of(text).trim().is_empty();
    for (index, line) in lines.iter().enumerate() {
        if !is_comment(line) {
            continue;
        }
        let trimmed = line.trimmed(text);
        let inside = Span::new(trimmed.start + 1, trimmed.end);
        let Some((rule, has_reason)) = parsed(text, inside) else {
            continue;
        };
        let mut below = lines[index + 1..]
            .iter()
            .filter(|line| !is_comment(line) && !is_blank(line));
        let covers = below.next().map_or(Span::at(trimmed.end), |key| {
            let under = below.take_while(|line| indent(line) > indent(key));
            under.fold(*key, |all, line| all.to(*line))
        });
        found.push(Allow {
            rule,
            has_reason,
            span: trimmed,
            covers: covers.trimmed(text),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    fn told(text: &str) -> Vec<(String, bool, String)> {
        let source = Source::new(text.as_bytes().to_vec());
        let document = Document::new(&source);
        let all = allows(&document).into_iter();
        all.map(|allow| {
            let covers = allow.covers.of(text).to_owned();
            (allow.rule.value, allow.has_reason, covers)
        })
        .collect()
    }

    #[test]
    fn speaks_of_what_stands_below_it() {
        let text = "---\nkey-results:\n  # okr: allow(too-smooth): a stepped gauge\n  a:\n    value: 3\n  b: {}\n---\n\
            <!-- okr: allow(missing-section): a short week -->\n# Title\n\n## Plan\n\
            <!-- okr: allow(task-without-owner) -->\n- [ ] one\n- [ ] two\n";
        let found = told(text);
        assert_eq!(found[0].0, "too-smooth");
        assert_eq!(found[0].2, "a:\n    value: 3");
        assert!(found[1].1 && found[1].2.ends_with("two"), "{found:?}");
        assert_eq!((found[2].1, found[2].2.as_str()), (false, "- [ ] one"));
    }

    #[test]
    fn belongs_to_the_heading_on_whose_line_it_stands() {
        let found = told("## Plan <!-- okr: allow(empty-section): later -->\n\n## Next\nx\n");
        assert!(found[0].2.starts_with("## Plan"), "{found:?}");
        assert!(!found[0].2.contains("Next"), "{found:?}");
    }

    #[test]
    fn takes_no_word_in_code_for_a_comment() {
        assert_eq!(told("```\n<!-- okr: allow(late): x -->\n```\n"), []);
        assert_eq!(told("<!-- okr: private -->\n"), []);
    }
}
