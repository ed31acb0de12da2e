//! Beside the document: counts since the check-in before, and what is worth asking.

use crate::model::TaskState;
use crate::report::facts::Summary;
use crate::report::html::Html;
use crate::report::page::Site;
use crate::report::view::check_in::{Asking, Summary as SummaryView};
use crate::report::view::page::Fact;
use crate::rules::signal::Signal;

use super::Talk;
use super::items::gone_count;

impl Site<'_> {
    /// Counts since the check-in before.
    pub(in crate::report::page) fn since_before(
        &self,
        talk: &Talk,
        before: &Summary,
    ) -> SummaryView {
        let now = talk.summary;
        let fact = |key: &str, text: String| Fact {
            term: self.text(key),
            text: Html::text(&text),
        };
        let mut facts = Vec::new();
        if !now.readings.is_empty() {
            facts.push(fact("sum.values", self.values_moved(now, before)));
            facts.push(fact("sum.confidence", self.confidence_moved(now, before)));
        }
        facts.push(fact("sum.obstacles", self.obstacle_counts(now, before)));
        facts.push(fact("sum.changes", self.change_counts(now)));
        facts.push(fact("sum.tasks", self.task_counts(talk)));
        let number = before.week.number().to_string();
        SummaryView {
            title: self.words.text("checkin.since", &[("n", &number)]),
            facts,
        }
    }

    fn values_moved(&self, now: &Summary, before: &Summary) -> String {
        let old = |reading: &crate::report::facts::Said| {
            before
                .readings
                .iter()
                .find(|old| old.reference == reading.reference)
        };
        let moved = now
            .readings
            .iter()
            .filter(|reading| old(reading).is_none_or(|old| old.value != reading.value));
        let fillings = [
            ("n", &*moved.count().to_string()),
            ("all", &now.readings.len().to_string()),
        ];
        self.words.text("sum.of", &fillings)
    }

    fn confidence_moved(&self, now: &Summary, before: &Summary) -> String {
        let moved = now.readings.iter().filter(|reading| {
            let old = before
                .readings
                .iter()
                .find(|old| old.reference == reading.reference);
            old.is_some_and(|old| old.confidence != reading.confidence)
        });
        match moved.count() {
            0 => self.text("sum.unchanged"),
            n => self.words.count("sum.changed", n),
        }
    }

    fn obstacle_counts(&self, now: &Summary, before: &Summary) -> String {
        let count = |is: &dyn Fn(&&crate::report::facts::ObstacleFact) -> bool| {
            now.obstacles.iter().filter(is).count()
        };
        self.counts(&[
            ("sum.new", count(&|fact| !fact.resolved && !fact.was_open)),
            ("sum.still", count(&|fact| !fact.resolved && fact.was_open)),
            (
                "sum.resolved",
                count(&|fact| fact.resolved && fact.was_open),
            ),
            ("sum.gone", gone_count(before, now)),
        ])
    }

    fn change_counts(&self, now: &Summary) -> String {
        let agreed = now.changes.iter().filter(|change| change.is_agreed).count();
        self.counts(&[
            ("sum.agreed", agreed),
            ("sum.proposed", now.changes.len() - agreed),
        ])
    }

    fn task_counts(&self, talk: &Talk) -> String {
        let tasks = &talk.summary.tasks;
        let today = talk.scene.today;
        let count =
            |is: &dyn Fn(&&crate::report::facts::TaskFact) -> bool| tasks.iter().filter(is).count();
        let open = |task: &crate::report::facts::TaskFact| task.state == TaskState::Open;
        self.counts(&[
            ("sum.done", count(&|task| task.is_newly_done())),
            (
                "sum.carried",
                count(&|task| open(task) && task.before.is_some()),
            ),
            (
                "sum.new",
                count(&|task| open(task) && task.before.is_none()),
            ),
            (
                "sum.dropped",
                count(&|task| task.state == TaskState::Dropped),
            ),
            (
                "sum.overdue",
                count(&|task| open(task) && task.due.is_some_and(|due| due < today)),
            ),
        ])
    }

    /// `2 done, 1 new`, or that there is none.
    fn counts(&self, counts: &[(&str, usize)]) -> String {
        let told: Vec<String> = counts
            .iter()
            .filter(|(_, n)| *n > 0)
            .map(|(key, n)| self.words.text(key, &[("n", &n.to_string())]))
            .collect();
        if told.is_empty() {
            self.text("sum.none")
        } else {
            told.join(", ")
        }
    }

    /// The signals of the key results that the check-in speaks of, as of its week; then what is noticed in
    /// its words.
    pub(super) fn asking(&self, talk: &Talk) -> Vec<Asking> {
        let views = talk.summary.readings.iter().filter_map(|reading| {
            let course = talk.scene.board.course(&reading.reference)?;
            talk.scene.view_at(course.index)
        });
        let asking = views.filter_map(|view| {
            let family = view.family()?;
            let signals: Vec<&Signal> = view.ordered_signals();
            let evidence = self.evidence(view, &signals);
            let number = &view.course.number;
            let evidence = format!("<span class=\"id\">{number}</span>{}", evidence.as_str());
            Some(Asking {
                family: Some(self.family(family)),
                signals: signals.iter().map(|signal| self.sign(signal)).collect(),
                evidence: Html::written(evidence),
                ask: self.ask(view, &signals),
            })
        });
        asking.chain(self.asking_of_words(talk)).collect()
    }
}
