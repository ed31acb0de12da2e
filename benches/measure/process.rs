//! One process from its start to its end: how long it takes, and how much memory at most.

use std::ffi::{OsStr, OsString};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What is run: a program with its arguments.
#[derive(Clone)]
pub struct Program {
    pub path: OsString,
    pub arguments: Vec<OsString>,
    /// The program prints in nanoseconds how long it took, without what it had to prepare.
    pub tells_its_time: bool,
}

/// What became of a run.
pub struct Run {
    pub time: Duration,
    pub status: Option<i32>,
    pub errors: String,
}

impl Program {
    pub fn new<A: AsRef<OsStr>>(path: impl AsRef<OsStr>, arguments: &[A]) -> Self {
        let arguments = arguments.iter().map(|it| it.as_ref().to_owned()).collect();
        Self {
            path: path.as_ref().to_owned(),
            arguments,
            tells_its_time: false,
        }
    }

    /// Runs it once, undisturbed. Nothing where the program is not there.
    pub fn run(&self) -> Option<Run> {
        let start = Instant::now();
        let output = self.command().output().ok()?;
        let mut time = start.elapsed();
        let told = String::from_utf8_lossy(&output.stdout);
        if let (true, Ok(nanoseconds)) = (self.tells_its_time, told.trim().parse()) {
            time = Duration::from_nanos(nanoseconds);
        }
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        Some(Run {
            time,
            status: output.status.code(),
            errors,
        })
    }

    /// Runs it once more, for its peak memory in KiB.
    ///
    /// The kernel keeps the peak (`VmHWM`) only while the process lives, and `wait4` would need
    /// `unsafe`; so this asks every half millisecond until the end. It is a run of its own because
    /// the asking costs time. Nothing where there is no `/proc`, or where the process ends before
    /// it can be asked.
    pub fn peak_memory(&self) -> Option<u64> {
        let mut child = self
            .command()
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let path = format!("/proc/{}/status", child.id());
        let mut peak = None;
        while let Ok(None) = child.try_wait() {
            peak = std::fs::read_to_string(&path)
                .ok()
                .as_deref()
                .and_then(high_water)
                .or(peak);
            std::thread::sleep(Duration::from_micros(500));
        }
        peak
    }

    /// No variable of the caller decides on colours, formats or persons.
    fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command
            .args(&self.arguments)
            .env_clear()
            .stdin(Stdio::null());
        if !self.tells_its_time {
            command.stdout(Stdio::null());
        }
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command
    }
}

/// Processor time of all children that have ended, user and system, in hundredths of a second as
/// `/proc` counts it.
pub fn processor_time_of_children() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    // After the name, which may hold spaces and brackets; cutime and cstime are fields 16 and 17.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?)
}

fn high_water(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
