//! `okr unseal`; its other half is `okr seal`.

use std::path::PathBuf;

use super::load;
use super::private_text;
use super::sealing;
use super::{Context, ExitStatus, Failure, streams};

/// Open sealed text in its place, to read or edit it
///
/// Puts the private sections that are sealed for you in plain, byte for byte as they were sealed, and
/// leaves every other byte alone. 'okr seal' closes them again, before you commit. A wrong key, or a text
/// that somebody changed, is an error and changes nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr unseal check-ins/ada/2026-W47.md
  okr unseal                              everything that is sealed for me
  okr unseal --identity ~/keys/okr.txt check-ins/ada")]
pub struct Args {
    /// Only these files and folders
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    place: sealing::Place,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let store = context.writable_store()?;
    let files = load::files(&store)?;
    let named = private_text::named(&args.paths, context, &store, &files)?;
    let identities = args.place.identities(context)?;
    let mut for_others = 0;
    let total = private_text::each(&named, context, "opened", |named| {
        let read = load::check_in(&store, &files, named.person, named.week, named.entry)?;
        let check_in = read.value;
        let count = check_in.seals.sealed.len();
        if count == 0 {
            return Ok(0);
        }
        if args.paths.is_empty() && private_text::is_for_others(&check_in, &identities) {
            for_others += 1;
            return Ok(0);
        }
        let opened = private_text::opened(&check_in, &files, &identities)?;
        super::seal::write(&store, &check_in, named, &opened.text)?;
        Ok(count)
    })?;
    if context.is_quiet() {
        return Ok(ExitStatus::Fine);
    }
    match (total, for_others) {
        (0, 0) => streams::tell("there is nothing to open: no text is sealed"),
        (0, _) => {
            streams::tell("there is nothing to open for your key: what is sealed is for others")
        }
        _ => streams::advise("'okr seal' closes it again, before you commit"),
    }
    Ok(ExitStatus::Fine)
}
