//! What readers of the report are told of files that could not be read. Check-ins are not here: the report
//! finds out itself which of them it may not show.

use crate::cli::Failure;
use crate::cli::load::Files;
use crate::report::Unreadable;
use crate::store::{Content, RepoPath, Store};
use crate::text::Source;

/// What is wrong with `okr.yaml`, the objectives and the places of files.
pub(super) fn unreadable(store: &Store, files: &Files) -> Result<Vec<Unreadable>, Failure> {
    let all = files
        .team_diagnostics
        .iter()
        .chain(&files.okr_diagnostics)
        .chain(&files.place_diagnostics);
    let mut found = Vec::new();
    for diagnostic in all {
        let path = RepoPath::new(diagnostic.path.clone());
        let content = match path.is_plain() {
            true => store.read_path(&path)?,
            false => None,
        };
        let text = match content {
            Some(Content::Text(bytes)) => Source::new(bytes).text().to_owned(),
            _ => String::new(),
        };
        found.push(Unreadable::of(diagnostic, &text));
    }
    Ok(found)
}
