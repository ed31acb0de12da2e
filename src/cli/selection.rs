//! Which files `check` judges: everything, the paths that are named, what is staged, what changed since
//! a base, or one file from standard input. Others are read only as the rules need them.

use std::io::Read;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::base::{self, Base, Surroundings};
use super::judge::Judged;
use super::load::{self, Files};
use super::only::Only;
use super::past::Past;
use super::{Context, Failure, streams, window};
use crate::diag::Diagnostic;
use crate::read::{self, Place, rule};
use crate::store::{At, FOLDERS, MAXIMUM_LEN, RepoPath, SETTINGS, Store};
use crate::text::Span;

/// Which files.
#[derive(Debug, Default, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// Only these files and folders; '-' for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only what changed since REV [default: the base of the pull or merge request, else where the
    /// branch left origin/HEAD], with the rules that compare both sides
    #[arg(long, value_name = "REV", num_args = 0..=1, default_missing_value = "")]
    base: Option<String>,
    /// Only what is staged for the next commit, as it is staged
    #[arg(long, conflicts_with_all = ["base", "stdin_filename"])]
    staged: bool,
    /// Where the text on standard input belongs
    #[arg(long, value_name = "PATH", conflicts_with = "base")]
    stdin_filename: Option<PathBuf>,
    /// Ask git who wrote what and when, also without a base
    #[arg(long)]
    history: bool,
}

impl Args {
    /// These paths, or everything.
    pub(super) fn of_paths(paths: Vec<PathBuf>) -> Self {
        Self {
            paths,
            ..Self::default()
        }
    }
}

/// The files that were selected.
pub(super) struct Selection {
    pub store: Store,
    pub files: Files,
    /// How they were before, and who wrote them.
    pub past: Past,
    /// Whether what is due in them must be ready, since the change is called finished.
    pub is_finished: bool,
    only: Only,
    /// What changed, where only that is judged.
    changed: Option<Changed>,
}

/// What changed since the base: the paths in their order, and all of them.
struct Changed {
    paths: Vec<RepoPath>,
    names: FxHashSet<String>,
}

impl Selection {
    /// Opens the store, and reads the settings and objectives.
    ///
    /// # Errors
    /// Disk or git refuse, a base cannot be found, or the paths do not fit.
    pub(super) fn open(args: &Args, context: &Context, writes: bool) -> Result<Self, Failure> {
        if args.paths == [Path::new("-")] || args.stdin_filename.is_some() {
            return Self::of_standard_input(args, context, writes);
        }
        let store = match (args.staged, writes) {
            (true, true) => {
                let message = "what is staged is not edited";
                return Err(Failure::usage_with_hint(
                    message,
                    "leave out --staged or --fix",
                ));
            }
            (true, false) => staged(context)?,
            (false, true) => context.writable_store()?,
            (false, false) => context.store()?,
        };
        let only = Only::new(&args.paths, context, &store)?;
        let around = Surroundings::read();
        let base = match &args.base {
            Some(asked) => Some(base::base(asked, &around, &store)?),
            None if args.staged => head(&store),
            None => None,
        };
        let is_finished = args.base.is_some() && around.is_finished();
        let Some(base) = base else {
            let files = asked_files(&store, &only)?;
            return Ok(Self {
                past: Past::without_base(args.history),
                store,
                files,
                is_finished,
                only,
                changed: None,
            });
        };
        let changed = store.changed(&base.revision)?;
        let mut files = changed_files(&store, &changed)?;
        files.place_diagnostics = places(&store, &files, &changed)?;
        if !context.is_quiet() && args.base.is_some() {
            let count = crate::output::summary::counted(changed.len(), "file", "files");
            let short: String = base.revision.chars().take(10).collect();
            streams::tell(&format!(
                "compared with {short}, {}: {count} changed",
                base.words
            ));
        }
        Ok(Self {
            past: Past::with_base(&base, &changed, &context.directory())?,
            changed: Some(Changed {
                names: changed
                    .iter()
                    .map(|path| path.as_str().to_owned())
                    .collect(),
                paths: changed,
            }),
            store,
            files,
            is_finished,
            only,
        })
    }

