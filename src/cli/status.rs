//! `okr status`

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::outputs::stop_token_of_runner;
use super::streams::Out;
use super::{Context, ExitStatus, Failure, context, front, load};
use crate::model::attendance::{Attendance, attendance};
use crate::model::history::{CountedChange, agreed_changes};
use crate::model::measure::{self, Pace};
use crate::model::{
    CheckIn, ConfidenceWords, Cycle, History, KeyResult, Person, Point, Status, Week, decimal,
};
use crate::output::figures::confidence_word;
use crate::output::github;
use crate::store::{Store, for_each};
use crate::text::visible::one_line;

/// The check-ins of so many people are read on one thread.
const FEW_PEOPLE: usize = 12;

/// Show who has checked in this week, and what is at risk
///
/// One screen: who is ready, missing, returned or away, and the key results that are at risk, each with
/// its two readings: what was said and what was measured.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr status                    this week
  okr status --week 2026-W46    an earlier one
  okr status --at origin/main   as it is on a branch")]
pub struct Args {
    /// The week, such as 2026-W47 [default: this one]
    #[arg(long, value_name = "WEEK")]
    week: Option<String>,
}

/// What one person's files say about the week.
struct Standing {
    attendance: Attendance,
    histories: Vec<History>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let store = context.store()?;
    let mut files = load::settings(&store)?;
    let week = context.week(args.week.as_deref(), &files.team)?;
    load::add_objectives(&store, &mut files, [week])?;
    context::warn_of_errors(files.team_diagnostics.len(), "okr.yaml");
    context::warn_of_errors(files.okr_diagnostics.len(), "the objectives");
    let cycle = files.team.cycle_of(week);
    let now = context.now(&files.team);
    let standings = for_each(&files.team.people, FEW_PEOPLE, |person| {
        standing(&store, &files, person, &cycle, week, now)
    });
    let standings = standings.into_iter().collect::<Result<Vec<_>, Failure>>()?;
    let mut out = Out::new(context.color());
    let token = stop_token_of_runner();
    github::guarded(&mut out, token.as_deref(), |out| {
        head(out, &files.team.name, &cycle, week)?;
        people(out, &files.team.people, &standings)?;
        at_risk(out, &files, &standings, week)
    })?;
    out.finish()?;
    Ok(ExitStatus::Fine)
}

fn standing(
    store: &Store,
    files: &load::Files,
    person: &Person,
    cycle: &Cycle,
    week: Week,
    now: jiff::Timestamp,
) -> Result<Standing, Failure> {
    let owned: Vec<&KeyResult> = files.okrs.owned_by(&person.id, cycle.id()).collect();
    let check_ins = back_from(store, files, person, cycle, week, &owned)?;
    let this = check_ins.iter().find(|check_in| check_in.week == week);
    let written = this.map(|check_in| check_in.status.value);
    let changes: Vec<CountedChange> = check_ins
        .iter()
        .flat_map(|check_in| agreed_changes(check_in, person))
        .collect();
    let history = |key_result: &&KeyResult| {
        let points = check_ins
            .iter()
            .filter_map(|check_in| point(check_in, key_result));
        History::new(key_result, cycle, points.collect(), &changes)
    };
    Ok(Standing {
        attendance: attendance(&files.team, &files.okrs, person, week, written, now),
        histories: owned.iter().map(history).collect(),
    })
}

fn point(check_in: &CheckIn, key_result: &KeyResult) -> Option<Point> {
    let reading = check_in.reading(&key_result.reference)?;
    Some(Point {
        week: check_in.week,
        value: reading.value.map(|value| value.value),
        confidence: reading.confidence.map(|confidence| confidence.value),
    })
}

/// The person's check-ins from `week` back, no further than the pace of their key results needs: two
/// values and one confidence of each.
fn back_from(
    store: &Store,
    files: &load::Files,
    person: &Person,
    cycle: &Cycle,
    week: Week,
    owned: &[&KeyResult],
) -> Result<Vec<CheckIn>, Failure> {
    let mut check_ins: Vec<CheckIn> = Vec::new();
    let mut at = week;
    while at >= cycle.first_week() && (at == week || !is_enough(&check_ins, owned)) {
        check_ins.extend(front::front_if_there(store, files, &person.id, at)?);
        at = at.plus(-1);
    }
    Ok(check_ins)
}

fn is_enough(check_ins: &[CheckIn], owned: &[&KeyResult]) -> bool {
    owned.iter().all(|key_result| {
        let points = || {
            check_ins
                .iter()
                .filter_map(|check_in| point(check_in, key_result))
        };
        points().filter(|point| point.value.is_some()).count() >= 2
            && points().any(|point| point.confidence.is_some())
    })
}

