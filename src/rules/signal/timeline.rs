//! What a person's last check-in, and all before it, say of each of their key results: the situations
//! that the signals are asked about, and where in the check-in their answer is shown.

use super::{Limits, OpenObstacle, OpenTask, Signal, Situation, evidence, signals};
use jiff::civil::Date;

use crate::diag::Diagnostic;
use crate::model::{
    CheckIn, Cycle, History, KeyResult, KeyResultRef, Obstacle, Okrs, Point, Task, TaskState, Team,
    Week, carried,
};
use crate::rules::mention::{key_results_in, names, speaks_of_id};
use crate::rules::{CheckInView, NamingTask, TimelineView};
use crate::text::Span;

/// What the signals say of the last check-in.
pub(in crate::rules) fn check(view: &TimelineView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(last) = view.last().filter(|last| last.withheld.is_none()) else {
        return;
    };
    let frame = CheckInView::new(view, last, &[]);
    let owned = frame.owned();
    if owned.is_empty() {
        return;
    }
    let (cycle, limits) = (frame.cycle(), Limits::of(view.team));
    let obstacles = open_obstacles(view, last);
    for key_result in owned {
        let history = history(view, key_result, cycle);
        let slowing = slowing(&obstacles, &key_result.reference, last.week);
        let tasks = others_tasks(view, last, key_result, cycle);
        let situation = Situation {
            history: &history,
            week: last.week,
            today: view.today.min(last.week.sunday()),
            thresholds: &view.team.thresholds,
            limits,
            obstacles: &slowing,
            others_tasks: &tasks,
        };
        for signal in signals(&situation) {
            found.push(diagnostic(last, key_result, &signal, &situation));
        }
    }
}

fn history(view: &TimelineView<'_>, key_result: &KeyResult, cycle: &Cycle) -> History {
    let spoken = view
        .spoken()
        .filter(|check_in| cycle.contains(check_in.week));
    let points = spoken.filter_map(|check_in| {
        let reading = check_in.reading(&key_result.reference)?;
        let (value, confidence) = (reading.value, reading.confidence);
        Some(Point {
            week: check_in.week,
            value: value.map(|value| value.value),
            confidence: confidence.map(|confidence| confidence.value),
        })
    });
    History::new(key_result, cycle, points.collect(), view.changes)
}

/// The open obstacles of the last check-in that anybody may read, each with the week that had it first.
fn open_obstacles<'a>(view: &TimelineView<'a>, last: &'a CheckIn) -> Vec<(&'a Obstacle, Week)> {
    let public = |check_in: &'a CheckIn| -> Vec<&'a Obstacle> {
        let all = check_in.obstacles.iter();
        all.filter(|obstacle| !obstacle.private).collect()
    };
    let mut open: Vec<(&Obstacle, Week)> = public(last)
        .into_iter()
        .filter(|obstacle| obstacle.is_open())
        .map(|obstacle| (obstacle, last.week))
        .collect();
    // Each open obstacle as the check-in after had it, while it can be followed.
    let mut followed: Vec<(usize, &Obstacle)> = open
        .iter()
        .map(|(obstacle, _)| *obstacle)
        .enumerate()
        .collect();
    for earlier in view.spoken().rev().filter(|known| known.week < last.week) {
        if followed.is_empty() {
            break;
        }
        let before = public(earlier);
        let now: Vec<&Obstacle> = followed.iter().map(|(_, obstacle)| *obstacle).collect();
        let pairs = carried::obstacles(&before, &now);
        let same = pairs.iter().map(|(b, n)| (followed[*n].0, before[*b]));
        followed = same.collect();
        for (place, _) in &followed {
            open[*place].1 = earlier.week;
        }
    }
    open
}

fn slowing<'a>(
    obstacles: &[(&'a Obstacle, Week)],
    reference: &KeyResultRef,
    week: Week,
) -> Vec<OpenObstacle<'a>> {
    let slows = |obstacle: &Obstacle| {
        obstacle
            .slows
            .iter()
            .any(|slowed| slowed.value == *reference)
    };
    let all = obstacles.iter().filter(|(obstacle, _)| slows(obstacle));
    all.map(|(obstacle, first)| OpenObstacle {
        title: &obstacle.title.value,
        weeks: u32::try_from(week.since(*first)).unwrap_or(0),
    })
    .collect()
}

/// The open tasks of somebody else that name the key result, or an obstacle that slows it: those of the
/// person's own check-in, and those of others'.
fn others_tasks<'a>(
    view: &TimelineView<'a>,
    last: &'a CheckIn,
    key_result: &KeyResult,
    cycle: &Cycle,
) -> Vec<OpenTask<'a>> {
    let reference = &key_result.reference;
    let own = key_result.owner.as_ref().map(|owner| owner.as_str());
    let here = named_open(last, reference)
        .map(|(task, owner, due)| (task.text.value.as_str(), owner, due));
    let of_this = |task: &&NamingTask| task.key_result == *reference && task.cycle == cycle.id();
    let elsewhere = view.tasks.iter().filter(of_this);
    let elsewhere = elsewhere.map(|task| (task.text.as_str(), task.owner.as_str(), task.due));
    here.chain(elsewhere)
        .filter(|(_, owner, _)| Some(*owner) != own)
        .map(|(text, _, due)| OpenTask { text, due })
        .collect()
}

