//! `okr propose`

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::one_check_in::OneCheckIn;
use super::one_judged::tell;
use super::opened;
use super::set::must_be_open;
use super::subject::{Named, must_be_one_of_the_two, named, whose};
use super::{Context, ExitStatus, Failure, streams};
use crate::model::{
    Because, CheckIn, FieldOfChange, KeyResult, Kind, Language, OkrChange, PersonId, Team, decimal,
};
use crate::scaffold::{self, Proposal};

/// Propose a change of an objective or key result, in this week's check-in
///
/// Writes it with what it is and what it is to be, why, and that you agree; the other one of the talk
/// agrees with 'okr agree'. It stands in the check-in of whoever owns the key result. Until both agree,
/// nothing changes in the objective's file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  okr propose p95-latency target 200 --because too-hard
  okr propose faster-checkout/one-tap owner alan --because outside-cause
  okr propose faster-checkout/help-page remove --because unnecessary
  okr propose faster-checkout/shop-count add --because too-easy
  okr propose faster-checkout title 'Make paying feel instant' --because unnecessary")]
pub struct Args {
    /// The key result or the objective
    #[arg(value_name = "REF")]
    reference: String,
    /// What changes
    #[arg(value_name = "FIELD", value_parser = field())]
    field: FieldOfChange,
    /// What it is to be; none where the whole comes or goes
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    value: Option<String>,
    /// Why
    #[arg(long, value_name = "REASON", value_parser = reason())]
    because: Because,
    /// Whose check-in [default: that of the owner]
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Which week, such as 2026-W47 [default: this one]
    #[arg(long, value_name = "WEEK")]
    week: Option<String>,
}

/// The words of the files.
fn field() -> impl TypedValueParser<Value = FieldOfChange> {
    PossibleValuesParser::new(FieldOfChange::WORDS)
        .try_map(|word| FieldOfChange::from_word(&word).ok_or("no field"))
}

