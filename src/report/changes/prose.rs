//! The words: new ones as they stand, edited ones marked, those that are gone folded away.

use super::Drawing;
use crate::diff::{Block, Diff, Item, SectionChange, SentenceChange};
use crate::report::html::Html;
use crate::report::view::changes::Words;
use crate::text::markdown::PassageKind;
use crate::text::markdown::html::to_inline_html;
use crate::text::prose::{Mark, Piece};

impl Drawing<'_> {
    /// The parts of a section in which words changed, each under the section's and its own heading.
    pub(super) fn parts(&self, diff: &Diff, section: &SectionChange, heading: &str) -> Vec<Words> {
        let mut parts: Vec<(String, Vec<&Block>)> = vec![(heading.to_owned(), Vec::new())];
        for item in &section.items {
            let title = match item {
                Item::Part { heading, .. } => Some(heading.as_str()),
                Item::Obstacle(index) => {
                    let obstacle = diff.obstacles.get(*index);
                    let side = obstacle.and_then(|obstacle| obstacle.side());
                    side.map(|side| side.title.as_str())
                }
                Item::Task(_) => continue,
                Item::Block(block) => {
                    if let Some((_, blocks)) = parts.last_mut() {
                        blocks.push(block);
                    }
                    continue;
                }
            };
            let title = title.map_or_else(String::new, |title| format!(" · {title}"));
            parts.push((format!("{heading}{title}"), Vec::new()));
        }
        let changed = parts
            .iter()
            .filter(|(_, blocks)| blocks.iter().any(|block| block.is_fact()));
        changed
            .map(|(heading, blocks)| self.prose(heading, blocks.iter().copied()))
            .collect()
    }

    /// Some blocks under a heading.
    pub(super) fn prose<'b>(
        &self,
        heading: &str,
        blocks: impl IntoIterator<Item = &'b Block>,
    ) -> Words {
        let (mut body, mut gone, mut count) = (Flow::default(), Flow::default(), 0);
        for block in blocks {
            let is_removed = |it: &SentenceChange| matches!(it, SentenceChange::Removed(_));
            if block.sentences.iter().all(is_removed) {
                count += block.sentences.len();
                gone.push(block.kind, &sentences(block, false));
            } else {
                body.push(block.kind, &sentences(block, true));
            }
        }
        Words {
            heading: heading.to_owned(),
            body: body.finished(),
            gone: gone.finished(),
            gone_title: self.words.count("changes.gone", count),
        }
    }
}

/// Blocks as HTML; items that follow one another are one list, rows one paragraph.
#[derive(Default)]
struct Flow {
    html: String,
    /// What closes the blocks that are open.
    open: &'static str,
}

impl Flow {
    fn push(&mut self, kind: PassageKind, inside: &str) {
        let (open, close) = match kind {
            PassageKind::Item { .. } => ("<ul>", "</ul>"),
            PassageKind::Row => ("<p class=\"small\">", "</p>"),
            PassageKind::Quote => ("<blockquote>", "</blockquote>"),
            PassageKind::Heading => ("<p><b>", "</b></p>"),
            PassageKind::Code => ("<pre>", "</pre>"),
            PassageKind::Paragraph => ("<p>", "</p>"),
        };
        let follows =
            matches!(kind, PassageKind::Item { .. } | PassageKind::Row) && self.open == close;
        if !follows {
            self.html.push_str(self.open);
            self.html.push_str(open);
            self.open = close;
        }
        match kind {
            PassageKind::Item { .. } => self.html.push_str(&format!("<li>{inside}</li>")),
            PassageKind::Row if follows => self.html.push_str(&format!("<br>{inside}")),
            _ => self.html.push_str(inside),
        }
    }

    fn finished(mut self) -> Html {
        self.html.push_str(self.open);
        Html::written(self.html)
    }
}

/// The sentences of a block; where all of it is new or gone, nothing is marked.
fn sentences(block: &Block, marks: bool) -> String {
    let is_added = |it: &SentenceChange| matches!(it, SentenceChange::Added(_));
    let marks = marks && !block.sentences.iter().all(is_added);
    let all = block.sentences.iter().map(|sentence| {
        let pieces = sentence.pieces();
        match (marks, block.kind) {
            (_, PassageKind::Code) => pieces
                .iter()
                .map(|piece| Html::text(&piece.text).as_str().to_owned())
                .collect(),
            (true, _) => marked(&pieces),
            (false, _) => pieces
                .iter()
                .map(|piece| to_inline_html(&piece.text))
                .collect::<String>(),
        }
    });
    all.collect::<Vec<_>>().join(" ")
}

/// Words, those that went struck through and those that came underlined; the new ones alone where nothing
/// stayed.
pub(super) fn marked(pieces: &[Piece]) -> String {
    let has = |mark| pieces.iter().any(|piece| piece.mark == mark);
    if !has(Mark::Same) && has(Mark::Added) {
        let new = pieces.iter().filter(|piece| piece.mark == Mark::Added);
        return new.map(|piece| to_inline_html(piece.text.trim())).collect();
    }
    let mut html = String::new();
    for piece in pieces {
        let tag = match piece.mark {
            Mark::Same => "",
            Mark::Added => "ins",
            Mark::Removed => "del",
        };
        let is_space = |at: bool| if at { " " } else { "" };
        let inside = to_inline_html(piece.text.trim());
        html.push_str(is_space(piece.text.starts_with(char::is_whitespace)));
        if tag.is_empty() || inside.is_empty() {
            html.push_str(&inside);
        } else {
            html.push_str(&format!("<{tag}>{inside}</{tag}>"));
        }
        if piece.text.trim() != piece.text {
            html.push_str(is_space(piece.text.ends_with(char::is_whitespace)));
        }
    }
    html
}
