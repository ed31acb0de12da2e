//! Files at the top of the git work tree, where the team's root is a folder of it: what a forge reads
//! stands there.

use std::path::Path;

use super::git::{IndexSource, TreeSource};
use super::work_tree::WorkTree;
use super::{At, Content, RepoPath, Source, Store, StoreError, plain};

impl Store {
    /// The contents of `paths` from the top of the git work tree, as they are at the state that is read;
    /// None for one where nothing stands that can be read, or behind a symbolic link.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn read_at_top(&self, paths: &[&str]) -> Result<Vec<Option<Content>>, StoreError> {
        let paths: Vec<RepoPath> = paths.iter().map(|path| RepoPath::new(*path)).collect();
        paths.iter().try_for_each(plain)?;
        let read = |source: &dyn Source, path| source.read_path(path).ok().flatten();
        let all = |source: &dyn Source| Ok(paths.iter().map(|path| read(source, path)).collect());
        if self.prefix().is_empty() {
            return all(self.source.as_ref());
        }
        match (&self.at, &self.repositories, &self.resolved) {
            (At::Index, Some(repositories), _) => {
                let file = self.index_file.as_deref();
                IndexSource::at_top(repositories, file, &paths)
            }
            (At::Revision(_), Some(repositories), Some(resolved)) => {
                all(&TreeSource::at_top(repositories.clone(), resolved))
            }
            _ => {
                let top = self.git_work_tree().unwrap_or(Path::new("."));
                all(&WorkTree::new(top.to_owned()))
            }
        }
    }
}
