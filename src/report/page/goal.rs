//! How the goal of an objective changed: what both agreed to change in check-ins, and what git knows of the
//! objective's file, each change once.

use std::sync::Arc;

use crate::diff::{DefinitionChange, definitions};
use crate::model::measure::{self, Pace};
use crate::model::{Because, Decimal, FieldOfChange, Kind, Okrs, Subject, Week, decimal};
use crate::report::board::{Course, Goal};
use crate::report::calendar;
use crate::report::facts::{ChangeFact, Summary};
use crate::report::html::{Html, push_text};
use crate::report::input::{Audience, GoalEdit, Reach};
use crate::report::number;
use crate::report::scene::{Scene, View};
use crate::report::view::objective::GoalChange;
use crate::rules::signal::Signal;

use super::Site;

/// Changes that are shown, the newest.
const MOST: usize = 24;

/// A change before it becomes a row.
struct Row<'a> {
    week: Week,
    change: ChangeFact,
    /// Who wrote the check-in that has it.
    person: Option<usize>,
    /// The commit that made it.
    edit: Option<&'a GoalEdit>,
}

impl Row<'_> {
    /// Whether it is the same step, told by the other source.
    fn is(&self, change: &ChangeFact) -> bool {
        self.change.subject == change.subject
            && self.change.change == change.change
            && is_same(self.change.to.as_deref(), change.to.as_deref())
    }
}

