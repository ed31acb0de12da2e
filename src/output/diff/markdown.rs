//! For a pull request: a table first, the words folded, always under the forges' limit. Nothing of an
//! author's is live in it: names and titles go through [`inert`], words stand in code fences, in which no
//! forge looks for mentions, references, commands or images.

mod fence;
mod overview;

use super::details::{Old, obstacle_lines, okr_change_words, task_details};
use super::rows::aligned;
use super::states::{self, State};
use super::words::{SectionWords, changed, of_objective};
use super::{Shown, Told, definitions, terminal, untold};
use crate::diff::{Change, Direction, SentenceChange};
use crate::model::Status;
use crate::output::figures::{self, confidences, paces, scores, values};
use crate::output::sink::markdown::{inert, inert_in_html};
use crate::text::prose::{Mark, Piece};
use fence::fenced;
use overview::overview;

/// The first line: by it a comment is found again and replaced.
pub const MARKER: &str = "<!-- okr: diff -->";

/// The most bytes of a comment; GitHub takes 65,536 characters.
pub const BUDGET: usize = 64_000;

/// What a note of what is left out may take, and what folding takes.
const NOTE: usize = 400;
const FRAME: usize = 100;

/// Where the words go among the facts; no text of an author can hold it.
const WORDS: &str = "\0";

/// The most entries of one list, and the most characters of one of them.
const MOST_ENTRIES: usize = 40;
const MOST_CHARACTERS: usize = 400;

/// So wide are the lines of the words, behind their signs.
const COLUMNS: usize = 96;

/// Of more check-ins than these the overview is read first, and the rest of each is folded.
const MOST_OPEN: usize = 3;

/// Prints all that is compared as one comment of at most [`BUDGET`] bytes: the facts of all of it where they
/// fit, then the words of as much as fits.
#[must_use]
pub fn render(shown: &Shown) -> String {
    let told = &shown.told;
    let is_folded = told.len() > MOST_OPEN;
    let facts: Vec<String> = told.iter().map(|told| facts(told, is_folded)).collect();
    let mut top = overview(shown);
    top.push_str(&untold::markdown(shown));
    top.push_str(&definitions::markdown(&shown.comparison.definitions));
    let mut budget = Budget {
        left: BUDGET.saturating_sub(MARKER.len() + top.len() + NOTE),
        cut: 0,
    };
    let is_shown: Vec<bool> = facts.iter().map(|facts| budget.fits(facts.len())).collect();
    let descriptions = shown.comparison.descriptions.iter();
    let of_objectives = budget.kept(parts(&descriptions.map(of_objective).collect::<Vec<_>>()));
    let words = told
        .iter()
        .zip(&is_shown)
        .map(|(told, is_shown)| match is_shown {
            true => budget.kept(parts(&changed(told.diff))),
            false => Vec::new(),
        });
    let words: Vec<_> = words.collect();
    let mut out = format!(
        "{MARKER}\n{top}{}",
        folded("The words of the objectives", &of_objectives)
    );
    for ((facts, is_shown), words) in facts.iter().zip(&is_shown).zip(&words) {
        if *is_shown {
            out.push_str(&facts.replace(WORDS, &folded("The words that changed", words)));
        }
    }
    let hidden = is_shown.iter().filter(|is_shown| !**is_shown).count();
    out.push_str(&note(hidden, budget.cut));
    out
}

/// What room is left, and of how many something was cut.
struct Budget {
    left: usize,
    cut: usize,
}

impl Budget {
    fn fits(&mut self, len: usize) -> bool {
        let does = len <= self.left;
        self.left -= if does { len } else { 0 };
        does
    }

    /// The parts that fit.
    fn kept(&mut self, all: Vec<String>) -> Vec<String> {
        let count = all.len();
        let kept: Vec<String> = all
            .into_iter()
            .filter(|part| self.fits(part.len() + FRAME))
            .collect();
        self.cut += usize::from(kept.len() < count);
        kept
    }
}

fn note(hidden: usize, cut: usize) -> String {
    let mut parts = Vec::new();
    if hidden > 0 {
        parts.push(format!("the details of {hidden} check-ins"));
    }
    if cut > 0 {
        parts.push(format!("words of {cut}"));
    }
    if parts.is_empty() {
        return String::new();
    }
    let parts = parts.join(" and ");
    format!(
        "\n_Left out, for a comment has its limit: {parts}. `okr diff PERSON WEEK` shows all._\n"
    )
}

