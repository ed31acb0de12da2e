//! Markdown: the only place that names pulldown-cmark.
//!
//! [`outline`](outline()) tells the blocks of a text with their places; [`html`] renders a text so that
//! nothing of an author's is active.

pub mod html;
mod outline;

pub use html::to_html;
pub use outline::{Block, BlockKind, Outline, TaskBox, outline, without_comments};
