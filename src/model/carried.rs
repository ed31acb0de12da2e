//! Which task or obstacle of one check-in is which of a later one.
//!
//! Two tasks are the same where their texts are equal, white space and case aside, else where they are
//! the closest pair and alike enough. Two obstacles are the same where their headings fold to the same
//! id, else by likeness as tasks are.

use super::{Obstacle, Task, Week};
use crate::text::likeness;

/// The pairs (index before, index after) of tasks that are the same, sorted by the first.
#[must_use]
pub fn tasks(before: &[&Task], after: &[&Task]) -> Vec<(usize, usize)> {
    likeness::pairs(&texts(before), &texts(after))
}

/// The same of tasks whose texts are equal, white space and case aside: what [`tasks`] pairs first.
#[must_use]
pub fn equal_tasks(before: &[&Task], after: &[&Task]) -> Vec<(usize, usize)> {
    likeness::equal_texts(&texts(before), &texts(after))
}

fn texts<'t>(tasks: &[&'t Task]) -> Vec<&'t str> {
    tasks.iter().map(|task| task.text.value.as_str()).collect()
}

/// The pairs (index before, index after) of obstacles that are the same, sorted by the first.
#[must_use]
pub fn obstacles(before: &[&Obstacle], after: &[&Obstacle]) -> Vec<(usize, usize)> {
    by_heading(&headings(before), &headings(after))
}

fn headings<'o>(obstacles: &[&'o Obstacle]) -> Vec<(&'o str, &'o str)> {
    let headings = obstacles.iter();
    let headings = headings.map(|of| (of.id.as_str(), of.title.value.as_str()));
    headings.collect()
}

/// The same of tasks' texts.
#[must_use]
pub fn by_text(before: &[String], after: &[String]) -> Vec<(usize, usize)> {
    if before.is_empty() || after.is_empty() {
        return Vec::new();
    }
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    let after: Vec<&str> = after.iter().map(String::as_str).collect();
    likeness::pairs(&before, &after)
}

/// The same of obstacles' ids and headings.
#[must_use]
pub fn by_heading<T: AsRef<str>>(before: &[(T, T)], after: &[(T, T)]) -> Vec<(usize, usize)> {
    let (old, new) = (ids(before), ids(after));
    let mut pairs = likeness::equal_pairs(&old, &new);
    let (left, right) = likeness::unpaired(&pairs, before.len(), after.len());
    if left.is_empty() || right.is_empty() {
        return pairs;
    }
    let alike = likeness::pairs(&titles(before, &left), &titles(after, &right));
    pairs.extend(alike.iter().map(|(l, r)| (left[*l], right[*r])));
    pairs.sort_unstable();
    pairs
}

fn ids<T: AsRef<str>>(headings: &[(T, T)]) -> Vec<&str> {
    headings.iter().map(|(id, _)| id.as_ref()).collect()
}

fn titles<'h, T: AsRef<str>>(headings: &'h [(T, T)], chosen: &[usize]) -> Vec<&'h str> {
    let titles = chosen.iter().map(|at| headings[*at].1.as_ref());
    titles.collect()
}

/// For each of the entries of the check-in of `week` the week of the first check-in that has it.
/// `earlier` are the entries of those before, the newest first; it is gone back from neighbour to
/// neighbour as long as any entry is still found. `pairs` is one of the functions above.
#[must_use]
pub fn first_weeks<E>(
    week: Week,
    entries: &[E],
    earlier: impl IntoIterator<Item = (Week, Vec<E>)>,
    pairs: impl Fn(&[E], &[E]) -> Vec<(usize, usize)>,
) -> Vec<Week> {
    let mut first = vec![week; entries.len()];
    // (index in the answer, index in `newer`)
    let mut traced: Vec<(usize, usize)> = (0..entries.len()).map(|index| (index, index)).collect();
    let mut held: Vec<E>;
    let mut newer = entries;
    let mut earlier = earlier.into_iter();
    while !traced.is_empty() {
        let Some((older, old)) = earlier.next() else {
            break;
        };
        let mut to_older = vec![None; newer.len()];
        for (l, r) in pairs(&old, newer) {
            to_older[r] = Some(l);
        }
        traced.retain_mut(|(index, at)| {
            let found = to_older[*at];
            if let Some(l) = found {
                *at = l;
                first[*index] = older;
            }
            found.is_some()
        });
        held = old;
        newer = &held;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SectionKind, TaskState};
    use crate::text::{Span, Spanned, fold};

    fn task(text: &str) -> Task {
        Task {
            text: Spanned::new(text.to_owned(), Span::default()),
            state: TaskState::Open,
            state_span: Span::default(),
            owner: None,
            due: None,
            details: Span::default(),
            section: SectionKind::Plan,
            private: false,
        }
    }

    fn obstacle(title: &str) -> Obstacle {
        Obstacle {
            title: Spanned::new(title.to_owned(), Span::default()),
            id: fold::slug(title),
            slows: Vec::new(),
            own_cause: None,
            outside_cause: None,
            resolved: None,
            no_way_round: None,
            body: Span::default(),
            private: false,
        }
    }

    #[test]
    fn knows_a_reworded_task_again() {
        let before = [
            task("Ask the vendor for a larger quota"),
            task("Write the page"),
        ];
        let after = [
            task("Write  the PAGE"),
            task("Ask the vendor for a far larger quota"),
        ];
        let found = tasks(
            &before.iter().collect::<Vec<_>>(),
            &after.iter().collect::<Vec<_>>(),
        );
        assert_eq!(found, [(0, 1), (1, 0)]);
    }

    #[test]
    fn knows_an_obstacle_by_its_folded_heading_first() {
        let before = [obstacle("Sandbox quota!"), obstacle("Missing staging data")];
        let after = [obstacle("No staging data"), obstacle("Sandbox  Quota")];
        let found = obstacles(
            &before.iter().collect::<Vec<_>>(),
            &after.iter().collect::<Vec<_>>(),
        );
        assert_eq!(found, [(0, 1), (1, 0)]);
    }
}