/// The heading of one diff, or what opens it, and what was said of its status.
fn head(told: &Told, is_folded: bool) -> String {
    let diff = told.diff;
    let against = diff.from.map_or_else(
        || " (the first check-in)".to_owned(),
        |from| match diff.to.since(from) {
            0 => " against what it was".to_owned(),
            1 => format!(" against {from}"),
            apart => format!(" against {from}, {apart} weeks before"),
        },
    );
    let Change { before, after } = diff.status.status;
    let word = |status: Option<Status>| status.map_or("", Status::word);
    let status = match diff.from == Some(diff.to) {
        true => figures::arrow(word(before), word(after)),
        false => word(after).to_owned(),
    };
    let name: String = told.person.name.chars().take(60).collect();
    let rest = format!("{against} · {status}");
    let mut out = match is_folded {
        true => format!(
            "\n<details><summary><b>{}, {}</b>{rest}</summary>\n",
            inert_in_html(&name),
            diff.to
        ),
        false => format!("\n### {}, {}{rest}\n", inert(&name), diff.to),
    };
    if let Some(reason) = &diff.status.reason.after {
        out.push_str(&format!("\n> {}\n", short(reason, MOST_CHARACTERS)));
    }
    if diff.is_empty() {
        out.push_str("\nNothing changed.\n");
    }
    out
}

/// Everything but the words of one diff, with the place where they go.
fn facts(told: &Told, is_folded: bool) -> String {
    let diff = told.diff;
    let mut out = head(told, is_folded);
    out.push_str(&table(told));
    let changes = diff.okr_changes.iter().filter_map(|change| {
        Some((
            states::okr_change(change)?,
            short(&okr_change_words(change), MOST_CHARACTERS),
        ))
    });
    out.push_str(&list("OKR changes", changes.collect()));
    let obstacles = diff.obstacles.iter().filter_map(|change| {
        let words = change.words();
        let mut text = pieces(&words.title);
        let slows = change.side().map(|side| &side.slows).into_iter().flatten();
        let slows: Vec<&str> = slows.map(|slowed| slowed.key_result.as_str()).collect();
        if !slows.is_empty() {
            text.push_str(&format!(" (slows {})", short(&slows.join(", "), 80)));
        }
        for (label, said) in obstacle_lines(change, &words, told.team, Old::Hidden) {
            text.push_str(&format!("<br>{label}: {}", pieces(&said)));
        }
        Some((states::obstacle(change)?, text))
    });
    out.push_str(&list("Obstacles", obstacles.collect()));
    let tasks = diff.tasks.iter().filter_map(|change| {
        let state = states::task(change)?;
        let details = short(&task_details(change, told), MOST_CHARACTERS);
        let details = if details.is_empty() {
            details
        } else {
            format!(" ({details})")
        };
        Some((state, format!("{}{details}", pieces(&change.words()))))
    });
    out.push_str(&list("Tasks", tasks.collect()));
    out.push_str(WORDS);
    if is_folded {
        out.push_str("\n</details>\n");
    }
    out
}

fn table(told: &Told) -> String {
    let changes: Vec<_> = told
        .diff
        .key_results
        .iter()
        .filter(|c| c.is_fact())
        .collect();
    if changes.is_empty() {
        return String::new();
    }
    let mut out = String::from(
        "\n| Key result | Value | Score | Pace, weeks | Confidence |\n|---|---|---|---|---|\n",
    );
    for change in changes.iter().take(MOST_ENTRIES) {
        let verdict = match change.value_direction() {
            Direction::Good => ", better",
            Direction::Bad => ", **worse**",
            Direction::Neutral => "",
        };
        let key_result = change.key_result.as_ref();
        let note = terminal::note(change).map_or_else(String::new, |note| {
            format!("<br>{}", short(&note, MOST_CHARACTERS))
        });
        let confidence = confidences(
            figures::told(told.diff, change.confidence()),
            told.team.confidence_words,
        );
        let mark = |direction| {
            if direction == Direction::Bad {
                "**"
            } else {
                ""
            }
        };
        let (pace_mark, confidence_mark) = (
            mark(change.pace_direction()),
            mark(change.confidence_direction()),
        );
        out.push_str(&format!(
            "| {}{note} | {}{verdict} | {} | {pace_mark}{}{pace_mark} | {confidence_mark}{confidence}{confidence_mark} |\n",
            inert(change.reference.key_result.as_str()),
            short(&values(key_result, figures::told(told.diff, change.value())), 80),
            short(&scores(figures::told(told.diff, change.score())), 80),
            short(&paces(figures::told(told.diff, change.pace())), 80),
        ));
    }
    out.push_str(&more(changes.len(), ""));
    out
}

