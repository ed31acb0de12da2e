//! The page of a person: how did their goals develop, and what is open between us? Never a rate or a
//! rank of the person.

use crate::model::{Kind, SectionKind, TaskState, Week};
use crate::report::board::Course;
use crate::report::calendar;
use crate::report::chart::split::split;
use crate::report::facts::{Summary, TaskFact, Timeline};
use crate::report::html::Html;
use crate::report::input::Audience;
use crate::report::scene::{Scene, View};
use crate::report::view::page::{Fact, Link};
use crate::report::view::parts::{Cell, TaskLine};
use crate::report::view::person::{
    Causes, Log, LogCell, LogColumn, LogRow, PersonPage, Recognised,
};

use super::objective::link;
use super::{Depth, Site};

/// Recognitions and tasks that are shown.
const RECOGNISED: usize = 8;
const TASKS: usize = 16;

impl Site<'_> {
    /// The page of the person at `at` of the team, in the scene's cycle.
    pub(in crate::report) fn person_page(&self, scene: &Scene, at: usize) -> Option<PersonPage> {
        let person = self.input.team.people.get(at)?;
        let timeline = self.timelines.get(at)?;
        let views: Vec<&View> = scene
            .counted()
            .filter(|view| view.course.owner == Some(at))
            .collect();
        let mut page = self.page(person.name.clone(), "people", scene.board, Depth::One);
        page.shapes = self.shapes(scene.board, scene.week);
        let tasks = self.person_tasks(scene, at);
        Some(PersonPage {
            page,
            name: person.name.clone(),
            initials: initials(&person.name),
            facts: self.person_facts(scene, at, &views),
            latest: self.latest(timeline, at),
            agenda: self.agenda_href(timeline, at),
            trio: views.len() > 2,
            key_results: views
                .iter()
                .map(|view| self.panel(scene, view, Depth::One))
                .collect(),
            words: self.levels(),
            log: self.log(scene, at, &views),
            tasks_note: self.tasks_note(&tasks),
            tasks: tasks
                .into_iter()
                .take(TASKS)
                .map(|(line, _)| line)
                .collect(),
            causes: self.causes(scene, timeline),
            recognition: self.recognition_of(scene, timeline),
        })
    }

    fn person_facts(&self, scene: &Scene, at: usize, views: &[&View]) -> Vec<Fact> {
        let numbers: Vec<&str> = views
            .iter()
            .map(|view| view.course.number.as_str())
            .collect();
        let owns = if numbers.is_empty() {
            self.text("person.nothing")
        } else {
            numbers.join(", ")
        };
        let fact = |key: &str, text: Html| Fact {
            term: self.text(key),
            text,
        };
        let mut facts = vec![fact("person.owns", Html::text(&owns))];
        let manager = self
            .input
            .team
            .people
            .get(at)
            .and_then(|person| person.manager.as_ref());
        if let Some(manager) = manager {
            facts.push(fact(
                "person.manager",
                link(&self.who(manager.as_str(), Depth::One)),
            ));
        }
        let (done, due) = self.attendance(at, scene);
        if due > 0 {
            let fillings = [("n", &*done.to_string()), ("all", &due.to_string())];
            facts.push(fact(
                "person.checked-in",
                Html::text(&self.words.text("person.weeks", &fillings)),
            ));
        }
        facts
    }

    fn latest(&self, timeline: &Timeline, at: usize) -> Option<Link> {
        let summary = timeline
            .summaries
            .iter()
            .rev()
            .find(|summary| !summary.withheld)?;
        let person = self.input.team.people.get(at)?;
        let number = summary.week.number().to_string();
        Some(Link {
            href: format!("../check-ins/{}/{}.html", person.id, summary.week),
            label: self.words.text("person.latest", &[("n", &number)]),
        })
    }

    /// The agenda of the last check-in; for the team alone.
    fn agenda_href(&self, timeline: &Timeline, at: usize) -> Option<String> {
        let mut known = timeline.summaries.iter().rev();
        let last = known.find(|summary| summary.week <= self.newest);
        let last = last.filter(|last| self.input.audience == Audience::Team && last.speaks())?;
        let person = self.input.team.people.get(at)?;
        Some(format!("../agendas/{}/{}.html", person.id, last.week))
    }

    /// The weeks of the cycle up to now, newest first, as far as something was due or written.
    fn log(&self, scene: &Scene, at: usize, views: &[&View]) -> Option<Log> {
        let person = self.input.team.people.get(at)?;
        let weeks = scene
            .board
            .cycle
            .weeks()
            .take_while(|week| *week <= scene.week);
        let mut rows: Vec<LogRow> = weeks
            .filter_map(|week| self.log_row(scene, at, week, views))
            .collect();
        rows.reverse();
        let column = |view: &&View| LogColumn {
            number: view.course.number.clone(),
        };
        (!rows.is_empty()).then(|| Log {
            caption: self.words.text("log.caption", &[("person", &person.name)]),
            columns: views.iter().map(column).collect(),
            rows,
        })
    }

    fn log_row(&self, scene: &Scene, at: usize, week: Week, views: &[&View]) -> Option<LogRow> {
        let summary = self
            .timelines
            .get(at)
            .and_then(|timeline| timeline.at(week));
        let state = self.person_cell(at, week, scene, Depth::One);
        if summary.is_none() && state.class != "m" {
            return None;
        }
        let none = || self.text("no-value");
        let speaking = summary.filter(|summary| summary.speaks());
        let agreed = |summary: &Summary| {
            let of = |state| {
                summary
                    .tasks
                    .iter()
                    .filter(|task| task.state == state)
                    .count()
            };
            (
                of(TaskState::Done),
                of(TaskState::Done) + of(TaskState::Open),
            )
        };
        Some(LogRow {
            week: calendar::week(self.words, week),
            sort: week.to_string().replace("-W", ""),
            href: state.href.clone(),
            state: Cell {
                href: None,
                ..state
            },
            cells: views
                .iter()
                .map(|view| self.log_cell(view.course, week))
                .collect(),
            obstacles: speaking.map_or_else(none, |summary| {
                summary
                    .obstacles
                    .iter()
                    .filter(|fact| !fact.resolved)
                    .count()
                    .to_string()
            }),
            done: speaking
                .map(agreed)
                .filter(|(_, all)| *all > 0)
                .map_or_else(none, |(n, all)| {
                    let fillings = [("n", &*n.to_string()), ("all", &all.to_string())];
                    self.words.text("sum.of", &fillings)
                }),
            line: self.log_line(summary),
        })
    }

    fn log_line(&self, summary: Option<&Summary>) -> String {
        let Some(summary) = summary else {
            return self.text("log.missing");
        };
        match &summary.skipped {
            Some(reason) => self.words.text("log.skipped", &[("reason", reason)]),
            None => summary.line.clone(),
        }
    }

    fn log_cell(&self, course: &Course, week: Week) -> LogCell {
        let point = course.history.point(week);
        let value = point.and_then(|point| point.value);
        let before = crate::model::measure::value_at(&course.history, week.plus(-1));
        let change = value
            .filter(|_| !matches!(course.kind(week), Kind::Done))
            .zip(before)
            .map(|(now, before)| course.measure.change(self.words, now - before));
        LogCell {
            number: course.number.clone(),
            value: value.map_or_else(
                || self.text("no-value"),
                |value| course.measure.value(self.words, value),
            ),
            sort: value.map_or_else(String::new, |value| value.normalize().to_string()),
            change: change.unwrap_or_default(),
            said: point
                .and_then(|point| point.confidence)
                .map(|said| self.said(said)),
        }
    }

    /// What is open in the person's newest check-in, and what they owe in those of others; then what
    /// was done this week. With each, whether it is overdue.
    fn person_tasks(&self, scene: &Scene, at: usize) -> Vec<(TaskLine, bool)> {
        let Some(person) = self.input.team.people.get(at) else {
            return Vec::new();
        };
        let is_theirs = |task: &TaskFact| task.owner.as_deref() == Some(person.id.as_str());
        let open = scene.tasks.iter().filter(|open| {
            let between_us = open.person == at && open.fact.section == SectionKind::FollowUps;
            is_theirs(open.fact) || between_us
        });
        let mut lines: Vec<(TaskLine, bool)> = open
            .map(|open| {
                let late = self.late(open.fact.due, scene.today);
                let is_late = late.is_some();
                (
                    TaskLine {
                        late,
                        ..self.task_line(scene, open.fact)
                    },
                    is_late,
                )
            })
            .collect();
        let done = self
            .timelines
            .get(at)
            .and_then(|timeline| timeline.at(scene.week));
        let done = done.into_iter().flat_map(|summary| &summary.tasks);
        for task in done.filter(|task| task.is_newly_done()) {
            let number = scene.week.number().to_string();
            let detail = Some(self.words.text("task.done-in", &[("week", &number)]));
            lines.push((
                TaskLine {
                    done: true,
                    detail,
                    ..self.task_line(scene, task)
                },
                false,
            ));
        }
        lines
    }

    fn task_line(&self, scene: &Scene, task: &TaskFact) -> TaskLine {
        let (owner, due) = (self.task_owner(task), self.due(task.due, scene.today));
        let fillings = [("owner", owner.as_str()), ("due", &due)];
        TaskLine {
            done: false,
            text: task.text.to_string(),
            age: None,
            detail: Some(self.words.text("task.line", &fillings)),
            late: None,
        }
    }

    fn tasks_note(&self, tasks: &[(TaskLine, bool)]) -> String {
        let overdue = tasks.iter().filter(|(_, late)| *late).count();
        let open = tasks.iter().filter(|(line, _)| !line.done).count();
        let more = open.saturating_sub(TASKS);
        let mut note = match (open, overdue) {
            (0, _) => self.text("open.none"),
            (_, 0) => self.text("open.none-overdue"),
            (_, overdue) => self.words.count("open.overdue", overdue),
        };
        if more > 0 {
            note.push(' ');
            note.push_str(&self.words.text("tasks.more", &[("n", &more.to_string())]));
        }
        note
    }

    /// Causes named in the cycle, each obstacle once.
    fn causes(&self, scene: &Scene, timeline: &Timeline) -> Option<Causes> {
        let known = timeline.summaries.iter().filter(|summary| {
            summary.week <= scene.week && scene.board.cycle.contains(summary.week)
        });
        let mut named: std::collections::BTreeMap<(Week, &str), (bool, bool)> = Default::default();
        for fact in known.flat_map(|summary| &summary.obstacles) {
            let entry = named.entry((fact.first, &*fact.id)).or_default();
            *entry = (entry.0 || fact.outside, entry.1 || fact.own);
        }
        let outside = named.values().filter(|(outside, _)| *outside).count();
        let own = named.values().filter(|(_, own)| *own).count();
        if outside + own == 0 {
            return None;
        }
        let fillings = [
            ("n", &*self.words.number(outside + own)),
            ("outside", &self.words.number(outside)),
            ("own", &self.words.number(own)),
        ];
        let title = self.words.text("causes.describe", &fillings);
        Some(Causes {
            chart: Html::written(split(outside, own, "cause-t", &title)),
            outside,
            own,
        })
    }

    fn recognition_of(&self, scene: &Scene, timeline: &Timeline) -> Vec<Recognised> {
        let known = timeline.summaries.iter().rev().filter(|summary| {
            summary.week <= scene.week && scene.board.cycle.contains(summary.week)
        });
        let told = known.filter_map(|summary| {
            let by = summary
                .recognised_by
                .as_ref()
                .map(|by| self.first_name(by.as_str()));
            let week = calendar::week(self.words, summary.week);
            let fillings = [("who", &*by.unwrap_or_default()), ("week", &week)];
            Some(Recognised {
                text: summary.recognition.clone()?,
                by: self.words.text("recognition.by", &fillings),
            })
        });
        told.take(RECOGNISED).collect()
    }
}

/// The first letters of the first and the last name.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = words.first().and_then(|word| word.chars().next());
    let last = words
        .last()
        .filter(|_| words.len() > 1)
        .and_then(|word| word.chars().next());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn initials_are_at_most_two() {
        assert_eq!(super::initials("Mei-Ling Tsai"), "MT");
        assert_eq!(super::initials("Ana de la Cruz"), "AC");
        assert_eq!(super::initials("ólafur"), "Ó");
    }
}
