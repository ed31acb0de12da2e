//! Marks such as `<!-- okr: private -->`: what a merge must not take from above other people's words. What
//! they mean is told in `read`; here everything that could be one counts, also misspelt.

use rustc_hash::FxHashMap;

use super::segment::Segment;
use crate::text::markdown::seems_mark;

/// Whether a mark of the base is gone, changed or under another heading: what the other side has written
/// below it could become public.
pub(super) fn drops_mark(base: &[Segment], side: &[Segment]) -> bool {
    let marked = |segment: &&Segment| has_mark(&segment.text);
    let mut left: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for segment in side.iter().filter(marked) {
        *left.entry((&segment.place, &segment.text)).or_default() += 1;
    }
    base.iter().filter(marked).any(|segment| {
        match left.get_mut(&(segment.place.as_str(), segment.text.as_str())) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        }
    })
}

fn has_mark(text: &str) -> bool {
    let comments = text.split("<!--").skip(1);
    let mut insides = comments.filter_map(|rest| rest.split("-->").next());
    insides.any(seems_mark)
}
