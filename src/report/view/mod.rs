//! What the templates get: plain values, one struct a page. No domain type, no number that is not
//! yet text, and nothing private, comes past here. Text is escaped when it is printed.
//!
//! ```text
//! page       the frame of every page
//! parts      what several pages show: key results, confidence, signals, tasks
//! week       this week and every week · all key results
//! objective  · person · check_in · obstacles · agenda
//! ```

pub mod agenda;
pub mod changes;
pub mod check_in;
pub mod objective;
pub mod obstacles;
pub mod page;
pub mod parts;
pub mod person;
pub mod week;
