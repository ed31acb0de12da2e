//! The texts of another source, with one file as it is in an editor and not yet on disk.

use super::{Content, Entry, EntryKind, MAXIMUM_LEN, RepoPath, Source, Store, StoreError};

impl Store {
    /// The same files, with `bytes` in place of whatever stands at `path`.
    #[must_use]
    pub fn with_file(mut self, path: RepoPath, bytes: Vec<u8>) -> Store {
        self.source = Box::new(Overlay::new(self.source, path, bytes));
        self
    }
}

struct Overlay {
    below: Box<dyn Source>,
    path: RepoPath,
    bytes: Vec<u8>,
}

impl Overlay {
    fn new(below: Box<dyn Source>, path: RepoPath, bytes: Vec<u8>) -> Overlay {
        Overlay { below, path, bytes }
    }

    fn content(&self) -> Content {
        let len = self.bytes.len() as u64;
        if len > MAXIMUM_LEN {
            Content::TooLarge { len }
        } else {
            Content::Text(self.bytes.clone())
        }
    }
}

impl Source for Overlay {
    fn list(&self, folders: &[&str]) -> Result<Vec<Entry>, StoreError> {
        let mut entries = self.below.list(folders)?;
        entries.retain(|entry| entry.path != self.path);
        let path = self.path.as_str();
        let is_listed = folders.iter().any(|folder| {
            let rest = path.strip_prefix(folder);
            rest.is_some_and(|rest| rest.starts_with('/'))
        });
        if is_listed {
            entries.push(Entry::on_disk(self.path.clone(), EntryKind::File));
        }
        Ok(entries)
    }

    fn read(&self, entry: &Entry) -> Result<Content, StoreError> {
        if entry.path == self.path {
            return Ok(self.content());
        }
        self.below.read(entry)
    }

    fn read_path(&self, path: &RepoPath) -> Result<Option<Content>, StoreError> {
        if *path == self.path {
            return Ok(Some(self.content()));
        }
        self.below.read_path(path)
    }
}
