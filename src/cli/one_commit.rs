//! The commit of one check-in on a branch of its own, and of nothing else.

use super::one_check_in::OneCheckIn;
use super::one_judged::tell;
use super::{Context, Failure, streams};
use crate::store::NewCommit;

/// Refuses before anything is written where there is nothing to commit to.
///
/// # Errors
/// There is no git repository.
pub(super) fn must_have_git(one: &OneCheckIn) -> Result<(), Failure> {
    if one.store.git_work_tree().is_some() {
        return Ok(());
    }
    let message = "there is no git repository to commit to";
    Err(Failure::usage_with_hint(
        message,
        "leave out --commit, or 'git init' first",
    ))
}

/// Commits the file on `check-in/PERSON/WEEK`; `what` begins the message, such as "Check-in".
///
/// # Errors
/// Git refuses.
pub(super) fn commit(one: &OneCheckIn, what: &str, context: &Context) -> Result<(), Failure> {
    let (person, week) = (&one.person, one.week);
    let branch = format!("check-in/{}/{week}", person.id);
    let now = context.now(&one.files.team);
    let offset = one.files.team.cadence.time_zone.to_offset(now);
    let made = one.store.commit_file(
        &one.path,
        NewCommit {
            branch: &branch,
            message: &format!("{what} of {}, {week}\n", person.name),
            seconds: now.as_second(),
            offset_minutes: offset.seconds() / 60,
        },
    )?;
    match made {
        Some(commit) => {
            let short = commit.short_id;
            tell(
                context,
                &format!("committed {short} on the branch {branch}"),
            );
            if !context.is_quiet() {
                streams::advise(&format!("git push origin {branch}"));
            }
        }
        None => tell(context, &format!("the branch {branch} has it already")),
    }
    Ok(())
}
