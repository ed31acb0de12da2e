//! Key results of which something changed, before and after.

use super::Drawing;
use crate::diff::{Diff, KeyResultChange};
use crate::model::measure::Pace;
use crate::model::{Confidence, ConfidenceWords, Decimal, Kind};
use crate::report::number::{self, Measure};
use crate::report::view::check_in::Row;
use crate::report::view::parts::Said;

impl Drawing<'_> {
    pub(super) fn rows(&self, diff: &Diff) -> Vec<Row> {
        let facts = diff.key_results.iter().filter(|change| change.is_fact());
        facts.map(|change| self.row(diff, change)).collect()
    }

    fn row(&self, diff: &Diff, change: &KeyResultChange) -> Row {
        let known = change.key_result.as_ref();
        let value = change.value();
        let measure = known.map(|known| Measure::of_values(known, [value.before, value.after]));
        let told = |value: Decimal| match &measure {
            Some(measure) => measure.value(self.words, value),
            None => number::short(self.words, value),
        };
        let is_first = diff.from.is_none();
        let is_counted = known.is_some_and(|known| !matches!(known.kind, Kind::Done));
        let moved = value.before.zip(value.after).filter(|_| is_counted);
        let moved = moved.filter(|(before, after)| before != after);
        let pace = change.pace();
        let distance = |pace: Option<Pace>| {
            pace.map_or_else(String::new, |pace| number::distance(self.words, pace))
        };
        Row {
            number: change.reference.to_string(),
            title: known.map_or_else(|| change.reference.to_string(), |known| known.title.clone()),
            before: value
                .before
                .filter(|_| !is_first && value.before != value.after)
                .map(told),
            now: value.after.map_or_else(|| self.text("value.unknown"), told),
            change: match (moved, &measure) {
                (Some((before, after)), Some(measure)) => {
                    measure.change(self.words, after - before)
                }
                _ => self.text("no-value"),
            },
            needed: self.redefined(change),
            said: self.said(diff, change),
            pace: distance(pace.after),
            pace_before: pace
                .before
                .filter(|_| !is_first && pace.before != pace.after)
                .map(|pace| {
                    self.words
                        .text("changes.was", &[("what", &distance(Some(pace)))])
                }),
            ..Row::default()
        }
    }

    /// What the newer value would be by the older definition.
    fn redefined(&self, change: &KeyResultChange) -> Option<String> {
        change.definition()?;
        let (now, before) = (change.score().after?, change.score_as_before?);
        let fillings = [
            ("now", &*number::percent(self.words, now)),
            ("before", &number::percent(self.words, before)),
        ];
        Some(self.words.text("changes.redefined", &fillings))
    }

    fn said(&self, diff: &Diff, change: &KeyResultChange) -> Said {
        let said = change.confidence();
        let Some(now) = said.after else {
            return Said {
                class: "x",
                word: self.text("conf.unsaid"),
                rank: 1,
                was: said.before.map(|before| self.was(before)),
            };
        };
        let (class, rank) = match now {
            Confidence::NotOk => ("n", 0),
            Confidence::Good => ("g", 2),
            Confidence::VeryGood => ("v", 3),
        };
        let before = said
            .before
            .filter(|before| *before != now && diff.from.is_some());
        Said {
            class,
            word: self.level(now),
            rank,
            was: before.map(|before| self.was(before)),
        }
    }

    fn was(&self, said: Confidence) -> String {
        self.words.text("conf.was", &[("said", &self.level(said))])
    }

    /// A level in the team's words.
    pub(super) fn level(&self, said: Confidence) -> String {
        let form = match self.team.confidence_words {
            ConfidenceWords::Words => "",
            ConfidenceWords::Colours => ".colours",
            ConfidenceWords::Faces => ".faces",
        };
        self.text(&format!("conf.{}{form}", said.word()))
    }
}
