//! The pairs of neighbouring letters of a text, for [`super::likeness`]: counted where its words are of
//! ASCII, which is no more than a table, else sorted.

use std::cell::OnceCell;

use super::likeness::{dice, share, words};

/// The letters and digits of ASCII in lower case, and the end of a word.
const CODES: usize = 37;

/// The end of a word.
const END: u8 = 36;

/// The pairs of neighbouring letters in the words of a text, the end of a word being one.
pub(super) struct LetterPairs {
    /// `None` where a letter is beyond ASCII, or there are more of one pair than a byte counts.
    counted: Option<Counted>,
    /// The words, for [`LetterPairs::sorted`].
    folded: String,
    sorted: OnceCell<Vec<u64>>,
}

/// How often each pair is there, by the codes of its letters, and how many there are.
struct Counted {
    by_pair: Box<[u8; CODES * CODES]>,
    all: usize,
}

impl LetterPairs {
    /// `folded` is white space and case folded.
    pub(super) fn new(folded: &str) -> Self {
        Self {
            counted: Counted::new(folded),
            folded: folded.to_owned(),
            sorted: OnceCell::new(),
        }
    }

    /// Twice what both have, divided by what each has.
    pub(super) fn dice(&self, other: &Self) -> f64 {
        match (&self.counted, &other.counted) {
            (Some(left), Some(right)) => left.dice(right),
            _ => dice(self.sorted(), other.sorted()),
        }
    }

    fn sorted(&self) -> &[u64] {
        self.sorted.get_or_init(|| {
            let mut letters = Vec::with_capacity(self.folded.len());
            for word in words(&self.folded) {
                let after = word.chars().skip(1).chain(std::iter::once(' '));
                let pairs = word.chars().zip(after);
                letters.extend(
                    pairs.map(|(a, b)| (u64::from(u32::from(a)) << 32) | u64::from(u32::from(b))),
                );
            }
            letters.sort_unstable();
            letters
        })
    }
}

impl Counted {
    fn new(folded: &str) -> Option<Self> {
        let mut counted = Self {
            by_pair: Box::new([0; CODES * CODES]),
            all: 0,
        };
        for word in words(folded) {
            let mut letters = word.bytes().map(code);
            let mut left = letters.next()??;
            for right in letters {
                let right = right?;
                counted.add(left, right)?;
                left = right;
            }
            counted.add(left, END)?;
        }
        Some(counted)
    }

    fn add(&mut self, left: u8, right: u8) -> Option<()> {
        let place = usize::from(left) * CODES + usize::from(right);
        let count = self.by_pair.get_mut(place)?;
        *count = count.checked_add(1)?;
        self.all += 1;
        Some(())
    }

    fn dice(&self, other: &Self) -> f64 {
        let all = self.all + other.all;
        if all == 0 {
            return 0.0;
        }
        let pairs = self.by_pair.iter().zip(other.by_pair.iter());
        share(
            pairs.map(|(left, right)| u32::from(*left.min(right))).sum(),
            all,
        )
    }
}

fn code(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'z' => Some(byte - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::folded;
    use super::*;

    proptest::proptest! {
        #[test]
        fn are_as_alike_counted_as_sorted(left in "[a-c9 .“]{0,40}", right in "[a-c9 .é]{0,40}") {
            let [left, right] = [left, right].map(|text| LetterPairs::new(&folded(&text)));
            proptest::prop_assert_eq!(left.dice(&right), dice(left.sorted(), right.sorted()));
        }
    }
}
