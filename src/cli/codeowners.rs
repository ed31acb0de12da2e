//! The files by which forges know whom to ask for a review. They stand at the top of the git work tree,
//! beside the team's folder or around it. What must stand in them is told in `model::codeowners`.

use super::Failure;
use crate::model::codeowners::places;
use crate::rules::Codeowners;
use crate::store::{Content, Store};
use crate::text::Source;

/// Those that are there: the path from the top, and the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OwnersFiles(Vec<(&'static str, String)>);

impl OwnersFiles {
    /// Those of the state that `store` reads.
    ///
    /// # Errors
    /// The index cannot be read.
    pub(super) fn read(store: &Store) -> Result<Self, Failure> {
        let contents = store.read_at_top(&places())?;
        let texts =
            contents
                .into_iter()
                .zip(places())
                .filter_map(|(content, path)| match content {
                    Some(Content::Text(bytes)) => {
                        Some((path, Source::new(bytes).text().to_owned()))
                    }
                    _ => None,
                });
        Ok(Self(texts.collect()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As the rules see them, for a team whose root is at `prefix`.
    pub(super) fn views<'a>(&'a self, prefix: &'a str) -> Vec<Codeowners<'a>> {
        let view = |(path, text): &'a (&'static str, String)| Codeowners { path, text, prefix };
        self.0.iter().map(view).collect()
    }

    /// The text of the one at `path`.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| *known == path);
        found.map(|(_, text)| text.as_str())
    }
}