    fn of_standard_input(args: &Args, context: &Context, writes: bool) -> Result<Self, Failure> {
        let is_input = args.paths == [Path::new("-")];
        let Some(name) = args.stdin_filename.as_ref().filter(|_| is_input) else {
            let message = "standard input needs its place among the team's files";
            let hint = "okr check - --stdin-filename check-ins/ada/2026-W47.md";
            return Err(Failure::usage_with_hint(message, hint));
        };
        if writes {
            let message = "standard input is not edited";
            return Err(Failure::usage_with_hint(
                message,
                "leave out --fix, or name the file",
            ));
        }
        let store = context.store()?;
        let only = Only::new(std::slice::from_ref(name), context, &store)?;
        let path = only.first();
        let path = RepoPath::new(path);
        if !path.is_plain() || path.as_str().is_empty() {
            let message = format!("{} is no file of the team", name.display());
            return Err(Failure::usage(message));
        }
        let mut bytes = Vec::new();
        std::io::stdin()
            .take(MAXIMUM_LEN + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::usage(format!("cannot read standard input: {error}")))?;
        let store = store.with_file(path, bytes);
        let files = load::files(&store)?;
        Ok(Self {
            past: Past::default(),
            store,
            files,
            is_finished: false,
            only,
            changed: None,
        })
    }

    /// Whether the file at `path`, relative to the root, is judged.
    pub(super) fn holds(&self, path: &str) -> bool {
        let changed = self.changed.as_ref();
        changed.is_none_or(|changed| changed.names.contains(path)) && self.only.holds(path)
    }

    /// Reads the check-ins and objectives that were left out, since they may be needed.
    ///
    /// # Errors
    /// Disk or git refuse.
    pub(super) fn read_whole(&mut self) -> Result<(), Failure> {
        let people = self.files.people.iter();
        let people = people.filter(|person| !person.check_ins.is_empty());
        let folders: Vec<String> = people
            .map(|person| format!("check-ins/{}", person.person))
            .collect();
        let whole = load::files_of_folders(&self.store, &folders)?;
        self.files.okrs = whole.okrs;
        self.files.okr_diagnostics = whole.okr_diagnostics;
        self.files.since = None;
        Ok(())
    }

    /// Reads the settings and objectives again, after files were written.
    ///
    /// # Errors
    /// Disk or git refuse.
    pub(super) fn read_again(&mut self) -> Result<(), Failure> {
        self.files = match &self.changed {
            Some(changed) => changed_files(&self.store, &changed.paths)?,
            None => asked_files(&self.store, &self.only)?,
        };
        if let Some(changed) = &self.changed {
            self.files.place_diagnostics = places(&self.store, &self.files, &changed.paths)?;
        }
        Ok(())
    }

    /// The check-ins that are judged, from the git work tree.
    pub(super) fn checked(&self) -> Vec<String> {
        let check_ins = self
            .files
            .people
            .iter()
            .flat_map(|person| &person.check_ins);
        let paths = check_ins.map(|(_, entry)| entry.path.as_str());
        paths
            .filter(|path| self.holds(path))
            .map(|path| format!("{}{path}", self.store.prefix()))
            .collect()
    }

    /// Says where the clone ended before the rules had their answer.
    pub(super) fn tell_what_was_not_known(&self) {
        if self.past.is_cut() {
            streams::warn(
                "this clone ends before the beginning of some files: who wrote what in them, and when, \
                 was not judged",
            );
            streams::advise("git fetch --unshallow (in GitHub Actions 'fetch-depth: 0')");
        }
    }

    /// A path that names nothing must not pass by silence.
    ///
    /// # Errors
    /// One does.
    pub(super) fn must_be_known(&self, judged: &Judged) -> Result<(), Failure> {
        match self.changed {
            Some(_) => Ok(()),
            None => self.only.must_be_known(&self.files, judged),
        }
    }
}

