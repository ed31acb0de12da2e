//! Files that are not the team's: a small one that the surroundings name, such as a CI's account of what
//! happened, and one without a name, for a pager to read. And what the user has told git of a pager.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::Path;

use super::git;

/// The most bytes of such a file that are read.
const MOST: u64 = 16 << 20;

/// The bytes of the file; `None` where there is none that can be read, or it is large.
#[must_use]
pub fn outside_file(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(MOST + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= MOST).then_some(bytes)
}

/// Git's `core.pager` as the user or the machine has set it; that of a repository is not asked.
#[must_use]
pub fn user_pager() -> Option<String> {
    git::user_pager()
}

/// A file of these bytes that has no name and is gone with its last reader, at its beginning.
///
/// # Errors
/// The disk refuses.
pub fn unnamed_file(bytes: &[u8]) -> std::io::Result<File> {
    let mut file = tempfile::tempfile()?;
    file.write_all(bytes)?;
    file.rewind()?;
    Ok(file)
}
