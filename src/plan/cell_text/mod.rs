//! A cell's value as text and back, the same wherever rows are kept as text: in files, and in databases that have no
//! type of their own for it.
//!
//! Decimals have all digits of their scale, floats the fewest that come back as the same number, durations are whole
//! microseconds, times are `2026-01-01T00:00:00.000000Z`, UUIDs have hyphens. Invariant: a value has one text, and no
//! other text is read.

pub mod digits;
mod parse;

pub use parse::{CellReader, parse};
