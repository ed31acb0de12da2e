//! The options that every command has.

use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum};
use jiff::civil::Date;

/// Options of every command.
#[derive(Clone, Debug, Default, Args)]
pub struct Global {
    /// Run as if started in this folder
    #[arg(
        short = 'C',
        value_name = "DIR",
        global = true,
        help_heading = "Global options"
    )]
    pub directory: Option<PathBuf>,
    /// Read everything from this revision; nothing is checked out
    #[arg(
        long,
        value_name = "REV",
        global = true,
        help_heading = "Global options"
    )]
    pub at: Option<String>,
    /// The day that counts as today, such as 2026-11-25 [default: now, in the team's time zone]
    #[arg(long, value_name = "DATE", global = true, value_parser = day, help_heading = "Global options")]
    pub today: Option<Date>,
    /// Who I am [default: OKR_PERSON, else git's user.email looked up in okr.yaml]
    // Its id is not the field's name, which would be that of a command's own PERSON.
    #[arg(
        id = "as",
        long = "as",
        value_name = "PERSON",
        global = true,
        env = "OKR_PERSON",
        hide_env = true,
        help_heading = "Global options"
    )]
    pub person: Option<String>,
    /// When to use colours
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        value_enum,
        default_value_t,
        hide_possible_values = false,
        help_heading = "Global options"
    )]
    pub color: ColorWhen,
    /// Say only what was asked for
    #[arg(short, long, global = true, help_heading = "Global options")]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true, action = ArgAction::Count, help_heading = "Global options")]
    pub verbose: u8,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless NO_COLOR or TERM=dumb say no
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "write a day like 2026-11-25".to_owned())
}
