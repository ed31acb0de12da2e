//! Somebody's words where the tool writes: in a comment, behind a key, in a heading. They stay what
//! they are for a reader, and can close or open nothing.

use std::borrow::Cow;

use crate::text::markdown::BlockKind;
use crate::text::{Document, Source, fold, visible};

/// The most characters of somebody's title in a comment.
const LONGEST: usize = 100;

/// The text on one line and not longer than a line, for a comment.
pub(super) fn brief(text: &str) -> String {
    let text = fold::one_line(text);
    let text = visible::one_line(&text);
    if text.chars().count() <= LONGEST {
        return text.into_owned();
    }
    let kept: String = text.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Plain text as a heading shows it.
pub(super) fn heading(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in brief(text).chars() {
        if matches!(character, '\\' | '<' | '`' | '*' | '_' | '[' | '#' | '&') {
            shown.push('\\');
        }
        shown.push(character);
    }
    shown
}

/// Whether Markdown that stands alone leaves what follows it untouched: no fence, comment or raw HTML
/// that goes on, and no heading of `level` or above.
pub(super) fn is_self_contained(markdown: &str, level: u8) -> bool {
    let probe = Source::new(format!("{markdown}\n\n# probe\n").into_bytes());
    let document = Document::new(&probe);
    let levels = document.blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    });
    let levels: Vec<u8> = levels.filter(|found| *found <= level).collect();
    document.problems.is_empty() && document.front_matter.is_none() && levels == [1]
}

/// Markdown without its HTML comments and without blank lines at either end, with single line feeds.
pub(super) fn without_comments(markdown: &str) -> String {
    let markdown: Cow<'_, str> = markdown.replace("\r\n", "\n").into();
    let source = Source::new(markdown.into_owned().into_bytes());
    let document = Document::new(&source);
    let mut kept = String::with_capacity(document.text.len());
    let mut at = 0;
    for block in &document.blocks {
        if let BlockKind::Comment { .. } = block.kind {
            kept.push_str(document.text.get(at..block.span.start).unwrap_or(""));
            at = block.span.end.max(at);
        }
    }
    kept.push_str(&document.text[at..]);
    tidy(&kept)
}

/// The lines without white space at their ends, and never two blank ones in a row.
fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let repeated = line.is_empty() && lines.last().is_none_or(|last| last.is_empty());
        if !repeated {
            lines.push(line);
        }
    }
    visible::lines(lines.join("\n").trim_end()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_a_heading_from_being_anything_else() {
        assert_eq!(heading("A <!-- b\nc `x`"), "A \\<!-- b c \\`x\\`");
        assert_eq!(brief(&"a".repeat(200)).chars().count(), 100);
    }

    #[test]
    fn knows_what_would_swallow_the_rest() {
        assert!(is_self_contained("- a\n- b\n\n#### c", 3));
        for text in [
            "```\nx",
            "<!-- x",
            "<script>\nx",
            "### x",
            "---\na: b\n---\n",
        ] {
            assert!(!is_self_contained(text, 3), "{text:?}");
        }
    }

    #[test]
    fn takes_comments_away_but_not_code() {
        let text = "<!-- a -->\r\n- x <!-- b -->\n\n`<!-- c -->`\n\n\n\n- y\n";
        assert_eq!(without_comments(text), "- x\n\n`<!-- c -->`\n\n- y");
    }
}
