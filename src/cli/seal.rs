//! `okr seal`; its other half is `okr unseal`.

use std::path::PathBuf;

use super::load;
use super::private_text::{self, Named};
use super::sealing::{self, Identities};
use super::{Context, ExitStatus, Failure, streams};
use crate::model::CheckIn;
use crate::scaffold::{self, KnownSeal};
use crate::store::{At, Content, Expected, Store};
use crate::text::Source;

/// Seal private text so that its two people alone can read it
///
/// Encrypts the private sections of check-ins, in their place, for the person and their manager, with
/// the public keys in okr.yaml (X25519, age). Every other byte stays. A text that is as it was in the
/// last commit gets the seal that it had there.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr seal                              everything that stands in plain
  okr seal check-ins/ada/2026-W47.md    one check-in")]
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
    let mut last = Last::new(args, context);
    let total = private_text::each(&named, context, "sealed", |named| {
        let read = load::check_in(&store, &files, named.person, named.week, named.entry)?;
        let check_in = read.value;
        let person = files.team.person(named.person.as_str());
        // Of a file in which something is odd nobody knows what in it is private.
        let may_hold = !check_in.seals.plain.is_empty() || check_in.withheld.is_some();
        let Some(person) = person.filter(|_| may_hold) else {
            return Ok(0);
        };
        let known = last.seals(named, &files);
        let text = private_text::sealed(&check_in, person, &files, &known)?;
        write(&store, &check_in, named, &text)?;
        Ok(check_in.seals.plain.len())
    })?;
    if total == 0 && !context.is_quiet() {
        streams::tell("there is nothing to seal: no private text stands in plain");
    }
    Ok(ExitStatus::Fine)
}

pub(super) fn write(
    store: &Store,
    check_in: &CheckIn,
    named: &Named<'_>,
    text: &str,
) -> Result<(), Failure> {
    let expected = Expected::Unchanged(check_in.text.clone().into_bytes());
    Ok(store.write(&named.entry.path, expected, text.as_bytes())?)
}

/// The seals of the last commit, for whoever can open them.
struct Last {
    store: Option<Store>,
    identities: Option<Identities>,
}

impl Last {
    fn new(args: &Args, context: &Context) -> Self {
        let head = At::Revision("HEAD".to_owned());
        let identities = args.place.identities_if_there(context);
        let store = identities
            .as_ref()
            .and_then(|_| Store::open(&context.directory(), head).ok());
        Self { store, identities }
    }

    fn seals(&mut self, named: &Named<'_>, files: &load::Files) -> Vec<KnownSeal> {
        let (Some(store), Some(identities)) = (&self.store, &self.identities) else {
            return Vec::new();
        };
        let Ok(Some(Content::Text(bytes))) = store.read_path(&named.entry.path) else {
            return Vec::new();
        };
        let source = Source::new(bytes);
        let path = named.entry.path.as_str();
        let (team, okrs) = (&files.team, &files.okrs);
        let read = crate::read::check_in(&source, path, named.person, named.week, team, okrs);
        let opened = scaffold::unsealed(&read.value, |armor| identities.open(armor));
        opened.map(|opened| opened.seals).unwrap_or_default()
    }
}
