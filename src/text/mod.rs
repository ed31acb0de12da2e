//! Layer 0: one file as text with places. No OKR word in here.
//!
//! ```text
//! bytes → Source (text, line index, problems of the bytes)
//!       → Document (front matter as YAML nodes · Markdown blocks · sections and parts)
//! ```
//! Three of the sinks through which text leaves are here, since pages and lines both need them: `visible`,
//! `json_writer`, `xml`.
//!
//! Parsing never fails: it reports [`Problem`]s and goes on. Every span is a byte range of the whole
//! file, made right when it is made.

pub mod armor;
pub mod changed_lines;
pub mod document;
pub mod edit;
pub mod fold;
pub mod full_stop;
pub mod json_writer;
mod letter_pairs;
pub mod likeness;
pub mod markdown;
pub mod problem;
pub mod prose;
pub mod source;
pub mod span;
pub mod unified;
pub mod visible;
mod words;
pub mod xml;
pub mod yaml;

pub use document::{Document, Part, Section};
pub use problem::{Problem, ProblemKind};
pub use source::Source;
pub use span::{Span, Spanned};
