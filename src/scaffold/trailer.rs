//! A commit's message with the trailers that could be meant, as lines that git takes away.

use crate::model::KeyResult;

use super::words::brief;

/// So many key results are offered.
const MOST: usize = 20;

/// The message with one commented line for each key result, above what git itself says in comments;
/// `None` where it has a trailer already, or there is nothing to offer. `mark` begins a comment.
#[must_use]
pub fn with_trailers_offered(
    message: &str,
    mark: &str,
    trailer: &str,
    key_results: &[&KeyResult],
) -> Option<String> {
    let begins = format!("{}:", trailer.to_ascii_lowercase());
    let is_trailer = |line: &str| {
        let line = line.trim_start_matches(mark).trim_start();
        line.to_ascii_lowercase().starts_with(&begins)
    };
    if key_results.is_empty() || message.lines().any(is_trailer) {
        return None;
    }
    // No blank behind the mark: with one left there, git takes the line for no trailer.
    let line = |key_result: &&KeyResult| format!("{mark}{trailer}: {}\n", key_result.reference);
    let mut offer = format!(
        "\n{mark} Does it serve a key result? Take the '{}' away from its line:\n",
        brief(mark)
    );
    offer.extend(key_results.iter().take(MOST).map(line));
    offer.push_str(&format!("{mark}\n"));
    let at = first_comment(message, mark);
    let (above, below) = message.split_at(at);
    let gap = if above.is_empty() || above.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    Some(format!("{above}{gap}{offer}{below}"))
}

/// Where the first comment begins; the end where there is none.
fn first_comment(message: &str, mark: &str) -> usize {
    let mut at = 0;
    for line in message.split_inclusive('\n') {
        if line.starts_with(mark) {
            return at;
        }
        at += line.len();
    }
    at
}
