//! A key result's value by week against its plan, 340 × 232, with target, forecast, events and the
//! words that were said. What the picture says is also its title and description.

mod frame;
mod labels;

use crate::report::html::push_text;

use super::Mark;
use super::geometry::{attribute, push, push_line};
pub use super::pace_line::PaceLine;
use frame::{BOTTOM, Frame, RIGHT};

/// What is drawn. Values are in the key result's own unit; times are elapsed weeks of the cycle, so
/// that the check-in of its first week stands at 1.
#[derive(Clone, Debug, Default)]
pub struct BurnUp<'a> {
    /// An id of our own, unique on the page.
    pub id: &'a str,
    /// What it shows, in words.
    pub title: String,
    /// Start, now, pace and landing, in words.
    pub description: String,
    /// Weeks in the cycle.
    pub weeks: u32,
    /// Elapsed weeks today, the current week included.
    pub today: u32,
    /// The short name of each week, `W27`, in order.
    pub week_names: Vec<String>,
    /// Where it began, with its label for the axis.
    pub start: (f64, String),
    /// Between start and target, for the axis.
    pub middle: Option<(f64, String)>,
    /// The target of today, with its label for the axis.
    pub target: (f64, String),
    /// `target 6 days`, for the line.
    pub target_label: String,
    /// The plan of today's definition.
    pub plan: PaceLine,
    /// When today's definition began; before it the plan is not drawn.
    pub plan_from: f64,
    /// Plans of earlier definitions, each with the time at which it ended.
    pub earlier_plans: Vec<(PaceLine, f64)>,
    /// The first target where it was another, until when, and its label.
    pub first_target: Option<(f64, f64, String)>,
    /// A value at a week.
    pub readings: Vec<Reading>,
    /// Whether the value moves in steps (milestones).
    pub steps: bool,
    /// Where it lands if the last four weeks repeat, with its label.
    pub landing: Option<(f64, String)>,
    /// Weeks with events, lettered in order.
    pub flags: Vec<(u32, char)>,
}

/// A value of one check-in.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Elapsed weeks.
    pub week: u32,
    /// In the key result's unit.
    pub value: f64,
    /// What was said.
    pub mark: Mark,
}

/// The whole picture.
#[must_use]
pub fn burnup(chart: &BurnUp) -> String {
    let frame = Frame::of(chart);
    let mut out = String::with_capacity(4096);
    open(&mut out, chart);
    push_plan(&mut out, chart, &frame);
    push_flags(&mut out, chart, &frame);
    push_values(&mut out, chart, &frame);
    labels::push(&mut out, chart, &frame);
    out.push_str("</svg>");
    out
}

fn open(out: &mut String, chart: &BurnUp) {
    let id = chart.id;
    out.push_str(&format!(
        "<svg class=\"plot\" viewBox=\"0 0 340 232\" role=\"img\" \
         aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">"
    ));
    push_text(out, &chart.title);
    out.push_str(&format!("</title><desc id=\"{id}-d\">"));
    push_text(out, &chart.description);
    out.push_str("</desc>");
}

fn push_plan(out: &mut String, chart: &BurnUp, frame: &Frame) {
    let mut band = frame.points(&chart.plan.shifted(1.0));
    band.extend(frame.points(&chart.plan.shifted(-1.0)).into_iter().rev());
    if band.len() > 3 {
        path(out, "band", &band, "z");
    }
    let levels = [
        Some(chart.start.0),
        chart.middle.as_ref().map(|middle| middle.0),
    ];
    for level in levels.into_iter().flatten() {
        horizontal(out, "gridl", frame, (0.0, f64::from(chart.weeks)), level);
    }
    if let Some((level, until, _)) = &chart.first_target {
        horizontal(out, "gridl first", frame, (0.0, *until), *level);
    }
    horizontal(
        out,
        "goal",
        frame,
        (0.0, f64::from(chart.weeks)),
        chart.target.0,
    );
    let mut from = 0.0;
    for (plan, until) in &chart.earlier_plans {
        path(out, "pace", &frame.points(&plan.between(from, *until)), "");
        from = *until;
    }
    let end = f64::from(chart.weeks);
    path(
        out,
        "pace",
        &frame.points(&chart.plan.between(chart.plan_from, end)),
        "",
    );
}

