//! ISO 8601 weeks: `2026-W47`, Monday to Sunday.

use std::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday};

/// One ISO week between the years 1 and 9998.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Week {
    year: i16,
    number: i8,
}

impl Week {
    /// The week `number` (1 to 53) of the ISO year.
    ///
    /// # Errors
    /// Says which weeks that year has.
    pub fn new(year: i16, number: i8) -> Result<Self, String> {
        if !(1..=9998).contains(&year) {
            return Err(format!("the year {year} is out of range"));
        }
        if (1..=53).contains(&number) && ISOWeekDate::new(year, number, Weekday::Monday).is_ok() {
            return Ok(Self { year, number });
        }
        let last = if ISOWeekDate::new(year, 53, Weekday::Monday).is_ok() {
            53
        } else {
            52
        };
        Err(format!(
            "{year} has the weeks {year:04}-W01 to {year:04}-W{last}"
        ))
    }

    /// Reads `2026-W47`, four digits, `-W`, two digits.
    ///
    /// # Errors
    /// Says what is wrong with the text, for a person.
    pub fn parse(text: &str) -> Result<Self, String> {
        let shape = || format!("'{text}' is no week; a week is written like 2026-W47");
        let bytes = text.as_bytes();
        if bytes.len() != 8 || &bytes[4..6] != b"-W" {
            return Err(shape());
        }
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (year, number) = (&text[..4], &text[6..]);
        if !digits(year) || !digits(number) {
            return Err(shape());
        }
        let year = year.parse().map_err(|_| shape())?;
        let number = number.parse().map_err(|_| shape())?;
        Self::new(year, number)
    }

    /// The week that holds `date`.
    #[must_use]
    pub fn of(date: Date) -> Self {
        let week = date.iso_week_date();
        Self {
            year: week.year(),
            number: week.week(),
        }
    }

    /// The ISO year it belongs to.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// 1 to 53.
    #[must_use]
    pub fn number(self) -> i8 {
        self.number
    }

    /// Its first day.
    #[must_use]
    pub fn monday(self) -> Date {
        self.day(Weekday::Monday)
    }

    /// Its last day.
    #[must_use]
    pub fn sunday(self) -> Date {
        self.day(Weekday::Sunday)
    }

    /// One of its days.
    #[must_use]
    pub fn day(self, day: Weekday) -> Date {
        ISOWeekDate::new(self.year, self.number, day).map_or(Date::ZERO, ISOWeekDate::date)
    }

    /// The week `count` weeks later; earlier where negative.
    #[must_use]
    pub fn plus(self, count: i32) -> Self {
        let span = jiff::Span::new().try_weeks(count);
        let date = span.and_then(|span| self.monday().checked_add(span));
        date.map_or(self, Self::of)
    }

    /// How many weeks lie from `earlier` to this one.
    #[must_use]
    pub fn since(self, earlier: Week) -> i32 {
        let days = earlier
            .monday()
            .until(self.monday())
            .map_or(0, |span| span.get_days());
        days / 7
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Year and week by day numbers (0 is a Monday), by arithmetic that shares nothing with jiff.
    fn ordinal_week(year: i64, month: i64, day: i64) -> (i64, i64) {
        let days = |y: i64, m: i64, d: i64| {
            let (y, m) = if m <= 2 { (y - 1, m + 12) } else { (y, m) };
            365 * y + y / 4 - y / 100 + y / 400 + (153 * (m - 3) + 2) / 5 + d - 307
        };
        let number = days(year, month, day);
        let weekday = number % 7;
        let thursday = number - weekday + 3;
        let mut iso_year = year;
        if thursday < days(year, 1, 1) {
            iso_year -= 1;
        } else if thursday >= days(year + 1, 1, 1) {
            iso_year += 1;
        }
        (iso_year, (thursday - days(iso_year, 1, 1)) / 7 + 1)
    }

    #[test]
    fn agrees_with_an_independent_calendar_on_every_day_from_1970_to_2100() {
        let mut day = date(1970, 1, 1);
        while day < date(2101, 1, 1) {
            let week = Week::of(day);
            let expected = ordinal_week(day.year().into(), day.month().into(), day.day().into());
            assert_eq!(
                (week.year().into(), week.number().into()),
                expected,
                "{day}"
            );
            assert!(week.monday() <= day && day <= week.sunday());
            day = day.tomorrow().unwrap();
        }
    }

    #[test]
    fn knows_which_years_have_a_week_53() {
        assert!(Week::parse("2026-W53").is_ok());
        let reason = Week::parse("2025-W53").unwrap_err();
        assert_eq!(reason, "2025 has the weeks 2025-W01 to 2025-W52");
    }

    #[test]
    fn goes_over_the_turn_of_the_year() {
        let last = Week::parse("2026-W53").unwrap();
        assert_eq!(last.plus(1).to_string(), "2027-W01");
        assert_eq!(last.plus(1).since(last), 1);
        assert_eq!(last.plus(-53).to_string(), "2025-W52");
    }

    #[test]
    fn refuses_other_spellings() {
        for text in [
            "2026-47",
            "2026-W7",
            "26-W47",
            "2026-W00",
            "2026-W54",
            "2026-w47",
            "+026-W47",
            "2026-W4é",
        ] {
            assert!(Week::parse(text).is_err(), "{text}");
        }
    }
}
