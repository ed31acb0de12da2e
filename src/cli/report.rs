//! `okr report`: its options here, how pages are made of the team's files in `made`.

mod browser;
mod made;
mod serve;
mod stop;
mod templates;
mod trouble;

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Context, ExitStatus, Failure, streams};
use crate::output::summary::counted;
use made::Making;
pub(super) use made::{check_ins_of, commit_of};
use stop::Stop;

/// Make the static HTML report
///
/// A folder of pages that open from disk, from an artifact or from any web server: this week and every
/// week, objectives, people, check-ins with what changed. Nothing is loaded from the network. Private
/// sections are in no page. Beside the pages stand their data as JSON, a feed of check-ins and recognition,
/// and a calendar of what is due.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr report --open                       make it and look at it
  okr report --serve --open               and again whenever a file changes
  okr report --out public --audience published
                                          for people outside the team
  okr report --base-url https://example.org/okr/ --out public
                                          the same, to be put there
  okr report --single-file week.html      this week in one file, for mail
  okr report --templates our-pages        with pages of our own
  okr report --print-template week.html > our-pages/week.html
                                          one to begin with
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
    /// Serve it to this machine alone, and make it anew whenever a file changes: at port 4747, or another
    /// one; 0 is any that is free
    #[arg(
        long,
        value_name = "PORT",
        num_args = 0..=1,
        default_missing_value = "4747",
        conflicts_with = "single_file"
    )]
    serve: Option<u16>,
    /// Open it in a browser
    #[arg(long)]
    open: bool,
    /// Who will read it [default: team; with --base-url published]
    #[arg(long, value_enum, value_name = "AUDIENCE")]
    audience: Option<ForWhom>,
    /// A folder with templates, style sheet, script or messages of our own, each in place of the built-in
    /// one of the same name
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// Print the built-in template of that name and make nothing: a copy to begin one of our own with
    #[arg(long, value_name = "NAME")]
    print_template: Option<String>,
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
    if let Some(name) = &args.print_template {
        streams::print(&templates::built_in(name, context)?, context.color())?;
        return Ok(ExitStatus::Fine);
    }
    let stop = Stop::listen()?;
    if let Some(port) = args.serve {
        return serve::run(port, args, context, &stop);
    }
    let store = context.store()?;
    let files = made::files(&store)?;
    let making = Making {
        store: &store,
        files: &files,
        args,
        context,
        stop: &stop,
        has_bar: !context.is_quiet(),
    };
    let (index, pages) = match &args.single_file {
        Some(file) => (making.one_file(file)?, 1),
        None => {
            let (folder, pages) = making.folder()?;
            (folder.finish()?.join("index.html"), pages)
        }
    };
    if !context.is_quiet() {
        let pages = counted(pages, "page", "pages");
        streams::tell(&format!("The report is at {} ({pages}).", index.display()));
    }
    if args.open {
        browser::open(index.as_os_str());
    }
    Ok(ExitStatus::Fine)
}

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

/// The command that makes the report again.
fn again(commit: Option<&crate::report::Commit>, args: &Args, context: &Context) -> String {
    let mut command = "okr report".to_owned();
    if let Some(commit) = commit {
        command.push_str(" --at ");
        command.push_str(commit.id.get(..10).unwrap_or(&commit.id));
    }
    if let Some(day) = context.asked_day() {
        command.push_str(&format!(" --today {day}"));
    }
    if args.audience() == ForWhom::Published {
        command.push_str(" --audience published");
    }
    if args.templates.is_some() {
        command.push_str(" --templates DIR");
    }
    command
}
