//! Long texts for people, through the pager that git would use: `GIT_PAGER`, git's `core.pager` of the user,
//! `PAGER`, else `less`. Only on a terminal. A pager that is missing or quits early is no error.
//!
//! The configuration of the repository itself is not asked: no command of somebody else's is run.

use super::outputs::write_for_people;
use super::streams::{self, Out};
use super::{Context, Failure};

/// What a command says of its pager.
#[derive(Clone, Debug, Default, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// Print straight to the terminal, not through the pager that git uses
    #[arg(long)]
    no_pager: bool,
}

/// Shows a text for people: through the pager on a terminal, else on standard output.
///
/// # Errors
/// Standard output cannot be written.
pub(super) fn show(text: &str, args: &Args, context: &Context) -> Result<(), Failure> {
    if !args.no_pager && streams::is_terminal() {
        // Returns only where the pager cannot be started.
        turned_into_pager(text);
    }
    let mut out = Out::new(context.color());
    write_for_people(&mut out, text)?;
    Ok(out.finish()?)
}

/// Becomes the pager, so that an interruption is the pager's alone; returns where that cannot be.
#[cfg(unix)]
fn turned_into_pager(text: &str) {
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    let Some(pager) = pager() else { return };
    let Ok(file) = crate::store::unnamed_file(text.as_bytes()) else {
        return;
    };
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(script(&pager)).stdin(file);
    for (name, usual) in [("LESS", "FRX"), ("LV", "-c")] {
        if std::env::var_os(name).is_none() {
            command.env(name, usual);
        }
    }
    let _ = command.exec();
}

#[cfg(not(unix))]
fn turned_into_pager(_: &str) {}

/// The pager's command as git takes it; `None` where none is wanted.
#[cfg(unix)]
fn pager() -> Option<String> {
    let variable = |name| std::env::var(name).ok();
    let asked = variable("GIT_PAGER").or_else(crate::store::user_pager);
    let asked = asked.or_else(|| variable("PAGER"));
    let asked = asked.unwrap_or_else(|| "less".to_owned());
    (!matches!(asked.trim(), "" | "cat")).then_some(asked)
}

/// The pager in a shell, which waits for it whatever is pressed, and shows the text where there is no such
/// program.
#[cfg(unix)]
fn script(pager: &str) -> String {
    format!("trap : INT\n(\n{pager}\n)\ncase $? in 126|127) cat;; esac\nexit 0")
}
