//! The key results as a table: what each column says before and after. Where it is too wide, each key
//! result takes two lines.

use anstyle::Style;

use super::{Page, Told};
use crate::diff::{Change, Direction, KeyResultChange};
use crate::model::Kind;
use crate::output::figures::{self, arrow, confidences, number, paces, scores, values};
use crate::output::line::{Run, width};

const GAP: usize = 2;

/// Titles are cut to no less than this: fewer columns tell nothing.
const ROOM_OF_TITLE: usize = 40;

const HEADS: [&str; 6] = ["", "Value", "", "Score", "Pace, weeks", "Confidence"];

/// One row: a cell for each of [`HEADS`], the title, and a note below.
struct Row {
    cells: [Run; 6],
    title: String,
    note: Option<String>,
}

pub(super) fn print(page: &mut Page, told: &Told) {
    let facts = told
        .diff
        .key_results
        .iter()
        .filter(|change| change.is_fact());
    let mut rows: Vec<Row> = facts
        .map(|change| row(page, told, change, Side::Both))
        .collect();
    if rows.is_empty() {
        return;
    }
    page.heading("Key results");
    if table_width(&rows) > page.width {
        let facts = told
            .diff
            .key_results
            .iter()
            .filter(|change| change.is_fact());
        rows = facts
            .map(|change| row(page, told, change, Side::After))
            .collect();
    }
    let is_narrow = table_width(&rows) > page.width;
    let columns = widths(&rows, usize::from(is_narrow));
    let faint = page.styles.faint;
    let heads = HEADS.map(|head| Run::new(faint, head));
    let room = page.width.saturating_sub(table_width(&rows) + GAP);
    let fits = |row: &Row| width(&[Run::plain(&row.title)]) <= room;
    let has_titles = !is_narrow && (room >= ROOM_OF_TITLE || rows.iter().all(fits));
    let indent = if is_narrow { 4 } else { 2 };
    line(page, &heads, &columns, indent, is_narrow, "");
    for row in &rows {
        if is_narrow {
            page.line(&[Run::plain("  "), row.cells[0].clone()]);
        }
        let title = if has_titles {
            cut(&row.title, room)
        } else {
            String::new()
        };
        line(page, &row.cells, &columns, indent, is_narrow, &title);
        if let Some(note) = &row.note {
            page.paragraph(vec![Run::plain("      ")], &[Run::new(faint, note)]);
        }
    }
}

/// Whether scores show both weeks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    After,
}

fn row(page: &Page, told: &Told, change: &KeyResultChange, scored: Side) -> Row {
    let key_result = change.key_result.as_ref();
    let (good, faint) = (change.value_direction(), page.styles.faint);
    let verdict = match good {
        Direction::Good => "better",
        Direction::Bad => "worse",
        Direction::Neutral => "",
    };
    let score = match scored {
        Side::Both => figures::told(told.diff, change.score()),
        Side::After => Change::new(change.score().after, change.score().after),
    };
    let style = |direction: Direction, is_same: bool| {
        if is_same { faint } else { page.by(direction) }
    };
    let cells = [
        Run::plain(change.reference.key_result.as_str()),
        Run::new(
            style(Direction::Neutral, change.value().is_same()),
            &values(key_result, figures::told(told.diff, change.value())),
        ),
        Run::new(page.by(good), verdict),
        Run::new(faint, &scores(score)),
        Run::new(
            page.by(change.pace_direction()),
            &paces(figures::told(told.diff, change.pace())),
        ),
        Run::new(
            style(change.confidence_direction(), change.confidence().is_same()),
            &confidences(
                figures::told(told.diff, change.confidence()),
                told.team.confidence_words,
            ),
        ),
    ];
    Row {
        cells,
        title: key_result.map_or_else(String::new, |key_result| key_result.title.clone()),
        note: note(change),
    }
}

/// What changed in the definition, and what the new value would score by the old one.
pub(in crate::output::diff) fn note(change: &KeyResultChange) -> Option<String> {
    let definition = change.definition()?;
    let (before, after) = (definition.before, definition.after);
    let mut parts = Vec::new();
    if let (
        Kind::Reach { start, target },
        Kind::Reach {
            start: new_start,
            target: new_target,
        },
    ) = (&before.kind, &after.kind)
    {
        for (name, old, new) in [("start", start, new_start), ("target", target, new_target)] {
            if old != new {
                parts.push(format!("{name} {}", arrow(&number(*old), &number(*new))));
            }
        }
    } else if before.kind != after.kind {
        parts.push("another kind".to_owned());
    }
    if before.weight != after.weight {
        parts.push(format!(
            "weight {}",
            arrow(&number(before.weight), &number(after.weight))
        ));
    }
    if before.planned != after.planned {
        parts.push("another plan".to_owned());
    }
    let score = change.score_as_before.map(|score| {
        format!(
            "; {} as it was defined before",
            scores(Change::new(Some(score), Some(score)))
        )
    });
    Some(parts.join(", ") + &score.unwrap_or_default())
}

fn widths(rows: &[Row], from: usize) -> [usize; 6] {
    let mut widths = HEADS.map(str::len);
    for row in rows {
        for (column, cell) in row.cells.iter().enumerate().skip(from) {
            widths[column] = widths[column].max(cell.width());
        }
    }
    widths
}

fn table_width(rows: &[Row]) -> usize {
    widths(rows, 0).iter().sum::<usize>() + 5 * GAP + 2
}

fn line(
    page: &mut Page,
    cells: &[Run; 6],
    columns: &[usize; 6],
    indent: usize,
    is_narrow: bool,
    title: &str,
) {
    let mut line = vec![Run::plain(&" ".repeat(indent))];
    let last = cells.len() - 1;
    for (column, cell) in cells.iter().enumerate().skip(usize::from(is_narrow)) {
        line.push(cell.clone());
        let missing = columns[column] - cell.width();
        if column < last || !title.is_empty() {
            line.push(Run::plain(&" ".repeat(missing + GAP)));
        }
    }
    if !title.is_empty() {
        line.push(Run::new(page.styles.faint, title));
    }
    page.line(&line);
}

/// The text, cut to `columns` with `…` at its end.
fn cut(text: &str, columns: usize) -> String {
    if width(&[Run::plain(text)]) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        kept.push(character);
        if width(&[Run::new(Style::new(), &kept)]) >= columns {
            kept.pop();
            kept.push('…');
            break;
        }
    }
    kept
}
