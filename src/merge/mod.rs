//! Layer 3: two edits of one file brought together, by meaning: front matter key by key, key result by key
//! result, section by section, and in these by task, list item and paragraph. Knows nothing of OKRs but
//! their form, and nothing of git.
//!
//! ```text
//! segment    a file cut into segments
//! merged     the segments of both sides, beside those of their common ancestor
//! ```
//! Two people who edit different things in one check-in do not get into each other's way. What both have
//! changed, each in another way, is left to them, with both sides in its own place.

mod segment;
#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap;

use crate::text::likeness;
use segment::{Segment, segments};

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
    let (base, ours, theirs) = (segments(base)?, segments(ours)?, segments(theirs)?);
    let ours = Side::new(&base, ours)?;
    let theirs = Side::new(&base, theirs)?;
    let mut out = Joined::new(names);
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
    out.done()
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

/// What is written so far.
struct Joined<'n> {
    names: Names<'n>,
    text: String,
    conflicts: usize,
}

impl<'n> Joined<'n> {
    fn new(names: Names<'n>) -> Self {
        Self {
            names,
            text: String::new(),
            conflicts: 0,
        }
    }

    /// What one side or both have put in here. What both have put is put once; the order does not depend
    /// on which side is which.
    fn insertions(&mut self, ours: &[Segment], theirs: &[Segment]) {
        let is_same =
            |left: &Segment, right: &Segment| left.place == right.place && left.name == right.name;
        let is_ours_first = joined(ours) <= joined(theirs);
        let (first, second) = match is_ours_first {
            true => (ours, theirs),
            false => (theirs, ours),
        };
        for segment in first {
            match second.iter().find(|other| is_same(segment, other)) {
                Some(other) if other.text != segment.text && is_ours_first => {
                    self.conflict(Some(segment), Some(other));
                }
                Some(other) if other.text != segment.text => {
                    self.conflict(Some(other), Some(segment));
                }
                _ => self.push(segment),
            }
        }
        let is_new = |segment: &&Segment| !first.iter().any(|known| is_same(known, segment));
        second
            .iter()
            .filter(is_new)
            .for_each(|segment| self.push(segment));
    }

    /// A segment of the base as the two sides have it.
    fn segment(&mut self, base: &Segment, ours: Option<&Segment>, theirs: Option<&Segment>) {
        let text = |side: Option<&Segment>| side.map(|segment| segment.text.clone());
        let (of_base, of_ours, of_theirs) = (Some(base.text.clone()), text(ours), text(theirs));
        let chosen = if of_ours == of_theirs || of_theirs == of_base {
            ours
        } else if of_ours == of_base {
            theirs
        } else {
            self.conflict(ours, theirs);
            return;
        };
        let Some(chosen) = chosen else {
            return;
        };
        let (ours, theirs) = (ours.unwrap_or(base), theirs.unwrap_or(base));
        let gap = gap_of(&base.gap, &ours.gap, &theirs.gap);
        self.push(&Segment {
            gap: gap.to_owned(),
            ..chosen.clone()
        });
    }

    fn push(&mut self, segment: &Segment) {
        self.end_line();
        self.text.push_str(&segment.text);
        self.text.push_str(&segment.gap);
    }

    fn conflict(&mut self, ours: Option<&Segment>, theirs: Option<&Segment>) {
        self.conflicts += 1;
        self.end_line();
        let line = |side: Option<&Segment>| match side {
            Some(segment) if !segment.text.is_empty() => format!("{}\n", segment.text),
            _ => String::new(),
        };
        let gap = ours.or(theirs).map_or("\n", |segment| &segment.gap);
        let gap = if gap.starts_with(['\n', '\r']) {
            gap
        } else {
            "\n"
        };
        self.text.push_str(&format!(
            "<<<<<<< {}\n{}=======\n{}>>>>>>> {}{gap}",
            self.names.ours,
            line(ours),
            line(theirs),
            self.names.theirs
        ));
    }

    /// A segment begins on a line of its own.
    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// The file, where it reads as well as its sides did.
    fn done(self) -> Option<Merged> {
        if self.conflicts == 0 {
            segments(&self.text)?;
        }
        Some(Merged {
            text: self.text,
            conflicts: self.conflicts,
        })
    }
}

fn joined(segments: &[Segment]) -> String {
    segments
        .iter()
        .map(|segment| segment.text.as_str())
        .collect()
}

/// The white space of whoever changed it; of both, the longer one.
fn gap_of<'g>(base: &'g str, ours: &'g str, theirs: &'g str) -> &'g str {
    if ours == theirs || theirs == base {
        return ours;
    }
    if ours == base {
        return theirs;
    }
    let by_length = |gap: &str| (gap.len(), gap.to_owned());
    if by_length(ours) >= by_length(theirs) {
        ours
    } else {
        theirs
    }
}
