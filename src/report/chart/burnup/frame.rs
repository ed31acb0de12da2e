//! Where weeks and values fall in the picture.

use crate::report::chart::geometry::finite;
use crate::report::chart::label::text_width;

use super::BurnUp;

pub(super) const RIGHT: f64 = 326.0;
/// The axis of weeks.
pub(super) const BOTTOM: f64 = 208.0;
/// Values are drawn between these; flags have the strip above.
const HIGH: f64 = 36.0;
const LOW: f64 = 202.0;

pub(super) struct Frame {
    pub(super) left: f64,
    weeks: f64,
    lowest: f64,
    highest: f64,
}

impl Frame {
    pub(super) fn of(chart: &BurnUp) -> Self {
        let mut values = vec![chart.start.0, chart.target.0];
        values.extend(chart.readings.iter().map(|reading| reading.value));
        values.extend(chart.landing.as_ref().map(|landing| landing.0));
        values.extend(chart.first_target.as_ref().map(|first| first.0));
        values.extend(chart.plan.points.iter().map(|point| point.1));
        for (plan, _) in &chart.earlier_plans {
            values.extend(plan.points.iter().map(|point| point.1));
        }
        let values = values.into_iter().map(finite);
        let lowest = values.clone().fold(f64::INFINITY, f64::min);
        let highest = values.fold(f64::NEG_INFINITY, f64::max);
        let labels = [
            Some(&chart.start),
            chart.middle.as_ref(),
            Some(&chart.target),
        ];
        let widest = labels
            .into_iter()
            .flatten()
            .map(|(_, label)| text_width(label, true));
        let left = (widest.fold(0.0, f64::max) + 10.0).clamp(38.0, 90.0);
        Self {
            left,
            weeks: f64::from(chart.weeks.max(1)),
            lowest,
            highest,
        }
    }

    pub(super) fn x(&self, elapsed: f64) -> f64 {
        self.left + (RIGHT - self.left) * (elapsed / self.weeks).clamp(0.0, 1.0)
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        let span = self.highest - self.lowest;
        let share = if span > 0.0 {
            (finite(value) - self.lowest) / span
        } else {
            0.5
        };
        LOW - (LOW - HIGH) * share.clamp(0.0, 1.0)
    }

    pub(super) fn point(&self, (elapsed, value): (f64, f64)) -> (f64, f64) {
        (self.x(elapsed), self.y(value))
    }

    pub(super) fn points(&self, points: &[(f64, f64)]) -> Vec<(f64, f64)> {
        points.iter().map(|point| self.point(*point)).collect()
    }

    /// Marks shrink where weeks stand close.
    pub(super) fn mark_size(&self) -> f64 {
        ((RIGHT - self.left) / self.weeks * 0.36).clamp(1.6, 4.2)
    }
}
