//! What readers of the report are told of files that could not be read. Check-ins are not here: the report
//! finds out itself which of them it may not show.

use std::collections::BTreeSet;

use crate::cli::load::Files;
use crate::cli::{Failure, streams};
use crate::diag::Diagnostic;
use crate::output::summary::counted;
use crate::report::Unreadable;
use crate::store::{Content, RepoPath, Store};
use crate::text::Source;

/// Check-ins that are named one by one.
const NAMED: usize = 3;

/// What is wrong with `okr.yaml`, the objectives and the places of files.
pub(super) fn unreadable(store: &Store, files: &Files) -> Result<Vec<Unreadable>, Failure> {
    let all = files
        .team_diagnostics
        .iter()
        .chain(&files.okr_diagnostics)
        .chain(&files.place_diagnostics);
    all.map(|diagnostic| told(store, diagnostic)).collect()
}

/// A finding with its line.
///
/// # Errors
/// Disk or git refuse.
pub(super) fn told(store: &Store, diagnostic: &Diagnostic) -> Result<Unreadable, Failure> {
    let path = RepoPath::new(diagnostic.path.clone());
    let content = match path.is_plain() {
        true => store.read_path(&path)?,
        false => None,
    };
    let text = match content {
        Some(Content::Text(bytes)) => Source::new(bytes).text().to_owned(),
        _ => String::new(),
    };
    Ok(Unreadable::of(diagnostic, &text))
}

/// Says of which check-ins nothing is shown.
pub(super) fn warn_of_withheld(paths: &BTreeSet<String>) {
    for path in paths.iter().take(NAMED) {
        streams::warn(&format!(
            "something in {path} is odd, so nothing of it is in the report"
        ));
        streams::advise(&format!("okr check {path}"));
    }
    let more = paths.len().saturating_sub(NAMED);
    if more > 0 {
        let check_ins = counted(more, "more check-in is", "more check-ins are");
        streams::warn(&format!("{check_ins} odd, too; 'okr check' tells more"));
    }
}
