//! What is written of two sides: the file, and how each side alone would read in place of the conflicts.

use super::segment::{Segment, segments};
use super::{Merged, Names, Places};

/// What is written so far.
pub(super) struct Joined<'n> {
    names: Names<'n>,
    line_end: &'static str,
    /// With the conflicts marked.
    text: String,
    /// As if our side, or theirs, had been chosen in each conflict.
    chosen: [String; 2],
    conflicts: usize,
}

impl<'n> Joined<'n> {
    pub(super) fn new(names: Names<'n>, line_end: &'static str) -> Self {
        Self {
            names,
            line_end,
            text: String::new(),
            chosen: [String::new(), String::new()],
            conflicts: 0,
        }
    }

    /// What one side or both have put in here. What both have put is put once; the order does not depend
    /// on which side is which, and what belongs under the heading above stands before other headings.
    pub(super) fn insertions(&mut self, ours: &[Segment], theirs: &[Segment]) {
        let (ours, theirs) = (runs(ours), runs(theirs));
        let mut levels: Vec<usize> = ours
            .iter()
            .chain(&theirs)
            .map(|(level, _)| *level)
            .collect();
        levels.sort_unstable();
        levels.dedup();
        for level in levels.into_iter().rev() {
            let of = |runs: &[(usize, &[Segment])]| -> Vec<Segment> {
                let runs = runs.iter().filter(|(found, _)| *found == level);
                runs.flat_map(|(_, run)| run.to_vec()).collect()
            };
            self.run(&of(&ours), &of(&theirs));
        }
    }

    fn run(&mut self, ours: &[Segment], theirs: &[Segment]) {
        let is_ours_first = joined(ours) <= joined(theirs);
        let (first, second) = match is_ours_first {
            true => (ours, theirs),
            false => (theirs, ours),
        };
        let others = counterparts(first, second);
        for (segment, other) in first.iter().zip(&others) {
            match other.map(|index| &second[index]) {
                Some(other) if other.text == segment.text => self.push(segment),
                Some(other) if is_ours_first => self.conflict(Some(segment), Some(other)),
                Some(other) => self.conflict(Some(other), Some(segment)),
                None => self.push(segment),
            }
        }
        for (index, segment) in second.iter().enumerate() {
            if !others.contains(&Some(index)) {
                self.push(segment);
            }
        }
    }

    /// A segment of the base as the two sides have it.
    pub(super) fn segment(
        &mut self,
        base: &Segment,
        ours: Option<&Segment>,
        theirs: Option<&Segment>,
    ) {
        let text = |side: Option<&Segment>| side.map(|segment| segment.text.clone());
        let (of_base, of_ours, of_theirs) = (Some(base.text.clone()), text(ours), text(theirs));
        let chosen = if of_ours == of_theirs || of_theirs == of_base {
            ours
        } else if of_ours == of_base {
            theirs
        } else {
            self.conflict(ours, theirs);
            return;
        };
        let Some(chosen) = chosen else {
            return;
        };
        let (ours, theirs) = (ours.unwrap_or(base), theirs.unwrap_or(base));
        let gap = gap_of(&base.gap, &ours.gap, &theirs.gap);
        self.push(&Segment {
            gap: gap.to_owned(),
            ..chosen.clone()
        });
    }

    fn push(&mut self, segment: &Segment) {
        let [ours, theirs] = &mut self.chosen;
        for out in [&mut self.text, ours, theirs] {
            end_line(out, self.line_end);
            out.push_str(&segment.text);
            out.push_str(&segment.gap);
        }
    }

    fn conflict(&mut self, ours: Option<&Segment>, theirs: Option<&Segment>) {
        self.conflicts += 1;
        let end = self.line_end;
        let line = |side: Option<&Segment>| match side {
            Some(segment) if !segment.text.is_empty() => format!("{}{end}", segment.text),
            _ => String::new(),
        };
        let gap = match (ours, theirs) {
            (Some(ours), Some(theirs)) => gap_of("", &ours.gap, &theirs.gap),
            (ours, theirs) => ours.or(theirs).map_or(end, |segment| &segment.gap),
        };
        let gap = if gap.starts_with(['\n', '\r']) {
            gap
        } else {
            end
        };
        end_line(&mut self.text, end);
        self.text.push_str(&format!(
            "<<<<<<< {}{end}{}======={end}{}>>>>>>> {}{gap}",
            self.names.ours,
            line(ours),
            line(theirs),
            self.names.theirs
        ));
        for (out, side) in self.chosen.iter_mut().zip([ours, theirs]) {
            if let Some(segment) = side {
                end_line(out, end);
                out.push_str(&segment.text);
                out.push_str(gap);
            }
        }
    }

    /// The file, where it reads as well as its sides did and nothing in it stands under another heading
    /// than on its own side, whichever side is chosen in a conflict.
    pub(super) fn done(self, places: &Places) -> Option<Merged> {
        for text in &self.chosen {
            let read = segments(text)?;
            places.hold(&read).then_some(())?;
        }
        Some(Merged {
            text: self.text,
            conflicts: self.conflicts,
        })
    }
}

/// Which of `second` each of `first` is, one to one: the same text before another text of the same name.
fn counterparts(first: &[Segment], second: &[Segment]) -> Vec<Option<usize>> {
    let mut found = vec![None; first.len()];
    let mut taken = vec![false; second.len()];
    for asks_text in [true, false] {
        for (segment, of_second) in first.iter().zip(&mut found) {
            if of_second.is_some() {
                continue;
            }
            let is_same = |other: &Segment| {
                segment.place == other.place
                    && segment.name == other.name
                    && (!asks_text || segment.text == other.text)
            };
            let free = (0..second.len()).find(|index| !taken[*index] && is_same(&second[*index]));
            if let Some(index) = free {
                taken[index] = true;
                *of_second = free;
            }
        }
    }
    found
}

/// A segment begins on a line of its own.
fn end_line(out: &mut String, line_end: &str) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push_str(line_end);
    }
}

/// What is put in at one place, cut where a heading is above all before it: each run with the level of
/// its heading; what goes on under the heading above it comes first, as the deepest.
fn runs(segments: &[Segment]) -> Vec<(usize, &[Segment])> {
    const DEEPEST: usize = 7;
    let mut found = Vec::new();
    let (mut start, mut level) = (0, DEEPEST);
    for (index, segment) in segments.iter().enumerate() {
        let marks = segment
            .text
            .bytes()
            .take_while(|byte| *byte == b'#')
            .count();
        if segment.name == "#" && marks < level {
            found.push((level, &segments[start..index]));
            (start, level) = (index, marks);
        }
    }
    found.push((level, &segments[start..]));
    found
}

fn joined(segments: &[Segment]) -> String {
    segments
        .iter()
        .map(|segment| segment.text.as_str())
        .collect()
}

/// The white space of whoever changed it; of both, the longer one.
fn gap_of<'g>(base: &'g str, ours: &'g str, theirs: &'g str) -> &'g str {
    if ours == theirs || theirs == base {
        return ours;
    }
    if ours == base {
        return theirs;
    }
    let by_length = |gap: &str| (gap.len(), gap.to_owned());
    if by_length(ours) >= by_length(theirs) {
        ours
    } else {
        theirs
    }
}
