//! Layer 3: two edits of one file brought together, by meaning: front matter key by key, key result by key
//! result, section by section, and in these by task, list item and paragraph. Knows nothing of OKRs but
//! their form, and nothing of git.
//!
//! ```text
//! segment    a file cut into segments
//! marks      private marks that a side has dropped
//! joined     what is written of both sides
//! merged     the segments of both sides, beside those of their common ancestor
//! ```
//! Two people who edit different things in one check-in do not get into each other's way. What both have
//! changed, each in another way, is left to them, with both sides in its own place.

mod joined;
mod marks;
mod segment;
#[cfg(test)]
mod tests;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::likeness;
use joined::Joined;
use marks::drops_mark;
use segment::{Segment, is_readable, segments};

/// Two sides brought together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The file.
    pub text: String,
    /// How many conflicts are marked in it.
    pub conflicts: usize,
}

/// What the sides are called in the marks of a conflict.
#[derive(Clone, Copy, Debug)]
pub struct Names<'n> {
    /// The side that is merged into.
    pub ours: &'n str,
    /// The side that is brought in.
    pub theirs: &'n str,
}

/// Brings `ours` and `theirs`, which both began as `base`, together. `None` where one of the three cannot be
/// read whole, or a side has set things in another order: that is for a merge of lines.
#[must_use]
pub fn merged(base: &str, ours: &str, theirs: &str, names: Names<'_>) -> Option<Merged> {
    let whole = |text: &str| {
        Some(Merged {
            text: text.to_owned(),
            conflicts: 0,
        })
    };
    if ours == theirs || theirs == base {
        return whole(ours);
    }
    if ours == base {
        return whole(theirs);
    }
    let line_end = if base.contains("\r\n") { "\r\n" } else { "\n" };
    let (base, of_ours, of_theirs) = (segments(base)?, segments(ours)?, segments(theirs)?);
    if drops_mark(&base, &of_ours) || drops_mark(&base, &of_theirs) {
        return None;
    }
    let places = Places::new(&of_ours, &of_theirs);
    let ours = Side::new(&base, of_ours)?;
    let theirs = Side::new(&base, of_theirs)?;
    let mut out = Joined::new(names, line_end);
    for place in 0..=base.len() {
        out.insertions(&ours.new[place], &theirs.new[place]);
        let Some(known) = base.get(place) else {
            break;
        };
        out.segment(
            known,
            ours.kept[place].as_ref(),
            theirs.kept[place].as_ref(),
        );
    }
    out.done(&places)
}

/// Whether all three can be read whole.
#[must_use]
pub fn are_readable(texts: [&str; 3]) -> bool {
    texts.iter().all(|text| is_readable(text))
}

/// Whether nothing of a text that was merged in another way stands under another heading than on its own
/// side; false where that cannot be told.
#[must_use]
pub fn keeps_places(base: &str, ours: &str, theirs: &str, merged: &str) -> bool {
    let all = [base, ours, theirs, merged].map(segments);
    let [Some(base), Some(ours), Some(theirs), Some(merged)] = all else {
        return false;
    };
    let drops = drops_mark(&base, &ours) || drops_mark(&base, &theirs);
    !drops && Places::new(&ours, &theirs).hold(&merged)
}

/// Where everything stands on the two sides: under which headings. A word that came under another one
/// could become public.
struct Places {
    known: FxHashSet<(String, String)>,
    headings: FxHashMap<String, usize>,
}

impl Places {
    fn new(ours: &[Segment], theirs: &[Segment]) -> Self {
        let all = ours.iter().chain(theirs);
        let known = all.map(|segment| (segment.place.clone(), segment.text.clone()));
        let mut headings = Self::headings(ours);
        for (place, count) in Self::headings(theirs) {
            let most = headings.entry(place).or_default();
            *most = count.max(*most);
        }
        Self {
            known: known.collect(),
            headings,
        }
    }

    fn headings(side: &[Segment]) -> FxHashMap<String, usize> {
        let mut found = FxHashMap::default();
        for segment in side.iter().filter(|segment| segment.name == "#") {
            *found.entry(segment.place.clone()).or_default() += 1;
        }
        found
    }