/// The open tasks of a check-in that name the key result, or an obstacle that slows it, each with its owner
/// and when it is due.
fn named_open<'a>(
    check_in: &'a CheckIn,
    reference: &KeyResultRef,
) -> impl Iterator<Item = (&'a Task, &'a str, Date)> {
    let is_about = move |text: &str| {
        let mut public = check_in
            .obstacles
            .iter()
            .filter(|obstacle| !obstacle.private);
        let named = public.find(|obstacle| names(text, &obstacle.title.value));
        let slows = |obstacle: &Obstacle| obstacle.slows.iter().any(|s| s.value == *reference);
        speaks_of_id(text, reference) || named.is_some_and(slows)
    };
    let open = check_in
        .tasks
        .iter()
        .filter(|task| task.state == TaskState::Open && !task.private);
    open.filter_map(move |task| {
        let due = task.due.as_ref()?.value;
        let owner = task.owner.as_ref()?.value.as_str();
        is_about(&task.text.value).then_some((task, owner, due))
    })
}

/// The day until which a task was due that is over on `today` by as many weeks as `help-late` asks for.
#[must_use]
pub fn late_since(team: &Team, today: Date) -> Date {
    let weeks = i64::from(Limits::of(team).late_weeks.max(1));
    let before = jiff::Span::new().try_weeks(weeks);
    let day = before.and_then(|span| today.checked_sub(span));
    day.unwrap_or(Date::MIN)
}

/// The open tasks of a check-in that name a key result of somebody else, and were due until `late`.
#[must_use]
pub fn tasks_for_others(
    check_in: &CheckIn,
    team: &Team,
    okrs: &Okrs,
    late: Date,
) -> Vec<NamingTask> {
    if check_in.withheld.is_some() {
        return Vec::new();
    }
    let cycle = team.cycle_of(check_in.week);
    let is_late = |task: &&Task| {
        let due = task.due.as_ref().map(|due| due.value);
        task.state == TaskState::Open && !task.private && due.is_some_and(|due| due <= late)
    };
    let mut found = Vec::new();
    for task in check_in.tasks.iter().filter(is_late) {
        let (Some(due), Some(owner)) = (&task.due, &task.owner) else {
            continue;
        };
        let text = &task.text.value;
        let mut named = key_results_in(text, okrs, &cycle);
        named.extend(slowed_by_named(check_in, text, okrs, &cycle));
        named.retain(|key_result| key_result.owner.as_ref() != Some(&check_in.person));
        named.sort_by_key(|known| &known.reference);
        named.dedup_by_key(|known| &known.reference);
        let with_owner = named
            .into_iter()
            .filter_map(|known| Some((known, known.owner.clone()?)));
        found.extend(with_owner.map(|(key_result, asked_by)| NamingTask {
            key_result: key_result.reference.clone(),
            asked_by,
            cycle: cycle.id().to_owned(),
            owner: owner.value.clone(),
            text: text.clone(),
            due: due.value,
        }));
    }
    found
}

/// The key results that the obstacle slows which a text names.
fn slowed_by_named<'o>(
    check_in: &CheckIn,
    text: &str,
    okrs: &'o Okrs,
    cycle: &Cycle,
) -> Vec<&'o KeyResult> {
    let mut public = check_in.obstacles.iter().filter(|known| !known.private);
    let Some(named) = public.find(|obstacle| names(text, &obstacle.title.value)) else {
        return Vec::new();
    };
    let slowed = named.slows.iter().map(|slowed| &slowed.value);
    slowed
        .filter_map(|reference| okrs.key_result(reference, cycle, check_in.week))
        .collect()
}

fn diagnostic(
    last: &CheckIn,
    key_result: &KeyResult,
    signal: &Signal,
    situation: &Situation<'_>,
) -> Diagnostic {
    let reference = &key_result.reference;
    let message = evidence::sentence(signal, situation);
    Diagnostic::new(
        signal.id(),
        last.path.clone(),
        place(last, reference, signal),
        message,
    )
    .with_help(evidence::question(signal, situation))
    .in_place(reference.to_string())
}

/// Where the word, the value, the obstacle or the task stands that the signal is about.
fn place(last: &CheckIn, reference: &KeyResultRef, signal: &Signal) -> Span {
    let Some(reading) = last.reading(reference) else {
        return last.status.span;
    };
    match signal {
        Signal::SaidNotMeasured { .. } | Signal::StuckLow { .. } => reading.confidence_place,
        Signal::TooSmooth { .. }
        | Signal::Stalled { .. }
        | Signal::WrongWay { .. }
        | Signal::OutOfReach { .. } => reading.value_place,
        Signal::TargetMoved { .. } => reading.reference.span,
        Signal::QuietObstacle { title, .. } => {
            let mut all = last.obstacles.iter();
            let found = all.find(|obstacle| obstacle.title.value == *title);
            found.map_or(reading.reference.span, |obstacle| obstacle.title.span)
        }
        Signal::HelpLate { task, .. } => {
            let found = last.tasks.iter().find(|known| known.text.value == *task);
            let due = found.and_then(|task| task.due.as_ref());
            due.map_or(reading.reference.span, |due| due.span)
        }
    }
}
