//! Changes of the objectives and key results themselves, as lines and for programs.

use serde::Serialize;

use crate::diff::DefinitionChange;
use crate::model::{FieldOfChange, Subject};
use crate::output::sink::markdown::inert;
use crate::text::visible::one_line;

/// The most that are shown in a comment.
const MOST_ROWS: usize = 40;

/// For a terminal, a line each; empty where nothing changed.
#[must_use]
pub fn terminal(changes: &[DefinitionChange]) -> String {
    let mut out = String::new();
    for change in changes {
        let line = format!("  {}: {}", change.subject, told(change));
        out.push_str(&one_line(&line));
        out.push('\n');
    }
    match out.is_empty() {
        true => out,
        false => format!("Objectives and key results\n{out}"),
    }
}

/// For a comment, a table; empty where nothing changed.
#[must_use]
pub fn markdown(changes: &[DefinitionChange]) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let mut out = String::from(
        "\n**Objectives and key results**\n\n| | Changed | Before | After |\n|---|---|---|---|\n",
    );
    let cell = |value: &Option<String>| value.as_deref().map_or(String::new(), cut);
    for change in changes.iter().take(MOST_ROWS) {
        out.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            cut(&change.subject.to_string()),
            field(change.field),
            cell(&change.before),
            cell(&change.after),
        ));
    }
    if changes.len() > MOST_ROWS {
        out.push_str(&format!(
            "| and {} more | | | |\n",
            changes.len() - MOST_ROWS
        ));
    }
    out
}

fn cut(text: &str) -> String {
    const MOST: usize = 120;
    let short: String = text.chars().take(MOST).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("{}{more}", inert(&short))
}

fn told(change: &DefinitionChange) -> String {
    let sides = match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!(" {before} → {after}"),
        (None, Some(side)) | (Some(side), None) => format!(": {side}"),
        (None, None) => String::new(),
    };
    format!("{}{sides}", field(change.field))
}

/// What changed, in a word.
pub(super) fn field(field: FieldOfChange) -> &'static str {
    match field {
        FieldOfChange::Add => "new",
        FieldOfChange::Remove => "gone",
        other => other.word(),
    }
}

/// A field of an objective or key result that differs from the base.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Definition<'d> {
    key_result: Option<String>,
    objective: Option<&'d str>,
    title: &'d str,
    change: &'static str,
    before: Option<&'d str>,
    after: Option<&'d str>,
}

/// One change for a program.
pub(super) fn definition(changed: &DefinitionChange) -> Definition<'_> {
    let (key_result, objective) = match &changed.subject {
        Subject::KeyResult(reference) => (Some(reference.to_string()), None),
        Subject::Objective(id) => (None, Some(id.as_str())),
    };
    Definition {
        key_result,
        objective,
        title: &changed.title,
        change: changed.field.word(),
        before: changed.before.as_deref(),
        after: changed.after.as_deref(),
    }
}
