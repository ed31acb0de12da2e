//! One check-in: what a person and their manager wrote about one week.

use std::fmt;

use jiff::civil::Date;

use super::{Decimal, KeyResultRef, ObjectiveId, PersonId, Seals, SectionKind, Week};
use crate::text::{Span, Spanned};

/// One file under `check-ins/`. Spans are byte ranges of `text`.
#[derive(Clone, Debug)]
pub struct CheckIn {
    /// Whose it is.
    pub person: PersonId,
    /// Which week it is about.
    pub week: Week,
    /// The file, relative to the root.
    pub path: String,
    /// The whole text of the file.
    pub text: String,
    /// The front matter; an empty span at the top where there is none.
    pub front_matter: Span,
    /// Where it stands; `draft` where nothing can be read.
    pub status: Spanned<Status>,
    /// Value and confidence by key result, in the order of the file.
    pub readings: Vec<Reading>,
    /// Who reviewed it, and when.
    pub reviewed: Option<Reviewed>,
    /// Who returned it, when, and why.
    pub returned: Option<Returned>,
    /// Why the week is skipped.
    pub skipped: Option<Spanned<String>>,
    /// Changes to the OKRs, proposed or agreed.
    pub okr_changes: Vec<OkrChange>,
    /// The sections, in the order of the file, unknown ones too.
    pub sections: Vec<Section>,
    /// The obstacles.
    pub obstacles: Vec<Obstacle>,
    /// The tasks of Plan and Follow-ups.
    pub tasks: Vec<Task>,
    /// Everything that is for the two people alone: sections and parts with their headings.
    pub private: Vec<Span>,
    /// What of that is sealed, and what stands in plain.
    pub seals: Seals,
    /// Why nothing of the file may be published, where something in it is odd (a broken mark, an open
    /// comment, a conflict): it fails closed.
    pub withheld: Option<Spanned<String>>,
    /// Comments that take back what a rule says of a place, in the order of the file.
    pub allows: Vec<Allow>,
}

/// A comment that takes back what a rule says of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The rule's id, as written.
    pub rule: Spanned<String>,
    /// Whether it says why.
    pub has_reason: bool,
    /// The comment.
    pub span: Span,
    /// The place it speaks of: what begins here is meant, both ends included.
    pub covers: Span,
}

/// Where a check-in stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// Being written; may be incomplete.
    #[default]
    Draft,
    /// Prepared: complete for the person's part.
    Ready,
    /// Sent back by the manager.
    Returned,
    /// Talked about: complete for both.
    Reviewed,
    /// A planned absence.
    Skipped,
}

/// How confident the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Confidence {
    /// Not OK.
    NotOk,
    /// Good.
    Good,
    /// Very good.
    VeryGood,
}

/// What a check-in says of one key result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The key result; the span is the key as written.
    pub reference: Spanned<KeyResultRef>,
    /// Where it stands: a number, for milestones how many are reached, for yes/no 1 or 0. `None` where
    /// nothing or `null` is written, or what is written cannot be.
    pub value: Option<Spanned<Decimal>>,
    /// How confident the person is.
    pub confidence: Option<Spanned<Confidence>>,
    /// Where the value stands or is to be written.
    pub value_place: Span,
    /// Where the confidence stands or is to be written.
    pub confidence_place: Span,
    /// Key and value together.
    pub span: Span,
}

/// Who reviewed a check-in, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// The id of the person.
    pub by: Option<Spanned<PersonId>>,
    /// The day.
    pub on: Option<Spanned<Date>>,
    /// All of it.
    pub span: Span,
}

/// Who returned a check-in, when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The id of the person.
    pub by: Option<Spanned<PersonId>>,
    /// The day.
    pub on: Option<Spanned<Date>>,
    /// What is missing.
    pub reason: Option<Spanned<String>>,
    /// All of it.
    pub span: Span,
}

/// A change of an objective or key result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OkrChange {
    /// What changes.
    pub subject: Spanned<Subject>,
    /// Which of its fields.
    pub change: Spanned<FieldOfChange>,
    /// What it was, as written.
    pub from: Option<Spanned<String>>,
    /// What it will be, as written.
    pub to: Option<Spanned<String>>,
    /// Why.
    pub because: Option<Spanned<Because>>,
    /// Who agrees.
    pub agreed: Vec<Spanned<PersonId>>,
    /// All of it.
    pub span: Span,
}

/// What an OKR change is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A key result.
    KeyResult(KeyResultRef),
    /// An objective.
    Objective(ObjectiveId),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyResult(reference) => reference.fmt(f),
            Self::Objective(id) => id.fmt(f),
        }
    }
}

/// Which field an OKR change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldOfChange {
    /// The value to reach.
    Target,
    /// The value at the beginning.
    Start,
    /// The title.
    Title,
    /// The unit.
    Unit,
    /// The weight.
    Weight,
    /// The owner.
    Owner,
    /// It is new.
    Add,
    /// It goes.
    Remove,
}

/// Why an OKR changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Because {
    /// It was too easy.
    TooEasy,
    /// It was too hard.
    TooHard,
    /// It is not needed.
    Unnecessary,
    /// Something beyond our control.
    OutsideCause,
}

