//! What is set up in a clone: its own configuration, and the folder of its hooks; and git's own merge of
//! lines, for what is not merged by meaning.

use std::path::PathBuf;

use git2::{
    Config, ConfigLevel, ErrorCode, MergeFileInput, MergeFileOptions, Repository, merge_file,
};

use super::Repositories;
use crate::store::StoreError;

impl Repositories {
    /// Sets keys in the configuration of this clone alone, or takes them away.
    pub(in crate::store) fn configure(
        &self,
        entries: &[(&str, Option<&str>)],
    ) -> Result<(), StoreError> {
        let set = |git: &Repository| {
            let mut config = own(git)?;
            for (key, value) in entries {
                match value {
                    Some(value) => config.set_str(key, value)?,
                    None => match config.remove(key) {
                        Err(error) if error.code() != ErrorCode::NotFound => return Err(error),
                        _ => {}
                    },
                }
            }
            Ok(())
        };
        self.with(|git| set(git).map_err(|error| self.failure("the configuration", &error)))
    }

    /// Git's own folder, that of all work trees of this clone.
    pub(in crate::store) fn common_folder(&self) -> Result<PathBuf, StoreError> {
        self.with(|git| Ok(git.commondir().to_owned()))
    }

    /// Where git looks for the hooks of this clone, and whether it does so for others too: a
    /// `core.hooksPath` that is not of this clone's own configuration.
    pub(in crate::store) fn hooks_folder(&self) -> Result<(PathBuf, bool), StoreError> {
        self.with(|git| {
            let configured = git
                .config()
                .and_then(|mut config| config.snapshot())
                .and_then(|config| {
                    let level = config.get_entry("core.hooksPath")?.level();
                    Ok((config.get_path("core.hooksPath")?, level))
                });
            Ok(match configured {
                Ok((folder, level)) => {
                    let is_own = matches!(level, ConfigLevel::Local | ConfigLevel::Worktree);
                    (git.workdir().unwrap_or(git.path()).join(folder), !is_own)
                }
                Err(_) => (git.commondir().join("hooks"), false),
            })
        })
    }
}

fn own(git: &Repository) -> Result<Config, git2::Error> {
    git.config()?.open_level(ConfigLevel::Local)
}

/// Merges lines as git does: the text, and whether no conflict is marked in it. `None` where git cannot,
/// as with what is no text.
#[must_use]
pub fn merged_lines(
    [base, ours, theirs]: [&[u8]; 3],
    [our_name, their_name]: [&str; 2],
) -> Option<(Vec<u8>, bool)> {
    if ours == theirs || theirs == base {
        return Some((ours.to_vec(), true));
    }
    if ours == base {
        return Some((theirs.to_vec(), true));
    }
    // For what it takes to be binary, and for an empty result, the library gives a null pointer as content.
    let is_binary = |side: &&[u8]| side.contains(&0);
    if [base, ours, theirs].iter().any(is_binary) || ours.is_empty() || theirs.is_empty() {
        return None;
    }
    let side = |bytes| {
        let mut input = MergeFileInput::new();
        input.content(bytes);
        input
    };
    // This alone does not set the library up.
    Config::new().ok()?;
    let mut options = MergeFileOptions::new();
    options.our_label(our_name).their_label(their_name);
    let found = merge_file(&side(base), &side(ours), &side(theirs), Some(&mut options)).ok()?;
    Some((found.content().to_vec(), found.is_automergeable()))
}
