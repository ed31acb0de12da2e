//! The one table of sections and keys: who writes each, from which status it is needed, its order, its
//! question. Reading, the missing and unknown rules, the scaffold, the diff's order, the report and the
//! documents all use it. The keys of the front matters are in `keys`, headings and questions in `language`.

mod keys;

pub use keys::*;

use super::Language;

/// The sections of the process, and those a team adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionKind {
    /// What was done, by key result.
    Progress,
    /// What is late or will be.
    Behind,
    /// What stands in the way, with its causes.
    Obstacles,
    /// What will be done about it: tasks.
    Plan,
    /// Why the confidence is low or fell.
    Confidence,
    /// Which objectives and key results should change.
    OkrChanges,
    /// The manager's candid feedback.
    Feedback,
    /// What the manager recognises in public.
    Recognition,
    /// What both agreed to do: tasks.
    FollowUps,
    /// What the person needs, and feedback for the manager.
    Asks,
    /// The person's answer to the feedback.
    Reply,
    /// A section of the team's own.
    Custom,
}

/// Who answers a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The person whose check-in it is.
    Person,
    /// Their manager.
    Manager,
    /// Both together.
    Both,
}

/// From which status on a section must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilledBy {
    /// From `ready` on.
    Ready,
    /// From `reviewed` on.
    Reviewed,
    /// It is optional.
    Never,
}

/// Whether "None." is an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoneAllowed {
    /// It is not.
    No,
    /// It is.
    Yes,
    /// It is where the check-in has no open obstacle.
    WithoutObstacle,
}

/// One section as the team asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionSpec {
    /// The id, `progress` or the team's own.
    pub id: String,
    /// Which section of the process it is.
    pub kind: SectionKind,
    /// Its heading.
    pub heading: String,
    /// Other headings that are read as this one.
    pub aliases: Vec<String>,
    /// Who answers it.
    pub by: By,
    /// From which status on it must be filled.
    pub filled_by: FilledBy,
    /// Whether "None." is an answer.
    pub none: NoneAllowed,
    /// The question it asks, as the scaffold prints it.
    pub prompt: String,
    /// The labels of its items; only obstacles have some.
    pub labels: Labels,
}

/// The labels in front of an obstacle's items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// Which key results it slows.
    pub slows: String,
    /// The subjective cause: ours to change.
    pub own_cause: String,
    /// The objective cause: beyond our control.
    pub outside_cause: String,
    /// How it was resolved.
    pub resolved: String,
    /// Why there is no way round it.
    pub no_way_round: String,
}

impl Default for Labels {
    fn default() -> Self {
        Language::default().wording().labels.written()
    }
}

/// One row of the table; headings and questions are of a language.
struct Row(SectionKind, &'static str, By, FilledBy, NoneAllowed);

const ROWS: [Row; 11] = [
    Row(
        SectionKind::Progress,
        "progress",
        By::Person,
        FilledBy::Ready,
        NoneAllowed::No,
    ),
    Row(
        SectionKind::Behind,
        "behind",
        By::Person,
        FilledBy::Ready,
        NoneAllowed::Yes,
    ),
    Row(
        SectionKind::Obstacles,
        "obstacles",
        By::Person,
        FilledBy::Ready,
        NoneAllowed::Yes,
    ),
    Row(
        SectionKind::Plan,
        "plan",
        By::Person,
        FilledBy::Ready,
        NoneAllowed::WithoutObstacle,
    ),
    Row(
        SectionKind::Confidence,
        "confidence",
        By::Person,
        FilledBy::Ready,
        NoneAllowed::No,
    ),
    Row(
        SectionKind::OkrChanges,
        "okr-changes",
        By::Person,
        FilledBy::Ready,
        NoneAllowed::Yes,
    ),
    Row(
        SectionKind::Feedback,
        "feedback",
        By::Manager,
        FilledBy::Reviewed,
        NoneAllowed::No,
    ),
    Row(
        SectionKind::Recognition,
        "recognition",
        By::Manager,
        FilledBy::Reviewed,
        NoneAllowed::No,
    ),
    Row(
        SectionKind::FollowUps,
        "follow-ups",
        By::Both,
        FilledBy::Reviewed,
        NoneAllowed::Yes,
    ),
    Row(
        SectionKind::Asks,
        "asks",
        By::Person,
        FilledBy::Never,
        NoneAllowed::Yes,
    ),
    Row(
        SectionKind::Reply,
        "reply",
        By::Person,
        FilledBy::Never,
        NoneAllowed::Yes,
    ),
];

/// The sections of the process in their order, as they are in a language without any setting.
#[must_use]
pub fn default_sections(language: Language) -> Vec<SectionSpec> {
    ROWS.iter().map(|row| to_spec(row, language)).collect()
}

/// The section of the process with this id.
#[must_use]
pub fn default_section(id: &str, language: Language) -> Option<SectionSpec> {
    let row = ROWS.iter().find(|row| row.1 == id);
    row.map(|row| to_spec(row, language))
}

/// The ids of the sections of the process.
pub fn section_ids() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|row| row.1)
}

fn to_spec(row: &Row, language: Language) -> SectionSpec {
    let Row(kind, id, by, filled_by, none) = row;
    let wording = language.wording();
    let words = wording.section(*kind);
    SectionSpec {
        id: (*id).to_owned(),
        kind: *kind,
        heading: words.map_or("", |words| words.heading).to_owned(),
        aliases: Vec::new(),
        by: *by,
        filled_by: *filled_by,
        none: *none,
        prompt: words.map_or("", |words| words.prompt).to_owned(),
        labels: wording.labels.written(),
    }
}
