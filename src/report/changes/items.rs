//! Obstacles, tasks and changes of OKRs, each with what became of it. Those that need somebody come first.

use super::Drawing;
use super::prose::marked;
use crate::diff::{
    Diff, ObstacleChange, ObstacleEvent, OkrChangeChange, State, StateKind, TaskChange, Terms,
};
use crate::model::{FieldOfChange, SectionKind, Subject, TaskState};
use crate::report::calendar;
use crate::report::html::{Html, push_text};
use crate::report::view::changes::List;
use crate::report::view::check_in::{Item, Line};
use crate::text::prose::{Mark, Piece};

/// The message of a state.
pub(super) fn message(state: State) -> &'static str {
    match state.kind {
        StateKind::New => "state.new",
        StateKind::Back => "changes.back",
        StateKind::Still => "state.still",
        StateKind::GoneUnresolved | StateKind::GoneUndone => "state.gone",
        StateKind::Resolved => "state.resolved",
        StateKind::Done => "state.done",
        StateKind::Overdue => "state.overdue",
        StateKind::Again => "changes.again",
        StateKind::Carried => "state.carried",
        StateKind::Dropped => "state.dropped",
        StateKind::Edited => "changes.edited",
        StateKind::Agreed => "state.agreed",
        StateKind::Proposed => "state.proposed",
        StateKind::Withdrawn => "changes.withdrawn",
    }
}

