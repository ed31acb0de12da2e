//! Layer 3: what the tool writes into a team's files, as text. `cli` gives it to the store.
//!
//! ```text
//! draft          a new check-in: questions, last values, open tasks and obstacles
//! skipped        a new check-in that says why there is none
//! mark_…, set_reading, with_…    edits of a check-in, by byte span
//! sealed, unsealed    private text and its seal, in place
//! with_evidence, with_trailers_offered    where progress can be seen in commits
//! Mending        a file with its fixes, by byte span
//! NewTeam        okr.yaml and a first objective
//! Closing, carried_objective    the end of a cycle
//! workflows, codeowners      what a forge is told
//! ```
//! The words come from the schema and the settings of the team, the shape from `templates/draft/` and
//! `templates/init/`. Whatever is carried over from an earlier file is somebody's text: it can close no
//! comment, open no section and hide nothing behind it.

mod answer;
mod carried;
mod carry;
mod close;
mod draft;
mod edited;
mod evidence;
mod forge;
mod init;
mod last;
mod mend;
mod okr_change;
mod repair;
mod seal;
mod section;
mod slot;
mod tidy;
mod trailer;
mod words;

pub use answer::{with_answer, with_progress};
pub use carry::carried_objective;
pub use close::{Closing, Unanswered, unanswered};
pub use draft::{Commit, DraftInput, draft};
pub use edited::{
    Reading, mark_ready, mark_returned, mark_reviewed, mark_skipped, set_reading, skipped,
    with_status,
};
pub use evidence::{commit_words, with_evidence};
pub use forge::{Forge, ForgeFile, codeowners, workflows};
pub use init::{IGNORED, NewPerson, NewTeam};
pub use last::value_words;
pub use mend::{Mended, Mending};
pub use okr_change::{Proposal, with_agreement, with_change_applied, with_proposal};
pub use seal::{KnownSeal, Opened, sealed, unsealed};
pub use section::{with_change_told, with_review_sections, with_section};
pub use slot::filled;
pub use trailer::with_trailers_offered;

#[cfg(test)]
mod tests;
