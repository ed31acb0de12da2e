//! For a terminal: one screen, aligned; the words side by side where there is room, else one below the
//! other. The table of key results is in `table`, the words in `columns`.

mod columns;
mod table;

pub(super) use table::note;

use super::Told;
use super::states::{self, State};
use crate::diff::{
    Change, Direction, ObstacleChange, ObstacleEvent, ObstacleWords, OkrChangeChange, TaskChange,
    Terms,
};
use crate::model::{Because, KeyResultRef, SectionKind, Status, Subject, TaskState, Team};
use crate::output::figures::{arrow, day};
use crate::output::line::{Run, Styles, push, width, wrapped};
use crate::text::prose::{Mark, Piece};

/// From this width on the words stand side by side, in columns.
pub const SIDE_BY_SIDE: usize = 120;

/// How a diff is printed.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The columns of the terminal.
    pub width: usize,
    /// The styles.
    pub styles: Styles,
    /// Which words are printed.
    pub words: Words,
}

/// Which words of the sections are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// All where they stand side by side, else the new ones.
    #[default]
    Fitting,
    /// None.
    None,
    /// Those that came or were edited.
    New,
    /// Also those that went.
    All,
}

/// Prints a diff.
#[must_use]
pub fn render(told: &Told, options: &Options) -> String {
    let mut page = Page {
        out: String::new(),
        width: options.width.max(40),
        styles: options.styles,
    };
    page.head(told);
    if told.diff.is_empty() {
        page.heading("Nothing changed");
        return page.out;
    }
    table::print(&mut page, told);
    page.okr_changes(told);
    page.obstacles(told);
    page.tasks(told);
    let is_wide = page.width >= SIDE_BY_SIDE;
    let words = match (options.words, is_wide) {
        (Words::Fitting, true) => Words::All,
        (Words::Fitting, false) => Words::New,
        (words, _) => words,
    };
    columns::print(&mut page, told, words);
    page.out
}

/// What is printed so far.
struct Page {
    out: String,
    width: usize,
    styles: Styles,
}

impl Page {
    fn line(&mut self, line: &[Run]) {
        push(&mut self.out, line, 0);
        self.out.push('\n');
    }

    /// A line that is wrapped, all but its first piece indented by the width of `first`.
    fn paragraph(&mut self, first: Vec<Run>, text: &[Run]) {
        let indent = width(&first);
        let mut first = Some(first);
        for line in wrapped(text, self.width.saturating_sub(indent)) {
            let mut whole = first
                .take()
                .unwrap_or_else(|| vec![Run::plain(&" ".repeat(indent))]);
            whole.extend(line);
            self.line(&whole);
        }
    }

    /// A heading with an empty line before it.
    fn heading(&mut self, text: &str) {
        self.out.push('\n');
        let text = Run::new(self.styles.strong, text);
        self.paragraph(Vec::new(), &[text]);
    }

    fn by(&self, direction: Direction) -> anstyle::Style {
        match direction {
            Direction::Good => self.styles.good,
            Direction::Bad => self.styles.bad,
            Direction::Neutral => anstyle::Style::new(),
        }
    }

    fn head(&mut self, told: &Told) {
        let diff = told.diff;
        let (strong, faint) = (self.styles.strong, self.styles.faint);
        let mut text = vec![Run::new(
            strong,
            &format!("{}, {}", told.person.name, diff.to),
        )];
        let against = match diff.from {
            None => " (the first check-in)".to_owned(),
            Some(from) => match diff.to.since(from) {
                0 => " against what it was".to_owned(),
                1 => format!(" against {from}"),
                apart => format!(" against {from}, {apart} weeks before"),
            },
        };
        text.push(Run::new(faint, &against));
        let Change { before, after } = diff.status.status;
        let word = |status: Option<Status>| status.map_or("", Status::word);
        let status = if diff.from == Some(diff.to) {
            arrow(word(before), word(after))
        } else {
            word(after).to_owned()
        };
        text.push(Run::new(faint, &format!(" · {status}")));
        self.paragraph(Vec::new(), &text);
        if let Some(reason) = &diff.status.reason.after {
            self.paragraph(vec![Run::plain("  ")], &[Run::plain(reason)]);
        }
    }

    fn okr_changes(&mut self, told: &Told) {
        let changes = told.diff.okr_changes.iter();
        let mut changes: Vec<_> = changes
            .filter_map(|change| Some((states::okr_change(change)?, change)))
            .collect();
        changes.sort_by_key(|(state, _)| state.rank);
        if !changes.is_empty() {
            self.heading("OKR changes");
        }
        let columns = columns(changes.iter().map(|(state, _)| state));
        for (state, change) in changes {
            self.entry(&state, columns, &[Run::plain(&okr_change_words(change))]);
        }
    }

