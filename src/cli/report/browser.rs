//! Starts the browser.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use crate::cli::streams;

/// Opens a page: with `BROWSER`, else with what the system opens files with. Says so where none starts.
pub(super) fn open(page: &OsStr) {
    let browser = std::env::var_os("BROWSER").filter(|browser| !browser.is_empty());
    let mut command = match browser {
        Some(browser) => Command::new(browser),
        None if cfg!(target_os = "macos") => Command::new("open"),
        None if cfg!(windows) => Command::new("explorer"),
        None => Command::new("xdg-open"),
    };
    command
        .arg(page)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if command.spawn().is_err() {
        streams::warn("no browser could be started; open the report by hand");
    }
}
