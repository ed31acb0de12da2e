//! Layer 4: answers as lines, one file a format. Nothing here prints, and everything that comes from a
//! file is escaped here. HTML pages are in `report`.
//!
//! ```text
//! Finding + text of its file → Located (line, column, a window of source) → full · concise · json
//! Diff → diff: terminal · markdown · json
//! ```

pub mod concise;
pub mod diff;
pub mod full;
pub mod json;
pub mod json_writer;
pub mod line;
pub mod located;
pub mod summary;

pub use located::Located;
pub use summary::Summary;
