//! The group *trust*: who wrote what, from git. One file a rule; the list of all rules is in `rules`.
//! A line is the work of whoever made the commit that brought it, and of all it names as co-authors.

pub(super) mod feedback_not_by_manager;
pub(super) mod loosened_settings;
pub(super) mod okr_change_not_agreed;
pub(super) mod stale_codeowners;
pub(super) mod written_by_another;

use super::ChangeView;
use crate::model::language::is_none;
use crate::model::trail::{Author, WrittenLine};
use crate::model::{By, PersonId, Section};
use crate::text::Span;

/// Lines next to each other that somebody else wrote.
struct Foreign {
    span: Span,
    /// Who, and the commit.
    by: String,
}

/// The first lines of the section that say something and that nobody of `allowed` had a hand in. Where
/// nobody knows who wrote a line, nothing is said; a stranger counts where `strangers` do.
fn foreign(
    view: &ChangeView<'_>,
    lines: &[WrittenLine<'_>],
    body: Span,
    allowed: &PersonId,
    strangers: bool,
) -> Option<Foreign> {
    let is_foreign = |line: &&WrittenLine<'_>| {
        let authors = line.edition.map_or(&[][..], |edition| &edition.authors);
        let knows = |author: &Author| strangers || *author != Author::Stranger;
        says_something(line.text)
            && !authors.is_empty()
            && !authors.contains(&Author::Known(allowed.clone()))
            && authors.iter().all(knows)
    };
    let mut within = lines
        .iter()
        .filter(|line| body.contains(line.span))
        .skip_while(|line| !is_foreign(line));
    let first = within.next()?;
    let same = |line: &&WrittenLine<'_>| line.text.trim().is_empty() || is_foreign(line);
    let more = within
        .take_while(same)
        .filter(|line| says_something(line.text));
    let span = more.fold(trimmed(first), |all, line| all.to(trimmed(line)));
    let edition = first.edition?;
    let names: Vec<String> = edition
        .authors
        .iter()
        .map(|author| name(view, author))
        .collect();
    let by = format!("{} (commit {})", names.join(" and "), edition.commit);
    Some(Foreign { span, by })
}

fn trimmed(line: &WrittenLine<'_>) -> Span {
    let start = line.span.start + (line.text.len() - line.text.trim_start().len());
    Span::new(start, start + line.text.trim().len())
}

fn name(view: &ChangeView<'_>, author: &Author) -> String {
    match author {
        Author::Known(id) => {
            let known = view.view.team.person(id.as_str());
            known.map_or_else(|| id.to_string(), |person| person.name.clone())
        }
        Author::Stranger => "somebody who is not in okr.yaml".to_owned(),
    }
}

/// Whether a line holds words of its own, and is no heading, comment, label or empty item.
fn says_something(line: &str) -> bool {
    let text = line.trim();
    let is_frame = text.starts_with('#') || text.starts_with("<!--") || text.ends_with(':');
    !is_frame && text.chars().any(char::is_alphanumeric) && !is_none(text)
}

/// The sections that `by` answers.
fn sections_by<'a>(view: &ChangeView<'a>, by: By) -> impl Iterator<Item = &'a Section> + use<'a> {
    let team = view.view.team;
    view.view.check_in.sections.iter().filter(move |section| {
        let spec = section.id.as_ref().and_then(|id| team.section_by_id(id));
        spec.is_some_and(|spec| spec.by == by)
    })
}
