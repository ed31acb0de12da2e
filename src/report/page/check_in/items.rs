//! Obstacles, tasks and OKR changes, each with what became of it. Words are marked only where the same
//! item was edited.

use crate::model::{CheckIn, Obstacle, SectionKind, TaskState};
use crate::report::calendar;
use crate::report::facts::{ChangeFact, ObstacleFact, Summary, TaskFact};
use crate::report::html::{Html, push_text};
use crate::report::page::Site;
use crate::report::view::check_in::{Item, Line};
use crate::text::Span;
use crate::text::markdown::html::{to_html, to_inline_html};
use crate::text::prose::{ALIKE, Mark, Sentence, likeness, words};

use super::Talk;
use super::sections::{whole_lines, without, without_blanks};

impl Item {
    /// Whether it shows what was edited.
    pub(super) fn is_marked(&self) -> bool {
        let marked =
            |html: &Html| html.as_str().contains("<ins>") || html.as_str().contains("<del>");
        marked(&self.heading)
            || marked(&self.body)
            || self.lines.iter().any(|line| marked(&line.text))
    }
}

impl Site<'_> {
    /// The obstacles of the check-in, then those that are no longer mentioned.
    pub(super) fn obstacle_items(&self, talk: &Talk, check_in: &CheckIn) -> Vec<Item> {
        let before = talk
            .before
            .and_then(|(published, _)| published.check_in.as_ref());
        let old = before.map_or(&[][..], |before| &before.obstacles);
        let facts = &talk.summary.obstacles;
        let pairs = check_in.obstacles.iter().zip(facts);
        let mut items: Vec<Item> = pairs
            .map(|(obstacle, fact)| {
                let past = fact.before.and_then(|at| old.get(at));
                self.obstacle_item(talk, check_in, obstacle, fact, past)
            })
            .collect();
        for (at, obstacle) in old.iter().enumerate() {
            if obstacle.is_open() && !facts.iter().any(|fact| fact.before == Some(at)) {
                items.push(Item {
                    state: self.text("state.gone"),
                    heading: Html::text(&obstacle.title.value),
                    ..Item::default()
                });
            }
        }
        items
    }

    fn obstacle_item(
        &self,
        talk: &Talk,
        check_in: &CheckIn,
        obstacle: &Obstacle,
        fact: &ObstacleFact,
        past: Option<&Obstacle>,
    ) -> Item {
        let weeks = fact.age(talk.summary.week);
        let reworded = past.is_some_and(|past| past.title.value != obstacle.title.value);
        let (state, age) = match (fact.resolved, past) {
            (true, _) => {
                let weeks = self.age(weeks);
                (
                    "state.resolved",
                    self.words.text("state.after", &[("weeks", &weeks)]),
                )
            }
            (false, None) => ("state.new", String::new()),
            (false, Some(_)) if reworded => ("state.reworded", self.age(weeks)),
            (false, Some(_)) => ("state.still", self.age(weeks)),
        };
        let heading = match past.filter(|_| reworded) {
            Some(past) => marked(&past.title.value, &obstacle.title.value),
            None => Html::text(&obstacle.title.value),
        };
        Item {
            state: self.text(state),
            age: if fact.resolved && weeks == 0 {
                String::new()
            } else {
                age
            },
            heading,
            lines: self.obstacle_lines_of(talk, obstacle, past),
            body: rest(check_in, obstacle, &self.obstacle_labels()),
            ..Item::default()
        }
    }

    /// The names of an obstacle's items, in the team's words.
    fn obstacle_labels(&self) -> Vec<&str> {
        let labels = self
            .input
            .team
            .section(SectionKind::Obstacles)
            .map(|spec| &spec.labels);
        let all = labels.into_iter().flat_map(|labels| {
            [
                &labels.slows,
                &labels.own_cause,
                &labels.outside_cause,
                &labels.resolved,
                &labels.no_way_round,
            ]
        });
        all.map(String::as_str).collect()
    }

    fn obstacle_lines_of(
        &self,
        talk: &Talk,
        obstacle: &Obstacle,
        past: Option<&Obstacle>,
    ) -> Vec<Line> {
        let team = self.input.team;
        let labels = team
            .section(SectionKind::Obstacles)
            .map(|spec| spec.labels.clone());
        let labels = labels.unwrap_or_default();
        let mut lines = Vec::new();
        if !obstacle.slows.is_empty() {
            let mut tags = String::new();
            for slowed in &obstacle.slows {
                tags.push_str("<span class=\"tag\">");
                push_text(
                    &mut tags,
                    &talk
                        .scene
                        .board
                        .numbers(std::slice::from_ref(&slowed.value)),
                );
                tags.push_str("</span> ");
            }
            lines.push(Line {
                label: format!("{}:", labels.slows),
                text: Html::written(tags),
            });
        }
        let own = past.and_then(|past| past.own_cause.as_ref());
        let outside = past.and_then(|past| past.outside_cause.as_ref());
        let told = [
            (labels.own_cause, &obstacle.own_cause, past.map(|_| own)),
            (
                labels.outside_cause,
                &obstacle.outside_cause,
                past.map(|_| outside),
            ),
            (labels.resolved, &obstacle.resolved, None),
            (labels.no_way_round, &obstacle.no_way_round, None),
        ];
        for (label, now, old) in told {
            let Some(now) = now else { continue };
            let old = old.map(|old| old.map_or("", |old| old.value.as_str()));
            let text = match old.filter(|old| *old != now.value) {
                Some(old) => marked(old, &now.value),
                None => Html::rendered(to_inline_html(&now.value)),
            };
            lines.push(Line {
                label: format!("{label}:"),
                text,
            });
        }
        lines
    }

    /// The tasks of a section, each with what became of it.
    pub(super) fn task_items(&self, talk: &Talk, kind: SectionKind) -> Vec<Item> {
        let old = talk.before.map_or(&[][..], |(_, summary)| &summary.tasks);
        let here = talk
            .summary
            .tasks
            .iter()
            .filter(|task| task.section == kind);
        here.map(|task| self.task_item(talk, task, task.was.and_then(|at| old.get(at))))
            .collect()
    }

    fn task_item(&self, talk: &Talk, task: &TaskFact, past: Option<&TaskFact>) -> Item {
        let week = talk.summary.week;
        let today = talk.scene.today;
        let late = self
            .late(task.due, today)
            .filter(|_| task.state == TaskState::Open);
        let carried = u32::try_from(week.since(task.first)).unwrap_or(0);
        let (state, age) = match (task.state, past) {
            (TaskState::Done, Some(_)) => ("state.done", self.text("state.was-open")),
            (TaskState::Done, None) => ("state.done", String::new()),
            (TaskState::Dropped, _) => ("state.dropped", String::new()),
            (TaskState::Open, _) if late.is_some() => ("state.overdue", String::new()),
            (TaskState::Open, None) => ("state.new", String::new()),
            (TaskState::Open, Some(_)) => ("state.carried", self.age(carried)),
        };
        let text = match past.filter(|past| past.text != task.text) {
            Some(past) => marked(&past.text, &task.text),
            None => Html::rendered(to_inline_html(&task.text)),
        };
        let mut body = format!("<p>{}", text.as_str());
        let owner = self.task_owner(task);
        let due = match (task.state, task.due) {
            (TaskState::Open, _) => self.due(task.due, today),
            (_, Some(due)) => calendar::short(self.words, due),
            (_, None) => String::new(),
        };
        let details: Vec<&str> = [owner.as_str(), &due]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        body.push_str(" <span class=\"muted\">");
        push_text(&mut body, &details.join(", "));
        body.push_str("</span>");
        if let Some(late) = &late {
            body.push_str(" <span class=\"tag due\">");
            push_text(&mut body, late);
            body.push_str("</span>");
        }
        body.push_str("</p>");
        Item {
            state: self.text(state),
            age,
            body: Html::written(body),
            ..Item::default()
        }
    }

    /// The OKR changes, with who agrees.
    pub(super) fn change_items(&self, talk: &Talk) -> Vec<Item> {
        let old = talk.before.map_or(&[][..], |(_, summary)| &summary.changes);
        talk.summary
            .changes
            .iter()
            .map(|change| self.change_item(talk, change, old))
            .collect()
    }

    fn change_item(&self, talk: &Talk, change: &ChangeFact, old: &[ChangeFact]) -> Item {
        let state = if change.is_agreed {
            "state.agreed"
        } else {
            "state.proposed"
        };
        let known = old.iter().any(|old| {
            old.subject == change.subject && old.change == change.change && old.to == change.to
        });
        let mut body = format!("<p>{}", self.change_html(talk.scene, change).as_str());
        if let Some(because) = change.because {
            let reason = self.reason(because);
            push_text(
                &mut body,
                &self.words.text("change.because", &[("reason", &reason)]),
            );
        }
        body.push_str("</p>");
        let agrees = change.agreed_by.iter().map(|by| {
            let who = self.first_name(by.as_str());
            self.words.text("change.agrees", &[("who", &who)])
        });
        Item {
            state: self.text(state),
            age: if known {
                String::new()
            } else {
                self.text("state.fresh")
            },
            body: Html::written(body),
            tags: agrees.collect(),
            note: if change.is_agreed {
                String::new()
            } else {
                self.text("change.counts")
            },
            ..Item::default()
        }
    }
}

