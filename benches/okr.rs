//! How fast `okr` is, beside what the disk allows: `cargo bench`.
//!
//! Each job is run beside its limit (merely reading the same bytes, or for the report merely
//! writing them, with as many threads), in turns, and told as the ratio of the two medians. Ratios
//! compare across machines and hold while other work shares this one; times do not.
//!
//! ```text
//! cargo bench                                   small and medium
//! cargo bench -- medium large                   sizes: small, medium, large, all
//! cargo bench -- medium check --runs 15         only jobs with this word in their name
//! ```
//!
//! `generator` makes the repositories, once, under `target/okr-bench`; `measure` has the jobs.
#![allow(missing_docs, clippy::print_stdout, clippy::print_stderr)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::disallowed_types
)]

mod generator;
mod measure;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generator::Size;
use measure::{Corpus, Outcome, table};

/// The seed of every corpus; another one gives another team of the same size.
const SEED: u64 = 0x0b5e_55ed;

const SIZES: &[(&str, Size)] = &[
    (
        "small",
        Size {
            people: 10,
            weeks: 13,
        },
    ),
    (
        "medium",
        Size {
            people: 200,
            weeks: 52,
        },
    ),
    (
        "large",
        Size {
            people: 2_000,
            weeks: 52,
        },
    ),
];

struct Arguments {
    sizes: Vec<&'static str>,
    /// Words of which a job's name has to hold one; none means every job.
    jobs: Vec<String>,
    runs: usize,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.first().is_some_and(|word| word == measure::LIMIT) {
        return measure::limit(&words[1..]);
    }
    let arguments = match Arguments::read(&words) {
        Ok(arguments) => arguments,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    let mut outcomes: Vec<Outcome> = Vec::new();
    table::print_head(arguments.runs);
    for (name, size) in SIZES
        .iter()
        .filter(|(name, _)| arguments.sizes.contains(name))
    {
        let corpus = Corpus::new(name, *size, corpus(name, *size));
        for job in measure::jobs(&corpus)
            .into_iter()
            .filter(|job| arguments.takes(job.name))
        {
            let outcome = job.measure(&corpus, arguments.runs);
            table::print(&outcome);
            outcomes.push(outcome);
        }
    }
    table::print_growth(&outcomes);
    ExitCode::SUCCESS
}

impl Arguments {
    /// Cargo adds `--bench` when it measures. Without it this is `cargo test --benches`, which
    /// asks only whether everything runs.
    fn read(words: &[String]) -> Result<Self, String> {
        let measures = words.iter().any(|word| word == "--bench");
        let mut runs = if measures { 7 } else { 1 };
        let (mut sizes, mut jobs) = (Vec::new(), Vec::new());
        let mut words = words.iter().filter(|word| *word != "--bench");
        while let Some(word) = words.next() {
            if word == "--runs" {
                let number = words.next().and_then(|number| number.parse().ok());
                runs = number
                    .filter(|runs| *runs > 0)
                    .ok_or("--runs needs a number from 1 on")?;
            } else if word == "all" {
                sizes.extend(SIZES.iter().map(|(name, _)| *name));
            } else if let Some((name, _)) = SIZES.iter().find(|(name, _)| name == word) {
                sizes.push(*name);
            } else if word.starts_with('-') {
                return Err(format!(
                    "unknown option {word}: there are sizes, jobs and --runs"
                ));
            } else {
                jobs.push(word.clone());
            }
        }
        if sizes.is_empty() {
            sizes.extend(if measures {
                &["small", "medium"][..]
            } else {
                &["small"]
            });
        }
        Ok(Self { sizes, jobs, runs })
    }

    fn takes(&self, job: &str) -> bool {
        self.jobs.is_empty() || self.jobs.iter().any(|word| job.contains(word.as_str()))
    }
}

/// The folder of the corpus, which is generated where it is not there yet.
fn corpus(name: &str, size: Size) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("okr-bench");
    let root = folder.join(format!("{name}-{}", generator::VERSION));
    if !root.exists() {
        eprintln!("generating {} people × {} weeks …", size.people, size.weeks);
        let partial = folder.join(format!("{name}.partial"));
        let _ = std::fs::remove_dir_all(&partial);
        std::fs::create_dir_all(&partial).expect("the target folder can be written");
        generator::write(&partial, size, SEED).expect("the corpus can be written");
        std::fs::rename(&partial, &root).expect("the corpus can be put in place");
    }
    root
}
