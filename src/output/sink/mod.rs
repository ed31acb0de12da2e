//! One type a sink: what is written through it can hold text of an author only in a shape that the sink
//! takes for text. Our own words are `&'static str`; any other string goes through an escape.
//!
//! ```text
//! command    a line that a CI runner obeys
//! markdown   a comment or a summary on a forge
//! ```
//! JSON and XML have their own in `crate::text`, and so has a terminal: [`crate::text::visible`].

pub mod command;
pub mod markdown;
