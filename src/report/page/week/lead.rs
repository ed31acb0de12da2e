//! The one sentence on top.

use crate::model::{Status, Week};
use crate::report::calendar;
use crate::report::html::Html;
use crate::report::page::{Site, has_not_begun};
use crate::report::scene::Scene;

impl Site<'_> {
    /// The first sentence that fits.
    pub(super) fn lead(&self, scene: &Scene) -> Html {
        if has_not_begun(scene) {
            let date = calendar::long(self.words, scene.board.cycle.first_week().monday());
            return self
                .words
                .html("lead.not-begun", &[("date", (&date).into())]);
        }
        let ready = self.ready_count(scene.week);
        if ready == 0 {
            let week = scene.week.number().to_string();
            return self.words.html("lead.nobody", &[("week", (&week).into())]);
        }
        if scene.board.goals.is_empty() {
            let (n, all) = (
                ready.to_string(),
                self.owing_count(scene.week).max(ready).to_string(),
            );
            return self
                .words
                .html("lead.people", &[("n", (&n).into()), ("all", (&all).into())]);
        }
        self.lead_of_key_results(scene)
    }

    fn lead_of_key_results(&self, scene: &Scene) -> Html {
        let all = scene.counted().count();
        let risk = scene.counted().filter(|view| view.at_risk).count();
        let hidden = scene
            .counted()
            .filter(|view| view.at_risk && view.disagrees())
            .count();
        let odd = scene
            .counted()
            .filter(|view| !view.signals.is_empty())
            .count();
        let key = match (risk, hidden, odd) {
            (1, 1.., _) => "lead.hidden.single",
            (2.., 1, _) => "lead.hidden.one",
            (2.., 2.., _) => "lead.hidden",
            (1, 0, _) => "lead.risk.single",
            (2.., 0, _) => "lead.risk",
            (0, _, 1) => "lead.signals.one",
            (0, _, 2..) => "lead.signals",
            (0, _, 0) => "lead.calm",
        };
        let n = if risk > 0 { risk } else { odd }.to_string();
        let (all, hidden) = (all.to_string(), hidden.to_string());
        let fillings = [
            ("n", (&n).into()),
            ("all", (&all).into()),
            ("hidden", (&hidden).into()),
        ];
        self.words.html(key, &fillings)
    }

    /// How many have done their part for the week.
    pub(super) fn ready_count(&self, week: Week) -> usize {
        let said = self
            .timelines
            .iter()
            .filter_map(|timeline| timeline.at(week));
        said.filter(|summary| summary.is_ready()).count()
    }

    /// How many owe a check-in for the week; those who skipped it do not.
    pub(super) fn owing_count(&self, week: Week) -> usize {
        (0..self.timelines.len())
            .filter(|person| self.owes(*person, week))
            .count()
    }

    /// Whether a person owes a check-in for a week, and has not skipped it.
    pub(in crate::report::page) fn owes(&self, person: usize, week: Week) -> bool {
        let skipped = self
            .timelines
            .get(person)
            .and_then(|timeline| timeline.at(week));
        self.owing
            .get(person)
            .is_some_and(|weeks| weeks.contains(&week))
            && !skipped.is_some_and(|summary| summary.status == Status::Skipped)
    }
}
