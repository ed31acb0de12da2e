//! A small file that the surroundings name and that is not the team's, such as a CI's account of what
//! happened.

use std::fs::File;
use std::io::Read;
use std::path::Path;

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
