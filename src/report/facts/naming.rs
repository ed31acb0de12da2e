//! Whether a task speaks of an obstacle.

use memchr::memmem;

/// Whether a text speaks of an obstacle: by its heading, or by a long word of it. Both are folded.
pub(super) fn is_named(text: &str, title: &str) -> bool {
    let has = |part: &str| memmem::find(text.as_bytes(), part.as_bytes()).is_some();
    if has(title) {
        return true;
    }
    let is_word = |c: char| c.is_alphanumeric();
    let mut words = title
        .split(|c| !is_word(c))
        .filter(|word| word.chars().count() >= 5 && has(word));
    words.any(|word| text.split(|c| !is_word(c)).any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_names_an_obstacle_by_a_long_word() {
        assert!(is_named(
            "ask the vendor for a larger quota",
            "sandbox quota of the vault"
        ));
        assert!(!is_named("write the docs", "sandbox quota of the vault"));
    }
}
