//! The rows of tables that authors wrote: their cells one below the other.

use crate::diff::{Block, SentenceChange};
use crate::output::line::{Run, width};
use crate::text::markdown::PassageKind;

/// What stands between two cells.
const BETWEEN: &str = " | ";

/// For each block its text with its cells padded; `None` where it is no row of a table, where words in it
/// are marked, and where the table is wider than `columns`.
pub(super) fn aligned(blocks: &[&Block], columns: usize) -> Vec<Option<String>> {
    let mut found = Vec::new();
    while let Some(first) = blocks.get(found.len()) {
        let rest = &blocks[found.len()..];
        let is_same = |block: &&&Block| row(block).is_some() && mark(block) == mark(first);
        let rows: Vec<&str> = rest
            .iter()
            .take_while(is_same)
            .filter_map(|it| row(it))
            .collect();
        if rows.is_empty() {
            found.push(None);
        }
        found.extend(table(&rows, columns));
    }
    found
}

/// The text of a row of which all came, went or stayed.
fn row(block: &Block) -> Option<&str> {
    match (block.kind, block.sentences.as_slice()) {
        (PassageKind::Row, [SentenceChange::Same(text)])
        | (PassageKind::Row, [SentenceChange::Added(text)])
        | (PassageKind::Row, [SentenceChange::Removed(text)]) => Some(text),
        _ => None,
    }
}

fn mark(block: &Block) -> Option<std::mem::Discriminant<SentenceChange>> {
    block.sentences.first().map(std::mem::discriminant)
}

fn table(rows: &[&str], columns: usize) -> Vec<Option<String>> {
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| cells(row)).collect();
    let count = cells.iter().map(Vec::len).max().unwrap_or(0);
    let width_of = |cell: &str| width(&[Run::plain(cell)]);
    let widest = |column: usize| {
        let in_column = cells.iter().filter_map(|row| row.get(column));
        in_column.map(|cell| width_of(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(widest).collect();
    let total = widths.iter().sum::<usize>() + BETWEEN.len() * count.saturating_sub(1);
    let padded = |row: &Vec<&str>| {
        let row = row.iter().zip(&widths);
        let row = row.map(|(cell, width)| {
            let missing = width.saturating_sub(width_of(cell));
            format!("{cell}{}", " ".repeat(missing))
        });
        let row = row.collect::<Vec<_>>().join(BETWEEN);
        row.trim_end().to_owned()
    };
    let fits = total <= columns;
    cells.iter().map(|row| fits.then(|| padded(row))).collect()
}

/// The cells of a row; of an empty one but the border to the next is there.
fn cells(row: &str) -> Vec<&str> {
    let mut cells = Vec::new();
    let mut rest = row;
    loop {
        if let Some(others) = rest.strip_prefix("| ") {
            cells.push("");
            rest = others;
        } else if let Some((cell, others)) = rest.split_once(BETWEEN) {
            cells.push(cell);
            rest = others;
        } else {
            cells.push(rest.strip_suffix(" |").unwrap_or(rest));
            return cells;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_the_cells_of_a_table_one_below_the_other() {
        let block = |text: &str, kind| Block {
            kind,
            sentences: vec![SentenceChange::Added(text.to_owned())],
        };
        let rows = ["| Åsen | All lines", "first tap | | 1 March", "負荷 | 31 |"];
        let mut blocks = vec![block("a | b", PassageKind::Paragraph)];
        blocks.extend(rows.map(|row| block(row, PassageKind::Row)));
        let blocks: Vec<&Block> = blocks.iter().collect();
        let found = aligned(&blocks, 60).into_iter().flatten();
        assert_eq!(
            found.collect::<Vec<_>>(),
            [
                "          | Åsen | All lines",
                "first tap |      | 1 March",
                "負荷      | 31"
            ]
        );
        assert_eq!(aligned(&blocks, 20), [const { None }; 4]);
    }
}
