//! Layer 1: the vocabulary, as plain data.
//!
//! ```text
//! Team                        okr.yaml: name, cycle, cadence, sections, thresholds
//! ├─ RuleSettings             severity, first week and limits of each rule
//! ├─ Person                   id, name, addresses, manager, since, until
//! └─ SectionSpec              one question: heading, who answers, from which status (schema)
//! Okrs                        everything under okrs/
//! └─ Objective                one file: title, owner, cycle
//!    └─ KeyResult             title, owner, unit, weight, what it measures (Kind), planned curve
//! CheckIn                     one file: person × week, status
//! ├─ Reading                  key result → value, confidence
//! ├─ OkrChange                a change of an objective or key result, and who agreed
//! ├─ Section                  one answer; its parts
//! ├─ Obstacle                 heading, what it slows, own and outside cause, resolved
//! ├─ Task                     text, owner, due, open · done · dropped; from Plan and Follow-ups
//! └─ Seals                    what of the private text is sealed, and what stands in plain
//! History                     one key result over its weeks: values, confidence, definitions
//! ```
//! What is computed from these (score, pace, forecast) are pure functions in [`measure`].

pub mod attendance;
pub mod carried;
pub mod check_in;
pub mod codeowners;
pub mod cycle;
pub mod decimal;
pub mod history;
pub mod id;
pub mod known;
pub mod language;
pub mod ledger;
pub(crate) mod lexicon;
pub mod measure;
pub mod objective;
pub mod prompt;
pub mod rule_settings;
pub mod schema;
pub mod seal;
pub mod team;
pub mod trail;
pub mod week;

pub use attendance::Attendance;
pub use check_in::{
    Allow, Answer, Because, CheckIn, Confidence, FieldOfChange, Obstacle, OkrChange, Part, Reading,
    Returned, Reviewed, Section, Status, Subject, Task, TaskState,
};
pub use cycle::Cycle;
pub use decimal::Decimal;
pub use history::{Definition, History, Point};
pub use id::{KeyResultId, KeyResultRef, ObjectiveId, PersonId};
pub use language::Language;
pub use objective::{KeyResult, Kind, Objective, Okrs};
pub use rule_settings::{RuleSetting, RuleSettings};
pub use schema::{By, FilledBy, Labels, NoneAllowed, SectionKind, SectionSpec};
pub use seal::{PlainText, SealedText, Seals};
pub use team::{Cadence, ConfidenceWords, Due, Person, Privacy, Team, Thresholds};
pub use trail::Trail;
pub use week::Week;
