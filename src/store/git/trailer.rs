//! Commits whose messages carry a trailer, and the one commit of an id. History is walked from HEAD, newest
//! first, and no further than is asked.

use super::Repositories;
use crate::store::{StoreError, Trailing, TrailingCommit};
use git2::{Commit, ErrorCode, ObjectType, Oid, Repository, Sort};

/// So many commits are looked at; what lies before is not known.
const MOST_COMMITS: usize = 50_000;

/// Clocks differ: so many older commits in a row end the walk, not the first one.
const MOST_OLDER: usize = 200;

/// A longer message is cut before it is searched; in bytes.
const MOST_BYTES: usize = 64 << 10;

/// The fewest digits that name a commit.
const FEWEST_DIGITS: usize = 4;

impl Repositories {
    /// The commits before HEAD, itself included, made from `from` to `until` (seconds since
    /// 1970-01-01T00:00:00Z) that carry `trailer`; oldest first.
    pub(in crate::store) fn trailing(
        &self,
        trailer: &str,
        from: i64,
        until: i64,
    ) -> Result<Trailing, StoreError> {
        self.with(|git| {
            walk(git, trailer, from, until).map_err(|error| self.failure("HEAD", &error))
        })
    }

    /// The commit of an id of at least four digits; None where there is none, or several.
    pub(in crate::store) fn commit_of(
        &self,
        id: &str,
    ) -> Result<Option<TrailingCommit>, StoreError> {
        let is_id = id.len() >= FEWEST_DIGITS && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_id {
            return Ok(None);
        }
        self.with(|git| {
            let found = git
                .revparse_single(id)
                .and_then(|object| object.peel(ObjectType::Commit));
            let commit = found.ok().and_then(|object| object.into_commit().ok());
            Ok(commit.map(|commit| told(&commit, Vec::new())))
        })
    }

    /// How a line of a commit message begins that git takes away.
    pub(in crate::store) fn comment_mark(&self) -> String {
        let mark = |git: &Repository| {
            let config = git.config()?.snapshot()?;
            config
                .get_string("core.commentString")
                .or_else(|_| config.get_string("core.commentChar"))
        };
        let found = self.with(|git| Ok(mark(git).ok())).ok().flatten();
        let usual = |mark: &String| !mark.is_empty() && mark != "auto";
        found.filter(usual).unwrap_or_else(|| "#".to_owned())
    }
}

fn walk(git: &Repository, trailer: &str, from: i64, until: i64) -> Result<Trailing, git2::Error> {
    let mut found = Trailing {
        commits: Vec::new(),
        is_whole: true,
    };
    let mut walk = git.revwalk()?;
    walk.set_sorting(Sort::TIME)?;
    match walk.push_head() {
        Ok(()) => {}
        Err(error) if matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => {
            return Ok(found);
        }
        Err(error) => return Err(error),
    }
    let mut older = 0;
    for (count, id) in walk.enumerate() {
        if count == MOST_COMMITS {
            found.is_whole = false;
            break;
        }
        let commit = git.find_commit(id?)?;
        let seconds = commit.time().seconds();
        if seconds < from {
            older += 1;
            if older == MOST_OLDER {
                break;
            }
            continue;
        }
        older = 0;
        if seconds <= until {
            found.commits.extend(with_trailer(&commit, trailer));
        }
    }
    // A clone of the newest commits that never came to an older one may lack some.
    found.is_whole &= older > 0 || !git.is_shallow();
    found.commits.reverse();
    Ok(found)
}

fn with_trailer(commit: &Commit<'_>, trailer: &str) -> Option<TrailingCommit> {
    let bytes = commit.message_raw_bytes();
    let message = String::from_utf8_lossy(&bytes[..bytes.len().min(MOST_BYTES)]);
    // Most commits have none: the exact reading is for those that could.
    let lower = message.to_ascii_lowercase();
    if !lower.contains(&trailer.to_ascii_lowercase()) {
        return None;
    }
    let trailers = git2::message_trailers_strs(&message).ok()?;
    let values: Vec<String> = trailers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(trailer))
        .map(|(_, value)| value.trim().to_owned())
        .collect();
    (!values.is_empty()).then(|| told(commit, values))
}

fn told(commit: &Commit<'_>, values: Vec<String>) -> TrailingCommit {
    let id: Oid = commit.id();
    let id = id.to_string();
    let message = String::from_utf8_lossy(commit.message_raw_bytes()).into_owned();
    TrailingCommit {
        short_id: id.chars().take(10).collect(),
        id,
        subject: message
            .trim_start()
            .lines()
            .next()
            .unwrap_or("")
            .trim_end()
            .to_owned(),
        seconds: commit.time().seconds(),
        values,
    }
}
