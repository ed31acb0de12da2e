//! Lines for a terminal: runs of text with a style, measured and wrapped as a terminal shows them. A run
//! cannot hold a hidden character: it is escaped where the run is made.

use anstyle::{AnsiColor, Effects, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::text::visible;

/// Text of one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    style: Style,
    text: String,
    /// Whether it stays on one line where it fits on one.
    is_whole: bool,
}

/// The styles of a rendering.
#[derive(Clone, Copy, Debug, Default)]
pub struct Styles {
    /// Whether any style is written; without, marks stand for what colours say.
    pub is_colored: bool,
    /// Names and headings.
    pub strong: Style,
    /// What is there for orientation.
    pub faint: Style,
    /// Lesser headings.
    pub underlined: Style,
    /// For the better.
    pub good: Style,
    /// For the worse.
    pub bad: Style,
    /// Words that came.
    pub added: Style,
    /// Words that went.
    pub removed: Style,
}

impl Styles {
    /// No styles at all.
    #[must_use]
    pub fn plain() -> Self {
        Self::default()
    }

    /// The colours of a terminal.
    #[must_use]
    pub fn colored() -> Self {
        let color = |color: AnsiColor| Style::new().fg_color(Some(color.into()));
        Self {
            is_colored: true,
            strong: Style::new().bold(),
            faint: Style::new().dimmed(),
            underlined: Style::new().underline(),
            good: color(AnsiColor::Green),
            bad: color(AnsiColor::Red),
            added: color(AnsiColor::Green),
            removed: color(AnsiColor::Red).effects(Effects::STRIKETHROUGH),
        }
    }
}

impl Run {
    /// Text of a style; line breaks and hidden characters are shown as escapes.
    #[must_use]
    pub fn new(style: Style, text: &str) -> Self {
        let text = visible::one_line(text).into_owned();
        Self {
            style,
            text,
            is_whole: false,
        }
    }

    /// The same, of which no line ends inside where it fits on one.
    #[must_use]
    pub fn whole(style: Style, text: &str) -> Self {
        let is_whole = true;
        Self {
            is_whole,
            ..Self::new(style, text)
        }
    }

    /// Text without a style.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self::new(Style::new(), text)
    }

    /// The columns it takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.text.width()
    }
}

/// The columns that a line takes.
#[must_use]
pub fn width(line: &[Run]) -> usize {
    line.iter().map(Run::width).sum()
}

/// Writes a line, padded with spaces to `columns`, without a line break.
pub fn push(out: &mut String, line: &[Run], columns: usize) {
    for run in line {
        if run.style == Style::new() {
            out.push_str(&run.text);
        } else {
            let style = run.style;
            out.push_str(&format!("{style}{}{style:#}", run.text));
        }
    }
    let missing = columns.saturating_sub(width(line));
    out.extend(std::iter::repeat_n(' ', missing));
}

/// The runs cut into lines of at most `columns` (at least 10), at spaces where there are some.
#[must_use]
pub fn wrapped(runs: &[Run], columns: usize) -> Vec<Vec<Run>> {
    let columns = columns.max(10);
    let mut lines = Lines {
        columns,
        lines: Vec::new(),
        line: Vec::new(),
        width: 0,
    };
    let mut word: Vec<Run> = Vec::new();
    for run in runs {
        if run.is_whole && run.width() <= columns {
            word.push(run.clone());
            continue;
        }
        for (index, part) in run.text.split(' ').enumerate() {
            if index > 0 {
                lines.word(std::mem::take(&mut word));
                lines.space(run.style);
            }
            if !part.is_empty() {
                word.push(Run {
                    style: run.style,
                    text: part.to_owned(),
                    is_whole: false,
                });
            }
        }
    }
    lines.word(word);
    lines.finish()
}

struct Lines {
    columns: usize,
    lines: Vec<Vec<Run>>,
    line: Vec<Run>,
    width: usize,
}

impl Lines {
    fn space(&mut self, style: Style) {
        if self.width > 0 && self.width < self.columns {
            self.put(style, " ", 1);
        }
    }

    /// Puts a word on this line, else on the next, else in pieces on several.
    fn word(&mut self, word: Vec<Run>) {
        let word_width = width(&word);
        if self.width + word_width > self.columns && self.width > 0 && word_width <= self.columns {
            self.end();
        }
        for run in word {
            for character in run.text.chars() {
                let width = character.width().unwrap_or(0);
                if self.width + width > self.columns {
                    self.end();
                }
                self.put(run.style, character.encode_utf8(&mut [0; 4]), width);
            }
        }
    }

    fn put(&mut self, style: Style, text: &str, width: usize) {
        self.width += width;
        match self.line.last_mut() {
            Some(last) if last.style == style => last.text.push_str(text),
            _ => self.line.push(Run {
                style,
                text: text.to_owned(),
                is_whole: false,
            }),
        }
    }

    fn end(&mut self) {
        if let Some(last) = self.line.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        self.lines.push(std::mem::take(&mut self.line));
        self.width = 0;
    }

    fn finish(mut self) -> Vec<Vec<Run>> {
        if !self.line.is_empty() || self.lines.is_empty() {
            self.end();
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &[Vec<Run>]) -> Vec<String> {
        let text = |line: &Vec<Run>| line.iter().map(|run| run.text.as_str()).collect();
        lines.iter().map(text).collect()
    }

    #[test]
    fn wraps_at_spaces_and_across_styles() {
        let runs = [
            Run::plain("one two thr"),
            Run::new(Style::new().bold(), "ee four"),
        ];
        assert_eq!(told(&wrapped(&runs, 10)), ["one two", "three four"]);
    }

    #[test]
    fn ends_no_line_inside_of_what_is_whole_where_it_fits() {
        let style = Style::new();
        let runs = [Run::plain("one two "), Run::whole(style, "due 2 Oct")];
        assert_eq!(told(&wrapped(&runs, 12)), ["one two", "due 2 Oct"]);
        assert_eq!(
            told(&wrapped(&[Run::whole(style, "a much longer one")], 10)),
            ["a much", "longer one"]
        );
    }

    #[test]
    fn breaks_what_has_no_spaces_by_columns() {
        let runs = [Run::plain("負荷試験を再実行する")];
        assert_eq!(told(&wrapped(&runs, 10)), ["負荷試験を", "再実行する"]);
    }

    #[test]
    fn shows_escapes_in_place_of_what_a_terminal_obeys() {
        let mut out = String::new();
        push(&mut out, &[Run::plain("a\u{1b}[2J")], 12);
        assert_eq!(out, "a\\u{1b}[2J  ");
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_too_wide(text in "([a-z ]|負|é|\u{301}|\t){0,60}", columns in 10..30_usize) {
            for line in wrapped(&[Run::plain(&text)], columns) {
                assert!(width(&line) <= columns, "{line:?}");
            }
        }
    }
}
