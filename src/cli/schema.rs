//! `okr schema`

use clap::ValueEnum;

use super::streams::Out;
use super::{Context, ExitStatus, Failure};
use crate::output::schema;

/// Print a JSON Schema: of a front matter, for editors; of JSON output, for programs
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr schema okr.yaml > okr.schema.json
  okr schema check
  okr schema report-week        of the JSON beside the pages of 'okr report'")]
pub struct Args {
    /// Of what
    #[arg(value_enum, default_value_t)]
    subject: Subject,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Subject {
    /// The settings of a team
    #[default]
    #[value(name = "okr.yaml")]
    Settings,
    /// The front matter of an objective
    Objective,
    /// The front matter of a check-in
    CheckIn,
    /// What 'okr check --format json' prints
    Check,
    /// What 'okr diff --format json' prints
    Diff,
    /// What 'okr log --format json' prints
    Log,
    /// data/v1/index.json of a report: which files there are
    ReportIndex,
    /// data/v1/cycles/CYCLE.json: its objectives and key results
    ReportCycle,
    /// data/v1/objectives/CYCLE/OBJECTIVE.json: its key results and their series
    ReportObjective,
    /// data/v1/weeks/WEEK.json: a week as it was known then
    ReportWeek,
    /// data/v1/people/PERSON.json: what a person said, week by week
    ReportPerson,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let subject = match args.subject {
        Subject::Settings => schema::Subject::Settings,
        Subject::Objective => schema::Subject::Objective,
        Subject::CheckIn => schema::Subject::CheckIn,
        Subject::Check => schema::Subject::Check,
        Subject::Diff => schema::Subject::Diff,
        Subject::Log => schema::Subject::Log,
        Subject::ReportIndex => schema::Subject::ReportIndex,
        Subject::ReportCycle => schema::Subject::ReportCycle,
        Subject::ReportObjective => schema::Subject::ReportObjective,
        Subject::ReportWeek => schema::Subject::ReportWeek,
        Subject::ReportPerson => schema::Subject::ReportPerson,
    };
    let mut out = Out::new(context.color());
    schema::write(&mut out, subject)?;
    out.finish()?;
    Ok(ExitStatus::Fine)
}
