//! Layer 3: the rules, one file each, in this one list.
//!
//! A [`Rule`] is a static: its id, its group, how severe it is, what it asks and why, and one check over
//! one [`Scope`]. The views that checks see are in `view`, how a diagnostic becomes a [`Finding`] is in
//! `judge`, how much it weighs in `weigh`, and what `okr explain` prints is in `explanation`. Rules that `read` itself reports have no
//! check here; they stand in `reading` with their explanation. The nine signals are pure functions over a
//! key result's history, in `signal`.
//!
//! A new rule is its file, its two lines below, and its folder under `tests/fixtures/rules/`.

mod allow_without_reason;
mod complete;
mod duplicate_check_in;
mod explanation;
mod judge;
mod mention;
mod private_in_plain;
mod process;
mod reading;
pub mod signal;
mod suppress;
mod trust;
mod unknown_rule;
mod unused_allow;
mod view;
mod weigh;

pub use explanation::{Example, explanation, handbook, list};
pub use judge::{
    Finding, fingerprinted, judge_changed_okrs, judge_changed_settings, judge_check_in, judge_gone,
    judge_okrs, judge_person, judge_reading, judge_timeline, left_to_do,
};
pub use mention::key_results_in;
pub use signal::tasks_for_others;
pub use view::{
    ChangeView, ChangedOkrsView, ChangedSettingsView, CheckInView, Codeowners, Derived, NamingTask,
    OkrsView, TimelineView,
};

use crate::diag::{Diagnostic, Severity};
use crate::text::fold;

/// One thing that can be wrong.
#[derive(Debug)]
pub struct Rule {
    /// The id, named for the problem; it never changes.
    pub id: &'static str,
    /// What kind of problem it is.
    pub group: Group,
    /// How severe it is where a team says nothing; `None` is off.
    pub severity: Option<Severity>,
    /// What is wrong, in one line without a full stop.
    pub summary: &'static str,
    /// What the rule asks for.
    pub asks: &'static str,
    /// Why the process wants it.
    pub why: &'static str,
    /// What its check looks at.
    pub scope: Scope,
    /// A file that provokes it, and the same file put right.
    pub example: Option<Example>,
}

/// The groups of rules, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// The file is what it claims.
    Format,
    /// The questions are answered.
    Complete,
    /// The steps are kept.
    Process,
    /// Who wrote what, from git.
    Trust,
    /// Smooth numbers that do not fit.
    Signal,
}

