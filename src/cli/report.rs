//! `okr report`

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::tz::TimeZone;

use super::load::{self, Files};
use super::memory::Remembered;
use super::{Context, ExitStatus, Failure, context, streams};
use crate::model::{CheckIn, PersonId};
use crate::output::summary::counted;
use crate::report::{self, Audience, BuildError, Commit, Input, Overrides, Past, Unreadable};
use crate::store::{Content, OutputFolder, RepoPath, Store, StoreError};
use crate::text::Source;

/// Make the static HTML report
///
/// A folder of pages that open from disk, from an artifact or from any web server: this week and every
/// week, objectives, people, check-ins with what changed. Nothing is loaded from the network. Private
/// sections are in no page.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr report --open                       make it and look at it
  okr report --out public --audience published
                                          for people outside the team
  okr report --base-url https://example.org/okr/ --out public
                                          the same, to be put there
  okr report --single-file week.html      this week in one file, for mail
  okr report --at HEAD~3 --out /tmp/then  as it was three commits ago")]
pub struct Args {
    /// The folder to write; a report that stands there is replaced when the new one is done
    #[arg(long, value_name = "DIR", default_value = "okr-report")]
    out: PathBuf,
    /// Write this week alone, as one page with everything in it; its links lead below --base-url, else
    /// nowhere
    #[arg(long, value_name = "FILE", conflicts_with = "out")]
    single_file: Option<PathBuf>,
    /// Where the report will stand on the web; a robots.txt there keeps search engines out
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Open it in a browser
    #[arg(long)]
    open: bool,
    /// Who will read it [default: team; with --base-url published]
    #[arg(long, value_enum, value_name = "AUDIENCE")]
    audience: Option<ForWhom>,
}

