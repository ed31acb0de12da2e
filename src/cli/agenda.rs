//! `okr agenda`

use std::io::Write;

use clap::ValueEnum;

use super::load::{self, Files};
use super::outputs::write_for_people;
use super::streams::{self, Out};
use super::{Context, ExitStatus, Failure, context, report as report_command};
use crate::model::{CheckIn, Person, PersonId, SectionKind, Status, Week};
use crate::output::agenda::{markdown, terminal};
use crate::output::line::Styles;
use crate::report::view::agenda::{Agenda, Line};
use crate::report::{self, Asked, Audience, Input, Overrides, Past};
use crate::store::Store;
use crate::text::markdown::without_comments;

/// Print the agenda of a 1:1
///
/// The person leads, the manager asks and listens. What went well comes first, then what became of what
/// was agreed, then each key result in the five questions with the person's answers, those with signals
/// first, each with one open question; the changes of the OKRs to decide; what happens next; feedback both
/// ways. The minutes add up. On a terminal the two of the talk also see what stands between them alone:
/// the feedback of last time and the reply to it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr agenda ada                     her last check-in
  okr agenda ada 2026-W47 --minutes 45
  okr agenda ada --format markdown   as a note that both can edit
  okr agenda ada --format html > agenda.html
                                     one sheet of paper, to print")]
pub struct Args {
    /// With whom
    #[arg(value_name = "PERSON")]
    person: String,
    /// About which check-in, such as 2026-W47 [default: their last one]
    #[arg(value_name = "WEEK")]
    week: Option<String>,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
    /// How long the talk is
    #[arg(long, value_name = "MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u32).range(15..=240))]
    minutes: u32,
    /// The columns to print in [default: those of the terminal, else 80]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<u16>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    #[default]
    Terminal,
    /// For a note
    Markdown,
    /// One page by itself, to print
    Html,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let store = context.store()?;
    let files = load::files(&store)?;
    context::warn_of_errors(files.team_diagnostics.len(), "okr.yaml");
    context::warn_of_errors(files.okr_diagnostics.len(), "the objectives");
    let person = context.person(Some(&args.person), &store, &files.team)?;
    let week = week(args, &store, &files, person)?;
    let asked = Asked {
        person: &person.id,
        week,
        minutes: args.minutes,
    };
    let text = told(args, context, &store, &files, &asked)?;
    let Some(text) = text else {
        let message = format!(
            "there is nothing to talk about in {}'s check-in of {week}",
            person.id
        );
        let hint = format!("'okr check check-ins/{}/{week}.md' tells why", person.id);
        return Err(Failure::usage_with_hint(message, hint));
    };
    let mut out = Out::new(context.color());
    match args.format {
        Format::Terminal => write_for_people(&mut out, &text)?,
        _ => out.write_all(text.as_bytes())?,
    }
    out.finish()?;
    Ok(ExitStatus::Fine)
}

fn told(
    args: &Args,
    context: &Context,
    store: &Store,
    files: &Files,
    asked: &Asked,
) -> Result<Option<String>, Failure> {
    let check_ins = |person: &PersonId| report_command::check_ins_of(store, files, person);
    let now = context.now(&files.team);
    let input = Input {
        team: &files.team,
        okrs: &files.okrs,
        check_ins: &check_ins,
        past: Past::none(),
        unreadable: Vec::new(),
        now: files.team.cadence.time_zone.to_datetime(now),
        commit: report_command::commit_of(store),
        audience: Audience::Team,
        base_url: None,
        calendar: None,
        again: format!("okr agenda {} {}", asked.person, asked.week),
        overrides: &Overrides::new(),
    };
    let failed = |error: report::ReportError| Failure::usage(error.to_string());
    if args.format == Format::Html {
        return report::agenda_page(&input, asked).map_err(failed);
    }
    let Some(mut agenda) = report::agenda(&input, asked).map_err(failed)? else {
        return Ok(None);
    };
    Ok(Some(match args.format {
        Format::Markdown => markdown::render(&agenda),
        _ => {
            between(&mut agenda, context, store, files, asked)?;
            let columns = usize::from(args.width.unwrap_or_else(streams::columns));
            let styles = match streams::is_colored(context.color()) {
                true => Styles::colored(),
                false => Styles::plain(),
            };
            terminal::render(&agenda, columns, styles)
        }
    }))
}

/// The week that is asked for, else that of the last check-in that was not skipped.
fn week(args: &Args, store: &Store, files: &Files, person: &Person) -> Result<Week, Failure> {
    let there = files.of(&person.id);
    let id = &person.id;
    if let Some(word) = &args.week {
        let week = Week::parse(word).map_err(Failure::usage)?;
        if there.iter().any(|(known, _)| *known == week) {
            return Ok(week);
        }
        let message = format!("{id} has no check-in of {week}");
        let hint = format!("'okr draft {id} --week {week}' begins one");
        return Err(Failure::usage_with_hint(message, hint));
    }
    for (week, entry) in there.iter().rev() {
        let read = load::check_in(store, files, &person.id, *week, entry)?;
        if read.value.status.value != Status::Skipped {
            return Ok(*week);
        }
    }
    let message = format!("{id} has no check-in yet");
    Err(Failure::usage_with_hint(
        message,
        format!("'okr draft {id}' begins one"),
    ))
}

/// Adds what the two alone may read, where one of them asks: the private answers of this check-in and of
/// the one before.
fn between(
    agenda: &mut Agenda,
    context: &Context,
    store: &Store,
    files: &Files,
    asked: &Asked,
) -> Result<(), Failure> {
    let Ok(me) = context.me(store, &files.team) else {
        return Ok(());
    };
    let person = files.team.person(asked.person.as_str());
    let manager = person.and_then(|person| person.manager.as_ref());
    if me.id != *asked.person && manager != Some(&me.id) {
        return Ok(());
    }
    let entries = files.of(asked.person);
    let until = entries.partition_point(|(week, _)| *week <= asked.week);
    let mut weeks: Vec<CheckIn> = Vec::new();
    for (week, entry) in entries[..until].iter().rev() {
        let check_in = load::check_in(store, files, asked.person, *week, entry)?.value;
        if check_in.status.value != Status::Skipped {
            weeks.push(check_in);
        }
        if weeks.len() == 2 {
            break;
        }
    }
    for check_in in weeks.iter().rev() {
        agenda.between.extend(private_lines(check_in));
    }
    Ok(())
}

fn private_lines(check_in: &CheckIn) -> Vec<Line> {
    let kinds = [SectionKind::Feedback, SectionKind::Reply];
    let sections = kinds.into_iter().filter_map(|kind| check_in.section(kind));
    let told = sections.filter(|section| section.answer == crate::model::Answer::Text);
    told.map(|section| {
        let text = check_in.cut(section.body);
        let sealed = text.contains("-----BEGIN AGE ENCRYPTED FILE-----");
        Line {
            label: format!("{} {}", section.heading.value, check_in.week),
            text: if sealed {
                "sealed; 'okr unseal' opens it".to_owned()
            } else {
                crate::text::fold::one_line(&without_comments(text))
            },
        }
    })
    .collect()
}
