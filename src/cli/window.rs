//! How far back the check-ins of some people are read to judge a few of them: to the beginning of the
//! cycle of the one before the first that is judged, with the objectives of the cycles in that time.
//! Where that is too short for what the rules ask, everything is read.

use std::collections::BTreeSet;

use super::Failure;
use super::load::{self, Files};
use crate::model::carried::{self, first_weeks};
use crate::model::{CheckIn, Cycle, Obstacle, Task, TaskState, Week};
use crate::rules::TimelineView;
use crate::store::Store;

/// Whether a path has the shape of a check-in's, such as `check-ins/ada/2026-W47.md`.
pub(super) fn is_named_like_a_check_in(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let [folder, _, name] = parts.as_slice() else {
        return false;
    };
    let week = name.strip_suffix(".md").map(Week::parse);
    *folder == "check-ins" && week.is_some_and(|week| week.is_ok())
}

/// The settings, the check-ins below some folders, and what judging those that `holds` says yes to needs
/// of the objectives and of earlier check-ins.
///
/// # Errors
/// Disk or git refuse.
pub(super) fn files(
    store: &Store,
    folders: &[String],
    holds: impl Fn(&str) -> bool,
) -> Result<Files, Failure> {
    let mut files = load::settings(store)?;
    let below: Vec<&str> = folders.iter().map(String::as_str).collect();
    load::add_below(store, &mut files, &below)?;
    let since = files.people.iter().filter_map(|person| {
        let held = |(_, entry): &(Week, crate::store::Entry)| holds(entry.path.as_str());
        let first = person.check_ins.iter().position(held)?;
        let before = person.check_ins.get(first.saturating_sub(1));
        before.map(|(week, _)| files.team.cycle_of(*week).first_week())
    });
    let Some(since) = since.min() else {
        return load::files_of_folders(store, folders);
    };
    files.since = Some(since);
    let check_ins = files.people.iter().flat_map(|person| &person.check_ins);
    let read = check_ins.filter(|(week, _)| *week >= since);
    let mut weeks: BTreeSet<Week> = read.clone().map(|(week, _)| *week).collect();
    // Others' check-ins of the same cycle may be read, and speak of what is open in their weeks.
    let held = read.filter(|(_, entry)| holds(entry.path.as_str()));
    let mut cycles: Vec<Cycle> = held.map(|(week, _)| files.team.cycle_of(*week)).collect();
    cycles.dedup();
    weeks.extend(cycles.iter().flat_map(Cycle::weeks));
    load::add_objectives(store, &mut files, weeks)?;
    Ok(files)
}

/// Whether check-ins that were not read may change what is said of those that are judged: where none that
/// was read comes before the first of them, or where an open task or obstacle of the last one is as old as
/// what was read.
pub(super) fn is_too_short(
    view: &TimelineView<'_>,
    files: &Files,
    holds: impl Fn(&str) -> bool,
) -> bool {
    let all = files.of(&view.person.id);
    let is_cut = |since: Week| all.first().is_some_and(|(week, _)| *week < since);
    if !files.since.is_some_and(is_cut) {
        return false;
    }
    let Some(first) = view.spoken().next() else {
        return true;
    };
    let mut held = view.check_ins.iter().filter(|known| holds(&known.path));
    let is_first = held.next().is_none_or(|held| held.week <= first.week);
    is_first
        || view
            .last()
            .is_some_and(|last| is_as_old_as(view, last, first.week))
}

/// Whether an open task or obstacle of the last check-in is found in every one back to that week.
fn is_as_old_as(view: &TimelineView<'_>, last: &CheckIn, first: Week) -> bool {
    fn tasks(check_in: &CheckIn) -> Vec<&Task> {
        let open = |task: &&Task| task.state == TaskState::Open;
        check_in.tasks.iter().filter(open).collect()
    }
    fn obstacles(check_in: &CheckIn) -> Vec<&Obstacle> {
        let open = |obstacle: &&Obstacle| obstacle.is_open();
        check_in.obstacles.iter().filter(open).collect()
    }
    let earlier = || view.spoken().rev().filter(|known| known.week < last.week);
    let all_tasks = earlier().map(|known| (known.week, known.tasks.iter().collect()));
    let all_obstacles = earlier().map(|known| (known.week, known.obstacles.iter().collect()));
    let tasks = first_weeks(last.week, &tasks(last), all_tasks, carried::tasks);
    let obstacles = first_weeks(
        last.week,
        &obstacles(last),
        all_obstacles,
        carried::obstacles,
    );
    tasks.contains(&first) || obstacles.contains(&first)
}
