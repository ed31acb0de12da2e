//! Layer 5: arguments, streams, today. Each command reads what it needs, calls one pure function, and
//! hands on its answer.
//!
//! A command is a file here with its `Args` (the doc comments are the help) and a `run`; it stands in
//! [`Command`] and in [`dispatch`].
#![allow(clippy::disallowed_methods)]

mod agenda;
mod agree;
mod ask;
mod base;
mod carry;
mod change;
mod check;
mod close;
mod completions;
pub mod context;
mod diff;
mod draft;
mod due;
mod editor;
mod everyone;
mod evidence;
mod explain;
pub mod failure;
mod fix;
mod front;
mod git;
pub mod global;
mod histories;
mod init;
mod interview;
pub mod judge;
mod key;
pub mod load;
mod log;
mod man;
mod memory;
mod on_the_way;
mod one_check_in;
mod one_commit;
mod one_judged;
mod one_manager;
mod only;
mod opened;
mod outputs;
mod owners;
mod pager;
mod pair;
pub mod past;
mod private_text;
mod propose;
mod ready;
mod repair;
mod reply;
mod report;
mod review;
mod revisions;
mod rules;
mod schema;
mod seal;
mod sealing;
mod selection;
mod send_back;
mod set;
mod shown_settings;
mod skip;
mod status;
pub mod streams;
mod subject;
mod task;
mod tasks;
mod unseal;
mod weighing;
mod window;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

pub use context::Context;
pub use failure::Failure;
pub use global::Global;

/// Weekly OKR check-ins as plain text in git: draft, check, compare, report.
#[derive(Debug, Parser)]
#[command(
    name = "okr",
    version,
    about,
    max_term_width = 100,
    propagate_version = true
)]
#[command(after_help = "Examples:
  okr draft                    scaffold this week's check-in
  okr set p95-latency 305 good set one value in it
  okr ready                    check it and mark it prepared
  okr check                    validate every file
  okr diff ada                 what changed since last week
  okr report --open            the static site, in a browser

'okr COMMAND --help' says more, with examples.")]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// The commands, in the order of the help; what each is for is told where its arguments are.
#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Draft(draft::Args),
    Set(set::Args),
    Ready(ready::Args),
    Skip(skip::Args),
    Agenda(agenda::Args),
    Review(review::Args),
    Return(send_back::Args),
    Reply(reply::Args),
    Propose(propose::Args),
    Agree(agree::Args),
    Check(check::Args),
    Fix(fix::Args),
    Explain(explain::Args),
    Rules(rules::Args),
    Diff(diff::Args),
    Status(status::Args),
    Log(log::Args),
    Due(due::Args),
    Tasks(tasks::Args),
    Obstacles(tasks::ObstacleArgs),
    Task(task::Args),
    Report(report::Args),
    Close(close::Args),
    Carry(carry::Args),
    Seal(seal::Args),
    Unseal(unseal::Args),
    Key(key::Args),
    Git(git::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// How a command ended that could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// Fine: exit status 0.
    Fine,
    /// Findings: exit status 1.
    Findings,
}

impl ExitStatus {
    /// Findings where there are some, else fine.
    fn of_findings(are_some: bool) -> Self {
        if are_some { Self::Findings } else { Self::Fine }
    }
}

fn dispatch(command: Command, context: &Context) -> Result<ExitStatus, Failure> {
    match command {
        Command::Init(args) => init::run(&args, context),
        Command::Draft(args) => draft::run(&args, context),
        Command::Set(args) => set::run(&args, context),
        Command::Ready(args) => ready::run(&args, context),
        Command::Skip(args) => skip::run(&args, context),
        Command::Agenda(args) => agenda::run(&args, context),
        Command::Review(args) => review::run(&args, context),
        Command::Return(args) => send_back::run(&args, context),
        Command::Reply(args) => reply::run(&args, context),
        Command::Propose(args) => propose::run(&args, context),
        Command::Agree(args) => agree::run(&args, context),
        Command::Check(args) => check::run(&args, context),
        Command::Fix(args) => fix::run(&args, context),
        Command::Explain(args) => explain::run(&args, context),
        Command::Rules(args) => rules::run(&args, context),
        Command::Diff(args) => diff::run(&args, context),
        Command::Status(args) => status::run(&args, context),
        Command::Log(args) => log::run(&args, context),
        Command::Due(args) => due::run(&args, context),
        Command::Tasks(args) => tasks::run(&args, context),
        Command::Obstacles(args) => tasks::run_obstacles(&args, context),
        Command::Task(args) => task::run(&args, context),
        Command::Report(args) => report::run(&args, context),
        Command::Close(args) => close::run(&args, context),
        Command::Carry(args) => carry::run(&args, context),
        Command::Seal(args) => seal::run(&args, context),
        Command::Unseal(args) => unseal::run(&args, context),
        Command::Key(args) => key::run(&args, context),
        Command::Git(args) => git::run(&args, context),
        Command::Schema(args) => schema::run(&args, context),
        Command::Completions(args) => completions::run(&args, context),
        Command::Man(args) => man::run(&args, context),
    }
}

/// Runs the program: exit status 0, 1 (findings) or 2 (it could not be carried out) and no other.
#[must_use]
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map(|at| format!(" at {}:{}", at.file(), at.line()));
        streams::complain(&format!("a defect of okr{}", place.unwrap_or_default()));
    }));
    let result = std::panic::catch_unwind(|| {
        let cli = match Cli::try_parse() {
            Ok(cli) => cli,
            Err(error) => return failure::usage(&error),
        };
        let context = Context::new(cli.global);
        failure::exit_code(dispatch(cli.command, &context))
    });
    result.unwrap_or_else(|_| {
        streams::complain("nothing more was done; please report this with the command you ran");
        ExitCode::from(2)
    })
}

/// The command line as clap knows it, for completions and manual pages.
fn command_line() -> clap::Command {
    Cli::command()
}
