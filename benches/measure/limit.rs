//! What no program can undercut: merely reading, writing or asking for the same files, with as
//! many threads. It runs as a process of its own, as `okr` does, so that starting up is in both.

use std::fs::{File, metadata, read_dir};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Instant;

/// The first argument that turns this program into a limit.
pub const LIMIT: &str = "limit";

/// Carries out `read ROOT`, `stat ROOT WEEK`, or `write FROM TO`.
pub fn limit(words: &[String]) -> ExitCode {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["read", root] => read(Path::new(root)),
        ["stat", root, week] => stat(Path::new(root), week),
        ["write", from, to] => write(Path::new(from), Path::new(to)),
        _ => Err(std::io::Error::other("no such limit")),
    };
    if let Err(error) = done {
        eprintln!("{error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Lists `check-ins` and `okrs`, each folder in one of the threads, and reads every file.
fn read(root: &Path) -> std::io::Result<()> {
    let mut folders = subfolders(&root.join("check-ins"))?;
    folders.extend(subfolders(&root.join("okrs"))?);
    read_file(&root.join("okr.yaml"), &mut Vec::new())?;
    in_threads(folders, |folder: PathBuf, buffer: &mut Vec<u8>| {
        for entry in read_dir(folder)? {
            read_file(&entry?.path(), buffer)?;
        }
        Ok(())
    })
}

fn read_file(path: &Path, buffer: &mut Vec<u8>) -> std::io::Result<()> {
    buffer.clear();
    File::open(path)?.read_to_end(buffer)?;
    std::hint::black_box(&buffer);
    Ok(())
}

/// Asks for one file a person.
fn stat(root: &Path, week: &str) -> std::io::Result<()> {
    for folder in subfolders(&root.join("check-ins"))? {
        std::hint::black_box(metadata(folder.join(format!("{week}.md"))).is_ok());
    }
    Ok(())
}

/// Reads all files below `from` first, then writes them below `to`; prints how many nanoseconds
/// the writing took.
fn write(from: &Path, to: &Path) -> std::io::Result<()> {
    let mut files = Vec::new();
    let mut folders = vec![from.to_path_buf()];
    let mut next = 0;
    while let Some(folder) = folders.get(next).cloned() {
        next += 1;
        for entry in read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push((entry.path(), std::fs::read(entry.path())?));
            }
        }
    }
    let start = Instant::now();
    let place = |path: &Path| to.join(path.strip_prefix(from).unwrap_or(path));
    for folder in &folders {
        std::fs::create_dir_all(place(folder))?;
    }
    in_threads(files, |(path, bytes), ()| {
        std::fs::write(place(&path), bytes)
    })?;
    println!("{}", start.elapsed().as_nanos());
    Ok(())
}

fn subfolders(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries: std::io::Result<Vec<_>> = read_dir(folder)?.collect();
    let folders = entries?
        .into_iter()
        .filter(|it| it.file_type().is_ok_and(|kind| kind.is_dir()));
    Ok(folders.map(|entry| entry.path()).collect())
}

/// Each thread takes the next piece of work and hands it its own `State` (a buffer) again.
fn in_threads<Work: Send, State: Default>(
    work: Vec<Work>,
    act: impl Fn(Work, &mut State) -> std::io::Result<()> + Sync,
) -> std::io::Result<()> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let queue = Mutex::new(work.into_iter());
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    std::thread::scope(|scope| {
        let run = || {
            let mut state = State::default();
            while let Some(piece) = next() {
                act(piece, &mut state)?;
            }
            Ok(())
        };
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        let ends = handles
            .into_iter()
            .map(|handle| handle.join().expect("no thread panics"));
        ends.collect()
    })
}
