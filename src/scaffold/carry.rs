//! An objective carried into another cycle: the same file, with a line that says where it came from.

use crate::model::Objective;
use crate::text::Problem;
use crate::text::edit::{NewValue, set};

/// The text of the objective's file in the new cycle: every field, and every other byte.
///
/// # Errors
/// The front matter cannot be edited; the problem says where.
pub fn carried_objective(text: &str, objective: &Objective) -> Result<String, Problem> {
    let origin = format!("{}/{}", objective.cycle, objective.id);
    set(text, &["carried-from"], NewValue::Plain(&origin))
}
