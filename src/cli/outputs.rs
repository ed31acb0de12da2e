//! Which formats are printed, and where each goes: `--format github --format gitlab=report.json`. What is
//! said of them by the surroundings (GitHub Actions, GitLab CI) is read here and nowhere below.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use super::judge::Judged;
use super::streams::{self, Out};
use super::{Context, Failure};
use crate::output::{concise, full, github, gitlab, json, junit, markdown, rdjson, sarif};
use crate::store::Store;

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// The source line, a caret and a remedy
    Full,
    /// One line each
    Concise,
    /// For programs
    Json,
    /// A report in GitHub's Markdown
    Markdown,
    /// Annotations of a GitHub workflow, and its job summary
    Github,
    /// GitLab Code Quality
    Gitlab,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit, a case for each finding
    Junit,
    /// Reviewdog's format, with suggestions
    Rdjson,
}

/// A format, and the file it goes to; else it goes to standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    format: Format,
    file: Option<PathBuf>,
}

/// Reads `FORMAT` or `FORMAT=FILE`.
pub(super) fn output(text: &str) -> Result<Output, String> {
    let (name, file) = match text.split_once('=') {
        Some((name, file)) => (name, Some(file)),
        None => (text, None),
    };
    let format = Format::from_str(name, false).map_err(|_| {
        let known: Vec<String> = names().collect();
        format!("the formats are: {}", known.join(", "))
    })?;
    match file {
        Some("") => Err(format!("name a file behind '{name}='")),
        file => Ok(Output {
            format,
            file: file.map(PathBuf::from),
        }),
    }
}

fn names() -> impl Iterator<Item = String> {
    let values = Format::value_variants().iter();
    values.filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
}

/// The outputs of one run, with what the surroundings say.
pub(super) struct Outputs {
    outputs: Vec<Output>,
    /// The file that the job's summary is added to.
    job_summary: Option<PathBuf>,
    /// Whether a person reads standard error while a program takes standard output.
    tells_a_person: bool,
}

impl Outputs {
    /// What was asked for; where nothing was, what fits the surroundings.
    ///
    /// # Errors
    /// Two would go to one place.
    pub(super) fn new(asked: &[Output]) -> Result<Self, Failure> {
        let mut outputs = asked.to_vec();
        let mut tells_a_person = false;
        if outputs.is_empty() {
            let format = if is_true("GITHUB_ACTIONS") {
                Format::Github
            } else if is_true("GITLAB_CI") {
                tells_a_person = true;
                Format::Gitlab
            } else {
                Format::Full
            };
            outputs.push(Output { format, file: None });
        }
        each_has_its_place(&outputs)?;
        Ok(Self {
            outputs,
            job_summary: std::env::var_os("GITHUB_STEP_SUMMARY")
                .filter(|path| !path.is_empty())
                .map(PathBuf::from),
            tells_a_person,
        })
    }

    /// Whether somebody reads the report on a terminal.
    pub(super) fn are_for_a_person(&self) -> bool {
        let full = |output: &Output| output.format == Format::Full && output.file.is_none();
        self.outputs.iter().any(full) && streams::is_terminal()
    }

    /// Whether one of them tells of files in which nothing was found.
    pub(super) fn name_every_file(&self) -> bool {
        self.outputs
            .iter()
            .any(|output| output.format == Format::Junit)
    }

    /// Writes every output; `checked` are the check-ins' paths from the git work tree.
    ///
    /// # Errors
    /// A stream or file cannot be written.
    pub(super) fn write(
        &self,
        judged: &Judged,
        checked: &[String],
        context: &Context,
        store: &Store,
    ) -> Result<(), Failure> {
        let shown = Shown { judged, checked };
        for output in &self.outputs {
            match &output.file {
                Some(path) => {
                    let mut bytes = Vec::new();
                    // A file has no colours.
                    shown.write(output.format, &mut anstream::StripStream::new(&mut bytes))?;
                    store.write_result(&context.below_directory(path), &bytes)?;
                }
                None => self.print(output.format, &shown, context)?,
            }
        }
        if self.outputs.iter().any(|o| o.format == Format::Github) {
            self.add_to_job_summary(judged, store)?;
        }
        if self.tells_a_person {
            let mut stream = anstream::stderr();
            full::write(&mut stream, &judged.findings, &judged.summary)?;
        }
        if self.outputs.iter().all(|output| output.file.is_some()) && !context.is_quiet() {
            let summary = &judged.summary;
            streams::tell(&format!("{}: {}", summary.looked_at(), summary.found()));
        }
        Ok(())
    }

