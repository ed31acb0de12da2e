//! A person's editor: what `$VISUAL`, else `$EDITOR` says, as git runs it.

use std::process::Command;

use super::Failure;

/// Opens the file and waits until the editor ends.
///
/// # Errors
/// No editor is named, or it cannot be run, or it says that it failed.
pub(super) fn open(path: &str) -> Result<(), Failure> {
    let named = |name: &str| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    };
    let Some(editor) = named("VISUAL").or_else(|| named("EDITOR")) else {
        let hint = format!("set VISUAL or EDITOR, or open {path} yourself");
        return Err(Failure::usage_with_hint("I do not know your editor", hint));
    };
    let failed = |reason: String| {
        let hint = format!("{path} is as the editor left it");
        Failure::usage_with_hint(format!("the editor '{editor}' {reason}"), hint)
    };
    let status = command(&editor, path)
        .status()
        .map_err(|error| failed(format!("cannot be run: {error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(failed(format!("failed ({status})")))
    }
}

/// The shell takes the editor's words apart, so that options and quotes work.
#[cfg(unix)]
fn command(editor: &str, path: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{editor} \"$@\""), editor, path]);
    command
}

#[cfg(not(unix))]
fn command(editor: &str, path: &str) -> Command {
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(editor));
    command.args(words).arg(path);
    command
}
