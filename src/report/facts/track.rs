//! The same obstacle or task, week after week: by the same text, else by likeness.

use crate::text::fold::folded;
use crate::text::likeness::pairs;

/// For each text of `now` the place of the same one in `before`.
pub(in crate::report) fn matched(before: &[&str], now: &[&str]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; now.len()];
    let mut free: Vec<usize> = (0..before.len()).collect();
    for (place, text) in now.iter().enumerate() {
        let same = |at: &usize| before[*at] == *text || folded(before[*at]) == folded(text);
        if let Some(index) = free.iter().position(same) {
            found[place] = Some(free.remove(index));
        }
    }
    let left: Vec<usize> = (0..now.len())
        .filter(|place| found[*place].is_none())
        .collect();
    if free.is_empty() || left.is_empty() {
        return found;
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (
        free.iter().map(|at| before[*at]).collect(),
        left.iter().map(|at| now[*at]).collect(),
    );
    for (l, r) in pairs(&old, &new) {
        found[left[r]] = Some(free[l]);
    }
    found
}

/// Whether a folded text speaks of an obstacle: by its heading, or by a long word of it.
pub(super) fn is_named(folded_text: &str, title: &str) -> bool {
    let title = folded(title);
    if folded_text.contains(&title) {
        return true;
    }
    let is_word = |c: char| c.is_alphanumeric();
    let mut words = title
        .split(|c| !is_word(c))
        .filter(|word| word.chars().count() >= 5);
    words.any(|word| {
        folded_text
            .split(|c| !is_word(c))
            .any(|other| other == word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_equal_texts_first_and_then_the_like() {
        let before = ["Ask the vendor for a quota", "Write the docs"];
        let now = [
            "write  the docs",
            "Ask the vendor for a larger quota",
            "Ship it",
        ];
        assert_eq!(matched(&before, &now), [Some(1), Some(0), None]);
        assert_eq!(matched(&[], &now), [None, None, None]);
    }

    #[test]
    fn a_task_names_an_obstacle_by_a_long_word() {
        assert!(is_named(
            "ask the vendor for a larger quota",
            "Sandbox quota of the vault"
        ));
        assert!(!is_named("write the docs", "Sandbox quota of the vault"));
    }
}