impl Drawing<'_> {
    pub(super) fn okr_changes(&self, diff: &Diff) -> Option<List> {
        let all = diff.okr_changes.iter();
        let told = all.filter_map(|change| Some((change.state()?, self.okr_change_item(change))));
        self.list("sum.changes", told.collect())
    }

    pub(super) fn obstacles(&self, diff: &Diff) -> Option<List> {
        let all = diff.obstacles.iter();
        let told = all.filter_map(|change| Some((change.state()?, self.obstacle_item(change))));
        let spec = self.team.section(SectionKind::Obstacles);
        let list = self.list("sum.obstacles", told.collect())?;
        Some(List {
            heading: spec.map_or(list.heading, |spec| spec.heading.clone()),
            ..list
        })
    }

    pub(super) fn tasks(&self, diff: &Diff) -> Option<List> {
        let all = diff.tasks.iter();
        let told = all.filter_map(|change| Some((change.state()?, self.task_item(diff, change))));
        self.list("sum.tasks", told.collect())
    }

    /// The states are put in, and those told first that matter most.
    fn list(&self, heading: &str, mut told: Vec<(State, Item)>) -> Option<List> {
        told.sort_by_key(|(state, _)| state.rank);
        let entries = told.into_iter().map(|(state, item)| Item {
            state: self.text(message(state)),
            ..item
        });
        let entries: Vec<Item> = entries.collect();
        (!entries.is_empty()).then(|| List {
            heading: self.text(heading),
            entries,
        })
    }

    fn obstacle_item(&self, change: &ObstacleChange) -> Item {
        let words = change.words();
        let is_resolved = change.event() == ObstacleEvent::Resolved;
        let is_new = change.sides.before.is_none();
        let is_there = change.sides.after.is_some();
        let spec = self.team.section(SectionKind::Obstacles);
        let labels = spec.map(|spec| spec.labels.clone()).unwrap_or_default();
        let is_changed = |pieces: &[Piece]| pieces.iter().any(|piece| piece.mark != Mark::Same);
        let causes = [
            (labels.own_cause, &words.own_cause),
            (labels.outside_cause, &words.outside_cause),
            (labels.no_way_round, &words.no_way_round),
        ];
        let mut lines: Vec<(String, &Vec<Piece>)> = causes
            .into_iter()
            .filter(|(_, pieces)| is_there && !is_resolved && (is_new || is_changed(pieces)))
            .collect();
        lines.push((labels.resolved, &words.resolved));
        let lines = lines.into_iter().filter(|(_, pieces)| !pieces.is_empty());
        let slows = change.side().map(|side| &side.slows);
        let slows = slows.into_iter().flatten();
        let weeks = self.weeks(change.weeks);
        Item {
            age: match (is_resolved && change.weeks > 0, is_there && !is_resolved) {
                (true, _) => self.words.text("state.after", &[("weeks", &weeks)]),
                (false, true) => weeks,
                (false, false) => String::new(),
            },
            heading: Html::written(marked(&words.title)),
            lines: lines
                .map(|(label, pieces)| Line {
                    label: format!("{label}:"),
                    text: match pieces.iter().all(|piece| piece.mark == Mark::Removed) {
                        true => Html::text(&self.text("changes.unsaid")),
                        false => Html::written(marked(pieces)),
                    },
                })
                .collect(),
            tags: slows.map(|slowed| slowed.key_result.to_string()).collect(),
            ..Item::default()
        }
    }

    fn task_item(&self, diff: &Diff, change: &TaskChange) -> Item {
        let mut body = format!("<p>{}", marked(&change.words()));
        let details = self.task_details(diff, change);
        if !details.is_empty() {
            body.push_str(" <span class=\"muted\">");
            push_text(&mut body, &details);
            body.push_str("</span>");
        }
        body.push_str("</p>");
        let is_open = change
            .side()
            .is_some_and(|side| side.state == TaskState::Open);
        Item {
            age: if is_open {
                self.weeks(change.weeks)
            } else {
                String::new()
            },
            body: Html::written(body),
            ..Item::default()
        }
    }

    /// The owner where that is somebody else, and the due date where it still counts.
    fn task_details(&self, diff: &Diff, change: &TaskChange) -> String {
        let Some(side) = change.side() else {
            return String::new();
        };
        let name = |owner: Option<&str>| match owner {
            Some(owner) => match self.team.person(owner) {
                Some(person) => person.first_name().to_owned(),
                None => owner.to_owned(),
            },
            None => self.text("changes.nobody"),
        };
        let day = |due: Option<jiff::civil::Date>| match due {
            Some(due) => calendar::short(self.words, due),
            None => self.text("task.no-date"),
        };
        let mut details = Vec::new();
        match (change.owner(), side.owner.as_deref()) {
            (Some(owners), _) => details.push(arrow(&name(owners.before), &name(owners.after))),
            (None, Some(other)) if other != diff.person.as_str() => details.push(name(Some(other))),
            (None, _) => {}
        }
        let due = match (change.due(), side.due) {
            (Some(dues), _) => Some(arrow(&day(dues.before), &day(dues.after))),
            (None, Some(due)) => Some(day(Some(due))),
            (None, None) => None,
        };
        if let Some(due) = due.filter(|_| side.state == TaskState::Open) {
            details.push(self.words.text("task.due-on", &[("date", &due)]));
        }
        details.join(", ")
    }

    fn okr_change_item(&self, change: &OkrChangeChange) -> Item {
        let what = match &change.subject {
            Subject::KeyResult(reference) => reference.to_string(),
            Subject::Objective(id) => id.to_string(),
        };
        let field = self.field(change.field);
        let terms = change.sides.after.as_ref().or(change.sides.before.as_ref());
        let (mut text, mut tags) = (format!("{what}: {field}"), Vec::new());
        if let Some(Terms {
            from,
            to,
            because,
            agreed,
            is_agreed: _,
        }) = terms
        {
            match (from, to) {
                (Some(from), Some(to)) => text.push_str(&format!(" {from} → {to}")),
                (Some(side), None) | (None, Some(side)) => text.push_str(&format!(" {side}")),
                (None, None) => {}
            }
            if let Some(because) = because {
                let reason = self.text(&format!("because.{}", because.word()));
                text.push_str(&self.words.text("change.because", &[("reason", &reason)]));
            }
            let names = agreed.iter().map(|id| {
                let person = self.team.person(id.as_str());
                let name =
                    person.map_or_else(|| id.to_string(), |person| person.first_name().to_owned());
                self.words.text("change.agrees", &[("who", &name)])
            });
            tags = names.collect();
        }
        let mut body = String::from("<p>");
        push_text(&mut body, &text);
        body.push_str("</p>");
        Item {
            body: Html::written(body),
            tags,
            ..Item::default()
        }
    }

    pub(super) fn field(&self, field: FieldOfChange) -> String {
        self.text(&format!("field.{}", field.word()))
    }

    /// `3 weeks`; nothing for what is of this week.
    fn weeks(&self, weeks: u32) -> String {
        match weeks {
            0 => String::new(),
            weeks => self
                .words
                .count("weeks", usize::try_from(weeks).unwrap_or(usize::MAX)),
        }
    }
}

pub(super) fn arrow(before: &str, after: &str) -> String {
    if before == after {
        return after.to_owned();
    }
    format!("{before} → {after}")
}
