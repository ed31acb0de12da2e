//! Layer 4: what `check` prints, one file a format. Everything that comes from a file is escaped here.
//!
//! ```text
//! Finding + text of its file → Located (line, column, a window of source) → full · concise · json
//! ```

pub mod concise;
pub mod full;
pub mod json;
pub mod json_writer;
pub mod located;
pub mod summary;

pub use located::Located;
pub use summary::Summary;
