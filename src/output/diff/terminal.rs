//! For a terminal: one screen, aligned; the words side by side where there is room, else one below the
//! other. Several check-ins begin with an
//! `overview`. The table of key results is in `table`, the words in `columns`.

mod columns;
mod overview;
mod table;

pub(super) use table::note;

use super::details::{Old, obstacle_lines, okr_change_words, task_details};
use super::states::{self, State};
use super::words::{changed, of_objective};
use super::{Shown, Told, definitions, untold};
use crate::diff::{Change, Diff, Direction, ObstacleChange};
use crate::model::Status;
use crate::output::figures::arrow;
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

/// Prints all that is compared: what changed in each of several check-ins, then the objectives, then the
/// check-ins, empty lines between them.
#[must_use]
pub fn render(shown: &Shown, options: &Options) -> String {
    let mut page = Page::new(options);
    overview::print(&mut page, shown);
    let mut parts = vec![page.out, objectives(shown, options)];
    parts.extend(shown.told.iter().map(|told| one(told, options)));
    let mut page = Page::new(options);
    for line in untold::terminal(shown, &options.styles) {
        page.paragraph(Vec::new(), &line);
    }
    parts.push(page.out);
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn objectives(shown: &Shown, options: &Options) -> String {
    let mut page = Page::new(options);
    page.out = definitions::terminal(&shown.comparison.definitions);
    let descriptions = shown.comparison.descriptions.iter();
    let sections: Vec<_> = descriptions.map(of_objective).collect();
    let sides = Change::new(columns::BEFORE.to_owned(), "Now".to_owned());
    columns::print(&mut page, &sections, options.words, Some(&sides));
    match page.out.strip_prefix('\n') {
        Some(out) => out.to_owned(),
        None => page.out,
    }
}

/// Prints one diff.
#[must_use]
pub fn one(told: &Told, options: &Options) -> String {
    let mut page = Page::new(options);
    page.head(told);
    if told.diff.is_empty() {
        page.heading("Nothing changed");
        return page.out;
    }
    table::print(&mut page, told);
    page.okr_changes(told);
    page.obstacles(told);
    page.tasks(told);
    let sides = sides(told.diff);
    columns::print(
        &mut page,
        &changed(told.diff),
        options.words,
        sides.as_ref(),
    );
    page.out
}

/// What stands above the older and the newer words; `None` where there are no older ones.
fn sides(diff: &Diff) -> Option<Change<String>> {
    let from = diff.from?;
    Some(if from == diff.to {
        Change::new(columns::BEFORE.to_owned(), "Now".to_owned())
    } else {
        Change::new(from.to_string(), diff.to.to_string())
    })
}

/// What is printed so far.
struct Page {
    out: String,
    width: usize,
    styles: Styles,
    /// Whether causes are told that were replaced.
    old: Old,
}

impl Page {
    fn new(options: &Options) -> Self {
        Self {
            out: String::new(),
            width: options.width.max(40),
            styles: options.styles,
            old: match options.words {
                Words::All => Old::Told,
                Words::Fitting | Words::New | Words::None => Old::Hidden,
            },
        }
    }

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
            let faint = self.styles.faint;
            let (first, others) = slows.split_once(' ').unwrap_or((&slows, ""));
            title.push(Run::new(faint, "  "));
            title.push(Run::whole(faint, &format!("slows {first}")));
            if !others.is_empty() {
                title.push(Run::new(faint, &format!(" {others}")));
            }
        }
        self.entry(state, columns, &title);
        let lines = obstacle_lines(change, &words, told.team, self.old);
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
                text.push(Run::new(style, "  "));
                text.push(Run::whole(style, &details));
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
