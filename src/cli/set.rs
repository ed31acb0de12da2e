//! `okr set`

use super::load::Files;
use super::one_check_in::OneCheckIn;
use super::{Context, ExitStatus, Failure, evidence, opened, streams};
use crate::model::objective::Resolved;
use crate::model::{CheckIn, Confidence, Cycle, KeyResult, Kind, Language, Status, Week};
use crate::read::{confidence_word, value_of};
use crate::scaffold::{self, Reading};
use crate::text::fold;

/// Set one value in this week's check-in, and no other byte
///
/// REF is a key result: objective/key-result, or its short id where only one objective has it. VALUE is
/// a number, yes or no, or a milestone by number or name; '-' leaves the value as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr set p95-latency 305
  okr set faster-checkout/p95-latency 305 very-good
  okr set one-tap 'beta with ten shops'
  okr set p95-latency - not-ok        the confidence alone
  okr set p95-latency 305 good --evidence 4f2a9c1
  okr set uptime 99.5% --week 2026-W46 --person ada")]
pub struct Args {
    /// The key result
    #[arg(value_name = "REF")]
    reference: String,
    /// Where it stands; '-' leaves it as it is
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    value: String,
    /// very-good, good or not-ok
    #[arg(value_name = "CONFIDENCE")]
    confidence: Option<String>,
    /// Where it can be seen: a commit's id, a link, or words; put below the key result in Progress
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    /// Whose check-in [default: mine]
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Which week, such as 2026-W47 [default: this one]
    #[arg(long, value_name = "WEEK")]
    week: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let one = OneCheckIn::open(context, args.person.as_deref(), args.week.as_deref())?;
    let key_result = key_result(&one, &args.reference)?;
    let reading = reading(args, key_result, one.files.team.language)?;
    let evidence = args.evidence.as_deref().map(|text| evidence(&one, text));
    // Somebody else may set another value at the same moment: both are to stand.
    opened::patiently(|| set(&one, key_result, &reading, evidence.as_deref(), context))?;
    Ok(ExitStatus::Fine)
}

fn set(
    one: &OneCheckIn,
    key_result: &KeyResult,
    reading: &Reading,
    evidence: Option<&str>,
    context: &Context,
) -> Result<(), Failure> {
    let found = one.found()?;
    let check_in = &found.read.value;
    must_be_open(one, check_in)?;
    let text = scaffold::set_reading(check_in, &key_result.reference, reading)
        .map_err(|problem| one.refused(&check_in.text, &problem))?;
    let text = match evidence {
        None => text,
        Some(evidence) => {
            let set = one.read(text.as_bytes()).value;
            let team = &one.files.team;
            scaffold::with_evidence(&set, team, &key_result.reference, evidence)
                .map_err(|problem| one.refused(&set.text, &problem))?
        }
    };
    let changed = text.as_bytes() != found.bytes;
    if changed {
        one.replace(&found, &text)?;
    }
    if !context.is_quiet() {
        let after = one.read(text.as_bytes()).value;
        streams::tell(&told(check_in, &after, key_result));
        if !changed {
            let message = format!("{} says so already; nothing was changed", one.path);
            streams::tell(&message);
        }
    }
    Ok(())
}

/// The evidence as it is written: a commit with the first line of its message, else what is said.
fn evidence(one: &OneCheckIn, text: &str) -> String {
    let text = text.trim();
    if let Some(commit) = evidence::commit_of(one, text) {
        return scaffold::commit_words(&commit.short_id, &commit.subject);
    }
    let is_id = text.len() >= 7 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_id {
        streams::warn(&format!(
            "no commit {text} is in the repositories of 'evidence'"
        ));
    }
    text.to_owned()
}

/// The key result that the person means.
pub(super) fn key_result<'o>(one: &'o OneCheckIn, text: &str) -> Result<&'o KeyResult, Failure> {
    let cycle = one.files.team.cycle_of(one.week);
    key_result_of(&one.files, &cycle, one.week, text)
}

/// The key result that a text means in a week.
pub(super) fn key_result_of<'o>(
    files: &'o Files,
    cycle: &Cycle,
    week: Week,
    text: &str,
) -> Result<&'o KeyResult, Failure> {
    match files.okrs.resolve(text, cycle, week) {
        Resolved::One(key_result) => Ok(key_result),
        Resolved::Ambiguous(several) => {
            let names: Vec<_> = several.iter().map(|k| k.reference.to_string()).collect();
            let message = format!("'{text}' is the short id of {} key results", names.len());
            Err(Failure::usage_with_hint(
                message,
                format!("write one of: {}", names.join(", ")),
            ))
        }
        Resolved::None => {
            let objectives = files.okrs.of_week(cycle, week);
            let all = objectives
                .iter()
                .flat_map(|objective| &objective.key_results);
            let names: Vec<String> = all.map(|k| k.reference.to_string()).collect();
            let message = format!("'{text}' is no key result of {cycle}");
            Err(Failure::usage_with_hint(
                message,
                near(text, &names, cycle.id()),
            ))
        }
    }
}

