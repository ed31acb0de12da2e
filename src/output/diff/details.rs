//! What is told of an obstacle, a task and a change of the OKRs beside its state, for every way of printing.

use super::Told;
use crate::diff::{
    ObstacleChange, ObstacleEvent, ObstacleWords, OkrChangeChange, TaskChange, Terms,
};
use crate::model::{Because, FieldOfChange, KeyResultRef, SectionKind, Subject, TaskState, Team};
use crate::output::figures::{arrow, day};
use crate::text::prose::{Mark, Piece};

/// What is told of an obstacle: of a resolved one how, of a new one its causes, of one that is still there
/// what changed in them, of one that is gone nothing. What stood in place of words that are wholly new is
/// told with `old` alone: causes are mostly written anew each week.
pub(super) fn obstacle_lines(
    change: &ObstacleChange,
    words: &ObstacleWords,
    team: &Team,
    old: Old,
) -> Vec<(String, Vec<Piece>)> {
    let labels = team
        .section(SectionKind::Obstacles)
        .map(|section| section.labels.clone());
    let labels = labels.unwrap_or_default();
    let ObstacleWords {
        title: _,
        own_cause,
        outside_cause,
        resolved,
        no_way_round,
    } = words;
    let is_resolved = change.event() == ObstacleEvent::Resolved;
    let is_new = change.sides.before.is_none();
    let causes = [
        (labels.own_cause, own_cause),
        (labels.outside_cause, outside_cause),
        (labels.no_way_round, no_way_round),
    ];
    let told = |pieces: &&Vec<Piece>| {
        let is_changed = pieces.iter().any(|piece| piece.mark != Mark::Same);
        !is_resolved && change.sides.after.is_some() && (is_new || is_changed)
    };
    let mut lines: Vec<_> = causes
        .into_iter()
        .filter(|(_, pieces)| told(pieces))
        .collect();
    lines.push((labels.resolved, resolved));
    let lines = lines.into_iter().filter(|(_, pieces)| !pieces.is_empty());
    lines
        .flat_map(|(label, pieces)| said(label, pieces, old))
        .collect()
}

/// Whether the words are told that wholly new ones replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Old {
    Told,
    Hidden,
}

/// A labelled line. Words that replace all others stand alone, with the others in a line of their own.
fn said(label: String, pieces: &[Piece], asked: Old) -> Vec<(String, Vec<Piece>)> {
    if pieces.iter().any(|piece| piece.mark == Mark::Same) {
        return vec![(label, pieces.to_vec())];
    }
    let side = |mark| -> Vec<Piece> {
        let of_mark = pieces.iter().filter(|piece| piece.mark == mark).cloned();
        of_mark
            .map(|piece| Piece {
                mark: Mark::Same,
                ..piece
            })
            .collect()
    };
    let (new, old) = (side(Mark::Added), side(Mark::Removed));
    match (new.is_empty(), old.is_empty(), asked) {
        (true, _, Old::Told) => vec![(format!("{label} (no longer said)"), old)],
        (true, _, Old::Hidden) => {
            let text = "no longer said".to_owned();
            let mark = Mark::Same;
            vec![(label, vec![Piece { mark, text }])]
        }
        (false, true, _) | (false, false, Old::Hidden) => vec![(label, new)],
        (false, false, Old::Told) => vec![(label, new), ("was".to_owned(), old)],
    }
}

/// `p95-latency target 150 → 200: too hard (ada, grace)`.
pub(super) fn okr_change_words(change: &OkrChangeChange) -> String {
    let subject = match &change.subject {
        Subject::KeyResult(KeyResultRef {
            objective,
            key_result,
        }) => format!("{objective}/{key_result}"),
        Subject::Objective(id) => id.to_string(),
    };
    let field = match change.field {
        FieldOfChange::Add => "added",
        FieldOfChange::Remove => "removed",
        other => other.word(),
    };
    let mut words = format!("{subject} {field}");
    let Some(terms) = change.sides.after.as_ref().or(change.sides.before.as_ref()) else {
        return words;
    };
    let Terms {
        from,
        to,
        because,
        agreed,
        is_agreed: _,
    } = terms;
    match (from, to) {
        (Some(from), Some(to)) => words.push_str(&format!(" {from} → {to}")),
        (None, Some(to)) => words.push_str(&format!(" {to}")),
        (Some(from), None) => words.push_str(&format!(" {from}")),
        (None, None) => {}
    }
    if let Some(because) = because {
        words.push_str(match because {
            Because::TooEasy => ": too easy",
            Because::TooHard => ": too hard",
            Because::Unnecessary => ": unnecessary",
            Because::OutsideCause => ": an outside cause",
        });
    }
    let agreed: Vec<&str> = agreed.iter().map(crate::model::PersonId::as_str).collect();
    if !agreed.is_empty() {
        words.push_str(&format!(" ({} agreed)", agreed.join(" and ")));
    }
    words
}

/// `@alan, due 20 Nov → 27 Nov`: the owner where that is somebody else, the due date where it still counts.
pub(super) fn task_details(change: &TaskChange, told: &Told) -> String {
    let Some(side) = change.side() else {
        return String::new();
    };
    let owner =
        |owner: Option<&str>| owner.map_or_else(|| "nobody".to_owned(), |o| format!("@{o}"));
    let due = |due| Option::map_or_else(due, || "no date".to_owned(), day);
    let mut details = Vec::new();
    match (change.owner(), side.owner.as_deref()) {
        (Some(owners), _) => details.push(arrow(&owner(owners.before), &owner(owners.after))),
        (None, Some(other)) if other != told.person.id.as_str() => details.push(owner(Some(other))),
        (None, _) => {}
    }
    let is_open = side.state == TaskState::Open;
    match (change.due(), side.due) {
        (Some(dues), _) if is_open => {
            details.push(format!(
                "due {}",
                arrow(&due(dues.before), &due(dues.after))
            ));
        }
        (_, Some(date)) if is_open => details.push(format!("due {}", day(date))),
        _ => {}
    }
    details.join(", ")
}
