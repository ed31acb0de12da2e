//! Which entries of two check-ins are the same, and since when each is there: the first of the
//! neighbouring check-ins that have it.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashMap;

use super::{Change, Context};
use crate::model::{CheckIn, Week, carried};
use crate::text::likeness::unpaired;

/// Entries of two check-ins that are the same: (index in the older one, index in the newer one).
pub(super) type Pairs = Vec<(usize, usize)>;

/// Which entries of neighbouring check-ins are the same, kept for when more of those before are known: by
/// what they are, by the check-in that is traced, and by how many neighbours back.
#[derive(Debug, Default)]
pub struct Traces(RefCell<FxHashMap<(&'static str, Week, usize), Pairs>>);

impl Traces {
    fn pairs<E: Entries>(&self, week: Week, back: usize, of: (&[E::Entry], &[E::Entry])) -> Pairs {
        let key = (E::NAME, week, back);
        if let Some(known) = self.0.borrow().get(&key) {
            return known.clone();
        }
        let found = E::pairs(of.0, of.1);
        self.0.borrow_mut().insert(key, found.clone());
        found
    }
}

/// The entries of two check-ins, each once: those of the newer one in its order, then those that are gone.
pub(super) struct Trace {
    pub(super) entries: Vec<Traced>,
    /// Where each entry of either check-in stands in `entries`.
    pub(super) index: Change<Vec<usize>>,
}

/// One entry.
pub(super) struct Traced {
    /// Its index in each check-in.
    pub(super) places: Change<Option<usize>>,
    /// How many weeks before the newer check-in the first one had it.
    pub(super) weeks: u32,
}

/// How entries are taken from a check-in and paired.
pub(super) trait Entries {
    type Entry;
    /// What they are, among all that are traced.
    const NAME: &str;

    fn of(check_in: &CheckIn) -> Vec<Self::Entry>;

    fn pairs(old: &[Self::Entry], new: &[Self::Entry]) -> Pairs;
}

pub(super) fn trace<E: Entries>(
    before: Option<(&CheckIn, &[E::Entry])>,
    after: (&CheckIn, &[E::Entry]),
    context: &Context,
) -> Trace {
    let old_count = before.map_or(0, |(_, entries)| entries.len());
    let new_count = after.1.len();
    let found = before.map_or_else(Vec::new, |(_, old)| E::pairs(old, after.1));
    let old_first = before.map_or_else(Vec::new, |(old, entries)| {
        first_weeks::<E>(old, entries, context)
    });
    let mut new_first = new_first::<E>(before.map(|(before, _)| before), after, context);
    let mut partner = vec![None; new_count];
    let mut index = Change::new(vec![0; old_count], (0..new_count).collect());
    for (l, r) in &found {
        partner[*r] = Some(*l);
        index.before[*l] = *r;
        new_first[*r] = new_first[*r].min(old_first[*l]);
    }
    let entry = |l: Option<usize>, r: Option<usize>, first: Week| Traced {
        places: Change::new(l, r),
        weeks: u32::try_from(after.0.week.since(first)).unwrap_or(0),
    };
    let mut entries: Vec<_> = (0..new_count)
        .map(|r| entry(partner[r], Some(r), new_first[r]))
        .collect();
    for l in unpaired(&found, old_count, new_count).0 {
        index.before[l] = entries.len();
        entries.push(entry(Some(l), None, old_first[l]));
    }
    Trace { entries, index }
}

/// What the earlier check-ins say of the newer one's entries, where the older one is not its neighbour.
fn new_first<E: Entries>(
    before: Option<&CheckIn>,
    after: (&CheckIn, &[E::Entry]),
    context: &Context,
) -> Vec<Week> {
    let neighbour = context.earlier(after.0.week).next();
    let is_neighbour = before.is_some_and(|b| neighbour.is_some_and(|n| n.week == b.week));
    if is_neighbour {
        vec![after.0.week; after.1.len()]
    } else {
        first_weeks::<E>(after.0, after.1, context)
    }
}

fn first_weeks<E: Entries>(
    check_in: &CheckIn,
    entries: &[E::Entry],
    context: &Context,
) -> Vec<Week> {
    let earlier = context.earlier(check_in.week);
    let earlier = earlier.map(|older| (older.week, E::of(older)));
    let back = Cell::new(0);
    carried::first_weeks(check_in.week, entries, earlier, |old, new| {
        back.set(back.get() + 1);
        match &context.traces {
            Some(traces) => traces.pairs::<E>(check_in.week, back.get(), (old, new)),
            None => E::pairs(old, new),
        }
    })
}
