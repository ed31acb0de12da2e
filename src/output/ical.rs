//! iCalendar (RFC 5545): days on which something is due, for a calendar program. Every line ends with CR
//! LF and is folded at 75 bytes; text of authors is escaped, and can begin no line of its own.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::text::visible;

/// The most bytes of a line before it is folded, its end not counted.
const LONGEST: usize = 75;

/// A calendar of whole days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Its name, as a program shows it.
    pub name: String,
    /// When it was made.
    pub made: Timestamp,
    /// What is in it, in any order.
    pub days: Vec<Day>,
}

/// One whole day on which something is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// What tells it from all others, the same whenever it is written again.
    pub id: String,
    /// The day.
    pub on: Date,
    /// What is due, on one line.
    pub summary: String,
    /// More of it; may be empty.
    pub description: String,
}

/// The calendar as a file.
#[must_use]
pub fn calendar(calendar: &Calendar) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//okr//okr//EN");
    line(&mut out, &format!("X-WR-CALNAME:{}", text(&calendar.name)));
    for day in &calendar.days {
        event(&mut out, day, calendar.made);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, day: &Day, made: Timestamp) {
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", text(&day.id)));
    line(out, &format!("DTSTAMP:{}", made.strftime("%Y%m%dT%H%M%SZ")));
    line(
        out,
        &format!("DTSTART;VALUE=DATE:{}", day.on.strftime("%Y%m%d")),
    );
    line(out, &format!("SUMMARY:{}", text(&day.summary)));
    if !day.description.is_empty() {
        line(out, &format!("DESCRIPTION:{}", text(&day.description)));
    }
    // A day on which something is due keeps nobody from being busy with it.
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

/// A value of type TEXT (RFC 5545, 3.3.11); hidden characters are shown.
fn text(value: &str) -> String {
    let shown = visible::lines(value);
    let mut out = String::with_capacity(shown.len() + 8);
    for character in shown.chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            _ => out.push(character),
        }
    }
    out
}

/// One content line, folded between characters (RFC 5545, 3.1).
fn line(out: &mut String, content: &str) {
    let mut len = 0;
    for character in content.chars() {
        if len + character.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            len = 1;
        }
        // Writing to a String cannot fail.
        let _ = out.write_char(character);
        len += character.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(summary: &str, description: &str) -> String {
        calendar(&Calendar {
            name: "Payments".to_owned(),
            made: "2026-11-18T09:00:00Z".parse().unwrap(),
            days: vec![Day {
                id: "check-in-ada-2026-W47@okr".to_owned(),
                on: jiff::civil::date(2026, 11, 20),
                summary: summary.to_owned(),
                description: description.to_owned(),
            }],
        })
    }

    #[test]
    fn writes_a_day_with_its_text_escaped() {
        let told = of("Ask; then, wait \\ see", "a\nEND:VEVENT\r\u{1b}");
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//okr//okr//EN",
            "X-WR-CALNAME:Payments",
            "BEGIN:VEVENT",
            "UID:check-in-ada-2026-W47@okr",
            "DTSTAMP:20261118T090000Z",
            "DTSTART;VALUE=DATE:20261120",
            "SUMMARY:Ask\\; then\\, wait \\\\ see",
            "DESCRIPTION:a\\nEND:VEVENT\\\\u{d}\\\\u{1b}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(told, expected.join("\r\n"));
    }

    proptest! {
        #[test]
        fn folds_any_text_so_that_it_unfolds_to_the_same(summary in "\\PC{0,200}", description in any::<String>()) {
            let told = of(&summary, &description);
            prop_assert!(told.split("\r\n").all(|line| line.len() <= LONGEST));
            prop_assert!(!told.replace("\r\n", "").contains(['\r', '\n']));
            let unfolded = told.replace("\r\n ", "");
            let line = format!("SUMMARY:{}", text(&summary));
            prop_assert!(unfolded.split("\r\n").any(|found| found == line));
            prop_assert_eq!(unfolded.matches("\r\nEND:VEVENT\r\n").count(), 1);
        }
    }
}
