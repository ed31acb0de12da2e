//! What makes work impossible. What is wrong inside a file is no error here but a `Diagnostic`.

use super::RepoPath;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why the store cannot do what it was asked for. Names in it are text of authors: whoever prints
/// it escapes them.
#[derive(Debug, Error)]
pub enum StoreError {
    /// No `okr.yaml` from the folder upwards.
    #[error("there is no okr.yaml in {} or above it{}", from.display(), of_revision(revision.as_deref()))]
    NoRoot {
        /// Where the search began.
        from: PathBuf,
        /// The revision, or the index, it was looked for in; None on disk.
        revision: Option<String>,
        /// Whether the search ended in a repository without a work tree.
        bare: bool,
    },
    /// Git is needed, and there is none.
    #[error("{} is in no git repository", folder.display())]
    NoRepository {
        /// Where one was looked for.
        folder: PathBuf,
    },
    /// Git does not know the revision.
    #[error("no commit is called '{revision}'")]
    UnknownRevision {
        /// As it was asked for.
        revision: String,
        /// The branch or tag with the nearest name.
        near: Option<String>,
        /// How much of it this clone has.
        history: History,
    },
    /// Something cannot be read.
    #[error("cannot read {place}: {reason}")]
    Unreadable {
        /// A path.
        place: String,
        /// As the system says it.
        reason: String,
    },
    /// A place that is not written or read.
    #[error("{place} is not touched: {reason}")]
    Refused {
        /// A path.
        place: String,
        /// Half a sentence.
        reason: &'static str,
    },
    /// A new file would stand where one is.
    #[error("{place} exists already")]
    ExistsAlready {
        /// A path.
        place: String,
    },
    /// The file is no longer what the caller read.
    #[error("{place} was changed by somebody else in the meantime; nothing was written")]
    ChangedMeanwhile {
        /// A path.
        place: String,
    },
    /// Another process writes the same file.
    #[error("{place} is being written by another process")]
    Locked {
        /// A path.
        place: String,
    },
    /// The disk refuses.
    #[error("cannot write {place}: {source}")]
    Unwritable {
        /// A path.
        place: String,
        /// As the system says it.
        source: io::Error,
    },
    /// A repository of a kind that cannot be opened.
    #[error("the git repository in {} {}", folder.display(), kind.says())]
    Unsupported {
        /// Its top folder.
        folder: PathBuf,
        /// What is special.
        kind: Unsupported,
    },
    /// Anything else that git says.
    #[error("git cannot do this in {place}: {reason}")]
    Git {
        /// A path or a revision.
        place: String,
        /// As libgit2 says it.
        reason: String,
    },
    /// A commit has no author.
    #[error("git does not know who you are, so nothing was committed")]
    NoIdentity,
}

/// How much of its history a clone has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    /// All of it.
    Whole,
    /// The newest commits only.
    Shallow,
    /// The current branch has no commit yet.
    Empty,
}

/// What about a repository keeps it from being opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsupported {
    /// It belongs to another user and is not listed as safe.
    ForeignOwner,
    /// References are kept in the reftable format.
    Reftable,
    /// Objects are named by SHA-256.
    Sha256,
    /// The index is split in two files.
    SplitIndex,
    /// The index holds whole folders instead of files.
    SparseIndex,
}

impl Unsupported {
    fn says(self) -> &'static str {
        match self {
            Unsupported::ForeignOwner => "belongs to another user, so git refuses to open it",
            Unsupported::Reftable => "keeps its references as a reftable, which okr cannot read",
            Unsupported::Sha256 => "names its objects by SHA-256, which okr cannot read",
            Unsupported::SplitIndex => "has a split index, which okr cannot read",
            Unsupported::SparseIndex => "has a sparse index, which okr cannot read",
        }
    }

    fn remedy(self, folder: &Path) -> String {
        let quoted = quoted(&folder.to_string_lossy());
        match self {
            Unsupported::ForeignOwner => {
                format!("if you trust it: git config --global --add safe.directory {quoted}")
            }
            Unsupported::Reftable => format!(
                "git -C {quoted} refs migrate --ref-format=files (git 2.49 or newer), or a new \
                 clone with git clone --ref-format=files"
            ),
            Unsupported::Sha256 => {
                "okr works on its files without git; for history, it needs a repository made with \
                 git init --object-format=sha1"
                    .to_owned()
            }
            Unsupported::SplitIndex => format!("git -C {quoted} update-index --no-split-index"),
            Unsupported::SparseIndex => {
                format!("git -C {quoted} sparse-checkout reapply --no-sparse-index")
            }
        }
    }
}