/// What an obstacle says besides its items; `labels` are those of items that are not filled yet.
fn rest(check_in: &CheckIn, obstacle: &Obstacle, labels: &[&str]) -> Html {
    let own = [
        &obstacle.own_cause,
        &obstacle.outside_cause,
        &obstacle.resolved,
        &obstacle.no_way_round,
    ];
    let causes = own.into_iter().flatten().map(|told| told.span);
    let slows = obstacle.slows.iter().map(|slowed| slowed.span);
    let mut lines: Vec<Span> = causes
        .chain(slows)
        .map(|span| whole_lines(&check_in.text, span))
        .collect();
    lines.sort();
    lines.dedup();
    let text = without(&check_in.text, obstacle.body, &lines);
    let text = without_blanks(&text, labels);
    if text.trim().is_empty() {
        Html::default()
    } else {
        Html::rendered(to_html(&text, 1))
    }
}

/// Two texts as one, with the words that went struck through and those that came underlined; the new
/// one alone where they have little in common.
fn marked(before: &str, after: &str) -> Html {
    let (old, new) = (Sentence::of(before), Sentence::of(after));
    if likeness(&old, &new) < ALIKE {
        return Html::rendered(to_inline_html(after));
    }
    let mut html = String::new();
    for piece in words(&old, &new) {
        let tag = match piece.mark {
            Mark::Same => "",
            Mark::Added => "ins",
            Mark::Removed => "del",
        };
        let text = piece.text.trim();
        let space = |at: bool| if at { " " } else { "" };
        html.push_str(space(piece.text.starts_with(char::is_whitespace)));
        if tag.is_empty() {
            push_text(&mut html, text);
        } else {
            html.push_str(&format!("<{tag}>"));
            push_text(&mut html, text);
            html.push_str(&format!("</{tag}>"));
        }
        html.push_str(space(piece.text.ends_with(char::is_whitespace)));
    }
    Html::written(html)
}

/// Tasks and obstacles of a check-in by what became of them.
pub(super) fn gone_count(before: &Summary, now: &Summary) -> usize {
    let open = before.obstacles.iter().filter(|fact| !fact.resolved);
    let kept = now.obstacles.iter().filter(|fact| fact.was_open).count();
    open.count().saturating_sub(kept)
}
