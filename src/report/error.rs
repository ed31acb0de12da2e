//! What makes a report impossible: a template or a message file that a team has written itself.

use thiserror::Error;

/// Why no report could be made.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ReportError {
    /// A template does not compile, or asks for something that its page does not have.
    #[error("{name}:{line}: {message}")]
    Template {
        /// The template's file name.
        name: String,
        /// From 1; 0 where it is not known.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A line of the message file is not `key = text`.
    #[error("messages.txt:{line}: this line is not `key = text`")]
    Message {
        /// From 1.
        line: usize,
    },
}
