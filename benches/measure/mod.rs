//! The jobs that are measured, each with its limit and its goal, and how they are measured.
//!
//! `process` runs one program, `limit` is what it is held against, `table` prints.

mod limit;
mod process;
pub mod table;

pub use limit::{LIMIT, limit};

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::generator::{self, Size, Week, Weeks};
use process::{Program, processor_time_of_children};

/// Below this a job is run this many times as often, as its start weighs more than its work.
const SHORT: (Duration, usize) = (Duration::from_millis(50), 7);

/// A generated repository, and what the jobs ask about.
pub struct Corpus {
    pub name: &'static str,
    pub root: PathBuf,
    /// Where reports are written; removed after each run.
    out: PathBuf,
    person: String,
    /// The week that is shown, and the check-ins of the person in it and in the one before.
    week: Week,
    pair: [PathBuf; 2],
}

/// Something that `okr` does.
pub struct Job {
    pub name: &'static str,
    /// Time of `okr` ÷ time of its limit, at most; `docs` of the design have the reasons.
    pub goal: f64,
    /// Peak memory in MiB, at most.
    pub memory_goal: Option<u64>,
    okr: Program,
    limit: Program,
    /// What a user would run instead.
    instead: Option<(&'static str, Program)>,
    writes: bool,
}

/// What was measured of a job; times are medians.
pub struct Outcome {
    pub corpus: &'static str,
    pub job: &'static str,
    pub goal: f64,
    pub memory_goal: Option<u64>,
    pub figures: Result<Figures, String>,
}

pub struct Figures {
    pub okr: Duration,
    pub limit: Duration,
    /// Milliseconds of processor time of one run, for short jobs.
    pub processor: Option<f64>,
    pub instead: Option<(&'static str, Duration)>,
    /// KiB.
    pub memory: Option<u64>,
    pub limit_memory: Option<u64>,
    /// The exit status, where it says that something is to be looked at.
    pub remark: Option<String>,
}

impl Corpus {
    pub fn new(name: &'static str, size: Size, root: PathBuf) -> Self {
        let week = Week::last(1).next().expect("one week was asked for");
        let check_in =
            |person: &str, week: Week| root.join(format!("check-ins/{person}/{week}.md"));
        let present = |path: &Path| {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            text.contains("## Plan")
        };
        let weeks = Weeks::new(size, 0);
        let pair = |person| [check_in(person, week.plus(-1)), check_in(person, week)];
        let person = weeks
            .people()
            .find(|person| pair(person).iter().all(|path| present(path)));
        let person = person
            .expect("somebody wrote two check-ins in a row")
            .to_owned();
        let (pair, out) = (pair(&person), root.with_file_name(format!("{name}-report")));
        Self {
            name,
            root,
            out,
            person,
            week,
            pair,
        }
    }

    /// `okr` in this repository, on the last day of the generated time.
    fn okr(&self, words: &[&str]) -> Program {
        let root = self.root.to_string_lossy();
        let mut arguments = vec!["-C", root.as_ref(), "--today", generator::TODAY];
        arguments.extend(words);
        Program::new(env!("CARGO_BIN_EXE_okr"), &arguments)
    }

