//! Which content of a check-in's file was known at the end of which week. Who brought it is in `trail`.

use super::Week;

/// A content of a file, and the weeks at whose end it was the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its place among the contents.
    pub place: usize,
    /// The first such week.
    pub from: Week,
    /// The last one.
    pub until: Week,
}

impl Known {
    /// Whether it was the last one at the end of that week.
    #[must_use]
    pub fn holds(&self, week: Week) -> bool {
        self.from <= week && week <= self.until
    }
}

/// What was known of the check-in of `week` at the ends of the weeks from then on to `last`, but for the
/// newest content, which holds from then on. `brought` are the weeks in which its contents came, parents
/// before children. A check-in that came only later is told as it was at the end of the week in which it
/// came.
#[must_use]
pub fn known(week: Week, brought: &[Week], last: Week) -> Vec<Known> {
    let Some(first) = brought.first() else {
        return Vec::new();
    };
    let newest = brought.len() - 1;
    let mut found: Vec<Known> = Vec::new();
    let mut at = week;
    while at <= last {
        let seen = at.max(*first);
        let place = brought.iter().rposition(|came| *came <= seen).unwrap_or(0);
        if place == newest {
            break;
        }
        match found.last_mut() {
            Some(known) if known.place == place => known.until = at,
            _ => found.push(Known {
                place,
                from: at,
                until: at,
            }),
        }
        at = at.plus(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(number: i32) -> Week {
        Week::parse("2026-W01").unwrap().plus(number - 1)
    }

    fn told(of: i32, brought: &[i32], last: i32) -> Vec<(usize, i32, i32)> {
        let brought: Vec<Week> = brought.iter().map(|number| week(*number)).collect();
        let number = |week: Week| week.since(Week::parse("2026-W01").unwrap()) + 1;
        let known = known(week(of), &brought, week(last));
        let told = known.iter();
        told.map(|one| (one.place, number(one.from), number(one.until)))
            .collect()
    }

    #[test]
    fn the_last_content_of_a_week_is_the_one_that_was_known() {
        assert_eq!(told(10, &[10, 10], 20), []);
        assert_eq!(told(10, &[10, 10, 11], 20), [(1, 10, 10)]);
        assert_eq!(told(10, &[9, 10, 13], 20), [(1, 10, 12)]);
        assert_eq!(told(10, &[10, 12, 14], 20), [(0, 10, 11), (1, 12, 13)]);
    }

    #[test]
    fn what_came_later_is_told_as_it_was_in_the_week_in_which_it_came() {
        assert_eq!(told(10, &[12, 12], 20), []);
        assert_eq!(told(10, &[12, 12, 15], 20), [(1, 10, 14)]);
    }

    #[test]
    fn no_week_behind_the_last_is_told() {
        assert_eq!(told(10, &[10, 5000], 12), [(0, 10, 12)]);
        assert_eq!(told(10, &[], 12), []);
    }
}