impl StoreError {
    /// How to put it right, where that is known: a sentence or a command.
    pub fn hint(&self) -> Option<String> {
        match self {
            StoreError::NoRoot { bare: true, revision: None, .. } => Some(
                "this repository has no work tree: name a revision with --at, as in --at HEAD"
                    .to_owned(),
            ),
            StoreError::NoRoot { .. } => {
                Some("go to the team's folder or name it with -C; a new team starts with okr init".to_owned())
            }
            StoreError::NoRepository { .. } => {
                Some("git init makes one; the files themselves can be read without it".to_owned())
            }
            StoreError::UnknownRevision { near, history, .. } => {
                unknown_revision_hint(near.as_deref(), *history)
            },
            StoreError::ChangedMeanwhile { .. } => {
                Some("look at the file and give the command once more".to_owned())
            }
            StoreError::Locked { .. } => {
                Some("wait until the other okr has ended and give the command once more".to_owned())
            }
            StoreError::Unsupported { folder, kind } => Some(kind.remedy(folder)),
            StoreError::NoIdentity => Some(
                "git config --global user.name 'Your Name'; git config --global user.email you@example.com"
                    .to_owned(),
            ),
            StoreError::Unwritable { source, .. } => unwritable_hint(source.kind()),
            StoreError::Unreadable { .. }
            | StoreError::Refused { .. }
            | StoreError::ExistsAlready { .. }
            | StoreError::Git { .. } => None,
        }
    }

    pub(super) fn refused(place: impl ToString, reason: &'static str) -> StoreError {
        StoreError::Refused {
            place: place.to_string(),
            reason,
        }
    }

    pub(super) fn unreadable(place: impl ToString, reason: impl ToString) -> StoreError {
        StoreError::Unreadable {
            place: place.to_string(),
            reason: reason.to_string(),
        }
    }

    pub(super) fn unwritable(place: impl ToString, source: io::Error) -> StoreError {
        StoreError::Unwritable {
            place: place.to_string(),
            source,
        }
    }

    pub(super) fn vanished(path: &RepoPath) -> StoreError {
        StoreError::unreadable(path, "it is no longer there")
    }
}

fn of_revision(revision: Option<&str>) -> String {
    revision.map_or_else(String::new, |revision| format!(", as of {revision}"))
}

fn unknown_revision_hint(near: Option<&str>, history: History) -> Option<String> {
    if let Some(near) = near {
        return Some(format!("did you mean {near}?"));
    }
    let hint = match history {
        History::Whole => return None,
        History::Shallow => {
            "this clone has the newest commits only: git fetch --unshallow (in CI: fetch-depth: 0)"
        }
        History::Empty => "this branch has no commit yet",
    };
    Some(hint.to_owned())
}

fn unwritable_hint(kind: io::ErrorKind) -> Option<String> {
    let hint = match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room on the disk and give the command once more"
        }
        io::ErrorKind::ReadOnlyFilesystem => "the file system is mounted read-only",
        io::ErrorKind::PermissionDenied => {
            "see who owns the folder and whether you may write in it"
        }
        _ => return None,
    };
    Some(hint.to_owned())
}

/// `text` as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+@".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_a_folder_for_the_shell() {
        assert_eq!(quoted("/srv/okr"), "/srv/okr");
        assert_eq!(quoted("/srv/a b"), "'/srv/a b'");
        assert_eq!(quoted("/srv/$(x)'y"), r"'/srv/$(x)'\''y'");
    }

    #[test]
    fn says_that_the_disk_is_full() {
        let full = StoreError::unwritable("okr.yaml", io::ErrorKind::StorageFull.into());
        assert!(full.hint().unwrap().contains("make room"));
    }
}
