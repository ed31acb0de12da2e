//! Cycles: a quarter, half or year of the calendar, or a named stretch of days.

use std::fmt;

use jiff::civil::{Date, Weekday};

use super::Week;

/// One cycle: its name and its days. A week belongs to the cycle that holds its Thursday, as ISO
/// weeks belong to years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    id: String,
    from: Date,
    to: Date,
    first_week: Week,
    last_week: Week,
}

impl Cycle {
    /// A named cycle of the days `from` to `to`, both included.
    ///
    /// # Errors
    /// Says that it ends before it begins, or holds no week.
    pub fn named(id: &str, from: Date, to: Date) -> Result<Self, String> {
        if to < from {
            return Err(format!(
                "the cycle ends on {to}, before it begins on {from}"
            ));
        }
        let cycle = Self::of_days(id.to_owned(), from, to);
        if cycle.first_week() > cycle.last_week() {
            return Err("the cycle holds no whole week".to_owned());
        }
        Ok(cycle)
    }

    /// The cycle that a name of the calendar means: `2026-Q4`, `2026-H2` or `2026`.
    #[must_use]
    pub fn of_calendar(id: &str) -> Option<Self> {
        let (year, part) = id.split_once('-').unwrap_or((id, ""));
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (first, last) = match part {
            "" if !id.contains('-') => (1, 12),
            "H1" => (1, 6),
            "H2" => (7, 12),
            "Q1" => (1, 3),
            "Q2" => (4, 6),
            "Q3" => (7, 9),
            "Q4" => (10, 12),
            _ => return None,
        };
        let year: i16 = year.parse().ok().filter(|year| (1..9998).contains(year))?;
        let from = Date::new(year, first, 1).ok()?;
        let to = Date::new(year, last, 1).ok()?.last_of_month();
        Some(Self::of_days(id.to_owned(), from, to))
    }

    fn of_days(id: String, from: Date, to: Date) -> Self {
        let (first, last) = (Week::of(from), Week::of(to));
        let starts_late = first.day(Weekday::Thursday) < from;
        let ends_early = last.day(Weekday::Thursday) > to;
        Self {
            first_week: if starts_late { first.plus(1) } else { first },
            last_week: if ends_early { last.plus(-1) } else { last },
            id,
            from,
            to,
        }
    }

    /// The calendar quarter that holds `date`.
    #[must_use]
    pub fn quarter_of(date: Date) -> Self {
        let quarter = (date.month() - 1) / 3 + 1;
        let id = format!("{:04}-Q{quarter}", date.year());
        Self::of_calendar(&id).unwrap_or_else(|| Self::of_days(id, date, date))
    }

    /// The cycle of the calendar of the same length that holds `date`; a quarter where this one is
    /// none of the calendar's.
    #[must_use]
    pub fn alike_at(&self, date: Date) -> Self {
        let year = date.year();
        let id = match self.id.split_once('-').map(|(_, part)| part) {
            None if self.is_of_calendar() => format!("{year:04}"),
            Some("H1" | "H2") => format!("{year:04}-H{}", (date.month() - 1) / 6 + 1),
            _ => return Self::quarter_of(date),
        };
        Self::of_calendar(&id).unwrap_or_else(|| Self::quarter_of(date))
    }

    fn is_of_calendar(&self) -> bool {
        Self::of_calendar(&self.id).is_some()
    }

    /// The name, which is also the folder's under `okrs/`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The first day.
    #[must_use]
    pub fn from(&self) -> Date {
        self.from
    }

    /// The last day.
    #[must_use]
    pub fn to(&self) -> Date {
        self.to
    }

    /// The first week whose Thursday is in the cycle.
    #[must_use]
    pub fn first_week(&self) -> Week {
        self.first_week
    }

    /// The last week whose Thursday is in the cycle.
    #[must_use]
    pub fn last_week(&self) -> Week {
        self.last_week
    }

    /// Whether the week belongs to it.
    #[must_use]
    pub fn contains(&self, week: Week) -> bool {
        self.first_week() <= week && week <= self.last_week()
    }

    /// The number of weeks.
    #[must_use]
    pub fn week_count(&self) -> u32 {
        u32::try_from(self.last_week().since(self.first_week()) + 1).unwrap_or(0)
    }

    /// All its weeks in order.
    pub fn weeks(&self) -> impl Iterator<Item = Week> + use<> {
        let first = self.first_week();
        let count = i32::try_from(self.week_count()).unwrap_or(0);
        (0..count).map(move |index| first.plus(index))
    }

    /// How many weeks have begun by `week`, this one included: 1 in the first, 0 before it, at most
    /// all of them.
    #[must_use]
    pub fn elapsed(&self, week: Week) -> u32 {
        let count = week.since(self.first_week()) + 1;
        u32::try_from(count).unwrap_or(0).min(self.week_count())
    }
}

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn holds_the_weeks_whose_thursday_is_in_it() {
        let third = Cycle::of_calendar("2026-Q3").unwrap();
        assert_eq!(
            (third.first_week().number(), third.last_week().number()),
            (27, 39)
        );
        let fourth = Cycle::of_calendar("2026-Q4").unwrap();
        assert_eq!(
            (fourth.first_week().number(), fourth.last_week().number()),
            (40, 53)
        );
        assert_eq!(fourth.week_count(), 14);
    }

    #[test]
    fn gives_every_week_to_exactly_one_quarter() {
        let mut week = Week::parse("2020-W01").unwrap();
        while week.year() < 2041 {
            let holders = (2019..=2041)
                .flat_map(|year| (1..=4).map(move |q| format!("{year}-Q{q}")))
                .filter(|id| Cycle::of_calendar(id).is_some_and(|cycle| cycle.contains(week)));
            assert_eq!(holders.count(), 1, "{week}");
            week = week.plus(1);
        }
    }

    #[test]
    fn counts_the_current_week_as_elapsed() {
        let cycle = Cycle::of_calendar("2026-Q3").unwrap();
        assert_eq!(cycle.elapsed(Week::parse("2026-W36").unwrap()), 10);
        assert_eq!(cycle.elapsed(Week::parse("2026-W26").unwrap()), 0);
        assert_eq!(cycle.elapsed(Week::parse("2027-W01").unwrap()), 13);
    }

    #[test]
    fn knows_the_like_cycle_of_another_day() {
        let half = Cycle::of_calendar("2026-H2").unwrap();
        assert_eq!(half.alike_at(date(2027, 2, 1)).id(), "2027-H1");
        assert_eq!(Cycle::quarter_of(date(2026, 11, 25)).id(), "2026-Q4");
    }

    #[test]
    fn refuses_a_cycle_without_a_week() {
        assert!(Cycle::named("x", date(2026, 11, 20), date(2026, 11, 21)).is_err());
        assert!(Cycle::named("x", date(2026, 11, 20), date(2026, 11, 1)).is_err());
        assert_eq!(Cycle::of_calendar("2026-Q5"), None);
    }
}
