//! Folders that a person names and that are not the team's: texts in them, and whether anything in them has
//! changed.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::Path;

use rustc_hash::FxHasher;

use super::open_file::content;
use super::{Content, StoreError};

/// The files that stand in a folder, by name; none below it. Links are not followed.
///
/// # Errors
/// The folder or a file cannot be read, or a file has more than [`super::MAXIMUM_LEN`] bytes.
pub fn folder_texts(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
    let unreadable = |error: io::Error| StoreError::unreadable(folder.display(), error);
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        match content(&path).map_err(|error| StoreError::unreadable(path.display(), error))? {
            Content::Text(bytes) => {
                let name = entry.file_name().to_string_lossy().into_owned();
                texts.insert(name, bytes);
            }
            Content::TooLarge { .. } => {
                return Err(StoreError::unreadable(path.display(), "it is too large"));
            }
            Content::NotAFile(_) => {}
        }
    }
    Ok(texts)
}

/// A number that changes when a file in or below one of these places is written, made or taken away: from
/// names, lengths and times alone. What cannot be read counts as it is.
#[must_use]
pub fn stamp(places: &[&Path]) -> u64 {
    let mut sum = 0;
    let mut open: Vec<std::path::PathBuf> =
        places.iter().map(|place| (*place).to_owned()).collect();
    while let Some(place) = open.pop() {
        let mut hasher = FxHasher::default();
        place.hash(&mut hasher);
        if let Ok(metadata) = fs::symlink_metadata(&place) {
            if metadata.is_dir() {
                let entries = fs::read_dir(&place).into_iter().flatten();
                open.extend(entries.flatten().map(|entry| entry.path()));
            } else {
                (metadata.len(), metadata.modified().ok()).hash(&mut hasher);
            }
        } else {
            "nothing".hash(&mut hasher);
        }
        // Entries come in any order.
        sum = u64::wrapping_add(sum, hasher.finish());
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_changes_with_what_is_written_made_or_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let (file, below) = (folder.path().join("a.md"), folder.path().join("b/c.md"));
        let places = [file.as_path(), &folder.path().join("b")];
        let mut stamps = vec![stamp(&places)];
        fs::write(&file, "1").unwrap();
        stamps.push(stamp(&places));
        fs::write(&file, "12").unwrap();
        stamps.push(stamp(&places));
        fs::create_dir(folder.path().join("b")).unwrap();
        fs::write(&below, "1").unwrap();
        stamps.push(stamp(&places));
        assert_eq!(stamp(&places), stamp(&places));
        fs::write(folder.path().join("beside.md"), "1").unwrap();
        assert_eq!(stamps.last(), Some(&stamp(&places)));
        fs::remove_file(&below).unwrap();
        stamps.push(stamp(&places));
        let distinct: std::collections::BTreeSet<_> = stamps.iter().collect();
        assert_eq!(distinct.len(), stamps.len());
    }

    #[test]
    fn texts_are_those_of_the_folder_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.html"), "a").unwrap();
        fs::create_dir(folder.path().join("below")).unwrap();
        fs::write(folder.path().join("below/b.html"), "b").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(
            folder.path().join("a.html"),
            folder.path().join("link.html"),
        )
        .unwrap();
        let texts = folder_texts(folder.path()).unwrap();
        assert_eq!(
            texts,
            BTreeMap::from([("a.html".to_owned(), b"a".to_vec())])
        );
        assert!(folder_texts(&folder.path().join("nowhere")).is_err());
    }
}
