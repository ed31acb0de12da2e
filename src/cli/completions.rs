//! `okr completions`

use clap_complete::Shell;

use super::{Context, ExitStatus, Failure, streams};

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr completions bash > ~/.local/share/bash-completion/completions/okr
  okr completions zsh > \"${fpath[1]}/_okr\"
  okr completions fish > ~/.config/fish/completions/okr.fish")]
pub struct Args {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command_line(), "okr", &mut script);
    streams::print(&String::from_utf8_lossy(&script), context.color())?;
    Ok(ExitStatus::Fine)
}
