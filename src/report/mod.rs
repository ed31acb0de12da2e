//! Layer 4: the static site. What is read becomes views (plain values, one struct a page), views
//! become pages through the templates in `templates/report/`.
//!
//! ```text
//! chart/        numbers → SVG
//! view/         what a template gets: text, numbers as text, our own HTML
//! html          the sink: text is escaped here
//! words         the message file
//! templates     the embedded templates, compiled once
//! ```

pub mod chart;
mod error;
pub mod html;
pub mod templates;
pub mod view;
pub mod words;

pub use error::ReportError;