    fn hold(&self, merged: &[Segment]) -> bool {
        let is_known = |segment: &Segment| {
            self.known
                .contains(&(segment.place.clone(), segment.text.clone()))
        };
        let of_merged = Self::headings(merged);
        let mut headings = of_merged.iter();
        merged.iter().all(is_known)
            && headings
                .all(|(place, count)| self.headings.get(place).is_some_and(|most| count <= most))
    }
}

/// One side's segments, by those of the base.
struct Side {
    /// The segment that each of the base has become; `None` where it is gone.
    kept: Vec<Option<Segment>>,
    /// What is new before each of the base, and behind the last.
    new: Vec<Vec<Segment>>,
}

impl Side {
    /// `None` where the segments of the base stand in another order.
    fn new(base: &[Segment], side: Vec<Segment>) -> Option<Self> {
        let pairs = pairs(base, &side);
        let of_side: FxHashMap<usize, usize> =
            pairs.into_iter().map(|(base, side)| (side, base)).collect();
        let mut found = Self {
            kept: vec![None; base.len()],
            new: vec![Vec::new(); base.len() + 1],
        };
        let mut next = 0;
        for (index, segment) in side.into_iter().enumerate() {
            match of_side.get(&index) {
                Some(place) if *place < next => return None,
                Some(place) => {
                    next = place + 1;
                    found.kept[*place] = Some(segment);
                }
                None => found.new[next].push(segment),
            }
        }
        found.part_what_is_new(base);
        Some(found)
    }

    /// What stands in place of something that is gone belongs there as far as it is of the same section;
    /// what follows is new before the next segment that is kept, where the other side would have it.
    fn part_what_is_new(&mut self, base: &[Segment]) {
        for (place, gone) in base.iter().enumerate() {
            if self.kept[place].is_some() || self.new[place].is_empty() {
                continue;
            }
            let section = gone
                .place
                .rsplit_once('/')
                .map_or("", |(section, _)| section);
            let is_other = |segment: &Segment| !segment.place.starts_with(section);
            let new = &mut self.new[place];
            let at = new.iter().position(is_other).unwrap_or(new.len());
            let rest = new.split_off(at);
            let kept = self.kept[place..].iter().position(Option::is_some);
            let next = kept.map_or(base.len(), |kept| place + kept);
            self.new[next].splice(0..0, rest);
        }
    }
}

/// Which segment of the base is which of a side: those of one place and name, then the most alike of one
/// place.
fn pairs(base: &[Segment], side: &[Segment]) -> Vec<(usize, usize)> {
    let key = |segment: &Segment| (segment.place.clone(), segment.name.clone());
    let keys = |segments: &[Segment]| segments.iter().map(key).collect::<Vec<_>>();
    let mut pairs = likeness::equal_pairs(&keys(base), &keys(side));
    let (left, right) = likeness::unpaired(&pairs, base.len(), side.len());
    let mut by_place: FxHashMap<&str, (Vec<usize>, Vec<usize>)> = FxHashMap::default();
    for index in left {
        let of_place = by_place.entry(&base[index].place).or_default();
        of_place.0.push(index);
    }
    for index in right {
        let of_place = by_place.entry(&side[index].place).or_default();
        of_place.1.push(index);
    }
    for (place, (left, right)) in by_place {
        // A key of the front matter that has another name is another one.
        if !place.starts_with("body/") {
            continue;
        }
        let text = |segments: &'_ [Segment], of: &[usize]| -> Vec<String> {
            of.iter()
                .map(|index| segments[*index].name.clone())
                .collect()
        };
        let (l, r) = (text(base, &left), text(side, &right));
        let l: Vec<&str> = l.iter().map(String::as_str).collect();
        let r: Vec<&str> = r.iter().map(String::as_str).collect();
        let found = likeness::pairs(&l, &r);
        pairs.extend(found.iter().map(|(l_at, r_at)| (left[*l_at], right[*r_at])));
    }
    pairs
}
