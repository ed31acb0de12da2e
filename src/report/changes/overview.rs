//! A row for each check-in, the fields of the objectives, and the check-ins that cannot be compared.

use super::items::{arrow, message};
use super::{Drawing, anchor};
use crate::diff::{
    Concern, DefinitionChange, Diff, Direction, KeyResultChange, State, Untold, Why,
};
use crate::model::Subject;
use crate::report::number;
use crate::report::view::changes::{Count, Definition, Overview};
use crate::report::view::check_in::Banner;

impl Drawing<'_> {
    pub(super) fn overview(&self, diffs: &[Diff]) -> Vec<Overview> {
        let rows = diffs.iter().map(|diff| {
            let status = diff.status.status.after;
            let is_better = |change: &&KeyResultChange| change.value_direction() == Direction::Good;
            let better = diff.key_results.iter().filter(is_better).count();
            let worse = diff
                .key_results
                .iter()
                .filter_map(|change| self.worse(change));
            Overview {
                href: format!("#{}", anchor(diff)),
                title: self.title(diff),
                status: status.map_or_else(String::new, |status| {
                    self.text(&format!("status.{}", status.word()))
                }),
                better: match better {
                    0 => self.text("no-value"),
                    count => count.to_string(),
                },
                worse: worse.collect::<Vec<_>>().join(", "),
                obstacles: self.counts(diff.obstacles.iter().filter_map(|it| it.state())),
                tasks: self.counts(diff.tasks.iter().filter_map(|it| it.state())),
            }
        });
        rows.collect()
    }

    /// The name of a key result that somebody should look at, and why.
    fn worse(&self, change: &KeyResultChange) -> Option<String> {
        let Concern { confidence, pace } = change.concern()?;
        let name = change.reference.key_result.to_string();
        let said = confidence.map(|said| said.map(|level| self.level(*level)));
        let said = said.map(|said| arrow(&said.before, &said.after));
        let pace = pace.map(|pace| number::distance(self.words, pace));
        let why: Vec<String> = said.into_iter().chain(pace).collect();
        Some(match why.is_empty() {
            true => name,
            false => format!("{name} ({})", why.join(", ")),
        })
    }

    fn counts(&self, states: impl Iterator<Item = State>) -> Vec<Count> {
        let mut counts: Vec<(State, usize)> = Vec::new();
        for state in states {
            match counts
                .iter_mut()
                .find(|(known, _)| message(*known) == message(state))
            {
                Some((_, count)) => *count += 1,
                None => counts.push((state, 1)),
            }
        }
        counts.sort_by_key(|(state, _)| state.rank);
        let counts = counts.into_iter().map(|(state, count)| Count {
            text: format!("{count} {}", self.text(message(state)).to_lowercase()),
            bad: state.direction == Direction::Bad,
        });
        counts.collect()
    }

    pub(super) fn definitions(&self, changes: &[DefinitionChange]) -> Vec<Definition> {
        let rows = changes.iter().map(|change| Definition {
            title: change.title.clone(),
            reference: match &change.subject {
                Subject::KeyResult(reference) => reference.to_string(),
                Subject::Objective(id) => id.to_string(),
            },
            field: self.field(change.field),
            before: change.before.clone().unwrap_or_default(),
            after: change.after.clone().unwrap_or_default(),
        });
        rows.collect()
    }

    pub(super) fn untold(&self, untold: &[Untold]) -> Vec<Banner> {
        let banners = untold.iter().map(|untold| Banner {
            title: format!("{}:", self.whose(untold.person.as_str(), untold.week)),
            text: match &untold.why {
                Why::Gone => self.text("changes.deleted"),
                Why::Skipped(reason) if reason.is_empty() => self.text("changes.away"),
                Why::Skipped(reason) => format!("{}: {reason}", self.text("changes.away")),
                Why::Withheld => self.text("checkin.unreadable-why"),
            },
        });
        banners.collect()
    }
}
