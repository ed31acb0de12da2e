//! Layer 4: answers as lines, one file a format. Nothing here prints, and everything that comes from a
//! file is escaped here. HTML pages are in `report`.
//!
//! ```text
//! Finding + text of its file → Located (line, column, a window of source)
//!     for people      full · concise · markdown
//!     for programs    json · github · gitlab · junit · rdjson · sarif
//! Agenda → agenda: terminal · markdown
//! Diff → diff: terminal · markdown · json
//! days on which something is due → ical
//! ```
//! `schema` describes the files and the JSON. What escapes for which reader is in `sink`, and in
//! `text::json_writer` and `text::xml`.

pub mod agenda;
pub mod concise;
pub mod diff;
pub mod due;
pub(crate) mod figures;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod ical;
pub mod json;
pub mod junit;
pub mod ledger;
pub mod line;
mod link;
pub mod located;
pub mod log;
pub mod markdown;
pub mod plain;
pub mod rdjson;
pub mod sarif;
pub mod schema;
pub mod sink;
pub mod summary;
#[cfg(test)]
mod tests;
mod to_do;

pub use crate::text::json_writer;
pub use located::Located;
pub use summary::Summary;
