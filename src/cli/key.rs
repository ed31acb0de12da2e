//! `okr key`

use std::path::PathBuf;

use super::sealing::{self, NewKey};
use super::{Context, ExitStatus, Failure, streams};
use crate::store;

/// Make the key with which private text is sealed and opened
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr key new                 once, on your own machine
  okr key show                the public half, for people.ada.key in okr.yaml")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Make a key, and print its public half
    ///
    /// The private half stays in a file that you alone can read, in your configuration folder; it is
    /// never written into a git repository, and never over another key. The public half goes to
    /// people.YOU.key in okr.yaml.
    #[command(after_help = "Examples:
  okr key new
  okr key new --out /media/stick/okr-key.txt")]
    New {
        /// Another file than okr/key.txt in the configuration folder
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Print the public half of the key that is there
    #[command(after_help = "Examples:
  okr key show
  okr key show --identity /media/stick/okr-key.txt")]
    Show(sealing::Place),
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let public = match &args.what {
        What::New { out } => new(out.as_ref(), context)?,
        What::Show(place) => {
            let identities = place.identities(context)?;
            identities.public().unwrap_or_default()
        }
    };
    streams::print(&format!("{public}\n"), context.color())?;
    if !context.is_quiet() {
        streams::advise(&format!(
            "in okr.yaml: people.{}.key: {public}",
            my_id(context).as_deref().unwrap_or("YOU")
        ));
    }
    Ok(ExitStatus::Fine)
}

fn new(out: Option<&PathBuf>, context: &Context) -> Result<String, Failure> {
    let path = match out {
        Some(out) => context.below_directory(out),
        None => sealing::default_path()?,
    };
    let key = NewKey::new();
    store::create_key_file(&path, &key.file).map_err(|error| match error {
        store::StoreError::ExistsAlready { .. } => Failure::usage_with_hint(
            format!(
                "{} exists already, and a key is never overwritten",
                path.display()
            ),
            "'okr key show' prints its public half; --out FILE makes another key",
        ),
        store::StoreError::Refused { .. } => Failure::usage_with_hint(
            error.to_string(),
            "name a file of your own with --out, such as one in your home folder",
        ),
        other => other.into(),
    })?;
    if !context.is_quiet() {
        streams::tell(&format!(
            "wrote {}, which you alone can read",
            path.display()
        ));
        if out.is_some() {
            let whole = std::path::absolute(&path).unwrap_or_else(|_| path.clone());
            streams::advise(&format!("name it to okr: OKR_IDENTITY={}", whole.display()));
        }
        streams::advise(
            "keep a copy in a safe place: without it nobody opens what is sealed for you",
        );
    }
    Ok(key.public)
}

/// Who runs it, where that is known.
fn my_id(context: &Context) -> Option<String> {
    let store = context.store().ok()?;
    let team = super::load::settings(&store).ok()?.team;
    let me = context.me(&store, &team).ok()?;
    Some(me.id.to_string())
}
