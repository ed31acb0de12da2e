//! The lines that changed between the two files. Private ones are blank in what is handed in here, and
//! are left out.

use crate::model::CheckIn;
use crate::report::page::Site;
use crate::report::view::check_in::{SourceLine, SourceLines};
use crate::text::changed_lines::{Line, LineChange, changed_lines};

use super::Talk;

/// Lines that are shown.
const MOST: usize = 120;

impl Site<'_> {
    pub(super) fn source(&self, talk: &Talk, check_in: &CheckIn) -> Option<SourceLines> {
        let (before, _) = talk.before?;
        let old = before.check_in.as_ref()?;
        let (was, is) = (
            before.week.number().to_string(),
            check_in.week.number().to_string(),
        );
        let lines = shown(&changed_lines(&old.text, &check_in.text));
        (!lines.is_empty()).then(|| SourceLines {
            command: format!("okr diff {} {}", talk.person.id, check_in.week),
            caption: self
                .words
                .text("source.caption", &[("before", &was), ("after", &is)]),
            lines,
        })
    }
}

/// Changed lines with a line around them, under the heading or key that they belong to.
fn shown(lines: &[Line]) -> Vec<SourceLine> {
    let mut shown: Vec<SourceLine> = Vec::new();
    let (mut heading, mut last_heading) = ("", "");
    let is_change = |at: usize| {
        lines
            .get(at)
            .is_some_and(|line| line.change != LineChange::Same)
    };
    for (at, line) in lines.iter().enumerate() {
        if line.change == LineChange::Same && is_heading(line.text) {
            heading = line.text;
        }
        let near = is_change(at) || at > 0 && is_change(at - 1) || is_change(at + 1);
        if !near || line.text.trim().is_empty() {
            continue;
        }
        if shown.len() >= MOST {
            break;
        }
        if heading != last_heading && line.text != heading {
            shown.push(SourceLine {
                class: "at",
                before: String::new(),
                after: String::new(),
                text: heading.to_owned(),
            });
        }
        last_heading = heading;
        let number = |number: Option<usize>| number.map(|n| n.to_string()).unwrap_or_default();
        shown.push(SourceLine {
            class: match line.change {
                LineChange::Same => "",
                LineChange::Added => "i",
                LineChange::Removed => "r",
            },
            before: number(line.before),
            after: number(line.after),
            text: line.text.to_owned(),
        });
    }
    shown
}

fn is_heading(line: &str) -> bool {
    line.starts_with("## ")
        || line.starts_with(|c: char| c.is_ascii_lowercase()) && line.ends_with(':')
}
