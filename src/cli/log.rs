//! `okr log`

use clap::ValueEnum;

use super::histories::Histories;
use super::load::{self, Files};
use super::pager;
use super::set;
use super::streams::{self, Out};
use super::{Context, ExitStatus, Failure, context};
use crate::diff;
use crate::model::history::CountedChange;
use crate::model::{History, Objective, Okrs, Subject};
use crate::output::log::{Changed, Logged, json, overview, whole};
use crate::read;
use crate::store::{Content, RepoPath, Store, StoreError};
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
    #[command(flatten)]
    pager: pager::Args,
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
    let asked = match &args.reference {
        Some(text) => Some(set::key_result_of(&files, &cycle, week, text)?),
        None => None,
    };
    // A key result may be one of another cycle that holds the week, such as the year.
    let objectives = files.okrs.of_week(&cycle, week);
    let of_asked = asked.and_then(|asked| {
        let mut all = objectives.into_iter();
        all.find(|objective| objective.key_results.contains(asked))
    });
    let cycle = of_asked.map_or(cycle, |objective| objective.cycle.clone());
    let Histories {
        objectives,
        changes,
    } = Histories::read(&store, &files, &cycle)?;
    let mut logged = Vec::new();
    for (objective, history) in objectives
        .into_iter()
        .flat_map(|(objective, histories)| histories.into_iter().map(move |it| (objective, it)))
    {
        if asked.is_some_and(|asked| asked.reference != history.key_result.reference) {
            continue;
        }
        let owner = history
            .owner()
            .and_then(|id| files.team.person(id.as_str()));
        let mut all = agreed(&history, &changes);
        if asked.is_some() {
            all.extend(committed(&store, &files, objective, &history)?);
        }
        logged.push(Logged {
            owner: owner.map_or_else(|| "nobody".to_owned(), |person| person.name.clone()),
            changes: all,
            history,
        });
    }
    let columns = usize::from(streams::columns());
    let text = match (args.format, &args.reference, logged.as_slice()) {
        (Format::Json, ..) => {
            let mut out = Out::new(context.color());
            json(&mut out, &logged, week, &files.team.thresholds)?;
            out.finish()?;
            return Ok(ExitStatus::Fine);
        }
        (Format::Text, Some(_), [one]) => whole(one, week, &files.team, columns),
        (Format::Text, ..) => overview(&logged, week, &files.team, columns),
    };
    pager::show(&text, &args.pager, context)?;
    Ok(ExitStatus::Fine)
}

/// What both have agreed to change, by the week of the check-in that has it.
fn agreed(history: &History, changes: &[CountedChange]) -> Vec<Changed> {
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
fn committed(
    store: &Store,
    files: &Files,
    objective: &Objective,
    history: &History,
) -> Result<Vec<Changed>, Failure> {
    let path = RepoPath::new(objective.path.clone());
    let pasts = match store.pasts(std::slice::from_ref(&path)) {
        Err(StoreError::NoRepository { .. }) => return Ok(Vec::new()),
        pasts => pasts?,
    };
    let Some(past) = pasts.into_iter().next() else {
        return Ok(Vec::new());
    };
    if !past.is_whole && !past.versions.is_empty() {
        streams::warn(
            "this clone ends before the beginning of the objective: older changes are not known",
        );
        streams::advise("git fetch --unshallow");
    }
    let subject = Subject::KeyResult(history.key_result.reference.clone());
    let mut found = Vec::new();
    let mut before: Option<Okrs> = None;
    for version in &past.versions {
        let Content::Text(bytes) = &version.content else {
            continue;
        };
        let source = Source::new(bytes.clone());
        let (cycle, id) = (&objective.cycle, &objective.id);
        let read = read::objective(&source, path.as_str(), cycle, id, &files.team);
        let after = Okrs::new(vec![read.value]);
        let changes = before
            .iter()
            .flat_map(|before| diff::definitions(before, &after));
        let own = changes.filter(|change| change.subject == subject);
        found.extend(own.map(|change| Changed {
            when: day(version.seconds),
            who: format!("{}, {}", version.commit, who(&version.emails, files)),
            field: change.field,
            before: change.before,
            after: change.after,
        }));
        before = Some(after);
    }
    Ok(found)
}

fn day(seconds: i64) -> String {
    let time = jiff::Timestamp::from_second(seconds).unwrap_or_default();
    time.strftime("%Y-%m-%d").to_string()
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
