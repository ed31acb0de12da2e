//! Opening a file for reading: never through a link at its end, never waiting for a pipe, never
//! more than the most bytes that a file may have.

use super::{Content, EntryKind, MAXIMUM_LEN};
use std::fs::{File, FileType, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// The content of the file at `path`, with one open, one stat and one read.
pub(super) fn content(path: &Path) -> io::Result<Content> {
    let mut file = match open(path) {
        Ok(file) => file,
        Err(error) => return not_a_file(path, error),
    };
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Ok(Content::NotAFile(kind_of(metadata.file_type())));
    }
    if metadata.len() > MAXIMUM_LEN {
        return Ok(Content::TooLarge {
            len: metadata.len(),
        });
    }
    bytes(&mut file, &metadata)
}

/// All bytes of a file of our own, however many; None where no file stands there.
pub(super) fn whole(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut file = match open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return not_a_file(path, error).map(|_| None),
    };
    if !file.metadata()?.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// One byte more than the length is asked for, so that the first short read shows the end.
fn bytes(file: &mut File, metadata: &Metadata) -> io::Result<Content> {
    let expected = usize::try_from(metadata.len()).map_err(io::Error::other)?;
    let mut bytes = vec![0; expected + 1];
    let mut len = 0;
    while len < bytes.len() {
        match file.read(&mut bytes[len..]) {
            Ok(0) => break,
            Ok(more) => len += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if len == expected {
            break;
        }
    }
    if len > expected {
        return grown(file, bytes);
    }
    bytes.truncate(len);
    Ok(Content::Text(bytes))
}

/// The file has grown since its length was asked for.
fn grown(file: &mut File, mut bytes: Vec<u8>) -> io::Result<Content> {
    let room = (MAXIMUM_LEN + 1).saturating_sub(bytes.len() as u64);
    file.take(room).read_to_end(&mut bytes)?;
    let len = bytes.len() as u64;
    Ok(if len > MAXIMUM_LEN {
        Content::TooLarge { len }
    } else {
        Content::Text(bytes)
    })
}

/// Where opening failed since what stands there is no file, that is the answer.
fn not_a_file(path: &Path, error: io::Error) -> io::Result<Content> {
    match std::fs::symlink_metadata(path) {
        Ok(metadata) if !metadata.is_file() => Ok(Content::NotAFile(kind_of(metadata.file_type()))),
        _ => Err(error),
    }
}

/// What the disk says an entry is.
pub(super) fn kind_of(file_type: FileType) -> EntryKind {
    if file_type.is_file() {
        EntryKind::File
    } else if file_type.is_symlink() {
        EntryKind::SymbolicLink
    } else if file_type.is_dir() {
        EntryKind::Directory
    } else {
        EntryKind::Other
    }
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    if std::fs::symlink_metadata(path)?.is_symlink() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    OpenOptions::new().read(true).open(path)
}
