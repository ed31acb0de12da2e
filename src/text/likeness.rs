//! How alike two short texts are, and which of two lists belong together.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::fold::{folded, is_equal};
use super::letter_pairs::LetterPairs;

/// From this likeness on a reader would say that one text is the other, reworded.
pub const ALIKE: f64 = 0.5;

/// The least likeness of two texts of which one, of two words or more, begins with the whole other.
const CONTINUED: f64 = 0.8;

/// Likeness of two texts, from 0 (nothing in common) to 1 (equal but for white space and case):
/// the mean of the Dice coefficients of their words (which count twice: any two long texts of a language
/// share pairs of letters) and of their pairs of letters; of the pairs alone where a text is one word, as
/// in languages that write no spaces.
#[must_use]
pub fn likeness(left: &str, right: &str) -> f64 {
    alike(&Shape::new(folded(left)), &Shape::new(folded(right)))
}

/// Up to this number of comparisons each two are compared, which is cheaper than hashing them.
const FEW_COMPARISONS: usize = 256;

/// Above this number of comparisons only equal texts are paired: it bounds the work.
pub(crate) const MOST_COMPARISONS: usize = 250_000;

/// Pairs the entries of two lists one to one: equal texts first, in their order, then the most alike pair,
/// as long as both are at least [`ALIKE`]. The answer is sorted by the left index, does not depend on the
/// order of hashing, and swapping the lists swaps the pairs.
#[must_use]
pub fn pairs(left: &[&str], right: &[&str]) -> Vec<(usize, usize)> {
    let mut pairs = equal_texts(left, right);
    let (left_rest, right_rest) = unpaired(&pairs, left.len(), right.len());
    let comparisons = left_rest.len() * right_rest.len();
    if (1..=MOST_COMPARISONS).contains(&comparisons) {
        let shapes = |texts: &[&str], rest: &[usize]| -> Vec<Shape> {
            let rest = rest.iter().map(|index| folded(texts[*index]));
            rest.map(Shape::new).collect()
        };
        let (l, r) = (shapes(left, &left_rest), shapes(right, &right_rest));
        let found = closest_shapes(&l, &r);
        pairs.extend(found.iter().map(|(l, r)| (left_rest[*l], right_rest[*r])));
        pairs.sort_unstable();
    }
    pairs
}

/// The closest pairs of texts none of which are equal. How alike two are that have no rivals is not asked
/// where their words alone make them alike.
fn closest_shapes(left: &[Shape], right: &[Shape]) -> Vec<(usize, usize)> {
    let mut may_be = vec![false; left.len() * right.len()];
    let (mut left_rivals, mut right_rivals) = (vec![0_u32; left.len()], vec![0_u32; right.len()]);
    for (l, one) in left.iter().enumerate() {
        for (r, other) in right.iter().enumerate() {
            if may_be_alike(one, other) {
                may_be[l * right.len() + r] = true;
                left_rivals[l] += 1;
                right_rivals[r] += 1;
            }
        }
    }
    closest(left.len(), right.len(), ALIKE, |l, r| {
        if !may_be[l * right.len() + r] {
            return 0.0;
        }
        let is_alone = left_rivals[l] == 1 && right_rivals[r] == 1;
        if is_alone && are_alike_by_words(&left[l], &right[r]) {
            return ALIKE;
        }
        alike(&left[l], &right[r])
    })
}

/// Pairs texts that are equal, white space and case aside, one to one, in their order; sorted by the left
/// index.
#[must_use]
pub fn equal_texts(left: &[&str], right: &[&str]) -> Vec<(usize, usize)> {
    if left.len().saturating_mul(right.len()) > MOST_COMPARISONS {
        let folded = |texts: &[&str]| -> Vec<String> {
            let texts = texts.iter().map(|text| folded(text));
            texts.collect()
        };
        return equal_pairs(&folded(left), &folded(right));
    }
    first_equal(left, right, |left, right| is_equal(left, right))
}

