//! A team's repository with a history: commits of several people at fixed times, a pull request merged
//! into its base, and clones that have all of it or the newest commits only.

use git2::{Commit, ObjectType, Oid, Repository, Signature, Time, TreeWalkMode, TreeWalkResult};

use super::team::Team;

/// The settings of a small team that asks for three sections; Grace has a second address.
pub const SETTINGS: &str = "\
people:
  ada: { name: Ada Lovelace, email: ada@example.com, manager: grace }
  grace: { name: Grace Hopper, email: [grace@example.com, grace@users.example.com] }
sections: [progress, plan, feedback]
";

pub const OBJECTIVE: &str = "\
---
title: Make checkout feel instant
owner: ada
key-results:
  p95-latency: { title: Checkout p95 latency, unit: ms, start: 480, target: 150 }
---
";

pub const OBJECTIVE_PATH: &str = "okrs/2026-Q4/faster-checkout.md";
pub const FILE: &str = "check-ins/ada/2026-W47.md";

/// A check-in of Ada: its status, value, front matter besides, and body behind Progress.
pub fn check_in(status: &str, value: &str, front: &str, body: &str) -> String {
    format!(
        "---\nstatus: {status}\nkey-results:\n  faster-checkout/p95-latency: {{ value: {value}, confidence: good }}\n\
         {front}---\n## Progress\nOne call less on the hot path: {value} ms.\n\n## Plan\n\
         - [ ] Run the load test (@ada, due 2026-11-27)\n{body}"
    )
}

pub const REVIEWED: &str = "reviewed: { by: grace, on: 2026-11-18 }\n";

/// A team in a git repository.
pub struct History {
    pub team: Team,
    pub git: Repository,
}

impl History {
    /// Settings, an objective, and Ada's check-in of last week, committed by Ada.
    pub fn new() -> Self {
        let team = Team::empty();
        let git = Repository::init(team.path()).unwrap();
        git.set_head("refs/heads/main").unwrap();
        let mut config = git.config().unwrap();
        config.set_bool("core.autocrlf", false).unwrap();
        let history = Self { team, git };
        history.team.put("okr.yaml", SETTINGS);
        history.team.put(OBJECTIVE_PATH, OBJECTIVE);
        history.team.put(
            "check-ins/ada/2026-W46.md",
            check_in("ready", "320", "", ""),
        );
        history.commit("ada@example.com", "2026-11-13T12:00:00Z", "Start");
        history
    }

    /// Commits everything, as the person with this address.
    pub fn commit(&self, email: &str, at: &str, message: &str) -> Oid {
        let tree = self.staged();
        let head = self
            .git
            .head()
            .ok()
            .and_then(|head| head.peel_to_commit().ok());
        let parents: Vec<&Commit<'_>> = head.iter().collect();
        let who = signature(email, at);
        let tree = self.git.find_tree(tree).unwrap();
        self.git
            .commit(Some("HEAD"), &who, &who, message, &tree, &parents)
            .unwrap()
    }

    /// Puts everything into the index.
    pub fn staged(&self) -> Oid {
        let mut index = self.git.index().unwrap();
        index
            .add_all(["*"], git2::IndexAddOption::DEFAULT, None)
            .unwrap();
        index.update_all(["*"], None).unwrap();
        index.write().unwrap();
        index.write_tree().unwrap()
    }

    /// The merge of HEAD into `base`, as a forge makes it of a pull request.
    pub fn merged_into(&self, base: Oid) -> Oid {
        let head = self.git.head().unwrap().peel_to_commit().unwrap();
        let base = self.git.find_commit(base).unwrap();
        let who = signature("forge@example.com", "2026-11-18T09:00:00Z");
        self.git
            .commit(
                None,
                &who,
                &who,
                "Merge",
                &head.tree().unwrap(),
                &[&base, &head],
            )
            .unwrap()
    }

    /// A clone at `commit`, detached, with so many generations of commits (all where there are more).
    pub fn cloned(&self, commit: Oid, depth: usize) -> Team {
        let team = Team::empty();
        let clone = Repository::init(team.path()).unwrap();
        let mut generation = vec![commit];
        let mut borders = Vec::new();
        for level in 1..=depth {
            let mut next = Vec::new();
            for id in generation {
                self.copy(id, &clone);
                let parents: Vec<Oid> = self.git.find_commit(id).unwrap().parent_ids().collect();
                if level == depth && !parents.is_empty() {
                    borders.push(format!("{id}\n"));
                }
                next.extend(parents);
            }
            generation = next;
        }
        if !borders.is_empty() {
            std::fs::write(clone.path().join("shallow"), borders.concat()).unwrap();
        }
        let clone = Repository::open(team.path()).unwrap();
        clone.set_head_detached(commit).unwrap();
        let mut force = git2::build::CheckoutBuilder::new();
        clone.checkout_head(Some(force.force())).unwrap();
        team
    }

    /// Copies a commit and all that its tree holds.
    fn copy(&self, commit: Oid, clone: &Repository) {
        let (from, to) = (self.git.odb().unwrap(), clone.odb().unwrap());
        let copy = |id: Oid| {
            let object = from.read(id).unwrap();
            to.write(object.kind(), object.data()).unwrap();
        };
        copy(commit);
        let tree = self.git.find_commit(commit).unwrap().tree().unwrap();
        copy(tree.id());
        tree.walk(TreeWalkMode::PreOrder, |_, entry| {
            if entry.kind() != Some(ObjectType::Commit) {
                copy(entry.id());
            }
            TreeWalkResult::Ok
        })
        .unwrap();
    }
}

fn signature(email: &str, at: &str) -> Signature<'static> {
    let at: jiff::Timestamp = at.parse().unwrap();
    let name = email.split('@').next().unwrap();
    Signature::new(name, email, &Time::new(at.as_second(), 0)).unwrap()
}
