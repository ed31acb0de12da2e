//! A section as the tool writes it into a person's file: its heading, and its question in a comment.

use super::SectionSpec;
use crate::text::fold::folded;
use crate::text::visible;

impl SectionSpec {
    /// Heading and question, without a line feed at the end. Sections have headings of `level`.
    #[must_use]
    pub fn skeleton(&self, level: u8) -> String {
        let marks = "#".repeat(usize::from(level));
        let words: Vec<&str> = self.heading.split_whitespace().collect();
        let heading = visible::one_line(&words.join(" ")).into_owned();
        format!("{marks} {heading}\n{}", comment(&self.prompt))
    }
}

/// An HTML comment. It cannot be closed by its text, and is never one of the tool's own marks.
#[must_use]
pub fn comment(text: &str) -> String {
    let text = visible::lines(text.trim()).replace("-->", "--\\>");
    let text = text.replace("--!>", "--\\!>");
    let mark = folded(&text);
    let lead = if mark.starts_with("okr") || mark.len() < 16 {
        "Note: "
    } else {
        ""
    };
    let end = if text.contains('\n') { "\n" } else { " " };
    format!("<!-- {lead}{text}{end}-->")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_no_text_close_a_comment() {
        let text = comment("what --> now --!> <script>, asked at length");
        assert_eq!(text.matches("-->").count(), 1);
        assert!(!text.contains("--!>"));
        assert!(comment("okr: private").starts_with("<!-- Note: okr"));
    }
}