/// The index: git names another one to its hooks.
fn staged(context: &Context) -> Result<Store, Failure> {
    let directory = context.directory();
    let store = match std::env::var_os("GIT_INDEX_FILE").filter(|file| !file.is_empty()) {
        Some(file) => {
            // Git tells it relative to the top of the work tree, where its hooks run.
            let top = Store::open(&directory, At::Index).ok();
            let top = top.as_ref().and_then(Store::git_work_tree);
            Store::open_index_file(&directory, &top.unwrap_or(&directory).join(file))?
        }
        None => Store::open(&directory, At::Index)?,
    };
    Ok(store)
}

/// The last commit; `None` before the first.
fn head(store: &Store) -> Option<Base> {
    store.commit().map(|commit| Base {
        revision: commit.id,
        words: "the last commit".to_owned(),
    })
}

/// The settings and objectives, and the check-ins below the folders of the people of whom something was
/// asked for; everybody's where more was.
fn asked_files(store: &Store, only: &Only) -> Result<Files, Failure> {
    match only.folders() {
        Some(folders) if only.are_check_ins() => {
            window::files(store, &folders, |path| only.holds(path))
        }
        Some(folders) => load::files_of_folders(store, &folders),
        None => load::files(store),
    }
}

/// The settings and objectives, and the check-ins of the people of whom something changed; of everybody
/// where an objective did, for anybody's check-in may have it agreed.
fn changed_files(store: &Store, changed: &[RepoPath]) -> Result<Files, Failure> {
    if changed
        .iter()
        .any(|path| path.as_str().starts_with("okrs/"))
    {
        return load::files(store);
    }
    let person = |path: &RepoPath| {
        let (person, _) = path.as_str().strip_prefix("check-ins/")?.split_once('/')?;
        Some(person.to_owned())
    };
    let mut people: Vec<String> = changed.iter().filter_map(person).collect();
    people.sort_unstable();
    people.dedup();
    let paths = changed.iter().map(RepoPath::as_str);
    let mut paths = paths.filter(|path| path.starts_with("check-ins/") || *path == SETTINGS);
    if people.is_empty() || !paths.all(window::is_named_like_a_check_in) {
        return load::files_of_people(store, &people);
    }
    let folders: Vec<String> =
        (people.iter().map(|person| format!("check-ins/{person}"))).collect();
    window::files(store, &folders, |path| {
        changed.iter().any(|changed| changed.as_str() == path)
    })
}

/// What is wrong with the places of the files that changed. Where not one of them is a check-in, an
/// objective or a README, each is: the change would pass by silence.
fn places(store: &Store, files: &Files, changed: &[RepoPath]) -> Result<Vec<Diagnostic>, Failure> {
    let mut wrong = Vec::new();
    let mut others = Vec::new();
    let mut is_recognised = false;
    for path in changed {
        let (folder, _) = path.as_str().split_once('/').unwrap_or(("", ""));
        if !FOLDERS.contains(&folder) {
            continue;
        }
        let is_there = path.is_plain() && store.read_path(path)?.is_some();
        match read::place(path.as_str(), &files.team) {
            Err(diagnostic) if is_there => wrong.push(*diagnostic),
            Err(_) | Ok(Place::CheckIn { .. } | Place::Objective { .. }) => is_recognised = true,
            Ok(Place::Settings | Place::Other) => {
                let is_readme = path.as_str().to_lowercase().ends_with("readme.md");
                is_recognised |= is_readme;
                others.extend((is_there && !is_readme).then(|| path.as_str()));
            }
        }
    }
    if !is_recognised && wrong.is_empty() {
        let message = "nothing of this change is a check-in or an objective";
        let help = "a check-in stands at check-ins/<person>/<week>.md, an objective at \
                    okrs/<cycle>/<objective>.md";
        let wrong_place = |path: &&str| {
            Diagnostic::new(rule::WRONG_PLACE, *path, Span::at(0), message).with_help(help)
        };
        wrong.extend(others.iter().map(wrong_place));
    }
    Ok(wrong)
}
