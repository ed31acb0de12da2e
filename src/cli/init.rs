//! `okr init`

mod forge_files;
mod new_team;

use super::{Context, ExitStatus, Failure, streams};
use crate::model::Language;
use crate::scaffold::{IGNORED, NewTeam};
use crate::store::{At, Expected, RepoPath, SETTINGS, Store, StoreError};
use new_team::Wizard;

/// Start a team: write okr.yaml and a first objective
///
/// Asks on a terminal what the flags do not say. Writes okr.yaml with comments that explain it, and a
/// first objective that shows the four kinds of key result. Nothing that is there is overwritten.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr init
  okr init --team Payments --manager grace \\
    --person 'grace=Grace Hopper <grace@example.com>' \\
    --person 'ada=Ada Lovelace <ada@example.com>'
  okr init --ci github --codeowners      for a team that is there, too
  okr init --pages github                the report on GitHub Pages
  okr init --yes      ask nothing: git's user.email, this quarter, this machine's time zone")]
pub struct Args {
    /// The team's name [default: the folder's]
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// A person; may be given more than once
    #[arg(long = "person", value_name = "ID=NAME <EMAIL>")]
    people: Vec<String>,
    /// The id of the person to whom the others report
    #[arg(long, value_name = "ID")]
    manager: Option<String>,
    /// The language of check-ins and the report [default: en]
    #[arg(long, value_name = "LANGUAGE", value_parser = Language::CODES)]
    language: Option<String>,
    /// The current cycle, such as 2026-Q4, 2026-H2 or 2026 [default: this quarter]
    #[arg(long, value_name = "CYCLE")]
    cycle: Option<String>,
    /// The team's time zone, such as Europe/Oslo [default: this machine's]
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// The title of the first objective
    #[arg(long, value_name = "TITLE")]
    objective: Option<String>,
    /// Ask nothing, and take the defaults
    #[arg(long, short)]
    yes: bool,
    #[command(flatten)]
    forge: forge_files::Asked,
}

/// What git shall not look at.
const IGNORE_FILE: &str = ".gitignore";

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    if args.forge.is_some() && Store::open(&context.directory(), At::WorkTree).is_ok() {
        return forge_files::run(&args.forge, context);
    }
    must_be_new(context)?;
    let store = Store::open_new_root(&context.directory())?;
    let new = Wizard {
        args,
        context,
        store: &store,
        asks: !args.yes && streams::is_interactive(),
    }
    .team()?;
    let mut written = Vec::new();
    let folder = format!("okrs/{}", new.cycle.id());
    let taken = store
        .list()?
        .iter()
        .any(|entry| entry.path.as_str().starts_with("okrs/"));
    if !taken {
        let path = RepoPath::new(format!("{folder}/{}.md", new.objective_id()));
        store.write(&path, Expected::Absent, new.objective().as_bytes())?;
        written.push(path);
    }
    let path = RepoPath::new(SETTINGS);
    store.write(&path, Expected::Absent, new.settings().as_bytes())?;
    written.push(path);
    let path = RepoPath::new(IGNORE_FILE);
    if store.read_path(&path)?.is_none() {
        store.write(&path, Expected::Absent, IGNORED.as_bytes())?;
        written.push(path);
    }
    let for_forge = forge_files::write(&args.forge, &store, context)?;
    let lines = forge_files::lines(&written) + &forge_files::lines(&for_forge);
    streams::print(&lines, context.color())?;
    if !context.is_quiet() {
        tell_next_steps(&new, &store, taken);
    }
    Ok(ExitStatus::Fine)
}

/// A folder that is no part of a team yet.
fn must_be_new(context: &Context) -> Result<(), Failure> {
    let folder = context.directory();
    let root = match Store::open(&folder, At::WorkTree) {
        Err(StoreError::NoRoot { .. }) => return Ok(()),
        Err(error) => return Err(error.into()),
        Ok(store) => store
            .root()
            .map(std::path::Path::to_owned)
            .unwrap_or_default(),
    };
    if folder.canonicalize().is_ok_and(|folder| folder == root) {
        let message = "okr.yaml exists already; nothing was written";
        return Err(Failure::usage_with_hint(
            message,
            "'okr draft' writes this week's check-in",
        ));
    }
    let message = format!("this folder belongs to the team in {}", root.display());
    let hint = "for a team of its own, make it a git repository first: git init";
    Err(Failure::usage_with_hint(message, hint))
}

fn tell_next_steps(new: &NewTeam, store: &Store, taken: bool) {
    let cycle = new.cycle.id();
    let mut steps = vec![
        "okr check    says what does not fit".to_owned(),
        "okr draft    scaffolds your first check-in".to_owned(),
    ];
    if !taken {
        let path = format!("okrs/{cycle}/{}.md", new.objective_id());
        steps.insert(
            0,
            format!("write your objectives as {path} shows; a file's name is its id"),
        );
    }
    if store.git_work_tree().is_none() {
        steps.push("git init     keeps its history".to_owned());
    }
    let noun = if new.people.len() == 1 {
        "person"
    } else {
        "people"
    };
    streams::tell(&format!(
        "{}: {} {noun}, cycle {cycle}\nnext:",
        new.name,
        new.people.len()
    ));
    for (index, step) in steps.iter().enumerate() {
        streams::tell(&format!("  {}. {step}", index + 1));
    }
}