impl Args {
    fn audience(&self) -> ForWhom {
        let published = self.base_url.is_some();
        let usual = match published {
            true => ForWhom::Published,
            false => ForWhom::Team,
        };
        self.audience.unwrap_or(usual)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ForWhom {
    /// Readers of the repository
    Team,
    /// Anybody: without asks, sources, commit ids, paths and signals about words
    Published,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let store = context.store()?;
    let files = load::files(&store)?;
    context::warn_of_errors(files.team_diagnostics.len(), "okr.yaml");
    context::warn_of_errors(files.okr_diagnostics.len(), "the objectives");
    let (index, pages) = match &args.single_file {
        Some(file) => write_one(&store, &files, file, args, context)?,
        None => write_folder(&store, &files, args, context)?,
    };
    if !context.is_quiet() {
        let pages = counted(pages, "page", "pages");
        streams::tell(&format!("The report is at {} ({pages}).", index.display()));
    }
    if args.open && !opened(&index) {
        streams::warn("no browser could be started; open the file above by hand");
    }
    Ok(ExitStatus::Fine)
}

/// Writes the folder; its first page, and how many there are.
fn write_folder(
    store: &Store,
    files: &Files,
    args: &Args,
    context: &Context,
) -> Result<(PathBuf, usize), Failure> {
    let folder = OutputFolder::create(&context.directory().join(&args.out))?;
    let (pages, bar) = (AtomicUsize::new(0), progress(files, context));
    let sink = |path: &str, bytes: &[u8]| -> Result<(), StoreError> {
        if path.ends_with(".html") {
            pages.fetch_add(1, Ordering::Relaxed);
            bar.inc(1);
        }
        folder.add(path, bytes)
    };
    with_input(store, files, args, context, |input| {
        report::build(input, &sink).map_err(|error| match error {
            BuildError::Sink(error) => Failure::Store(error),
            BuildError::Report(error) => Failure::usage(error.to_string()),
        })
    })?;
    if args.base_url.is_some() {
        folder.add("robots.txt", ROBOTS)?;
    }
    bar.finish_and_clear();
    let index = folder.finish()?.join("index.html");
    Ok((index, pages.into_inner()))
}

/// Writes this week as one file.
fn write_one(
    store: &Store,
    files: &Files,
    file: &Path,
    args: &Args,
    context: &Context,
) -> Result<(PathBuf, usize), Failure> {
    let page = with_input(store, files, args, context, |input| {
        report::week_page(input).map_err(|error| Failure::usage(error.to_string()))
    })?;
    let path = context.below_directory(file);
    store.write_result(&path, page.as_bytes())?;
    Ok((path, 1))
}

fn with_input<T>(
    store: &Store,
    files: &Files,
    args: &Args,
    context: &Context,
    work: impl FnOnce(&Input) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let check_ins = |person: &PersonId| check_ins_of(store, files, person);
    let commit = commit_of(store);
    let now = files
        .team
        .cadence
        .time_zone
        .to_datetime(context.now(&files.team));
    let remembered = Remembered::read(store, files, now.date())?;
    let memory = |person: &PersonId| remembered.of(store, files, person);
    work(&Input {
        team: &files.team,
        okrs: &files.okrs,
        check_ins: &check_ins,
        past: Past {
            memory: &memory,
            goals: &remembered.goals,
            reach: remembered.reach,
        },
        unreadable: unreadable(store, files)?,
        now,
        again: again(commit.as_ref(), args),
        commit,
        audience: match args.audience() {
            ForWhom::Team => Audience::Team,
            ForWhom::Published => Audience::Published,
        },
        overrides: &Overrides::new(),
        base_url: args.base_url.as_deref(),
    })
}

/// What a search engine is told.
const ROBOTS: &[u8] = b"User-agent: *\nDisallow: /\n";

/// An address with a slash at its end.
fn base_url(text: &str) -> Result<String, String> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let is_plain = |rest: &str| {
        rest.chars()
            .all(|c| c.is_ascii_graphic() && !"\"'<>?#".contains(c))
    };
    match rest {
        Some(rest) if !rest.is_empty() && !rest.starts_with('/') && is_plain(rest) => {
            Ok(format!("{}/", text.trim_end_matches('/')))
        }
        _ => Err("write it like https://example.org/okr/".to_owned()),
    }
}

/// The commit that is read, or that the work tree stands on.
pub(super) fn commit_of(store: &Store) -> Option<Commit> {
    let commit = store.commit()?;
    let time = jiff::Timestamp::from_second(commit.seconds).ok()?;
    Some(Commit {
        id: commit.id,
        time: TimeZone::UTC.to_datetime(time),
    })
}

/// A bar on a terminal, nothing elsewhere.
fn progress(files: &Files, context: &Context) -> ProgressBar {
    if context.is_quiet() {
        return ProgressBar::hidden();
    }
    let check_ins: usize = files
        .people
        .iter()
        .map(|person| person.check_ins.len())
        .sum();
    let bar = ProgressBar::new(u64::try_from(check_ins).unwrap_or(0));
    let style = ProgressStyle::with_template("{bar:40} {pos} of about {len} pages");
    style.map_or(bar.clone(), |style| bar.with_style(style))
}

/// One person's check-ins. What cannot be read is left out; `okr check` says why.
pub(super) fn check_ins_of(store: &Store, files: &Files, person: &PersonId) -> Vec<CheckIn> {
    let read = |(week, entry): &(crate::model::Week, crate::store::Entry)| {
        load::check_in(store, files, person, *week, entry)
            .ok()
            .map(|read| read.value)
    };
    files.of(person).iter().filter_map(read).collect()
}

/// The command that makes the report again.
fn again(commit: Option<&Commit>, args: &Args) -> String {
    let mut command = "okr report".to_owned();
    if let Some(commit) = commit {
        command.push_str(" --at ");
        command.push_str(commit.id.get(..10).unwrap_or(&commit.id));
    }
    if args.audience() == ForWhom::Published {
        command.push_str(" --audience published");
    }
    command
}

/// What is wrong with `okr.yaml`, the objectives and the places of files.
fn unreadable(store: &Store, files: &Files) -> Result<Vec<Unreadable>, Failure> {
    let all = files
        .team_diagnostics
        .iter()
        .chain(&files.okr_diagnostics)
        .chain(&files.place_diagnostics);
    let mut found = Vec::new();
    for diagnostic in all {
        let path = RepoPath::new(diagnostic.path.clone());
        let text = match if path.is_plain() {
            store.read_path(&path)?
        } else {
            None
        } {
            Some(Content::Text(bytes)) => Source::new(bytes).text().to_owned(),
            _ => String::new(),
        };
        found.push(Unreadable::of(diagnostic, &text));
    }
    Ok(found)
}

/// Starts the browser: `BROWSER`, else what the system opens files with. Whether it could be started.
fn opened(page: &Path) -> bool {
    let browser = std::env::var_os("BROWSER").filter(|browser| !browser.is_empty());
    let mut command = match browser {
        Some(browser) => Command::new(browser),
        None if cfg!(target_os = "macos") => Command::new("open"),
        None if cfg!(windows) => Command::new("explorer"),
        None => Command::new("xdg-open"),
    };
    command
        .arg(page)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().is_ok()
}
