//! The first lines of a comment on more than one check-in: a row for each, with what became worse by name.

use super::super::states::{self, State};
use super::super::{Shown, overview};
use super::short;
use crate::diff::KeyResultChange;
use crate::model::{Status, Team};
use crate::output::summary::counted;

/// The most rows, and the most key results that are named in one.
const MOST_ROWS: usize = 150;
const MOST_NAMED: usize = 4;

/// What is compared in a line and, where it is more than one check-in, a row for each; of very many the
/// first ones.
pub(super) fn overview(shown: &Shown) -> String {
    let comparison = shown.comparison;
    let is_empty = comparison.definitions.is_empty() && comparison.descriptions.is_empty();
    if shown.told.is_empty() && comparison.untold.is_empty() && is_empty {
        return "\nNo check-in and no objective changes in meaning.\n".to_owned();
    }
    if shown.told.len() < 2 {
        return String::new();
    }
    let week = shown.told[0].diff.to;
    let is_one_week = shown.told.iter().all(|told| told.diff.to == week);
    let of = match is_one_week {
        true => format!(" of {week}"),
        false => String::new(),
    };
    let mut out = format!(
        "\n### What changed in {}{of}\n\n| Check-in | Status | Better | Worse or behind | Obstacles | Tasks |\n\
         |---|---|---|---|---|---|\n",
        counted(shown.told.len(), "check-in", "check-ins")
    );
    for told in shown.told.iter().take(MOST_ROWS) {
        let diff = told.diff;
        let (better, worse) = sides(&diff.key_results, shown.team);
        let of = match is_one_week {
            true => String::new(),
            false => format!(", {}", diff.to),
        };
        out.push_str(&format!(
            "| {}{of} | {} | {better} | {worse} | {} | {} |\n",
            short(&told.person.name, 60),
            diff.status.status.after.map_or("", Status::word),
            tally(diff.obstacles.iter().filter_map(states::obstacle)),
            tally(diff.tasks.iter().filter_map(states::task)),
        ));
    }
    if shown.told.len() > MOST_ROWS {
        out.push_str(&format!(
            "| and {} more | | | | | |\n",
            shown.told.len() - MOST_ROWS
        ));
    }
    out
}

/// How many values became better; by name the key results that somebody should look at.
fn sides(changes: &[KeyResultChange], team: &Team) -> (String, String) {
    let better = match overview::better(changes) {
        0 => String::new(),
        count => count.to_string(),
    };
    let worse = overview::worse(changes, team).into_iter();
    let worse = worse.map(|(name, why)| match why.as_str() {
        "" => short(&name, 40),
        why => format!("{} ({})", short(&name, 40), short(why, 60)),
    });
    let worse: Vec<String> = worse.collect();
    let more = worse.len().saturating_sub(MOST_NAMED);
    let mut named = worse[..worse.len() - more].join(", ");
    if !named.is_empty() {
        named = format!("**{named}**");
    }
    if more > 0 {
        named.push_str(&format!(" and {more} more"));
    }
    (better, named)
}

/// `2 new, 1 resolved`; bad news stands out.
fn tally(states: impl Iterator<Item = State>) -> String {
    let words = overview::tally(states).into_iter();
    let words = words.map(|count| match count.is_bad {
        true => format!("**{}**", count.words()),
        false => count.words(),
    });
    words.collect::<Vec<_>>().join(", ")
}
