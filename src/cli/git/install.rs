//! `okr git install`

use std::env;

use crate::cli::{Context, ExitStatus, Failure, streams};
use crate::store::{Content, Expected, Hook, RepoPath, Store};

/// The second line of every hook of ours.
const MARK: &str = "# Made by 'okr git install'; --uninstall takes it away.";

/// The files that git shows and merges by meaning, below the team's folder.
const FILES: [&str; 2] = ["check-ins/**/*.md", "okrs/**/*.md"];

/// What everybody's clone makes of them: where this is not installed, the sections of Markdown are named
/// and lines merged.
const FOR_ALL: &str = "diff=markdown merge=okr";

/// What this clone alone makes of them.
const FOR_ME: &str = "diff=okr";

/// Let git show and merge check-ins by meaning in this clone, and check what is committed
///
/// Sets 'diff.okr' and 'merge.okr' in the clone's own configuration and attributes, names the files in
/// .gitattributes (to be committed: who has not installed this sees them as Markdown), and makes the hooks
/// pre-commit ('okr check --staged') and prepare-commit-msg (offers the trailers of key results). A hook
/// that is there already, and a folder of hooks that other repositories share, are left alone. Twice is
/// once.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr git install
  okr git install --no-hooks
  okr git install --uninstall     take away what it has set in this clone")]
pub struct Args {
    /// Take it away again; .gitattributes stays
    #[arg(long)]
    uninstall: bool,
    /// Leave the hooks alone
    #[arg(long)]
    no_hooks: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let store = context.writable_store()?;
    let program = program()?;
    configure(&store, &program, args.uninstall)?;
    store.attribute_clone(&own_attributes(store.prefix()), !args.uninstall)?;
    if !args.uninstall {
        attributes(&store)?;
    }
    if !args.no_hooks {
        hooks(&store, &program, args.uninstall)?;
    }
    if !context.is_quiet() {
        let message = match args.uninstall {
            true => "git shows and merges check-ins by lines again in this clone",
            false => {
                "git shows and merges check-ins by meaning in this clone: git diff, git log -p, git merge"
            }
        };
        streams::tell(message);
    }
    Ok(ExitStatus::Fine)
}

/// This program, as a shell takes it.
fn program() -> Result<String, Failure> {
    let path = env::current_exe()
        .map_err(|error| Failure::usage(format!("cannot find this program: {error}")))?;
    let path = path.to_string_lossy().replace('\\', "/");
    Ok(format!("'{}'", path.replace('\'', "'\\''")))
}

fn configure(store: &Store, program: &str, is_gone: bool) -> Result<(), Failure> {
    let textconv = format!("{program} git textconv");
    let driver = format!("{program} git merge-driver %O %A %B %P %X %Y");
    let entries = [
        ("diff.okr.textconv", textconv.as_str()),
        ("diff.okr.xfuncname", "^#{1,6} .*$"),
        ("merge.okr.name", "OKR check-ins and objectives, by meaning"),
        ("merge.okr.driver", driver.as_str()),
    ];
    let entries = entries.map(|(key, value)| (key, (!is_gone).then_some(value)));
    Ok(store.configure_clone(&entries)?)
}

/// The lines for this clone, whose attributes are named from the top of the work tree.
fn own_attributes(prefix: &str) -> Vec<String> {
    let lines = FILES.iter().map(|files| {
        let folder: String = prefix
            .chars()
            .flat_map(|c| match c {
                '*' | '?' | '[' | '\\' => vec!['\\', c],
                other => vec![other],
            })
            .collect();
        let pattern = format!("{folder}{files}");
        match pattern.contains([' ', '"', '\\', '\t', '#', '!']) {
            true => format!(
                "\"{}\" {FOR_ME}",
                pattern.replace('\\', "\\\\").replace('"', "\\\"")
            ),
            false => format!("{pattern} {FOR_ME}"),
        }
    });
    lines.collect()
}

/// Adds the lines that are missing.
fn attributes(store: &Store) -> Result<(), Failure> {
    let lines = FILES.map(|files| format!("{files} {FOR_ALL}"));
    let path = RepoPath::new(".gitattributes");
    let (before, expected) = match store.read_path(&path)? {
        None => (Vec::new(), Expected::Absent),
        Some(Content::Text(bytes)) => (bytes.clone(), Expected::Unchanged(bytes)),
        Some(_) => {
            let message = ".gitattributes is no file that okr edits";
            let hint = format!("add to it: {}", lines.join("; "));
            return Err(Failure::usage_with_hint(message, hint));
        }
    };
    let text = String::from_utf8_lossy(&before);
    let is_missing = |line: &&String| !text.lines().any(|known| known.trim() == line.as_str());
    let missing: Vec<&String> = lines.iter().filter(is_missing).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut after = before.clone();
    if !after.is_empty() && !after.ends_with(b"\n") {
        after.push(b'\n');
    }
    for line in missing {
        after.extend_from_slice(line.as_bytes());
        after.push(b'\n');
    }
    store.write(&path, expected, &after)?;
    streams::advise("commit .gitattributes, so that it holds for everybody who installs this");
    Ok(())
}

fn hooks(store: &Store, program: &str, is_gone: bool) -> Result<(), Failure> {
    let hooks = [
        ("pre-commit", "check --staged"),
        ("prepare-commit-msg", "git commit-msg-hook \"$@\""),
    ];
    let prefix = store.prefix().trim_end_matches('/');
    let folder = match prefix {
        "" => String::new(),
        _ => format!("-C '{}' ", prefix.replace('\'', "'\\''")),
    };
    for (name, command) in hooks {
        let folder = if name == "pre-commit" {
            folder.as_str()
        } else {
            ""
        };
        let line = format!("{program} {folder}{command}");
        let text = format!("#!/bin/sh\n{MARK}\nexec {line}\n");
        let text = (!is_gone).then_some(text.as_str());
        match store.set_hook(name, MARK, text)? {
            Hook::Done => {}
            Hook::Foreign(path) => {
                let path = path.display();
                streams::warn(&format!("{path} is there already and was left alone"));
                streams::advise(&format!("to have both, add to it: {line}"));
            }
            Hook::Shared(folder) => {
                let folder = folder.display();
                streams::warn(&format!(
                    "{name} was not made: core.hooksPath names {folder} for other repositories too"
                ));
                streams::advise(
                    "for hooks of this clone alone: git config core.hooksPath .git/hooks, then again okr git install",
                );
            }
        }
    }
    Ok(())
}
