//! The group *process*: the steps are kept. One file a rule; the list of all rules is in `rules`.

pub(super) mod carried_too_long;
pub(super) mod dropped_task_without_reason;
pub(super) mod late;
pub(super) mod missed_week;
pub(super) mod not_ready;
pub(super) mod overdue_task;
pub(super) mod returned_without_reason;
pub(super) mod reviewed_is_frozen;
pub(super) mod reviewed_without_names;
pub(super) mod reviewer_is_not_manager;
pub(super) mod skipped_without_reason;
pub(super) mod status_step;
