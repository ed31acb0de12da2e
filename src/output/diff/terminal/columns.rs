//! The words that changed: side by side where there is room, else one below the other.

use super::{Page, SIDE_BY_SIDE, Words};
use crate::diff::{Block, Change, SentenceChange};
use crate::output::diff::rows::aligned;
use crate::output::diff::words::{PartWords, SectionWords, is_added, is_removed};
use crate::output::line::{Run, push, wrapped};
use crate::text::markdown::PassageKind;
use crate::text::prose::Mark;

/// What stands above the older words where both are of one week.
pub(super) const BEFORE: &str = "Before";

/// Prints the words of sections; `sides` are what stands above the older and the newer ones.
pub(super) fn print(
    page: &mut Page,
    sections: &[SectionWords],
    words: Words,
    sides: Option<&Change<String>>,
) {
    let is_wide = page.width >= SIDE_BY_SIDE && sides.is_some();
    let words = match (words, is_wide) {
        (Words::Fitting, true) => Words::All,
        (Words::Fitting, false) => Words::New,
        (words, _) => words,
    };
    if words == Words::None || sections.is_empty() {
        return;
    }
    let is_beside = words == Words::All && is_wide;
    if let Some(sides) = sides.filter(|_| is_beside) {
        page.out.push('\n');
        let head = |text: &String| vec![vec![Run::new(page.styles.faint, text)]];
        let (left, right) = (head(&sides.before), head(&sides.after));
        pairs(page, &left, &right);
    }
    let mut left_out = 0;
    for section in sections {
        let parts: Vec<&PartWords> = section
            .parts
            .iter()
            .filter(|part| words == Words::All || !part.blocks.iter().all(|b| is_removed(b)))
            .collect();
        if words != Words::All {
            let blocks = section.parts.iter().flat_map(|part| &part.blocks);
            let sentences = blocks.flat_map(|block| &block.sentences);
            left_out += sentences.filter(|it| is_gone(it)).count();
        }
        if parts.is_empty() {
            continue;
        }
        page.heading(section.heading);
        for part in parts {
            if let Some(heading) = part.heading {
                let style = page.styles.underlined;
                page.paragraph(vec![Run::plain("  ")], &[Run::new(style, heading)]);
            }
            if is_beside {
                beside(page, part);
            } else {
                below(page, part, words);
            }
        }
    }
    if left_out > 0 {
        let noun = if left_out == 1 {
            "sentence"
        } else {
            "sentences"
        };
        page.out.push('\n');
        let of = sides.filter(|sides| sides.before != BEFORE);
        let from = of.map_or_else(String::new, |sides| format!(" of {}", sides.before));
        let text = format!("{left_out} {noun}{from} went; --words all shows them");
        page.line(&[Run::new(page.styles.faint, &text)]);
    }
}

/// One block below the other, a sign in front of each.
fn below(page: &mut Page, part: &PartWords, words: Words) {
    let rows = aligned(&part.blocks, page.width.saturating_sub(2));
    for (block, row) in part.blocks.iter().zip(rows) {
        let (sign, style, text) = if is_removed(block) {
            if words != Words::All {
                continue;
            }
            ("− ", page.styles.removed, plain(block, Mark::Removed))
        } else if is_added(block) {
            ("+ ", page.styles.added, plain(block, Mark::Added))
        } else {
            ("~ ", page.styles.faint, marked(page, block, words))
        };
        let text = row.map_or(text, |row| vec![Run::whole(anstyle::Style::new(), &row)]);
        let first = vec![Run::new(style, sign), Run::plain(bullet(block))];
        page.paragraph(first, &text);
    }
}

/// The older words on the left, the newer ones on the right.
fn beside(page: &mut Page, part: &PartWords) {
    let column = column(page);
    let side = |mark: Mark| {
        let mut lines = Vec::new();
        let rows = aligned(&part.blocks, column);
        for (block, row) in part.blocks.iter().zip(rows) {
            let text = if is_removed(block) || is_added(block) {
                plain(block, mark)
            } else {
                one_side(page, block, mark)
            };
            if text.is_empty() {
                continue;
            }
            let text = row.map_or(text, |row| vec![Run::whole(anstyle::Style::new(), &row)]);
            let bullet = bullet(block);
            let indent = bullet.chars().count();
            for (index, line) in wrapped(&text, column - indent).into_iter().enumerate() {
                let blank = " ".repeat(indent);
                let mut whole = vec![Run::plain(if index == 0 { bullet } else { &blank })];
                whole.extend(line);
                lines.push(whole);
            }
        }
        lines
    };
    let (left, right) = (side(Mark::Removed), side(Mark::Added));
    pairs(page, &left, &right);
}

/// The columns of one side.
fn column(page: &Page) -> usize {
    (page.width.min(200) - 4) / 2
}

/// Lines of both sides, the one beside the other.
fn pairs(page: &mut Page, left: &[Vec<Run>], right: &[Vec<Run>]) {
    let column = column(page);
    for index in 0..left.len().max(right.len()) {
        let empty = Vec::new();
        page.out.push_str("  ");
        push(&mut page.out, left.get(index).unwrap_or(&empty), column);
        page.out.push_str("  ");
        push(&mut page.out, right.get(index).unwrap_or(&empty), 0);
        page.out.truncate(page.out.trim_end_matches(' ').len());
        page.out.push('\n');
    }
}

/// The sentences of one mark, without styles.
fn plain(block: &Block, mark: Mark) -> Vec<Run> {
    let texts = block
        .sentences
        .iter()
        .filter_map(|sentence| match sentence {
            SentenceChange::Removed(text) if mark == Mark::Removed => Some(text),
            SentenceChange::Added(text) if mark == Mark::Added => Some(text),
            _ => None,
        });
    joined(texts.map(|text| vec![Run::plain(text)]))
}

/// The sentences of a block, with marks; those that are gone where all words are asked for.
fn marked(page: &Page, block: &Block, words: Words) -> Vec<Run> {
    let sentences = block.sentences.iter();
    let told = sentences.filter(|it| words == Words::All || !is_gone(it));
    joined(told.map(|sentence| page.pieces(&sentence.pieces())))
}

fn is_gone(sentence: &SentenceChange) -> bool {
    matches!(sentence, SentenceChange::Removed(_))
}

/// What one side has of a block, with what the other does not have marked: whole sentences by colour alone,
/// for their column says it.
fn one_side(page: &Page, block: &Block, mark: Mark) -> Vec<Run> {
    let sentences = block.sentences.iter().map(|sentence| {
        let mut pieces = sentence.pieces();
        let is_whole = pieces.len() == 1 && pieces[0].mark == mark;
        if is_whole && !page.styles.is_colored {
            pieces[0].mark = Mark::Same;
        }
        pieces.retain(|piece| piece.mark == Mark::Same || piece.mark == mark);
        page.pieces(&pieces)
    });
    joined(sentences.filter(|runs| !runs.is_empty()))
}

fn joined(sentences: impl Iterator<Item = Vec<Run>>) -> Vec<Run> {
    let mut runs = Vec::new();
    for sentence in sentences {
        if !runs.is_empty() {
            runs.push(Run::plain(" "));
        }
        runs.extend(sentence);
    }
    runs
}

fn bullet(block: &Block) -> &'static str {
    match block.kind {
        PassageKind::Item { depth: 0 } => "• ",
        PassageKind::Item { .. } => "  • ",
        PassageKind::Quote => "> ",
        PassageKind::Heading => "# ",
        PassageKind::Code => "    ",
        PassageKind::Paragraph | PassageKind::Row => "",
    }
}