/// Pairs each entry with the first equal one that is free, comparing every two.
fn first_equal<T>(
    left: &[T],
    right: &[T],
    is_same: impl Fn(&T, &T) -> bool,
) -> Vec<(usize, usize)> {
    let mut free = vec![true; right.len()];
    let mut pairs = Vec::with_capacity(left.len().min(right.len()));
    for (index, entry) in left.iter().enumerate() {
        let found = (0..right.len()).find(|other| free[*other] && is_same(entry, &right[*other]));
        if let Some(found) = found {
            free[found] = false;
            pairs.push((index, found));
        }
    }
    pairs
}

/// Pairs equal entries one to one, in their order; sorted by the left index.
#[must_use]
pub fn equal_pairs<T: std::hash::Hash + Eq>(left: &[T], right: &[T]) -> Vec<(usize, usize)> {
    if left.len().saturating_mul(right.len()) <= FEW_COMPARISONS {
        return first_equal(left, right, T::eq);
    }
    let mut places: FxHashMap<&T, std::collections::VecDeque<usize>> = FxHashMap::default();
    for (index, entry) in right.iter().enumerate() {
        places.entry(entry).or_default().push_back(index);
    }
    let pair = |(index, entry)| Some((index, places.get_mut(entry)?.pop_front()?));
    left.iter().enumerate().filter_map(pair).collect()
}

/// The indices of two lists that are in no pair.
#[must_use]
pub fn unpaired(pairs: &[(usize, usize)], left: usize, right: usize) -> (Vec<usize>, Vec<usize>) {
    let mut left_free = vec![true; left];
    let mut right_free = vec![true; right];
    for (l, r) in pairs {
        left_free[*l] = false;
        right_free[*r] = false;
    }
    let free = |list: &[bool]| (0..list.len()).filter(|index| list[*index]).collect();
    (free(&left_free), free(&right_free))
}