/// A list of entries by their states.
fn list(heading: &str, mut entries: Vec<(State, String)>) -> String {
    if entries.is_empty() {
        return String::new();
    }
    entries.sort_by_key(|(state, _)| state.rank);
    let mut out = format!("\n**{heading}**\n\n");
    for (state, text) in entries.iter().take(MOST_ENTRIES) {
        let words = state.words();
        let words = if state.direction == Direction::Bad {
            format!("**{words}**")
        } else {
            words
        };
        out.push_str(&format!("- {words}: {text}\n"));
    }
    out.push_str(&more(entries.len(), "- "));
    out
}

fn more(count: usize, bullet: &str) -> String {
    let more = count.saturating_sub(MOST_ENTRIES);
    if more == 0 {
        return String::new();
    }
    format!("\n{bullet}and {more} more\n")
}

/// Words with what became of them; long ones are cut.
fn pieces(pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut left = MOST_CHARACTERS;
    for piece in pieces {
        let text = short(&piece.text, left);
        match piece.mark {
            Mark::Same => out.push_str(&text),
            Mark::Removed => out.push_str(&format!("<del>{text}</del>")),
            Mark::Added if out.ends_with("</del>") => out.push_str(&format!(" <ins>{text}</ins>")),
            Mark::Added => out.push_str(&format!("<ins>{text}</ins>")),
        }
        left = left.saturating_sub(piece.text.chars().count());
        if left == 0 {
            break;
        }
    }
    out
}

/// At most `most` characters of a text, inert.
fn short(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return inert(text);
    };
    format!("{}…", inert(&text[..end]))
}

/// The words of each part that changed: a heading and a code fence.
fn parts(words: &[SectionWords]) -> Vec<String> {
    let mut sections = Vec::new();
    for SectionWords { heading, parts } in words {
        for part in parts {
            let mut title = format!("**{}**", short(heading, 80));
            if let Some(part) = part.heading {
                title.push_str(&format!(" · {}", short(part, 120)));
            }
            let rows = aligned(&part.blocks, COLUMNS).into_iter();
            let lines = part.blocks.iter().zip(rows).flat_map(|(block, row)| {
                let sentences = block.sentences.iter();
                sentences.flat_map(move |sentence| match &row {
                    Some(row) => vec![format!("{} {row}", sign(sentence))],
                    None => lines(sentence),
                })
            });
            let lines: Vec<String> = lines.collect();
            sections.push(format!("\n{title}\n\n{}", fenced("diff", &lines)));
        }
    }
    sections
}

/// What stands in front of a sentence that is not edited.
fn sign(sentence: &SentenceChange) -> char {
    match sentence {
        SentenceChange::Removed(_) => '-',
        SentenceChange::Added(_) => '+',
        SentenceChange::Same(_) | SentenceChange::Edited(_) => ' ',
    }
}

/// What went and what came of a sentence; a forge does not wrap lines of code.
fn lines(sentence: &SentenceChange) -> Vec<String> {
    let side = |mark| -> String {
        let pieces = sentence
            .pieces()
            .into_iter()
            .filter(|piece| piece.mark != mark);
        pieces.map(|piece| piece.text).collect()
    };
    match sentence {
        SentenceChange::Same(text)
        | SentenceChange::Removed(text)
        | SentenceChange::Added(text) => wrapped(sign(sentence), text),
        SentenceChange::Edited(_) => {
            let mut lines = wrapped('-', &side(Mark::Added));
            lines.extend(wrapped('+', &side(Mark::Removed)));
            lines
        }
    }
}

/// Lines of some hundred characters, each behind the sign; those that go on are set in.
fn wrapped(sign: char, text: &str) -> Vec<String> {
    let mut lines = vec![format!("{sign} ")];
    let (mut length, mut is_first) = (0, true);
    for word in text.split(' ') {
        let width = word.chars().count();
        if !is_first && length + 1 + width > COLUMNS {
            lines.push(format!("{sign}   {word}"));
            length = width + 2;
            continue;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if is_first { "" } else { " " });
            line.push_str(word);
        }
        length += width + usize::from(!is_first);
        is_first = false;
    }
    lines
}

fn folded(summary: &str, parts: &[String]) -> String {
    if parts.is_empty() {
        return String::new();
    }
    format!(
        "\n<details><summary>{summary}</summary>\n{}\n</details>\n",
        parts.concat()
    )
}