/// One section of a check-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The team's id of it; `None` for one that the team does not know.
    pub id: Option<String>,
    /// Which section of the process it is.
    pub kind: Option<SectionKind>,
    /// The heading as written.
    pub heading: Spanned<String>,
    /// The known heading that this one seems to be, misspelt.
    pub misspelt: bool,
    /// Everything under the heading.
    pub body: Span,
    /// Whether it is answered.
    pub answer: Answer,
    /// Whether it is for the two people alone.
    pub private: bool,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// A part of a section, under a heading one level below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The heading as written.
    pub heading: Spanned<String>,
    /// The key result that the heading names.
    pub key_result: Option<KeyResultRef>,
    /// Everything under the heading.
    pub body: Span,
    /// Whether any text is in it.
    pub answer: Answer,
    /// Whether it is for the two people alone.
    pub private: bool,
}

/// Whether a section is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing but comments, white space, empty items, rules and placeholders.
    Empty,
    /// "None."
    None,
    /// Text.
    Text,
}

/// One obstacle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// Its heading.
    pub title: Spanned<String>,
    /// The heading folded to an id, by which it is the same across weeks.
    pub id: String,
    /// The key results it slows.
    pub slows: Vec<Spanned<KeyResultRef>>,
    /// The subjective cause.
    pub own_cause: Option<Spanned<String>>,
    /// The objective cause.
    pub outside_cause: Option<Spanned<String>>,
    /// How it was resolved.
    pub resolved: Option<Spanned<String>>,
    /// Why there is no way round it.
    pub no_way_round: Option<Spanned<String>>,
    /// Everything under the heading.
    pub body: Span,
    /// Whether it is for the two people alone.
    pub private: bool,
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What is to be done, without owner and due date.
    pub text: Spanned<String>,
    /// Open, done or dropped.
    pub state: TaskState,
    /// The three bytes of its box.
    pub state_span: Span,
    /// Whose it is: the person's id, else what is written.
    pub owner: Option<Spanned<String>>,
    /// When it is due.
    pub due: Option<Spanned<Date>>,
    /// The round brackets with owner and due date; empty at the end of the text where there are none.
    pub details: Span,
    /// Plan or Follow-ups.
    pub section: SectionKind,
    /// Whether it is for the two people alone.
    pub private: bool,
}

/// What became of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskState {
    /// `[ ]`
    Open,
    /// `[x]`
    Done,
    /// `[-]`
    Dropped,
}

macro_rules! words {
    ($name:ident { $($variant:ident => $word:literal),* $(,)? }) => {
        impl $name {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Their words in the files.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word in the files.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// What the word in a file means.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.word() == word)
            }
        }
    };
}

words!(Status { Draft => "draft", Ready => "ready", Returned => "returned", Reviewed => "reviewed", Skipped => "skipped" });
words!(Confidence { NotOk => "not-ok", Good => "good", VeryGood => "very-good" });
words!(FieldOfChange { Target => "target", Start => "start", Title => "title", Unit => "unit", Weight => "weight", Owner => "owner", Add => "add", Remove => "remove" });
words!(Because { TooEasy => "too-easy", TooHard => "too-hard", Unnecessary => "unnecessary", OutsideCause => "outside-cause" });
words!(TaskState { Open => "open", Done => "done", Dropped => "dropped" });

impl CheckIn {
    /// What it says of the key result.
    #[must_use]
    pub fn reading(&self, reference: &KeyResultRef) -> Option<&Reading> {
        self.readings
            .iter()
            .find(|reading| reading.reference.value == *reference)
    }

    /// The section of that kind.
    #[must_use]
    pub fn section(&self, kind: SectionKind) -> Option<&Section> {
        self.sections
            .iter()
            .find(|section| section.kind == Some(kind))
    }

    /// The section with that id.
    #[must_use]
    pub fn section_by_id(&self, id: &str) -> Option<&Section> {
        self.sections
            .iter()
            .find(|section| section.id.as_deref() == Some(id))
    }

    /// The text that `span` cuts out, trimmed.
    #[must_use]
    pub fn cut(&self, span: Span) -> &str {
        span.of(&self.text).trim()
    }

    /// Whether a section or part at `span` is for the two people alone.
    #[must_use]
    pub fn is_private(&self, span: Span) -> bool {
        self.private.iter().any(|private| private.contains(span))
    }

    /// Whether something within `span` is sealed: nobody can say what is missing there.
    #[must_use]
    pub fn is_sealed(&self, span: Span) -> bool {
        let mut sealed = self.seals.sealed.iter();
        sealed.any(|sealed| span.contains(sealed.block.span))
    }
}

impl Obstacle {
    /// Whether it still stands in the way.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.resolved.is_none()
    }
}

impl OkrChange {
    /// Whether the person and their manager both agree.
    #[must_use]
    pub fn is_agreed(&self, person: &PersonId, manager: Option<&PersonId>) -> bool {
        let agrees = |id: &PersonId| self.agreed.iter().any(|agreed| agreed.value == *id);
        agrees(person) && manager.is_none_or(agrees)
    }
}
