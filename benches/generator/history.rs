//! The generated weeks on disk: a work tree and a git repository with one commit a week.
//!
//! Objects are gathered in memory and written as one pack, as a clone would have them; 200,000
//! loose files would be slow to make and unlike any real repository.

use std::collections::BTreeMap;
use std::path::Path;

use git2::{Error, IndexEntry, IndexTime, Mempack, Oid, Repository, RepositoryInitOptions};

use super::{Commit, File, Size, Weeks};

const FILE_MODE: i32 = 0o100_644;
const TREE_MODE: i32 = 0o040_000;

/// Writes the repository into `root`, a folder that does not exist yet or is empty.
///
/// # Errors
/// When the disk or git refuses.
pub fn write(root: &Path, size: Size, seed: u64) -> Result<(), Box<dyn std::error::Error>> {
    let mut options = RepositoryInitOptions::new();
    // Templates and the default branch of this machine must not show.
    options.external_template(false).initial_head("main");
    let repository = Repository::init_opts(root, &options)?;
    let odb = repository.odb()?;
    let memory = odb.add_new_mempack_backend(1_000)?;
    let mut history = History::new(&repository);
    for commit in Weeks::new(size, seed) {
        for file in &commit.files {
            let path = root.join(&file.path);
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(path, &file.text)?;
        }
        history.commit(&commit)?;
    }
    history.pack(&memory)?;
    write_index(&repository, &history.files)?;
    Ok(())
}

struct History<'repo> {
    repository: &'repo Repository,
    root: Folder,
    head: Option<Oid>,
    /// Everything written, with the path as the hint by which a pack looks for likenesses.
    objects: Vec<(Oid, String)>,
    files: BTreeMap<String, Oid>,
}

/// A folder as it was last written, and what has changed in it since.
#[derive(Default)]
struct Folder {
    tree: Option<Oid>,
    folders: BTreeMap<String, Folder>,
    changed: BTreeMap<String, Oid>,
}

impl<'repo> History<'repo> {
    fn new(repository: &'repo Repository) -> Self {
        let (objects, files) = (Vec::new(), BTreeMap::new());
        Self {
            repository,
            root: Folder::default(),
            head: None,
            objects,
            files,
        }
    }

    fn commit(&mut self, commit: &Commit) -> Result<(), Error> {
        for File { path, text } in &commit.files {
            let id = self.repository.blob(text.as_bytes())?;
            self.objects.push((id, path.clone()));
            self.files.insert(path.clone(), id);
            let mut folder = &mut self.root;
            let mut name = path.as_str();
            while let Some((first, rest)) = name.split_once('/') {
                folder = folder.folders.entry(first.into()).or_default();
                name = rest;
            }
            folder.changed.insert(name.into(), id);
        }
        let tree = self.root.write(self.repository, "", &mut self.objects)?;
        let tree = self.repository.find_tree(tree.unwrap_or(Oid::ZERO_SHA1))?;
        let when = git2::Time::new(commit.week.friday().seconds(18), 0);
        let author = git2::Signature::new("Generator", "generator@example.com", &when)?;
        let parent = self
            .head
            .map(|id| self.repository.find_commit(id))
            .transpose()?;
        let parents: Vec<_> = parent.iter().collect();
        let message = format!("Check-ins of {}\n", commit.week);
        let id = self.repository.commit(
            Some("refs/heads/main"),
            &author,
            &author,
            &message,
            &tree,
            &parents,
        )?;
        self.objects.push((id, String::new()));
        self.head = Some(id);
        Ok(())
    }

    fn pack(&self, memory: &Mempack) -> Result<(), Error> {
        let mut builder = self.repository.packbuilder()?;
        builder.set_threads(0);
        for (id, path) in &self.objects {
            builder.insert_object(*id, Some(path))?;
        }
        builder.write(&self.repository.path().join("objects/pack"), 0)?;
        memory.reset()
    }
}

impl Folder {
    /// The id of the folder's tree where something in it has changed.
    fn write(
        &mut self,
        repository: &Repository,
        path: &str,
        objects: &mut Vec<(Oid, String)>,
    ) -> Result<Option<Oid>, Error> {
        let mut changed: Vec<(String, Oid, i32)> = std::mem::take(&mut self.changed)
            .into_iter()
            .map(|(n, id)| (n, id, FILE_MODE))
            .collect();
        for (name, folder) in &mut self.folders {
            if let Some(id) = folder.write(repository, &format!("{path}{name}/"), objects)? {
                changed.push((name.clone(), id, TREE_MODE));
            }
        }
        if changed.is_empty() {
            return Ok(None);
        }
        let former = self.tree.map(|id| repository.find_tree(id)).transpose()?;
        let mut builder = repository.treebuilder(former.as_ref())?;
        for (name, id, mode) in changed {
            builder.insert(name, id, mode)?;
        }
        self.tree = Some(builder.write()?);
        objects.extend(self.tree.map(|id| (id, path.into())));
        Ok(self.tree)
    }
}

/// An index that git takes as fresh, so that `git status` need not read every file.
fn write_index(repository: &Repository, files: &BTreeMap<String, Oid>) -> Result<(), Error> {
    let mut index = repository.index()?;
    let root = repository.workdir().unwrap_or(repository.path());
    for (path, id) in files {
        index.add(&index_entry(path, *id, &root.join(path)))?;
    }
    index.write()
}

fn index_entry(path: &str, id: Oid, file: &Path) -> IndexEntry {
    let zero = IndexTime::new(0, 0);
    let mut entry = IndexEntry {
        ctime: zero,
        mtime: zero,
        dev: 0,
        ino: 0,
        mode: FILE_MODE as u32,
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: 0,
        flags_extended: 0,
        path: path.into(),
    };
    #[cfg(unix)]
    if let Ok(metadata) = std::fs::metadata(file) {
        use std::os::unix::fs::MetadataExt;
        // Git keeps the lower 32 bits of each.
        entry.ctime = IndexTime::new(metadata.ctime() as i32, metadata.ctime_nsec() as u32);
        entry.mtime = IndexTime::new(metadata.mtime() as i32, metadata.mtime_nsec() as u32);
        entry.dev = metadata.dev() as u32;
        entry.ino = metadata.ino() as u32;
        entry.uid = metadata.uid();
        entry.gid = metadata.gid();
        entry.file_size = metadata.len() as u32;
    }
    entry
}
