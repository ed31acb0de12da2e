//! What `okr init` writes for a forge, with a new team or for one that is there.

use std::path::Path;

use clap::ValueEnum;

use crate::cli::{Context, ExitStatus, Failure, load, streams};
use crate::model::codeowners::places;
use crate::scaffold::{Forge, ForgeFile, codeowners, workflows};
use crate::store::{At, Expected, RepoPath, Store, StoreError};

/// Which forge's workflows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Ci {
    /// Workflows of GitHub Actions
    Github,
    /// A job of GitLab CI
    Gitlab,
}

/// What is asked for.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Asked {
    /// Also write what checks every pull or merge request
    #[arg(long, value_name = "FORGE")]
    ci: Option<Ci>,
    /// Also write what puts the report of what is merged on the web, for people outside the team
    #[arg(long, value_name = "FORGE")]
    pages: Option<Ci>,
    /// Also write CODEOWNERS: who is asked to review whose files
    #[arg(long)]
    codeowners: bool,
}

impl Asked {
    /// Whether anything is asked for.
    pub(super) fn is_some(&self) -> bool {
        self.ci.is_some() || self.pages.is_some() || self.codeowners
    }
}

/// Writes the files where the folder has its team already.
///
/// # Errors
/// There is no team, one of the files is there, the disk refuses.
pub(super) fn run(asked: &Asked, context: &Context) -> Result<ExitStatus, Failure> {
    let store = context.writable_store()?;
    let written = write(asked, &store, context)?;
    streams::print(&lines(&written), context.color())?;
    Ok(ExitStatus::Fine)
}

/// Writes the files at the top of the git work tree, and gives their paths from there. Nothing is written
/// where one of them is there that must not be.
///
/// # Errors
/// One of the files is there, the disk refuses.
pub(super) fn write(
    asked: &Asked,
    store: &Store,
    context: &Context,
) -> Result<Vec<RepoPath>, Failure> {
    let Some(top) = store.git_work_tree().or(store.root()) else {
        return Ok(Vec::new());
    };
    let top = Store::open_new_root(top)?;
    let mut files = workflows_asked_for(asked, store);
    if asked.codeowners {
        files.extend(codeowners_file(store, context)?);
    }
    for file in files.iter().filter(|file| file.if_there.is_none()) {
        if top.read_path(&RepoPath::new(file.path))?.is_some() {
            let place = file.path.to_owned();
            return Err(StoreError::ExistsAlready { place }.into());
        }
    }
    let mut written = Vec::new();
    for file in files {
        let path = RepoPath::new(file.path);
        match top.write(&path, Expected::Absent, file.text.as_bytes()) {
            Ok(()) => written.push(path),
            Err(error) => match (error, file.if_there) {
                (StoreError::ExistsAlready { .. }, Some(by_hand)) => {
                    streams::warn(&format!("{path} is there already and stays as it is"));
                    streams::advise(&by_hand);
                }
                (error, _) => return Err(error.into()),
            },
        }
    }
    Ok(written)
}

fn workflows_asked_for(asked: &Asked, store: &Store) -> Vec<ForgeFile> {
    let [checks, pages] = [asked.ci, asked.pages].map(|asked| {
        asked.map(|ci| match ci {
            Ci::Github => Forge::Github,
            Ci::Gitlab => Forge::Gitlab,
        })
    });
    workflows(checks, pages, store.prefix())
}

/// The file of owners. Where there is one, in any place where a forge looks, its lines are printed instead:
/// it is somebody's, and a second one would be read by nobody.
fn codeowners_file(store: &Store, context: &Context) -> Result<Option<ForgeFile>, Failure> {
    let root = store.root().unwrap_or(Path::new("."));
    let team = Store::open(root, At::WorkTree)?;
    let read = load::files_without_check_ins(&team)?;
    let text = codeowners(&read.team, &read.okrs, store.prefix());
    let there = team.read_at_top(&places())?;
    let mut there = there
        .iter()
        .zip(places())
        .filter(|(known, _)| known.is_some());
    let Some((_, path)) = there.next() else {
        return Ok(Some(ForgeFile {
            path: "CODEOWNERS",
            text,
            if_there: None,
        }));
    };
    streams::warn(&format!("{path} is there already and stays as it is"));
    streams::advise(&format!(
        "put these lines at the end of {path}, in place of those of the team that are there"
    ));
    streams::print(&text, context.color())?;
    Ok(None)
}

/// A path a line.
pub(super) fn lines(paths: &[RepoPath]) -> String {
    paths.iter().map(|path| format!("{path}\n")).collect()
}