/// What a rule's check looks at.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    /// Reported while a file is read.
    Reading,
    /// One check-in, beside the one before it.
    CheckIn(fn(&CheckInView<'_>, &mut Vec<Diagnostic>)),
    /// All check-ins of one person.
    Timeline(fn(&TimelineView<'_>, &mut Vec<Diagnostic>)),
    /// The objectives.
    Okrs(fn(&OkrsView<'_>, &mut Vec<Diagnostic>)),
    /// The last check-in's key results: a pure function in `signal`.
    Signal,
    /// One check-in beside its base, and who wrote it.
    Change(fn(&ChangeView<'_>, &mut Vec<Diagnostic>)),
    /// The objectives beside those of the base.
    ChangedOkrs(fn(&ChangedOkrsView<'_>, &mut Vec<Diagnostic>)),
    /// The settings beside those of the base.
    ChangedSettings(fn(&ChangedSettingsView<'_>, &mut Vec<Diagnostic>)),
    /// The comments that take back what other rules say.
    Suppression,
}

impl Group {
    /// All groups, in their order.
    pub const ALL: [Self; 5] = [
        Self::Format,
        Self::Complete,
        Self::Process,
        Self::Trust,
        Self::Signal,
    ];

    /// The word for it: `format`, `complete`, `process`, `trust` or `signal`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Complete => "complete",
            Self::Process => "process",
            Self::Trust => "trust",
            Self::Signal => "signal",
        }
    }

    /// What its rules hold, said in one clause.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Format => "the file is what it claims",
            Self::Complete => "the questions are answered",
            Self::Process => "the steps are kept",
            Self::Trust => "who wrote what, from git",
            Self::Signal => "smooth numbers that do not fit",
        }
    }
}

/// Every rule, by group.
static ALL: &[&Rule] = &[
    &reading::FRONT_MATTER,
    &reading::UNKNOWN_KEY,
    &reading::DUPLICATE_KEY,
    &reading::BAD_VALUE,
    &reading::BAD_WEEK,
    &reading::BAD_DEFINITION,
    &reading::UNKNOWN_KEY_RESULT,
    &reading::UNKNOWN_PERSON,
    &reading::WRONG_PLACE,
    &reading::NOT_A_FILE,
    &reading::NOT_UTF8,
    &reading::TOO_LARGE,
    &reading::CONFLICT_MARKER,
    &reading::HIDDEN_CHARACTER,
    &reading::UNCLOSED_COMMENT,
    &reading::BAD_MARK,
    &reading::BROKEN_SEAL,
    &reading::MISSING_KEY,
    &private_in_plain::RULE,
    &reading::UNKNOWN_SECTION,
    &reading::DUPLICATE_SECTION,
    &reading::MISSPELT_HEADING,
    &reading::MISSPELT_LABEL,
    &duplicate_check_in::RULE,
    &unknown_rule::RULE,
    &allow_without_reason::RULE,
    &unused_allow::RULE,
    &complete::missing_section::RULE,
    &complete::empty_section::RULE,
    &complete::none_not_allowed::RULE,
    &complete::missing_value::RULE,
    &complete::missing_confidence::RULE,
    &complete::progress_without_key_result::RULE,
    &complete::obstacle_without_key_result::RULE,
    &complete::obstacle_without_cause::RULE,
    &complete::obstacle_without_plan::RULE,
    &complete::obstacle_vanished::RULE,
    &complete::task_without_owner::RULE,
    &complete::task_without_due_date::RULE,
    &complete::unknown_task_owner::RULE,
    &complete::task_unaccounted::RULE,
    &complete::confidence_without_reason::RULE,
    &complete::okr_changes_disagree::RULE,
    &complete::feedback_missing::RULE,
    &complete::recognition_missing::RULE,
    &process::late::RULE,
    &process::missed_week::RULE,
    &process::not_ready::RULE,
    &process::reviewer_is_not_manager::RULE,
    &process::status_step::RULE,
    &process::reviewed_is_frozen::RULE,
    &process::returned_without_reason::RULE,
    &process::skipped_without_reason::RULE,
    &process::reviewed_without_names::RULE,
    &process::overdue_task::RULE,
    &process::dropped_task_without_reason::RULE,
    &process::carried_too_long::RULE,
    &trust::written_by_another::RULE,
    &trust::feedback_not_by_manager::RULE,
    &trust::okr_change_not_agreed::RULE,
    &trust::loosened_settings::RULE,
    &trust::stale_codeowners::RULE,
    &signal::said_not_measured::RULE,
    &signal::too_smooth::RULE,
    &signal::quiet_obstacle::RULE,
    &signal::stalled::RULE,
    &signal::wrong_way::RULE,
    &signal::target_moved::RULE,
    &signal::out_of_reach::RULE,
    &signal::stuck_low::RULE,
    &signal::help_late::RULE,
    &signal::vague_answer::RULE,
    &signal::copied_from_last_week::RULE,
    &signal::moved_without_evidence::RULE,
    &signal::manager_talks_more::RULE,
];

/// Every rule, in the order of the groups.
#[must_use]
pub fn all() -> &'static [&'static Rule] {
    ALL
}

/// The rule with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}

/// The id nearest to one that no rule has.
#[must_use]
pub fn nearest(id: &str) -> Option<&'static str> {
    fold::nearest(id, ALL.iter().map(|rule| rule.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id;

    #[test]
    fn has_every_id_once_and_in_kebab_case() {
        let mut ids: Vec<_> = all().iter().map(|rule| rule.id).collect();
        assert!(ids.iter().all(|id| id::why_not(id).is_none()));
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all().len());
    }

    #[test]
    fn tells_rules_by_group() {
        assert!(all().is_sorted_by_key(|rule| rule.group));
    }

    #[test]
    fn finds_the_nearest_id() {
        assert_eq!(
            find("empty-section").map(|rule| rule.id),
            Some("empty-section")
        );
        assert!(find("emptysection").is_none());
        assert_eq!(nearest("emty-section"), Some("empty-section"));
    }

    #[test]
    fn says_what_is_wrong_in_one_line() {
        for rule in all() {
            let line = rule.summary;
            assert!(!line.is_empty() && line.len() <= 90, "{}: {line}", rule.id);
            assert!(
                !line.ends_with('.') && !line.contains('\n'),
                "{}: {line}",
                rule.id
            );
            assert!(
                rule.asks.ends_with('.') && rule.why.ends_with('.'),
                "{}",
                rule.id
            );
        }
    }
}
