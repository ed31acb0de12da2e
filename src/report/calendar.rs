//! Days and weeks as a reader sees them, in the words of the message file.

use jiff::civil::{Date, DateTime};

use crate::model::Week;

use super::words::Words;

/// `4 September 2026`.
#[must_use]
pub fn long(words: &Words, date: Date) -> String {
    let month = words.text(&format!("month.{}", date.month()), &[]);
    format!("{} {month} {}", date.day(), date.year())
}

/// `4 Sep`.
#[must_use]
pub fn short(words: &Words, date: Date) -> String {
    let month = words.text(&format!("month-short.{}", date.month()), &[]);
    format!("{} {month}", date.day())
}

/// `Fri 4 Sep`.
#[must_use]
pub fn weekday(words: &Words, date: Date) -> String {
    let day = date.weekday().to_monday_one_offset();
    format!(
        "{} {}",
        words.text(&format!("day.{day}"), &[]),
        short(words, date)
    )
}

/// `Fri 4 Sep 2026, 18:10 UTC`.
#[must_use]
pub fn moment(words: &Words, time: DateTime) -> String {
    let day = weekday(words, time.date());
    format!(
        "{day} {}, {:02}:{:02} UTC",
        time.year(),
        time.hour(),
        time.minute()
    )
}

/// `31 August to 6 September 2026`, the first without what the second says again.
#[must_use]
pub fn span(words: &Words, week: Week) -> String {
    let (from, to) = (week.monday(), week.sunday());
    let month = words.text(&format!("month.{}", from.month()), &[]);
    let from = if from.year() != to.year() {
        long(words, from)
    } else if from.month() != to.month() {
        format!("{} {month}", from.day())
    } else {
        from.day().to_string()
    };
    words.text("dates.span", &[("from", &from), ("to", &long(words, to))])
}

/// `W36`.
#[must_use]
pub fn week(words: &Words, week: Week) -> String {
    words.text("week.short", &[("n", &week.number().to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_says_nothing_twice() {
        let words = Words::load(None).unwrap();
        let told = |week: &str| span(&words, Week::parse(week).unwrap());
        assert_eq!(told("2026-W36"), "31 August to 6 September 2026");
        assert_eq!(told("2026-W37"), "7 to 13 September 2026");
        assert_eq!(told("2026-W53"), "28 December 2026 to 3 January 2027");
    }
}