    fn limit(&self, kind: &str, more: &[&str]) -> Program {
        let root = self.root.to_string_lossy();
        let mut arguments = vec![LIMIT, kind, root.as_ref()];
        arguments.extend(more);
        Program::new(
            std::env::current_exe().expect("this program has a path"),
            &arguments,
        )
    }
}

/// The jobs in the order in which they are printed.
pub fn jobs(corpus: &Corpus) -> Vec<Job> {
    let week = corpus.week.to_string();
    let one = corpus.pair[1]
        .strip_prefix(&corpus.root)
        .unwrap_or(&corpus.pair[1]);
    let cat = |files: &[PathBuf]| Program::new("cat", files);
    let job = |name, goal, words: &[&str], limit| {
        let okr = corpus.okr(words);
        Job {
            name,
            goal,
            memory_goal: None,
            okr,
            limit,
            instead: None,
            writes: false,
        }
    };
    let mut git = vec!["diff".into(), "--word-diff".into(), "--no-index".into()];
    git.extend(
        corpus
            .pair
            .iter()
            .map(|path| path.to_string_lossy().into_owned()),
    );
    let git = Some(("git diff --word-diff", Program::new("git", &git)));
    vec![
        job("start", 3.0, &["--version"], cat(&["/dev/null".into()])),
        job(
            "check of one file",
            3.0,
            &["check", &one.to_string_lossy()],
            cat(&corpus.pair[1..]),
        ),
        Job {
            memory_goal: Some(64),
            ..job("check", 4.0, &["check"], corpus.limit("read", &[]))
        },
        job("status", 4.0, &["status"], corpus.limit("stat", &[&week])),
        Job {
            instead: git,
            ..job(
                "diff",
                3.0,
                &["diff", &corpus.person, &week],
                cat(&corpus.pair),
            )
        },
        Job {
            memory_goal: Some(256),
            writes: true,
            ..job(
                "report",
                5.0,
                &["report", "--out", &corpus.out.to_string_lossy()],
                write(corpus),
            )
        },
    ]
}

/// Writing again what `okr report` has written last.
fn write(corpus: &Corpus) -> Program {
    let copy = corpus.out.with_extension("copy");
    let arguments = [
        LIMIT.as_ref(),
        "write".as_ref(),
        corpus.out.as_os_str(),
        copy.as_os_str(),
    ];
    let path = std::env::current_exe().expect("this program has a path");
    Program {
        tells_its_time: true,
        ..Program::new(path, &arguments)
    }
}

impl Job {
    /// `runs` times `okr` and its limit in turns, and once more each for the memory.
    pub fn measure(&self, corpus: &Corpus, runs: usize) -> Outcome {
        let figures = self.figures(corpus, runs);
        let _ = std::fs::remove_dir_all(&corpus.out);
        let Self {
            name: job,
            goal,
            memory_goal,
            ..
        } = *self;
        Outcome {
            corpus: corpus.name,
            job,
            goal,
            memory_goal,
            figures,
        }
    }

    fn figures(&self, corpus: &Corpus, runs: usize) -> Result<Figures, String> {
        let _ = std::fs::remove_dir_all(&corpus.out);
        let first = self.okr.run().ok_or("not available")?;
        if !matches!(first.status, Some(0 | 1)) {
            let line = first.errors.lines().next().unwrap_or_default();
            return Err(format!("not available: {line}"));
        }
        let remark = (first.status != Some(0) && self.name != "diff")
            .then(|| "exit status 1: errors were found".to_owned());
        let runs = if first.time < SHORT.0 {
            runs * SHORT.1
        } else {
            runs
        };
        let (mut okr, mut limit, mut instead) = (Vec::new(), Vec::new(), Vec::new());
        let mut ticks = Some(0);
        for _ in 0..runs {
            if self.writes {
                let _ = std::fs::remove_dir_all(&corpus.out);
            }
            let before = processor_time_of_children();
            okr.extend(self.okr.run().map(|run| run.time));
            let spent = processor_time_of_children()
                .zip(before)
                .map(|(after, before)| after - before);
            ticks = ticks.zip(spent).map(|(sum, spent)| sum + spent);
            limit.extend(
                self.limit
                    .run()
                    .filter(|run| run.status == Some(0))
                    .map(|run| run.time),
            );
            let _ = std::fs::remove_dir_all(corpus.out.with_extension("copy"));
            let other = self.instead.as_ref().and_then(|(_, program)| program.run());
            instead.extend(other.map(|run| run.time));
        }
        let memory = self.okr.peak_memory();
        let limit_memory = self.limit.peak_memory();
        let _ = std::fs::remove_dir_all(corpus.out.with_extension("copy"));
        Ok(Figures {
            okr: median(okr).ok_or("not available")?,
            limit: median(limit).ok_or("its limit could not be measured")?,
            processor: ticks.map(|ticks| ticks as f64 * 10.0 / runs as f64),
            instead: self
                .instead
                .as_ref()
                .map(|(name, _)| *name)
                .zip(median(instead)),
            memory,
            limit_memory,
            remark,
        })
    }
}

fn median(mut times: Vec<Duration>) -> Option<Duration> {
    times.sort();
    times.get(times.len() / 2).copied()
}
