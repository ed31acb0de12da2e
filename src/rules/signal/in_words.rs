//! What the three rules about words notice in one check-in, as values: the rules make findings of them,
//! the report asks about them.

use crate::model::KeyResultRef;
use crate::rules::suppress::is_allowed;
use crate::rules::weigh::severity_of;
use crate::rules::{CheckInView, Rule};
use crate::text::Span;

use super::{copied_from_last_week, moved_without_evidence, vague_answer};

/// Something in the words of a check-in that is worth asking about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InWords {
    /// The id of the rule.
    pub rule: &'static str,
    /// The heading of the section.
    pub section: String,
    /// What of it.
    pub about: About,
    /// Where it stands.
    pub span: Span,
}

/// What is worth asking about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// An answer: the heading of its part, and the key result that it names; the section's own heading
    /// where it has no parts.
    Answer(String, Option<KeyResultRef>),
    /// The cause of an obstacle, which stands under this heading.
    Cause(String, Cause),
    /// What is said of a key result whose value moved.
    KeyResult(KeyResultRef),
}

/// Which cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Ours to change.
    Own,
    /// Beyond our control.
    Outside,
}

/// What is worth asking about in the words of a check-in, as far as the team asks for it and no comment in
/// the file takes it back. Only what `read::public` gave may be handed in where the answer is shown.
#[must_use]
pub fn in_words(view: &CheckInView<'_>) -> Vec<InWords> {
    let status = Some(view.check_in.status.value);
    let is_on = |rule: &Rule| severity_of(rule.id, status, view.team).is_some();
    let mut found = Vec::new();
    if is_on(&copied_from_last_week::RULE) {
        found.extend(copied_from_last_week::found(view));
    }
    if is_on(&vague_answer::RULE) {
        found.extend(vague_answer::found(view));
    }
    if is_on(&moved_without_evidence::RULE) {
        found.extend(moved_without_evidence::found(view));
    }
    found.retain(|one| !is_allowed(view.check_in, one.rule, one.span));
    found
}
