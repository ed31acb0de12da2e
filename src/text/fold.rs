//! Folding: forms of a text in which it is compared, never shown.

/// White space folded to single spaces, ends trimmed, case folded (to lower case).
#[must_use]
pub fn folded(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    if text.is_ascii() {
        for word in text.split_ascii_whitespace() {
            if !result.is_empty() {
                result.push(' ');
            }
            result.push_str(word);
        }
        result.make_ascii_lowercase();
        return result;
    }
    for word in text.split_whitespace() {
        if !result.is_empty() {
            result.push(' ');
        }
        push_lower(&mut result, word);
    }
    result
}

/// Adds a word in lower case: its stretches of ASCII at once, the others letter by letter.
fn push_lower(result: &mut String, word: &str) {
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let ascii = rest.bytes().take_while(u8::is_ascii).count();
        let start = result.len();
        result.push_str(&rest[..ascii]);
        result[start..].make_ascii_lowercase();
        rest = &rest[ascii..];
        if ascii == 0 {
            result.extend(first.to_lowercase());
            rest = &rest[first.len_utf8()..];
        }
    }
}

/// White space folded to single spaces, ends trimmed.
#[must_use]
pub fn one_line(text: &str) -> String {
    let text = text.trim();
    let bytes = text.as_bytes();
    // Without a branch a byte, which the compiler makes into a few instructions.
    let is_odd = |byte: u8, next: u8| (byte < b' ') | ((byte | next) == b' ');
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let is_odd = pairs.fold(false, |any, (byte, next)| any | is_odd(*byte, *next));
    let is_wide_space = |c: char| !c.is_ascii() && c.is_whitespace();
    if !is_odd && (text.is_ascii() || !text.contains(is_wide_space)) {
        return text.to_owned();
    }
    if !text.is_ascii() && text.contains(is_wide_space) {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let is_space = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let mut line = String::with_capacity(text.len());
    let mut rest = text;
    // A space between two words stays: only other runs of white space end what is taken as it stands.
    let is_run = |pair: &[u8]| is_space(pair[0]) && (pair[0] != b' ' || is_space(pair[1]));
    while let Some(at) = rest.as_bytes().windows(2).position(is_run) {
        line.push_str(&rest[..at]);
        line.push(' ');
        rest = rest[at..].trim_start_matches(|c: char| c.is_ascii() && is_space(c as u8));
    }
    line.push_str(rest);
    line
}

/// Whether two texts are equal once folded. Folds neither: they mostly differ in their first words.
#[must_use]
pub fn is_equal(left: &str, right: &str) -> bool {
    left == right
        || are_equal_in_ascii(left.as_bytes(), right.as_bytes())
            .unwrap_or_else(|| are_equal_in_words(left, right))
}

/// The same as far as both are ASCII: `None` where that is not enough to tell.
fn are_equal_in_ascii(left: &[u8], right: &[u8]) -> Option<bool> {
    let (mut left, mut right) = (left.trim_ascii_start(), right.trim_ascii_start());
    loop {
        let (l, r) = match (left, right) {
            ([], []) => return Some(true),
            ([l, ..], [r, ..]) => (*l, *r),
            ([l, ..], []) => (*l, b' '),
            ([], [r, ..]) => (b' ', *r),
        };
        // The vertical tab is white space in some texts alone.
        if !l.is_ascii() || !r.is_ascii() || l == b'\x0b' || r == b'\x0b' {
            return None;
        }
        if l.is_ascii_whitespace() && r.is_ascii_whitespace() {
            (left, right) = (left.trim_ascii_start(), right.trim_ascii_start());
        } else if l.eq_ignore_ascii_case(&r) {
            (left, right) = (&left[1..], &right[1..]);
        } else {
            return Some(false);
        }
    }
}

fn are_equal_in_words(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        let words = (
            left.split_ascii_whitespace(),
            right.split_ascii_whitespace(),
        );
        return are_equal(words.0, words.1, str::eq_ignore_ascii_case);
    }
    let lower = |word: &str| {
        word.chars()
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let is_same = |left: &str, right: &str| left == right || lower(left) == lower(right);
    are_equal(left.split_whitespace(), right.split_whitespace(), is_same)
}

fn are_equal<'t>(
    mut left: impl Iterator<Item = &'t str>,
    mut right: impl Iterator<Item = &'t str>,
    is_same: impl Fn(&str, &str) -> bool,
) -> bool {
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(left), Some(right)) if is_same(left, right) => {}
            _ => return false,
        }
    }
}

