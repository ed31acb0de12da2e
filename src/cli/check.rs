//! `okr check`

use std::path::PathBuf;

use rustc_hash::FxHashSet;

use super::judge::{self, Judged, Moment};
use super::outputs::{self, Outputs};
use super::repair::Repairs;
use super::{Context, ExitStatus, Failure, load, repair, streams};
use crate::diag::Severity;
use crate::output::Located;
use crate::store::Store;

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
  okr check --at HEAD~3                 as it was three commits ago
  okr explain empty-section             what a rule asks, and why"
)]
pub struct Args {
    /// Only these files and folders
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print what is found, and into which file: full, concise, json, markdown, github, gitlab,
    /// sarif, junit, rdjson; may be given more than once
    /// [default: full; in GitHub Actions github, in GitLab CI gitlab]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = outputs::output)]
    format: Vec<outputs::Output>,
    /// Warnings count as errors
    #[arg(long)]
    strict: bool,
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
            paths,
            fix: true,
            repair,
            ..Self::default()
        }
    }
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let outputs = Outputs::new(&args.format)?;
    let writes = args.fix && !args.repair.diff;
    let store = if writes {
        context.writable_store()?
    } else {
        context.store()?
    };
    let mut files = load::files(&store)?;
    let only = Only::new(&args.paths, context, &store)?;
    let moment = Moment {
        today: context.today(&files.team),
        now: context.now(&files.team),
    };
    let mut judged = judge::all(&store, &files, moment, |path| only.holds(path))?;
    only.must_be_known(&files, &judged)?;
    if args.fix || args.repair.diff {
        let holds = |path: &str| only.holds(path);
        let repairs = Repairs::new(args.repair, &store, &files, &judged, holds)?;
        if args.repair.diff {
            repairs.show(&store, &files, context)?;
        } else {
            repairs.write(&store)?;
        }
        if !context.is_quiet() {
            repairs.tell(args.repair);
        }
        if args.repair.diff {
            return Ok(ExitStatus::of_findings(!repairs.are_none()));
        }
        files = load::files(&store)?;
        judged = judge::all(&store, &files, moment, holds)?;
    }
    if args.strict {
        judged.raise_warnings();
    }
    let checked = checked(&files, &only, &store);
    outputs.write(&judged, &checked, context, &store)?;
    if outputs.are_for_a_person() && !context.is_quiet() {
        advise_to_fix(&judged);
    }
    let errors = judged
        .findings
        .iter()
        .any(|located| located.finding.severity == Severity::Error);
    Ok(ExitStatus::of_findings(errors))
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

/// The check-ins that were looked at, from the git work tree.
fn checked(files: &load::Files, only: &Only, store: &Store) -> Vec<String> {
    let check_ins = files.people.iter().flat_map(|person| &person.check_ins);
    let paths = check_ins.map(|(_, entry)| entry.path.as_str());
    paths
        .filter(|path| only.holds(path))
        .map(|path| format!("{}{path}", store.prefix()))
        .collect()
}

/// The paths that were asked for, relative to the root.
struct Only {
    asked: Vec<(PathBuf, String)>,
}

impl Only {
    fn new(paths: &[PathBuf], context: &Context, store: &Store) -> Result<Self, Failure> {
        let mut asked = Vec::new();
        for path in paths {
            let relative = store
                .relative(&context.directory().join(path))
                .ok_or_else(|| {
                    let message = format!("{} is not below the folder of okr.yaml", path.display());
                    Failure::usage_with_hint(message, "name files and folders of the team")
                })?;
            asked.push((path.clone(), relative));
        }
        Ok(Self { asked })
    }

    fn holds(&self, path: &str) -> bool {
        let below = |asked: &str| {
            asked.is_empty()
                || path == asked
                || path
                    .strip_prefix(asked)
                    .is_some_and(|rest| rest.starts_with('/'))
        };
        self.asked.is_empty() || self.asked.iter().any(|(_, asked)| below(asked))
    }

    /// A path that names nothing must not pass by silence.
    fn must_be_known(&self, files: &load::Files, judged: &Judged) -> Result<(), Failure> {
        if self.asked.is_empty() {
            return Ok(());
        }
        let check_ins = files.people.iter().flat_map(|person| &person.check_ins);
        let mut known: FxHashSet<&str> = check_ins.map(|(_, entry)| entry.path.as_str()).collect();
        known.extend(
            files
                .okrs
                .objectives()
                .iter()
                .map(|objective| objective.path.as_str()),
        );
        known.extend(
            judged
                .findings
                .iter()
                .map(|located| located.finding.diagnostic.path.as_str()),
        );
        known.insert(crate::store::SETTINGS);
        for (written, asked) in &self.asked {
            let below = |path: &&str| {
                asked.is_empty()
                    || *path == asked
                    || path
                        .strip_prefix(asked.as_str())
                        .is_some_and(|rest| rest.starts_with('/'))
            };
            if !known.iter().any(below) {
                let message = format!("{} holds no check-in and no objective", written.display());
                let hint = "check-ins stand at check-ins/<person>/<week>.md, objectives at okrs/<cycle>/<objective>.md";
                return Err(Failure::usage_with_hint(message, hint));
            }
        }
        Ok(())
    }
}
