//! Which base a change is compared with: the one that is named, else the one that the surroundings tell
//! (a pull request, a merge queue, a merge request), else where the branch began. One that cannot be
//! found is a failure with its remedy, never "nothing changed".

use std::env;
use std::path::Path;

use serde_json::Value;

use super::Failure;
use crate::store::{self, Store};

/// What a change is compared with.
#[derive(Clone, Debug)]
pub(super) struct Base {
    /// A commit that is there.
    pub revision: String,
    /// What it is, for a person.
    pub words: String,
}

/// What a CI tells of the change it judges.
#[derive(Default)]
pub(super) struct Surroundings {
    github_event: Option<String>,
    github_base_branch: Option<String>,
    /// What happened, as GitHub tells it.
    event: Value,
    gitlab_base: Option<String>,
    gitlab_draft: Option<String>,
}

impl Surroundings {
    /// Reads the variables of GitHub Actions and GitLab CI.
    pub(super) fn read() -> Self {
        let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let gitlab_base = variable("CI_MERGE_REQUEST_DIFF_BASE_SHA");
        let gitlab_draft = variable("CI_MERGE_REQUEST_DRAFT");
        if variable("GITHUB_ACTIONS").is_none() {
            return Self {
                gitlab_base,
                gitlab_draft,
                ..Self::default()
            };
        }
        let event = variable("GITHUB_EVENT_PATH").and_then(|path| {
            let bytes = store::outside_file(Path::new(&path))?;
            serde_json::from_slice(&bytes).ok()
        });
        Self {
            github_event: variable("GITHUB_EVENT_NAME"),
            github_base_branch: variable("GITHUB_BASE_REF"),
            event: event.unwrap_or_default(),
            gitlab_base,
            gitlab_draft,
        }
    }

    /// Whether it is a change that its author calls finished: what is due in it must be ready.
    pub(super) fn is_finished(&self) -> bool {
        let draft = &self.event["pull_request"]["draft"];
        draft == &Value::Bool(false) || self.gitlab_draft.as_deref() == Some("false")
    }

    fn told(&self, pointer: &str) -> Option<&str> {
        let told = self.event.pointer(pointer)?.as_str()?;
        (!told.is_empty() && !told.bytes().all(|byte| byte == b'0')).then_some(told)
    }
}

/// The base that `asked` names, or, where it is empty, the one that the surroundings tell.
///
/// # Errors
/// It cannot be found; the failure says what to do.
pub(super) fn base(asked: &str, around: &Surroundings, store: &Store) -> Result<Base, Failure> {
    if !asked.is_empty() {
        return branched(store, asked);
    }
    match around.github_event.as_deref() {
        Some("pull_request" | "pull_request_target") => return pull_request(around, store),
        Some("merge_group") => {
            let told = around.told("/merge_group/base_sha");
            return told.map_or_else(
                || first_parent(store, "the merge group"),
                |sha| there(store, sha),
            );
        }
        Some("push") => {
            if let Some(sha) = around.told("/before") {
                return there(store, sha).or_else(|_| first_parent(store, "the push"));
            }
        }
        _ => {}
    }
    if let Some(sha) = &around.gitlab_base {
        return there(store, sha);
    }
    branched(store, "origin/HEAD").map_err(|failure| match failure {
        Failure::Store(_) => Failure::usage_with_hint(
            "there is no base to compare with: nothing is called origin/HEAD",
            "name one, as in --base main, or let git find it: git remote set-head origin --auto",
        ),
        other => other,
    })
}

/// The commit itself is the merge of a pull request into its base: the base is its first parent.
fn pull_request(around: &Surroundings, store: &Store) -> Result<Base, Failure> {
    let parents = store.parents()?;
    if let [first, _] = parents.as_slice() {
        return Ok(Base {
            revision: first.clone(),
            words: "the base of the pull request".to_owned(),
        });
    }
    let branch = around.github_base_branch.as_deref();
    if parents.is_empty() && store.is_shallow() {
        let message =
            "the base of the pull request is not in this clone, which has one commit alone";
        let hint = "give actions/checkout 'fetch-depth: 2' (or 0)";
        return Err(Failure::usage_with_hint(message, hint));
    }
    let told = branch.map(|branch| format!("origin/{branch}"));
    let told = told.or_else(|| around.told("/pull_request/base/sha").map(str::to_owned));
    let found = told.and_then(|name| branched(store, &name).ok());
    found.ok_or_else(|| {
        let message = "the base of the pull request is not in this clone";
        let hint = "give actions/checkout 'fetch-depth: 0', or name the base, as in --base main";
        Failure::usage_with_hint(message, hint)
    })
}

fn first_parent(store: &Store, of: &str) -> Result<Base, Failure> {
    let parents = store.parents()?;
    let Some(first) = parents.first() else {
        let message = format!("the base of {of} is not in this clone");
        let hint = "give actions/checkout 'fetch-depth: 2' (or 0)";
        return Err(Failure::usage_with_hint(message, hint));
    };
    Ok(Base {
        revision: first.clone(),
        words: format!("the base of {of}"),
    })
}

/// A commit that was told by its id.
fn there(store: &Store, id: &str) -> Result<Base, Failure> {
    let found = store.merge_base(id);
    match found {
        Ok(_) => Ok(Base {
            revision: id.to_owned(),
            words: "the base that the pipeline tells".to_owned(),
        }),
        Err(_) => {
            let short: String = id.chars().take(10).collect();
            let message = format!("the base {short} is not in this clone");
            let hint = format!(
                "fetch it: git fetch origin {id} (in GitHub Actions 'fetch-depth: 0', in GitLab CI \
                 'GIT_DEPTH: 0')"
            );
            Err(Failure::usage_with_hint(message, hint))
        }
    }
}

/// Where the branch that is read left the one called `name`.
fn branched(store: &Store, name: &str) -> Result<Base, Failure> {
    if let Some(base) = store.merge_base(name)? {
        return Ok(Base {
            revision: base,
            words: format!("where it left {name}"),
        });
    }
    let message = format!("this clone does not know where the change left {name}");
    let hint = if store.is_shallow() {
        "it has the newest commits only: git fetch --unshallow (in GitHub Actions 'fetch-depth: 0', in \
         GitLab CI 'GIT_DEPTH: 0')"
    } else {
        "the two have no commit in common; name another base"
    };
    Err(Failure::usage_with_hint(message, hint))
}
