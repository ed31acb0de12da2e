//! A change of the OKRs on its way: proposed in a check-in by one, agreed there by the other, carried into
//! the objective's file. Each is an edit by byte span.

use super::slot::filled;
use crate::model::{Because, FieldOfChange, Language, OkrChange, PersonId, Subject};
use crate::text::Problem;
use crate::text::edit::collection::{self, Flow, Step};
use crate::text::edit::{NewValue, set};

/// What somebody proposes to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What changes.
    pub subject: Subject,
    /// Which of its fields.
    pub field: FieldOfChange,
    /// What it is, as written; `None` where the whole comes or goes.
    pub from: Option<String>,
    /// What it is to be, as written; `None` where the whole comes or goes.
    pub to: Option<String>,
    /// Why.
    pub because: Because,
    /// Who proposes it, and so agrees.
    pub by: PersonId,
}

impl Proposal {
    /// The words of the section on OKR changes, and of messages: "a/b: target from 150 to 200, too hard".
    #[must_use]
    pub fn told(&self, language: Language) -> String {
        let words = &language.wording().change;
        let values = match (&self.from, &self.to) {
            (Some(from), Some(to)) => format!(
                " {} {}",
                filled(words.from, &[("from", from)]),
                filled(words.to, &[("to", to)])
            ),
            (None, Some(to)) => format!(" {to}"),
            _ => String::new(),
        };
        let (field, because) = (words.field(self.field), words.because(self.because));
        format!("{}: {field}{values}, {because}", self.subject)
    }
}

/// The text of a check-in with the proposal behind its other changes.
///
/// # Errors
/// The front matter cannot be edited; the problem says where.
pub fn with_proposal(text: &str, proposal: &Proposal) -> Result<String, Problem> {
    let plain = |text| Flow::Scalar(NewValue::Plain(text));
    let subject = proposal.subject.to_string();
    let key = match proposal.subject {
        Subject::KeyResult(_) => "key-result",
        Subject::Objective(_) => "objective",
    };
    let mut entry = vec![
        (key, plain(&subject)),
        ("change", plain(proposal.field.word())),
    ];
    for (key, value) in [("from", &proposal.from), ("to", &proposal.to)] {
        if let Some(value) = value {
            entry.push((key, Flow::Scalar(written(proposal.field, value))));
        }
    }
    entry.push(("because", plain(proposal.because.word())));
    entry.push(("agreed", Flow::List(vec![plain(proposal.by.as_str())])));
    collection::push(text, &[Step::Key("okr-changes")], &Flow::Mapping(entry))
}

/// The text of a check-in in which `by` agrees to the change at `index`, counted from 0.
///
/// # Errors
/// The front matter cannot be edited; the problem says where.
pub fn with_agreement(text: &str, index: usize, by: &PersonId) -> Result<String, Problem> {
    let path = [
        Step::Key("okr-changes"),
        Step::Item(index),
        Step::Key("agreed"),
    ];
    collection::push(text, &path, &Flow::Scalar(NewValue::Plain(by.as_str())))
}

/// The text of an objective's file with the change carried out; `None` where only a person can write it:
/// a key result that is new, an objective that comes or goes, a change without its new value.
///
/// # Errors
/// The front matter cannot be edited; the problem says where.
pub fn with_change_applied(text: &str, change: &OkrChange) -> Result<Option<String>, Problem> {
    let field = change.change.value;
    let to = change.to.as_ref().map(|to| to.value.as_str());
    let id = match &change.subject.value {
        Subject::KeyResult(reference) => Some(reference.key_result.as_str()),
        Subject::Objective(_) => None,
    };
    let applied = match (field, id, to) {
        (FieldOfChange::Remove, Some(id), _) => {
            collection::remove(text, &[Step::Key("key-results"), Step::Key(id)])?
        }
        (FieldOfChange::Add | FieldOfChange::Remove, _, _) | (_, _, None) => return Ok(None),
        (_, Some(id), Some(to)) => {
            let path = ["key-results", id, field.word()];
            set(text, &path, written(field, to))?
        }
        (_, None, Some(to)) => set(text, &[field.word()], written(field, to))?,
    };
    Ok(Some(applied))
}

/// Titles and units are somebody's text, all else numbers and ids.
fn written(field: FieldOfChange, value: &str) -> NewValue<'_> {
    match field {
        FieldOfChange::Title | FieldOfChange::Unit => NewValue::Text(value),
        _ => NewValue::Plain(value),
    }
}
