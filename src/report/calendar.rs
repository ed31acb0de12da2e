//! Days and weeks as a reader sees them, in the words of the message file.

use jiff::civil::{Date, DateTime};

use crate::model::Week;

use super::words::Words;

/// `4 September 2026`.
#[must_use]
pub fn long(words: &Words, date: Date) -> String {
    words.text(
        "date.long",
        &[
            ("date", &day_and_month(words, date)),
            ("year", &date.year().to_string()),
        ],
    )
}

/// `4 Sep`.
#[must_use]
pub fn short(words: &Words, date: Date) -> String {
    in_month(words, date, "month-short")
}

/// `Fri 4 Sep`.
#[must_use]
pub fn weekday(words: &Words, date: Date) -> String {
    let day = date.weekday().to_monday_one_offset();
    let day = words.text(&format!("day.{day}"), &[]);
    words.text(
        "date.weekday",
        &[("day", &day), ("date", &short(words, date))],
    )
}

/// `Fri 4 Sep 2026, 18:10 UTC`.
#[must_use]
pub fn moment(words: &Words, time: DateTime) -> String {
    let day = weekday(words, time.date());
    let clock = format!("{:02}:{:02}", time.hour(), time.minute());
    words.text(
        "date.moment",
        &[
            ("date", &day),
            ("year", &time.year().to_string()),
            ("time", &clock),
        ],
    )
}

/// `31 August to 6 September 2026`, the first without what the second says again.
#[must_use]
pub fn span(words: &Words, week: Week) -> String {
    let (from, to) = (week.monday(), week.sunday());
    let from = if from.year() != to.year() {
        long(words, from)
    } else if from.month() != to.month() {
        day_and_month(words, from)
    } else {
        words.text("date.day", &[("day", &from.day().to_string())])
    };
    words.text("dates.span", &[("from", &from), ("to", &long(words, to))])
}

/// `4 September`.
fn day_and_month(words: &Words, date: Date) -> String {
    in_month(words, date, "month")
}

fn in_month(words: &Words, date: Date, names: &str) -> String {
    let month = words.text(&format!("{names}.{}", date.month()), &[]);
    let day = date.day().to_string();
    words.text("date.short", &[("day", &day), ("month", &month)])
}

/// `W36`.
#[must_use]
pub fn week(words: &Words, week: Week) -> String {
    words.text("week.short", &[("n", &week.number().to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn a_span_says_nothing_twice() {
        let words = Words::load(Language::English, None).unwrap();
        let told = |week: &str| span(&words, Week::parse(week).unwrap());
        assert_eq!(told("2026-W36"), "31 August to 6 September 2026");
        assert_eq!(told("2026-W37"), "7 to 13 September 2026");
        assert_eq!(told("2026-W53"), "28 December 2026 to 3 January 2027");
    }

    #[test]
    fn a_date_is_written_as_the_language_does() {
        let words = Words::load(Language::German, None).unwrap();
        let date = Date::constant(2026, 11, 20);
        assert_eq!(long(&words, date), "20. November 2026");
        assert_eq!(short(&words, date), "20. Nov.");
        assert_eq!(weekday(&words, date), "Fr, 20. Nov.");
        let told = |week: &str| span(&words, Week::parse(week).unwrap());
        assert_eq!(told("2026-W37"), "7. bis 13. September 2026");
        assert_eq!(week(&words, Week::parse("2026-W47").unwrap()), "KW\u{a0}47");
    }
}