fn reason() -> impl TypedValueParser<Value = Because> {
    PossibleValuesParser::new(Because::WORDS)
        .try_map(|word| Because::from_word(&word).ok_or("no reason"))
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Failure> {
    let field = args.field;
    let person = whose(
        &args.reference,
        args.person.as_deref(),
        args.week.as_deref(),
        context,
    )?;
    let one = OneCheckIn::open(context, Some(person.as_str()), args.week.as_deref())?;
    let me = context.me(&one.store, &one.files.team)?.id.clone();
    must_be_one_of_the_two(&one.person, &me)?;
    let is_new = field == FieldOfChange::Add;
    let named = named(&one, &args.reference, is_new)?;
    let proposal = Proposal {
        from: from(&named, field),
        to: to(&named, field, args.value.as_deref(), &one.files.team)?,
        subject: named.subject,
        field,
        because: args.because,
        by: me,
    };
    must_change(&proposal)?;
    opened::edit(&one, |check_in: &CheckIn| {
        must_be_open(&one, check_in)?;
        must_not_be_there(&one, check_in, &proposal)?;
        let proposed = scaffold::with_proposal(&check_in.text, &proposal)?;
        let proposed = one.read(proposed.as_bytes()).value;
        let line = format!("- {}.", proposal.told(one.files.team.language));
        Ok(scaffold::with_change_told(
            &proposed,
            &one.files.team,
            &line,
        )?)
    })?;
    tell(
        context,
        &format!(
            "{}: proposed {}",
            one.path,
            proposal.told(Language::English)
        ),
    );
    let other = other(&one, &proposal.by);
    if let (Some(other), false) = (other, context.is_quiet()) {
        let subject = proposal.subject.to_string();
        streams::advise(&format!(
            "it counts once {other} agrees: okr agree {subject} --as {other} --apply"
        ));
    }
    Ok(ExitStatus::Fine)
}

/// Who has to agree besides `me`.
fn other(one: &OneCheckIn, me: &PersonId) -> Option<PersonId> {
    if one.person.id == *me {
        one.person.manager.clone()
    } else {
        Some(one.person.id.clone())
    }
}

/// What it is now, as the file says it.
fn from(named: &Named<'_>, field: FieldOfChange) -> Option<String> {
    let owner = |owner: &Option<PersonId>| owner.as_ref().map(ToString::to_string);
    match (named.key_result, named.objective) {
        (Some(known), _) => match (field, &known.kind) {
            (FieldOfChange::Target, Kind::Reach { target, .. }) => Some(target.to_string()),
            (FieldOfChange::Start, Kind::Reach { start, .. }) => Some(start.to_string()),
            (FieldOfChange::Title, _) => Some(known.title.clone()),
            (FieldOfChange::Unit, _) => known.unit.clone(),
            (FieldOfChange::Weight, _) => Some(known.weight.to_string()),
            (FieldOfChange::Owner, _) => owner(&known.owner),
            _ => None,
        },
        (None, Some(objective)) => match field {
            FieldOfChange::Title => Some(objective.title.clone()),
            FieldOfChange::Owner => owner(&objective.owner),
            _ => None,
        },
        (None, None) => None,
    }
}

/// What it is to be, if it can be.
fn to(
    named: &Named<'_>,
    field: FieldOfChange,
    value: Option<&str>,
    team: &Team,
) -> Result<Option<String>, Failure> {
    let value = value.map(str::trim).filter(|value| !value.is_empty());
    let word = field.word();
    if matches!(field, FieldOfChange::Add | FieldOfChange::Remove) {
        return match value {
            None => Ok(None),
            Some(_) => Err(Failure::usage_with_hint(
                format!("'{word}' takes no value"),
                "the whole comes or goes",
            )),
        };
    }
    let Some(value) = value else {
        let message = format!("the new {word} is missing");
        return Err(Failure::usage_with_hint(
            message,
            "write it behind the field",
        ));
    };
    let subject = named.subject.to_string();
    let is_of_objective = named.key_result.is_none();
    if is_of_objective && !matches!(field, FieldOfChange::Title | FieldOfChange::Owner) {
        let message = format!("{subject} is an objective: it has no {word}");
        return Err(Failure::usage_with_hint(
            message,
            "name a key result, such as objective/key-result",
        ));
    }
    let reach = |known: &KeyResult| matches!(known.kind, Kind::Reach { .. });
    match field {
        FieldOfChange::Target | FieldOfChange::Start => {
            if !named.key_result.is_some_and(reach) {
                let message = format!("{subject} has no {word}: it is held, or done step by step");
                return Err(Failure::usage_with_hint(
                    message,
                    "propose to remove it, and to add another one",
                ));
            }
            number(value, word)
        }
        FieldOfChange::Weight => number(value, word),
        FieldOfChange::Owner => match team.person(value) {
            Some(person) => Ok(Some(person.id.to_string())),
            None => {
                let message = format!("'{value}' is not in okr.yaml");
                let people: Vec<&str> = team.people.iter().map(|known| known.id.as_str()).collect();
                Err(Failure::usage_with_hint(
                    message,
                    format!("the people are: {}", people.join(", ")),
                ))
            }
        },
        _ => Ok(Some(value.to_owned())),
    }
}

fn number(value: &str, word: &str) -> Result<Option<String>, Failure> {
    let bare = value.trim_end_matches(['%', ' ']);
    let known =
        decimal::parse(bare).filter(|number| word != "weight" || !number.is_sign_negative());
    match known {
        Some(_) => Ok(Some(bare.to_owned())),
        None => Err(Failure::usage_with_hint(
            format!("'{value}' can be no {word}"),
            "write digits with a point, such as 0.5",
        )),
    }
}

fn must_change(proposal: &Proposal) -> Result<(), Failure> {
    if proposal.to.is_none() || proposal.from != proposal.to {
        return Ok(());
    }
    let message = format!(
        "the {} of {} is {} already",
        proposal.field.word(),
        proposal.subject,
        proposal.to.as_deref().unwrap_or("")
    );
    Err(Failure::usage(message))
}

fn must_not_be_there(
    one: &OneCheckIn,
    check_in: &CheckIn,
    proposal: &Proposal,
) -> Result<(), Failure> {
    let is_same = |known: &&OkrChange| {
        known.subject.value == proposal.subject && known.change.value == proposal.field
    };
    let Some(known) = check_in.okr_changes.iter().find(is_same) else {
        return Ok(());
    };
    let to = known.to.as_ref().map_or("", |to| to.value.as_str());
    let subject = proposal.subject.to_string();
    let word = proposal.field.word();
    let message = format!(
        "{} has a change of the {word} of {subject} already: {to}",
        one.path
    );
    let hint =
        format!("'okr agree {subject}' agrees to it; to propose another value, edit the file");
    Err(Failure::usage_with_hint(message, hint))
}
