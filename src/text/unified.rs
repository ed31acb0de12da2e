//! Two texts as a unified diff, for a person to read.

use super::changed_lines::{Line, LineChange, changed_lines};
use super::visible;

/// How many lines stand around a change.
const AROUND: usize = 3;

/// What changed between two texts of the file at `path`; empty where nothing did. Hidden characters are
/// shown as escapes, line ends are left out.
#[must_use]
pub fn unified(path: &str, before: &str, after: &str) -> String {
    let lines = changed_lines(before, after);
    let mut out = String::new();
    for hunk in hunks(&lines) {
        if out.is_empty() {
            let path = visible::one_line(path);
            out.push_str(&format!("--- a/{path}\n+++ b/{path}\n"));
        }
        out.push_str(&head(&lines[..hunk.start], &lines[hunk.clone()]));
        for line in &lines[hunk] {
            let sign = match line.change {
                LineChange::Same => ' ',
                LineChange::Added => '+',
                LineChange::Removed => '-',
            };
            out.push_str(&format!("{sign}{}\n", visible::lines(line.text)));
        }
    }
    out
}

/// The changed lines with those around them; hunks that meet are one.
fn hunks(lines: &[Line<'_>]) -> Vec<std::ops::Range<usize>> {
    let mut hunks: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.change == LineChange::Same {
            continue;
        }
        let (start, end) = (index.saturating_sub(AROUND), index + AROUND + 1);
        let end = end.min(lines.len());
        match hunks.last_mut() {
            Some(last) if start <= last.end => last.end = end,
            _ => hunks.push(start..end),
        }
    }
    hunks
}

fn head(above: &[Line<'_>], hunk: &[Line<'_>]) -> String {
    let side = |gone: LineChange| {
        let count = |lines: &[Line<'_>]| lines.iter().filter(|line| line.change != gone).count();
        let (above, len) = (count(above), count(hunk));
        format!("{},{len}", if len == 0 { above } else { above + 1 })
    };
    let (before, after) = (side(LineChange::Added), side(LineChange::Removed));
    format!("@@ -{before} +{after} @@\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_changes_with_the_lines_around_them() {
        let before: String = (1..=20).map(|n| format!("{n}\n")).collect();
        let after = before.replace("\n5\n", "\nfive\n").replace("18\n", "");
        assert_eq!(
            unified("a b.md", &before, &after),
            "--- a/a b.md\n+++ b/a b.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n\
             @@ -15,6 +15,5 @@\n 15\n 16\n 17\n-18\n 19\n 20\n"
        );
        assert_eq!(unified("a", &before, &before), "");
    }

    #[test]
    fn shows_a_new_first_line_and_no_escape_sequence() {
        assert_eq!(
            unified("a\n", "", "\u{1b}[2J\r\n"),
            "--- a/a\\u{a}\n+++ b/a\\u{a}\n@@ -0,0 +1,1 @@\n+\\u{1b}[2J\n"
        );
    }
}
