//! Lines of an author in a code fence, which they cannot close. Inline text is in `output::sink`.

use crate::text::visible::one_line;

/// The longest line in a fence, in characters, and the most lines.
const MOST_CHARACTERS: usize = 2000;
const MOST_LINES: usize = 120;

/// A code fence that its lines cannot close; very long ones are cut.
pub(super) fn fenced(language: &str, lines: &[String]) -> String {
    let longest = lines
        .iter()
        .flat_map(|line| line.split(|c| c != '`'))
        .map(str::len)
        .max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    let mut out = format!("{fence}{language}\n");
    for line in lines.iter().take(MOST_LINES) {
        // Printed in the log of a workflow, the old form of a command would be obeyed anywhere in a line.
        let line = one_line(line).replace("##[", "##\\u{5b}");
        let end = line.char_indices().nth(MOST_CHARACTERS).map(|(end, _)| end);
        out.push_str(end.map_or(&line, |end| &line[..end]));
        out.push_str(if end.is_some() { "…\n" } else { "\n" });
    }
    if lines.len() > MOST_LINES {
        out.push_str(&format!("  … {} more\n", lines.len() - MOST_LINES));
    }
    out.push_str(&fence);
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_a_fence_closed_by_us_alone() {
        let told = fenced(
            "diff",
            &["+ ```` end".to_owned(), "+ two\nlines".to_owned()],
        );
        assert_eq!(told, "`````diff\n+ ```` end\n+ two\\u{a}lines\n`````\n");
    }

    #[test]
    fn holds_no_command_of_a_workflow() {
        let told = fenced(
            "diff",
            &["+ ##[error]x".to_owned(), "+ ###[add-path]".to_owned()],
        );
        assert_eq!(
            told,
            "```diff\n+ ##\\u{5b}error]x\n+ ###\\u{5b}add-path]\n```\n"
        );
    }
}
