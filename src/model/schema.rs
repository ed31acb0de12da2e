//! The one table of sections and keys: who writes each, from which status it is needed, its order, its
//! question. Reading, the missing and unknown rules, the scaffold, the diff's order, the report and the
//! documents all use it. The keys of the front matters are in `keys`.

mod keys;

pub use keys::*;

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
        Self {
            slows: "Slows".to_owned(),
            own_cause: "Own cause".to_owned(),
            outside_cause: "Outside cause".to_owned(),
            resolved: "Resolved".to_owned(),
            no_way_round: "No way round".to_owned(),
        }
    }
}

/// One row of the table.
struct Row(
    SectionKind,
    &'static str,
    &'static str,
    By,
    FilledBy,
    NoneAllowed,
    &'static str,
);

const ROWS: [Row; 11] = [
    Row(
        SectionKind::Progress,
        "progress",
        "Progress",
        By::Person,
        FilledBy::Ready,
        NoneAllowed::No,
        "What moved since the last check-in, by key result? Name the evidence: commits, links, figures.",
    ),
    Row(
        SectionKind::Behind,
        "behind",
        "Behind schedule",
        By::Person,
        FilledBy::Ready,
        NoneAllowed::Yes,
        "What is going on, and what is late or will be? \"None.\" is an answer.",
    ),
    Row(
        SectionKind::Obstacles,
        "obstacles",
        "Obstacles",
        By::Person,
        FilledBy::Ready,
        NoneAllowed::Yes,
        "What stands in the way of which key result? One heading each, with what it slows, the own cause \
         (ours to change) and the outside cause (beyond our control). \"None.\" is an answer.",
    ),
    Row(
        SectionKind::Plan,
        "plan",
        "Plan",
        By::Person,
        FilledBy::Ready,
        NoneAllowed::WithoutObstacle,
        "Which plan and actions overcome it: who, what, by when? - [ ] task (@owner, due 2026-01-31)",
    ),
    Row(
        SectionKind::Confidence,
        "confidence",
        "Confidence",
        By::Person,
        FilledBy::Ready,
        NoneAllowed::No,
        "How confident are you, and why, by key result? Needed where it is not OK or fell.",
    ),
    Row(
        SectionKind::OkrChanges,
        "okr-changes",
        "OKR changes",
        By::Person,
        FilledBy::Ready,
        NoneAllowed::Yes,
        "Which objectives should be fixed, added or removed, and which key results edited or added? \
         \"None.\" is an answer.",
    ),
    Row(
        SectionKind::Feedback,
        "feedback",
        "Feedback",
        By::Manager,
        FilledBy::Reviewed,
        NoneAllowed::No,
        "For the manager, by key result: what went well, and what to improve? Private to the two of you.",
    ),
    Row(
        SectionKind::Recognition,
        "recognition",
        "Recognition",
        By::Manager,
        FilledBy::Reviewed,
        NoneAllowed::No,
        "For the manager: which real effort deserves to be seen? This is public.",
    ),
    Row(
        SectionKind::FollowUps,
        "follow-ups",
        "Follow-ups",
        By::Both,
        FilledBy::Reviewed,
        NoneAllowed::Yes,
        "What did you both agree to do? - [ ] task (@owner, due 2026-01-31). \"None.\" is an answer.",
    ),
    Row(
        SectionKind::Asks,
        "asks",
        "Asks",
        By::Person,
        FilledBy::Never,
        NoneAllowed::Yes,
        "Optional: what do you need, and from whom? What should your manager know or change?",
    ),
    Row(
        SectionKind::Reply,
        "reply",
        "Reply",
        By::Person,
        FilledBy::Never,
        NoneAllowed::Yes,
        "Optional: your answer to the feedback. Private to the two of you.",
    ),
];

/// The sections of the process in their order, as they are without any setting.
#[must_use]
pub fn default_sections() -> Vec<SectionSpec> {
    ROWS.iter().map(to_spec).collect()
}

/// The section of the process with this id.
#[must_use]
pub fn default_section(id: &str) -> Option<SectionSpec> {
    ROWS.iter().find(|row| row.1 == id).map(to_spec)
}

/// The ids of the sections of the process.
pub fn section_ids() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|row| row.1)
}

fn to_spec(row: &Row) -> SectionSpec {
    let Row(kind, id, heading, by, filled_by, none, prompt) = row;
    SectionSpec {
        id: (*id).to_owned(),
        kind: *kind,
        heading: (*heading).to_owned(),
        aliases: Vec::new(),
        by: *by,
        filled_by: *filled_by,
        none: *none,
        prompt: (*prompt).to_owned(),
        labels: Labels::default(),
    }
}

/// Text that counts as no answer, compared without case and outer punctuation.
pub const PLACEHOLDERS: [&str; 6] = ["TODO", "TBD", "…", "...", "-", "?"];
