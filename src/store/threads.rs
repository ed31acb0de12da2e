//! The same work for many things, several at once.

use rayon::prelude::*;

/// Does `work` for each of `things` and gives the answers in their order. Up to `few` of them are done on
/// this thread alone: the first use of others costs some tenths of a millisecond.
pub fn for_each<T: Sync, R: Send>(
    things: &[T],
    few: usize,
    work: impl Fn(&T) -> R + Sync + Send,
) -> Vec<R> {
    if things.len() <= few {
        things.iter().map(work).collect()
    } else {
        things.par_iter().map(work).collect()
    }
}
