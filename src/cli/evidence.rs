//! Commits that are evidence for a key result, found in the repositories that `okr.yaml` names.

use jiff::civil::{Date, Time};

use super::one_check_in::OneCheckIn;
use super::streams;
use crate::model::objective::Resolved;
use crate::model::{CheckIn, Status, Team, Week};
use crate::scaffold::Commit;
use crate::store::TrailingCommit;

/// A commit that the last check-in names with so many digits of its id is not told again.
const DIGITS: usize = 7;

/// The commits since the person's last check-in whose trailer names a key result; oldest first. What is
/// wrong with a repository is said and keeps nothing else from being found.
pub(super) fn commits(one: &OneCheckIn, earlier: &[CheckIn]) -> Vec<Commit> {
    let team = &one.files.team;
    let last = earlier
        .iter()
        .rfind(|check_in| check_in.status.value != Status::Skipped);
    let first = last.map_or(one.week, |last| last.week);
    let (from, until) = (start(first, team), end(one.week, team));
    let is_told =
        |commit: &TrailingCommit| last.is_some_and(|last| last.text.contains(&commit.id[..DIGITS]));
    let mut commits = Vec::new();
    let mut unknown = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for evidence in &team.evidence {
        let found = one
            .store
            .trailing(&evidence.repository, &evidence.trailer, from, until);
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                let of = &evidence.repository;
                streams::warn(&format!("no commits of '{of}' are listed: {error}"));
                continue;
            }
        };
        if !found.is_whole {
            let of = &evidence.repository;
            streams::warn(&format!(
                "the clone '{of}' does not go back to {first}: commits may be missing"
            ));
        }
        let new = found.commits.into_iter().filter(|commit| !is_told(commit));
        for commit in new {
            if seen.contains(&commit.id) {
                continue;
            }
            add(one, &commit, &mut commits, &mut unknown);
            seen.push(commit.id);
        }
    }
    tell_of_unknown(&unknown);
    commits
}

/// The commit of these digits in one of the repositories.
pub(super) fn commit_of(one: &OneCheckIn, id: &str) -> Option<TrailingCommit> {
    let evidence = &one.files.team.evidence;
    let named = evidence.iter().map(|evidence| evidence.repository.as_str());
    named
        .chain(["."])
        .find_map(|repository| one.store.commit_of(repository, id).ok().flatten())
}

fn add(
    one: &OneCheckIn,
    commit: &TrailingCommit,
    commits: &mut Vec<Commit>,
    unknown: &mut Vec<String>,
) {
    let cycle = one.files.team.cycle_of(one.week);
    let values = commit
        .values
        .iter()
        .flat_map(|value| value.split([',', ';', ' ']));
    for word in values.filter(|word| !word.is_empty()) {
        match one.files.okrs.resolve(word, &cycle, one.week) {
            Resolved::One(key_result) => commits.push(Commit {
                key_result: key_result.reference.clone(),
                short_id: commit.short_id.clone(),
                subject: commit.subject.clone(),
            }),
            _ => unknown.push(format!("{} '{word}'", commit.short_id)),
        }
    }
}

fn tell_of_unknown(unknown: &[String]) {
    let Some(first) = unknown.first() else { return };
    let more = match unknown.len() {
        1 => String::new(),
        count => format!(", and {} more", count - 1),
    };
    streams::warn(&format!(
        "a commit names no key result of the cycle: {first}{more}"
    ));
}

/// Monday 00:00 of the week, in the team's time zone, in seconds since 1970-01-01T00:00:00Z.
fn start(week: Week, team: &Team) -> i64 {
    seconds(week.monday(), Time::midnight(), team)
}

/// The last second of the week's Sunday.
fn end(week: Week, team: &Team) -> i64 {
    seconds(week.sunday(), Time::constant(23, 59, 59, 0), team)
}

fn seconds(day: Date, time: Time, team: &Team) -> i64 {
    let zone = &team.cadence.time_zone;
    let moment = zone.to_timestamp(day.to_datetime(time));
    moment.map_or(0, |moment| moment.as_second())
}
