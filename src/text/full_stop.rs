//! Full stops that end no sentence although a capital letter may follow: of a day before its month, and of
//! abbreviations. German writes a capital letter in front of every noun, so that it says nothing there.

const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

const ABBREVIATIONS: [&str; 14] = [
    "z. B.", "z.B.", "d. h.", "d.h.", "u. a.", "u.a.", "bzw.", "ca.", "Nr.", "vgl.", "ggf.",
    "inkl.", "evtl.", "Dr.",
];

/// Whether the full stop at the end of `before` belongs to its word, seen with what follows it.
#[must_use]
pub fn is_of_word(before: &str, after: &str) -> bool {
    is_of_day(before, after)
        || ABBREVIATIONS
            .iter()
            .any(|known| is_in(known, before, after))
}

/// `20. November`
fn is_of_day(before: &str, after: &str) -> bool {
    let Some(number) = before.strip_suffix('.') else {
        return false;
    };
    let digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let month = after.trim_start_matches([' ', '\u{a0}']);
    (1..=2).contains(&digits) && MONTHS.iter().any(|known| month.starts_with(known))
}

/// Whether `known` stands around the place, as a word of its own.
fn is_in(known: &str, before: &str, after: &str) -> bool {
    known.match_indices('.').any(|(at, _)| {
        let (begin, rest) = known.split_at(at + 1);
        let above = before.strip_suffix(begin);
        let alone = |above: &str| !above.ends_with(char::is_alphanumeric);
        above.is_some_and(alone) && after.starts_with(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the first full stop of the text is one of a word.
    fn first(text: &str) -> bool {
        let at = text.find('.').unwrap() + 1;
        is_of_word(&text[..at], &text[at..])
    }

    #[test]
    fn knows_days_and_abbreviations() {
        for text in [
            "Am 20. November",
            "z. B. Kofi",
            "Das ist z.B. Kofi",
            "ca. 40",
            "Nr. 7",
        ] {
            assert!(first(text), "{text}");
        }
        let text = "etwa z. B. Kofi";
        assert!(is_of_word(&text[..10], &text[10..]));
        for text in ["Auf 20. Dann", "Im 2026. Mai", "Azca. Ab", "Ende. Neu"] {
            assert!(!first(text), "{text}");
        }
    }
}