/// Pairs the indices of two lists one to one, the most alike first, as long as they are at least `least`
/// alike; of pairs as alike, the one whose places are nearer. Sorted by the left index.
#[must_use]
pub fn closest(
    left: usize,
    right: usize,
    least: f64,
    alike: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for l in 0..left {
        for r in 0..right {
            let value = alike(l, r);
            if value >= least {
                candidates.push((value, l, r));
            }
        }
    }
    candidates.sort_by(|a, b| {
        let by_place =
            (a.1.abs_diff(a.2), a.1 + a.2, a.1).cmp(&(b.1.abs_diff(b.2), b.1 + b.2, b.1));
        b.0.total_cmp(&a.0).then(by_place)
    });
    let mut left_free = vec![true; left];
    let mut right_free = vec![true; right];
    let mut pairs = Vec::new();
    for (_, l, r) in candidates {
        if left_free[l] && right_free[r] {
            left_free[l] = false;
            right_free[r] = false;
            pairs.push((l, r));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// A text taken apart for comparing: sorted hashes of its words, and its pairs of neighbouring letters. The
/// pairs are many and seldom asked for.
struct Shape {
    folded: String,
    words: Vec<u64>,
    letters: OnceCell<LetterPairs>,
}

impl Shape {
    /// `folded` is white space and case folded.
    fn new(folded: String) -> Self {
        let mut hashes: Vec<u64> = if folded.is_ascii() {
            let words = (folded.as_bytes()).split(|byte| !byte.is_ascii_alphanumeric());
            words.filter(|word| !word.is_empty()).map(hash).collect()
        } else {
            words(&folded).map(|word| hash(word.as_bytes())).collect()
        };
        hashes.sort_unstable();
        Self {
            folded,
            words: hashes,
            letters: OnceCell::new(),
        }
    }

    fn letters(&self) -> &LetterPairs {
        self.letters.get_or_init(|| LetterPairs::new(&self.folded))
    }
}

pub(super) fn words(folded: &str) -> impl Iterator<Item = &str> {
    let is_border = |c: char| !c.is_alphanumeric();
    folded.split(is_border).filter(|word| !word.is_empty())
}

fn hash(word: &[u8]) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(word);
    hasher.finish()
}

fn alike(left: &Shape, right: &Shape) -> f64 {
    if left.folded == right.folded {
        return 1.0;
    }
    if left.words.len() < 2 || right.words.len() < 2 {
        return left.letters().dice(right.letters()) * 0.99;
    }
    let words = dice(&left.words, &right.words);
    let alike = (left.letters().dice(right.letters()) + 2.0 * words) / 3.0 * 0.99;
    if continues(&left.folded, &right.folded) || continues(&right.folded, &left.folded) {
        return alike.max(CONTINUED);
    }
    alike
}

/// Whether two texts can reach [`ALIKE`]: with so few words in common, not even the same letters would
/// do. Spares nearly all texts the comparison of their letters.
fn may_be_alike(left: &Shape, right: &Shape) -> bool {
    let all_letters_equal = (1.0 + 2.0 * dice(&left.words, &right.words)) / 3.0;
    left.words.len() < 2
        || right.words.len() < 2
        || all_letters_equal >= ALIKE
        || continues(&left.folded, &right.folded)
        || continues(&right.folded, &left.folded)
}

/// Whether two texts reach [`ALIKE`] whatever their letters: by their words, or since one goes on where the
/// other ends.
fn are_alike_by_words(left: &Shape, right: &Shape) -> bool {
    let no_letter_equal = 2.0 * dice(&left.words, &right.words) / 3.0 * 0.99;
    left.words.len() >= 2
        && right.words.len() >= 2
        && (no_letter_equal >= ALIKE
            || continues(&left.folded, &right.folded)
            || continues(&right.folded, &left.folded))
}

/// Whether `long` is `short` with more words behind it, as a dropped task is with its reason.
fn continues(short: &str, long: &str) -> bool {
    let more = long.strip_prefix(short);
    more.is_some_and(|more| more.starts_with(|c: char| !c.is_alphanumeric()))
}

/// Twice what both have, divided by what each has; both are sorted.
pub(super) fn dice(left: &[u64], right: &[u64]) -> f64 {
    let all = left.len() + right.len();
    if all == 0 {
        return 0.0;
    }
    share(common(left, right), all)
}

/// How much both have; both are sorted.
pub(super) fn common(left: &[u64], right: &[u64]) -> u32 {
    let (mut l, mut r, mut common) = (0, 0, 0);
    while let (Some(a), Some(b)) = (left.get(l), right.get(r)) {
        common += u32::from(a == b);
        l += usize::from(a <= b);
        r += usize::from(b <= a);
    }
    common
}

pub(super) fn share(common: u32, all: usize) -> f64 {
    let all = u32::try_from(all).unwrap_or(u32::MAX);
    2.0 * f64::from(common) / f64::from(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_text_with_a_reason_behind_it_for_the_same() {
        let task = "Free two days for the schema check";
        let dropped = format!("{task}; dropped: the group that asked for it has decided otherwise");
        assert_eq!(pairs(&[task], &["Something else", &dropped]), [(0, 1)]);
        assert_eq!(likeness(task, &dropped), likeness(&dropped, task));
        assert!(
            likeness(
                "write the page",
                "write the pages of the whole manual again"
            ) < ALIKE
        );
    }

    #[test]
    fn says_that_a_reworded_task_is_the_same() {
        assert!(
            likeness(
                "Ask the vendor for a larger quota",
                "Ask vendor for larger sandbox quota"
            ) >= ALIKE
        );
        assert!(
            likeness(
                "Run the load test against the replica",
                "Run load test on the replica"
            ) >= ALIKE
        );
        assert!(likeness("Contract draft to legal", "Rewrite the waiting e-mail") < ALIKE);
        assert!(
            likeness(
                "Sit one morning with dispatch and write down what they do when a bus breaks; needed for \
                 ghost-departures",
                "Agree with planning and dispatch on one sentence, \"not driven and not replaced\", for \
                 ghost-departures"
            ) < ALIKE
        );
        assert!(likeness("Write the report for ops", "Ask the vendor for a quota") < ALIKE);
    }

    #[test]
    fn pairs_one_to_one_and_mirrors() {
        let before = ["write docs", "ask the vendor for quota", "ship it"];
        let after = ["ask vendor for more quota", "write docs", "write more docs"];
        assert_eq!(pairs(&before, &after), [(0, 1), (1, 0)]);
        assert_eq!(pairs(&after, &before), [(0, 1), (1, 0)]);
    }

    #[test]
    fn pairs_texts_of_a_language_without_spaces() {
        assert!(likeness("負荷試験を実行する", "負荷試験を再実行する") >= ALIKE);
        assert!(likeness("負荷試験を実行する", "契約書を送る") < ALIKE);
    }
}
