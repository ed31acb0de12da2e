//! Opening a file for reading: never through a link at its end, never waiting for a pipe, never
//! more than the most bytes that a file may have.

use super::{Content, EntryKind, MAXIMUM_LEN};
use std::fs::{File, FileType, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// The content of the file at `path`, with one open, one stat and one read.
pub(super) fn content(path: &Path) -> io::Result<Content> {
    match open(path) {
        Ok(file) => content_of(file),
        Err(error) => not_a_file(path, error),
    }
}

/// The content of an open file.
pub(super) fn content_of(mut file: File) -> io::Result<Content> {
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
    let mut bytes = Vec::with_capacity(expected + 1);
    loop {
        match read_more(file, &mut bytes) {
            Ok(0) => break,
            Ok(_) if bytes.len() == expected => break,
            Ok(_) if bytes.len() > expected => return grown(file, bytes),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Content::Text(bytes))
}

/// Reads once, as far as the room behind the bytes reaches.
#[cfg(unix)]
fn read_more(file: &mut File, bytes: &mut Vec<u8>) -> io::Result<usize> {
    Ok(rustix::io::read(
        file,
        rustix::buffer::spare_capacity(bytes),
    )?)
}

#[cfg(not(unix))]
fn read_more(file: &mut File, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let len = bytes.len();
    bytes.resize(bytes.capacity(), 0);
    let read = file.read(&mut bytes[len..]);
    bytes.truncate(len + *read.as_ref().unwrap_or(&0));
    read
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

/// A folder below which files are opened in one step, however deep.
pub(super) struct Below {
    #[cfg(target_os = "linux")]
    folder: Option<rustix::fd::OwnedFd>,
}

impl Below {
    pub(super) fn new(_folder: &Path) -> Below {
        Below {
            #[cfg(target_os = "linux")]
            folder: rustix::fs::open(
                _folder,
                rustix::fs::OFlags::PATH | rustix::fs::OFlags::CLOEXEC,
                rustix::fs::Mode::empty(),
            )
            .ok(),
        }
    }

    /// Opens the file at `path`, where no link stands on the way or at its end; None where the system cannot
    /// do that.
    #[cfg(target_os = "linux")]
    pub(super) fn open(&self, path: &str) -> Option<io::Result<File>> {
        use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
        let resolve = ResolveFlags::NO_SYMLINKS | ResolveFlags::BENEATH;
        let opened = openat2(self.folder.as_ref()?, path, flags, Mode::empty(), resolve);
        Some(opened.map(File::from).map_err(io::Error::from))
    }

    /// Nothing: only Linux can do that.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn open(&self, _path: &str) -> Option<io::Result<File>> {
        None
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
