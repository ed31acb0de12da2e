//! The agenda on a terminal: headings with their minutes at the right, answers under their questions.

use crate::output::line::{Run, Styles, push, width, wrapped};
use crate::report::view::agenda::{Agenda, Block, Line, Point, Topic};

/// The most columns; longer lines are hard to read.
const WIDEST: usize = 96;

/// Prints an agenda in at most `columns` columns.
#[must_use]
pub fn render(agenda: &Agenda, columns: usize, styles: Styles) -> String {
    let mut printer = Printer {
        out: String::new(),
        columns: columns.clamp(40, WIDEST),
        styles,
    };
    printer.all(agenda);
    printer.out
}

struct Printer {
    out: String,
    columns: usize,
    styles: Styles,
}

impl Printer {
    fn all(&mut self, agenda: &Agenda) {
        let (strong, faint) = (self.styles.strong, self.styles.faint);
        self.heading(&agenda.title, &agenda.eyebrow);
        for fact in &agenda.facts {
            let runs = [
                Run::new(faint, &format!("{} ", fact.label)),
                Run::plain(&fact.text),
            ];
            self.wrapped(&runs, 0);
        }
        if let Some(note) = &agenda.note {
            self.wrapped(&[Run::new(strong, note)], 0);
        }
        self.block(&agenda.well);
        self.block(&agenda.since);
        if let Some(changed) = &agenda.changed {
            self.wrapped(&[Run::new(faint, changed)], 2);
        }
        for topic in &agenda.topics {
            self.topic(topic);
        }
        if !agenda.general.is_empty() {
            self.out.push('\n');
            self.answers(&agenda.general);
        }
        self.block(&agenda.changes);
        self.block(&agenda.next);
        for title in &agenda.feedback {
            self.wrapped(&[Run::plain(&format!("· {title}"))], 2);
        }
        if !agenda.between.is_empty() {
            self.out.push('\n');
            self.answers(&agenda.between);
        }
        let (before, command, after) = &agenda.after;
        self.out.push('\n');
        let runs = [
            Run::new(faint, before),
            Run::plain(command),
            Run::new(faint, after),
        ];
        self.wrapped(&runs, 0);
    }

    /// A line with something at its right end; below it where both do not fit.
    fn heading(&mut self, left: &str, right: &str) {
        let runs = [Run::new(self.styles.strong, left)];
        let minutes = [Run::new(self.styles.faint, right)];
        let room = self.columns.saturating_sub(width(&minutes) + 2);
        let lines = wrapped(&runs, room);
        for (place, line) in lines.iter().enumerate() {
            if place + 1 < lines.len() {
                push(&mut self.out, line, 0);
            } else {
                push(&mut self.out, line, room + 2);
                push(&mut self.out, &minutes, 0);
            }
            self.out.push('\n');
        }
    }

    fn block(&mut self, block: &Block) {
        self.out.push('\n');
        self.heading(&block.title, &block.minutes);
        for point in &block.lines {
            self.point(point);
        }
    }

    fn point(&mut self, point: &Point) {
        let mark = match point.done {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "· ",
        };
        let mut runs = vec![Run::plain(&point.text)];
        if let Some(detail) = &point.detail {
            runs.push(Run::new(self.styles.faint, &format!(" ({detail})")));
        }
        if let Some(late) = &point.late {
            runs.push(Run::plain(" "));
            runs.push(Run::new(self.styles.bad, late));
        }
        self.hanging(&[Run::plain(mark)], &runs, 2, mark.chars().count());
    }

    fn topic(&mut self, topic: &Topic) {
        self.out.push('\n');
        self.heading(&topic.heading, &topic.minutes);
        if !topic.number.is_empty() {
            self.wrapped(&[Run::plain(&topic.title)], 2);
            let mut runs = Vec::new();
            if let Some(before) = &topic.before {
                runs.push(Run::plain(&format!("{before} → ")));
            }
            runs.push(Run::new(self.styles.strong, &topic.now));
            let was = topic.said.was.as_deref().unwrap_or_default();
            let rest = format!(" · {} · {} {was}", topic.distance, topic.said.word);
            runs.push(Run::plain(rest.trim_end()));
            self.wrapped(&runs, 2);
        }
        self.answers(&topic.answers);
        if !topic.evidence.is_empty() {
            let signals = topic.signals.join(", ");
            let text = format!("{signals}: {}", topic.evidence);
            self.wrapped(&[Run::new(self.styles.faint, &text)], 2);
        }
        let ask = [Run::new(self.styles.strong, &topic.ask)];
        self.hanging(&[Run::plain("? ")], &ask, 2, 2);
    }

    /// Labels at the left, their texts beside them.
    fn answers(&mut self, lines: &[Line]) {
        let widths = lines.iter().map(|line| width(&[Run::plain(&line.label)]));
        let label = widths.max().unwrap_or(0).min(self.columns / 3);
        for line in lines {
            let head = [Run::new(self.styles.faint, &line.label)];
            self.hanging(&head, &[Run::plain(&line.text)], 2, label + 2);
        }
    }

    fn wrapped(&mut self, runs: &[Run], indent: usize) {
        self.hanging(&[], runs, indent, 0);
    }

    /// Text in a column of its own, the head at its left; a head that is too wide gets its own line.
    fn hanging(&mut self, head: &[Run], runs: &[Run], indent: usize, column: usize) {
        let left = " ".repeat(indent);
        let room = self.columns.saturating_sub(indent + column);
        let own_line = width(head) > column;
        if own_line {
            self.out.push_str(&left);
            push(&mut self.out, head, 0);
            self.out.push('\n');
        }
        for (place, line) in wrapped(runs, room).iter().enumerate() {
            self.out.push_str(&left);
            let head = if place == 0 && !own_line { head } else { &[] };
            push(&mut self.out, head, column);
            push(&mut self.out, line, 0);
            while self.out.ends_with(' ') {
                self.out.pop();
            }
            self.out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_the_terminal_and_none_is_obeyed() {
        let agenda = Agenda {
            title: "Ada and Grace, week 47".repeat(4),
            eyebrow: "30 min".to_owned(),
            general: vec![Line {
                label: "A very long heading that is wider than a third".to_owned(),
                text: "words ".repeat(40) + "\u{1b}[2J",
            }],
            ..Agenda::default()
        };
        let told = render(&agenda, 50, Styles::plain());
        assert!(!told.contains('\u{1b}'));
        assert!(
            told.lines().all(|line| width(&[Run::plain(line)]) <= 50),
            "{told}"
        );
    }
}