/// A heading as it is matched: folded, without trailing punctuation, umlauts spelt out (`ä` is also
/// written `ae`, and as two characters).
#[must_use]
pub fn heading(text: &str) -> String {
    let mut folded = folded(text);
    let kept = folded.trim_end_matches([':', '.', '!', '?', '…', '：', ' ']);
    folded.truncate(kept.len());
    if folded.is_ascii() {
        return folded;
    }
    let mut spelt = String::with_capacity(folded.len() + 4);
    for character in folded.chars() {
        match character {
            'ä' => spelt.push_str("ae"),
            'ö' => spelt.push_str("oe"),
            'ü' => spelt.push_str("ue"),
            'ß' => spelt.push_str("ss"),
            // The dots alone, behind their letter.
            '\u{308}' if spelt.ends_with(['a', 'o', 'u']) => spelt.push('e'),
            _ => spelt.push(character),
        }
    }
    spelt
}

/// A heading folded to an id: letters and digits in lower case, everything else one hyphen.
#[must_use]
pub fn slug(text: &str) -> String {
    if text.is_ascii() {
        return ascii_slug(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut take = |character: char| {
        if character.is_alphanumeric() {
            result.push(character);
        } else if !result.is_empty() && !result.ends_with('-') {
            result.push('-');
        }
    };
    for character in text.chars() {
        if character.is_ascii() {
            take(character.to_ascii_lowercase());
        } else {
            character.to_lowercase().for_each(&mut take);
        }
    }
    result.truncate(result.trim_end_matches('-').len());
    result
}

fn ascii_slug(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut is_between = false;
    for byte in text.bytes() {
        if !byte.is_ascii_alphanumeric() {
            is_between = true;
            continue;
        }
        if is_between && !result.is_empty() {
            result.push('-');
        }
        is_between = false;
        result.push(char::from(byte.to_ascii_lowercase()));
    }
    result
}

/// The entry of `known` nearest to `word`: at most a third of its letters differ, and no other entry
/// is as near.
#[must_use]
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = folded(word);
    let limit = reach(&word);
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for candidate in known {
        let distance = edit_distance(&word, &folded(candidate), limit);
        match best {
            Some((least, _)) if distance == least => tied = true,
            Some((least, _)) if distance > least => {}
            _ if distance <= limit => {
                best = Some((distance, candidate));
                tied = false;
            }
            _ => {}
        }
    }
    best.filter(|_| !tied).map(|(_, candidate)| candidate)
}

/// How many letters of a folded word differ from another one, where that is at most a third.
#[must_use]
pub fn distance_if_near(word: &str, other: &str) -> Option<usize> {
    let limit = reach(word);
    let distance = edit_distance(word, other, limit);
    (distance <= limit).then_some(distance)
}

/// A bit for each letter that a text has, whatever their number and order; other letters may share a bit.
#[must_use]
pub fn letter_bits(text: &str) -> u64 {
    let bit = |character: char| 1 << (u32::from(character) % 64);
    text.chars()
        .fold(0, |bits, character| bits | bit(character))
}

/// How many letters of a folded word may differ.
fn reach(word: &str) -> usize {
    (word.chars().count() / 3).clamp(1, 4)
}

/// The number of letters to insert, delete, replace or swap with their neighbour (Damerau's
/// restricted distance); more than `limit` is told as `limit + 1`.
#[must_use]
pub fn edit_distance(left: &str, right: &str, limit: usize) -> usize {
    let lengths = (left.chars().count(), right.chars().count());
    if lengths.0.abs_diff(lengths.1) > limit || lengths.0 > 200 || lengths.1 > 200 {
        return limit + 1;
    }
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, &l) in left.iter().enumerate() {
        // Each number follows from the two rows above, and is no less than the least of them.
        let is_beyond = |row: &[usize]| row.iter().all(|distance| *distance > limit);
        if is_beyond(&above) && is_beyond(&before) {
            return limit + 1;
        }
        let mut current = vec![row + 1];
        for (column, &r) in right.iter().enumerate() {
            let replaced = above[column] + usize::from(l != r);
            let mut least = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && l == right[column - 1] && left[row - 1] == r;
            if swapped {
                least = least.min(before[column - 1] + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above[right.len()].min(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_and_white_space() {
        assert_eq!(folded("  Ask\tthe  VENDOR "), "ask the vendor");
        assert_eq!(heading("Obstacles :"), "obstacles");
        for text in ["Rückstand", "RÜCKSTAND.", "Rueckstand", "Ru\u{308}ckstand"] {
            assert_eq!(heading(text), "rueckstand", "{text}");
        }
        assert_eq!(
            slug("Sandbox quota of the card-vault!"),
            "sandbox-quota-of-the-card-vault"
        );
    }

    #[test]
    fn sets_a_text_on_one_line() {
        for (text, line) in [
            (" a b ", "a b"),
            ("a  b", "a b"),
            ("a\nb\t c", "a b c"),
            ("é\u{a0}b", "é b"),
            ("", ""),
        ] {
            assert_eq!(one_line(text), line);
        }
    }

    #[test]
    fn compares_words_and_not_how_they_are_set() {
        assert!(is_equal(
            "The beta  slips\nby a week.",
            "the beta slips by a week."
        ));
        assert!(!is_equal("The beta slips", "The beta slips again"));
    }

    proptest::proptest! {
        #[test]
        fn tells_by_their_letters_alone_what_cannot_be_near(left in "[a-dß ]{0,7}", right in "[a-dß ]{0,7}") {
            let distance = edit_distance(&left, &right, 9);
            let other = (letter_bits(&left) ^ letter_bits(&right)).count_ones() as usize;
            proptest::prop_assert!(other <= 2 * distance);
        }

        #[test]
        fn gives_up_on_a_distance_only_beyond_the_limit(left in "[abc]{0,7}", right in "[abc]{0,7}", limit in 0_usize..5) {
            let whole = edit_distance(&left, &right, 20);
            proptest::prop_assert_eq!(edit_distance(&left, &right, limit), whole.min(limit + 1));
        }

        #[test]
        fn finds_equal_what_folds_to_the_same(left in "[aAbkKéÉ \\n\u{a0}\u{1f}]{0,6}", right in "[aAbKéÉ \\n\u{a0}\u{1f}]{0,6}") {
            proptest::prop_assert_eq!(is_equal(&left, &right), folded(&left) == folded(&right));
        }
    }

    #[test]
    fn counts_a_swap_as_one_letter() {
        assert_eq!(edit_distance("progerss", "progress", 3), 1);
        assert_eq!(edit_distance("plan", "progress", 2), 3);
        assert_eq!(edit_distance("behind", "obstacles", 3), 4);
        assert_eq!(edit_distance("abcdef", "badcfe", 3), 3);
        assert_eq!(edit_distance("abcdef", "badcfe", 2), 3);
    }

    #[test]
    fn finds_the_one_near_name() {
        assert_eq!(
            nearest("Obstacels", ["Obstacles", "Plan"]),
            Some("Obstacles")
        );
        assert_eq!(nearest("Weather", ["Obstacles", "Plan"]), None);
        assert_eq!(nearest("ab", ["aa", "bb"]), None);
    }
}
