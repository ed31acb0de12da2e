//! Two texts beside each other, line by line or word by word: what stayed, what went, what came.

use similar::{Algorithm, ChangeTag, DiffTag, capture_diff_slices};

/// A line of either text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'t> {
    /// What became of it.
    pub change: LineChange,
    /// Its number in the older text, from 1.
    pub before: Option<usize>,
    /// Its number in the newer text, from 1.
    pub after: Option<usize>,
    /// The line without its end.
    pub text: &'t str,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineChange {
    /// Both texts have it.
    Same,
    /// Only the newer text has it.
    Added,
    /// Only the older text has it.
    Removed,
}

/// Both texts, line by line.
#[must_use]
pub fn changed_lines<'t>(before: &'t str, after: &'t str) -> Vec<Line<'t>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let operations = capture_diff_slices(Algorithm::Myers, &old, &new);
    let changes = operations
        .iter()
        .flat_map(|operation| operation.iter_changes(&old, &new));
    let line = |change: similar::Change<&'t str>| Line {
        change: match change.tag() {
            ChangeTag::Equal => LineChange::Same,
            ChangeTag::Insert => LineChange::Added,
            ChangeTag::Delete => LineChange::Removed,
        },
        before: change.old_index().map(|index| index + 1),
        after: change.new_index().map(|index| index + 1),
        text: change.value(),
    };
    changes.map(line).collect()
}

/// Both texts as one, in runs of whole words with the white space behind them; what went stands before
/// what came in its place.
#[must_use]
pub fn changed_words<'t>(before: &'t str, after: &'t str) -> Vec<(LineChange, &'t str)> {
    let (old, new) = (words(before), words(after));
    let operations = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut runs = Vec::new();
    for operation in operations {
        let (tag, old_range, new_range) = operation.as_tag_tuple();
        let was = run(before, &old, old_range);
        let is = run(after, &new, new_range);
        match tag {
            DiffTag::Equal => runs.push((LineChange::Same, is)),
            DiffTag::Delete => runs.push((LineChange::Removed, was)),
            DiffTag::Insert => runs.push((LineChange::Added, is)),
            DiffTag::Replace => {
                runs.extend([(LineChange::Removed, was), (LineChange::Added, is)]);
            }
        }
    }
    runs
}

/// The words, each with the white space behind it.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// The stretch of `text` that some neighbouring words of it cover.
fn run<'t>(text: &'t str, words: &[&'t str], range: std::ops::Range<usize>) -> &'t str {
    let lengths = |words: &[&str]| words.iter().map(|word| word.len()).sum::<usize>();
    let start = lengths(words.get(..range.start).unwrap_or_default());
    let end = start + lengths(words.get(range).unwrap_or_default());
    text.get(start..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_and_come_in_runs() {
        let runs = changed_words("the button helps now", "the large button helps");
        assert_eq!(
            runs,
            [
                (LineChange::Same, "the "),
                (LineChange::Added, "large "),
                (LineChange::Same, "button "),
                (LineChange::Removed, "helps now"),
                (LineChange::Added, "helps"),
            ]
        );
        assert_eq!(changed_words("", ""), []);
    }

    #[test]
    fn lines_keep_their_numbers_in_both_texts() {
        let lines = changed_lines("a\nb\nc\n", "a\nx\nc\nd\n");
        let told: Vec<_> = lines
            .iter()
            .map(|line| (line.before, line.after, line.text))
            .collect();
        assert_eq!(
            told,
            [
                (Some(1), Some(1), "a"),
                (Some(2), None, "b"),
                (None, Some(2), "x"),
                (Some(3), Some(3), "c"),
                (None, Some(4), "d"),
            ]
        );
    }
}