impl Site<'_> {
    /// What both agreed to change, what one of them proposed, and what was edited, newest first.
    pub(super) fn goal_changes(&self, scene: &Scene, goal: &Goal) -> Vec<GoalChange> {
        let mut rows = self.changes_of_check_ins(scene, goal);
        self.add_edits(scene, goal, &mut rows);
        rows.sort_by_key(|row| std::cmp::Reverse(row.week));
        rows.truncate(MOST);
        let mut told: Vec<GoalChange> =
            rows.iter().map(|row| self.change_row(scene, row)).collect();
        if told.len() < MOST {
            told.extend(self.written_row(goal));
        }
        told
    }

    /// What check-ins tell, newest first, each step once.
    fn changes_of_check_ins<'a>(&self, scene: &Scene, goal: &Goal) -> Vec<Row<'a>> {
        let mut found: Vec<(Week, usize, &ChangeFact)> = Vec::new();
        for (person, timeline) in self.timelines.iter().enumerate() {
            let known = timeline.summaries.iter().filter(|summary| {
                summary.week <= scene.week && scene.board.cycle.contains(summary.week)
            });
            let changes = known.flat_map(|summary: &Arc<Summary>| {
                let week = summary.week;
                summary
                    .changes
                    .iter()
                    .map(move |change| (week, person, change))
            });
            found.extend(changes.filter(|(_, _, change)| is_about(&change.subject, goal)));
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let mut rows: Vec<Row> = Vec::new();
        for (week, person, change) in found {
            if !rows.iter().any(|row| row.is(change)) {
                rows.push(Row {
                    week,
                    change: change.clone(),
                    person: Some(person),
                    edit: None,
                });
            }
        }
        rows
    }

    /// Adds what was edited since the cycle began: to the row of the check-in that has it, or as its own.
    fn add_edits<'a>(&'a self, scene: &Scene, goal: &Goal, rows: &mut Vec<Row<'a>>) {
        let today = self.input.now.date();
        for edit in self.edits_of(goal) {
            let week = Week::of(edit.day);
            let Some(before) = &edit.before else { continue };
            if !scene.board.cycle.contains(week) || edit.day > today {
                continue;
            }
            let [before, after] =
                [before, &edit.after].map(|objective| Okrs::new(vec![objective.clone()]));
            for change in definitions(&before, &after) {
                let change = self.fact(change);
                let known = rows.iter_mut().find(|row| row.is(&change));
                match known {
                    Some(row) if row.edit.is_none() => row.edit = Some(edit),
                    // A merge brings again what another commit has brought.
                    Some(_) if edit.is_merge => {}
                    _ => rows.push(Row {
                        week,
                        change,
                        person: None,
                        edit: Some(edit),
                    }),
                }
            }
        }
    }

    fn edits_of(&self, goal: &Goal) -> impl Iterator<Item = &GoalEdit> {
        let (cycle, id) = (goal.objective.cycle.id(), &goal.objective.id);
        let edits = self.input.past.goals.iter();
        edits.filter(move |edit| edit.after.cycle.id() == cycle && edit.after.id == *id)
    }

    fn change_row(&self, scene: &Scene, row: &Row) -> GoalChange {
        let change = &row.change;
        let by = change
            .agreed_by
            .iter()
            .map(|id| self.first_name(id.as_str()));
        let by: Vec<String> = by.collect();
        let reason = row
            .person
            .and_then(|person| self.change_reason(person, change));
        GoalChange {
            week: calendar::week(self.words, row.week),
            what: self.change_html(scene, change),
            score: self.score_moved(scene, row),
            why: reason.or_else(|| row.edit.map(|edit| self.authors(edit))),
            commit: row.edit.and_then(|edit| self.commit_of(edit)),
            open: match (row.person, change.is_agreed) {
                (None, _) => Some(self.text("goal.unagreed")),
                (Some(_), false) => Some(self.text("goal.open")),
                (Some(_), true) => None,
            },
            agreed: by.join(", "),
        }
    }

    /// `Objective and 3 key results written`, where git knows it.
    fn written_row(&self, goal: &Goal) -> Option<GoalChange> {
        let first = self
            .edits_of(goal)
            .next()
            .filter(|edit| edit.before.is_none() && edit.day <= self.input.now.date())?;
        let n = first.after.key_results.len();
        Some(GoalChange {
            week: calendar::week(self.words, Week::of(first.day)),
            what: Html::text(&self.words.count("goal.written", n)),
            score: None,
            why: Some(self.authors(first)),
            commit: self.commit_of(first),
            open: None,
            agreed: String::new(),
        })
    }

    /// An edit of the file as the change of a check-in. Titles that a team has given up are not for the
    /// public.
    fn fact(&self, change: DefinitionChange) -> ChangeFact {
        let is_told = self.input.audience == Audience::Team || change.field != FieldOfChange::Title;
        ChangeFact {
            subject: change.subject,
            change: change.field,
            from: change.before.filter(|_| is_told),
            to: change.after.filter(|_| is_told),
            because: None,
            agreed_by: Vec::new(),
            is_agreed: false,
        }
    }

    /// What this report cannot know of the changes.
    pub(super) fn goal_unknown(&self) -> Option<String> {
        match self.reach {
            Reach::None => Some(self.text("goal.no-git")),
            Reach::Cut => Some(self.text("goal.cut")),
            Reach::Whole => None,
        }
    }

    fn authors(&self, edit: &GoalEdit) -> String {
        let name = |author: &Option<crate::model::PersonId>| match author {
            Some(id) => self.first_name(id.as_str()),
            None => self.text("goal.somebody"),
        };
        let names: Vec<String> = edit.authors.iter().map(name).collect();
        self.words.text("goal.by", &[("who", &names.join(", "))])
    }

    /// The commit; commit ids are not for the public.
    fn commit_of(&self, edit: &GoalEdit) -> Option<String> {
        let is_team = self.input.audience == Audience::Team;
        is_team.then(|| super::short_id(&edit.commit))
    }

    /// The score of the last value by the old and by the new definition.
    fn score_moved(&self, scene: &Scene, row: &Row) -> Option<String> {
        let Subject::KeyResult(reference) = &row.change.subject else {
            return None;
        };
        let course = scene.board.course(reference)?;
        let (_, value) = course.history.last_value(row.week.min(scene.week))?;
        let [before, after] = kinds(course, row)?;
        let score = |kind| number::percent(self.words, measure::score(&kind, value));
        let (before, after) = (score(before), score(after));
        let fillings = [("before", &*before), ("after", &*after)];
        (before != after).then(|| self.words.text("goal.score", &fillings))
    }

    /// `2.3 target 120 → 70`, the old one struck through.
    pub(super) fn change_html(&self, scene: &Scene, change: &ChangeFact) -> Html {
        self.change_marked(scene, change, ["del", "ins"])
    }

    /// The same without marks.
    pub(super) fn change_words(&self, scene: &Scene, change: &ChangeFact) -> Html {
        self.change_marked(scene, change, ["span", "b"])
    }

    fn change_marked(&self, scene: &Scene, change: &ChangeFact, tags: [&str; 2]) -> Html {
        let number = self.subject(&change.subject, scene.board);
        let field = self.text(&format!("field.{}", change.change.word()));
        let marked = |tag: &str, text: &str| {
            let mut html = format!("<{tag}>");
            push_text(&mut html, text);
            html.push_str(&format!("</{tag}>"));
            Html::written(html)
        };
        match (change.change, &change.from, &change.to) {
            (FieldOfChange::Add | FieldOfChange::Remove, ..) | (_, None, _) | (_, _, None) => {
                self.words.html(
                    "goal.kind",
                    &[("number", (&number).into()), ("kind", (&field).into())],
                )
            }
            (field_of, Some(from), Some(to)) => {
                let [from, to] = [from, to].map(|text| self.goal_value(field_of, text));
                let (from, to) = (marked(tags[0], &from), marked(tags[1], &to));
                let fillings = [
                    ("number", (&number).into()),
                    ("field", (&field).into()),
                    ("from", (&from).into()),
                    ("to", (&to).into()),
                ];
                self.words.html("goal.set", &fillings)
            }
        }
    }

    /// A start or a target as numbers are written in the report; what is none, and other fields, as in the file.
    pub(in crate::report::page) fn goal_value(&self, field: FieldOfChange, text: &str) -> String {
        let bare = text.trim().trim_end_matches('%');
        let number = match field {
            FieldOfChange::Target | FieldOfChange::Start | FieldOfChange::Weight => {
                decimal::parse(bare.trim_end())
            }
            _ => None,
        };
        let Some(number) = number else {
            return text.to_owned();
        };
        let short = number::short(self.words, number);
        match text.trim().ends_with('%') {
            true => self.words.text("percent", &[("n", &short)]),
            false => short,
        }
    }

    fn change_reason(&self, person: usize, change: &ChangeFact) -> Option<String> {
        let reason = self.reason(change.because?);
        let who = self.input.team.people.get(person)?.first_name();
        Some(
            self.words
                .text("goal.because", &[("who", who), ("reason", &reason)]),
        )
    }

    pub(super) fn reason(&self, because: Because) -> String {
        self.text(&format!("because.{}", because.word()))
    }

    /// Pace against the first target, where the target was moved.
    pub(super) fn goal_note(&self, view: &View) -> Option<String> {
        let moved = view.signals.iter().find_map(|signal| match signal {
            Signal::TargetMoved { by_the_first, .. } => *by_the_first,
            _ => None,
        })?;
        let band = measure::Band::of(moved, &self.input.team.thresholds);
        let fillings = [
            ("number", view.course.number.as_str()),
            ("first", &self.distance(Pace::Off(moved, band))),
            ("now", &self.distance(view.pace)),
        ];
        Some(self.words.text("goal.against", &fillings))
    }
}