    fn print(&self, format: Format, shown: &Shown<'_>, context: &Context) -> Result<(), Failure> {
        let mut out = Out::new(context.color());
        let Judged {
            findings, summary, ..
        } = shown.judged;
        let stop_token = stop_token_of_runner();
        match format {
            Format::Github => {
                let job = github::Job {
                    stop_token,
                    has_summary: self.job_summary.is_some(),
                };
                github::write(&mut out, findings, summary, &job)?;
            }
            // The others hold no line that a runner would obey.
            Format::Full | Format::Concise => {
                github::guarded(&mut out, stop_token.as_deref(), |out| {
                    shown.write(format, out)
                })?;
            }
            _ => shown.write(format, &mut out)?,
        }
        out.finish()?;
        Ok(())
    }

    /// The runner takes so many bytes of one step: those that are there already count.
    fn add_to_job_summary(&self, judged: &Judged, store: &Store) -> Result<(), Failure> {
        let Some(path) = &self.job_summary else {
            return Ok(());
        };
        let there = usize::try_from(store.result_len(path)).unwrap_or(usize::MAX);
        let room = markdown::JOB_SUMMARY.saturating_sub(there);
        let mut bytes = Vec::new();
        markdown::write(&mut bytes, &judged.findings, &judged.summary, room)?;
        Ok(store.append_result(path, &bytes)?)
    }
}

/// What every format is written from.
struct Shown<'s> {
    judged: &'s Judged,
    checked: &'s [String],
}

impl Shown<'_> {
    fn write(&self, format: Format, out: &mut impl Write) -> io::Result<()> {
        let Judged {
            findings, summary, ..
        } = self.judged;
        match format {
            Format::Full => full::write(out, findings, summary),
            Format::Concise => concise::write(out, findings, summary),
            Format::Json => json::write(out, findings, summary),
            Format::Markdown => markdown::write(out, findings, summary, markdown::COMMENT),
            Format::Github => github::write_annotations(out, findings, false),
            Format::Gitlab => gitlab::write(out, findings),
            Format::Sarif => sarif::write(out, findings),
            Format::Junit => junit::write(out, findings, self.checked),
            Format::Rdjson => rdjson::write(out, findings),
        }
    }
}

fn each_has_its_place(outputs: &[Output]) -> Result<(), Failure> {
    for (index, output) in outputs.iter().enumerate() {
        let taken = outputs[..index]
            .iter()
            .any(|other| other.file == output.file);
        match &output.file {
            None if taken => {
                let message = "two formats would go to standard output";
                let hint = "give all but one a file: --format gitlab=report.json";
                return Err(Failure::usage_with_hint(message, hint));
            }
            Some(file) if taken => {
                let message = format!("two formats would go to {}", file.display());
                return Err(Failure::usage(message));
            }
            _ => {}
        }
    }
    Ok(())
}

fn is_true(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| value == "true")
}

/// Writes a text for people: what authors wrote in it is no command to a CI runner that reads it.
///
/// # Errors
/// The stream cannot be written.
pub(super) fn write_for_people(out: &mut Out, text: &str) -> io::Result<()> {
    let token = stop_token_of_runner();
    github::guarded(out, token.as_deref(), |out| out.write_all(text.as_bytes()))
}

/// Where a runner of GitHub Actions reads the lines, a word that nobody can guess who wrote a file before
/// it was made: 128 random bits.
pub(super) fn stop_token_of_runner() -> Option<String> {
    let bits = || RandomState::new().build_hasher().finish();
    is_true("GITHUB_ACTIONS").then(|| format!("okr-{:016x}{:016x}", bits(), bits()))
}