fn push_flags(out: &mut String, chart: &BurnUp, frame: &Frame) {
    for (week, letter) in &chart.flags {
        let x = frame.x(f64::from(*week));
        path(out, "drop", &[(x, 20.0), (x, BOTTOM)], "");
        out.push_str("<rect class=\"flag\"");
        attribute(out, "x", x - 7.0);
        out.push_str(" y=\"4\" width=\"14\" height=\"15\" rx=\"3\"/><text class=\"flagt\"");
        attribute(out, "x", x);
        out.push_str(&format!(
            " y=\"15.2\" text-anchor=\"middle\">{letter}</text>"
        ));
    }
}

/// The measured line, thin and dashed over weeks without a value, then the forecast, then the words.
fn push_values(out: &mut String, chart: &BurnUp, frame: &Frame) {
    let (solid, holes) = runs(chart, frame);
    for run in &solid {
        path(out, "line", run, "");
    }
    for hole in &holes {
        path(out, "hole", hole, "");
    }
    if let (Some((landing, _)), Some(last)) = (&chart.landing, chart.readings.last()) {
        let from = frame.point((f64::from(last.week), last.value));
        path(out, "proj", &[from, (RIGHT, frame.y(*landing))], "");
    }
    for reading in &chart.readings {
        let at = frame.point((f64::from(reading.week), reading.value));
        reading.mark.push(out, at, frame.mark_size());
    }
}

type Runs = Vec<Vec<(f64, f64)>>;

fn runs(chart: &BurnUp, frame: &Frame) -> (Runs, Runs) {
    let start = chart.plan.points.first().map_or(0.0, |point| point.0);
    let first_plan = chart
        .earlier_plans
        .first()
        .and_then(|(plan, _)| plan.points.first());
    let start = first_plan.map_or(start, |point| point.0);
    let mut before = (start, chart.start.0);
    let mut solid: Runs = vec![vec![frame.point(before)]];
    let mut holes: Runs = Vec::new();
    for reading in &chart.readings {
        let now = (f64::from(reading.week), reading.value);
        let step = chart.steps.then(|| frame.point((now.0, before.1)));
        if now.0 - before.0 > 1.0 {
            holes.push(
                [Some(frame.point(before)), step, Some(frame.point(now))]
                    .into_iter()
                    .flatten()
                    .collect(),
            );
            solid.push(vec![frame.point(now)]);
        } else if let Some(run) = solid.last_mut() {
            run.extend(step);
            run.push(frame.point(now));
        }
        before = now;
    }
    solid.retain(|run| run.len() > 1);
    (solid, holes)
}

fn horizontal(out: &mut String, class: &str, frame: &Frame, (from, to): (f64, f64), level: f64) {
    let y = frame.y(level);
    path(out, class, &[(frame.x(from), y), (frame.x(to), y)], "");
}

fn path(out: &mut String, class: &str, points: &[(f64, f64)], end: &str) {
    if points.len() < 2 {
        return;
    }
    out.push_str("<path class=\"");
    out.push_str(class);
    out.push_str("\" d=\"");
    push_line(out, points);
    out.push_str(end);
    out.push_str("\"/>");
}

/// Appends a text at a place.
fn text(out: &mut String, text: &str, class: Option<&str>, spot: super::label::Spot) {
    use super::label::Anchor;
    out.push_str("<text");
    if let Some(class) = class {
        out.push_str(&format!(" class=\"{class}\""));
    }
    out.push_str(" x=\"");
    push(out, spot.x);
    out.push_str("\" y=\"");
    push(out, spot.y);
    out.push_str(match spot.anchor {
        Anchor::Start => "\">",
        Anchor::Middle => "\" text-anchor=\"middle\">",
        Anchor::End => "\" text-anchor=\"end\">",
    });
    push_text(out, text);
    out.push_str("</text>");
}

#[cfg(test)]
mod tests;
