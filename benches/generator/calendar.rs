//! ISO weeks, dates and quarters, as far as the generator needs them.

/// The generated time always ends with 2026-W52, so that a benchmark knows its "today".
const LAST_WEEK: Week = Week { monday: 20_808 };

/// An ISO 8601 week, held as its Monday in days since 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week {
    monday: i64,
}

impl Week {
    /// The `count` weeks up to and with the last one.
    pub fn last(count: usize) -> impl Iterator<Item = Self> {
        (0..count as i64).rev().map(|back| LAST_WEEK.plus(-back))
    }

    pub fn plus(self, weeks: i64) -> Self {
        Self {
            monday: self.monday + 7 * weeks,
        }
    }

    /// The date of a day of this week or a later one; 0 is the Monday.
    pub fn day(self, offset: i64) -> Date {
        Date {
            day: self.monday + offset,
        }
    }

    pub fn friday(self) -> Date {
        self.day(4)
    }

    /// A week belongs to the quarter, as to the year, that holds its Thursday.
    pub fn quarter(self) -> String {
        let (year, month, _) = self.day(3).parts();
        format!("{year}-Q{}", (month + 2) / 3)
    }
}

impl std::fmt::Display for Week {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let thursday = self.day(3);
        let (year, _, _) = thursday.parts();
        let week = (thursday.day - Date::new(year, 1, 1).day) / 7 + 1;
        write!(out, "{year}-W{week:02}")
    }
}

/// A day, counted from 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    day: i64,
}

impl Date {
    /// Howard Hinnant, "chrono-compatible low-level date algorithms": `days_from_civil`.
    pub fn new(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self {
            day: era * 146_097 + day_of_era - 719_468,
        }
    }

    pub fn plus(self, days: i64) -> Self {
        Self {
            day: self.day + days,
        }
    }

    /// Seconds since 1970 at this hour of the day, UTC.
    pub fn seconds(self, hour: i64) -> i64 {
        self.day * 86_400 + hour * 3_600
    }

    /// Year, month and day; `civil_from_days` of the same source.
    fn parts(self) -> (i64, i64, i64) {
        let shifted = self.day + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 {
            shifted_month + 3
        } else {
            shifted_month - 9
        };
        (year_of_era + era * 400 + i64::from(month <= 2), month, day)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.parts();
        write!(out, "{year}-{month:02}-{day:02}")
    }
}
