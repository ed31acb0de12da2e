//! Said against measured: do people and data agree?

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::measure::{Band, Pace};
use crate::model::{Confidence, Week};
use crate::report::page::{Depth, LARGE_TEAM, Site};
use crate::report::scene::{Scene, View};
use crate::report::view::week::{Chip, Matrix, MatrixCell, MatrixRow};

/// Chips of one cell; a large team has more key results than the cell has room.
const MOST: usize = 12;
/// Of a large team.
const MOST_OF_MANY: usize = 6;

impl Site<'_> {
    /// None where no key result has a pace yet.
    pub(super) fn matrix(&self, scene: &Scene, depth: Depth) -> Option<Matrix> {
        let mut paces = scene.counted().map(|view| column(view.pace));
        paces.find(Option::is_some)?;
        let levels = [Confidence::VeryGood, Confidence::Good, Confidence::NotOk];
        let row = |said: Confidence| MatrixRow {
            said: self.said(said),
            cells: (0..3)
                .map(|column| self.cell(scene, said, column, depth))
                .collect(),
        };
        Some(Matrix {
            rows: levels.into_iter().map(row).collect(),
            notes: self.matrix_notes(scene),
        })
    }

    fn cell(&self, scene: &Scene, said: Confidence, place: usize, depth: Depth) -> MatrixCell {
        let here: Vec<&View> = scene
            .counted()
            .filter(|view| view.said.is_some_and(|(_, word)| word == said))
            .filter(|view| column(view.pace) == Some(place))
            .collect();
        if here.is_empty() {
            return MatrixCell::default();
        }
        let odd = match (said, place) {
            (Confidence::NotOk, 0) => Some("agree.trouble"),
            (Confidence::Good | Confidence::VeryGood, 1 | 2) => Some("agree.smooth"),
            _ => None,
        };
        let large = scene.views.len() > LARGE_TEAM;
        let chip = |view: &&View| Chip {
            href: if large {
                self.objective_href(view.course, scene.board, depth)
            } else {
                format!("#{}", view.course.anchor)
            },
            number: view.course.number.clone(),
            title: view.course.title().to_owned(),
        };
        let most = if large { MOST_OF_MANY } else { MOST };
        let rest = here.len().saturating_sub(most);
        let rest_text = self.words.text("and-more", &[("n", &rest.to_string())]);
        MatrixCell {
            odd: odd.map(|key| self.text(key)),
            chips: here.iter().take(most).map(chip).collect(),
            more: (rest > 0).then_some(rest_text),
        }
    }

    fn matrix_notes(&self, scene: &Scene) -> Vec<String> {
        let mut notes = Vec::new();
        let mut earlier: BTreeMap<Reverse<Week>, Vec<&str>> = BTreeMap::new();
        for view in scene.counted().filter(|view| column(view.pace).is_some()) {
            if let Some((week, _)) = view.said.filter(|(week, _)| *week < scene.week) {
                earlier
                    .entry(Reverse(week))
                    .or_default()
                    .push(&view.course.number);
            }
        }
        for (Reverse(week), numbers) in earlier {
            let week = week.number().to_string();
            let form = if numbers.len() == 1 {
                "agree.last-word.one"
            } else {
                "agree.last-word.many"
            };
            let numbers = numbers.into_iter().take(20).collect::<Vec<_>>().join(", ");
            notes.push(
                self.words
                    .text(form, &[("numbers", &numbers), ("week", &week)]),
            );
        }
        let without = scene.counted().filter(|view| column(view.pace).is_none());
        let numbers: Vec<&str> = without
            .map(|view| view.course.number.as_str())
            .take(20)
            .collect();
        if !numbers.is_empty() {
            notes.push(
                self.words
                    .text("agree.no-pace", &[("numbers", &numbers.join(", "))]),
            );
        }
        notes.truncate(8);
        notes
    }
}

fn column(pace: Pace) -> Option<usize> {
    match pace {
        Pace::Off(_, Band::OnPace | Band::Ahead) => Some(0),
        Pace::Off(_, Band::Behind) => Some(1),
        Pace::Off(_, Band::FarBehind) => Some(2),
        Pace::NotStarted | Pace::TooEarly | Pace::None | Pace::Held(_) => None,
    }
}
