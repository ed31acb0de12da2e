//! Where labels go in a plot so that none touches another or what is drawn.

/// A box, left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// Height of a line of text of 12 units, from the top of its tallest letter to the foot of its
/// lowest.
const ABOVE: f64 = 9.5;
const BELOW: f64 = 3.0;

/// Which end of a text stands at its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text at a baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub x: f64,
    pub y: f64,
    pub anchor: Anchor,
}

impl Area {
    /// The box of a text there.
    pub(super) fn of_text(text: &str, strong: bool, spot: Spot) -> Self {
        let width = text_width(text, strong);
        let left = match spot.anchor {
            Anchor::Start => spot.x,
            Anchor::Middle => spot.x - width / 2.0,
            Anchor::End => spot.x - width,
        };
        Self {
            left,
            top: spot.y - ABOVE,
            right: left + width,
            bottom: spot.y + BELOW,
        }
    }

    /// A square around a point.
    pub(super) fn around((x, y): (f64, f64), half: f64) -> Self {
        Self {
            left: x - half,
            top: y - half,
            right: x + half,
            bottom: y + half,
        }
    }

    /// The area that both cover.
    pub(super) fn overlap(&self, other: &Self) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        if width > 0.0 && height > 0.0 {
            width * height
        } else {
            0.0
        }
    }
}

/// Units that a text of 12 units takes at most, by the widths of the common sans-serif faces.
pub(super) fn text_width(text: &str, strong: bool) -> f64 {
    let width: f64 = text
        .chars()
        .map(|character| match character {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | ':' | '|' => 3.6,
            ' ' | 'f' | 't' | 'r' | '(' | ')' | '-' => 4.6,
            'm' | 'w' | 'M' | 'W' | '%' | '@' => 10.8,
            'A'..='Z' => 8.4,
            _ if u32::from(character) < 0x2e80 => 7.0,
            _ => 12.0,
        })
        .sum();
    if strong { width * 1.07 } else { width }
}

/// What is in the way.
#[derive(Default)]
pub(super) struct Board {
    taken: Vec<(Area, f64)>,
}

/// A line under a label can be read through its halo; two labels on each other cannot.
const LABEL_WEIGHT: f64 = 1000.0;

impl Board {
    /// Something drawn.
    pub(super) fn take(&mut self, area: Area) {
        self.taken.push((area, 1.0));
    }

    /// Where no label may be at all.
    pub(super) fn forbid(&mut self, area: Area) {
        self.taken.push((area, LABEL_WEIGHT));
    }

    /// A line through points, as a row of small boxes.
    pub(super) fn take_line(&mut self, points: &[(f64, f64)]) {
        for pair in points.windows(2) {
            let [(x0, y0), (x1, y1)] = pair else { continue };
            let steps = ((x1 - x0).hypot(y1 - y0) / 5.0).clamp(1.0, 200.0) as u32;
            for step in 0..=steps {
                let share = f64::from(step) / f64::from(steps);
                self.take(Area::around(
                    (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share),
                    1.5,
                ));
            }
        }
    }

    /// The first spot where the text touches nothing, else the one where it touches least; the place
    /// is then taken. Nothing where there is no candidate.
    pub(super) fn place(&mut self, text: &str, strong: bool, spots: &[Spot]) -> Option<Spot> {
        let mut best: Option<(f64, Spot, Area)> = None;
        for spot in spots {
            let area = Area::of_text(text, strong, *spot);
            let cost: f64 = self
                .taken
                .iter()
                .map(|(other, weight)| area.overlap(other) * weight)
                .sum();
            if best.is_none_or(|(least, ..)| cost < least) {
                best = Some((cost, *spot, area));
            }
            if cost == 0.0 {
                break;
            }
        }
        let (_, spot, area) = best?;
        self.forbid(area);
        Some(spot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(y: f64) -> Spot {
        Spot {
            x: 50.0,
            y,
            anchor: Anchor::Middle,
        }
    }

    #[test]
    fn a_label_moves_out_of_the_way() {
        let mut board = Board::default();
        board.take_line(&[(0.0, 20.0), (100.0, 20.0)]);
        assert_eq!(
            board.place("lands at 55", true, &[spot(22.0), spot(40.0)]),
            Some(spot(40.0))
        );
        let second = board.place("target 6", true, &[spot(41.0), spot(60.0)]);
        assert_eq!(second, Some(spot(60.0)));
    }

    #[test]
    fn where_all_places_are_taken_the_least_bad_is_used() {
        let mut board = Board::default();
        board.take(Area {
            left: 0.0,
            top: 0.0,
            right: 100.0,
            bottom: 34.0,
        });
        assert_eq!(
            board.place("here", false, &[spot(20.0), spot(40.0)]),
            Some(spot(40.0))
        );
    }
}
