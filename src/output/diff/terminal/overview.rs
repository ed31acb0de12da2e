//! The first lines on more than one check-in: for each what somebody should look at, and what else there is.

use super::super::states::{self, State};
use super::super::{Shown, Told, overview};
use super::Page;
use crate::model::Status;
use crate::output::line::{Run, width};
use crate::output::summary::counted;

/// The most check-ins that are told.
const MOST: usize = 150;

pub(super) fn print(page: &mut Page, shown: &Shown) {
    let told = &shown.told;
    if told.len() < 2 {
        return;
    }
    let week = told[0].diff.to;
    let is_one_week = told.iter().all(|told| told.diff.to == week);
    let of = match is_one_week {
        true => format!(" of {week}"),
        false => String::new(),
    };
    let count = counted(told.len(), "check-in", "check-ins");
    let head = format!("What changed in {count}{of}");
    page.paragraph(Vec::new(), &[Run::new(page.styles.strong, &head)]);
    for told in told.iter().take(MOST) {
        let name = match is_one_week {
            true => told.person.name.clone(),
            false => format!("{}, {}", told.person.name, told.diff.to),
        };
        let status = told.diff.status.status.after.map_or("", Status::word);
        page.paragraph(
            vec![Run::plain("  ")],
            &[
                Run::plain(&name),
                Run::new(page.styles.faint, &format!(" · {status}")),
            ],
        );
        let text = facts(page, told);
        if width(&text) > 0 {
            page.paragraph(vec![Run::plain("    ")], &text);
        }
    }
    if told.len() > MOST {
        page.line(&[Run::plain(&format!("  and {} more", told.len() - MOST))]);
    }
}

/// `worse or behind: contactless (6.8 weeks behind); 1 better; obstacles: 1 new; tasks: 2 done`.
fn facts(page: &Page, told: &Told) -> Vec<Run> {
    let diff = told.diff;
    let bad = page.styles.bad;
    let mut parts = Vec::new();
    let worse = overview::worse(&diff.key_results, told.team).into_iter();
    let worse = worse.map(|(name, why)| match why.as_str() {
        "" => name,
        why => format!("{name} ({why})"),
    });
    let worse = worse.collect::<Vec<_>>().join(", ");
    if !worse.is_empty() {
        parts.push(vec![Run::plain("worse or behind: "), Run::new(bad, &worse)]);
    }
    let better = overview::better(&diff.key_results);
    if better > 0 {
        let text = Run::new(page.styles.good, &format!("{better} better"));
        parts.push(vec![text]);
    }
    let obstacles = diff.obstacles.iter().filter_map(states::obstacle);
    parts.extend(tally(page, "obstacles: ", obstacles));
    let tasks = diff.tasks.iter().filter_map(states::task);
    parts.extend(tally(page, "tasks: ", tasks));
    let mut line = Vec::new();
    for part in parts {
        if !line.is_empty() {
            line.push(Run::plain("; "));
        }
        line.extend(part);
    }
    line
}

/// `tasks: 2 done, 1 new`; nothing where there are none.
fn tally(page: &Page, name: &str, states: impl Iterator<Item = State>) -> Option<Vec<Run>> {
    let mut line = vec![Run::plain(name)];
    for (index, count) in overview::tally(states).into_iter().enumerate() {
        if index > 0 {
            line.push(Run::plain(", "));
        }
        line.push(match count.is_bad {
            true => Run::whole(page.styles.bad, &count.words()),
            false => Run::whole(anstyle::Style::new(), &count.words()),
        });
    }
    (line.len() > 1).then_some(line)
}
