//! The lines of two texts beside each other: what stayed, what went, what came.

use rustc_hash::FxHashMap;
use similar::{Algorithm, ChangeTag, capture_diff_slices};

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
    // Numbers are compared in place of lines: each pair of lines is looked at several times.
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    let mut numbered = |lines: &[&'t str]| -> Vec<usize> {
        let number = |line: &&'t str| {
            let next = numbers.len();
            *numbers.entry(line).or_insert(next)
        };
        lines.iter().map(number).collect()
    };
    let (before, after) = (numbered(&old), numbered(&new));
    let operations = capture_diff_slices(Algorithm::Myers, &before, &after);
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

#[cfg(test)]
mod tests {
    use super::*;

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
