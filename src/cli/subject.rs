//! What an OKR change is about, and in whose check-in it stands.

use super::one_check_in::OneCheckIn;
use super::{Context, Failure, load, set};
use crate::model::objective::Resolved;
use crate::model::{KeyResult, KeyResultRef, Objective, ObjectiveId, Person, PersonId, Subject};

/// What somebody has named.
pub(super) struct Named<'o> {
    pub subject: Subject,
    /// The key result, where it is one that is there.
    pub key_result: Option<&'o KeyResult>,
    /// The objective, where it is one that is there.
    pub objective: Option<&'o Objective>,
}

/// What the text names in the week of the check-in; with `is_new`, something that need not be there.
///
/// # Errors
/// Nothing of that name is there, or several are.
pub(super) fn named<'o>(
    one: &'o OneCheckIn,
    text: &str,
    is_new: bool,
) -> Result<Named<'o>, Failure> {
    let cycle = one.files.team.cycle_of(one.week);
    let okrs = &one.files.okrs;
    if is_new {
        return new(text);
    }
    let objectives = okrs.of_week(&cycle, one.week);
    let objective = objectives
        .into_iter()
        .find(|known| known.id.as_str() == text);
    let is_key_result = !matches!(okrs.resolve(text, &cycle, one.week), Resolved::None);
    if let (Some(objective), false) = (objective, is_key_result) {
        return Ok(Named {
            subject: Subject::Objective(objective.id.clone()),
            key_result: None,
            objective: Some(objective),
        });
    }
    let key_result = set::key_result(one, text)?;
    Ok(Named {
        subject: Subject::KeyResult(key_result.reference.clone()),
        key_result: Some(key_result),
        objective: None,
    })
}

fn new(text: &str) -> Result<Named<'static>, Failure> {
    let subject = match (KeyResultRef::parse(text), ObjectiveId::new(text)) {
        (Some(reference), _) => Subject::KeyResult(reference),
        (None, Ok(id)) => Subject::Objective(id),
        (None, Err(reason)) => {
            let message = format!("'{text}' can be no objective and no key result: {reason}");
            return Err(Failure::usage_with_hint(
                message,
                "write it like faster-checkout/shop-count",
            ));
        }
    };
    Ok(Named {
        subject,
        key_result: None,
        objective: None,
    })
}

/// In whose check-in a change of that name stands: the one that is asked for, else that of the owner,
/// else mine.
///
/// # Errors
/// Nobody is meant, or disk and git refuse.
pub(super) fn whose(
    text: &str,
    person: Option<&str>,
    week: Option<&str>,
    context: &Context,
) -> Result<PersonId, Failure> {
    let store = context.store()?;
    let files = load::files_without_check_ins(&store)?;
    if person.is_none() {
        let week = context.week(week, &files.team)?;
        let cycle = files.team.cycle_of(week);
        let of_key_result = match files.okrs.resolve(text, &cycle, week) {
            Resolved::One(known) => known.owner.clone(),
            _ => None,
        };
        let name = text.split('/').next().unwrap_or(text);
        let objectives = files.okrs.of_week(&cycle, week);
        let objective = objectives
            .into_iter()
            .find(|known| known.id.as_str() == name);
        let owner = of_key_result.or_else(|| objective.and_then(|known| known.owner.clone()));
        if let Some(owner) = owner.filter(|owner| files.team.person(owner.as_str()).is_some()) {
            return Ok(owner);
        }
    }
    Ok(context.person(person, &store, &files.team)?.id.clone())
}

/// Two people decide on a change: the person and their manager.
///
/// # Errors
/// It is somebody else.
pub(super) fn must_be_one_of_the_two(person: &Person, me: &PersonId) -> Result<(), Failure> {
    if person.id == *me || person.manager.as_ref() == Some(me) {
        return Ok(());
    }
    let two = match &person.manager {
        Some(manager) => format!("{} and {manager}", person.id),
        None => person.id.to_string(),
    };
    let message = format!("this is for {two} to decide, and you are {me}");
    Err(Failure::usage_with_hint(
        message,
        "say who you are with --as",
    ))
}
