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
mod codeowners;
mod completions;
pub mod context;
mod deferred;
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
mod named;
mod neighbours;
mod on_the_way;
mod one_check_in;
mod one_commit;
mod one_judged;
mod one_manager;
mod only;
mod opened;
mod others;
mod outputs;
mod owners;
mod pager;
mod pair;
pub mod past;
mod person_files;
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

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub use context::Context;
use deferred::Deferred;
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

/// The commands, in the order of the help; what each is for is told where its arguments are. One that has
/// commands of its own is not deferred, so that `okr help` knows them.
#[derive(Debug, Subcommand)]
enum Command {
    Init(Deferred<init::Args>),
    Draft(Deferred<draft::Args>),
    Set(Deferred<set::Args>),
    Ready(Deferred<ready::Args>),
    Skip(Deferred<skip::Args>),
    Agenda(Deferred<agenda::Args>),
    Review(Deferred<review::Args>),
    Return(Deferred<send_back::Args>),
    Reply(Deferred<reply::Args>),
    Propose(Deferred<propose::Args>),
    Agree(Deferred<agree::Args>),
    Check(Deferred<check::Args>),
    Fix(Deferred<fix::Args>),
    Explain(Deferred<explain::Args>),
    Rules(Deferred<rules::Args>),
    Diff(Deferred<diff::Args>),
    Status(Deferred<status::Args>),
    Log(Deferred<log::Args>),
    Due(Deferred<due::Args>),
    Tasks(Deferred<tasks::Args>),
    Obstacles(Deferred<tasks::ObstacleArgs>),
    Task(task::Args),
    Report(Deferred<report::Args>),
    Close(Deferred<close::Args>),
    Carry(Deferred<carry::Args>),
    Seal(Deferred<seal::Args>),
    Unseal(Deferred<unseal::Args>),
    Key(key::Args),
    Git(git::Args),
    Schema(Deferred<schema::Args>),
    Completions(Deferred<completions::Args>),
    Man(Deferred<man::Args>),
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
        Command::Init(Deferred(args)) => init::run(&args, context),
        Command::Draft(Deferred(args)) => draft::run(&args, context),
        Command::Set(Deferred(args)) => set::run(&args, context),
        Command::Ready(Deferred(args)) => ready::run(&args, context),
        Command::Skip(Deferred(args)) => skip::run(&args, context),
        Command::Agenda(Deferred(args)) => agenda::run(&args, context),
        Command::Review(Deferred(args)) => review::run(&args, context),
        Command::Return(Deferred(args)) => send_back::run(&args, context),
        Command::Reply(Deferred(args)) => reply::run(&args, context),
        Command::Propose(Deferred(args)) => propose::run(&args, context),
        Command::Agree(Deferred(args)) => agree::run(&args, context),
        Command::Check(Deferred(args)) => check::run(&args, context),
        Command::Fix(Deferred(args)) => fix::run(&args, context),
        Command::Explain(Deferred(args)) => explain::run(&args, context),
        Command::Rules(Deferred(args)) => rules::run(&args, context),
        Command::Diff(Deferred(args)) => diff::run(&args, context),
        Command::Status(Deferred(args)) => status::run(&args, context),
        Command::Log(Deferred(args)) => log::run(&args, context),
        Command::Due(Deferred(args)) => due::run(&args, context),
        Command::Tasks(Deferred(args)) => tasks::run(&args, context),
        Command::Obstacles(Deferred(args)) => tasks::run_obstacles(&args, context),
        Command::Task(args) => task::run(&args, context),
        Command::Report(Deferred(args)) => report::run(&args, context),
        Command::Close(Deferred(args)) => close::run(&args, context),
        Command::Carry(Deferred(args)) => carry::run(&args, context),
        Command::Seal(Deferred(args)) => seal::run(&args, context),
        Command::Unseal(Deferred(args)) => unseal::run(&args, context),
        Command::Key(args) => key::run(&args, context),
        Command::Git(args) => git::run(&args, context),
        Command::Schema(Deferred(args)) => schema::run(&args, context),
        Command::Completions(Deferred(args)) => completions::run(&args, context),
        Command::Man(Deferred(args)) => man::run(&args, context),
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
        let cli = match parse() {
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

/// What was asked for. What can be carried out needs the arguments of its own command alone; help and
/// errors come from the whole command line, so that they can list and suggest every command.
fn parse() -> Result<Cli, clap::Error> {
    match Cli::try_parse() {
        Err(error) if error.kind() != ErrorKind::DisplayVersion => {
            Cli::from_arg_matches(&command_line().try_get_matches()?)
        }
        parsed => parsed,
    }
}

/// The command line as clap knows it, with the arguments of every command, also for completions and
/// manual pages.
fn command_line() -> clap::Command {
    let mut whole = Cli::command();
    whole.build();
    whole
}
