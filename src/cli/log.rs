//! `okr log`

use clap::ValueEnum;

use super::load::{self, Files};
use super::outputs::write_for_people;
use super::set;
use super::streams::Out;
use super::{Context, ExitStatus, Failure, context};
use crate::diff;
use crate::model::history::{AgreedChange, agreed_changes};
use crate::model::{CheckIn, Cycle, History, KeyResult, Okrs, Point, Subject};
use crate::output::log::{Changed, Logged, json, overview, whole};
use crate::read;
use crate::store::{Content, RepoPath, Store};
use crate::text::Source;

/// Show the history of a key result: values, confidence, pace, and how the goal changed
///
/// Week by week, with a small chart, where the rate of the last four weeks leads, and each change of its
/// definition with the commit that made it. Without REF a line for each key result of the cycle.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr log                                all key results of this cycle, a line each
  okr log p95-latency
  okr log faster-checkout/p95-latency --week 2026-W46
  okr log --format json")]
pub struct Args {
    /// The key result
    #[arg(value_name = "REF")]
    reference: Option<String>,
    /// As it was in this week, such as 2026-W47 [default: this one]
    #[arg(long, value_name = "WEEK")]
    week: Option<String>,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let store = context.store()?;
    let files = load::files(&store)?;
    context::warn_of_errors(files.team_diagnostics.len(), "okr.yaml");
    context::warn_of_errors(files.okr_diagnostics.len(), "the objectives");
    let week = context.week(args.week.as_deref(), &files.team)?;
    let cycle = files.team.cycle_of(week);
    let chosen: Vec<&KeyResult> = match &args.reference {
        Some(text) => vec![set::key_result_of(&files, &cycle, week, text)?],
        None => {
            let objectives = files.okrs.of_cycle(cycle.id());
            objectives
                .flat_map(|objective| &objective.key_results)
                .collect()
        }
    };
    let timelines = load::for_each_person(&files, |of| {
        load::public_timeline(&store, &files, &of.person)
    })?;
    let changes: Vec<AgreedChange> = timelines
        .iter()
        .flatten()
        .filter_map(|check_in| {
            let person = files.team.person(check_in.person.as_str())?;
            Some(agreed_changes(check_in, person))
        })
        .flatten()
        .collect();
    let mut logged = Vec::new();
    for key_result in chosen {
        let history = history(key_result, &cycle, &timelines, &changes);
        let owner = history
            .owner()
            .and_then(|id| files.team.person(id.as_str()));
        logged.push(Logged {
            owner: owner.map_or_else(|| "nobody".to_owned(), |person| person.name.clone()),
            changes: match args.reference {
                Some(_) => {
                    let mut all = agreed(&history, &changes);
                    all.extend(changed(&store, &files, &history)?);
                    all.sort_by(|left, right| left.when.cmp(&right.when));
                    all
                }
                None => Vec::new(),
            },
            history,
        });
    }
    let thresholds = &files.team.thresholds;
    let mut out = Out::new(context.color());
    match (args.format, &args.reference, logged.as_slice()) {
        (Format::Json, ..) => json(&mut out, &logged, week, thresholds)?,
        (Format::Text, Some(_), [one]) => {
            write_for_people(&mut out, &whole(one, week, thresholds))?
        }
        (Format::Text, ..) => write_for_people(&mut out, &overview(&logged, week, thresholds))?,
    }
    out.finish()?;
    Ok(ExitStatus::Fine)
}

/// What its owner said of it; an earlier owner counts for the weeks before it was handed over.
fn history(
    key_result: &KeyResult,
    cycle: &Cycle,
    timelines: &[Vec<CheckIn>],
    changes: &[AgreedChange],
) -> History {
    let all = timelines.iter().flatten();
    let mut said: Vec<(bool, Point)> = all
        .filter_map(|check_in| {
            let reading = check_in.reading(&key_result.reference)?;
            let is_owner = key_result.owner.as_ref() == Some(&check_in.person);
            let point = Point {
                week: check_in.week,
                value: reading.value.map(|value| value.value),
                confidence: reading.confidence.map(|confidence| confidence.value),
            };
            Some((is_owner, point))
        })
        .collect();
    // Of two who speak of it in one week, the owner of today.
    said.sort_by_key(|(is_owner, point)| (point.week, !is_owner));
    let points = said.into_iter().map(|(_, point)| point).collect();
    History::new(key_result, cycle, points, changes)
}

/// What both have agreed to change, by the week of the check-in that has it.
fn agreed(history: &History, changes: &[AgreedChange]) -> Vec<Changed> {
    let of_this = changes.iter().filter(|change| {
        change.reference == history.key_result.reference && history.cycle.contains(change.week)
    });
    let told = of_this.map(|change| Changed {
        when: change.week.to_string(),
        who: "agreed by both".to_owned(),
        field: change.change,
        before: change.from.clone(),
        after: change.to.clone(),
    });
    told.collect()
}

/// How the key result's definition changed from one version of its file to the next, as git knows them.
fn changed(store: &Store, files: &Files, history: &History) -> Result<Vec<Changed>, Failure> {
    let reference = &history.key_result.reference;
    let mut of_cycle = files.okrs.of_cycle(history.cycle.id());
    let Some(objective) = of_cycle.find(|known| known.id == reference.objective) else {
        return Ok(Vec::new());
    };
    let path = RepoPath::new(objective.path.clone());
    let pasts = store.pasts(std::slice::from_ref(&path)).unwrap_or_default();
    let Some(past) = pasts.first() else {
        return Ok(Vec::new());
    };
    let mut versions: Vec<_> = past.versions.iter().collect();
    versions.sort_by_key(|version| version.seconds);
    let mut found = Vec::new();
    let mut before: Option<Okrs> = None;
    for version in versions {
        let Content::Text(bytes) = &version.content else {
            continue;
        };
        let source = Source::new(bytes.clone());
        let read = read::objective(
            &source,
            path.as_str(),
            &objective.cycle,
            &objective.id,
            &files.team,
        );
        let after = Okrs::new(vec![read.value]);
        if let Some(before) = &before {
            let changes = diff::definitions(before, &after);
            let subject = Subject::KeyResult(reference.clone());
            let own = changes
                .into_iter()
                .filter(|change| change.subject == subject);
            found.extend(own.map(|change| Changed {
                when: day(version.seconds),
                who: format!(
                    "{}, {}",
                    short(&version.commit),
                    who(&version.emails, files)
                ),
                field: change.field,
                before: change.before,
                after: change.after,
            }));
        }
        before = Some(after);
    }
    Ok(found)
}

fn day(seconds: i64) -> String {
    let time = jiff::Timestamp::from_second(seconds).unwrap_or_default();
    time.strftime("%Y-%m-%d").to_string()
}

fn short(commit: &str) -> String {
    commit.chars().take(10).collect()
}

/// The names of those who made the commit; addresses are told to nobody.
fn who(emails: &[String], files: &Files) -> String {
    let name = |email: &String| {
        let person = files.team.person_by_email(email);
        person.map_or("somebody else", |person| person.name.as_str())
    };
    let mut names: Vec<&str> = emails.iter().map(name).collect();
    names.dedup();
    names.join(", ")
}
