//! One type a sink: what is written through it can hold text of an author only in a shape that the sink
//! takes for text. Our own words are `&'static str`; any other string goes through an escape.
//!
//! ```text
//! command    a line that a CI runner obeys
//! markdown   a comment or a summary on a forge
//! xml        a report for a machine
//! ```
//! JSON has its own in [`super::json_writer`]; a terminal has [`crate::text::visible`].

pub mod command;
pub mod markdown;
pub mod xml;
