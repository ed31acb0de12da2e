//! What became of one check-in: as it was in the base of a change, and as git remembers it, edition by
//! edition. Who wrote a line is told from the editions alone.

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use super::{CheckIn, PersonId, Status};
use crate::text::Span;

/// The past of one check-in.
#[derive(Clone, Debug)]
pub struct Trail {
    /// The file, relative to the root.
    pub path: String,
    /// As it was in the base; `None` where it was not there, or nothing is compared.
    pub base: Option<CheckIn>,
    /// What was committed, parents before children; the last is the newest. Empty where git was not
    /// asked.
    pub editions: Vec<Edition>,
    /// Whether the first edition is the file's beginning.
    pub is_whole: bool,
    /// Whether its first commit brought check-ins of several weeks of its person at once, as an import does:
    /// when they were ready is not known.
    pub is_bulk: bool,
}

/// One committed content of a check-in.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The short id of the commit.
    pub commit: String,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it; empty where that is not known.
    pub authors: Vec<Author>,
    /// The status it says.
    pub status: Status,
    /// The whole text.
    pub text: String,
    /// The places of the editions it was made from.
    pub parents: Vec<usize>,
}

/// Somebody who made a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// A person of the team.
    Known(PersonId),
    /// An address that is not in `okr.yaml`.
    Stranger,
}

/// A line of a text, and the edition that brought it.
#[derive(Clone, Copy, Debug)]
pub struct WrittenLine<'t> {
    /// Where it stands, without its end.
    pub span: Span,
    /// What it says.
    pub text: &'t str,
    /// Which edition; `None` where it is not committed.
    pub edition: Option<&'t Edition>,
}

impl Trail {
    /// The lines of `text`, which is the newest edition or what became of it since. A line that an edition
    /// has from one before it was brought by that one; a box that was ticked is the same line.
    #[must_use]
    pub fn lines<'t>(&'t self, text: &'t str) -> Vec<WrittenLine<'t>> {
        let mut brought: Vec<Vec<usize>> = Vec::with_capacity(self.editions.len());
        for (place, edition) in self.editions.iter().enumerate() {
            let lines = edition.text.lines().map(normal);
            let mut before = Inherited::of(self, &edition.parents, &brought);
            let from = lines.map(|line| before.take(&line).unwrap_or(place));
            brought.push(from.collect());
        }
        let newest: Vec<usize> = self.editions.len().checked_sub(1).into_iter().collect();
        let mut before = Inherited::of(self, &newest, &brought);
        let mut at = 0;
        let mut lines = Vec::new();
        for whole in text.split_inclusive('\n') {
            let line = whole.trim_end_matches(['\n', '\r']);
            let edition = before.take(&normal(line));
            lines.push(WrittenLine {
                span: Span::new(at, at + line.len()),
                text: line,
                edition: edition.and_then(|place| self.editions.get(place)),
            });
            at += whole.len();
        }
        lines
    }
}

/// The lines of some editions, each with the editions that brought it, in order.
struct Inherited(FxHashMap<String, std::collections::VecDeque<usize>>);

impl Inherited {
    fn of(trail: &Trail, parents: &[usize], brought: &[Vec<usize>]) -> Self {
        let mut all: FxHashMap<String, std::collections::VecDeque<usize>> = FxHashMap::default();
        for parent in parents {
            let (Some(edition), Some(from)) = (trail.editions.get(*parent), brought.get(*parent))
            else {
                continue;
            };
            for (line, from) in edition.text.lines().zip(from) {
                all.entry(normal(line)).or_default().push_back(*from);
            }
        }
        Self(all)
    }

    /// The edition that brought the next such line.
    fn take(&mut self, line: &str) -> Option<usize> {
        let places = self.0.get_mut(line)?;
        if places.len() > 1 {
            places.pop_front()
        } else {
            places.front().copied()
        }
    }
}

/// A line as it is compared: without white space at its end, every task box open.
#[must_use]
pub fn normal(line: &str) -> String {
    let line = line.trim_end();
    let rest = line.trim_start();
    let marks = ["- [", "* [", "+ ["];
    let is_item = marks.iter().any(|mark| rest.starts_with(mark));
    let is_box = is_item && rest.as_bytes().get(4) == Some(&b']') && rest.is_char_boundary(3);
    if !is_box {
        return line.to_owned();
    }
    let at = line.len() - rest.len() + 3;
    format!("{} {}", &line[..at], &line[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(text: &str, parents: &[usize]) -> Edition {
        Edition {
            commit: text.len().to_string(),
            at: Timestamp::UNIX_EPOCH,
            authors: Vec::new(),
            status: Status::Draft,
            text: text.to_owned(),
            parents: parents.to_vec(),
        }
    }

    fn told(editions: Vec<Edition>, text: &str) -> Vec<Option<usize>> {
        let trail = Trail {
            path: String::new(),
            base: None,
            editions,
            is_whole: true,
            is_bulk: false,
        };
        let place = |line: &WrittenLine<'_>| {
            let edition = line.edition?;
            trail
                .editions
                .iter()
                .position(|known| std::ptr::eq(known, edition))
        };
        trail.lines(text).iter().map(place).collect()
    }

    #[test]
    fn says_which_edition_brought_a_line() {
        let editions = vec![edition("a\n", &[]), edition("a\nb\n", &[0])];
        assert_eq!(told(editions, "b\r\na\nc\n"), [Some(1), Some(0), None]);
    }

    #[test]
    fn takes_the_lines_of_both_sides_of_a_merge() {
        let editions = vec![
            edition("a\n", &[]),
            edition("a\nleft\n", &[0]),
            edition("a\nright\n", &[0]),
            edition("a\nleft\nright\nboth\n", &[1, 2]),
        ];
        let text = "a\nleft\nright\nboth\n";
        assert_eq!(told(editions, text), [Some(0), Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn takes_a_ticked_box_for_the_same_line() {
        let editions = vec![
            edition("- [ ] do it\n", &[]),
            edition("- [x] do it\n", &[0]),
        ];
        assert_eq!(told(editions, "- [x] do it\n"), [Some(0)]);
        assert_eq!(normal("  * [-] é"), "  * [ ] é");
        assert_eq!(normal("- [é] x"), "- [é] x");
    }
}
