//! Minutes that add up to the length of the talk.

/// Minutes for what stands around the key results: the start, what was agreed, changes of the OKRs,
/// agreeing on what is next.
pub(super) const START: u32 = 2;
pub(super) const SINCE: u32 = 3;
pub(super) const CHANGES: u32 = 3;
pub(super) const NEXT: u32 = 5;

/// Shares of a key result with signals, and of one without.
pub(super) const LOUD: u32 = 3;
pub(super) const QUIET: u32 = 1;

/// The rest of a talk of `length` minutes by shares, in whole minutes that add up.
pub(super) fn split(length: u32, shares: &[u32]) -> Vec<u32> {
    let rest = length.saturating_sub(START + SINCE + CHANGES + NEXT);
    let all: u32 = shares.iter().sum();
    let mut minutes: Vec<u32> = shares.iter().map(|n| rest * n / all.max(1)).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    // The largest remainders get the minutes that are left; of equal ones the first.
    order.sort_by_key(|at| std::cmp::Reverse(rest * shares[*at] % all.max(1)));
    let given: u32 = minutes.iter().sum();
    for at in order.iter().take((rest - given.min(rest)) as usize) {
        minutes[*at] += 1;
    }
    minutes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_minutes_add_up_to_the_rest() {
        assert_eq!(split(30, &[LOUD, QUIET]), [13, 4]);
        for length in 13..200 {
            for loud in 0..6 {
                for quiet in 0..6 {
                    let shares: Vec<u32> = std::iter::repeat_n(LOUD, loud)
                        .chain(std::iter::repeat_n(QUIET, quiet))
                        .collect();
                    let sum: u32 = split(length, &shares).iter().sum();
                    let rest = if shares.is_empty() { 0 } else { length - 13 };
                    assert_eq!(sum, rest, "{length} {shares:?}");
                }
            }
        }
    }
}
