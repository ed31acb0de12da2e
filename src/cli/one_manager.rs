//! Who talks with the person of a check-in: their manager runs the command, or says so.

use super::one_check_in::OneCheckIn;
use super::{Context, Failure};
use crate::model::{CheckIn, PersonId, Status, Week};

/// Whoever runs the command, who must be the person's manager. Where `okr.yaml` names no manager it is
/// anybody else.
///
/// # Errors
/// It is somebody else, or nobody of the team.
pub(super) fn me_as_manager(one: &OneCheckIn, context: &Context) -> Result<PersonId, Failure> {
    let me = &context.me(&one.store, &one.files.team)?.id;
    let person = &one.person;
    match &person.manager {
        Some(manager) if manager == me => Ok(me.clone()),
        None if *me != person.id => Ok(me.clone()),
        None => {
            let message = format!(
                "okr.yaml names no manager of {}, and you are {me}",
                person.id
            );
            let hint = "say who talked with you with --as, or add 'manager' in okr.yaml";
            Err(Failure::usage_with_hint(message, hint))
        }
        Some(manager) => {
            let message = format!(
                "the manager of {} is {manager}, and you are {me}",
                person.id
            );
            let hint = format!(
                "if you are {manager}: --as {manager}; if okr.yaml is wrong, put 'manager' right there"
            );
            Err(Failure::usage_with_hint(message, hint))
        }
    }
}

/// Opens the check-in of the week that is asked for; else this week's where `fits` says yes to it, else
/// the newest to which it does, else this week's.
///
/// # Errors
/// Nobody or no week is meant, or disk and git refuse.
pub(super) fn open_fitting(
    context: &Context,
    person: Option<&str>,
    week: Option<&str>,
    fits: impl Fn(&CheckIn) -> bool,
) -> Result<OneCheckIn, Failure> {
    let one = OneCheckIn::open(context, person, week)?;
    if week.is_some() {
        return Ok(one);
    }
    let this = one.find()?.map(|found| found.read.value);
    if this.is_some_and(|this| fits(&this)) {
        return Ok(one);
    }
    match newest(&one, fits)? {
        Some(week) => OneCheckIn::open(
            context,
            Some(one.person.id.as_str()),
            Some(&week.to_string()),
        ),
        None => Ok(one),
    }
}

fn newest(one: &OneCheckIn, fits: impl Fn(&CheckIn) -> bool) -> Result<Option<Week>, Failure> {
    let earlier = one.earlier()?;
    let mut spoken = earlier.iter().rev();
    Ok(spoken
        .find(|check_in| fits(check_in))
        .map(|check_in| check_in.week))
}

/// Refuses what cannot be talked about: it is not prepared, or done, or skipped.
///
/// # Errors
/// Its status is another than `ready`.
pub(super) fn must_be_ready(one: &OneCheckIn, check_in: &CheckIn) -> Result<(), Failure> {
    let (person, week) = (&one.person.id, one.week);
    let returned = check_in.returned.as_ref();
    let reason = returned.and_then(|returned| returned.reason.as_ref());
    let reason = reason.map_or(String::new(), |reason| format!(": {}", reason.value));
    let (message, hint) = match check_in.status.value {
        Status::Ready => return Ok(()),
        Status::Draft => (
            format!("{} is a draft: {person} has not marked it ready", one.path),
            format!("'okr ready' does; 'okr return {person} {week} --reason TEXT' asks for more"),
        ),
        Status::Returned => (
            format!("{} is returned{reason}", one.path),
            format!("once {person} has mended it: okr ready {person} --week {week}"),
        ),
        Status::Reviewed => (
            format!("{} is reviewed already", one.path),
            "what is new belongs in the next one".to_owned(),
        ),
        Status::Skipped => (
            format!("{} says that the week is skipped", one.path),
            "there is nothing to talk about in it".to_owned(),
        ),
    };
    Err(Failure::usage_with_hint(message, hint))
}
