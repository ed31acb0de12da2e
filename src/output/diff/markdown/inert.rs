//! Text of an author in a comment on a forge: shown as it is written, and nothing in it live.

use crate::text::visible::one_line;

/// Signs in front of a name or number by which GitHub or GitLab refer to things.
const REFERRING: [char; 6] = ['#', '!', '~', '%', '$', '^'];

/// The longest line in a fence, in characters, and the most lines.
const MOST_CHARACTERS: usize = 2000;
const MOST_LINES: usize = 120;

/// The text on one line as inline Markdown. Signs of Markdown and HTML are escaped. What a forge would
/// make live after rendering (mentions, references, bare addresses) is broken by an empty-handed `<span>`:
/// forges look for it in single stretches of text.
pub(super) fn inert(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            sign if is_live(sign, &out, next) => {
                out.push_str(&format!("<span>{sign}</span>"));
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}

/// Whether a forge would make something of the sign, between `before` and `next`.
fn is_live(sign: char, before: &str, next: char) -> bool {
    let ends = |word: &str| {
        let end = before.get(before.len().saturating_sub(word.len())..);
        end.is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    match sign {
        '@' => true,
        ':' => next == '/',
        '.' => ends("www"),
        '-' => ends("gh") && next.is_ascii_digit(),
        other => {
            REFERRING.contains(&other) && (next.is_alphanumeric() || matches!(next, '"' | '_'))
        }
    }
}

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
        let line = one_line(line);
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
    fn leaves_nothing_live() {
        let told =
            inert("@grace fixes #12, see https://x.org and <img src=x> [l](u) `c` | a|b\u{1b}");
        assert_eq!(
            told,
            "<span>@</span>grace fixes <span>#</span>12, see https<span>:</span>//x.org and \
             &lt;img src=x&gt; \\[l\\](u) \\`c\\` \\| a\\|b\\\\u{1b}"
        );
    }

    #[test]
    fn keeps_a_fence_closed_by_us_alone() {
        let told = fenced(
            "diff",
            &["+ ```` end".to_owned(), "+ two\nlines".to_owned()],
        );
        assert_eq!(told, "`````diff\n+ ```` end\n+ two\\u{a}lines\n`````\n");
    }
}
