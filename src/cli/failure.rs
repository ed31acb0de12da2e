//! What keeps a command from being carried out, and the exit status it ends with.

use std::io;
use std::process::ExitCode;

use super::ExitStatus;
use super::streams;
use crate::store::StoreError;

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Disk or git refused.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// The words of the command line do not fit the team's files.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do instead.
        hint: Option<String>,
    },
    /// Standard output cannot be written.
    #[error("cannot write the result: {0}")]
    Output(#[from] io::Error),
}

impl Failure {
    /// A failure of usage without a hint.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            hint: None,
        }
    }

    /// A failure of usage with what to do instead.
    pub fn usage_with_hint(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            hint: Some(hint.into()),
        }
    }

    /// Says it, with what to do instead.
    pub(super) fn tell(&self) {
        streams::complain(&self.to_string());
        if let Some(hint) = self.hint() {
            streams::advise(&hint);
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Store(error) => error.hint(),
            Self::Usage { hint, .. } => hint.clone(),
            Self::Output(_) => None,
        }
    }
}

/// Tells a failure, and turns the end of a command into its exit status. A closed pipe ends quietly.
pub(super) fn exit_code(result: Result<ExitStatus, Failure>) -> ExitCode {
    match result {
        Ok(ExitStatus::Fine) => ExitCode::SUCCESS,
        Ok(ExitStatus::Findings) => ExitCode::from(1),
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            failure.tell();
            ExitCode::from(2)
        }
    }
}

/// Prints clap's answer: help and version to standard output, mistakes to standard error.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    let fine = !error.use_stderr();
    match error.print() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(2),
        _ if fine => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}
