//! Private text and its seal: what of it can be read by its two people alone, and what stands in plain.
//! How it gets from one to the other is in `scaffold`; the keys are in `cli`.

use crate::text::Span;
use crate::text::armor::Block;

/// The heading of a part whose own heading is sealed with it.
pub const SEALED_HEADING: &str = "Sealed";

/// What of a check-in's private text is sealed, and what is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seals {
    /// In the order of the file.
    pub sealed: Vec<SealedText>,
    /// In the order of the file.
    pub plain: Vec<PlainText>,
}

/// A block of sealed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedText {
    /// Where it stands.
    pub block: Block,
    /// The line of the heading that stands in place of a sealed one.
    pub heading: Option<Span>,
    /// The level of the heading that it is below.
    pub level: u8,
}

/// Visible private text that is not sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainText {
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// Whether it begins with a heading that is private itself.
    pub has_heading: bool,
    /// The level of the heading that it is below.
    pub level: u8,
}
