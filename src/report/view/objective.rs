//! The page of an objective.

use serde::Serialize;

use crate::report::html::Html;

use super::page::{Fact, Page, Step};
use super::parts::{HeatMap, KeyResultPanel, Levels, Said, TaskLine};

/// `objective.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ObjectivePage {
    /// The frame.
    pub page: Page,
    /// `Objective 2 of 3`.
    pub eyebrow: String,
    /// Its title.
    pub title: String,
    /// Done, expected, weeks behind, and where the rate leads.
    pub lead: Html,
    /// Owner, parent.
    pub facts: Vec<Fact>,
    /// The objective before.
    pub previous: Step,
    /// The objective after.
    pub next: Step,
    /// One panel each.
    pub key_results: Vec<KeyResultPanel>,
    /// For the key.
    pub words: Levels,
    /// At most six, newest first.
    pub written: Vec<Written>,
    /// Newest first.
    pub changes: Vec<GoalChange>,
    /// What is not known of them.
    pub goal_unknown: Option<String>,
    /// Pace against the first target.
    pub goal_notes: Vec<String>,
    /// Why this matters: the objective's own text.
    pub story: Html,
    /// Confidence by week.
    pub heat_map: Option<HeatMap>,
    /// Open obstacles of its key results.
    pub obstacles: Vec<TaskLine>,
    /// Where there is none.
    pub no_obstacle: String,
}

/// What an owner wrote.
#[derive(Clone, Debug, Serialize)]
pub struct Written {
    /// `W36`.
    pub week: String,
    /// `Amara, 2.1`.
    pub who: String,
    /// Their words.
    pub text: String,
    /// What they said.
    pub said: Said,
}

/// A change of the goal.
#[derive(Clone, Debug, Serialize)]
pub struct GoalChange {
    /// `W31`.
    pub week: String,
    /// Old and new.
    pub what: Html,
    /// The score before and after.
    pub score: Option<String>,
    /// Reason, by whom.
    pub why: Option<String>,
    /// The commit that made it; not for the public.
    pub commit: Option<String>,
    /// That it is not agreed, in words.
    pub open: Option<String>,
    /// By whom it is agreed.
    pub agreed: String,
}
