//! `okr report --serve`: the pages for this machine alone, made anew whenever a file changes. They are
//! served as they stand in the folder; only the script gets a few lines more (`reload.js`) that load a page
//! again when there are newer ones. A report that cannot be made leaves the last one standing.
//!
//! ```text
//! request   bytes from a connection → what is asked for, or why nothing is answered
//! answer    what is asked for → status, headers, body
//! ```

mod answer;
mod request;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use super::made::{Making, files};
use super::stop::Stop;
use super::{Args, browser};
use crate::cli::{Context, ExitStatus, Failure, streams};
use crate::output::summary::counted;
use crate::store::{FOLDERS, OutputFolder, SETTINGS, stamp};

/// Connections that are answered at once; browsers open a handful.
const CONNECTIONS: usize = 64;
/// How long a connection may take to say what it wants, and to take the answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often Ctrl-C is looked for.
const TICK: Duration = Duration::from_millis(100);
/// How often files are looked at, at most; where there are many, a tenth of the time goes into it.
const PAUSE: Duration = Duration::from_millis(300);

/// What is served, shared with the connections.
struct Site {
    folder: PathBuf,
    /// The names by which this server answers, with its port.
    hosts: Vec<String>,
    /// Another word for each report that is made; held for writing while one takes the place of another.
    edition: RwLock<String>,
    connections: AtomicUsize,
}

pub(super) fn run(
    port: u16,
    args: &Args,
    context: &Context,
    stop: &Stop,
) -> Result<ExitStatus, Failure> {
    let listener = listen(port)?;
    let address = listener.local_addr()?;
    let seen = Seen::now(args, context);
    let (folder, pages) = made(args, context, stop)?;
    let site = Arc::new(Site {
        folder: folder.finish()?,
        hosts: hosts(address),
        edition: RwLock::new(new_edition()),
        connections: AtomicUsize::new(0),
    });
    answer_all(listener, &site)?;
    let url = format!("http://{address}/");
    streams::print(&format!("{url}\n"), context.color())?;
    if !context.is_quiet() {
        streams::tell(&format!(
            "The report ({}) is served there to this machine alone, and made anew when a file changes.\n\
             It stands in {}, too. Ctrl-C ends this.",
            counted(pages, "page", "pages"),
            site.folder.display()
        ));
    }
    if args.open {
        browser::open(url.as_ref());
    }
    watch(seen, args, context, stop, &site);
    Ok(ExitStatus::Fine)
}

fn listen(port: u16) -> Result<TcpListener, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        let message = format!("port {port} of this machine cannot be served: {error}");
        Failure::usage_with_hint(message, "'--serve 0' takes one that is free")
    })
}

/// The names by which a browser on this machine may know the server. Any other comes from a page elsewhere
/// whose name was made to lead here.
fn hosts(address: SocketAddr) -> Vec<String> {
    let port = address.port();
    let names = ["127.0.0.1", "localhost"];
    let mut hosts: Vec<String> = names.iter().map(|name| format!("{name}:{port}")).collect();
    if port == 80 {
        hosts.extend(names.map(str::to_owned));
    }
    hosts
}

/// A word that no other report has, nor one of another run.
fn new_edition() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

/// Makes the report of the files as they are now.
fn made(args: &Args, context: &Context, stop: &Stop) -> Result<(OutputFolder, usize), Failure> {
    let store = context.store()?;
    let files = files(&store)?;
    let making = Making {
        store: &store,
        files: &files,
        args,
        context,
        stop,
        has_bar: false,
    };
    making.folder()
}

/// The state of all that a report is made from.
#[derive(Clone, PartialEq, Eq)]
struct Seen {
    files: u64,
    commit: Option<String>,
}

impl Seen {
    fn now(args: &Args, context: &Context) -> Self {
        let templates = args
            .templates
            .as_ref()
            .map(|folder| context.below_directory(folder));
        let mut places: Vec<PathBuf> = templates.into_iter().collect();
        let store = context.store().ok();
        let commit = store.as_ref().and_then(|store| store.commit());
        let is_on_disk = context.asked_revision().is_none();
        let folder = context.directory();
        if is_on_disk {
            let root = store
                .as_ref()
                .and_then(|store| store.root())
                .unwrap_or(&folder);
            places.push(root.join(SETTINGS));
            places.extend(FOLDERS.map(|folder| root.join(folder)));
        }
        let places: Vec<_> = places.iter().map(PathBuf::as_path).collect();
        Self {
            files: stamp(&places),
            commit: commit.map(|commit| commit.id),
        }
    }
}

/// Makes the report anew whenever files have changed and come to rest, until somebody asks to stop.
fn watch(mut seen: Seen, args: &Args, context: &Context, stop: &Stop, site: &Site) {
    let mut last = seen.clone();
    loop {
        let before = Instant::now();
        let now = Seen::now(args, context);
        let pause = PAUSE.max(before.elapsed() * 10);
        let is_at_rest = now == last;
        last = now;
        if is_at_rest && last != seen {
            seen = last.clone();
            remake(args, context, stop, site);
        }
        let waited = Instant::now();
        while waited.elapsed() < pause {
            if stop.is_asked() {
                return;
            }
            thread::sleep(TICK.min(pause));
        }
    }
}

fn remake(args: &Args, context: &Context, stop: &Stop, site: &Site) {
    let result = made(args, context, stop).and_then(|(folder, pages)| {
        let mut edition = site.edition.write().unwrap_or_else(PoisonError::into_inner);
        folder.finish()?;
        *edition = new_edition();
        Ok(pages)
    });
    match result {
        Ok(pages) if !context.is_quiet() => {
            streams::tell(&format!("Made anew: {}.", counted(pages, "page", "pages")));
        }
        Ok(_) => {}
        Err(_) if stop.is_asked() => {}
        Err(failure) => {
            failure.tell();
            streams::warn("the pages stay as they were");
        }
    }
}

/// Answers from now on, each connection on a thread of its own.
fn answer_all(listener: TcpListener, site: &Arc<Site>) -> io::Result<()> {
    let site = Arc::clone(site);
    let accept = move || {
        for stream in listener.incoming().flatten() {
            if site.connections.fetch_add(1, Ordering::Relaxed) >= CONNECTIONS {
                site.connections.fetch_sub(1, Ordering::Relaxed);
                continue;
            }
            let own = Arc::clone(&site);
            let started = thread::Builder::new().spawn(move || {
                // Whoever hangs up needs no answer.
                let _ = answer_one(&stream, &own);
                own.connections.fetch_sub(1, Ordering::Relaxed);
            });
            if started.is_err() {
                site.connections.fetch_sub(1, Ordering::Relaxed);
            }
        }
    };
    thread::Builder::new().spawn(accept).map(|_| ())
}

fn answer_one(stream: &TcpStream, site: &Site) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let (until, mut reader, mut writer) = (Instant::now() + PATIENCE, stream, stream);
    let request = request::read(&mut reader, || Instant::now() < until)?;
    answer::answer(request, site).write(&mut writer)
}
