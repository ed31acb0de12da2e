//! Layer 4: the static site. What is read becomes views (plain values, one struct a page), views
//! become pages through the templates in `templates/report/`.
//!
//! ```text
//! input         what a report is made from
//! build         draws, hands on · gather   reads what everybody said
//! single        one page by itself · inline   with style sheet and script in it
//! changes/      the page of what changed, as `okr diff` asks for it
//! facts/        what is kept of each check-in
//! board         a cycle: key results, numbered, with their histories
//! edited        what was changed of the goals in their files alone
//! life          an obstacle from its first check-in to its last
//! event         what happened to a key result besides its values
//! scene         a week, from what is known of it · then   what was known at its end
//! page/         scenes → views, one file a page or block
//! chart/        numbers → SVG
//! beside        what stands beside the pages
//! data/         scenes → JSON · feed   the newest as an Atom feed
//! view/         what a template gets: text, numbers as text, our own HTML
//! html          the sink: text is escaped here
//! words         the message file
//! number        · calendar   numbers and days as text
//! templates     the embedded templates, compiled once
//! ```

mod beside;
mod board;
mod build;
mod calendar;
mod changes;
pub mod chart;
mod data;
mod edited;
mod error;
mod event;
mod facts;
mod feed;
mod gather;
pub mod html;
mod inline;
mod input;
mod life;
mod number;
mod page;
mod scene;
mod single;
pub mod templates;
mod then;
pub mod view;
pub mod words;

pub use build::{BuildError, Sink, build};
pub use changes::{Changes, changes_page};
pub use error::ReportError;
pub use input::{Audience, Commit, Edition, GoalEdit, Input, Memory, Past, Reach, Unreadable};
pub use single::{Asked, agenda, agenda_page, week_page};
pub use templates::Overrides;