    fn obstacles(&mut self, told: &Told) {
        let changes = told.diff.obstacles.iter();
        let mut changes: Vec<_> = changes
            .filter_map(|change| Some((states::obstacle(change)?, change)))
            .collect();
        changes.sort_by_key(|(state, _)| state.rank);
        if !changes.is_empty() {
            self.heading("Obstacles");
        }
        let columns = columns(changes.iter().map(|(state, _)| state));
        for (state, change) in changes {
            self.obstacle(told, &state, columns, change);
        }
    }

    fn obstacle(&mut self, told: &Told, state: &State, columns: usize, change: &ObstacleChange) {
        let words = change.words();
        let mut title = self.pieces(&words.title);
        let slows = change.sides.map(|side| {
            side.as_ref().map_or_else(String::new, |side| {
                let slows = side.slows.iter().map(|slowed| slowed.key_result.as_str());
                slows.collect::<Vec<_>>().join(", ")
            })
        });
        let slows = match (&change.sides.before, &change.sides.after) {
            (Some(_), Some(_)) => arrow(&slows.before, &slows.after),
            (Some(_), None) => slows.before,
            _ => slows.after,
        };
        if !slows.is_empty() {
            title.push(Run::new(self.styles.faint, &format!("  slows {slows}")));
        }
        self.entry(state, columns, &title);
        let lines = obstacle_lines(change, &words, told.team);
        for (label, pieces) in lines {
            let mut text = vec![Run::new(self.styles.faint, &format!("{label}: "))];
            text.extend(self.pieces(&pieces));
            self.paragraph(vec![Run::plain(&" ".repeat(columns))], &text);
        }
    }

    fn tasks(&mut self, told: &Told) {
        let changes = told.diff.tasks.iter();
        let mut changes: Vec<_> = changes
            .filter_map(|change| Some((states::task(change)?, change)))
            .collect();
        changes.sort_by_key(|(state, _)| state.rank);
        if !changes.is_empty() {
            self.heading("Tasks");
        }
        let columns = columns(changes.iter().map(|(state, _)| state));
        for (state, change) in changes {
            let mut text = self.pieces(&change.words());
            let style = if change.is_slipped() {
                self.styles.bad
            } else {
                self.styles.faint
            };
            let details = task_details(change, told);
            if !details.is_empty() {
                text.push(Run::new(style, &format!("  {details}")));
            }
            self.entry(&state, columns, &text);
        }
    }

    /// A state and what it is about.
    fn entry(&mut self, state: &State, columns: usize, text: &[Run]) {
        let mut first = vec![
            Run::plain("  "),
            Run::new(self.by(state.direction), &state.words()),
        ];
        let missing = columns.saturating_sub(width(&first)).max(1);
        first.push(Run::plain(&" ".repeat(missing)));
        self.paragraph(first, text);
    }

    /// Words with what became of them: by colours, else by `[-…-]` and `{+…+}`.
    fn pieces(&self, pieces: &[Piece]) -> Vec<Run> {
        let runs = pieces
            .iter()
            .map(|piece| match (piece.mark, self.styles.is_colored) {
                (Mark::Same, _) => Run::plain(&piece.text),
                (Mark::Removed, true) => Run::new(self.styles.removed, &piece.text),
                (Mark::Added, true) => Run::new(self.styles.added, &piece.text),
                (Mark::Removed, false) => Run::plain(&format!("[-{}-]", piece.text)),
                (Mark::Added, false) => Run::plain(&format!("{{+{}+}}", piece.text)),
            });
        let mut spaced = Vec::new();
        let mut last = None;
        for (run, piece) in runs.zip(pieces) {
            // What went and what came in its place would run into each other.
            if last == Some(Mark::Removed) && piece.mark == Mark::Added && self.styles.is_colored {
                spaced.push(Run::plain(" "));
            }
            last = Some(piece.mark);
            spaced.push(run);
        }
        spaced
    }
}

/// The columns that states take, with what is left and right of them.
fn columns<'s>(states: impl Iterator<Item = &'s State>) -> usize {
    let widest = states
        .map(|state| width(&[Run::plain(&state.words())]))
        .max();
    widest.unwrap_or(0) + 4
}

/// What is told of an obstacle: of a resolved one how, of a new one its causes, of one that is still there
/// what changed in them, of one that is gone nothing.
pub(super) fn obstacle_lines(
    change: &ObstacleChange,
    words: &ObstacleWords,
    team: &Team,
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
        .flat_map(|(label, pieces)| said(label, pieces))
        .collect()
}

/// A labelled line. Words that replace all others stand alone, with the others in a line of their own.
fn said(label: String, pieces: &[Piece]) -> Vec<(String, Vec<Piece>)> {
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
    match (new.is_empty(), old.is_empty()) {
        (true, _) => vec![(format!("{label} (no longer said)"), old)],
        (false, true) => vec![(label, new)],
        (false, false) => vec![(label, new), ("was".to_owned(), old)],
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
    let mut words = format!("{subject} {}", change.field.word());
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
