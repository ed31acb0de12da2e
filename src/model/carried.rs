//! Which task or obstacle of one check-in is which of a later one.
//!
//! Two tasks are the same where their texts are equal, white space and case aside, else where they are
//! the closest pair and alike enough. Two obstacles are the same where their headings fold to the same
//! id, else by likeness as tasks are.

use super::{Obstacle, Task, Week};
use crate::text::fold;
use crate::text::likeness::{self, MOST_COMPARISONS};

/// The pairs (index before, index after) of tasks that are the same, sorted by the first.
#[must_use]
pub fn tasks(before: &[&Task], after: &[&Task]) -> Vec<(usize, usize)> {
    let texts = |tasks: &[&Task]| -> Vec<String> {
        tasks.iter().map(|task| task.text.value.clone()).collect()
    };
    by_text(&texts(before), &texts(after))
}

/// The same of tasks whose texts are equal, white space and case aside: what [`tasks`] pairs first.
#[must_use]
pub fn equal_tasks(before: &[&Task], after: &[&Task]) -> Vec<(usize, usize)> {
    if before.len().saturating_mul(after.len()) > MOST_COMPARISONS {
        let folded = |tasks: &[&Task]| -> Vec<String> {
            let texts = tasks.iter().map(|task| fold::folded(&task.text.value));
            texts.collect()
        };
        return likeness::equal_pairs(&folded(before), &folded(after));
    }
    let mut free = vec![true; after.len()];
    let mut pairs = Vec::new();
    for (index, task) in before.iter().enumerate() {
        let is_same = |other: &usize| fold::is_equal(&task.text.value, &after[*other].text.value);
        let found = (0..after.len()).filter(|other| free[*other]).find(is_same);
        if let Some(found) = found {
            free[found] = false;
            pairs.push((index, found));
        }
    }
    pairs
}

/// The pairs (index before, index after) of obstacles that are the same, sorted by the first.
#[must_use]
pub fn obstacles(before: &[&Obstacle], after: &[&Obstacle]) -> Vec<(usize, usize)> {
    let headings = |obstacles: &[&Obstacle]| -> Vec<(String, String)> {
        let headings = obstacles
            .iter()
            .map(|o| (o.id.clone(), o.title.value.clone()));
        headings.collect()
    };
    by_heading(&headings(before), &headings(after))
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
pub fn by_heading(before: &[(String, String)], after: &[(String, String)]) -> Vec<(usize, usize)> {
    let ids = |headings: &[(String, String)]| -> Vec<String> {
        headings.iter().map(|(id, _)| id.clone()).collect()
    };
    let mut pairs = likeness::equal_pairs(&ids(before), &ids(after));
    let (left, right) = likeness::unpaired(&pairs, before.len(), after.len());
    let titles = |headings: &[(String, String)], chosen: &[usize]| -> Vec<String> {
        chosen.iter().map(|at| headings[*at].1.clone()).collect()
    };
    let alike = by_text(&titles(before, &left), &titles(after, &right));
    pairs.extend(alike.iter().map(|(l, r)| (left[*l], right[*r])));
    pairs.sort_unstable();
    pairs
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