/// The names that could be meant: the nearest, else all that hold the text, else all.
fn near(text: &str, names: &[String], cycle: &str) -> String {
    let short = |name: &str| name.rsplit('/').next().unwrap_or("").to_owned();
    let wanted = short(text);
    let nearest = fold::nearest(text, names.iter().map(String::as_str));
    if let Some(name) = nearest {
        return format!("did you mean '{name}'?");
    }
    let mut shorts: Vec<String> = names.iter().map(|name| short(name)).collect();
    shorts.sort_unstable();
    shorts.dedup();
    let nearest = fold::nearest(&wanted, shorts.iter().map(String::as_str));
    let alike = |name: &&String| {
        nearest == Some(short(name).as_str()) || (wanted.len() > 2 && short(name).contains(&wanted))
    };
    let alike: Vec<&str> = names.iter().filter(alike).map(String::as_str).collect();
    match alike.as_slice() {
        _ if names.is_empty() => format!("there is no objective in okrs/{cycle}"),
        [] => format!("the key results are: {}", names.join(", ")),
        [name] => format!("did you mean '{name}'?"),
        several => format!("did you mean one of: {}?", several.join(", ")),
    }
}

fn reading(args: &Args, key_result: &KeyResult, language: Language) -> Result<Reading, Failure> {
    let confidence = args.confidence.as_deref().map(confidence).transpose()?;
    let value = match args.value.trim() {
        "-" => None,
        text => Some(value(text, key_result, language)?),
    };
    if value.is_none() && confidence.is_none() && args.evidence.is_none() {
        let message = "there is nothing to set";
        return Err(Failure::usage_with_hint(
            message,
            "write a value, or '-' and a confidence",
        ));
    }
    Ok(Reading { value, confidence })
}

/// A number as files have it, where it is typed with the decimal comma of the language.
fn with_point(text: &str, language: Language) -> String {
    let mark = language.wording().decimal;
    if mark == '.' || text.contains('.') || text.matches(mark).count() != 1 {
        return text.to_owned();
    }
    text.replace(mark, ".")
}

/// The value as it is written in the file.
pub(super) fn value(
    text: &str,
    key_result: &KeyResult,
    language: Language,
) -> Result<String, Failure> {
    let text = match key_result.kind {
        Kind::Reach { .. } | Kind::Keep { .. } => &with_point(text, language),
        Kind::Milestones(_) | Kind::Done => text,
    };
    let value = value_of(&key_result.kind, key_result.unit.as_deref(), text)
        .map_err(|reason| Failure::usage(format!("{}: {reason}", key_result.reference)))?;
    Ok(match &key_result.kind {
        Kind::Reach { .. } | Kind::Keep { .. } => text.trim_end_matches(['%', ' ']).to_owned(),
        Kind::Done => (!value.is_zero()).to_string(),
        Kind::Milestones(names) => {
            let same = |name: &&String| fold::folded(name) == fold::folded(text);
            names
                .iter()
                .find(same)
                .map_or(value.to_string(), String::clone)
        }
    })
}

pub(super) fn confidence(word: &str) -> Result<Confidence, Failure> {
    if let Some(known) = Confidence::from_word(word).or_else(|| confidence_word(word)) {
        return Ok(known);
    }
    let words: Vec<&str> = Confidence::ALL
        .iter()
        .rev()
        .map(|known| known.word())
        .collect();
    let hint = match fold::nearest(word, words.iter().copied()) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("write {}", words.join(", ")),
    };
    Err(Failure::usage_with_hint(
        format!("'{word}' is no confidence"),
        hint,
    ))
}

pub(super) fn must_be_open(one: &OneCheckIn, check_in: &CheckIn) -> Result<(), Failure> {
    let (message, hint) = match check_in.status.value {
        Status::Draft | Status::Ready | Status::Returned => return Ok(()),
        Status::Reviewed => (
            format!(
                "{} is reviewed, and a reviewed check-in stays as it is",
                one.path
            ),
            "put it into the next one, with --week".to_owned(),
        ),
        Status::Skipped => (
            format!("{} says that the week is skipped", one.path),
            "to hold it after all, write 'status: draft' in its first lines".to_owned(),
        ),
    };
    Err(Failure::usage_with_hint(message, hint))
}

/// "faster-checkout/p95-latency: 310 → 305 ms, good"
fn told(before: &CheckIn, after: &CheckIn, key_result: &KeyResult) -> String {
    let said = |check_in: &CheckIn| {
        let reading = check_in.reading(&key_result.reference);
        let value = reading.and_then(|reading| reading.value.as_ref());
        let confidence = reading.and_then(|reading| reading.confidence.as_ref());
        (
            value.map(|value| scaffold::value_words(key_result, value.value, Language::English)),
            confidence.map(|confidence| confidence.value.word().to_owned()),
        )
    };
    let ((old_value, old_confidence), (new_value, new_confidence)) = (said(before), said(after));
    // The unit is said once: "310 → 305 ms".
    let unit = key_result
        .unit
        .as_ref()
        .map_or(String::new(), |unit| format!(" {unit}"));
    let old_value = old_value.map(|old| match &new_value {
        Some(new) if old != *new => old.strip_suffix(&unit).unwrap_or(&old).to_owned(),
        _ => old,
    });
    let value = step(old_value, new_value, "no value yet");
    let confidence = step(old_confidence, new_confidence, "no confidence yet");
    format!("{}: {value}, {confidence}", key_result.reference)
}

fn step(before: Option<String>, after: Option<String>, nothing: &str) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
        (_, after) => after.unwrap_or_else(|| nothing.to_owned()),
    }
}