fn head(out: &mut Out, team: &str, cycle: &Cycle, week: Week) -> io::Result<()> {
    let bold = Style::new().bold();
    let name = if team.is_empty() {
        String::new()
    } else {
        format!("{}, ", one_line(team))
    };
    let place = if cycle.contains(week) {
        format!(
            "week {} of {} in {cycle}",
            cycle.elapsed(week),
            cycle.week_count()
        )
    } else {
        format!("not in {cycle}")
    };
    writeln!(out, "{bold}{name}{week}{bold:#} ({place})\n")?;
    Ok(())
}

fn people(out: &mut Out, people: &[Person], standings: &[Standing]) -> io::Result<()> {
    let groups: [(Attendance, &str, AnsiColor); 7] = [
        (Attendance::Missing, "missing", AnsiColor::Red),
        (
            Attendance::Written(Status::Returned),
            "returned",
            AnsiColor::Yellow,
        ),
        (
            Attendance::Written(Status::Draft),
            "draft",
            AnsiColor::Yellow,
        ),
        (Attendance::NotDue, "not yet", AnsiColor::BrightBlack),
        (
            Attendance::Written(Status::Ready),
            "ready",
            AnsiColor::Green,
        ),
        (
            Attendance::Written(Status::Reviewed),
            "reviewed",
            AnsiColor::Green,
        ),
        (
            Attendance::Written(Status::Skipped),
            "away",
            AnsiColor::BrightBlack,
        ),
    ];
    let mut none = true;
    for (attendance, word, color) in groups {
        let names: Vec<String> = people
            .iter()
            .zip(standings)
            .filter(|(_, standing)| standing.attendance == attendance)
            .map(|(person, _)| one_line(&person.name).into_owned())
            .collect();
        if names.is_empty() {
            continue;
        }
        none = false;
        let style = Style::new().fg_color(Some(color.into()));
        let count = names.len();
        writeln!(
            out,
            "  {style}{word:<9}{style:#} {count:>3}  {}",
            wrapped(&names, 18)
        )?;
    }
    if none {
        writeln!(out, "  Nobody owes a check-in this week.")?;
    }
    Ok(())
}

/// Names joined by commas, wrapped at 80 columns, indented.
fn wrapped(names: &[String], indent: usize) -> String {
    let mut text = String::new();
    let mut column = indent;
    for (index, name) in names.iter().enumerate() {
        let comma = if index + 1 < names.len() { "," } else { "" };
        let width = unicode_width::UnicodeWidthStr::width(name.as_str()) + comma.len();
        if index > 0 && column + 1 + width > 80 {
            text.push('\n');
            text.push_str(&" ".repeat(indent));
            column = indent;
        } else if index > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(name);
        text.push_str(comma);
        column += width;
    }
    text
}

fn at_risk(
    out: &mut Out,
    files: &load::Files,
    standings: &[Standing],
    week: Week,
) -> io::Result<()> {
    let thresholds = &files.team.thresholds;
    let all: Vec<&History> = standings
        .iter()
        .flat_map(|standing| &standing.histories)
        .collect();
    if all.is_empty() {
        return Ok(());
    }
    let risky: Vec<&History> = all
        .iter()
        .copied()
        .filter(|history| measure::is_at_risk(history, week, thresholds))
        .collect();
    writeln!(
        out,
        "\n{} of {} key results are at risk{}",
        risky.len(),
        all.len(),
        if risky.is_empty() { "." } else { ":" }
    )?;
    let width = |history: &&History| history.key_result.reference.to_string().chars().count();
    let width = risky.iter().map(width).max().unwrap_or(0).min(48);
    for history in risky {
        let said = said(history, week, files.team.confidence_words);
        let measured = measured(history, week, thresholds);
        let reference = history.key_result.reference.to_string();
        let owner = history
            .owner()
            .and_then(|owner| files.team.person(owner.as_str()));
        let owner = owner.map_or("", |person| person.first_name());
        writeln!(
            out,
            "  {reference:<width$}  {said:<22}  {measured}, {}",
            one_line(owner)
        )?;
    }
    Ok(())
}

fn said(history: &History, week: Week, words: ConfidenceWords) -> String {
    match history.last_confidence(week) {
        None => "nothing said yet".to_owned(),
        Some((at, confidence)) => {
            let word = confidence_word(confidence, words);
            if at == week {
                format!("said {word}")
            } else {
                format!("said {word} (W{:02})", at.number())
            }
        }
    }
}

fn measured(history: &History, week: Week, thresholds: &crate::model::Thresholds) -> String {
    match measure::pace(history, week, thresholds) {
        Pace::NotStarted => "not started".to_owned(),
        Pace::TooEarly => "too early to say".to_owned(),
        Pace::None => "no pace".to_owned(),
        Pace::Held(true) => "held".to_owned(),
        Pace::Held(false) => "not held".to_owned(),
        Pace::Off(_, measure::Band::OnPace) => "on pace".to_owned(),
        Pace::Off(weeks, band) => {
            format!(
                "{} by {} weeks",
                band.word(),
                decimal::rounded(weeks.abs(), 1)
            )
        }
    }
}
