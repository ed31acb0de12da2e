//! Which headings have the letters that the name of a section has, or nearly: the others need not be folded
//! and compared. What a heading names is told in `lexicon`.

use super::SectionName;

/// The letters of a name, and how many of a heading's may differ from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// See [`ascii_bits`].
    letters: u64,
    most: usize,
}

impl Reach {
    /// Whether a heading of ASCII letters alone may be in reach: each letter that one of both lacks is a slip.
    fn may_hold(&self, letters: u64) -> bool {
        let without_one = |bits: u64| bits & bits.wrapping_sub(1);
        let is_within = |bits: u64| match self.most {
            0 => bits == 0,
            1 => without_one(bits) == 0,
            most => bits.count_ones() as usize <= most,
        };
        is_within(letters & !self.letters) && is_within(self.letters & !letters)
    }
}

/// The bits of the letters and digits among ASCII, case aside.
fn ascii_bits(text: &str) -> u64 {
    let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
    letters.fold(0, |bits, byte| bits | 1 << (byte.to_ascii_lowercase() % 64))
}

/// Whether a heading, as written, may be in one of the reaches.
pub(super) fn may_be_of(reaches: &[Reach], heading: &str) -> bool {
    let letters = ascii_bits(heading);
    !heading.is_ascii() || reaches.iter().any(|reach| reach.may_hold(letters))
}

/// Those of the private names; `others` are names that the team does not ask for.
pub(super) fn private_reaches(names: &[SectionName], others: &[String]) -> Vec<Reach> {
    let private = names.iter().filter(|name| name.is_private);
    let private = private.map(|name| Reach {
        letters: ascii_bits(&name.folded),
        most: name.most_slips(),
    });
    let others = others.iter().map(|name| Reach {
        letters: ascii_bits(name),
        most: 1,
    });
    private.chain(others).collect()
}

/// Those of the other names, which headings have to be equal to.
pub(super) fn public_reaches(names: &[SectionName]) -> Vec<Reach> {
    let public = names.iter().filter(|name| !name.is_private);
    let public = public.map(|name| Reach {
        letters: ascii_bits(&name.folded),
        most: 0,
    });
    public.collect()
}

#[cfg(test)]
mod tests {
    use crate::model::{Language, Team};
    use crate::text::fold;
    use proptest::prelude::*;

    /// A team that asks for one private section and leaves out the other.
    fn team() -> Team {
        let mut team = Team {
            private: vec!["feedback".to_owned(), "reply".to_owned(), "plan".to_owned()],
            ..Team::default()
        };
        team.sections.retain(|spec| spec.id != "reply");
        team
    }

    /// The names of the process's sections, each with a few slips of the pen.
    fn headings() -> impl Strategy<Value = String> {
        let words = Language::ALL.into_iter().flat_map(|language| {
            let sections = language.wording().sections.iter();
            sections.flat_map(|words| {
                [words.heading]
                    .into_iter()
                    .chain(words.aliases.iter().copied())
            })
        });
        let words: Vec<&str> = words.collect();
        let slip = (0_usize..24, 0_u8..4, "[ -~äß]");
        let slips = prop::collection::vec(slip, 0..3);
        (prop::sample::select(words), slips).prop_map(|(word, slips)| {
            let mut letters: Vec<char> = word.chars().collect();
            for (at, kind, letter) in slips {
                let at = at % (letters.len() + 1);
                let is_inside = at < letters.len();
                match kind {
                    0 => letters.splice(at..at, letter.chars()).for_each(drop),
                    1 if is_inside => {
                        letters[at..=at].copy_from_slice(&letter.chars().collect::<Vec<_>>())
                    }
                    2 if is_inside => drop(letters.remove(at)),
                    3 if at + 1 < letters.len() => letters.swap(at, at + 1),
                    _ => {}
                }
            }
            letters.into_iter().collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn passes_over_no_heading_that_names_a_section(heading in headings()) {
            let team = team();
            let lexicon = team.lexicon();
            let folded = fold::heading(&heading);
            let named = lexicon.section(&folded).and_then(|place| team.sections.get(place));
            let is_private = named.is_some_and(|spec| team.is_private(&spec.id))
                || lexicon.near_private(&folded).is_some()
                || lexicon.names_private(&folded);
            prop_assert!(!is_private || lexicon.may_name_private(&heading));
            let may_be = lexicon.may_name_private(&heading) || lexicon.may_name_public(&heading);
            prop_assert!(named.is_none() || may_be);
        }
    }
}
