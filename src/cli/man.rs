//! `okr man`

use std::path::PathBuf;

use super::{Context, ExitStatus, Failure, streams};
use crate::store::{Expected, RepoPath, Store};

/// Print the manual page, or write all of them
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr man | man -l -
  okr man draft | man -l -
  okr man --out ~/.local/share/man/man1")]
pub struct Args {
    /// A command; without it the page of okr itself
    command: Option<String>,
    /// Write the page of every command into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let mut root = super::command_line();
    root.build();
    if let Some(folder) = &args.out {
        return write_all(&root, folder, context);
    }
    let command = match &args.command {
        Some(name) => root.find_subcommand(name).cloned().ok_or_else(|| {
            let names = root
                .get_subcommands()
                .map(clap::Command::get_name)
                .collect::<Vec<_>>();
            let hint = format!("the commands are: {}", names.join(", "));
            Failure::usage_with_hint(format!("there is no command '{name}'"), hint)
        })?,
        None => root,
    };
    streams::print(&page(command)?, context.color())?;
    Ok(ExitStatus::Fine)
}

fn page(command: clap::Command) -> Result<String, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

fn write_all(
    root: &clap::Command,
    folder: &std::path::Path,
    context: &Context,
) -> Result<ExitStatus, Failure> {
    let store = Store::open_new_root(folder)?;
    let mut count = 0;
    for command in std::iter::once(root).chain(root.get_subcommands()) {
        let name = command
            .get_display_name()
            .unwrap_or_else(|| command.get_name())
            .to_owned();
        let path = RepoPath::new(format!("{name}.1"));
        let text = page(command.clone())?;
        match store.read_path(&path)? {
            Some(crate::store::Content::Text(before)) => {
                store.write(&path, Expected::Unchanged(before), text.as_bytes())?;
            }
            _ => store.write(&path, Expected::Absent, text.as_bytes())?,
        }
        count += 1;
    }
    if !context.is_quiet() {
        streams::tell(&format!("{count} pages in {}", folder.display()));
    }
    Ok(ExitStatus::Fine)
}
