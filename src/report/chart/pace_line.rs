//! The planned way of a value: a line through points of (elapsed weeks, value), straight for an even
//! pace, bent for a curve of its own.

/// Points in the order of time, at least two to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PaceLine {
    /// Elapsed weeks and the value that was to be reached by then.
    pub points: Vec<(f64, f64)>,
}

impl PaceLine {
    /// An even pace between two points.
    #[must_use]
    pub fn even(from: (f64, f64), to: (f64, f64)) -> Self {
        Self {
            points: vec![from, to],
        }
    }

    /// The planned value at a time; before the first and after the last point, theirs.
    #[must_use]
    pub fn at(&self, elapsed: f64) -> Option<f64> {
        let first = self.points.first()?;
        if elapsed <= first.0 {
            return Some(first.1);
        }
        for pair in self.points.windows(2) {
            let [(x0, y0), (x1, y1)] = pair else { continue };
            if elapsed <= *x1 {
                let share = if x1 > x0 {
                    (elapsed - x0) / (x1 - x0)
                } else {
                    1.0
                };
                return Some(y0 + (y1 - y0) * share);
            }
        }
        self.points.last().map(|point| point.1)
    }

    /// The part between two times.
    #[must_use]
    pub fn between(&self, from: f64, to: f64) -> Vec<(f64, f64)> {
        let inner = self
            .points
            .iter()
            .filter(|(x, _)| *x > from && *x < to)
            .copied();
        let end = |x| self.at(x).map(|y| (x, y));
        end(from).into_iter().chain(inner).chain(end(to)).collect()
    }

    /// The same line `weeks` earlier (or later, below 0), kept between its own ends in time.
    #[must_use]
    pub fn shifted(&self, weeks: f64) -> Vec<(f64, f64)> {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else {
            return Vec::new();
        };
        let mut times: Vec<f64> = self.points.iter().map(|(x, _)| x - weeks).collect();
        times.extend([first.0, last.0]);
        times.retain(|x| *x >= first.0 && *x <= last.0);
        times.sort_by(f64::total_cmp);
        times.dedup();
        times
            .into_iter()
            .filter_map(|x| self.at(x + weeks).map(|y| (x, y)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_straight_between_its_points() {
        let line = PaceLine {
            points: vec![(0.0, 10.0), (4.0, 2.0), (8.0, 0.0)],
        };
        assert_eq!(line.at(2.0), Some(6.0));
        assert_eq!(line.at(6.0), Some(1.0));
        assert_eq!(line.at(-1.0), Some(10.0));
        assert_eq!(line.at(9.0), Some(0.0));
        assert_eq!(line.between(2.0, 6.0), [(2.0, 6.0), (4.0, 2.0), (6.0, 1.0)]);
    }

    #[test]
    fn shifted_lines_stay_between_start_and_target() {
        let line = PaceLine::even((0.0, 0.0), (10.0, 10.0));
        assert_eq!(line.shifted(1.0), [(0.0, 1.0), (9.0, 10.0), (10.0, 10.0)]);
        assert_eq!(line.shifted(-1.0), [(0.0, 0.0), (1.0, 0.0), (10.0, 9.0)]);
    }
}
