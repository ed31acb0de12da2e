//! Weekly OKR check-ins as plain text in git.
//!
//! Data goes one way through the layers below; a file names only lower ones.
//!
//! ```text
//! 5  cli                          arguments, streams, today
//! 4  report    output             HTML pages, lines and the CI formats
//! 3  rules  diff  scaffold  merge   meaning in, values out
//! 2  read              store      texts to meaning, disk and git to texts
//! 1  model     diag               the vocabulary, and what is wrong where
//! 0  text                         front matter, sections, spans
//! ```
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
#![cfg_attr(test, allow(clippy::disallowed_methods, clippy::disallowed_types))]

pub mod cli;
pub mod diag;
pub mod diff;
pub mod merge;
pub mod model;
pub mod output;
pub mod read;
pub mod report;
pub mod rules;
pub mod scaffold;
pub mod store;
pub mod text;
