//! Layer 3: what is wrong, and what stands out, judged from what was read.
//!
//! ```text
//! signal/   smooth numbers that do not fit: nine pure functions over a key result's history
//! ```

pub mod signal;
