//! Commands as a user runs them: the real binary in a temporary folder, one module a command, and each
//! run with its status, standard output and standard error in one snapshot.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types
)]

mod agenda;
mod canary;
mod check;
mod check_alone;
mod check_change;
mod check_everywhere;
mod check_formats;
mod check_loosened;
mod check_planted;
mod check_settings;
mod check_slips;
mod codeowners;
mod cycle;
mod diff;
mod diff_change;
mod diff_revisions;
mod draft;
mod evidence;
mod explain;
mod fix;
mod follow_up;
mod german;
mod git;
mod history;
mod hostile;
mod init;
mod interview;
mod log;
mod packaging;
#[cfg(unix)]
mod pager;
mod propose;
mod ready;
#[cfg(unix)]
mod recipes;
mod rehearsal;
mod report;
mod report_past;
mod report_serve;
mod review;
#[path = "../../src/output/tests/runner.rs"]
mod runner;
mod schema;
mod seal;
mod set;
mod skip;
mod status;
mod team;
#[path = "../../src/output/tests/xml_reader.rs"]
mod xml_reader;
