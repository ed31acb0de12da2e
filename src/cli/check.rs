//! `okr check`

use std::path::PathBuf;

use super::judge::{Judged, Judging, Moment};
use super::outputs::{self, Outputs};
use super::repair::Repairs;
use super::selection::{self, Selection};
use super::shown_settings::shown_settings;
use super::{Context, ExitStatus, Failure, repair, streams, weighing};
use crate::output::Located;
use crate::store::Content;
use crate::text::Source;

/// Validate check-ins, objectives and okr.yaml
///
/// A draft may be incomplete: what is left to do is told as 'info'. A ready check-in must be complete
/// for the person's part, a reviewed one for both. Everything that is found is told in one run.
#[derive(Debug, Default, clap::Args)]
#[command(
    after_help = "Exit status: 0 fine, 1 errors were found, 2 it could not be carried out.

Examples:
  okr check                             everything
  okr check check-ins/ada               one person's check-ins
  okr check --format concise            path:line:column: severity[rule] message
  okr check --format json | jq .summary for programs
  okr check --format full --format sarif=okr.sarif --format junit=okr.xml
  okr check --fix --diff                show what could be put right without asking
  okr check --base                      what a pull request changes, beside what was
  okr check --staged                    what the next commit would hold
  okr check - --stdin-filename check-ins/ada/2026-W47.md < draft.md
  okr check --deny late --allow stalled rules weighed for this run; --show-settings tells all
  okr check --at HEAD~3                 as it was three commits ago
  okr explain empty-section             what a rule asks, and why"
)]
pub struct Args {
    #[command(flatten)]
    which: selection::Args,
    /// How to print what is found, and into which file: full, concise, json, markdown, github, gitlab,
    /// sarif, junit, rdjson; may be given more than once
    /// [default: full; in GitHub Actions github, in GitLab CI gitlab]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = outputs::output)]
    format: Vec<outputs::Output>,
    #[command(flatten)]
    weighing: weighing::Args,
    /// Put right what can be put right without asking, then check; 'okr fix' is the same
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    repair: repair::Asked,
}

impl Args {
    /// What `okr fix` runs.
    pub(super) fn fixing(paths: Vec<PathBuf>, repair: repair::Asked) -> Self {
        Self {
            which: selection::Args::of_paths(paths),
            fix: true,
            repair,
            ..Self::default()
        }
    }
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let outputs = Outputs::new(&args.format)?;
    let writes = args.fix && !args.repair.diff;
    let mut selection = Selection::open(&args.which, context, writes)?;
    weigh(args, &mut selection)?;
    if args.weighing.show_settings {
        return show_settings(&selection, context);
    }
    let mut judged = judged_with_what_it_needs(args, &mut selection, context)?;
    selection.must_be_known(&judged)?;
    if args.fix || args.repair.diff {
        let (store, files) = (&selection.store, &selection.files);
        let holds = |path: &str| selection.holds(path);
        let repairs = Repairs::new(args.repair, store, files, &judged, holds)?;
        if args.repair.diff {
            repairs.show(store, files, context)?;
        } else {
            repairs.write(store)?;
        }
        if !context.is_quiet() {
            repairs.tell(args.repair);
        }
        if args.repair.diff {
            return Ok(ExitStatus::of_findings(!repairs.are_none()));
        }
        selection.read_again()?;
        weigh(args, &mut selection)?;
        judged = judged_with_what_it_needs(args, &mut selection, context)?;
    }
    if args.weighing.is_strict() {
        judged.raise_warnings();
    }
    let checked = if outputs.name_every_file() {
        selection.checked()
    } else {
        Vec::new()
    };
    outputs.write(&judged, &checked, context, &selection.store)?;
    if !context.is_quiet() {
        if outputs.are_for_a_person() {
            advise_to_fix(&judged);
            advise_to_ask_why(&judged);
        }
        selection.tell_what_was_not_known();
    }
    let mut found = judged.findings.iter();
    let fails = found.any(|located| args.weighing.fails(located.finding.severity));
    Ok(ExitStatus::of_findings(fails))
}

/// Lets the base of a change and the command line have their say on what `okr.yaml` says of the rules.
fn weigh(args: &Args, selection: &mut Selection) -> Result<(), Failure> {
    let base = selection.past.rules_of_base();
    selection.files.team.rules.base = base.map(Box::new);
    args.weighing
        .apply(&mut selection.files.team, selection.is_finished)
}

/// Judges what was read, and once more where that was not enough.
fn judged_with_what_it_needs(
    args: &Args,
    selection: &mut Selection,
    context: &Context,
) -> Result<Judged, Failure> {
    let found = judged(selection, context)?;
    if !found.is_cut {
        return Ok(found);
    }
    selection.read_whole()?;
    weigh(args, selection)?;
    judged(selection, context)
}

fn judged(selection: &Selection, context: &Context) -> Result<Judged, Failure> {
    let team = &selection.files.team;
    let judging = Judging {
        store: &selection.store,
        files: &selection.files,
        past: &selection.past,
        moment: Moment {
            today: context.today(team),
            now: context.now(team),
        },
        holds: |path: &str| selection.holds(path),
    };
    judging.all()
}

fn show_settings(selection: &Selection, context: &Context) -> Result<ExitStatus, Failure> {
    let text = match selection.store.settings()? {
        Content::Text(bytes) => Source::new(bytes).text().to_owned(),
        Content::TooLarge { .. } | Content::NotAFile(_) => String::new(),
    };
    let shown = shown_settings(&selection.files.team, &text);
    streams::print(&shown, context.color())?;
    Ok(ExitStatus::Fine)
}

fn advise_to_fix(judged: &Judged) {
    let is_safe = |located: &&Located| {
        let fix = located.finding.diagnostic.fix.as_ref();
        fix.is_some_and(|fix| fix.safe)
    };
    let count = judged.findings.iter().filter(is_safe).count();
    if count > 0 {
        streams::advise(&format!("'okr fix' puts {count} of them right"));
    }
}

/// Says once what tells more of a rule: the heaviest of those that spoke.
fn advise_to_ask_why(judged: &Judged) {
    let mut found: Vec<&Located> = judged.findings.iter().collect();
    found.sort_by_key(|located| std::cmp::Reverse(located.finding.severity));
    if let Some(first) = found.first() {
        let rule = first.finding.diagnostic.rule;
        streams::advise(&format!(
            "'okr explain {rule}' says what that rule asks, and why"
        ));
    }
}
