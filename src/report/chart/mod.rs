//! Charts as pure functions from numbers to SVG: geometry in attributes, rounded to a tenth of a
//! unit; looks in `style.css`. A chart that repeats a text beside it is hidden from screen readers,
//! one that says more has a title and a description.
//!
//! ```text
//! bullet      score against pace            table cell
//! sparkline   weeks off pace by week        table cell
//! burnup      value by week, with plan and forecast
//! squares     held or not by week           `keep` key results
//! age         weeks an obstacle is open     table cell
//! cycle       weeks of the cycle, and today
//! time_line   when an obstacle stood in the way
//! split       outside causes against own
//! ```

pub mod age;
pub mod bullet;
pub mod burnup;
pub mod cycle;
mod geometry;
mod label;
mod mark;
mod pace_line;
pub mod sparkline;
pub mod split;
pub mod squares;
pub mod time_line;

pub use mark::Mark;
