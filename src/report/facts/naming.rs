//! Whether a task speaks of an obstacle.

use crate::text::fold::folded;

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
    fn a_task_names_an_obstacle_by_a_long_word() {
        assert!(is_named(
            "ask the vendor for a larger quota",
            "Sandbox quota of the vault"
        ));
        assert!(!is_named("write the docs", "Sandbox quota of the vault"));
    }
}
