//! Markdown: the only place that names pulldown-cmark.
//!
//! [`outline`](outline()) tells the blocks of a text with their places; [`passages`] cuts it into
//! stretches of words that can be compared; [`html`] renders a text so that
//! nothing of an author's is active.

mod comments;
pub mod html;
mod ordinary;
mod outline;
mod passage;
mod simple;

pub use comments::{seems_mark, without_comments};
pub use html::to_html;
pub(crate) use outline::outline_without_marks;
pub use outline::{Block, BlockKind, Outline, TaskBox, outline};
pub use passage::{Passage, PassageKind, passages};