/// What a key result measured before and after a change of its start or target.
fn kinds(course: &Course, row: &Row) -> Option<[Kind; 2]> {
    let parsed = |text: &Option<String>| -> Option<Decimal> {
        decimal::parse(text.as_deref()?.trim_end_matches('%'))
    };
    let (from, to) = (parsed(&row.change.from)?, parsed(&row.change.to)?);
    let Kind::Reach { start, target } = course.kind(row.week) else {
        return None;
    };
    let kind = |value: Decimal| match row.change.change {
        FieldOfChange::Target if value != *start => Some(Kind::Reach {
            start: *start,
            target: value,
        }),
        FieldOfChange::Start if value != *target => Some(Kind::Reach {
            start: value,
            target: *target,
        }),
        _ => None,
    };
    Some([kind(from)?, kind(to)?])
}

/// Whether two values are the same, as numbers where they are some.
fn is_same(one: Option<&str>, other: Option<&str>) -> bool {
    let number = |text: Option<&str>| decimal::parse(text?.trim().trim_end_matches('%'));
    one == other || number(one).is_some() && number(one) == number(other)
}

fn is_about(subject: &Subject, goal: &Goal) -> bool {
    match subject {
        Subject::KeyResult(reference) => reference.objective == goal.objective.id,
        Subject::Objective(id) => *id == goal.objective.id,
    }
}
